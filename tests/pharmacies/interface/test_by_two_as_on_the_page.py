"""What two pharmacists sign, and what is brought back: the interface takes nothing that the page refuses."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time

from accounts.actor import Actor
from accounts.models import Submission
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.models import CapsuleReturn, Dispensing, LateEntry, Override, Verdict, WhyLate, WhyOverruled
from patients.operations import interrupt_supply, suspect_pregnancy
from pharmacies.interface.schemas_by_two import LateIn, OverrideIn
from tests.builders import (
    PASSWORD,
    Scene,
    a_check,
    a_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_test,
    a_woman_ready_for_dispensing,
    now,
    user_of,
)
from tests.pharmacies.desk import Desk, Page
from tests.pharmacies.interface.caller import Said, System, an_account
from tests.pharmacies.shelf import a_code, a_pack
from tests.pharmacies.two_people import a_second_pharmacist, an_authority

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Two:
    """A patient, the pharmacist who acts, and the one who signs with her."""

    scene: Scene
    second: Actor

    @property
    def system(self) -> System:
        """Let a system of the pharmacy call for the first."""
        return System(self.scene.pharmacist)


@pytest.fixture
def two() -> Two:
    """Make a prescription that is nine days old: too old, which two people may overrule."""
    an_authority()
    scene = a_woman_ready_for_dispensing(prescribed=now() - 9 * DAY)
    return Two(scene, a_second_pharmacist(scene))


@pytest.fixture
def handed_over(two: Two) -> Two:
    """Make a patient to whom capsules can have been handed over yesterday."""
    scene = a_woman_ready_for_dispensing(prescribed=now() - DAY, pharmacist=two.scene.pharmacist)
    return Two(scene, two.second)


# --- the same fields, sent to both ---------------------------------------------------------------------------


def _by_page(actor: Actor, path: str, body: dict[str, Any]) -> Page:
    """Send what a body says to a page, in the fields of its form."""
    second = body.pop("second")
    day = [int(part) for part in body.pop("day", "0-0-0").split("-")]
    fields = {name: value for name, value in body.items() if name not in {"check", "card", "packs"}}
    fields |= {f"second_{name}": value for name, value in second.items()} | {"nonce": str(uuid4())}
    fields |= {"number": body.get("card", ""), "day_day": day[2], "day_month": day[1], "day_year": day[0]}
    fields |= {"counselled": "on" if body["counselled"] else ""}
    desk = Desk(actor)
    return Page(desk, desk.client.post(path, fields, follow=True))


def _override(two: Two, check: Verdict, **changes: Any) -> tuple[Callable[[], Page], Callable[[], Said]]:
    body = an_account(two.second, why="nothing_left") | {"check": str(check.id)} | changes
    by = two.scene.pharmacist
    return (
        lambda: _by_page(by, f"/counter/{check.id}/override/", dict(body)),
        lambda: two.system.act("override", **body),
    )


def _late(two: Two, **changes: Any) -> tuple[Callable[[], Page], Callable[[], Said]]:
    then = now() - 2 * HOUR
    told = {"card": two.scene.card.number, "day": f"{then:%Y-%m-%d}", "clock": f"{then:%H:%M}"}
    body = an_account(two.second) | told | changes
    return (
        lambda: _by_page(two.scene.pharmacist, "/counter/late/", dict(body)),
        lambda: two.system.act("late-entry", **body),
    )


# --- taken by both ---------------------------------------------------------------------------------------------


def test_what_two_may_overrule_is_recorded_by_the_interface_as_by_the_page(two: Two) -> None:
    page, _call = _override(two, a_check(two.scene, at=now()), capsules=3)
    shown = page()
    asked = two.system.check(two.scene.card.number).json
    assert (asked["dispense"], asked["may_overrule"]) == (False, True)
    _page, call = _override(two, Verdict.objects.get(id=asked["id"]), capsules=4)
    said = call()
    assert (said.status, said.json["recorded"], said.json["capsules"], said.json["left"]) == (200, True, 4, 14)
    assert [one["code"] for one in said.json["against"]] == ["prescription_expired"]
    assert said.json["against"][0]["title"] in shown.text
    assert "dispense" not in said.json
    rows = list(Override.objects.order_by("recorded_at").values_list("why", "words", "second_person_id"))
    assert rows == [("nothing_left", "Nobody answers.", two.second.user_id)] * 2
    assert Message.objects.filter(kind="deviation").count() == 2
    line = Entry.objects.filter(act="pharmacies.override", outcome=Outcome.DONE).latest("at")
    assert (line.actor_id, line.through != "") == (two.scene.pharmacist.user_id, True)


def test_what_was_handed_over_in_an_outage_is_entered_by_the_interface_as_by_the_page(handed_over: Two) -> None:
    page, call = _late(handed_over, capsules=3)[0], _late(handed_over, capsules=4)[1]
    shown = page()
    assert shown.title == "Dispensing recorded"
    before = now() - 3 * HOUR
    call = _late(handed_over, capsules=4, day=f"{before:%Y-%m-%d}", clock=f"{before:%H:%M}")[1]
    said = call()
    assert (said.status, said.json["recorded"], said.json["against"], said.json["left"]) == (200, True, [], 14)
    assert "dispense" not in said.json
    first, second = LateEntry.objects.order_by("recorded_at")
    assert (first.why, second.why, second.second_person_id) == ("no_answer", "no_answer", handed_over.second.user_id)
    assert Dispensing.objects.filter(verdict__late_entry__isnull=False).count() == 2


@pytest.mark.parametrize("stop", ["pause", "suspicion"])
def test_a_late_entry_against_a_stop_never_says_which_one(handed_over: Two, stop: str) -> None:
    scene, at = handed_over.scene, now() - 20 * HOUR
    if stop == "pause":
        interrupt_supply(by=scene.prescriber, at=at, enrolment=scene.enrolment, reason="operation")
    else:
        a_test(by=scene.prescriber, at=at, patient=scene.patient, result="positive")
        suspect_pregnancy(by=scene.prescriber, at=at, patient=scene.patient, reason="late")
    shown = _late(handed_over, capsules=3)[0]()
    said = _late(handed_over, capsules=4, clock=f"{now() - HOUR:%H:%M}")[1]()
    assert shown.title == "Recorded: dispensed against a reason"
    assert [one["code"] for one in said.json["against"]] == ["treatment_stopped"]
    for words in (shown.text, said.response.content.decode()):
        assert "regnan" not in words
        assert "test" not in words.lower().replace("tester", "")


# --- refused by both -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that the page refuses: what of it is wrong, and how the interface says so."""

    status: int
    code: str
    changes: Callable[[Two], dict[str, Any]] = lambda two: {}
    check: Callable[[Two], Verdict] = field(default=lambda two: a_check(two.scene, at=now()))


