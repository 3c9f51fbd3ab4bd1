"""Invariants of a move between two centres, and of cover for an absent colleague; each broken."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Cover, Role
from patients.models import Transfer, TransferAnswer
from patients.stamp import stamp
from tests.builders import Scene, a_centre, an_actor
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def offered(scene: Scene, stranger: Scene) -> Transfer:
    """Give a transfer that her centre offers to another."""
    made: Transfer = Transfer.objects.create(
        enrolment=scene.enrolment, from_centre_id=scene.prescriber.place_id, to_centre_id=stranger.prescriber.place_id,
        agreed_on=TODAY, agreed_how="spoken", **stamp(by=scene.prescriber, at=NOON),
    )  # fmt: skip
    return made


@pytest.fixture
def withdrawn(offered: Transfer, scene: Scene) -> TransferAnswer:
    """Give the answer of her centre, which thinks better of it."""
    made: TransferAnswer = TransferAnswer.objects.create(
        enrolment=offered.enrolment, transfer=offered, how="withdrawn", **stamp(by=scene.prescriber, at=NOON)
    )
    return made


@pytest.fixture
def cover() -> Cover:
    """Give a cover of a fortnight."""
    centre = a_centre()
    absent, colleague = an_actor(Role.PRESCRIBER, centre), an_actor(Role.PRESCRIBER, centre)
    return Cover.objects.create(
        organisation=centre, absent_id=absent.person_id, colleague_id=colleague.person_id, valid_from=TODAY,
        valid_until=TODAY + 14 * DAY, arranged_by_id=absent.person_id, arranged_at=NOON,
    )  # fmt: skip


@invariant("A transfer is from one centre to another", "patients_transfer_between_two")
def test_a_transfer_is_between_two_centres(offered: Transfer) -> None:
    with refused_by("patients_transfer_between_two"):
        another(offered, to_centre_id=offered.from_centre_id)


@invariant("A transfer is asked or offered by one of its two centres", "patients_transfer_by_one_of_the_two")
def test_a_transfer_is_wanted_by_one_of_the_two(offered: Transfer) -> None:
    with refused_by("patients_transfer_by_one_of_the_two"):
        another(offered, organisation_id=a_centre().id)


@invariant(
    "At most one transfer of an enrolment waits for its answer",
    "patients_transfer_one_first",
    "patients_transfer_follows_id_key",
)
def test_one_transfer_waits_at_a_time(offered: Transfer, withdrawn: TransferAnswer) -> None:
    with refused_by("patients_transfer_one_first"):
        another(offered)
    another(offered, follows_id=withdrawn.id)
    with refused_by("patients_transfer_follows_id_key"):
        another(offered, follows_id=withdrawn.id)


@invariant("A transfer follows the answer to an earlier one of its own enrolment", "patients_transfer_follows_its_own")
def test_a_transfer_follows_its_own(offered: Transfer, withdrawn: TransferAnswer, stranger: Scene) -> None:
    with refused_by("patients_transfer_follows_its_own"):
        another(offered, follows_id=withdrawn.id, enrolment_id=stranger.enrolment.id)


@invariant("A transfer is answered once", "patients_transferanswer_transfer_id_key")
def test_a_transfer_is_answered_once(withdrawn: TransferAnswer) -> None:
    with refused_by("patients_transferanswer_transfer_id_key"):
        another(withdrawn)


@invariant(
    "A transfer is withdrawn by the centre that wanted it, and answered by the other one",
    "patients_transferanswer_by_its_side",
)
def test_nobody_answers_her_own_transfer_or_a_strangers(withdrawn: TransferAnswer, stranger: Scene) -> None:
    with refused_by("patients_transferanswer_by_its_side"):
        another(withdrawn, how="refused", words="no")
    with refused_by("patients_transferanswer_by_its_side"):
        another(withdrawn, organisation_id=stranger.prescriber.place_id)
    with refused_by("patients_transferanswer_by_its_side"):
        another(withdrawn, how="refused", words="no", organisation_id=a_centre().id)
    with refused_by("patients_transferanswer_by_its_side"):
        another(withdrawn, enrolment_id=stranger.enrolment.id)


@invariant("An acceptance names who treats her from then on", "patients_transfer_accepted_names_who_treats")
def test_an_acceptance_names_who_treats(withdrawn: TransferAnswer, stranger: Scene) -> None:
    there = {"organisation_id": stranger.prescriber.place_id}
    with refused_by("patients_transfer_accepted_names_who_treats"):
        another(withdrawn, how="accepted", **there)
    with refused_by("patients_transfer_accepted_names_who_treats"):
        another(withdrawn, how="refused", words="no", prescriber_id=stranger.prescriber.user_id, **there)


@invariant("A refused transfer says why", "patients_transfer_refused_says_why")
def test_a_refusal_says_why(withdrawn: TransferAnswer, stranger: Scene) -> None:
    with refused_by("patients_transfer_refused_says_why"):
        another(withdrawn, how="refused", organisation_id=stranger.prescriber.place_id)


@invariant("A cover has an end, a year away at most", "accounts_cover_has_an_end")
@pytest.mark.parametrize("until", [None, TODAY + dt.timedelta(days=367)])
def test_a_cover_has_an_end(cover: Cover, until: dt.date | None) -> None:
    with refused_by("accounts_cover_has_an_end"):
        another(cover, valid_until=until)


@invariant("Nobody covers for herself", "accounts_cover_by_another")
def test_nobody_covers_for_herself(cover: Cover) -> None:
    with refused_by("accounts_cover_by_another"):
        another(cover, colleague_id=cover.absent_id)


@invariant("One colleague at a time covers for another in an organisation", "accounts_cover_by_one_at_a_time")
def test_one_colleague_covers_at_a_time(cover: Cover) -> None:
    third = an_actor(Role.PRESCRIBER, cover.organisation)
    with refused_by("accounts_cover_by_one_at_a_time"):
        another(cover, colleague_id=third.user_id, valid_from=TODAY + 13 * DAY)
    another(cover, colleague_id=third.user_id, valid_from=TODAY + 14 * DAY, valid_until=TODAY + 15 * DAY)


@invariant("Who covered for whom is never forgotten", "accounts_cover_kept")
def test_a_cover_is_never_deleted(cover: Cover) -> None:
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        Cover.objects.filter(id=cover.id).delete()


@invariant("A cover is only ever shortened", "accounts_cover_only_shortened")
def test_a_cover_is_only_ever_shortened(cover: Cover) -> None:
    mine = Cover.objects.filter(id=cover.id)
    for change in ({"valid_until": TODAY + 15 * DAY}, {"valid_from": TODAY - DAY}, {"colleague_id": cover.absent_id}):
        with refused_by("accounts_cover_only_shortened"):
            mine.update(**change)
    assert mine.update(valid_until=TODAY + DAY) == 1
