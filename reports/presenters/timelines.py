"""Patients behind a figure and the timeline of one, as their pages show them: no name, no date, no place of birth."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.tables import Column, Link, Table, Value, table
from patients.models import Result
from patients.reasons import words
from programmes.words import METHOD_WORDS
from reports import timeline
from reports.indicators import of_compliance
from reports.labels import LABEL_UNKNOWN, OFF_LABEL, ON_LABEL, PARTNER_LABEL
from reports.names import Names, category
from reports.timeline import OFF, Behind, Course, Event

Text = str | Promise

WHAT: Final[Mapping[str, Promise]] = {
    timeline.CATEGORY: gettext_lazy("Category recorded"),
    timeline.TEST: gettext_lazy("Pregnancy test"),
    timeline.BEGAN: gettext_lazy("Contraception began"),
    timeline.STOPPED: gettext_lazy("Contraception ended"),
    timeline.STARTED: gettext_lazy("Treatment started"),
    timeline.ENDED: gettext_lazy("Treatment ended"),
    timeline.PRESCRIBED: gettext_lazy("Prescribed"),
    timeline.SUPPLIED: gettext_lazy("Dispensed"),
    timeline.REFUSED: gettext_lazy("No at the counter"),
    timeline.SUSPECTED: gettext_lazy("Pregnancy suspected"),
}
LABELS: Final[Mapping[str, Promise]] = {
    ON_LABEL: gettext_lazy("Within the label"),
    PARTNER_LABEL: gettext_lazy("Within a partner's label"),
    OFF_LABEL: gettext_lazy("Off-label"),
    LABEL_UNKNOWN: gettext_lazy("Cannot be told"),
}


def figures_to_choose(of: str, question: str) -> list[dict[str, Any]]:
    """List the figures whose patients can be listed, each with its address."""
    told: dict[str, Text] = {code: f"{code} {one.title}" for code, one in of_compliance().items()}
    told[OFF] = _("Off-label use")
    return [
        {"label": label, "url": f"{reverse('reports:behind')}?of={code}&{question}", "is_current": code == of}
        for code, label in told.items()
    ]


def behind_table(*, rows: Sequence[Behind], names: Names, of: str) -> Table:
    """List patients by their pseudonyms."""
    return table(
        caption=_("Patients behind this figure"),
        columns=[
            Column(_("Patient")),
            Column(_("Centre")),
            Column(_("Treatments") if of == OFF else _("Dispensings"), numeric=True),
        ],
        rows=[
            (
                Link(timeline.pseudonym_of(one.enrolment_id), reverse("reports:timeline", args=[one.enrolment_id])),
                names.centre(one.centre_id),
                str(one.count),
            )
            for one in rows
        ],
    )


def course_facts(course: Course) -> list[dict[str, Any]]:
    """Say how old somebody was, in which programme, and what day 0 is."""
    zero = _("the first supply") if course.is_supplied else _("the day of enrolment: nothing was supplied yet")
    return [
        {"label": _("Age on day 0"), "value": _ages(course.ages)},
        {"label": _("Programme"), "value": course.programme},
        {"label": _("Day 0"), "value": zero},
    ]


def course_table(course: Course) -> Table:
    """Lay out what happened, day by day from the first supply."""
    rows: list[tuple[Value, ...]] = [(f"{one.day:+d}" if one.day else "0", *_said(one)) for one in course.events]
    return table(
        caption=_("What is on record"),
        columns=[Column(_("Day"), numeric=True), Column(_("What")), Column(_("More"))],
        rows=rows,
    )


def _ages(ages: tuple[int, int | None] | None) -> str:
    if ages is None:
        return _("not recorded")
    first, last = ages
    if last is None:
        return _("%(first)s or more") % {"first": first}
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _said(one: Event) -> tuple[Text, Text]:
    more: Mapping[str, Callable[[], str]] = {
        timeline.CATEGORY: lambda: str(category(one.facts["category"])),
        timeline.TEST: lambda: str(Result(one.facts["result"]).label),
        timeline.BEGAN: lambda: _method(one),
        timeline.STOPPED: lambda: _method(one),
        timeline.STARTED: lambda: _("declared off-label") if one.facts["declared"] else "",
        timeline.PRESCRIBED: lambda: _days(one),
        timeline.SUPPLIED: lambda: "; ".join(part for part in (_days(one), _label(one), _codes(one)) if part),
        timeline.REFUSED: lambda: _codes(one),
    }
    return WHAT[one.kind], more[one.kind]() if one.kind in more else ""


def _method(one: Event) -> str:
    return str(METHOD_WORDS.get(one.facts["method"], one.facts["method"]))


def _days(one: Event) -> str:
    days = one.facts["days"]
    return "" if days is None else ngettext("for %(number)s day", "for %(number)s days", days) % {"number": days}


def _label(one: Event) -> str:
    return str(LABELS.get(one.facts["label"], ""))


def _codes(one: Event) -> str:
    return "; ".join(str(words(code).title) for code in dict.fromkeys(one.facts["codes"]))
