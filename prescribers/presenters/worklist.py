"""The rows of the worklist, its parts with their counts, and what needs somebody now."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.ribbon import Ribbon, draw_ribbon
from patients.identity import Person
from patients.models import Category, Enrolment, Notice
from patients.reasons import words
from prescribers import status as told
from prescribers.models import KeptStatus
from prescribers.presenters.banner import shown_name
from prescribers.presenters.status import Status, shown
from prescribers.whose import NOTHING, Remark
from prescribers.words import DUE, Text, said
from programmes.in_force import programmes

CATEGORIES: Final[dict[str, Promise | str]] = {
    Category.CHILDBEARING: gettext_lazy("Can become pregnant"),
    Category.NON_CHILDBEARING: gettext_lazy("Cannot become pregnant"),
    Category.MALE: gettext_lazy("Man"),
}

VISIT: Final = gettext_lazy("Visit")
RENEW: Final = gettext_lazy("Renew")

ACTIONS: Final[dict[str, tuple[str, str, Promise | str]]] = {
    "stopped": ("prescribers:stopped", "patients.read", gettext_lazy("What to do now")),
    "overdue": ("prescribers:visit", "patients.prepare", VISIT),
    "refused": ("prescribers:patient", "patients.read", gettext_lazy("See what is missing")),
    "late_in_pause": ("prescribers:patient", "patients.read", gettext_lazy("See what is overdue")),
    "last_test": ("prescribers:test", "patients.record_test", gettext_lazy("Record the test")),
    "visit_due": ("prescribers:visit", "patients.prepare", VISIT),
    "ready": ("prescribers:visit", "patients.prepare", gettext_lazy("First visit")),
    "registration": ("prescribers:patient", "patients.read", gettext_lazy("Continue registration")),
}
"""What a status asks for: the page, the act that its role must carry, and the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The next step, in the row."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One patient of the list."""

    name: str
    born: str
    category: Text
    programme: str
    url: str
    status: Status
    ribbon: Ribbon | None
    supply: str
    action: Action | None
    remark: Remark
    due_words: Text = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One message of a pharmacy."""

    name: str
    what: str
    pharmacy: str
    on: str
    url: str


def rows(
    *,
    enrolments: Sequence[Enrolment],
    kept: Mapping[UUID, KeptStatus],
    persons: Mapping[UUID, Person],
    may: Callable[[str], bool],
    said: Mapping[UUID, Remark],
) -> list[Row]:
    """Show each patient with one status, in the order given: it is that of the whole list, not of a page."""
    return [
        _row(one, kept[one.id], persons[one.patient.subject_id], may, said.get(one.id, NOTHING)) for one in enrolments
    ]


def notice_lines(*, notices: Iterable[Notice], persons: Mapping[UUID, Person]) -> list[NoticeLine]:
    """Show each message with its first reason."""
    return [
        NoticeLine(
            name=shown_name(persons[notice.enrolment.patient.subject_id]),
            what=first_reason(notice),
            pharmacy=notice.organisation.name,
            on=date_format(notice.verdict.on),
            url=reverse("prescribers:notice", args=[notice.id]),
        )
        for notice in notices
    ]


def first_reason(notice: Notice) -> str:
    """Name the first thing that stopped the supply."""
    codes = [notice.verdict.refusal] if notice.verdict.refusal else notice.verdict.reasons
    return str(words(codes[0]).title) if codes else ""


def _row(enrolment: Enrolment, kept: KeptStatus, person: Person, may: Callable[[str], bool], remark: Remark) -> Row:
    answer = told.Status(code=kept.code, due=kept.due, due_on=kept.due_on, says=kept.says, detail=kept.detail)
    cycle = _cycle(enrolment.programme_id, kept.key.day)
    return Row(
        name=shown_name(person),
        born=date_format(person.birth_date) if person.birth_date else "",
        category=CATEGORIES.get(kept.category, _("Not set yet")),
        programme=enrolment.programme.name,
        url=reverse("prescribers:patient", args=[enrolment.id]),
        status=shown(answer, on=kept.key.day),
        ribbon=_ribbon(kept, cycle),
        supply=_supply(kept, cycle),
        action=_action(enrolment, kept, may),
        remark=remark,
        due_words=said(DUE, kept.due) if kept.due_on else "",
        due_on=date_format(kept.due_on) if kept.due_on else "",
    )


def _action(enrolment: Enrolment, kept: KeptStatus, may: Callable[[str], bool]) -> Action | None:
    """Offer the next step to whoever may take it."""
    if kept.code not in ACTIONS:
        return None
    name, act, label = ACTIONS[kept.code]
    if label is VISIT and kept.category not in ("", Category.CHILDBEARING):
        label = RENEW
    return Action(label=label, url=reverse(name, args=[enrolment.id])) if may(act) else None


def _is_supplied(kept: KeptStatus) -> bool:
    return kept.supplied_on is not None and kept.code not in {"ended", "closed", "last_test"}


def _cycle(programme_id: str, on: dt.date) -> int:
    """Give the days that a ribbon draws: the longest supply of who can become pregnant; 0 without a law."""
    law = programmes().in_force(programme_id, on)
    return law.supply_childbearing.max_days if law else 0


def _ribbon(kept: KeptStatus, cycle: int) -> Ribbon | None:
    """Draw the cycle since the last supply, for supplies of a cycle; the days come from the rulebook."""
    if not cycle or not _is_supplied(kept) or kept.supplied_on is None or (kept.supplied_days or 0) > cycle:
        return None
    opens = kept.opens_on or kept.key.day
    return draw_ribbon(
        first=kept.supplied_on,
        days=cycle,
        today=kept.key.day,
        window=(opens, kept.due_on) if kept.due_on and kept.due != "dispense_by" else None,
        due=kept.due_on,
        text=_day_of_cycle(kept.supplied_on, kept.key.day, cycle),
    )


def _supply(kept: KeptStatus, cycle: int) -> str:
    """Tell of a supply for longer than a cycle in words: until when it lasts."""
    if not _is_supplied(kept) or kept.supplied_on is None or (kept.supplied_days or 0) <= cycle:
        return ""
    weeks = -(-(kept.supplied_days or 0) // 7)
    return ngettext("%(weeks)s week handed over on %(day)s", "%(weeks)s weeks handed over on %(day)s", weeks) % {
        "weeks": weeks,
        "day": date_format(kept.supplied_on),
    }


def _day_of_cycle(first: dt.date, today: dt.date, cycle: int) -> str:
    day = (today - first).days + 1
    if day > cycle:
        return _("Day %(day)s since the last supply") % {"day": day}
    return _("Day %(day)s of %(cycle)s") % {"day": day, "cycle": cycle}
