"""Invariants of what is known of her: tests, suspicions, contraception, treatment, identity, sight; each broken."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from patients.models import (
    AccessGrant,
    Contraception,
    Identity,
    Patient,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    SearchToken,
    Stop,
    Treatment,
)
from tests.builders import Scene, a_check, a_test
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import DAY, NOON, Life

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
YEARS = 365 * DAY


# --- tests, suspicions, contraception, treatment, stops ----------------------------------------------------


@invariant(
    "A test that is not negative has its pregnancy record in the same transaction",
    "patients_pregnancytest_opens_pregnancy",
)
@pytest.mark.parametrize("result", ["positive", "inconclusive"])
def test_a_test_that_is_not_negative_opens_a_pregnancy_record(scene: Scene, result: str) -> None:
    with refused_by("patients_pregnancytest_opens_pregnancy"):
        another(PregnancyTest.objects.get(), result=result)


@invariant("A sensitivity is above nothing", "patients_test_sensitivity_positive")
@pytest.mark.usefixtures("scene")
def test_a_sensitivity_is_above_nothing() -> None:
    with refused_by("patients_test_sensitivity_positive"):
        another(PregnancyTest.objects.get(), sensitivity_miu_ml=0)


@invariant("A test is told in words that the rulebook knows", "patients_test_in_known_words")
@pytest.mark.parametrize("column", ["result", "specimen"])
@pytest.mark.usefixtures("scene")
def test_a_test_is_told_in_known_words(column: str) -> None:
    with refused_by("patients_test_in_known_words"):
        another(PregnancyTest.objects.get(), **{column: "none of these"})


@invariant("A method is one that the rulebook knows", "patients_contraception_known_to_the_rulebook")
@pytest.mark.usefixtures("scene")
def test_a_method_is_one_that_the_rulebook_knows() -> None:
    with refused_by("patients_contraception_known_to_the_rulebook"):
        another(Contraception.objects.get(), method="none of these")


@invariant("A suspicion turned out to be a false alarm, or the pregnancy ended", "patients_resolution_says_how")
def test_a_resolution_says_how_it_turned_out(life: Life) -> None:
    resolution = PregnancyResolution.objects.get()
    a_test(by=life.scene.prescriber, at=NOON + 3 * DAY, patient=life.scene.patient, result="positive")
    second = Pregnancy.objects.latest("recorded_at")
    with refused_by("patients_resolution_says_how"):
        another(resolution, pregnancy_id=second.id, resolved_on=TODAY + 4 * DAY, how="none of these")


@invariant("A suspicion is closed by two people", "patients_resolution_by_two")
def test_a_suspicion_is_closed_by_two_people(life: Life) -> None:
    resolution = PregnancyResolution.objects.get()
    a_test(by=life.scene.prescriber, at=NOON + 3 * DAY, patient=life.scene.patient, result="positive")
    second = Pregnancy.objects.latest("recorded_at")
    with refused_by("patients_resolution_by_two"):
        another(
            resolution,
            pregnancy_id=second.id,
            resolved_on=TODAY + 4 * DAY,
            second_person_id=resolution.recorded_by_id,
        )


@invariant("A suspicion is closed once", "patients_resolution_once")
@pytest.mark.usefixtures("life")
def test_a_suspicion_is_closed_once() -> None:
    with refused_by("patients_resolution_once"):
        another(PregnancyResolution.objects.get())


@invariant("A suspicion is closed for the same patient, not before it arose", "patients_pregnancyresolution_of_her_own")
@pytest.mark.usefixtures("life")
def test_a_resolution_is_of_her_own_suspicion_and_not_before_it(stranger: Scene) -> None:
    with refused_by("patients_pregnancyresolution_of_her_own"):
        another(PregnancyResolution.objects.get(), patient_id=stranger.patient_id)
    with refused_by("patients_pregnancyresolution_of_her_own"):
        another(PregnancyResolution.objects.get(), resolved_on=TODAY - YEARS)


@invariant("A method does not end or run out before it began", "patients_contraception_ends_after_start")
@pytest.mark.parametrize("column", ["ended_on", "valid_until"])
def test_a_method_does_not_end_before_it_began(scene: Scene, column: str) -> None:
    with refused_by("patients_contraception_ends_after_start"):
        another(Contraception.objects.get(patient_id=scene.patient_id), **{column: TODAY - YEARS})


@invariant("A treatment does not end before it began", "patients_treatment_ends_after_start")
def test_a_treatment_does_not_end_before_it_began(scene: Scene) -> None:
    with refused_by("patients_treatment_ends_after_start"):
        another(Treatment.objects.get(enrolment=scene.enrolment), ended_on=TODAY - YEARS, end_reason="done")


@invariant("A treatment that ended says why", "patients_treatment_end_says_why")
def test_a_treatment_that_ended_says_why(scene: Scene) -> None:
    with refused_by("patients_treatment_end_says_why"):
        another(Treatment.objects.get(enrolment=scene.enrolment), ended_on=TODAY)


@invariant("A stop does not end before it began", "patients_stop_ends_after_start")
@pytest.mark.usefixtures("life")
def test_a_stop_does_not_end_before_it_began() -> None:
    with refused_by("patients_stop_ends_after_start"):
        another(Stop.objects.get(), until_on=TODAY - YEARS)


# --- patient, identity, sight --------------------------------------------------------------------------


@invariant("A patient's row is never deleted", "patients_patient_kept")
def test_a_patient_is_never_deleted(scene: Scene) -> None:
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        _delete("patients_patient", scene.patient_id)


@invariant(
    "The version of a record only rises, and nothing else of a patient's row changes", "patients_patient_version_rises"
)
def test_the_version_of_a_record_only_rises(scene: Scene) -> None:
    her = Patient.objects.filter(id=scene.patient_id)
    for change in ({"version": 1}, {"subject_id": uuid4(), "version": F("version") + 1}):
        with refused_by("patients_patient_version_rises"):
            her.update(**change)


@invariant("A subject is one patient", "patients_patient_subject_id_key")
def test_a_subject_is_one_patient(scene: Scene) -> None:
    with refused_by("patients_patient_subject_id_key"):
        another(scene.patient)


@invariant("A subject has one identity that stands", "patients_identity_one_a_subject")
def test_a_subject_has_one_identity(scene: Scene) -> None:
    with refused_by("patients_identity_one_a_subject"):
        another(Identity.objects.get(subject_id=scene.patient.subject_id))


@invariant("An identity has a name", "patients_identity_has_a_name")
def test_an_identity_has_a_name(scene: Scene) -> None:
    nameless = {"family_name": "", "given_name": "", "subject_id": uuid4()}
    with refused_by("patients_identity_has_a_name"):
        another(Identity.objects.get(subject_id=scene.patient.subject_id), **nameless)


@invariant("A search token stands once a subject", "patients_search_token_once")
def test_a_search_token_stands_once(scene: Scene) -> None:
    token = SearchToken.objects.filter(subject_id=scene.patient.subject_id)[0]
    with refused_by("patients_search_token_once"):
        SearchToken.objects.create(subject_id=token.subject_id, token=token.token)


@invariant("Sight does not end before it began", "patients_grant_ends_after_start")
def test_sight_does_not_end_before_it_began(scene: Scene) -> None:
    with refused_by("patients_grant_ends_after_start"):
        another(_sight(scene), until_at=NOON - YEARS)


@invariant("Only an enrolment gives sight without end", "patients_grant_of_others_ends")
@pytest.mark.parametrize("kind", ["card_scan", "inspection"])
def test_only_an_enrolment_gives_sight_without_end(scene: Scene, kind: str) -> None:
    with refused_by("patients_grant_of_others_ends"):
        another(_sight(scene), kind=kind)


@invariant("Who could see her is never forgotten", "patients_accessgrant_kept")
def test_a_grant_is_never_deleted(scene: Scene) -> None:
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        _delete("patients_accessgrant", _sight(scene).id)


@invariant("Sight is only ever shortened", "patients_accessgrant_only_shortened")
def test_sight_is_only_ever_shortened(scene: Scene, stranger: Scene) -> None:
    a_check(scene)
    scan = AccessGrant.objects.filter(kind="card_scan", patient_id=scene.patient_id)
    for change in (
        {"until_at": NOON + YEARS},
        {"until_at": None},
        {"patient_id": stranger.patient_id},
        {"from_at": NOON - YEARS},
    ):
        with refused_by("patients_accessgrant_only_shortened"):
            scan.update(**change)
    assert scan.update(until_at=NOON) == 1


def _sight(scene: Scene) -> AccessGrant:
    return AccessGrant.objects.get(patient=scene.patient, kind="enrolment")


def _delete(table: str, key: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [key])  # noqa: S608  a table's name from above
