"""Cover for an absent colleague: dated, of the same centre, told what she is told; and nothing more than that."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from accounts.actor import Actor
from accounts.covering import covered_by
from accounts.models import Cover, Organisation, User
from accounts.refusals import NotPermitted, NotVisible
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.operations import (
    PrescribingRefused,
    arrange_cover,
    authorise_prescription,
    end_cover,
    suspect_pregnancy,
)
from patients.refusals import CoverRefused, NothingToChange, WrongOrder
from pharmacies.operations import tell_prescriber
from tests.builders import Scene, a_check, a_cover, a_delegate, a_draft, a_prescriber, user_of
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
WEEK = 7 * DAY


def a_colleague_of(scene: Scene, **facts: Any) -> Actor:
    return a_prescriber(centre=Organisation.objects.get(id=scene.prescriber.place_id), **facts)


def arrange(by: Actor, absent: User, colleague: User, *, first: dt.date = TODAY, last: dt.date = TODAY + WEEK) -> Cover:
    return arrange_cover(by=by, at=NOON, absent=absent, colleague=colleague, first_day=first, last_day=last)


def told(kind: str) -> set[Any]:
    return set(Message.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_whoever_covers_is_told_what_the_absent_one_is_told(scene: Scene) -> None:
    cover = a_cover(by=scene.prescriber, at=NOON)
    suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")
    tell_prescriber(by=scene.pharmacist, at=NOON, check=a_check(scene))
    both = {scene.prescriber.user_id, cover.colleague_id}
    assert told("supply_stopped") == told("pharmacy_could_not_dispense") == both


def test_it_begins_on_its_first_day_and_ends_by_itself_after_its_last(scene: Scene) -> None:
    colleague = a_colleague_of(scene)
    arrange(scene.prescriber, user_of(scene.prescriber), user_of(colleague), first=TODAY + DAY, last=TODAY + 3 * DAY)
    days = [list(covered_by(by=colleague, at=NOON + days * DAY)) for days in range(6)]
    hers = [scene.prescriber.user_id]
    assert days == [[], hers, hers, hers, [], []]


def test_it_counts_its_days_where_the_centre_is(scene: Scene) -> None:
    colleague = a_colleague_of(scene)
    arrange(scene.prescriber, user_of(scene.prescriber), user_of(colleague), last=TODAY)
    late = dt.datetime(2026, 11, 20, 22, 59, tzinfo=dt.UTC)  # 23:59 in Brussels
    assert covered_by(by=colleague, at=late) == {scene.prescriber.user_id: scene.prescriber.name}
    assert covered_by(by=colleague, at=late + dt.timedelta(minutes=1)) == {}


def test_it_gives_no_right_to_prescribe_and_what_the_colleague_does_is_hers(scene: Scene) -> None:
    uncertified, certified = a_colleague_of(scene, certified=False), a_colleague_of(scene)
    facts = {"at": NOON, "enrolment": scene.enrolment, "draft": a_draft()}
    a_cover(by=scene.prescriber, at=NOON, colleague=uncertified)
    with pytest.raises(PrescribingRefused):
        authorise_prescription(by=uncertified, **facts)
    assert authorise_prescription(by=certified, **facts).prescriber_id == certified.user_id
    done = Entry.objects.get(act="patients.authorise", outcome=Outcome.DONE, at=NOON, actor_id=certified.user_id)
    assert done.actor_name == certified.name


def test_either_of_the_two_arranges_it_and_either_ends_it(scene: Scene) -> None:
    colleague = a_colleague_of(scene)
    pair = (user_of(scene.prescriber), user_of(colleague))
    for by, ends in ((scene.prescriber, colleague), (colleague, scene.prescriber)):
        cover = arrange(by, *pair)
        end_cover(by=ends, at=NOON, cover=cover)
        assert covered_by(by=colleague, at=NOON) == {}
        with pytest.raises(NothingToChange):
            end_cover(by=ends, at=NOON, cover=cover)


def test_a_third_neither_arranges_nor_ends_it(scene: Scene, stranger: Scene) -> None:
    colleague, third = a_colleague_of(scene), a_colleague_of(scene)
    cover = arrange(colleague, user_of(scene.prescriber), user_of(colleague))
    with pytest.raises(CoverRefused):
        arrange(third, user_of(colleague), user_of(scene.prescriber))
    for by in (third, stranger.prescriber):
        with pytest.raises(NotVisible):
            end_cover(by=by, at=NOON, cover=cover)
    delegate = a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))
    with pytest.raises(NotPermitted):
        arrange(delegate, user_of(delegate), user_of(colleague))


def test_only_prescribers_of_the_same_centre_cover_for_one_another(scene: Scene, stranger: Scene) -> None:
    delegate = a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))
    for other in (stranger.prescriber, delegate, scene.prescriber):
        with pytest.raises(CoverRefused):
            arrange(scene.prescriber, user_of(scene.prescriber), user_of(other))


@pytest.mark.parametrize(
    ("first", "last"),
    [(TODAY - DAY, TODAY), (TODAY + DAY, TODAY), (TODAY, TODAY + 366 * DAY)],
    ids=["began yesterday", "ends before it begins", "longer than a year"],
)
def test_its_days_make_sense(scene: Scene, first: dt.date, last: dt.date) -> None:
    with pytest.raises(WrongOrder):
        arrange(scene.prescriber, user_of(scene.prescriber), user_of(a_colleague_of(scene)), first=first, last=last)


def test_one_colleague_covers_at_a_time(scene: Scene) -> None:
    absent, colleague = user_of(scene.prescriber), user_of(a_colleague_of(scene))
    arrange(scene.prescriber, absent, colleague, last=TODAY + WEEK)
    with pytest.raises(NothingToChange, match=colleague.name):
        arrange(scene.prescriber, absent, user_of(a_colleague_of(scene)), first=TODAY + WEEK, last=TODAY + WEEK)
    arrange(
        scene.prescriber, absent, colleague, first=TODAY + 8 * DAY, last=TODAY + 9 * DAY
    )  # fmt: skip


def test_the_same_form_sent_twice_is_one_cover(scene: Scene) -> None:
    facts = {"absent": user_of(scene.prescriber), "colleague": user_of(a_colleague_of(scene)), "nonce": uuid4()}
    days = {"first_day": TODAY, "last_day": TODAY}
    first = arrange_cover(by=scene.prescriber, at=NOON, **facts, **days)
    assert arrange_cover(by=scene.prescriber, at=NOON, **facts, **days) == first
    assert Cover.objects.count() == 1
