"""What this desk asks: its worklist, counted and in one order over all pages, and the messages for it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When

from accounts.actor import Actor
from patients.access import sight
from patients.care import in_care_of
from patients.models import Enrolment, Notice
from patients.queries import visible_enrolments
from prescribers.keeping import Present, present
from prescribers.models import KeptKey, KeptStatus
from prescribers.status import RANKS

NOTICES_SHOWN: Final = 5

ORDERS: Final[dict[str, tuple[Any, ...]]] = {
    "urgency": (F("kept__rank").asc(nulls_first=True), F("kept__due_on").asc(nulls_last=True), "recorded_at", "id"),
    "due": (F("kept__due_on").asc(nulls_last=True), F("kept__rank").asc(nulls_first=True), "recorded_at", "id"),
    "newest": ("-recorded_at", "id"),
}
COUNTED_BY: Final = ("kept__key", "kept__code", "kept__category", "same")
BY_URGENCY: Final = ("rank", F("due_on").asc(nulls_last=True), "enrolled_at", "enrolment_id")
"""The same order, asked of the kept answers alone."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many patients are within sight, by status and category, and how many of them no current answer counts."""

    present: Present
    counted: Counter[tuple[str, str]]
    not_current: int

    def count(self, *, codes: Collection[str] | None = None, category: str = "") -> int:
        """Count those of some statuses and of a category; without either, all that are counted."""
        return sum(
            number
            for (code, of), number in self.counted.items()
            if (codes is None or code in codes) and category in ("", of)
        )

    def ranks(self, *, codes: Collection[str] | None = None, category: str = "") -> dict[int, int]:
        """Count them by rank, the most urgent first; nothing where some have no current answer, and so no rank."""
        found: Counter[int] = Counter()
        for (code, of), number in self.counted.items():
            if (codes is None or code in codes) and category in ("", of):
                found[RANKS[code]] += number
        return {} if self.not_current else dict(sorted(found.items()))


def tally(*, by: Actor, at: dt.datetime, whose: Collection[UUID] | None = None) -> Tally:
    """Count everybody within sight in one pass, believing only answers whose key is current.

    :param whose: the prescribers whose patients alone are counted; None for everybody's.
    """
    groups: Sequence[dict[str, Any]] = list(
        _within(by, at, whose).order_by().annotate(same=_same_version()).values(*COUNTED_BY).annotate(number=Count("*"))
    )
    held = {group["kept__key"] for group in groups} - {None}
    now = present(keys=KeptKey.objects.select_related("programme").filter(id__in=held), at=at)
    counted: Counter[tuple[str, str]] = Counter()
    not_current = 0
    for group in groups:
        if group["same"] and group["kept__key"] in now.keys:
            counted[group["kept__code"], group["kept__category"]] += group["number"]
        else:
            not_current += group["number"]
    return Tally(now, counted, not_current)


def worklist(
    *,
    by: Actor,
    at: dt.datetime,
    tally: Tally,
    codes: Collection[str] | None = None,
    category: str = "",
    order: str = "urgency",
    whose: Collection[UUID] | None = None,
) -> QuerySet[Enrolment]:
    """List the enrolments within sight with one of some statuses, in an order that holds over all pages.

    Whoever has no current answer is in every list: nobody is hidden by what was true yesterday.
    """
    found = _within(by, at, whose)
    chosen = Q()
    if codes is not None:
        chosen &= Q(kept__code__in=sorted(codes))
    if category:
        chosen &= Q(kept__category=category)
    if chosen and tally.not_current:
        found = found.annotate(is_current=_is_current(tally.present)).filter(Q(is_current=False) | chosen)
    elif chosen:
        found = found.filter(chosen)
    return found.order_by(*ORDERS[order])


def by_rank(
    *,
    by: Actor,
    at: dt.datetime,
    codes: Collection[str] | None = None,
    category: str = "",
    whose: Collection[UUID] | None = None,
) -> QuerySet[KeptStatus]:
    """List the same by urgency from the kept answers alone: whole only where everybody within sight has a current one.

    It asks neither for the enrolments nor for the patients, which is most of what cutting a page costs.
    """
    found = KeptStatus.objects.filter(patient_id__in=sight(by=by, at=at).values("patient_id"))
    if whose is not None:
        found = found.filter(enrolment__in=_within(by, at, whose))
    if codes is not None:
        found = found.filter(code__in=sorted(codes))
    if category:
        found = found.filter(category=category)
    return found.order_by(*BY_URGENCY)


