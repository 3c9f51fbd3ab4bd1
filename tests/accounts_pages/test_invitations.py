"""Invitations: a link that is good once, for a week; withdrawn, sent again; never a way to learn who is there."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.actor import SCHEDULER, Actor
from accounts.links import INVITATION, invitation_token
from accounts.models import Invitation, InvitationEnd, Membership, Organisation, Role, User
from accounts.operations import (
    AlreadyThere,
    accept_invitation,
    invite_to_role,
    send_invitation_again,
    withdraw_invitation,
)
from accounts.refusals import NotVisible
from reminders.operations import send_batch
from tests.builders import a_centre, a_place_for, a_user, an_actor, now, user_of

pytestmark = pytest.mark.django_db

SENTENCE = "nine green geese on the roof"


@pytest.fixture
def administrator() -> Actor:
    return an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))


@pytest.fixture
def desk(client: Client, administrator: Actor) -> Client:
    client.force_login(user_of(administrator))
    return client


def _answers(centre: Organisation, **changes: Any) -> dict[str, Any]:
    today = now().date()
    return {
        "nonce": str(uuid4()), "email": "nora@hospital.example", "name": "Nora Neu", "telephone": "",
        "language": "en-gb", "organisation": str(centre.id), "role": "delegate",
        "valid_from_day": today.day, "valid_from_month": today.month, "valid_from_year": today.year,
    } | changes  # fmt: skip


def _invite(administrator: Actor, centre: Organisation, *, email: str = "nora@hospital.example") -> Membership:
    return invite_to_role(
        by=administrator, at=now(), email=email, name="Nora Neu", telephone="", language="en-gb", organisation=centre,
        role="delegate", valid_from=now().date(), valid_until=None,
    )  # fmt: skip


def _link() -> str:
    send_batch(by=SCHEDULER, at=now(), limit=20)
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def test_the_invited_sets_a_password_by_the_link_and_logs_in_with_it(desk: Client) -> None:
    page = desk.post("/people/invite/", _answers(a_centre()) | _date_fields(desk), follow=True).content.decode()
    assert "Nora Neu" in page
    assert "the link works until" in page
    link, hers = _link(), Client()
    assert "Nora Neu" in hers.get(link).content.decode()
    assert hers.post(link, {"password": SENTENCE, "again": SENTENCE})["Location"] == "/account/login/"
    assert hers.get(link).status_code == 404
    answer = hers.post("/account/login/", {"login": "nora@hospital.example", "password": SENTENCE}, follow=True)
    assert answer.request["PATH_INFO"] == "/patients/"


def _date_fields(desk: Client) -> dict[str, Any]:
    """Read the names of the date's boxes off the page, as a browser does."""
    page = desk.get("/people/invite/").content.decode()
    names = re.findall(r'name="(valid_from[^"]*)"', page)
    today = now().date()
    return dict(zip(names, (today.day, today.month, today.year), strict=True))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "nora@hospital.example", "again": "nora@hospital.example"}, "too similar"),
        ({"password": SENTENCE, "again": SENTENCE + "!"}, "The two passwords differ"),
        ({"password": "", "again": ""}, "is empty"),
        ({"password": "1" * 20, "again": "1" * 20}, "entirely numeric"),
    ],
)
def test_a_password_that_will_not_do_is_refused_and_the_link_stays_good(
    administrator: Actor, sent: dict[str, str], words: str
) -> None:
    _invite(administrator, a_centre())
    link = _link()
    answer = Client().post(link, sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize(
    "password",
    ["ü" * 129, "spaces   are kept   as they are", "\u212bngstr\u00f6m is a unit of length"],
)
def test_long_passwords_spaces_and_every_way_of_writing_a_letter_are_taken(administrator: Actor, password: str) -> None:
    """Row 68: composed or not, the same letters are the same password."""
    import unicodedata

    user = _invite(administrator, a_centre()).user
    token = invitation_token(invitation_id=user.invitations.get().id)
    accept_invitation(at=now(), token=token, password=password)
    user.refresh_from_db()
    assert user.check_password(unicodedata.normalize("NFD", password))
    assert not user.check_password(password + " ")


def test_who_has_an_account_gets_the_further_role_and_a_mail_and_no_second_account(administrator: Actor) -> None:
    known = a_user(email="Known@Hospital.example")
    membership = _invite(administrator, a_centre(), email="known@hospital.EXAMPLE")
    assert membership.user == known
    assert not Invitation.objects.exists()
    send_batch(by=SCHEDULER, at=now())
    assert "further role" in mail.outbox[-1].subject


def test_a_withdrawn_invitation_is_dead_and_its_roles_end(administrator: Actor) -> None:
    membership = _invite(administrator, a_centre())
    link = _link()
    invitation = membership.user.invitations.get()
    withdraw_invitation(by=administrator, at=now(), invitation=invitation, reason="wrong address")
    assert Client().get(link).status_code == 404
    membership.refresh_from_db()
    assert membership.valid_until == now().date()
    with pytest.raises(AlreadyThere):
        withdraw_invitation(by=administrator, at=now(), invitation=invitation, reason="again")


def test_sent_again_the_first_link_is_dead_and_the_second_works(desk: Client, administrator: Actor) -> None:
    user = _invite(administrator, a_centre()).user
    first = _link()
    desk.post(f"/people/{user.id}/invite-again/", {"nonce": str(uuid4())})
    second = _link()
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    user.set_password(SENTENCE)
    user.save()
    with pytest.raises(AlreadyThere):
        send_invitation_again(by=administrator, at=now(), user=user)


def test_after_a_week_the_link_is_dead(administrator: Actor) -> None:
    _invite(administrator, a_centre())
    link = _link()
    with time_machine.travel(now() + dt.timedelta(days=8)):
        assert Client().get(link).status_code == 404


@pytest.mark.parametrize("forge", ["", "x", ":"])
def test_a_forged_link_is_as_dead_as_one_that_never_was(administrator: Actor, forge: str) -> None:
    user = _invite(administrator, a_centre()).user
    token = invitation_token(invitation_id=user.invitations.get().id)
    for bad in (token + "x", forge + token, INVITATION.sign(str(uuid4())), str(user.invitations.get().id)):
        if bad != token:
            assert Client().get(f"/invitation/{bad}/").status_code == 404
    assert not InvitationEnd.objects.exists()


def test_a_suspended_person_cannot_accept(administrator: Actor) -> None:
    user = _invite(administrator, a_centre()).user
    User.objects.filter(id=user.id).update(is_active=False)
    with pytest.raises(NotVisible):
        accept_invitation(at=now(), token=invitation_token(invitation_id=user.invitations.get().id), password=SENTENCE)


def test_asking_for_a_password_tells_nobody_whether_an_address_is_known(client: Client) -> None:
    known = a_user()
    pages = [
        client.post("/account/password/reset/", {"email": email}, follow=True).content
        for email in (known.email, "nobody@nowhere.example")
    ]
    assert re.sub(rb'value="[^"]{20,}"', b"", pages[0]) == re.sub(rb'value="[^"]{20,}"', b"", pages[1])


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client) -> None:
    known = a_user()
    words = []
    for email in (known.email, "nobody@nowhere.example"):
        page = client.post("/account/login/", {"login": email, "password": "wrong"}).content.decode()
        found = re.search(r'class="summary-of-errors".*?</div>', page, re.DOTALL)
        assert found is not None
        words.append(found.group())
    assert words[0] == words[1]
