"""What the database itself refuses of a patient's page, and of what she tells there."""

import datetime as dt

import pytest

from patients.models import SideEffectTold
from patients.operations import SideEffect, tell_side_effect
from portal.models import Opening
from tests.builders import Scene, now
from tests.patients.invariants import another, invariant, refused_by
from tests.portal.hand import Hand

pytestmark = pytest.mark.django_db


@invariant(
    "What led to a hospital, danger or a lost day is serious", "patients_sideeffecttold_serious_by_what_it_led_to"
)
def test_what_led_to_harm_is_serious(scene: Scene) -> None:
    told = SideEffect(words="numb feet", serious=False)
    tell_side_effect(by=scene.prescriber, at=now(), enrolment=scene.enrolment, side_effect=told)
    with refused_by("patients_sideeffecttold_serious_by_what_it_led_to"):
        another(SideEffectTold.objects.get(), led_to=["hospital"])


@invariant("A page is opened before it is seen, and its token is its own",
           "portal_opening_seen_after_opened", "portal_opening_token_hash_key")  # fmt: skip
def test_a_page_is_opened_before_it_is_seen_and_its_token_is_its_own(scene: Scene) -> None:
    Hand().shows(scene.card)
    row = Opening.objects.get()
    with refused_by("portal_opening_seen_after_opened"):
        another(row, token_hash="0" * 64, seen_at=row.opened_at - dt.timedelta(seconds=1))
    with refused_by("portal_opening_token_hash_key"):
        another(row)
