"""Whether what was planned is still to be said: judged when it is sent, from the record as it is then."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from outbox.models import Recipient
from patients.care import Care, cares_of
from patients.dates import today_of
from patients.models import Enrolment, Mute, Withdrawal
from patients.reach import Reach, reach_of
from patients.upcoming import Upcoming, upcoming
from reminders.accreditation import still_ends
from reminders.dead_addresses import dead_among
from reminders.ladder import PATIENT, ladders
from reminders.models import Reminder
from reminders.planning import occasions_for_her, occasions_of

PRACTICE: Final = "practice"
DIED: Final = "died"
LEFT: Final = "left the programme"
DONE: Final = "done, moved or ended"
SUSPECTED: Final = "a suspicion stands: somebody talks to her"
REFUSED: Final = "wants no messages"
OPTED_OUT: Final = "opted out of these"
RESTRICTED: Final = "restricted"
MOVED: Final = "in another's care by now"


@dataclass(frozen=True, slots=True)
class Case:
    """A reminder with what is known of its patient now; ``stop`` says why it is not sent, empty where it is."""

    reminder: Reminder
    stop: str
    reach: Reach | None = None
    today: dt.date | None = None
    dead: frozenset[UUID] = frozenset()
    """Of the ways to her, those that are known to reach nobody."""


def cases_of(*, reminders: Sequence[Reminder], at: dt.datetime) -> dict[UUID, Case]:
    """Judge reminders, by their ids, in a fixed number of queries for those of patients.

    :param reminders: with their enrolments, patients, programmes and centres.
    """
    enrolments = {one.enrolment.id: one.enrolment for one in reminders if one.enrolment is not None}
    known = _known(list(enrolments.values()), at)
    cases: dict[UUID, Case] = {}
    for one in reminders:
        if one.enrolment is None:
            cases[one.id] = Case(one, "" if still_ends(reminder=one, at=at) else DONE)
        else:
            found = known.found[one.enrolment.id]
            reach = known.reaches.get(one.enrolment.patient.subject_id)
            cases[one.id] = Case(one, _stop(one, one.enrolment, known, reach), reach, found.on, known.dead)
    return cases


@dataclass(frozen=True, slots=True)
class _Known:
    found: Mapping[UUID, Upcoming]
    cares: Mapping[UUID, Care]
    reaches: Mapping[UUID, Reach]
    died: frozenset[UUID]
    mutes: frozenset[tuple[UUID, str]]
    dead: frozenset[UUID]


def _known(enrolments: Sequence[Enrolment], at: dt.datetime) -> _Known:
    days = [today_of(enrolment=one, at=at) for one in enrolments]
    patients = {one.patient_id for one in enrolments}
    deaths = Withdrawal.objects.standing().filter(enrolment__patient__in=patients, cause="death")
    mutes = Mute.objects.filter(Q(patient__in=patients), lifted_at__isnull=True)
    reaches = reach_of(subject_ids=[one.patient.subject_id for one in enrolments])
    return _Known(
        found={one.enrolment.id: one for one in upcoming(enrolments=enrolments, on=days)},
        cares=cares_of(enrolments=enrolments),
        reaches=reaches,
        died=frozenset(deaths.values_list("enrolment__patient_id", flat=True)),
        mutes=frozenset(mutes.values_list("patient_id", "occasion")),
        dead=dead_among(contact_ids=[way.contact_id for reach in reaches.values() for way in reach.ways]),
    )


def _stop(one: Reminder, enrolment: Enrolment, known: _Known, reach: Reach | None) -> str:
    """Give the first reason not to speak, from the gravest on."""
    found = known.found[enrolment.id]
    if enrolment.centre.is_practice:
        return PRACTICE
    if enrolment.patient_id in known.died:
        return DIED
    if found.has_left:
        return LEFT
    occasions = occasions_for_her if one.to == PATIENT else occasions_of
    if occasions(found=found, ladder=ladders().of(enrolment.programme_id)).get(one.occasion) != one.due_on:
        return DONE
    if one.to == PATIENT:
        return _stop_of_patient(one, enrolment, known, reach)
    care = known.cares[enrolment.id]
    reader = care.prescriber_id if one.recipient == Recipient.USER else care.centre_id
    return "" if one.recipient_id == reader else MOVED


def _stop_of_patient(one: Reminder, enrolment: Enrolment, known: _Known, reach: Reach | None) -> str:
    if (enrolment.patient_id, "") in known.mutes:
        return RESTRICTED
    if known.found[enrolment.id].is_suspected:
        return SUSPECTED
    if reach is None or not reach.wants_messages:
        return REFUSED
    occasion = ladders().of(enrolment.programme_id).occasion(one.occasion)
    is_safety = occasion is not None and occasion.safety
    return OPTED_OUT if (enrolment.patient_id, one.occasion) in known.mutes and not is_safety else ""
