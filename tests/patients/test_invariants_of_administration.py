"""Invariants of people and places: roles, suspensions, invitations, lost factors, drafts, practice, accreditation."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import (
    KIND_OF,
    Draft,
    Invitation,
    InvitationEnd,
    Kind,
    Membership,
    Organisation,
    Recovery,
    RecoveryConfirmation,
    RecoveryEnd,
    Role,
    Suspension,
)
from programmes.models import ApplicationAnswer, PharmacyRegistration, PrescriberCertification
from tests.builders import (
    LONG_AGO,
    a_centre,
    a_check,
    a_pharmacy,
    a_prescriber,
    a_user,
    a_woman_ready_for_dispensing,
    an_answer,
    an_application,
    an_organisation,
)
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + dt.timedelta(days=1)
UNFIT = [(role, kind) for role in Role for kind in Kind if KIND_OF[role] != kind]


# --- roles and places ------------------------------------------------------------------------------------


@invariant("A role is held in the kind of organisation that it belongs to", "accounts_membership_role_fits_place")
@pytest.mark.parametrize(("role", "kind"), UNFIT)
def test_a_role_fits_its_place(role: str, kind: str) -> None:
    with refused_by("accounts_membership_role_fits_place"):
        Membership.objects.create(user=a_user(), organisation=an_organisation(kind), role=role, valid_from=LONG_AGO)


def test_a_role_does_not_change_into_one_that_does_not_fit() -> None:
    a_prescriber()
    with refused_by("accounts_membership_role_fits_place"):
        Membership.objects.update(role=Role.PHARMACIST)


@invariant("Kind, country and practice of an organisation never change", "accounts_organisation_stays_what_it_is")
@pytest.mark.parametrize("change", [{"kind": "pharmacy"}, {"country": "DE"}, {"practice_of": "another"}])
def test_an_organisation_stays_what_it_is(change: dict[str, Any]) -> None:
    place = a_centre()
    values = {"practice_of": a_centre()} if "practice_of" in change else change
    with refused_by("accounts_organisation_stays_what_it_is"):
        Organisation.objects.filter(id=place.id).update(**values)


@invariant("A place has one twin of a kind to practise at", "accounts_organisation_practised_once")
def test_a_place_has_one_twin_of_a_kind() -> None:
    place = a_centre()
    a_centre(practice_of=place)
    with refused_by("accounts_organisation_practised_once"):
        a_centre(practice_of=place)


# --- suspensions -----------------------------------------------------------------------------------------


def _suspension(**changes: Any) -> Suspension:
    facts: dict[str, Any] = {"user": a_user(), "lifted": False, "at": NOON, "by": a_user(), "reason": "licence"}
    return Suspension.objects.create(**facts | changes)


@invariant("A suspension is of one person or one place", "accounts_suspension_of_one")
@pytest.mark.parametrize("both", [True, False])
def test_a_suspension_is_of_one(*, both: bool) -> None:
    with refused_by("accounts_suspension_of_one"):
        _suspension(user=a_user() if both else None, organisation=a_centre() if both else None)


@invariant("A suspension says why", "accounts_suspension_says_why")
def test_a_suspension_says_why() -> None:
    with refused_by("accounts_suspension_says_why"):
        _suspension(reason="")


@invariant("Nobody suspends herself", "accounts_suspension_by_another")
def test_nobody_suspends_herself() -> None:
    user = a_user()
    with refused_by("accounts_suspension_by_another"):
        _suspension(user=user, by=user)


# --- invitations -----------------------------------------------------------------------------------------


def _invitation(**changes: Any) -> Invitation:
    facts: dict[str, Any] = {"user": a_user(), "invited_by": a_user(), "at": NOON, "expires_at": LATER}
    return Invitation.objects.create(**facts | changes)


@invariant("An invitation runs out after it was sent", "accounts_invitation_expires_later")
def test_an_invitation_runs_out_later() -> None:
    with refused_by("accounts_invitation_expires_later"):
        _invitation(expires_at=NOON)


@invariant("An invitation ends once", "accounts_invitationend_invitation_id_key")
def test_an_invitation_ends_once() -> None:
    ending = InvitationEnd.objects.create(invitation=_invitation(), how="withdrawn", at=NOON)
    with refused_by("accounts_invitationend_invitation_id_key"):
        another(ending, how="accepted")


# --- a lost second factor -----------------------------------------------------------------------------------


def _recovery(**changes: Any) -> Recovery:
    facts: dict[str, Any] = {
        "user": a_user(), "started_by": a_user(), "at": NOON, "identity_check": "video", "remarks": "passport seen",
    }  # fmt: skip
    return Recovery.objects.create(**facts | changes)


def _confirmation(recovery: Recovery, **changes: Any) -> RecoveryConfirmation:
    facts: dict[str, Any] = {"confirmed_by": a_user(), "at": NOON, "expires_at": LATER}
    return RecoveryConfirmation.objects.create(recovery=recovery, **facts | changes)


@invariant("Nobody starts the recovery of her own second factor", "accounts_recovery_of_another")
def test_nobody_starts_her_own_recovery() -> None:
    user = a_user()
    with refused_by("accounts_recovery_of_another"):
        _recovery(user=user, started_by=user)


@invariant("A recovery says how the person was made sure of", "accounts_recovery_says_how")
def test_a_recovery_says_how() -> None:
    with refused_by("accounts_recovery_says_how"):
        _recovery(remarks="")


@invariant("A recovery is confirmed by a second administrator", "accounts_recoveryconfirmation_by_a_third")
@pytest.mark.parametrize("who", ["started_by", "user"])
def test_a_recovery_is_confirmed_by_a_third(who: str) -> None:
    recovery = _recovery()
    with refused_by("accounts_recoveryconfirmation_by_a_third"):
        _confirmation(recovery, confirmed_by=getattr(recovery, who))


@invariant(
    "A recovery is confirmed once and ends once",
    "accounts_recoveryconfirmation_recovery_id_key",
    "accounts_recoveryend_recovery_id_key",
)
def test_a_recovery_is_confirmed_and_ends_once() -> None:
    recovery = _recovery()
    confirmed = _confirmation(recovery)
    with refused_by("accounts_recoveryconfirmation_recovery_id_key"):
        another(confirmed)
    ending = RecoveryEnd.objects.create(recovery=recovery, completed=True, at=NOON)
    with refused_by("accounts_recoveryend_recovery_id_key"):
        another(ending)


# --- drafts ------------------------------------------------------------------------------------------------


@invariant("One draft is kept of a person at an address", "accounts_draft_once_at_an_address")
def test_one_draft_is_kept_at_an_address() -> None:
    draft = Draft.objects.create(user=a_user(), address="a", sealed="…", until=LATER)
    with refused_by("accounts_draft_once_at_an_address"):
        another(draft, id=uuid4())


# --- accreditation -----------------------------------------------------------------------------------------


@invariant("A suspended accreditation has a last day and a reason", "programmes_*_suspended_says_why")
def test_a_suspended_accreditation_has_a_day_and_a_reason() -> None:
    a_prescriber()
    a_pharmacy()
    for model in (PrescriberCertification, PharmacyRegistration):
        for change in ({"suspended": True}, {"suspended": True, "valid_until": NOON.date()}):
            with refused_by(f"{model._meta.db_table}_suspended_says_why"):
                model._default_manager.update(**change)


# --- practice --------------------------------------------------------------------------------------------


@invariant(
    "A yes is given where patient and pharmacy are both real, or both for practice",
    "patients_verdict_practice_stays_apart",
)
def test_a_yes_never_crosses_from_practice_to_real_work() -> None:
    scene = a_woman_ready_for_dispensing(at=NOON)
    check = a_check(scene)
    assert check.dispense
    twin = an_organisation(Kind.PHARMACY, practice_of=Organisation.objects.get(id=scene.pharmacist.place_id))
    with refused_by("patients_verdict_practice_stays_apart"):
        another(check, pharmacy_id=twin.id)


# --- pharmacies that apply -------------------------------------------------------------------------------


@invariant("An application names who answers for the pharmacy", "programmes_pharmacyapplication_names_who_answers")
@pytest.mark.parametrize("change", [{"responsible_name": ""}, {"licence_number": ""}, {"declaration": ""}])
def test_an_application_names_who_answers(change: dict[str, str]) -> None:
    application = an_application(at=NOON)
    an_answer(application=application)
    with refused_by("programmes_pharmacyapplication_names_who_answers"):
        another(application, **change)


@invariant("A pharmacy has one open application for a programme", "programmes_pharmacyapplication_one_open")
def test_a_pharmacy_has_one_open_application() -> None:
    application = an_application(at=NOON)
    with refused_by("programmes_pharmacyapplication_one_open"):
        another(application)
    an_answer(application=application)
    another(application)


@invariant("An application is answered once", "programmes_applicationanswer_application_id_key")
def test_an_application_is_answered_once() -> None:
    registration = an_answer(application=an_application(at=NOON))
    with refused_by("programmes_applicationanswer_application_id_key"):
        another(registration.application_answer, registration_id=None, why="changed my mind")


@invariant("A registration answers one application", "programmes_applicationanswer_registration_id_key")
def test_a_registration_answers_one_application() -> None:
    application = an_application(at=NOON)
    registration = an_answer(application=application)
    anew = another(application)
    with refused_by("programmes_applicationanswer_registration_id_key"):
        another(registration.application_answer, application_id=anew.pk)


@invariant(
    "An answer is a registration, or says why there is none", "programmes_applicationanswer_is_a_yes_or_says_why"
)
@pytest.mark.parametrize("change", [{"why": "and yet not"}, {"registration_id": None}])
def test_an_answer_is_a_yes_or_says_why(change: dict[str, str | None]) -> None:
    registration = an_answer(application=an_application(at=NOON))
    with refused_by("programmes_applicationanswer_is_a_yes_or_says_why"):
        another(registration.application_answer, **change)


@invariant(
    "An application is answered with a registration of the same pharmacy and programme",
    "programmes_applicationanswer_of_its_own",
)
def test_an_application_is_answered_with_its_own_registration() -> None:
    registration = an_answer(application=an_application(at=NOON))
    with refused_by("programmes_applicationanswer_of_its_own"):
        another(registration.application_answer, application_id=an_application(at=NOON).id)


@invariant("Nobody answers what she applied for herself", "programmes_applicationanswer_by_another")
def test_nobody_answers_her_own_application() -> None:
    registration, application = an_answer(application=an_application(at=NOON)), an_application(at=NOON)
    answer: ApplicationAnswer = registration.application_answer
    with refused_by("programmes_applicationanswer_by_another"):
        another(
            answer,
            application_id=application.id,
            registration_id=None,
            why="no",
            recorded_by_id=application.recorded_by_id,
        )
