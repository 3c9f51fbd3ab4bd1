"""A prescriber's feed, read back as a calendar reads it: neutral, steady, called off, and gone when it is revoked."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from accounts.actor import SCHEDULER, Actor
from accounts.models import Membership, Role, User
from audit.models import Entry, Outcome
from patients.identity import person_of
from patients.operations import accept_transfer, decide_merge, end_treatment, propose_merge
from patients.queries import current_treatment
from programmes.models import PrescriberCertification
from programmes.operations import renew_accreditation
from reminders.models import DueDate, FeedAddress, Heartbeat, Reminder
from reminders.operations import plan
from tests.builders import (
    Scene,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_place_for,
    a_request,
    a_woman_ready_for_dispensing,
    an_actor,
    user_of,
)
from tests.patients.proposals import a_second
from tests.reminders.scenes import DAY, LAST_DAY, NOON, a_patient_in_treatment, is_supplied
from tests.reminders.test_wording import FORBIDDEN

pytestmark = pytest.mark.django_db

PAGE = "/reminders/feed/"
PROPERTIES = frozenset(
    {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "CLASS", "URL"}
)


@pytest.fixture
def scene() -> Scene:
    """Give a woman in treatment whose dates are planned."""
    scene = a_patient_in_treatment()
    plan(by=SCHEDULER, at=NOON)
    return scene


def _at(moment: dt.datetime) -> Any:
    return patch("django.utils.timezone.now", lambda: moment)


def _page(by: Actor) -> Client:
    client = Client()
    client.force_login(user_of(by))
    return client


def _address(by: Actor, *, at: dt.datetime = NOON) -> str:
    """Let a prescriber make her address, and read it where it is shown."""
    with _at(at):
        made = _page(by).post(PAGE)
    found = re.search(r'<code class="secret">https?://[^/]+(/feed/[^<]+)</code>', made.content.decode())
    assert found is not None
    return found[1]


def _ask(address: str, *, at: dt.datetime = NOON, **headers: str) -> Any:
    with _at(at):
        return Client().get(address, headers=headers)


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as a calendar shows it."""

    uid: str
    start: dt.date
    end: dt.date
    status: str
    sequence: int
    stamp: dt.datetime
    url: str


def _read(event: Event) -> Shown:
    stamp, start, end = event.decoded("dtstamp"), event.decoded("dtstart"), event.decoded("dtend")
    assert isinstance(stamp, dt.datetime)
    assert type(start) is type(end) is dt.date
    sequence = int(str(event["sequence"]))
    return Shown(str(event["uid"]), start, end, str(event["status"]), sequence, stamp, str(event.get("url", "")))


def _events(address: str, *, at: dt.datetime = NOON) -> dict[str, Shown]:
    """Ask as a calendar does, and read the answer back; by their UIDs."""
    answer = _ask(address, at=at)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = [_read(one) for one in Calendar.from_ical(answer.content).walk("VEVENT") if isinstance(one, Event)]
    assert len({one.uid for one in events}) == len(events)
    return {one.uid: one for one in events}


def _visit(address: str, *, at: dt.datetime = NOON) -> Shown:
    row = DueDate.objects.get(occasion="visit")
    (found,) = [one for uid, one in _events(address, at=at).items() if uid.startswith(str(row.id))]
    return found


def test_the_days_of_her_patients_stand_in_it(scene: Scene) -> None:
    visit = _visit(_address(scene.prescriber))
    assert (visit.start, visit.end) == (LAST_DAY.date(), LAST_DAY.date() + dt.timedelta(days=1))
    assert (visit.status, visit.sequence) == ("CONFIRMED", 0)
    assert visit.url.endswith(f"/patients/{scene.enrolment.id}/")


def test_it_says_nothing_of_anybody_in_any_language(scene: Scene) -> None:
    """No name, no medicine, no kind of date: whatever the date is of, the words are the same."""
    address, person = _address(scene.prescriber), person_of(patient=scene.patient)
    own = [person.family_name, person.given_name, scene.card.number]
    for language, _name in settings.LANGUAGES:
        User.objects.filter(id=scene.prescriber.person_id).update(language=language)
        file = _ask(address).content.decode().replace("\r\n ", "")
        events = [one for one in Calendar.from_ical(file).walk("VEVENT") if isinstance(one, Event)]
        assert len(events) > 1
        assert len({str(one["summary"]) for one in events}) == 1
        assert {name for one in events for name in one} <= PROPERTIES
        assert not [word for word in own if word in file]
        assert FORBIDDEN.search(file.replace("testserver", "").replace("/patients/", "")) is None


def test_a_date_that_moves_keeps_its_uid_and_raises_its_sequence(scene: Scene) -> None:
    address = _address(scene.prescriber)
    before = _visit(address)
    later = NOON + 27 * DAY
    is_supplied(scene, at=later)
    plan(by=SCHEDULER, at=later)
    after = _visit(address, at=later)
    assert after.uid == before.uid
    assert after.sequence > before.sequence
    assert after.start > before.start
    assert after.stamp > before.stamp


