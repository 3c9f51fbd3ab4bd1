"""The question put to the rulebook: her record gathered, then judged; and what would be if."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from patients.care import care_of, cares_of
from patients.gathering import Asked, Certification, Facts, gather, gather_all
from patients.halves import separate
from patients.methods import ABSTINENCE
from patients.models import Card, Enrolment, Prescription
from programmes.in_force import programmes
from programmes.queries import Spans, certifications_of, registration_spans
from rulebook import (
    Due,
    Programme,
    Question,
    Verdict,
    due,
    from_when,
    held_by,
    judge,
    parse_due_question,
    parse_question,
)

DRAFT = "draft"
NOT_REGISTERED = "pharmacy_not_registered"
Accredited = list[tuple[Certification, Spans]]
"""Certifications as they were read: whose, for which programme, in which country, and from when until when."""

SMALLEST = {"days_supply": 1, "capsules": 1, "cycle_days": 1, "intake_days": 1}
"""One capsule for one day: nobody's amount is too much, so that what is asked is the patient's state."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The facts as they were asked, the question read from them, and the rulebook's verdict.

    Of two records of one person it is the strictest of their verdicts; ``parts`` are all that were asked.
    """

    facts: Facts
    question: Question
    verdict: Verdict
    parts: tuple["Judgement", ...] = ()

    @property
    def on(self) -> dt.date:
        """Give the day asked about."""
        return dt.date.fromisoformat(self.facts["on"])

    def from_when(self, code: str) -> dt.date | None:
        """Give the first day on which a reason would be gone by the passing of time alone."""
        found = [from_when(one.question, programmes(), code) for one in self.parts or (self,)]
        days = [day for day in found if day is not None]
        return max(days) if len(days) == len(found) else None

    def holds(self, code: str) -> bool:
        """Say whether a rule holds, whatever its gate makes of it."""
        return any(code in one.verdict.reasons or code in one.verdict.advice for one in self.parts or (self,))

    @property
    def held_by(self) -> str:
        """Give the code of what holds the supply, whatever is prescribed; or nothing."""
        return held_by(*(one.verdict for one in self.parts or (self,)))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a patient stands on a day: what is missing before one may prescribe, and what falls due."""

    enrolment: Enrolment
    on: dt.date
    judgement: Judgement
    asked_of_counter: Facts
    """The same question as it is asked of the counter."""
    asked_of_open: Facts | None
    """The question whether one capsule more could be dispensed on the open prescription, if there is one."""
    due: dict[str, dt.date]
    accredited: Accredited
    """What was asked beside her record: the certifications that the verdicts rest on."""

    @cached_property
    def dispensing(self) -> Judgement:
        """Judge the same as the counter would, for what is still in hand; it knows of no pharmacy."""
        return judged(self.asked_of_counter)

    @cached_property
    def open(self) -> Judgement | None:
        """Judge whether one capsule more could be dispensed on the open prescription, at any pharmacy."""
        return None if self.asked_of_open is None else judged(self.asked_of_open)

    @property
    def open_prescription(self) -> Facts | None:
        """Give the prescription that was written last and not cancelled, whether or not anything is left of it."""
        if self.asked_of_open is None:
            return None
        wanted = self.asked_of_open["prescription"]
        return dict(next(row for row in self.asked_of_open["prescriptions"] if row["id"] == wanted))

    @property
    def may_be_supplied(self) -> bool:
        """Say whether what is left of earlier supplies would let a new one be dispensed today."""
        return not self.dispensing.holds("supply_overlaps")

    @property
    def may_be_supplied_from(self) -> dt.date | None:
        """Give the first day on which little enough will be left."""
        return self.dispensing.from_when("supply_overlaps")

    @property
    def waits_at_the_pharmacy(self) -> Facts | None:
        """Give the open prescription while it is neither used up nor past its last day."""
        if self.open is None or self.open.holds("prescription_exhausted") or self.open.holds("prescription_expired"):
            return None
        return self.open_prescription

    def waits_for(self, *, prescription: Prescription) -> bool:
        """Say whether this very prescription is the one that waits at a pharmacy."""
        waiting = self.waits_at_the_pharmacy
        return waiting is not None and waiting["id"] == str(prescription.id)

    @property
    def ended_on(self) -> dt.date | None:
        """Give the last day of the open prescription once it is over, whatever is left of it."""
        last = self.due.get("dispense_by")
        return last if last is not None and last < self.on else None

    @property
    def refusals(self) -> list[str]:
        """List why no pharmacy would dispense on the open prescription today."""
        return [] if self.open is None else [one for one in self.open.verdict.reasons if one != NOT_REGISTERED]

    @property
    def has_been_dispensed_to(self) -> bool:
        """Say whether the present treatment has had a supply."""
        return bool(self.judgement.facts["dispensings"])


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a prescription would mean: the last day with medicine in hand, the last day to fetch it."""

    covers_until: dt.date | None
    dispense_by: dt.date | None


def judge_dispensing(
    *,
    prescription: Prescription,
    capsules: int,
    card: Card,
    pharmacy_id: UUID | None,
    on: dt.date,
    moved: Collection[str] = (),
    known_at: dt.datetime | None = None,
) -> Judgement:
    """Ask whether so many capsules may be dispensed on this prescription on a day.

    :param moved: reasons that are moved to the advice, by an authority for a time or by two people for this supply.
    :param known_at: by what stood in the record at that moment, where it is not now.
    """
    enrolment = prescription.enrolment
    asked = Asked(enrolment=enrolment, on=on, prescription=prescription)
    facts = gather(asked=asked, known_at=known_at) | {
        "prescription": str(prescription.id),
        "capsules": capsules,
        "card": str(card.id),
    }
    facts["pharmacy"] = {"registered": registration_spans(pharmacy_id=pharmacy_id, programme_id=enrolment.programme_id)}
    return judged(facts, moved=moved)


def may_serve(*, enrolment: Enrolment, pharmacy_id: UUID | None, on: dt.date) -> bool:
    """Ask whether a pharmacy may serve a patient's programme on a day, whatever else stands in the way."""
    facts = _prescribing(gather(asked=Asked(enrolment=enrolment, on=on)), _smallest(enrolment, on))
    spans = registration_spans(pharmacy_id=pharmacy_id, programme_id=enrolment.programme_id)
    judgement = judged(facts | {"ask": "dispense", "pharmacy": {"registered": spans}})
    return NOT_REGISTERED not in judgement.verdict.reasons


