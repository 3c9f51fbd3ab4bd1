"""Materials as they are listed, read and printed."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.countries import COUNTRIES
from foundation.documents import render_spelt
from foundation.tables import Column, Link, Table, Tag, table
from programmes.material_queries import Standing, text_of
from programmes.models import Material, MaterialStep, Step
from programmes.queries import civil_day

TONES: Final = {
    Standing.IN_FORCE: "yes",
    Standing.RETURNED: "no",
    Standing.WITHDRAWN: "no",
    Standing.AGREED: "open",
    Standing.TO_COME: "open",
}
"""The others wait, or are over."""


def material_table(*, rows: Iterable[tuple[Material, Standing]]) -> Table:
    """Lay out materials with how they stand."""
    return table(
        caption=_("Materials"),
        columns=[
            Column(_("Title")),
            Column(_("Kind")),
            Column(_("Programme")),
            Column(_("Country")),
            Column(_("Language")),
            Column(_("Version")),
            Column(_("State")),
        ],
        rows=[
            (
                Link(one.title, reverse("programmes:material", args=[one.id])),
                one.get_kind_display(),
                one.programme.name,
                one.country,
                language_name(one.language),
                one.version,
                Tag(standing.label, TONES.get(standing, "wait")),
            )
            for one, standing in rows
        ],
    )


def material_facts(*, one: Material, standing: Standing) -> list[dict[str, str]]:
    """List what a material is, and by which hash its bytes are known."""
    yes_no = _("yes") if one.safety_relevant else _("no")
    facts = [
        (_("Kind"), one.get_kind_display()),
        (_("Programme"), one.programme.name),
        (_("Country"), str(dict(COUNTRIES).get(one.country, one.country))),
        (_("Language"), language_name(one.language)),
        (_("Version"), one.version),
        (_("State"), standing.label),
        (_("Safety-relevant"), yes_no),
        (_("SHA-256 of the file"), " ".join(one.sha256[at : at + 8] for at in range(0, 64, 8))),
    ]
    return [{"label": label, "value": str(value)} for label, value in facts]


def step_table(*, one: Material) -> Table:
    """Lay out what became of a material: each step, who took it, when and why."""
    steps = sorted(one.steps.all(), key=lambda step: step.recorded_at)
    written = date_format(civil_day(programme=one.programme, at=one.recorded_at))
    author = one.recorded_by.name if one.recorded_by else _("came with the registry")
    return table(
        caption=_("What became of it"),
        columns=[Column(_("Step")), Column(_("Recorded on")), Column(_("By")), Column(_("What was said"))],
        rows=[
            (_("written"), written, author, "–"),
            *(
                (
                    step.get_step_display(),
                    date_format(civil_day(programme=one.programme, at=step.recorded_at)),
                    step.recorded_by.name,
                    _said(step),
                )
                for step in steps
            ),
        ],
    )


def material_pdf(*, one: Material, at: dt.datetime) -> bytes:
    """Set a material as a tagged PDF, in its own language throughout."""
    text = text_of(one)
    with translation.override(one.language):
        data = {
            "title": text.title,
            "language": one.language.partition("-")[0],
            "registry": _("Pregnancy prevention registry"),
            "sample": _("A sample of the registry’s, agreed with no authority.") if one.is_sample else "",
            "version": _("Version %(version)s") % {"version": one.version},
            "page_of": _("Page {page} of {all}"),
            "hash": one.sha256,
            "sections": [
                {"title": part.title, "blocks": [{"is_list": b.is_list, "lines": list(b.lines)} for b in part.blocks]}
                for part in text.sections
            ],
        }
    return render_spelt("material", data, at=at)


def language_name(code: str) -> str:
    """Give a language as its readers call it."""
    return dict(settings.LANGUAGES).get(code, code)


def _said(step: MaterialStep) -> str:
    if step.step == Step.AGREED:
        return f"{step.reference}, {date_format(step.from_on)}"
    if step.step == Step.IN_FORCE and step.until_on is not None:
        days = {"first": date_format(step.from_on), "end": date_format(step.until_on)}
        return _("from %(first)s; from %(end)s on it does not hold") % days
    if step.step == Step.IN_FORCE:
        return _("from %(first)s") % {"first": date_format(step.from_on)}
    return step.why
