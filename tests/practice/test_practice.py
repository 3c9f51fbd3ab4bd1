"""Practising with a test patient: the same pages and rules, and nothing of it anywhere that is real."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from accounts.actor import SCHEDULER, Actor
from accounts.models import Kind, Membership, Organisation, Role
from accounts.operations import end_role, suspend_organisation
from accounts.queries import actor_of, memberships_in_force, real_organisations
from outbox.models import Message, State
from outbox.operations import put
from patients.matching import RealNumber
from patients.models import Verdict
from patients.operations import register_patient, suspect_pregnancy
from pharmacies.operations import check_card
from programmes.operations import NothingToPractise, start_practice
from programmes.queries import registrations
from reminders.operations import send_batch
from reports.people import enrolled, on_treatment
from reports.queries import dispensings, treatments, verdicts
from reports.scope import Scope
from safety.queries import pregnancies
from tests.builders import (
    Scene,
    a_delegate,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_place_for,
    a_prescriber,
    a_programme,
    a_woman_ready_for_dispensing,
    an_actor,
    an_identity,
    now,
    user_of,
)

pytestmark = pytest.mark.django_db


def practising(prescriber: Actor, *, at: dt.datetime) -> tuple[Actor, Actor]:
    """Let a prescriber practise, and give her as she practises: at the centre, and at the counter."""
    a_programme()
    centre = start_practice(by=prescriber, at=at)
    counter = Membership.objects.get(user_id=prescriber.person_id, role=Role.PHARMACIST)
    return actor_of(membership=centre), actor_of(membership=counter)


@pytest.fixture
def practised() -> Scene:
    """Take a made-up woman all the way to a dispensing at a practice counter, and then stop for a suspicion."""
    at = now()
    centre, counter = practising(a_prescriber(), at=at)
    scene = a_woman_ready_for_dispensing(at=at, prescriber=centre, pharmacist=counter)
    a_dispensing(scene, capsules=7)
    suspect_pregnancy(by=centre, at=at, patient=scene.patient, reason="late")
    return scene


def test_a_practice_patient_walks_the_whole_way_by_the_same_rules(practised: Scene) -> None:
    assert Verdict.objects.filter(enrolment=practised.enrolment, dispense=True).exists()


def _in_figures(at: dt.datetime) -> list[object]:
    """Ask the figures of the time around a moment for everything that they count."""
    day, little = at.date(), dt.timedelta(days=1)
    scope = Scope(country="BE", since=day - dt.timedelta(days=400), until=day + little, cut_off=at + little)
    return [
        verdicts(scope).exists(), dispensings(scope).exists(), treatments(scope).exists(), enrolled(scope),
        on_treatment(scope),
    ]  # fmt: skip


def test_no_figure_no_list_and_no_mail_knows_of_it(practised: Scene) -> None:
    at = practised.at
    assert not any(_in_figures(at))
    assert not pregnancies().exists()
    assert not registrations().filter(pharmacy__practice_of__isnull=False).exists()
    assert not real_organisations().filter(id=practised.prescriber.place_id).exists()
    assert Message.objects.exists()
    assert set(Message.objects.values_list("state", "last_error")) == {(State.DROPPED, "practice")}


def test_the_same_story_told_for_real_is_counted_listed_and_sent() -> None:
    """The control: what is asked above does find real patients."""
    scene = a_woman_ready_for_dispensing()
    a_dispensing(scene, capsules=7)
    suspect_pregnancy(by=scene.prescriber, at=scene.at, patient=scene.patient, reason="late")
    assert all(_in_figures(scene.at))
    assert pregnancies().exists()
    assert Message.objects.filter(state=State.WAITING).exists()


def test_a_reminder_that_a_task_puts_about_a_practice_patient_is_not_sent_either(practised: Scene) -> None:
    Message.objects.all().delete()
    put(
        key="late", kind="please_check_record", recipient="user", recipient_id=practised.prescriber.person_id,  # type: ignore[arg-type]
        about_id=practised.enrolment.id, at=practised.at,
    )  # fmt: skip
    assert send_batch(by=SCHEDULER, at=practised.at).dropped == 1


def test_a_practice_card_is_no_at_every_real_pharmacy_and_says_why() -> None:
    at = now()
    centre, _counter = practising(a_prescriber(), at=at)
    scene = a_man_ready_for_dispensing(at=at, prescriber=centre)
    check = check_card(by=a_pharmacist(), at=at, number=scene.card.number)
    assert (check.dispense, check.refusal) == (False, "practice")
    client = Client()
    client.force_login(user_of(scene.pharmacist))
    sent = client.post("/counter/", {"number": scene.card.number}, follow=True).content.decode()
    assert "only for practice" in sent
    assert "Hand over nothing" in sent


def test_a_real_card_is_no_at_a_practice_counter_and_opens_nothing() -> None:
    real = a_man_ready_for_dispensing()
    _centre, counter = practising(a_prescriber(), at=real.at)
    check = check_card(by=counter, at=real.at, number=real.card.number)
    assert (check.dispense, check.refusal) == (False, "practice")


def test_practice_and_real_patients_are_never_taken_for_one_another() -> None:
    at = now()
    doctor = a_prescriber()
    centre, _counter = practising(doctor, at=at)
    same = an_identity(family_name="Samename")
    register_patient(by=centre, at=at, programme=a_programme(), new=same)
    register_patient(by=doctor, at=at, programme=a_programme(), new=same)


def test_a_health_number_is_refused_while_practising() -> None:
    centre, _counter = practising(a_prescriber(), at=now())
    numbered = replace(an_identity(), health_id="81031412315", health_id_country="BE")
    with pytest.raises(RealNumber):
        register_patient(by=centre, at=now(), programme=a_programme(), new=numbered)


def test_practising_begins_once_and_never_from_practice() -> None:
    at, doctor = now(), a_prescriber()
    centre, _counter = practising(doctor, at=at)
    assert start_practice(by=doctor, at=at).id == centre.membership_id
    assert Organisation.objects.filter(practice_of_id=doctor.place_id).count() == 2
    with pytest.raises(NothingToPractise):
        start_practice(by=centre, at=at)


def test_a_delegate_practises_as_a_delegate_and_at_no_counter() -> None:
    doctor = a_prescriber()
    delegate = a_delegate(centre=Organisation.objects.get(id=doctor.place_id))
    assert start_practice(by=delegate, at=now()).role == Role.DELEGATE
    assert not Membership.objects.filter(user_id=delegate.person_id, role=Role.PHARMACIST).exists()


def test_practice_ends_with_the_role_and_with_the_place() -> None:
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    for end in ("role", "place"):
        at, doctor = now(), a_prescriber()
        practising(doctor, at=at)
        assert memberships_in_force(user_id=doctor.person_id, at=at).count() == 3
        if end == "role":
            held = Membership.objects.get(user_id=doctor.person_id, organisation_id=doctor.place_id)
            end_role(by=administrator, at=at, membership=held, valid_until=at.date())
        else:
            place = Organisation.objects.get(id=doctor.place_id)
            suspend_organisation(by=administrator, at=at, organisation=place, reason="licence")
        assert not memberships_in_force(user_id=doctor.person_id, at=at).exists()


def test_every_page_says_that_it_is_practice_and_real_pages_do_not(client: Client) -> None:
    doctor = a_prescriber()
    client.force_login(user_of(doctor))
    assert "PRACTICE" not in client.get("/patients/").content.decode()
    assert "Start practising" in client.get("/programmes/practise/").content.decode()
    page = client.post("/programmes/practise/", follow=True).content.decode()
    assert "PRACTICE" in page
    assert "Practice: centre" in page
    for path in ("/patients/", "/you/", "/help/"):
        assert "PRACTICE" in client.get(path).content.decode()


def test_who_has_one_real_role_begins_there_and_chooses_practice_herself(client: Client) -> None:
    doctor = a_prescriber()
    practising(doctor, at=now())
    client.force_login(user_of(doctor))
    assert client.get("/", follow=True).request["PATH_INFO"] == "/patients/"


def test_no_table_of_the_administrator_names_a_practice_place(client: Client) -> None:
    practising(a_prescriber(), at=now())
    client.force_login(user_of(an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))))
    for path in ("/people/", "/organisations/", "/people/invite/"):
        assert "Practice" not in client.get(path).content.decode()
    twin = Organisation.objects.get(practice_of__isnull=False, kind=Kind.CENTRE)
    assert client.get(f"/organisations/{twin.id}/").status_code == 404