def test_a_date_that_falls_away_is_called_off_for_a_month(scene: Scene) -> None:
    address = _address(scene.prescriber)
    before = _visit(address)
    _ends(scene, at=NOON + DAY)
    plan(by=SCHEDULER, at=NOON + DAY)
    after = _visit(address, at=NOON + DAY)
    assert (after.status, after.uid) == ("CANCELLED", before.uid)
    assert after.sequence > before.sequence
    assert not after.url
    row = str(DueDate.objects.get(occasion="visit").id)
    assert not [uid for uid in _events(address, at=NOON + 40 * DAY) if uid.startswith(row)]


def test_a_patient_handed_on_is_called_off_and_her_new_dates_are_not_told(scene: Scene) -> None:
    address, late = _address(scene.prescriber), NOON + 2 * DAY
    before = _visit(address)
    accept_transfer(by=scene.prescriber, at=late, transfer=a_request(scene, at=late))
    plan(by=SCHEDULER, at=late)
    after = _visit(address, at=late)
    assert (after.status, after.uid, after.start) == ("CANCELLED", before.uid, late.date())
    assert after.sequence > before.sequence


def test_the_new_prescriber_has_the_date_from_then_on(scene: Scene) -> None:
    late, new = NOON + 2 * DAY, a_woman_ready_for_dispensing().prescriber
    accept_transfer(by=scene.prescriber, at=late, transfer=a_request(scene, at=late, by=new))
    plan(by=SCHEDULER, at=late)
    assert _visit(_address(new, at=late), at=late).status == "CONFIRMED"


def test_a_colleagues_patients_are_not_in_it(scene: Scene) -> None:
    assert _events(_address(a_second(scene.prescriber))) == {}


def test_a_record_joined_to_another_is_called_off(scene: Scene) -> None:
    """One woman, two records: her dates stand once."""
    twin = a_patient_in_treatment(prescriber=scene.prescriber)
    plan(by=SCHEDULER, at=NOON)
    address = _address(scene.prescriber)
    assert _days(address, at=NOON).count("CONFIRMED") == 2
    by = a_second(scene.prescriber)
    pair = {"kept": scene.patient, "merged": twin.patient}
    proposal = propose_merge(by=by, at=NOON + DAY, reason="the same passport", **pair)
    decide_merge(by=scene.prescriber, at=NOON + DAY, proposal=proposal, agreed=True)
    plan(by=SCHEDULER, at=NOON + DAY)
    assert _days(address, at=NOON + DAY) == ["CANCELLED", "CONFIRMED"]


def _days(address: str, *, at: dt.datetime) -> list[str]:
    visits = [str(one.id) for one in DueDate.objects.filter(occasion="visit")]
    return sorted(one.status for uid, one in _events(address, at=at).items() if uid.partition("@")[0] in visits)


# --- the end of her certification -------------------------------------------------------------------------


def _certified_until(by: Actor, day: dt.date) -> PrescriberCertification:
    row = PrescriberCertification.objects.get(prescriber=by.person_id)
    row.valid_until = day + dt.timedelta(days=1)
    row.save()
    return row


def _of_certification(address: str, *, at: dt.datetime) -> list[Shown]:
    rows = {str(one.id) for one in DueDate.objects.filter(accreditation_id__isnull=False)}
    return [one for uid, one in _events(address, at=at).items() if uid.partition("@")[0] in rows]


def test_the_last_day_of_her_certification_stands_in_it_and_in_nobody_elses(scene: Scene) -> None:
    end = (NOON + 60 * DAY).date()
    _certified_until(scene.prescriber, end)
    plan(by=SCHEDULER, at=NOON + DAY)
    [shown] = _of_certification(_address(scene.prescriber), at=NOON + DAY)
    assert (shown.start, shown.status, shown.url) == (end, "CONFIRMED", "")
    assert _of_certification(_address(a_second(scene.prescriber)), at=NOON + DAY) == []


def test_a_renewal_calls_it_off_and_the_new_end_stands_from_its_first_day(scene: Scene) -> None:
    end = (NOON + 10 * DAY).date()
    held = _certified_until(scene.prescriber, end)
    plan(by=SCHEDULER, at=NOON + DAY)
    address = _address(scene.prescriber)
    [before] = _of_certification(address, at=NOON + DAY)
    manager = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    until = end + dt.timedelta(days=365)
    renew_accreditation(by=manager, at=NOON + 2 * DAY, accreditation=held, valid_until=until)
    plan(by=SCHEDULER, at=NOON + 2 * DAY)
    [off] = _of_certification(address, at=NOON + 2 * DAY)
    assert (off.uid, off.status, off.sequence) == (before.uid, "CANCELLED", before.sequence + 1)
    plan(by=SCHEDULER, at=NOON + 5 * DAY)
    assert Reminder.objects.filter(occasion="certification").count() == 1, "of the week before, she is told no more"
    plan(by=SCHEDULER, at=NOON + 12 * DAY)
    shown = {one.status: one.start for one in _of_certification(address, at=NOON + 12 * DAY)}
    assert shown["CONFIRMED"] == until - dt.timedelta(days=1)


