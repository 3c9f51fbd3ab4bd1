"""A dispensing entered afterwards, because the registry could not be asked: told as it happened, judged as it was."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import lock, raise_version
from patients.models import Card, Dispensing, LateEntry, Mode, Prescription, Refused, Verdict, WhyLate
from patients.stamp import stamp
from pharmacies.by_two import Account, require_second_pharmacist, tell_authority, tell_of_called_back_batch
from pharmacies.handing_over import hand_over
from pharmacies.kept import ask_late, refuse
from pharmacies.queries import card_of
from pharmacies.refusals import LateEntryNotPossible, NotCounselled
from pharmacies.throttle import require_few_unknown_cards
from programmes.controls import controls_of
from programmes.queries import is_recalled


def holds_her_card(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int | None:
    """Guard an act on a card whose whole number was written down at the counter: she has gone home with it.

    Nothing of the record is shown for it. It is locked, and gets a new version, only where the number is a card's.
    """
    card = card_of(number=values["number"])
    return None if card is None else raise_version(patient=lock(patient_id=card.enrolment.patient_id), values=values)


def moment_of(*, day: dt.date, clock: dt.time, time_zone: str) -> dt.datetime:
    """Give the moment at which a clock on the wall showed this; as on a wall, there is no other way to tell it.

    :raises LateEntryNotPossible: for an hour that the clocks left out, or that they showed twice.
    """
    zone = ZoneInfo(time_zone)
    wall = dt.datetime.combine(day, clock.replace(tzinfo=None, fold=0))
    first, second = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise LateEntryNotPossible(
            _("The clocks went forward that night and this hour did not exist. Check the time."), field="clock"
        )
    raise LateEntryNotPossible(
        _("The clocks went back that night and showed this hour twice. Enter the minute before it, and say so below."),
        field="clock",
    )


@operation("pharmacies.enter_late", guard=holds_her_card)
def enter_late(
    *,
    by: Actor,
    at: dt.datetime,
    number: str | None,
    day: dt.date,
    clock: dt.time,
    capsules: int,
    counselled: bool,
    why: str,
    words: str,
    second: Actor,
    batch: str = "",
) -> Verdict:
    """Enter a dispensing that was made while the registry could not be asked, signed by two pharmacists.

    :param number: the card's whole number as it was written down, or None when it is none.
    :param day: and ``clock``: when it happened, as the pharmacy's own clock showed it.
    :returns: the verdict, marked as late. Whatever it says, the dispensing stands on it: the capsules are gone. On a
        no it is a deviation, and prescriber and authority are told so at once. A refusal of the card is kept, and
        then nothing else is.
    :raises LateEntryNotPossible: when it cannot have happened so, is too long ago, or is entered already.
    :raises NotPermitted: when the second person is no other pharmacist of the pharmacy.
    :raises NotCounselled: when the patient was not.
    :raises TooManyUnknownCards: when guessing is more likely than mistyping.
    """
    require_second_pharmacist(by=by, second=second, at=at)
    _require_answers(counselled, why, words)
    happened_at = moment_of(day=day, clock=clock, time_zone=by.time_zone)
    if happened_at > at:
        raise LateEntryNotPossible(_("This moment has not come yet. Enter when it was handed over."), field="clock")
    card = card_of(number=number)
    if card is None or card.enrolment.centre.is_practice != by.practice:
        return _refuse_card(by, at, card)
    prescription = _require_possible(by, at, card, happened_at, capsules)
    said = Account(why, words, second)
    return _judge_and_keep(by, at, happened_at, prescription, capsules, said, batch, card=card)


def _require_answers(counselled: bool, why: str, words: str) -> None:
    if not counselled:
        raise NotCounselled(_("Counsel the patient first, and say so."))
    if not words.strip() or why not in WhyLate.values:
        raise LateEntryNotPossible(_("Say why it could not be asked about."), field="words")


def _judge_and_keep(
    by: Actor,
    at: dt.datetime,
    happened_at: dt.datetime,
    prescription: Prescription,
    capsules: int,
    said: Account,
    batch: str,
    *,
    card: Card,
) -> Verdict:
    """Ask about the moment it happened, and keep the entry and the dispensing whatever the answer is."""
    verdict, facts_then = ask_late(
        by=by, at=at, happened_at=happened_at, card=card, prescription=prescription, capsules=capsules
    )
    LateEntry.objects.create(
        enrolment=card.enrolment,
        verdict=verdict,
        happened_at=happened_at,
        **said.fields,
        facts_then=facts_then,
        **stamp(by=by, at=at),
    )
    told = "dispensed_late" if verdict.dispense else "dispensed_against_a_reason"
    given = hand_over(by, at, verdict, prescription, batch, told=told)
    if not verdict.dispense:
        tell_authority(by=by, at=at, dispensing=given)
    substance = prescription.enrolment.programme.substance
    if batch and is_recalled(substance=substance, batch=batch, on=verdict.on):
        tell_of_called_back_batch(by=by, at=at, dispensing=given)
    return verdict


def _refuse_card(by: Actor, at: dt.datetime, card: Card | None) -> Verdict:
    """Keep that the number is no card's, or one of the other world's."""
    if card is None:
        require_few_unknown_cards(by=by, at=at)
    refusal = Refused.CARD_UNKNOWN if card is None else Refused.PRACTICE
    return refuse(by=by, at=at, refusal=refusal, card=card, prescription=None, mode=Mode.LATE)


def _require_possible(by: Actor, at: dt.datetime, card: Card, happened_at: dt.datetime, capsules: int) -> Prescription:
    """Give the prescription it was dispensed on: the last one written by then."""
    controls = controls_of(programme_id=card.enrolment.programme_id)
    if not controls.may_be_entered(happened_at=happened_at, at=at):
        hours = controls.late_within // dt.timedelta(hours=1)
        raise LateEntryNotPossible(
            ngettext(
                "This was more than %(n)d hour ago and cannot be entered any more. Call the authority.",
                "This was more than %(n)d hours ago and cannot be entered any more. Call the authority.",
                hours,
            )
            % {"n": hours},
            field="day",
        )
    written = Prescription.objects.standing().filter(enrolment=card.enrolment, recorded_at__lte=happened_at)
    found: Prescription | None = (
        written.select_related("enrolment__programme", "enrolment__patient", "treatment")
        .order_by("-recorded_at")
        .first()
    )
    if found is None:
        raise LateEntryNotPossible(
            _("Nothing had been prescribed on this card by then. Check card, day and time; else call the authority."),
            field="day",
        )
    if not 0 < capsules <= found.capsules:
        raise LateEntryNotPossible(
            ngettext(
                "%(n)d capsule was prescribed. Enter what was handed over on this prescription.",
                "%(n)d capsules were prescribed. Enter what was handed over on this prescription.",
                found.capsules,
            )
            % {"n": found.capsules},
            field="capsules",
        )
    _require_not_entered(by, found, happened_at, capsules)
    return found


def _require_not_entered(by: Actor, prescription: Prescription, happened_at: dt.datetime, capsules: int) -> None:
    """Refuse what is recorded here already: as many capsules on the same prescription and day, by whomever."""
    local = happened_at.astimezone(ZoneInfo(prescription.enrolment.programme.time_zone)).date()
    recorded = Dispensing.objects.standing().filter(prescription=prescription, organisation_id=by.organisation_id)
    same_moment = LateEntry.objects.filter(enrolment=prescription.enrolment, happened_at=happened_at)
    if same_moment.exists() or recorded.filter(dispensed_on=local, capsules=capsules).exists():
        raise LateEntryNotPossible(
            _("As many capsules are recorded here for that day already. Leave it so: nothing more need be entered."),
            field="capsules",
        )
