"""A lost second step: two administrators, a link, the password; never a weaker way in beside the door."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client, override_settings

from accounts.actor import Actor
from accounts.links import recovery_token
from accounts.models import Recovery, RecoveryEnd, Role, Session, User
from accounts.operations import AlreadyThere, NotYourself, call_off_recovery, confirm_recovery, start_recovery
from audit.models import Entry
from tests.builders import PASSWORD, a_centre, a_place_for, an_actor, now, user_of

pytestmark = pytest.mark.django_db

strict = override_settings(SECOND_FACTOR_REQUIRED=True)


@pytest.fixture
def administrators() -> tuple[Actor, Actor]:
    first, second = (an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR)) for _ in range(2))
    return first, second


@pytest.fixture
def nurse() -> User:
    user = user_of(an_actor(Role.DELEGATE, a_centre()))
    TOTP.activate(user, generate_totp_secret())
    return user


def _code(user: User) -> str:
    secret = TOTP(Authenticator.objects.get(user=user, type="totp")).instance.data["secret"]
    from allauth.mfa.adapter import get_adapter

    counter = next(yield_hotp_counters_from_time())
    return f"{hotp_value(get_adapter().decrypt(secret), counter):06d}"


def _started(by: Actor, user: User) -> Recovery:
    return start_recovery(by=by, at=now(), user=user, identity_check="video", remarks="passport, known to Dr A")


def _confirmed(administrators: tuple[Actor, Actor], user: User) -> str:
    recovery = _started(administrators[0], user)
    confirm_recovery(by=administrators[1], at=now(), recovery=recovery)
    return f"/recovery/{recovery_token(recovery_id=recovery.id)}/"


def _is_in(client: Client) -> bool:
    return client.get("/you/").status_code == 200


# --- two people ---------------------------------------------------------------------------------------------


def test_nobody_confirms_what_she_started_or_starts_it_for_herself(
    administrators: tuple[Actor, Actor], nurse: User
) -> None:
    recovery = _started(administrators[0], nurse)
    with pytest.raises(NotYourself, match="Another administrator must confirm"):
        confirm_recovery(by=administrators[0], at=now(), recovery=recovery)
    with pytest.raises(NotYourself):
        _started(administrators[0], user_of(administrators[0]))
    with pytest.raises(NotYourself):
        confirm_recovery(
            by=administrators[1], at=now(), recovery=_started(administrators[0], user_of(administrators[1]))
        )


def test_before_it_is_confirmed_and_after_it_is_called_off_the_link_is_dead(
    administrators: tuple[Actor, Actor], nurse: User
) -> None:
    recovery = _started(administrators[0], nurse)
    link = f"/recovery/{recovery_token(recovery_id=recovery.id)}/"
    assert Client().get(link).status_code == 404
    confirm_recovery(by=administrators[1], at=now(), recovery=recovery)
    assert Client().get(link).status_code == 200
    call_off_recovery(by=administrators[1], at=now(), recovery=recovery, reason="she found it")
    assert Client().get(link).status_code == 404
    assert Authenticator.objects.filter(user=nurse).exists()


def test_twice_and_too_late_are_refused(administrators: tuple[Actor, Actor], nurse: User) -> None:
    recovery = _started(administrators[0], nurse)
    with pytest.raises(AlreadyThere):
        _started(administrators[1], nurse)
    with pytest.raises(AlreadyThere):
        confirm_recovery(by=administrators[1], at=now() + dt.timedelta(days=4), recovery=recovery)
    confirm_recovery(by=administrators[1], at=now(), recovery=recovery)
    with pytest.raises(AlreadyThere):
        confirm_recovery(by=administrators[1], at=now(), recovery=recovery)
    with time_machine.travel(now() + dt.timedelta(hours=25)):
        assert Client().get(f"/recovery/{recovery_token(recovery_id=recovery.id)}/").status_code == 404


def test_the_pages_lead_through_it(administrators: tuple[Actor, Actor], nurse: User) -> None:
    first, second = Client(), Client()
    first.force_login(user_of(administrators[0]))
    second.force_login(user_of(administrators[1]))
    answers: dict[str, Any] = {"nonce": str(uuid4()), "identity_check": "in_person", "remarks": "passport"}
    page = first.post(f"/people/{nurse.id}/lost-second-step/", answers, follow=True).content.decode()
    assert "Another administrator must confirm" in page
    assert "Confirm, and send the link" not in page
    assert "Confirm, and send the link" in second.get(f"/people/{nurse.id}/").content.decode()
    sent = {"nonce": str(uuid4())}
    page = second.post(f"/people/{nurse.id}/lost-second-step/confirm/", sent, follow=True).content.decode()
    assert "The link is on its way" in page


# --- the link -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)  # the login library tells of the new factor once it is kept
@strict
def test_the_link_asks_for_the_password_ends_every_session_and_leads_to_a_new_second_step(
    administrators: tuple[Actor, Actor], nurse: User
) -> None:
    old = Client()
    old.force_login(nurse)
    link = _confirmed(administrators, nurse)
    hers = Client()
    assert hers.post(link, {"password": "not hers at all"}).status_code == 422
    assert Authenticator.objects.filter(user=nurse).exists()
    assert hers.post(link, {"password": PASSWORD})["Location"] == "/account/2fa/"
    assert not Authenticator.objects.filter(user=nurse).exists()
    assert not _is_in(old)
    page = hers.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"
    answer = hers.post("/account/2fa/totp/activate/", {"code": code}, follow=True)
    assert "recovery code" in answer.content.decode().lower()
    assert RecoveryEnd.objects.get().completed
    assert Client().get(link).status_code == 404
    assert Entry.objects.filter(reason="second factor recovered", object_id=str(nurse.id)).exists()


@strict
def test_while_a_recovery_runs_the_password_alone_opens_nothing_beside_the_link(
    administrators: tuple[Actor, Actor], nurse: User
) -> None:
    Client().post(_confirmed(administrators, nurse), {"password": PASSWORD})
    thief = Client()
    thief.post("/account/login/", {"login": nurse.email, "password": PASSWORD})
    for path in ("/account/2fa/totp/activate/", "/you/", "/patients/"):
        assert thief.get(path)["Location"].startswith("/account/login/")
        thief.post("/account/login/", {"login": nurse.email, "password": PASSWORD})


@strict
def test_a_new_password_by_mail_never_goes_round_the_second_step(nurse: User, mailoutbox: list[Any]) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": nurse.email})
    link = next(word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word)
    page = client.get(link.partition("testserver")[2], follow=True)
    new = "seven red foxes in the snow"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert not _is_in(client)
    answer = client.post("/account/login/", {"login": nurse.email, "password": new})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert not _is_in(client)
    code = _code(nurse)
    client.post("/account/2fa/authenticate/", {"code": code})
    assert _is_in(client)
    again = Client()
    again.post("/account/login/", {"login": nurse.email, "password": new})
    again.post("/account/2fa/authenticate/", {"code": code})
    assert not _is_in(again), "a code works once"


# --- throttles ---------------------------------------------------------------------------------------------------


@override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "300/m/ip,5/300s/key", "login": "300/m/ip"})
def test_wrong_passwords_make_their_own_network_wait_and_lock_nobody_else_out(nurse: User) -> None:
    """T29: somebody elsewhere can try as often as she likes; the owner of the account still gets in."""
    attacker, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="198.51.100.7")
    wrong = {"login": nurse.email, "password": "guess"}
    pages = [attacker.post("/account/login/", wrong).content.decode() for _ in range(7)]
    assert "Too many" in pages[-1]
    right = {"login": nurse.email, "password": PASSWORD}
    assert attacker.post("/account/login/", right).status_code == 200
    assert owner.post("/account/login/", right)["Location"].startswith("/account/2fa/authenticate/")


def test_what_production_throttles_is_what_is_tested_here() -> None:
    from ppp_registry.settings import base

    tested = {"login_failed": "300/m/ip,5/300s/key", "login": "300/m/ip"}
    limits = base.ACCOUNT_RATE_LIMITS
    assert isinstance(limits, dict)
    assert {name: limits[name] for name in tested} == tested
    assert limits.keys() - tested == {"interface_token"}  # tests/hostile/test_interface_bodies.py
    assert settings.SESSION_ENGINE == base.SESSION_ENGINE == "accounts.sessions"
    assert Session._meta.db_table == "accounts_session"
