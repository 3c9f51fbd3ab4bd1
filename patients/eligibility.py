"""The question put to the rulebook: her record gathered in a fixed number of queries, then judged."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from patients.identity import person_of
from patients.models import (
    Agreement,
    Card,
    CategoryAssessment,
    Contraception,
    Dispensing,
    Enrolment,
    Pregnancy,
    PregnancyTest,
    Prescription,
    Stop,
    Treatment,
    Withdrawal,
)
from programmes.in_force import programmes
from programmes.queries import certification_spans, registration_spans
from rulebook import Due, Question, Verdict, due, judge, parse_question

Facts = dict[str, Any]
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The facts as they were asked, the question read from them, and the rulebook's verdict."""

    facts: Facts
    question: Question
    verdict: Verdict


def judge_dispensing(
    *,
    prescription: Prescription,
    capsules: int,
    card: Card,
    pharmacy_id: UUID | None,
    on: dt.date,
) -> Judgement:
    """Ask whether so many capsules may be dispensed on this prescription on a day."""
    facts = gather(enrolment=prescription.enrolment, on=on, prescription=prescription) | {
        "prescription": str(prescription.id),
        "capsules": capsules,
        "card": str(card.id),
    }
    facts["pharmacy"] = {
        "registered": registration_spans(
            pharmacy_id=pharmacy_id, programme_id=prescription.enrolment.programme_id
        )
    }
    return _judged(facts)


def judge_prescribing(
    *, enrolment: Enrolment, prescriber_id: UUID, draft: Facts, on: dt.date
) -> Judgement:
    """Ask whether a prescription with these values could be written on a day.

    :param draft: ``days_supply``, ``capsules``, ``strength_mg``, ``daily_dose_mg``, ``cycle_days``
        and ``intake_days`` of the prescription to be.
    """
    facts = gather(enrolment=enrolment, on=on, prescriber_id=prescriber_id)
    asked = {"id": DRAFT, "prescribed_on": on.isoformat(), "cancelled_on": None} | draft
    facts |= {
        "ask": "prescribe",
        "prescription": DRAFT,
        "capsules": draft["capsules"],
        "prescriptions": [*facts["prescriptions"], asked],
    }
    return _judged(facts)


def what_falls_due(*, enrolment: Enrolment, prescription: Prescription | None, on: dt.date) -> list[Due]:
    """Ask the rulebook what falls due for this enrolment, as known on a day."""
    facts = gather(
        enrolment=enrolment,
        on=on,
        prescription=prescription,
        prescriber_id=enrolment.prescriber_id,
    )
    if prescription is not None:
        facts |= {"prescription": str(prescription.id), "capsules": prescription.capsules}
    return due(parse_question(facts, programmes(), ask_due=True), programmes())


def _judged(facts: Facts) -> Judgement:
    question = parse_question(facts, programmes())
    return Judgement(facts, question, judge(question, programmes()))


def gather(
    *,
    enrolment: Enrolment,
    on: dt.date,
    prescription: Prescription | None = None,
    prescriber_id: UUID | None = None,
) -> Facts:
    """Read one enrolment's history in the words of the rulebook's batch interface.

    The history is that of one treatment: the prescription's own, or else the latest. What belongs
    to an earlier treatment is left out. Every query is bound to the one patient.
    """
    treatment = _treatment(enrolment, prescription)
    signer = prescription.prescriber_id if prescription is not None else prescriber_id
    return {
        "case": str(enrolment.id),
        "programme": enrolment.programme_id,
        "on": on.isoformat(),
        "patient": _patient(enrolment),
        "stops": _rows(
            Stop.objects.standing().filter(enrolment=enrolment).order_by("from_on"),
            {"from": "from_on", "until": "until_on"},
        ),
        "categories": _rows(
            CategoryAssessment.objects.standing()
            .filter(enrolment=enrolment)
            .order_by("assessed_on", "recorded_at"),
            ["assessed_on", "category", "criterion", "specialist_confirmed"],
        ),
        "agreements": _rows(
            Agreement.objects.standing().filter(enrolment=enrolment).order_by("signed_on"),
            ["signed_on", "category"],
        ),
        "cards": _rows(
            Card.objects.standing().filter(enrolment=enrolment).order_by("issued_on"),
            {"id": "id", "issued_on": "issued_on", "revoked_on": "revocation__revoked_on"},
        ),
        **_of_the_patient(enrolment.patient_id),
        "treatment": _treatment_words(treatment),
        "prescriber": {
            "certified": certification_spans(
                prescriber_id=signer,
                programme_id=enrolment.programme_id,
                country=enrolment.country,
            )
        },
        "prescriptions": _prescriptions(enrolment, treatment),
        "dispensings": _dispensings(enrolment, treatment),
    }


