"""A verdict as the interface gives it: what its page shows, in fields."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.db.models import Sum

from accounts.actor import Actor
from patients.identity import Person as Identity
from patients.models import CapsuleReturn, Dispensing, Prescription, Verdict
from patients.reasons import words
from pharmacies.interface.problems import CANNOT_CONFIRM, PLAIN, Problem
from pharmacies.interface.schemas import (
    CheckOut,
    DeniedOut,
    DispenseOut,
    Person,
    Prescribed,
    Reason,
    Refused,
    ReverseOut,
    SuppliesOut,
    Supply,
    TakenBackOut,
)
from pharmacies.interface.schemas_by_two import Against, DeviationOut
from pharmacies.presenters import WAIT, YES, ReasonLine, dispense_by, kind_of, present
from pharmacies.queries import open_answer
from pharmacies.recorded import confirmation_number, line_of, present_supply, shown_codes
from pharmacies.returns import goes_back_into_stock
from pharmacies.shown_packs import present_refused

RETRY_AFTER: Final = {"Retry-After": "60"}


def present_check(*, check: Verdict, by: Actor, at: dt.datetime) -> CheckOut:
    """Shape the answer to a card that was just given; the look at it is written down, as it is on the page.

    :raises Problem: when the registry could not answer.
    """
    person = open_answer(by=by, at=at, check=check)
    shown = present(check=check, by=by, person=person, notice=None)
    require_answer(check=check, reasons=_reasons(shown.reasons))
    said_yes = kind_of(check) == YES
    return CheckOut(
        id=check.id,
        dispense=said_yes,
        line=shown.line,
        at=check.at,
        capsules=check.capsules if said_yes else None,
        dispense_by=dispense_by(check) if said_yes else None,
        prescribed=_prescribed(check.prescription) if check.prescription is not None and said_yes else None,
        person=_person(person),
        reasons=_reasons(shown.reasons),
        advice=_reasons(shown.advice),
        prescriber=shown.prescriber if person is not None else "",
        telephone=shown.telephone,
        may_tell=shown.may_tell,
        may_overrule=shown.may_overrule,
        authority_says=shown.authority_says,
    )


def present_dispense(*, verdict: Verdict, by: Actor) -> DispenseOut:
    """Shape what became of a dispensing: of rows alone that never change, so that it reads the same when asked again.

    :raises Problem: when the registry could not answer.
    """
    shown = present(check=verdict, by=by, person=None, notice=None)
    require_answer(check=verdict, reasons=_reasons(shown.reasons))
    given: Dispensing | None = getattr(verdict, "dispensing", None)
    return DispenseOut(
        id=verdict.id,
        dispense=given is not None,
        line=shown.line,
        at=verdict.at,
        capsules=given.capsules if given is not None else None,
        number=confirmation_number(given.id) if given is not None else None,
        dispensed_on=given.dispensed_on if given is not None else None,
        left=_left_after(given) if given is not None else None,
        reasons=_reasons(shown.reasons),
        advice=_reasons(shown.advice),
        packs=_refused_packs(verdict) if given is None else [],
    )


def present_deviation(*, verdict: Verdict, by: Actor) -> DeviationOut:
    """Shape what two pharmacists signed for, with no more of the record than its page shows, and never as a yes."""
    shown = present(check=verdict, by=by, person=None, notice=None)
    given: Dispensing | None = getattr(verdict, "dispensing", None)
    if given is None:
        return DeviationOut(
            id=verdict.id, recorded=False, line=shown.line, at=verdict.at, capsules=None, number=None,
            dispensed_on=None, left=None, against=[], reasons=_reasons(shown.reasons), packs=_refused_packs(verdict),
        )  # fmt: skip
    return DeviationOut(
        id=verdict.id,
        recorded=True,
        line=line_of(given),
        at=verdict.at,
        capsules=given.capsules,
        number=confirmation_number(given.id),
        dispensed_on=given.dispensed_on,
        left=_left_after(given),
        against=[Against(code=code, title=str(words(code).title)) for code in shown_codes(verdict)],
        reasons=[],
        packs=[],
    )


def present_supplies(*, check: Verdict, rows: Iterable[tuple[Dispensing, int]]) -> SuppliesOut:
    """Shape the supplies of which something is out."""
    found = [
        Supply(id=row.id, line=present_supply(dispensing=row, out=out), dispensed_on=row.dispensed_on, out=out)
        for row, out in rows
    ]
    return SuppliesOut(check=check.id, supplies=found)


def present_taken_back(*, back: CapsuleReturn) -> TakenBackOut:
    """Shape capsules that came back."""
    return TakenBackOut(id=back.id, supply=back.dispensing_id, capsules=back.capsules, returned_on=back.returned_on)


def _refused_packs(verdict: Verdict) -> list[Refused]:
    """List the packs that spoke against themselves."""
    return [Refused(name=one.name, reasons=_reasons(one.reasons)) for one in present_refused(verdict=verdict)]


def present_reversal(*, verdict_id: object, back: CapsuleReturn) -> ReverseOut:
    """Shape a dispensing that was taken back."""
    return ReverseOut.model_validate(
        {
            "dispensing": verdict_id,
            "number": confirmation_number(back.dispensing_id),
            "capsules": back.capsules,
            "returned_on": back.returned_on,
            "back_in_stock": goes_back_into_stock(dispensing=back.dispensing, on=back.returned_on),
        }
    )


def present_denial(*, verdict: Verdict, by: Actor) -> DeniedOut:
    """Shape the word that the card is somebody else's."""
    shown = present(check=verdict, by=by, person=None, notice=None)
    return DeniedOut(id=verdict.id, dispense=False, reasons=_reasons(shown.reasons))


def require_answer(*, check: Verdict, reasons: list[Reason]) -> None:
    """Refuse to give CANNOT CONFIRM in the form of an answer.

    :raises Problem: with the reason in its words, and when to ask again.
    """
    if kind_of(check) == WAIT:
        said = [one.model_dump(mode="json") for one in reasons]
        raise Problem(503, CANNOT_CONFIRM, PLAIN[503][1], headers=RETRY_AFTER, reasons=said)


def _reasons(lines: Iterable[ReasonLine]) -> list[Reason]:
    return [
        Reason.model_validate(
            {
                "code": one.code,
                "sentence": str(one.text),
                "since": one.since,
                "source": one.source,
                "who": one.fixed_by,
                "remedy": one.remedy,
                "from_when": one.day,
            }
        )
        for one in lines
    ]


def _person(person: Identity | None) -> Person | None:
    if person is None:
        return None
    return Person(name=person.name, latin_name=person.latin_name, born=person.birth_date)


def _prescribed(prescription: Prescription) -> Prescribed:
    return Prescribed(
        medicine=prescription.enrolment.programme.substance,
        strength_mg=prescription.strength_mg,
        authorisation=prescription.authorisation_number,
        prescriber=prescription.prescriber.name,
        prescribed_on=prescription.prescribed_on,
    )


def _left_after(given: Dispensing) -> int:
    """Count what was left on the prescription right after a dispensing, whatever came later."""
    until = Dispensing.objects.standing().filter(prescription=given.prescription, recorded_at__lte=given.recorded_at)
    return given.prescription.capsules - int(until.aggregate(total=Sum("capsules"))["total"] or 0)
