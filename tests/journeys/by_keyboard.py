"""A page without mouse and without scripts: what Tab reaches, whether the eye can follow, what only scripts give."""

from typing import Any

from playwright.sync_api import Page

FOLLOW = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const shown = [...document.querySelectorAll(wanted)].filter((one) =>
    !one.disabled && one.checkVisibility({visibilityProperty: true}));
  window.walk = {shown, reached: new Set(), unseen: []};
  const seen = (style) => style.outlineStyle !== "none" || style.boxShadow !== "none";
  document.addEventListener("focusin", ({target}) => {
    window.walk.reached.add(target);
    const edge = target.closest(".choice, label") || target;
    if (!seen(getComputedStyle(target)) && !seen(getComputedStyle(edge))) window.walk.unseen.push(target.outerHTML);
  });
  document.activeElement?.blur();
  return shown.length;
}"""

TOLD = """() => {
  const {shown, reached, unseen} = window.walk;
  const groups = new Set([...reached].filter((one) => one.type === "radio").map((one) => one.name));
  const missed = shown.filter((one) => !reached.has(one) && !(one.type === "radio" && groups.has(one.name)));
  const short = (lines) => [...new Set(lines)].map((one) => one.slice(0, 120));
  return {missed: short(missed.map((one) => one.outerHTML)), unseen: short(unseen)};
}"""

BEYOND = 3
"""Presses after the last control: a page that holds the focus does not let it round again."""


def tab_through(page: Page) -> dict[str, Any]:
    """Press Tab as often as the page has controls; tell which were missed, and which took the focus unseen.

    Of radios with one name the browser itself reaches one; the arrows walk the others.
    """
    controls = page.evaluate(FOLLOW)
    for _press in range(controls + BEYOND):
        page.keyboard.press("Tab")
    told: dict[str, Any] = page.evaluate(TOLD)
    return told


ONLY_BY_SCRIPT = """(source) => {
  const plain = new DOMParser().parseFromString(source, "text/html");
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea";
  const said = (one) => [one.tagName, one.name || "", one.value || "", one.getAttribute("href") || "",
    one.textContent.trim().replace(/\\s+/g, " ")].join("|").replace(/[0-9a-f-]{36}/g, "");
  const there = new Set([...plain.querySelectorAll(wanted)].filter((one) => !one.closest("[hidden]")).map(said));
  return [...document.querySelectorAll(`main ${wanted.replaceAll(", ", ", main ")}`)]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest("[data-behaviour]:not(form)"))
    .map(said).filter((one) => !there.has(one));
}"""


def only_by_script(page: Page, source: str) -> list[str]:
    """List the controls that a page has with scripts and not without; what a script alone can do is marked as its."""
    found: list[str] = page.evaluate(ONLY_BY_SCRIPT, source)
    return found