def _signed(**changes: str) -> Callable[[Two], dict[str, Any]]:
    return lambda two: {"second": {"email": user_of(two.second).email, "password": PASSWORD} | changes}


def _by(who: Callable[[Two], Actor]) -> Callable[[Two], dict[str, Any]]:
    return lambda two: {"second": {"email": user_of(who(two)).email, "password": PASSWORD}}


def _elsewhere(two: Two) -> Verdict:
    other = a_woman_ready_for_dispensing(prescribed=now() - 9 * DAY, prescriber=two.scene.prescriber)
    return a_check(other, at=now())


def _yes(two: Two) -> Verdict:
    return a_check(a_woman_ready_for_dispensing(pharmacist=two.scene.pharmacist), at=now())


def _stopped(two: Two) -> Verdict:
    interrupt_supply(by=two.scene.prescriber, at=now(), enrolment=two.scene.enrolment, reason="operation")
    return a_check(two.scene, at=now())


def _past(two: Two) -> Verdict:
    check = a_check(two.scene, at=now() - dt.timedelta(minutes=31))
    a_check(two.scene, at=now())
    return check


SIGNED_WRONG: dict[str, Attempt] = {
    "a wrong password": Attempt(422, "does_not_fit", _signed(password="wrong")),
    "an address of nobody": Attempt(422, "does_not_fit", _signed(email="nobody@example.org")),
    "herself": Attempt(422, "does_not_fit", _by(lambda two: two.scene.pharmacist)),
    "a pharmacist of another pharmacy": Attempt(422, "does_not_fit", _by(lambda _two: a_pharmacist())),
    "a prescriber": Attempt(422, "does_not_fit", _by(lambda two: two.scene.prescriber)),
    "not counselled": Attempt(422, "does_not_fit", lambda _two: {"counselled": False}),
    "no words": Attempt(422, "does_not_fit", lambda _two: {"words": "  "}),
}
OVERRIDES = SIGNED_WRONG | {
    "more than may be": Attempt(422, "override_not_possible", lambda _two: {"capsules": 8}),
    "half an hour later": Attempt(409, "answer_ended", check=_past),
    "another pharmacy's check": Attempt(404, "not_visible", check=_elsewhere),
    "a yes": Attempt(409, "nothing_to_change", check=_yes),
}
LATE_ENTRIES = SIGNED_WRONG | {
    "more than was prescribed": Attempt(422, "late_entry_not_possible", lambda _two: {"capsules": 22}),
    "a moment to come": Attempt(422, "late_entry_not_possible", lambda _two: {"day": f"{now() + DAY:%Y-%m-%d}"}),
    "four days ago": Attempt(422, "late_entry_not_possible", lambda _two: {"day": f"{now() - 4 * DAY:%Y-%m-%d}"}),
    "no card at all": Attempt(422, "does_not_fit", lambda _two: {"card": "7K3M"}),
}


