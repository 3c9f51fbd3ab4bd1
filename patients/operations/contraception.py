"""Contraception: begun, confirmed again, changed for another, ended, and put right."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.answers import require_one_of
from patients.dates import require_not_after, require_not_before, require_within_life, today_of_patient
from patients.methods import ABSTINENCE, runs_out
from patients.models import Contraception, Patient
from patients.refusals import NothingToChange, WithoutLastDay
from patients.stamp import copy_of, require_standing, stamp, superseding
from rulebook.words import METHODS


@operation("patients.record_contraception", guard=changes_record)
def record_contraception(
    *,
    by: Actor,
    at: dt.datetime,
    patient: Patient,
    method: str,
    started_on: dt.date,
    valid_until: dt.date | None,
    confirmed: bool,
    confirmed_on: list[dt.date],
) -> Contraception:
    """Record a method in use since a day, up to its last good day where it runs out.

    :raises FutureDate: when it starts after today: what is planned does not protect yet.
    :raises WrongOrder: when it runs out before it starts, or starts before she was born.
    :raises WithoutLastDay: when it is a method that runs out, and nobody says when.
    :raises UnknownWord: when there is no such method.
    """
    facts = {
        "method": method,
        "started_on": started_on,
        "valid_until": valid_until,
        "confirmed": confirmed,
        "confirmed_on": confirmed_on,
    }
    _require_plausible(patient, at, facts)
    return Contraception.objects.create(patient=patient, **facts, **stamp(by=by, at=at))


@operation("patients.record_contraception", guard=changes_record)
def change_contraception(
    *,
    by: Actor,
    at: dt.datetime,
    contraception: Contraception,
    ended_on: dt.date,
    method: str,
    started_on: dt.date,
    valid_until: dt.date | None,
    confirmed: bool,
    confirmed_on: list[dt.date],
) -> Contraception:
    """Record in one act that one method ended and another began; a gap between them is kept as it was told.

    :raises NothingToChange: when the entry was superseded meanwhile, or has ended.
    :raises FutureDate: when a day is after today.
    :raises WrongOrder: when a method would end before it began, or begin before she was born.
    :raises WithoutLastDay: when the new one runs out, and nobody says when.
    :raises UnknownWord: when there is no such method.
    """
    require_standing(row=contraception)
    if contraception.ended_on is not None:
        raise NothingToChange(_("This method has ended. Record the new one by itself."))
    facts = {
        "method": method,
        "started_on": started_on,
        "valid_until": valid_until,
        "confirmed": confirmed,
        "confirmed_on": confirmed_on,
    }
    _require_plausible(contraception.patient, at, facts)
    _end(contraception, ended_on, "changed for another method", by, at)
    return Contraception.objects.create(patient=contraception.patient, **facts, **stamp(by=by, at=at))


@operation("patients.correct", guard=changes_record)
def correct_contraception(
    *,
    by: Actor,
    at: dt.datetime,
    contraception: Contraception,
    method: str,
    started_on: dt.date,
    ended_on: dt.date | None,
    valid_until: dt.date | None,
    confirmed: bool,
    reason: str,
) -> Contraception:
    """Put right what was written of a method; the days on which she confirmed abstinence stay with abstinence.

    :raises NothingToChange: when the entry was superseded meanwhile.
    :raises FutureDate: when a day is after today.
    :raises WrongOrder: when it would end or run out before it began, or begin before she was born.
    :raises WithoutLastDay: when it runs out, and nobody says when.
    :raises UnknownWord: when there is no such method.
    """
    require_standing(row=contraception)
    stays = method == contraception.method == ABSTINENCE
    facts = {
        "method": method,
        "started_on": started_on,
        "valid_until": valid_until,
        "confirmed": confirmed,
        "confirmed_on": contraception.confirmed_on if stays else [],
    }
    _require_plausible(contraception.patient, at, facts)
    if ended_on is not None:
        require_not_after(day=ended_on, today=today_of_patient(patient=contraception.patient, at=at))
        require_not_before(day=ended_on, start=started_on)
    row = copy_of(
        row=contraception,
        changes=facts | {"ended_on": ended_on},
        made=superseding(row=contraception, because=reason, by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.record_contraception", guard=changes_record)
def confirm_abstinence(*, by: Actor, at: dt.datetime, contraception: Contraception) -> Contraception:
    """Record that she confirmed abstinence again today.

    :raises NothingToChange: when the entry was superseded or has ended: what ended is begun anew.
    """
    require_standing(row=contraception)
    if contraception.ended_on is not None:
        raise NothingToChange(_("This method has ended. Record it anew from the day it began."))
    today = today_of_patient(patient=contraception.patient, at=at)
    row = copy_of(
        row=contraception,
        changes={"confirmed_on": [*contraception.confirmed_on, today]},
        made=superseding(row=contraception, because="confirmed again", by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.record_contraception", guard=changes_record)
def end_contraception(*, by: Actor, at: dt.datetime, contraception: Contraception, ended_on: dt.date) -> Contraception:
    """Record the first day on which the method no longer protects.

    :raises NothingToChange: when the entry was superseded meanwhile.
    :raises WrongOrder: when it would end before it started.
    """
    require_standing(row=contraception)
    return _end(contraception, ended_on, "ended", by, at)


def _require_plausible(patient: Patient, at: dt.datetime, facts: dict[str, Any]) -> None:
    """Refuse what is no method, began not yet or before her birth, runs out before it began, or has no last day."""
    require_one_of(word=facts["method"], words=METHODS)
    today = today_of_patient(patient=patient, at=at)
    require_within_life(patient=patient, days=[facts["started_on"], *facts["confirmed_on"]], today=today)
    if facts["valid_until"] is not None:
        require_not_before(day=facts["valid_until"], start=facts["started_on"])
    elif runs_out(facts["method"]):
        raise WithoutLastDay(_("This method runs out. Enter the last day on which it protects."))


def _end(contraception: Contraception, ended_on: dt.date, because: str, by: Actor, at: dt.datetime) -> Contraception:
    require_not_after(day=ended_on, today=today_of_patient(patient=contraception.patient, at=at))
    require_not_before(day=ended_on, start=contraception.started_on)
    row = copy_of(
        row=contraception,
        changes={"ended_on": ended_on},
        made=superseding(row=contraception, because=because, by=by, at=at),
    )
    row.save(force_insert=True)
    return row
