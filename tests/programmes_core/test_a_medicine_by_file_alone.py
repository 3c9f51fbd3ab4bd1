"""A medicine that nobody wrote code for: three files of data, and the registry runs its main job."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from django.test import Client

from accounts.actor import Actor
from patients.identity import person_of
from patients.models import Dispensing, Enrolment, Patient, Verdict
from patients.operations import (
    Draft,
    Indication,
    PrescribingRefused,
    assess_category,
    authorise_prescription,
    enrol_patient,
    issue_card,
    record_treatment,
    register_patient,
    sign_agreement,
    suspect_pregnancy,
)
from patients.queries import valid_card
from programmes.controls import controls
from programmes.in_force import programmes, read_anew
from programmes.models import PrescriberCertification
from reminders.ladder import ladders
from tests.builders import (
    ON_PAPER,
    Scene,
    a_pharmacist,
    a_pharmacy,
    a_prescriber,
    a_programme,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    an_implant,
    now,
    the_statements,
    user_of,
)
from tests.pharmacies.desk import check_at

pytestmark = pytest.mark.django_db

FILE = """
id = "inventimide-eu"
title = "Inventimide, European Union"
substance = "inventimide"
atc = "Z99ZZ99"
valid_from = 2020-01-01
time_zone = "Europe/Brussels"
source = "Inventimide SmPC"
[test]
sensitivity_miu_ml = 10
window_days = 5
interval_days = 14
after_treatment_days = 14
[contraception]
lead_days = 10
after_days = 40
abstinence_confirmed_every_days = 14
accepted = ["implant"]
[supply.childbearing]
max_days = 14
dispense_within_days = 4
[supply.other]
max_days = 60
[agreement]
valid_days = 200
[non_childbearing]
criteria = ["hysterectomy", "a_criterion_of_its_own"]
amenorrhoea_min_age = 52
specialist_confirmed = ["a_criterion_of_its_own"]
[dose]
strengths_mg = [0.25, 0.5]
starting_mg = 1
[[indications]]
id = "invented-fever"
disease = "invented_fever"
partners = ["another_invention"]
min_age = 18
cycle_days = 14
intake_days = 7
"""
USE = Indication(
    disease="invented_fever", partners=["another_invention"], prior_regimens=[], progressed_on_last=None,
    declared_off_label=False,
)  # fmt: skip
TWO_WEEKS = Draft(
    days_supply=14, capsules=14, strength_mg=Decimal("0.5"), daily_dose_mg=Decimal(1), cycle_days=14, intake_days=7
)


@pytest.fixture
def invented(settings: LazySettings, tmp_path: Path) -> Iterator[str]:
    """Put the three files of an invented medicine beside the shipped ones, as a start of the registry reads them."""
    settings.PROGRAMME_FILES = copytree(settings.PROGRAMME_FILES, tmp_path / "files")
    settings.CONTROL_FILES = copytree(settings.CONTROL_FILES, tmp_path / "controls")
    settings.LADDER_FILES = copytree(settings.LADDER_FILES, tmp_path / "ladders")
    (settings.PROGRAMME_FILES / "inventimide-eu").mkdir()
    (settings.PROGRAMME_FILES / "inventimide-eu" / "2020-01-01.toml").write_text(FILE)
    (settings.CONTROL_FILES / "inventimide-eu.toml").write_text('extends = "pomalidomide-eu"\n')
    shipped = (settings.LADDER_FILES / "four-weeks.toml").read_text()
    own = shipped[: shipped.index("programmes = [")] + 'programmes = ["inventimide-eu"]\n'
    (settings.LADDER_FILES / "own.toml").write_text(own + shipped[shipped.index("# Of what falls due") :])
    _read_anew()
    yield "inventimide-eu"
    _read_anew()


def _read_anew() -> None:
    read_anew()
    for kept in (controls, ladders):
        kept.cache_clear()


def _supplied(
    programme_id: str, *, at: dt.datetime, draft: Draft, use: Indication, begun: dt.datetime | None = None
) -> Scene:
    """Take a woman from the first meeting to an open prescription, by the registry's own operations."""
    programme = a_programme(programme_id)
    doctor = a_prescriber(programme=programme)
    early = begun or at - dt.timedelta(days=60)
    enrolment = register_patient(by=doctor, at=early, programme=programme, new=an_identity())
    _begun(doctor, enrolment, early, use)
    an_implant(by=doctor, at=early, patient=enrolment.patient)
    a_test(by=doctor, at=at, patient=enrolment.patient, sensitivity_miu_ml=Decimal(10))
    prescription = authorise_prescription(by=doctor, at=at, enrolment=enrolment, draft=draft)
    card = valid_card(enrolment=enrolment)
    assert card is not None
    pharmacist = a_pharmacist(pharmacy=a_pharmacy(programme=programme))
    return Scene(
        at=at, prescriber=doctor, pharmacist=pharmacist, enrolment=enrolment, card=card, prescription=prescription
    )