def test_an_end_that_came_stays_and_is_gone_after_a_month(scene: Scene) -> None:
    end = (NOON + 10 * DAY).date()
    _certified_until(scene.prescriber, end)
    plan(by=SCHEDULER, at=NOON + DAY)
    address = _address(scene.prescriber)
    plan(by=SCHEDULER, at=NOON + 12 * DAY)
    assert [one.status for one in _of_certification(address, at=NOON + 12 * DAY)] == ["CONFIRMED"]
    assert _of_certification(address, at=NOON + 50 * DAY) == []


@pytest.mark.parametrize("minutes", [-60, 0], ids=["half an hour before midnight in Brussels", "half an hour after it"])
def test_its_last_day_ends_at_midnight_where_the_programme_is(scene: Scene, minutes: int) -> None:
    """At 23:30 of Greenwich that day is over in Brussels: it did end, and is not called off."""
    end = NOON + 10 * DAY
    held = _certified_until(scene.prescriber, end.date())
    plan(by=SCHEDULER, at=NOON + DAY)
    late = end.replace(hour=23, minute=30) + dt.timedelta(minutes=minutes)
    plan(by=SCHEDULER, at=late)
    address = _address(scene.prescriber)
    assert [one.status for one in _of_certification(address, at=late)] == ["CONFIRMED"]
    PrescriberCertification.objects.filter(id=held.id).update(suspended=True, ended_because="asked to")
    Heartbeat.objects.filter(name="accreditation").delete()  # certifications are looked at once a day
    plan(by=SCHEDULER, at=late)
    called_off = ["CANCELLED"] if minutes else ["CONFIRMED"]
    assert [one.status for one in _of_certification(address, at=late)] == called_off


# --- who gets it ------------------------------------------------------------------------------------------


def test_what_is_wrong_old_or_revoked_is_answered_in_one_way(scene: Scene) -> None:
    old = _address(scene.prescriber)
    revoked = _address(scene.prescriber)
    with _at(NOON):
        page = _page(scene.prescriber)
        nonce = re.search(r'name="nonce" value="([^"]+)"', page.get(f"{PAGE}revoke/").content.decode())
        assert nonce is not None
        assert page.post(f"{PAGE}revoke/", {"nonce": nonce[1]}).status_code == 302
    wrong = ["/feed/", "/feed/x", "/feed/x.ics", "/feed/a/b.ics", f"/feed/{'a' * 5000}.ics", "/feed/%00.ics"]
    answers = [_ask(one) for one in (old, revoked, *wrong)]
    assert {(one.status_code, one.content) for one in answers} == {(404, answers[0].content)}
    assert "nothing at this address" in answers[0].content.decode()


def test_it_ends_with_the_role(scene: Scene) -> None:
    address = _address(scene.prescriber)
    assert _ask(address).status_code == 200
    Membership.objects.filter(user=scene.prescriber.person_id).update(valid_until=NOON.date() + dt.timedelta(days=1))
    assert _ask(address, at=NOON + DAY).status_code == 404


def test_it_ends_when_she_is_suspended(scene: Scene) -> None:
    address = _address(scene.prescriber)
    User.objects.filter(id=scene.prescriber.person_id).update(is_active=False)
    assert _ask(address).status_code == 404


def test_the_secret_is_kept_nowhere(scene: Scene) -> None:
    secret = _address(scene.prescriber).removeprefix("/feed/").removesuffix(".ics")
    row = FeedAddress.objects.get()
    assert len(secret) == 43
    assert secret not in str(vars(row))
    assert not Entry.objects.filter(reason__contains=secret).exists()
    with _at(NOON):
        assert secret not in _page(scene.prescriber).get(PAGE).content.decode()


# --- what is written down --------------------------------------------------------------------------------


def test_a_look_is_written_down_and_an_unchanged_file_is_not_sent_again(scene: Scene) -> None:
    address = _address(scene.prescriber)
    first = _ask(address)
    looks = Entry.objects.filter(act="reminders.feed", outcome=Outcome.READ)
    assert [(one.actor_id, one.subjects) for one in looks] == [(scene.prescriber.user_id, [scene.patient_id])]
    again = _ask(address, at=NOON + dt.timedelta(hours=4), **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert looks.count() == 1
    assert FeedAddress.objects.get().fetched_at == NOON + dt.timedelta(hours=4)


def test_it_asks_the_database_as_often_for_many_as_for_one(scene: Scene) -> None:
    address = _address(scene.prescriber)
    with CaptureQueriesContext(connection) as one:
        _ask(address)
    for _number in range(3):
        a_dispensing(a_man_ready_for_dispensing(at=NOON, prescriber=scene.prescriber))
    plan(by=SCHEDULER, at=NOON)
    with CaptureQueriesContext(connection) as many:
        assert len(_events(address)) > 4
    assert len(many) == len(one)


def _ends(scene: Scene, *, at: dt.datetime) -> None:
    treatment = current_treatment(enrolment=scene.enrolment)
    assert treatment is not None
    end_treatment(by=scene.prescriber, at=at, treatment=treatment, ended_on=at.date(), reason="progress")