def judge_prescribing(*, enrolment: Enrolment, prescriber_id: UUID, draft: Facts, on: dt.date) -> Judgement:
    """Ask whether a prescription with these values could be written on a day.

    :param draft: ``days_supply``, ``capsules``, ``strength_mg``, ``daily_dose_mg``, ``cycle_days``
        and ``intake_days`` of the prescription to be.
    """
    facts = gather(asked=Asked(enrolment=enrolment, on=on, prescriber_id=prescriber_id))
    return judged(_prescribing(facts, draft))


def judge_visit(
    *,
    enrolment: Enrolment,
    prescriber_id: UUID,
    draft: Facts,
    on: dt.date,
    test: Facts | None,
    confirms_abstinence: bool,
) -> Judgement:
    """Ask the same as if a test, and her word that abstinence goes on, were recorded already."""
    facts = gather(asked=Asked(enrolment=enrolment, on=on, prescriber_id=prescriber_id))
    if test is not None:
        facts["tests"] = [*facts["tests"], test]
    if confirms_abstinence:
        facts["contraception"] = [_confirmed(row, on) for row in facts["contraception"]]
    return judged(_prescribing(facts, draft))


def standings(*, enrolments: Sequence[Enrolment], on: Sequence[dt.date], by: UUID | None) -> list[Standing]:
    """Tell how many patients stand, each on her programme's day, in a fixed number of queries.

    :param by: whose certification is asked about; None for whoever has each in her care.
    """
    cares = cares_of(enrolments=enrolments)
    asked = [
        Asked(enrolment=one, on=day, prescriber_id=by or cares[one.id].prescriber_id)
        for one, day in zip(enrolments, on, strict=True)
    ]
    signed = {
        one.enrolment_id: Asked(enrolment=one.enrolment, on=asked[0].on, prescription=one).certification(cares)
        for one in Prescription.objects.standing()
        .filter(enrolment__in=enrolments, closure__isnull=True)
        .select_related("enrolment")
    }
    certified = certifications_of(wanted=set(signed.values()))
    spans = {enrolment_id: [(whose, certified.get(whose, []))] for enrolment_id, whose in signed.items()}
    return [
        _standing(one, facts, spans.get(one.enrolment.id, []), one.certification(cares))
        for one, facts in zip(asked, gather_all(asked=asked), strict=True)
    ]


def what_falls_due(*, enrolment: Enrolment, prescription: Prescription | None, on: dt.date) -> list[Due]:
    """Ask the rulebook what falls due for this enrolment, as known on a day."""
    facts = gather(
        asked=Asked(
            enrolment=enrolment,
            on=on,
            prescription=prescription,
            prescriber_id=care_of(enrolment=enrolment).prescriber_id,
        )
    )
    return _due(facts, str(prescription.id) if prescription is not None else None)


def justifies(*, enrolment: Enrolment, on: dt.date, criterion: str, specialist_confirmed: bool) -> bool:
    """Ask whether this criterion would carry the category of a woman who cannot become pregnant."""
    facts = gather(asked=Asked(enrolment=enrolment, on=on))
    facts["categories"] = [
        *facts["categories"],
        {
            "assessed_on": on.isoformat(),
            "category": "non_childbearing",
            "criterion": criterion,
            "specialist_confirmed": specialist_confirmed,
        },
    ]
    return not judged(_prescribing(facts, _smallest(enrolment, on))).holds("category_not_justified")


