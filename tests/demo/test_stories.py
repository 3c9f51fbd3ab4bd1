"""Every answer of the counter can be looked at in the demo: a card for each, and the answer is the one promised."""

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.queries import actor_of
from demo.models import Kind, Story
from demo.stories import STORIES, Told
from foundation.checksymbols import fits
from patients.models import Refused, Verdict
from pharmacies.operations import check_card
from rulebook import REASONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_data")]

AT_THE_COUNTER_ALONE = {Refused.WRONG_PERSON, Refused.PACK_MISMATCH, Refused.CANNOT_CONFIRM}
"""What the pharmacist says, a pack says, or a database that is away: no card can show it."""

BETWEEN_TWO_STEPS = "prescription_cancelled"
"""Only who checked before the cancellation meets it; afterwards the card has no open prescription."""


def _checked(told: Told) -> Verdict:
    story = Story.objects.select_related("pharmacist").get(key=told.key)
    by = actor_of(membership=Membership.objects.get(user=story.pharmacist))
    number = story.number if fits(story.number) else None
    return check_card(by=by, at=timezone.now(), number=number)


def _told(kind: Kind) -> list[Told]:
    return [told for told in STORIES if told.kind == kind and told.code != BETWEEN_TWO_STEPS]


def _key(told: Told) -> str:
    return told.key


def test_every_reason_of_the_rulebook_has_a_story() -> None:
    assert {told.code for told in STORIES if told.kind == Kind.REASON} == set(REASONS)


def test_every_refusal_that_a_card_can_show_has_a_story() -> None:
    told = {one.code for one in STORIES if one.kind == Kind.REFUSAL}
    assert told == set(Refused) - AT_THE_COUNTER_ALONE


@pytest.mark.parametrize("told", _told(Kind.YES), ids=_key)
def test_the_card_of_a_yes_gets_a_yes(told: Told) -> None:
    assert _checked(told).dispense


@pytest.mark.parametrize("told", _told(Kind.REASON), ids=_key)
def test_the_card_of_a_reason_shows_it(told: Told) -> None:
    verdict = _checked(told)
    assert told.code in verdict.reasons
    assert not verdict.dispense


@pytest.mark.parametrize("told", _told(Kind.REFUSAL), ids=_key)
def test_the_card_of_a_refusal_is_refused(told: Told) -> None:
    assert _checked(told).refusal == told.code


def test_a_prescription_cancelled_between_check_and_dispensing_is_kept_as_a_no() -> None:
    story = Story.objects.get(key="reason/prescription_cancelled")
    kept = Verdict.objects.get(card__number=story.number, mode="dispense", dispense=False)
    assert kept.reasons == [BETWEEN_TWO_STEPS]
    assert not hasattr(kept, "dispensing")


def test_every_reason_stands_among_the_verdicts_kept_so_that_the_figures_show_it() -> None:
    kept = {code for reasons in Verdict.objects.values_list("reasons", flat=True) for code in reasons}
    assert kept == set(REASONS)
