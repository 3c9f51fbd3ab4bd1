"""Organisations: opened, renamed with their history, suspended within the next request, and let in again."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.models import FormerDetails, Kind, Membership, Organisation, Role, Session, Suspension, User
from accounts.operations import (
    AlreadyThere,
    LastAdministrator,
    NotYourself,
    change_details,
    end_role,
    give_role,
    open_organisation,
    readmit_organisation,
    readmit_user,
    suspend_organisation,
    suspend_user,
)
from accounts.refusals import NotVisible, Stale
from accounts.roles import RoleDoesNotFit
from tests.builders import LONG_AGO, a_centre, a_place_for, a_user, an_actor, now, user_of
from tests.server import logged_in, serve

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Hôpital Neuf", "kind": "centre", "country": "BE", "time_zone": "Europe/Brussels",
    "telephone": "+32 2 555 10 00", "email": "desk@neuf.example", "language": "nl",
}  # fmt: skip
CROWD = 10


@pytest.fixture
def administrator() -> Actor:
    return an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))


@pytest.fixture
def desk(client: Client, administrator: Actor) -> Client:
    client.force_login(user_of(administrator))
    return client


def _sent(**changes: Any) -> dict[str, Any]:
    return {"nonce": str(uuid4())} | changes


# --- opened and changed ----------------------------------------------------------------------------------


def test_an_organisation_is_added_and_stands_in_the_list(desk: Client) -> None:
    page = desk.post("/organisations/add/", _sent(**DETAILS), follow=True)
    assert "Hôpital Neuf" in page.content.decode()
    assert "Hôpital Neuf" in desk.get("/organisations/").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "is empty"),
        ({"telephone": "call me"}, "must be a telephone number"),
        ({"email": "desk"}, "e-mail address"),
        ({"kind": "hospital"}, "choose one of the answers"),
        ({"country": "XX"}, "choose one of the answers"),
        ({"time_zone": "Mars/Olympus"}, "choose one of the answers"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_stored(
    desk: Client, change: dict[str, str], words: str
) -> None:
    before = Organisation.objects.count()
    answer = desk.post("/organisations/add/", _sent(**DETAILS | change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Organisation.objects.count() == before


def test_the_same_name_twice_in_a_country_is_refused_however_it_is_written(administrator: Actor) -> None:
    open_organisation(by=administrator, at=now(), **DETAILS)
    with pytest.raises(AlreadyThere):
        open_organisation(by=administrator, at=now(), **DETAILS | {"name": "hôpital NEUF"})


def test_a_new_name_keeps_the_old_one_with_who_when_and_why(desk: Client) -> None:
    place = a_centre(name="Old Name")
    changed = {key: DETAILS[key] for key in ("name", "time_zone", "telephone", "email", "language")}
    page = desk.post(
        f"/organisations/{place.id}/change/", _sent(**changed, reason="merged", version="0"), follow=True
    ).content.decode()
    assert all(words in page for words in ("Hôpital Neuf", "Old Name", "merged"))
    assert FormerDetails.objects.get().name == "Old Name"


def test_details_that_somebody_else_changed_meanwhile_are_left_alone(administrator: Actor) -> None:
    place = a_centre()
    wanted = {key: DETAILS[key] for key in ("name", "time_zone", "telephone", "email", "language")}
    change_details(by=administrator, at=now(), organisation=place, reason="moved", version=0, **wanted)
    with pytest.raises(Stale):
        change_details(
            by=administrator, at=now(), organisation=place, reason="x", version=0, **wanted | {"name": "Third"}
        )
    assert Organisation.objects.get(id=place.id).name == "Hôpital Neuf"


def test_a_change_of_nothing_is_refused_in_words(administrator: Actor) -> None:
    place = a_centre()
    same = {key: getattr(place, key) for key in ("name", "time_zone", "telephone", "email", "language")}
    with pytest.raises(AlreadyThere, match="Nothing is different"):
        change_details(by=administrator, at=now(), organisation=place, reason="x", version=0, **same)


# --- roles ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "kind"), [(Role.PHARMACIST, Kind.CENTRE), (Role.DELEGATE, Kind.PHARMACY)])
def test_a_role_that_does_not_fit_the_place_is_refused_in_words(administrator: Actor, role: str, kind: str) -> None:
    place = Organisation.objects.create(**DETAILS | {"kind": kind})
    with pytest.raises(RoleDoesNotFit, match="Choose another role or another place"):
        give_role(by=administrator, at=now(), user=a_user(), organisation=place, role=role, valid_from=now().date())


def test_a_role_is_not_given_twice_for_one_day_but_may_follow_itself(administrator: Actor) -> None:
    at, user, place = now(), a_user(), a_centre()
    today = at.date()
    facts: dict[str, Any] = {"by": administrator, "at": at, "user": user, "organisation": place, "role": "delegate"}
    end = today.replace(year=today.year + 1)
    give_role(**facts, valid_from=today, valid_until=end)
    for start, until in ((today, None), (LONG_AGO, None), (LONG_AGO, end)):
        with pytest.raises(AlreadyThere):
            give_role(**facts, valid_from=start, valid_until=until)
    give_role(**facts, valid_from=end)
    assert Membership.objects.filter(user=user).count() == 2


def test_the_last_administrator_neither_goes_nor_is_sent_away(administrator: Actor) -> None:
    at = now()
    held = Membership.objects.get(user_id=administrator.person_id)
    with pytest.raises(LastAdministrator, match="Give another person the role"):
        end_role(by=administrator, at=at, membership=held, valid_until=at.date())
    with pytest.raises(NotYourself):
        suspend_user(by=administrator, at=at, user=user_of(administrator), reason="x")
    place = Organisation.objects.get(id=administrator.place_id)
    with pytest.raises(NotYourself):
        suspend_organisation(by=administrator, at=at, organisation=place, reason="x")
    held.refresh_from_db()
    assert held.valid_until is None


def test_of_two_administrators_the_second_to_suspend_the_other_is_refused() -> None:
    first, second = (an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR)) for _ in range(2))
    suspend_user(by=first, at=now(), user=user_of(second), reason="left")
    with pytest.raises(LastAdministrator):
        suspend_user(by=second, at=now(), user=user_of(first), reason="left")
    assert User.objects.get(id=first.person_id).is_active


# --- suspensions ------------------------------------------------------------------------------------------


def test_a_suspended_person_is_out_at_her_next_request_and_cannot_come_back_in(desk: Client) -> None:
    nurse = an_actor(Role.DELEGATE, a_centre())
    hers = Client()
    hers.force_login(user_of(nurse))
    assert hers.get("/patients/").status_code == 200
    page = desk.post(f"/people/{nurse.user_id}/suspend/", _sent(reason="left the house"), follow=True).content.decode()
    assert "Suspended" in page
    assert "left the house" in page
    assert hers.get("/patients/")["Location"].startswith("/account/login/")
    hers.post("/account/login/", {"login": user_of(nurse).email, "password": "a long enough password"})
    assert hers.get("/patients/")["Location"].startswith("/account/login/")
    desk.post(f"/people/{nurse.user_id}/readmit/", _sent(reason="came back"))
    hers.post("/account/login/", {"login": user_of(nurse).email, "password": "a long enough password"})
    assert hers.get("/patients/").status_code == 200
    assert [one.lifted for one in Suspension.objects.order_by("at")] == [False, True]


def test_twice_is_refused_and_so_is_lifting_what_is_not_there(administrator: Actor) -> None:
    at, user, place = now(), a_user(), a_centre()
    for act in (readmit_user, suspend_user, suspend_user):
        if act is readmit_user or not user.is_active:
            with pytest.raises(AlreadyThere):
                act(by=administrator, at=at, user=user, reason="x")
        else:
            act(by=administrator, at=at, user=user, reason="x")
            user.refresh_from_db()
    with pytest.raises(AlreadyThere):
        readmit_organisation(by=administrator, at=at, organisation=place, reason="x")
    suspend_organisation(by=administrator, at=at, organisation=place, reason="x")
    with pytest.raises(AlreadyThere):
        suspend_organisation(by=administrator, at=at, organisation=place, reason="x")


def test_the_same_form_sent_twice_suspends_once(administrator: Actor) -> None:
    nonce, user, at = uuid4(), a_user(), now()
    sent: dict[str, Any] = {"by": administrator, "at": at, "user": user, "reason": "x", "nonce": nonce}
    assert suspend_user(**sent) == suspend_user(**sent)
    assert Suspension.objects.count() == 1


def test_a_practice_place_is_not_there_to_be_administered(administrator: Actor) -> None:
    twin = a_centre(practice_of=a_centre())
    with pytest.raises(NotVisible):
        suspend_organisation(by=administrator, at=now(), organisation=twin, reason="x")
    with pytest.raises(NotVisible):
        give_role(
            by=administrator, at=now(), user=a_user(), organisation=twin, role="delegate", valid_from=now().date()
        )


@pytest.mark.django_db(transaction=True)
def test_a_suspended_place_loses_every_one_of_its_sessions_at_once_and_no_other_place_does() -> None:
    """H14: many browsers ask at the same moment, on the server as it runs; the control is another centre's."""
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    here, elsewhere = a_centre(), a_centre()
    ours = [logged_in(an_actor(Role.DELEGATE, here)) for _ in range(CROWD)]
    theirs = [logged_in(an_actor(Role.DELEGATE, elsewhere)) for _ in range(2)]
    with serve() as server, ThreadPoolExecutor(CROWD) as crowd:
        ask = lambda login: server.ask("GET", "/patients/", login=login)  # noqa: E731
        assert {answer.status for answer in crowd.map(ask, ours + theirs)} == {200}
        suspend_organisation(by=administrator, at=now(), organisation=here, reason="licence withdrawn")
        after = list(crowd.map(ask, ours + theirs))
    assert {(one.status, one.location.partition("?")[0]) for one in after[:CROWD]} == {(302, "/account/login/")}
    assert {one.status for one in after[CROWD:]} == {200}
    assert Session.objects.count() == len(theirs)
