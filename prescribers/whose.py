"""Whose patients a prescriber looks at: the whole centre's, her own, or those she covers; and what a row says of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.covering import covered_by
from patients.care import cares_of
from patients.models import Enrolment
from patients.transfers import moving_among
from prescribers.words import Text

MINE, COVERED = "mine", "covered"

WHOSE: Final[dict[str, Text]] = {
    "": gettext_lazy("The whole centre"),
    MINE: gettext_lazy("My patients"),
    COVERED: gettext_lazy("Patients I cover"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What stands beside a patient's name: for which absent colleague, and that a transfer waits."""

    stands_in: str = ""
    is_moving: bool = False


NOTHING: Final = Remark()


def prescribers_of(*, whose: str, by: Actor, at: dt.datetime) -> list[UUID] | None:
    """Give the prescribers whose patients are wanted; None for everybody's."""
    if whose == MINE:
        return [by.person_id]
    return list(covered_by(by=by, at=at)) if whose == COVERED else None


def remarks(*, enrolments: Sequence[Enrolment], by: Actor, at: dt.datetime) -> dict[UUID, Remark]:
    """Say of each patient whether an absent colleague's or about to move, in three questions for all of them."""
    absent = covered_by(by=by, at=at)
    cares = cares_of(enrolments=enrolments) if absent else {}
    moving = moving_among(enrolment_ids=[one.id for one in enrolments])
    names = {key: absent.get(care.prescriber_id, "") for key, care in cares.items() if care.prescriber_id}
    return {
        one.id: Remark(
            stands_in=_("for %(name)s") % {"name": names[one.id]} if names.get(one.id) else "",
            is_moving=one.id in moving,
        )
        for one in enrolments
    }
