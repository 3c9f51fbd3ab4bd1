"""How each way to a dispensing is tried: as far as somebody can get who means to get round the rulebook."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import uuid4

from django.test import Client

from accounts.actor import Actor
from accounts.models import Kind, Organisation
from accounts.refusals import Refusal
from patients.models import AccessGrant, Card, Dispensing, GrantKind, Mode, Prescription, Verdict
from pharmacies.operations import record_dispensing
from pharmacies.pack_codes import PackCode
from tests.builders import a_pharmacy, now, user_of
from tests.pharmacies.interface.caller import System, a_client

Way = Callable[[Actor, Verdict, Sequence[PackCode]], None]
"""Tries to dispense what a check is about, all of it, as somebody; whatever refuses may refuse in its own manner."""


def _operation(by: Actor, check: Verdict, packs: Sequence[PackCode]) -> None:
    with suppress(Refusal):
        record_dispensing(
            by=by, at=now(), check=check, capsules=check.capsules or 21, counselled=True, packs=packs, nonce=uuid4()
        )


def _page(by: Actor, check: Verdict, packs: Sequence[PackCode]) -> None:
    fields = {"capsules": check.capsules or 21, "counselled": "on", "nonce": str(uuid4())}
    client = Client()
    client.force_login(user_of(by))
    client.post(f"/counter/{check.id}/dispense/", fields | {"pack": [one.text for one in packs]})


def _call(by: Actor, check: Verdict, packs: Sequence[PackCode]) -> None:
    """Call as a system of her pharmacy does; of whoever has none, as one of the pharmacy that checked, or of any."""
    places = [Organisation.objects.get(id=by.place_id), check.pharmacy]
    pharmacies = [one for one in places if one.kind == Kind.PHARMACY] or [a_pharmacy()]
    system = System(by, client=a_client(pharmacies[0]))
    system.dispense(check.id, check.capsules or 21, packs=[one.text for one in packs])


WAYS: dict[str, Way] = {
    "operation pharmacies.operations.record_dispensing": _operation,
    "page pharmacies:dispense": _page,
    "call interface:dispense": _call,
}
"""Every way that the code has. A new one that is not here makes a test fail, which says what to add."""

HANDS_NOTHING_OVER = {
    "page pharmacies:pack": "says what speaks against a pack and draws the answer again, where the form stands",
}
"""What leads to the answer's page and not through it; that nothing is handed over there is tried too."""

OF_THE_DEMO = {
    "command demo_data": "tells made-up lives by the operation",
    "command demo_logins": "lists who may log in",
    "page demo:cards": "lists the cards of the stories",
}
"""What leads there in the demo alone, which no registry of real patients has installed."""


def a_forged_yes(*, by: Actor, card: Card, prescription: Prescription) -> Verdict:
    """Give a pharmacist a yes that nobody ever judged, and sight of the patient: all that lies before the rules."""
    enrolment = card.enrolment
    AccessGrant.objects.create(
        patient_id=enrolment.patient_id, organisation_id=by.place_id, country=by.country, kind=GrantKind.CARD_SCAN,
        from_at=now(), until_at=now().replace(year=now().year + 1), granted_by_id=by.person_id,
    )  # fmt: skip
    return Verdict.objects.create(
        at=now(), on=now().date(), mode=Mode.CHECK, dispense=True, asked_by_id=by.person_id, pharmacy_id=by.place_id,
        country=by.country, centre_id=enrolment.centre_id, card=card, enrolment=enrolment, prescription=prescription,
        capsules=prescription.capsules, programme=enrolment.programme,
    )  # fmt: skip


def dispensed_by(way: Way, *, by: Actor, check: Verdict, packs: Sequence[PackCode] = ()) -> Verdict | None:
    """Try a way; give the verdict that it was answered with, if the rulebook or the counter was asked at all.

    :raises AssertionError: when capsules were recorded without a yes, asked for exactly them in the same act.
    """
    before = set(Dispensing.objects.values_list("id", flat=True))
    asked = set(Verdict.objects.values_list("id", flat=True))
    way(by, check, packs)
    answers = list(Verdict.objects.exclude(id__in=asked))
    made = list(Dispensing.objects.exclude(id__in=before))
    assert [one.verdict_id for one in made] == [one.id for one in answers if one.dispense]
    assert len(answers) <= 1
    return answers[0] if answers else None