def _begun(doctor: Actor, enrolment: Enrolment, at: dt.datetime, use: Indication) -> None:
    assess_category(
        by=doctor, at=at, enrolment=enrolment, category="childbearing", criterion=None, specialist_confirmed=False,
        evidence="",
    )  # fmt: skip
    sign_agreement(
        by=doctor, at=at, enrolment=enrolment, statements=the_statements(enrolment=enrolment, at=at),
        form_version="1", signed=ON_PAPER,
    )  # fmt: skip
    record_treatment(by=doctor, at=at, enrolment=enrolment, started_on=at.date(), indication=use)
    issue_card(by=doctor, at=at, enrolment=enrolment)


def test_the_registry_starts_on_the_files_of_an_invented_medicine(invented: str) -> None:
    assert run_checks(tags=["programmes", "reminders"]) == []
    assert invented in programmes().ids


def test_its_main_job_runs_from_the_desk_to_the_counter(invented: str) -> None:
    scene = _supplied(invented, at=now(), draft=TWO_WEEKS, use=USE)
    page = check_at(scene)
    assert page.title == "YES – dispense"
    page.dispense(capsules=14)
    kept = Verdict.objects.get(mode="dispense")
    assert (kept.label, kept.indication, kept.programme_version) == (
        "on_label", "invented-fever", "inventimide-eu/2020-01-01"
    )  # fmt: skip
    assert Dispensing.objects.get(enrolment=scene.enrolment).capsules == 14


def test_the_desk_speaks_of_it_in_the_words_of_its_file(invented: str) -> None:
    scene = _supplied(invented, at=now(), draft=TWO_WEEKS, use=USE)
    client = Client()
    client.force_login(user_of(scene.prescriber))
    for part, words in {
        "": "Inventimide",
        "category/": "a criterion of its own",
        "indication/": "invented fever",
        "agreement/": "I will",
        "contraception/": "Implant",
        "record/": "another invention",
    }.items():
        answer = client.get(f"/patients/{scene.enrolment.id}/{part}")
        assert answer.status_code == 200, part
        assert words in answer.content.decode(), part


def test_its_own_windows_judge_and_not_those_of_another(invented: str) -> None:
    scene = _supplied(invented, at=now() - dt.timedelta(days=5), draft=TWO_WEEKS, use=USE)
    page = check_at(scene)
    assert page.title == "NO – do not dispense"
    assert Verdict.objects.latest("at").reasons == ["prescription_expired"]  # seven days elsewhere, four here


SHIPPED = {
    "isotretinoin-eu": (
        Draft(days_supply=30, capsules=60, strength_mg=Decimal(20), daily_dose_mg=Decimal(40), cycle_days=30,
              intake_days=30),
        "severe_acne",
    ),
    "valproate-eu": (
        Draft(days_supply=84, capsules=168, strength_mg=Decimal(500), daily_dose_mg=Decimal(1000), cycle_days=28,
              intake_days=28),
        "epilepsy",
    ),
}  # fmt: skip


@pytest.mark.parametrize("programme_id", SHIPPED)
def test_a_yearly_acknowledgement_is_asked_for_on_the_day_after_the_year(programme_id: str) -> None:
    draft, disease = SHIPPED[programme_id]
    use = Indication(disease=disease, partners=[], prior_regimens=[], progressed_on_last=None, declared_off_label=False)
    moment = now()
    scene = _supplied(programme_id, at=moment, draft=draft, use=use, begun=moment - dt.timedelta(days=365))
    assert check_at(scene).title == "YES – dispense"
    with pytest.raises(PrescribingRefused) as refused:
        _supplied(programme_id, at=moment, draft=draft, use=use, begun=moment - dt.timedelta(days=366))
    assert refused.value.judgement.verdict.reasons == ("agreement_missing",)


def test_one_patient_in_two_programmes_has_one_record() -> None:
    scene = a_woman_ready_for_dispensing()
    second = a_programme("thalidomide-eu")
    PrescriberCertification.objects.create(
        prescriber_id=scene.prescriber.person_id, programme=second, country="BE", valid_from=dt.date(2015, 1, 1)
    )
    other = enrol_patient(by=scene.prescriber, at=now(), patient=scene.patient, programme=second)
    assert (Patient.objects.count(), Enrolment.objects.count()) == (1, 2)
    assert person_of(patient=other.patient) == person_of(patient=scene.patient)
    assert check_at(scene).title == "YES – dispense"
    suspect_pregnancy(by=scene.prescriber, at=now(), patient=other.patient, reason="late")
    assert check_at(scene).title == "NO – do not dispense"