def stretch(*, enrolments: QuerySet[Enrolment], first: int, last: int) -> list[Enrolment]:
    """Read one stretch of a list with patients and programmes: only of these, once the list is cut."""
    return _whole(list(enrolments.values_list("pk", flat=True)[first:last]))


def stretch_by_rank(*, kept: QuerySet[KeptStatus], ranks: Mapping[int, int], first: int, last: int) -> list[Enrolment]:
    """Read one stretch of a list by rank; no others are read and sorted than those of the ranks that it touches.

    :param ranks: how many the list has of each rank.
    """
    touched, before = _touched(ranks, first, last)
    found = kept.filter(rank__in=touched).values_list("pk", flat=True)
    return _whole(list(found[first - before : last - before]))


def _whole(ids: Sequence[UUID]) -> list[Enrolment]:
    rows = Enrolment.objects.select_related("patient", "programme").in_bulk(ids)
    return [rows[one] for one in ids]


def found_by_name(*, by: Actor, at: dt.datetime) -> QuerySet[Enrolment]:
    """List the enrolments within sight among which a name is looked for, whoever needs somebody first."""
    found = visible_enrolments(by=by, at=at)
    return found.select_related("patient", "programme").order_by(*ORDERS["urgency"])


def not_current(*, by: Actor, at: dt.datetime, present: Present) -> QuerySet[Enrolment]:
    """List the enrolments within sight that have no current answer, in the order in which they are asked about."""
    return _without_answer(visible_enrolments(by=by, at=at), present)


def not_current_anywhere(*, present: Present) -> QuerySet[Enrolment]:
    """List the enrolments of the whole registry that have no current answer."""
    return _without_answer(Enrolment.objects.standing(), present)


def unanswered_notices(*, by: Actor, at: dt.datetime) -> QuerySet[Notice]:
    """List the pharmacies' messages that nobody of the centre has answered, the newest first."""
    return (
        Notice.objects.standing()
        .filter(enrolment__in=visible_enrolments(by=by, at=at), answer__isnull=True)
        .select_related("verdict", "enrolment__patient", "enrolment__programme", "organisation")
        .order_by("-recorded_at")
    )


def visible_notice(*, by: Actor, at: dt.datetime, notice_id: UUID) -> Notice | None:
    """Find a message about a patient within sight, answered or not."""
    return (
        Notice.objects.standing()
        .filter(enrolment__in=visible_enrolments(by=by, at=at), id=notice_id)
        .select_related("verdict", "enrolment__patient", "organisation", "answer")
        .first()
    )


def _within(by: Actor, at: dt.datetime, whose: Collection[UUID] | None) -> QuerySet[Enrolment]:
    """List the enrolments within sight, or of these the ones that some prescribers have in their care."""
    seen = visible_enrolments(by=by, at=at)
    return seen if whose is None else in_care_of(prescriber_ids=whose, among=seen)


def _touched(ranks: Mapping[int, int], first: int, last: int) -> tuple[list[int], int]:
    """Give the ranks that a stretch touches, and how many stand before the first of them."""
    ends = list(accumulate(ranks.values()))
    begins = [0, *ends[:-1]]
    touched = [place for place, end in enumerate(ends) if begins[place] < last and end > first]
    return [list(ranks)[place] for place in touched], begins[touched[0]] if touched else 0


def _without_answer(found: QuerySet[Enrolment], present: Present) -> QuerySet[Enrolment]:
    """List whose record changed since her answer first, then the most urgent by their last one."""
    old = found.annotate(is_current=_is_current(present), same=_same_version()).filter(is_current=False)
    return old.select_related("patient", "programme").order_by("same", *ORDERS["urgency"])


def _same_version() -> Case:
    """Compare the record's version with the kept one; where nothing is kept, it is not the same."""
    return Case(When(kept__version=F("patient__version"), then=True), default=False, output_field=BooleanField())


def _is_current(present: Present) -> Case:
    """Compare the key; where there is none, it is not current."""
    return Case(When(present.condition(), then=Value(value=True)), default=Value(value=False))
