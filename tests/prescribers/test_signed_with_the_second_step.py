"""Whoever has a second step shows it anew with each act that is signed; what protects a patient never waits for it."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Kind, Membership, Role, Submission
from accounts.operation import OPERATIONS
from audit.models import Entry, Outcome
from patients.models import CategoryAssessment, Pregnancy, Visit
from patients.operations import register_patient
from tests.builders import (
    Scene,
    a_programme,
    a_woman_ready_for_dispensing,
    an_actor,
    an_identity,
    an_organisation,
    now,
    user_of,
)
from tests.prescribers.desk import Answer, Desk, address, boxes
from tests.prescribers.forms import today
from tests.prescribers.test_visit import a_visit_form, carried, visit_of
from tests.second_steps import App, Passkey

pytestmark = pytest.mark.django_db

REFUSED = "Nothing was recorded: your signature is missing or did not fit."
CODE, ANSWER = "sign_code", "sign_credential"


@pytest.fixture(autouse=True)
def three_codes_at_a_time(settings: Any) -> None:
    """Let the code before and the one after count too: half a minute may end between showing and sending one."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture
def her() -> Scene:
    return a_woman_ready_for_dispensing()


def signs(desk: Desk, her: Scene, page: Answer, **shown: str) -> Answer:
    """Send the page that is signed, with what is shown at it."""
    return desk.sends_again(visit_of(her), carried(page) | {"checked": "on"} | shown)


def test_what_is_signed_is_said_by_the_operations_themselves() -> None:
    """Sign, prescribe, classify, merge, take away, let people in, one or a list; a first category asks by itself."""
    assert sorted(name.rpartition(".")[2] for name, known in OPERATIONS.items() if known.signed) == [
        "apply_import",
        "approve_category",
        "approve_report",
        "authorise_prescription",
        "confirm_recovery",
        "decide_merge",
        "declare",
        "give_role",
        "invite_to_role",
        "issue_client",
        "publish_report",
        "readmit_user",
        "record_visit",
        "resolve_pregnancy",
        "sign_agreement",
        "take_file",
        "take_list",
        "undo_import",
    ]


def test_a_visit_is_signed_with_a_new_code_and_nothing_is_recorded_without(her: Scene) -> None:
    app, desk = App(of=her.prescriber), Desk(her.prescriber)
    page = desk.sends(visit_of(her), a_visit_form())
    assert "Your signature: a code of your app" in page.text
    unnamed = '{"id": "AAAA", "type": "public-key", "response": {"clientDataJSON": "e30"}}'
    for shown in (
        {},
        {CODE: "000000"},
        {CODE: "\u0660" * 6},
        {CODE: "1\x00"},
        {ANSWER: "[" * 100_000},
        {ANSWER: unnamed},
    ):
        answer = signs(desk, her, page, **shown)
        assert (answer.status, answer.heading) == (422, "Check and sign the visit")
        assert REFUSED in answer.text
    assert not Visit.objects.exists()
    assert Entry.objects.filter(act="patients.record_visit", outcome=Outcome.REFUSED, reason="NotSigned").count() == 6
    code = app.code()
    assert signs(desk, her, page, **{CODE: code}).heading == "Prescription authorised"
    assert Submission.objects.get(act="patients.record_visit").signed_with == "code"
    assert signs(desk, her, page, **{CODE: code}).heading == "Prescription authorised", "sent twice, answered alike"
    assert Visit.objects.count() == 1
    again = desk.sends(visit_of(her), a_visit_form())
    assert signs(desk, her, again, **{CODE: code}).status == 422, "a code signs once"
    assert signs(desk, her, again, **{CODE: app.code()}).heading == "Prescription authorised"


def test_a_passkey_signs_what_it_was_asked_and_only_once(her: Scene) -> None:
    key, desk = Passkey(of=user_of(her.prescriber)), Desk(her.prescriber)
    page = desk.sends(visit_of(her), a_visit_form())
    assert "Left empty, you sign with your passkey" in page.text
    answers = key.answers(desk.client.get(reverse("accounts:passkey")).json())
    desk.client.get(reverse("accounts:passkey"))
    assert signs(desk, her, page, **{ANSWER: answers}).status == 422, "another question was asked since"
    answers = key.answers(desk.client.get(reverse("accounts:passkey")).json())
    assert signs(desk, her, page, **{ANSWER: answers}).heading == "Prescription authorised"
    assert Submission.objects.get(act="patients.record_visit").signed_with == "passkey"
    again = desk.sends(visit_of(her), a_visit_form())
    assert signs(desk, her, again, **{ANSWER: answers}).status == 422


def test_another_persons_passkey_signs_nothing(her: Scene) -> None:
    Passkey(of=user_of(her.prescriber))
    stranger = Passkey(of=user_of(her.pharmacist))
    desk = Desk(her.prescriber)
    page = desk.sends(visit_of(her), a_visit_form())
    answers = stranger.answers(desk.client.get(reverse("accounts:passkey")).json())
    assert signs(desk, her, page, **{ANSWER: answers}).status == 422


def test_who_has_no_passkey_is_asked_for_none(her: Scene) -> None:
    assert Desk(her.prescriber).client.get(reverse("accounts:passkey")).json() == {}


def test_guessing_is_stopped_as_at_the_log_in(her: Scene, settings: Any) -> None:
    app, desk = App(of=her.prescriber), Desk(her.prescriber)
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "300/m/ip,5/300s/key"}
    page = desk.sends(visit_of(her), a_visit_form())
    for guess in range(5):
        signs(desk, her, page, **{CODE: f"{guess:06d}"})
    assert signs(desk, her, page, **{CODE: app.code()}).status == 422
    assert not Visit.objects.exists()


def test_the_first_category_is_signed_and_a_stricter_one_never_waits(her: Scene) -> None:
    app, desk = App(of=her.prescriber), Desk(her.prescriber)
    new = register_patient(by=her.prescriber, at=now(), programme=a_programme(), new=an_identity())
    page, none_applies = address(new, "category"), {"criterion": "none"}
    assert desk.sends(page, none_applies).status == 422
    assert not CategoryAssessment.objects.filter(enrolment=new).exists()
    desk.sends(page, none_applies | {CODE: app.code()})
    assert CategoryAssessment.objects.filter(enrolment=new).count() == 1
    desk.sends(page, none_applies)
    assert CategoryAssessment.objects.filter(enrolment=new).count() == 2


def test_what_stops_the_supply_never_waits_for_a_code(her: Scene) -> None:
    App(of=her.prescriber)
    desk = Desk(her.prescriber)
    assert desk.sends(visit_of(her), a_visit_form(result="positive")).heading.startswith("Stopped")
    assert Pregnancy.objects.filter(patient=her.patient).exists()


def test_an_administrator_signs_what_lets_somebody_in() -> None:
    place = an_organisation(Kind.COMPANY)
    administrator, somebody = an_actor(Role.ADMINISTRATOR, place), an_actor(Role.SAFETY_OFFICER, place)
    app, desk = App(of=administrator), Desk(administrator)
    path, held = (
        reverse("accounts:give_role", args=[somebody.person_id]),
        Membership.objects.filter(user_id=somebody.person_id),
    )
    form = {"organisation": str(place.id), "role": Role.ADMINISTRATOR, **boxes("valid_from", today())}
    assert REFUSED in desk.sends(path, form).text
    assert held.count() == 1
    desk.sends(path, form | {CODE: app.code()})
    assert held.count() == 2
