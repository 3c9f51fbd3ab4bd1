"""Who signs beside the first prescriber: with all that she logs in with, at this centre, and not by guessing."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from accounts.actor import Actor
from accounts.models import Membership
from accounts.refusals import NotPermitted
from patients.models import Pregnancy, PregnancyResolution
from patients.operations import issue_card, record_treatment, register_patient, resolve_pregnancy, suspect_pregnancy
from patients.refusals import NotForThisPatient
from tests.builders import (
    PASSWORD,
    Scene,
    a_prescriber,
    a_programme,
    a_woman_ready_for_dispensing,
    an_identity,
    an_indication,
    now,
    user_of,
)
from tests.prescribers.desk import Answer, Desk, address, centre_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    her = a_woman_ready_for_dispensing()
    suspect_pregnancy(by=her.prescriber, at=now(), patient=her.patient, reason="late")
    return her


@pytest.fixture
def colleague(scene: Scene) -> Actor:
    return a_prescriber(centre=centre_of(scene.prescriber))


def closes(scene: Scene, second: Actor, **changes: str) -> Answer:
    form = {"how": "false_alarm", "second_email": user_of(second).email, "second_password": PASSWORD}
    path = address(scene.enrolment, "suspicion", Pregnancy.objects.get().id, "close")
    return Desk(scene.prescriber).sends(path, form | changes)


def test_who_has_a_second_step_signs_with_its_code(scene: Scene, colleague: Actor) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user_of(colleague), secret)
    for code in ("", "000000"):
        answer = closes(scene, colleague, second_code=code)
        assert answer.status == 422
        assert "This is not a code of the second prescriber." in answer.text
    assert not PregnancyResolution.objects.exists()
    counter = next(yield_hotp_counters_from_time())
    closes(scene, colleague, second_code=f"{hotp_value(secret, counter):06d}")
    assert PregnancyResolution.objects.get().second_person_id == colleague.user_id


def test_a_recovery_code_will_do_and_is_used_up(scene: Scene, colleague: Actor) -> None:
    user = user_of(colleague)
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user)
    code = codes.get_unused_codes()[0]
    closes(scene, colleague, second_code=code)
    assert PregnancyResolution.objects.count() == 1
    assert not RecoveryCodes(codes.instance).validate_code(code)


def test_wrong_passwords_are_counted_as_at_the_log_in(scene: Scene, colleague: Actor, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "300/m/ip,5/300s/key"}
    cache.clear()
    for _try in range(5):
        assert "Enter both again." in closes(scene, colleague, second_password="not this one").text
    answer = closes(scene, colleague)
    assert answer.status == 422
    assert not PregnancyResolution.objects.exists()


def test_who_has_left_the_centre_signs_nothing_more(scene: Scene, colleague: Actor) -> None:
    yesterday = now().date() - dt.timedelta(days=1)
    Membership.objects.filter(user_id=colleague.person_id).update(valid_until=yesterday)
    with pytest.raises(NotPermitted):
        resolve_pregnancy(
            by=scene.prescriber, at=now(), pregnancy=Pregnancy.objects.get(), how="false_alarm", second=colleague
        )


# --- what the operation refuses, whoever calls it ----------------------------------------------------------


def test_no_card_is_issued_before_it_is_said_if_she_can_become_pregnant() -> None:
    by = a_prescriber()
    enrolment = register_patient(by=by, at=now(), programme=a_programme(), new=an_identity())
    with pytest.raises(NotForThisPatient, match="Say first whether"):
        issue_card(by=by, at=now(), enrolment=enrolment)


def test_off_label_use_is_declared_with_its_reason(scene: Scene) -> None:
    off_label = an_indication(declared_off_label=True, off_label_reason=" ")
    with pytest.raises(NotForThisPatient, match="Say why"):
        record_treatment(
            by=scene.prescriber, at=now(), enrolment=scene.enrolment, started_on=now().date(), indication=off_label,
            reason="asked again",
        )  # fmt: skip
