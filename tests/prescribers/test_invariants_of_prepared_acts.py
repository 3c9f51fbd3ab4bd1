"""Invariants of acts kept for a prescriber, and of the answers kept for her list; each broken."""

from typing import Any

import pytest

from prescribers.counting import count_anew
from prescribers.models import KeptKey, PreparedAct, PreparedOutcome
from tests.builders import a_woman_ready_for_dispensing
from tests.patients.invariants import invariant, refused_by
from tests.patients.lives import NOON, a_prepared_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> PreparedAct:
    return a_prepared_act(a_woman_ready_for_dispensing(at=NOON))


def facts_of(kept: PreparedAct) -> dict[str, Any]:
    """Give everything of a prepared act but its key."""
    return {one.attname: getattr(kept, one.attname) for one in kept._meta.concrete_fields if one.name != "id"}


@invariant("A prepared act names the form it is", "prescribers_prepared_names_the_act")
def test_a_prepared_act_names_its_form(kept: PreparedAct) -> None:
    with refused_by("prescribers_prepared_names_the_act"):
        PreparedAct.objects.create(**facts_of(kept) | {"act": ""})


@invariant("Nobody prepares an act to be signed by herself", "prescribers_prepared_for_somebody_else")
def test_a_prepared_act_is_for_somebody_else(kept: PreparedAct) -> None:
    with refused_by("prescribers_prepared_for_somebody_else"):
        PreparedAct.objects.create(**facts_of(kept) | {"prepared_for_id": kept.prepared_by_id})


@invariant("A prepared act is sent back with words", "prescribers_prepared_sent_back_with_words")
@invariant("A prepared act is answered once", "prescribers_preparedoutcome_prepared_id_key")
def test_a_prepared_act_is_answered_once_and_sent_back_with_words(kept: PreparedAct) -> None:
    end: dict[str, Any] = {
        "prepared": kept, "recorded_by_id": kept.prepared_for_id, "recorded_at": NOON,
        "organisation_id": kept.organisation_id, "country": kept.country,
    }  # fmt: skip
    with refused_by("prescribers_prepared_sent_back_with_words"):
        PreparedOutcome.objects.create(how="returned", **end)
    PreparedOutcome.objects.create(how="withdrawn", **end)
    with refused_by("prescribers_preparedoutcome_prepared_id_key"):
        PreparedOutcome.objects.create(how="signed", **end)


@invariant("What kept answers were computed from is held once", "prescribers_kept_key_held_once")
def test_the_key_of_kept_answers_is_held_once() -> None:
    a_woman_ready_for_dispensing(at=NOON)
    count_anew(at=NOON)
    held = KeptKey.objects.values("programme_id", "day", "law", "asked", "accredited").get()
    with refused_by("prescribers_kept_key_held_once"):
        KeptKey.objects.create(**held)
