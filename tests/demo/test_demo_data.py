"""The demo's people and their year: there once, of every kind, with work due and nothing sent twice."""

import datetime as dt
import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role, User
from audit.models import Entry
from demo.cast import PASSWORD
from outbox.models import Message, State
from patients.eligibility import what_falls_due
from patients.identity import persons_of
from patients.models import Category, CategoryAssessment, Dispensing, Enrolment, Patient, Prescription, Verdict
from patients.queries import open_prescription
from tests.builders import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_data")]

COUNTED = (Patient, Enrolment, Prescription, Dispensing, Verdict, User, Membership, Message, Entry)


def test_making_the_data_again_changes_nothing() -> None:
    before = [model._default_manager.count() for model in COUNTED]
    said = StringIO()
    call_command("demo_data", stdout=said)
    assert [model._default_manager.count() for model in COUNTED] == before
    assert "there already" in said.getvalue()


def test_one_of_them_logs_in_with_the_code_that_the_demo_shows() -> None:
    luc = User.objects.get(email="luc@aldegonde.example")
    client = Client()
    code = re.search(r'<strong class="number">(\d{6})</strong>', client.get("/demo/").content.decode())
    assert code is not None
    asked = client.post("/account/login/", {"login": luc.email, "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    client.post(asked.redirect_chain[-1][0], {"code": code[1]})
    assert client.session["_auth_user_id"] == str(luc.id)


def test_some_sixty_patients_of_every_category_live_in_two_countries() -> None:
    assert 60 <= Patient.objects.count() <= 75
    assert set(Enrolment.objects.values_list("country", flat=True)) == {"BE", "DE"}
    counted = dict(CategoryAssessment.objects.values_list("category").annotate(Count("enrolment", distinct=True)))
    assert set(counted) == set(Category)
    assert min(counted.values()) >= 8


def test_there_is_a_year_of_life_behind_them() -> None:
    today = now().date()
    days = sorted(Dispensing.objects.values_list("dispensed_on", flat=True))
    assert days[0] <= today - dt.timedelta(days=300)
    assert days[-1] >= today - dt.timedelta(days=7)


def test_names_are_greek_cyrillic_and_single_too() -> None:
    persons = persons_of(subject_ids=Patient.objects.values_list("subject_id", flat=True)).values()
    names = {person.family_name for person in persons}
    assert {"Παπαδάκη", "Стоянова", ""} <= names
    assert all(person.latin_name for person in persons if not person.name.isascii() and person.language in {"el", "bg"})


def test_work_is_due() -> None:
    today = now().date()
    soon = today + dt.timedelta(days=7)
    dates = [
        due.date
        for enrolment in Enrolment.objects.select_related("patient", "programme")
        for due in what_falls_due(enrolment=enrolment, prescription=open_prescription(enrolment=enrolment), on=today)
    ]
    assert sum(today <= date <= soon for date in dates) >= 5
    assert sum(date < today for date in dates) >= 5


def test_only_the_last_days_messages_wait_to_be_sent() -> None:
    waiting = Message.objects.filter(state=State.WAITING)
    assert waiting.exists()
    assert min(waiting.values_list("created_at", flat=True)) > timezone.now() - dt.timedelta(days=4)
    assert not Message.objects.exclude(state__in=[State.WAITING, State.SENT]).exists()


def test_every_role_has_a_printed_login_that_opens_its_first_page() -> None:
    said = StringIO()
    call_command("demo_logins", stdout=said)
    assert PASSWORD in said.getvalue()
    for role in Role:
        user = User.objects.filter(memberships__role=role).annotate(held=Count("memberships")).order_by("held")[0]
        assert user.email in said.getvalue()
        assert authenticate(None, email=user.email, password=PASSWORD) == user
        client = Client()
        client.force_login(user)
        assert client.get("/", follow=True).status_code == 200
