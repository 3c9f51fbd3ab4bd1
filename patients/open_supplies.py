"""What waits to be dispensed at one pharmacy, judged for all its patients in a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from patients.dates import today_of
from patients.eligibility import Judgement, judged
from patients.gathering import Asked, Facts, gather_all
from patients.halves import separate
from patients.models import Card, Dispensing, Prescription
from programmes.in_force import programmes
from programmes.queries import registration_spans
from rulebook import due, parse_due_question


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupply:
    """An open prescription with the card that goes with it, what is left of it, and the rulebook's verdict."""

    prescription: Prescription
    card: Card
    left: int
    judgement: Judgement
    dispense_by: dt.date | None


def open_where_last_served(*, pharmacy_id: UUID) -> QuerySet[Prescription]:
    """List the open prescriptions of those whose last supply in the same treatment this very pharmacy handed over."""
    here = Dispensing.objects.standing().filter(organisation_id=pharmacy_id, whole_return__isnull=True)
    of_the_treatment = Dispensing.objects.standing().filter(
        enrolment=OuterRef("enrolment"),
        prescription__treatment__series=OuterRef("treatment__series"),
        whole_return__isnull=True,
    )
    last = of_the_treatment.order_by("-dispensed_on", "-recorded_at").values("organisation_id")[:1]
    rows = Prescription.objects.standing().filter(closure__isnull=True, enrolment__in=here.values("enrolment"))
    ours = rows.annotate(last_served_at=Subquery(last)).filter(last_served_at=pharmacy_id)
    whole = ours.select_related("enrolment__programme", "enrolment__patient", "treatment")
    ordered: QuerySet[Prescription] = whole.order_by("prescribed_on", "id")
    return ordered


def open_supplies(*, prescriptions: Sequence[Prescription], pharmacy_id: UUID, at: dt.datetime) -> list[OpenSupply]:
    """Judge all that is left of each prescription, on its own card, by the programme's own gates alone.

    One without a valid card, or of which nothing is left, is left out.
    """
    days = [today_of(enrolment=one.enrolment, at=at) for one in prescriptions]
    asked = [
        Asked(enrolment=one.enrolment, on=day, prescription=one) for one, day in zip(prescriptions, days, strict=True)
    ]
    valid = Card.objects.standing().filter(
        enrolment__in=[one.enrolment_id for one in prescriptions], revocation__isnull=True
    )
    cards = {one.enrolment_id: one for one in valid}
    registered = {
        one: registration_spans(pharmacy_id=pharmacy_id, programme_id=one)
        for one in {row.enrolment.programme_id for row in prescriptions}
    }
    found = []
    for row, facts in zip(prescriptions, gather_all(asked=asked), strict=True) if asked else ():
        card, left = cards.get(row.enrolment_id), _left(row, facts)
        if card is not None and left > 0:
            spans = registered[row.enrolment.programme_id]
            found.append(_judged(row, card, left, facts | {"pharmacy": {"registered": spans}}))
    return found


def _left(prescription: Prescription, facts: Facts) -> int:
    given = [row["capsules"] for row in facts["dispensings"] if row["prescription"] == str(prescription.id)]
    return int(prescription.capsules - sum(given))


def _judged(prescription: Prescription, card: Card, left: int, facts: Facts) -> OpenSupply:
    question = facts | {"prescription": str(prescription.id), "capsules": left, "card": str(card.id)}
    falls_due = due(parse_due_question(separate(question)[0]), programmes())
    return OpenSupply(
        prescription=prescription,
        card=card,
        left=left,
        judgement=judged(question),
        dispense_by=next((one.date for one in falls_due if one.kind == "dispense_by"), None),
    )
