// The single keys of a desk (WCAG 2.1.4): what carries data-shortcut is followed or focused by its key, j and k walk the
// rows of a list, ? opens the list of keys. Nothing happens in a field, with a modifier key, or while a dialog is open;
// and no key leaves a form that somebody has begun to fill in. The server loads this only for whom the keys are on.
const PAUSE = 1500;
const TYPED_INTO = "input, select, textarea, [contenteditable]";

let begun = false;
let before = { key: "", at: -PAUSE };

document.querySelector("main").addEventListener("input", ({ target }) => {
  if (target.form && target.form.matches('[method="post"]:not([role="search"])')) begun = true;
});

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const here = rows.findIndex((one) => one.closest("tr").contains(document.activeElement));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
  if (next) next.focus();
}

function stepOfRow() {
  const row = document.activeElement.closest("tr");
  return row && row.querySelector("[data-row-action]");
}

function find(name) {
  return [...document.querySelectorAll("[data-shortcut]")].find((one) => one.dataset.shortcut === name);
}

function act(name) {
  const target = name === "v" ? stepOfRow() : find(name);
  if (!target) return false;
  if (target.matches(TYPED_INTO)) target.focus();
  else if (!begun) target.click();
  return true;
}

const ALWAYS = {
  j: () => walk(1),
  k: () => walk(-1),
  "?": () => document.querySelector("dialog[data-keys]").showModal(),
};

document.addEventListener("keydown", (event) => {
  const { key, target, timeStamp } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (target.closest(TYPED_INTO) || document.querySelector("dialog[open]")) return;
  const follows = before.key === "g" && timeStamp - before.at < PAUSE;
  before = { key, at: timeStamp };
  if (Object.hasOwn(ALWAYS, key) && !follows) {
    event.preventDefault();
    ALWAYS[key]();
  } else if (act(follows ? `g ${key}` : key)) event.preventDefault();
});