def _patient(enrolment: Enrolment) -> Facts:
    withdrawal = Withdrawal.objects.standing().filter(enrolment=enrolment).first()
    birth_date = person_of(patient=enrolment.patient).birth_date
    return {
        "birth_date": _word(birth_date),
        "enrolled_on": _word(enrolment.enrolled_on),
        "withdrawn_on": _word(withdrawal.withdrawn_on) if withdrawal else None,
    }


def _of_the_patient(patient_id: UUID) -> Facts:
    return {
        "contraception": _rows(
            Contraception.objects.standing().filter(patient=patient_id).order_by("started_on"),
            ["method", "started_on", "ended_on", "valid_until", "confirmed", "confirmed_on"],
        ),
        "tests": _rows(
            PregnancyTest.objects.standing().filter(patient=patient_id).order_by("sampled_on"),
            ["sampled_on", "result", "sensitivity_miu_ml", "supervised"],
        ),
        "pregnancies": _rows(
            Pregnancy.objects.standing()
            .filter(patient=patient_id)
            .filter(resolutions__superseded_by__isnull=True)
            .order_by("suspected_on"),
            {"suspected_on": "suspected_on", "resolved_on": "resolutions__resolved_on"},
        ),
    }


def _treatment(enrolment: Enrolment, prescription: Prescription | None) -> Treatment | None:
    standing = Treatment.objects.standing().filter(enrolment=enrolment)
    if prescription is not None:
        standing = standing.filter(series=prescription.treatment.series)
    return standing.order_by("-started_on", "-recorded_at").first()


def _treatment_words(treatment: Treatment | None) -> Facts | None:
    if treatment is None:
        return None
    return {
        "started_on": _word(treatment.started_on),
        "ended_on": _word(treatment.ended_on),
        "disease": treatment.disease,
        "partners": treatment.partners,
        "prior_regimens": treatment.prior_regimens,
        "progressed_on_last": treatment.progressed_on_last,
    }


def _prescriptions(enrolment: Enrolment, treatment: Treatment | None) -> list[Facts]:
    series = treatment.series if treatment else None
    return _rows(
        Prescription.objects.standing()
        .filter(enrolment=enrolment, treatment__series=series)
        .order_by("prescribed_on", "recorded_at"),
        {
            "id": "id",
            "prescribed_on": "prescribed_on",
            "days_supply": "days_supply",
            "capsules": "capsules",
            "strength_mg": "strength_mg",
            "daily_dose_mg": "daily_dose_mg",
            "cycle_days": "cycle_days",
            "intake_days": "intake_days",
            "cancelled_on": "closure__closed_on",
        },
    )


def _dispensings(enrolment: Enrolment, treatment: Treatment | None) -> list[Facts]:
    series = treatment.series if treatment else None
    rows = _rows(
        Dispensing.objects.standing()
        .filter(enrolment=enrolment, prescription__treatment__series=series)
        .order_by("dispensed_on", "recorded_at"),
        {
            "prescription": "prescription_id",
            "dispensed_on": "dispensed_on",
            "capsules": "capsules",
            "days": "days",
        },
    )
    return [row | {"returned_on": None} for row in rows]


def _rows(rows: Any, columns: list[str] | dict[str, str]) -> list[Facts]:
    """Read rows as the rulebook writes them: its key, our column."""
    named = columns if isinstance(columns, dict) else {name: name for name in columns}
    return [
        dict(zip(named, map(_word, values), strict=True))
        for values in rows.values_list(*named.values())
    ]


def _word(value: Any) -> Any:
    """Write a value as JSON does: dates in ISO form, ids as text, whole decimals as integers."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_word(one) for one in value]
    return value