def _refused(one: Attempt, page: Callable[[], Page], call: Callable[[], Said]) -> Said:
    """Expect both to record nothing, and the interface to say it in words of the page."""
    before = Dispensing.objects.count()
    shown, said = page(), call()
    assert Dispensing.objects.count() == before
    assert not Override.objects.exists()
    assert not LateEntry.objects.exists()
    assert not shown.title.startswith(("YES", "Recorded", "Dispensing recorded")) or one.code == "nothing_to_change"
    assert (said.status, said.json["code"], said.is_problem) == (one.status, one.code, True)
    if one.status == 422:
        assert said.json["detail"] in shown.text
    assert PASSWORD not in said.response.content.decode()
    return said


@pytest.mark.parametrize("what", OVERRIDES)
def test_an_override_that_the_page_refuses_the_interface_refuses(what: str, two: Two) -> None:
    one = OVERRIDES[what]
    _refused(one, *_override(two, one.check(two), **one.changes(two)))


@pytest.mark.parametrize("what", LATE_ENTRIES)
def test_a_late_entry_that_the_page_refuses_the_interface_refuses(what: str, handed_over: Two) -> None:
    one = LATE_ENTRIES[what]
    said = _refused(one, *_late(handed_over, **one.changes(handed_over)))
    assert said.json["param"] in {
        "second.email", "second.password", "counselled", "words", "capsules", "clock", "day", "card",
    }  # fmt: skip


def test_a_stop_is_overruled_by_neither_and_the_interface_says_why(two: Two) -> None:
    page, call = _override(two, _stopped(two))
    assert page().title == "NO – do not dispense"
    said = call()
    assert (said.status, said.json["recorded"], said.json["number"]) == (200, False, None)
    assert "treatment_stopped" in said.codes
    assert not Dispensing.objects.exists()


def test_where_the_country_allows_none_neither_overrules() -> None:
    an_authority(country="FR")
    abroad = a_pharmacist(pharmacy=a_pharmacy(country="FR"))
    scene = a_woman_ready_for_dispensing(prescribed=now() - 9 * DAY, pharmacist=abroad)
    two = Two(scene, a_second_pharmacist(scene))
    asked = two.system.check(scene.card.number).json
    assert asked["may_overrule"] is False
    page, call = _override(two, Verdict.objects.get(id=asked["id"]))
    assert page().title == "NO – do not dispense"
    said = call()
    assert (said.status, said.json["code"]) == (422, "override_not_possible")
    assert not Dispensing.objects.exists()


def test_a_number_that_no_card_has_is_kept_and_nothing_is_entered(handed_over: Two) -> None:
    said = _late(handed_over, card="0000-0000-0001")[1]()
    assert (said.status, said.json["recorded"], said.codes) == (200, False, ["card_unknown"])
    assert not Dispensing.objects.exists()


def test_a_pack_that_does_not_fit_is_handed_over_by_no_two(two: Two) -> None:
    code = a_code(a_pack(strength="3"))
    said = _override(two, a_check(two.scene, at=now()), packs=[code.text], batch="")[1]()
    assert (said.status, said.json["recorded"], said.codes) == (200, False, ["pack_mismatch"])
    assert said.json["packs"][0]["reasons"]
    assert not Dispensing.objects.exists()


def test_every_why_of_the_pages_is_one_of_the_interface() -> None:
    for body, choices in ((OverrideIn, WhyOverruled), (LateIn, WhyLate)):
        assert body.model_json_schema()["properties"]["why"]["enum"] == choices.values


# --- once ------------------------------------------------------------------------------------------------------