def judge_protection(*, enrolment: Enrolment, on: dt.date, begun: Facts, in_place_of: Facts | None) -> Judgement:
    """Ask how she would stand on a day, as a woman who can become pregnant, if a method were recorded.

    :param begun: the method as the rulebook writes it; ``in_place_of``: the row of another that it takes the place of,
        as that row would read then.
    """
    facts = gather(asked=Asked(enrolment=enrolment, on=on))
    rows = facts["contraception"]
    if in_place_of is not None:
        rows = [in_place_of if _is_one_method(row, in_place_of) else row for row in rows]
    able = {"assessed_on": on.isoformat(), "category": "childbearing", "criterion": None, "specialist_confirmed": False}
    facts |= {"contraception": [*rows, begun], "categories": [able]}
    return judged(_prescribing(facts, _smallest(enrolment, on)))


def _is_one_method(row: Facts, other: Facts) -> bool:
    """Say whether two facts are of one method in use; when it ended makes no difference."""
    return all(row[name] == other[name] for name in ("method", "started_on", "valid_until"))


def forecast(*, enrolment: Enrolment, draft: Facts, on: dt.date) -> Forecast:
    """Ask what a prescription written today would cover if it were dispensed today, and its last day."""
    facts = _prescribing(gather(asked=Asked(enrolment=enrolment, on=on)), draft)
    given = {
        "prescription": DRAFT,
        "dispensed_on": on.isoformat(),
        "capsules": draft["capsules"],
        "days": draft["days_supply"],
        "returned_on": None,
    }
    supplied = facts | {"dispensings": [*facts["dispensings"], given]}
    return Forecast(
        covers_until={one.kind: one.date for one in _due(supplied, DRAFT)}.get("visit"),
        dispense_by={one.kind: one.date for one in _due(facts, DRAFT)}.get("dispense_by"),
    )


def programme_in_force(*, enrolment: Enrolment, on: dt.date) -> Programme:
    """Give the version of the enrolment's programme that judges on a day.

    :raises LookupError: when there is none: nothing of it can be judged then.
    """
    found = programmes().in_force(enrolment.programme_id, on)
    if found is None:
        raise LookupError(f"{enrolment.programme_id} has no version in force on {on}")
    return found


def _standing(asked: Asked, facts: Facts, signer: Accredited, own: Certification) -> Standing:
    """Judge one history; the open prescription by the certification of whoever signed it, as at the counter."""
    signer_certified = signer[0][1] if signer else []
    draft = _smallest(asked.enrolment, asked.on)
    asked_to_prescribe = _prescribing(facts, draft)
    judgement = judged(asked_to_prescribe)
    rows = [row["id"] for row in facts["prescriptions"] if row["cancelled_on"] is None]
    open_one = rows[-1] if rows else None
    return Standing(
        enrolment=asked.enrolment,
        on=asked.on,
        judgement=judgement,
        asked_of_counter=asked_to_prescribe | {"ask": "dispense"},
        asked_of_open=None
        if open_one is None
        else facts | {"prescription": open_one, "capsules": 1, "prescriber": {"certified": signer_certified}},
        due={one.kind: one.date for one in _due(facts, open_one)},
        accredited=[*signer, (own, facts["prescriber"]["certified"])],
    )


def _confirmed(method: Facts, on: dt.date) -> Facts:
    """Add her word of a day where the method is one that she confirms, and goes on."""
    if method["method"] != ABSTINENCE or method["ended_on"] is not None:
        return method
    return method | {"confirmed_on": [*method["confirmed_on"], on.isoformat()]}


def _smallest(enrolment: Enrolment, on: dt.date) -> Facts:
    strength = programme_in_force(enrolment=enrolment, on=on).strengths_mg[0]
    return SMALLEST | {"strength_mg": strength, "daily_dose_mg": strength}


def _prescribing(facts: Facts, draft: Facts) -> Facts:
    """Turn a history into the question whether a draft may be written on the day asked about."""
    asked = {"id": DRAFT, "prescribed_on": facts["on"], "cancelled_on": None} | draft
    return facts | {
        "ask": "prescribe",
        "prescription": DRAFT,
        "capsules": draft["capsules"],
        "prescriptions": [*facts["prescriptions"], asked],
    }


def _due(facts: Facts, prescription: str | None) -> list[Due]:
    together = separate(facts)[0]
    question = parse_due_question(together | {"prescription": prescription, "ask": "dispense"})
    return due(question, programmes())


def judged(facts: Facts, *, moved: Collection[str] = ()) -> Judgement:
    """Judge a history; of several records of one person, give the strictest of the verdicts on them."""
    parts = tuple([_judged_alone(one, moved) for one in separate(facts)])
    if len(parts) == 1:
        return parts[0]
    strictest = max(parts, key=lambda one: len(one.verdict.reasons))
    return replace(strictest, parts=parts)


def _judged_alone(facts: Facts, moved: Collection[str]) -> Judgement:
    question = parse_question(facts)
    return Judgement(facts, question, judge(question, programmes(), moved=moved))
