"""A no that this prescription can never outlive says from when a new one can be written."""

import datetime as dt

import pytest
from django.utils import formats

from patients.models import Contraception
from patients.operations import void_record
from programmes.in_force import programmes
from tests.builders import POMALIDOMIDE, a_woman_ready_for_dispensing, an_implant, now
from tests.pharmacies.desk import check_at

pytestmark = pytest.mark.django_db


def test_contraception_that_was_too_recent_names_the_day_on_which_the_lead_time_is_complete() -> None:
    scene = a_woman_ready_for_dispensing()
    (record,) = Contraception.objects.standing().filter(patient=scene.patient)
    void_record(by=scene.prescriber, at=now(), record=record, reason="another patient's")
    since = now().date() - dt.timedelta(days=14)
    an_implant(by=scene.prescriber, at=now(), patient=scene.patient, started_on=since)
    law = programmes().in_force(POMALIDOMIDE, now().date())
    assert law is not None
    assert law.contraception is not None
    complete = since + dt.timedelta(days=law.contraception.lead_days)
    page = check_at(scene)
    assert page.title == "NO – do not dispense"
    day = formats.date_format(complete, "j F Y")
    assert f"From {day} the patient can be tested and a new prescription written." in page.text
    assert "Who can put it right: the prescriber." in page.text