def test_a_request_sent_again_gives_the_same_answer_though_its_code_was_good_only_once(two: Two) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user_of(two.second), secret)
    code = f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"
    check, key, system = a_check(two.scene, at=now()), str(uuid4()), two.system
    signed = {"email": user_of(two.second).email, "password": PASSWORD, "code": code}
    body = an_account(two.second, why="nothing_left") | {"check": str(check.id), "second": signed}
    without = system.act("override", **body | {"second": signed | {"code": ""}})
    assert (without.status, without.json["param"]) == (422, "second.code")
    first, again = (system.act("override", key=key, **body) for _ in range(2))
    assert (first.status, first.json["recorded"]) == (200, True)
    assert first.response.content == again.response.content
    assert Dispensing.objects.count() == Override.objects.count() == 1
    fresh = system.act("override", **body)
    assert (fresh.status, fresh.json["param"]) == (422, "second.code")
    stolen = system.act("override", key=key, **body | {"second": signed | {"password": "wrong"}})
    assert (stolen.status, stolen.json["code"]) == (422, "does_not_fit")
    assert PASSWORD not in str(list(Submission.objects.values()))


def test_a_late_entry_is_made_once_under_its_key(handed_over: Two) -> None:
    then = now() - 2 * HOUR
    told = {"card": handed_over.scene.card.number, "day": f"{then:%Y-%m-%d}", "clock": f"{then:%H:%M}"}
    body, key, system = an_account(handed_over.second) | told, str(uuid4()), handed_over.system
    first, again = (system.act("late-entry", key=key, **body) for _ in range(2))
    assert first.json["recorded"] is True
    assert first.response.content == again.response.content
    other = system.act("late-entry", key=key, **body | {"capsules": 6})
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    assert Dispensing.objects.get().capsules == 7


# --- brought back, by count ------------------------------------------------------------------------------------


def _supplied() -> tuple[Scene, System, str]:
    """Dispense seven at another pharmacy, and show her card at this one."""
    there = a_woman_ready_for_dispensing()
    a_dispensing(there, at=now(), capsules=7)
    here = Scene(
        at=there.at, prescriber=there.prescriber, pharmacist=a_pharmacist(), enrolment=there.enrolment,
        card=there.card, prescription=there.prescription,
    )  # fmt: skip
    system = System(here.pharmacist)
    return here, system, system.check(here.card.number).json["id"]


def test_capsules_are_counted_back_by_both_wherever_they_were_dispensed() -> None:
    scene, system, check = _supplied()
    [supply] = system.act("supplies", check=check).json["supplies"]
    page = Page(Desk(scene.pharmacist), Desk(scene.pharmacist).client.get(f"/counter/{check}/brought-back/"))
    assert supply["line"] in page.text
    assert supply["out"] == 7
    key = str(uuid4())
    first, again = (system.act("take-back", key=key, check=check, supply=supply["id"], capsules=5) for _ in range(2))
    assert (first.status, first.json["capsules"], first.json) == (200, 5, again.json)
    assert CapsuleReturn.objects.get().how == "brought_back"
    [left] = system.act("supplies", check=check).json["supplies"]
    assert left["out"] == 2
    assert system.act("take-back", check=check, supply=supply["id"], capsules=2).status == 200
    assert system.act("supplies", check=check).json["supplies"] == []


@pytest.mark.parametrize("capsules", [8, 10_000])
def test_more_than_is_out_is_counted_back_by_neither(capsules: int) -> None:
    scene, system, check = _supplied()
    supply = system.act("supplies", check=check).json["supplies"][0]["id"]
    desk = Desk(scene.pharmacist)
    sent = {"dispensing": supply, "capsules": capsules, "nonce": str(uuid4())}
    page = Page(desk, desk.client.post(f"/counter/{check}/brought-back/", sent))
    said = system.act("take-back", check=check, supply=supply, capsules=capsules)
    assert (page.status, said.status, said.json["code"]) == (422, 422, "not_for_this_patient")
    assert said.json["detail"] in page.text
    assert not CapsuleReturn.objects.exists()


def test_a_supply_of_somebody_else_or_out_of_sight_is_not_there() -> None:
    scene, system, check = _supplied()
    other = a_dispensing(a_woman_ready_for_dispensing(pharmacist=scene.pharmacist), at=now())
    foreign = system.act("take-back", check=check, supply=str(other.dispensing.id), capsules=1)
    assert (foreign.status, foreign.json["code"]) == (404, "not_visible")
    supply = system.act("supplies", check=check).json["supplies"][0]["id"]
    system.act("wrong-person", check=check)
    for said in (
        system.act("supplies", check=check),
        system.act("take-back", check=check, supply=supply, capsules=1),
    ):
        assert (said.status, said.json["code"]) == (404, "not_visible")
    assert not CapsuleReturn.objects.exists()
