"""A change of rules is tried: read whole, said in words, and its refusals counted, before anybody proposes it."""

import datetime as dt

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.models import Kind, Role
from patients.operations import end_treatment
from patients.what_if import what_if
from programmes.in_force import programmes
from programmes.models import ProgrammeVersion
from programmes.proposed import Proposed, line_of, read_proposed
from rulebook import ProgrammeError
from tests.builders import (
    Scene,
    a_dispensing,
    a_place_for,
    a_woman_ready_for_dispensing,
    an_actor,
    an_organisation,
    now,
    user_of,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/figures/rules/"
WINDOW = ("window_days = 3 ", "window_days = 1 ")
NO_IMPLANT = ('accepted = [\n    "implant",', "accepted = [")


def today() -> dt.date:
    """Give the civil day at the organisations made here."""
    return now().date()


def tomorrow() -> dt.date:
    """Give the day from which the tried files hold."""
    return today() + dt.timedelta(days=1)


def a_file(*changes: tuple[str, str], begins: dt.date | None = None, base: str = "2019-05-13") -> str:
    """Give the European file as it would be, with some words of it exchanged."""
    [shipped] = [one for one in programmes().files if one.path == f"pomalidomide-eu/{base}.toml"]
    text = shipped.content.decode()
    for old, new in ((f"valid_from = {base}", f"valid_from = {begins or tomorrow()}"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def proposed(text: str) -> Proposed:
    """Read it beside the shipped files."""
    return read_proposed(text=text, shelf=programmes(), today=today())


def served() -> Scene:
    """Make a woman who was prescribed for and supplied."""
    scene = a_woman_ready_for_dispensing(at=now())
    a_dispensing(scene)
    return scene


def an_authority(country: str = "BE") -> Actor:
    return an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))


def _send(by: Actor, text: str) -> tuple[int, str]:
    client = Client()
    client.force_login(user_of(by))
    answer = client.post(ADDRESS, {"text": text})
    return answer.status_code, answer.content.decode()


def _what_if(text: str, country: str | None = "BE") -> list[tuple[str, int, int]]:
    found = []
    for one in proposed(text).affected:
        said = what_if(before=one.before, after=one.after, country=country, today=today(), begins=proposed(text).begins)
        found.append((one.after.id, said.last_supply.asked, said.last_supply.stopped))
    return found


def test_the_same_rules_refuse_nobody() -> None:
    served()
    [affected, *overlays] = [one for one in _what_if(a_file()) if one[0] == "pomalidomide-eu"]
    assert (affected, overlays) == (("pomalidomide-eu", 1, 0), [])


def test_rules_that_take_a_method_away_are_said_to_refuse_who_uses_it() -> None:
    served()
    [one] = [one for one in proposed(a_file(NO_IMPLANT)).affected if one.after.id == "pomalidomide-eu"]
    said = what_if(before=one.before, after=one.after, country=None, today=today(), begins=tomorrow())
    for turned in (said.last_supply, said.today):
        assert (turned.asked, turned.more["contraception_missing"]) == (1, 1)
    assert (said.last_supply.stopped, said.last_supply.freed, said.stops_somebody) == (1, 0, True)
    loosened = what_if(before=one.after, after=one.before, country=None, today=today(), begins=tomorrow())
    assert (loosened.last_supply.stopped, loosened.last_supply.freed, loosened.stops_somebody) == (0, 1, False)


def test_a_treatment_that_ended_and_one_of_another_country_are_not_counted() -> None:
    scene = served()
    assert _what_if(a_file(NO_IMPLANT), country="DE")[-1][1:] == (0, 0)
    end_treatment(
        by=scene.prescriber, at=now(), treatment=scene.prescription.treatment, ended_on=today(), reason="completed"
    )
    assert all(asked == 0 for _one, asked, _stopped in _what_if(a_file(NO_IMPLANT)))


def test_a_change_of_the_base_touches_every_country_laid_over_it() -> None:
    touched = {one.after.id for one in proposed(a_file(WINDOW)).affected}
    assert touched == {one for one in programmes().ids if one.startswith("pomalidomide-")}


BROKEN = {
    "no TOML": ("[test]", "[test", "expected TOML"),
    "an unknown key": ("window_days = 3 ", "windows = 3 ", "unknown key"),
    "a window in words": ("window_days = 3 ", 'window_days = "3" ', "expected a whole number"),
    "another id": ('id = "pomalidomide-eu"', 'id = "nowhere"', "expected a programme that is there"),
    "no zone": ("Europe/Brussels", "Mars/Base", "expected a time zone"),
    "a gate that moves nowhere": ("[gates] ", '[gates]\ncard_missing = "warn" ', "nobody may let this pass"),
    "a stop moved": ("[gates] ", '[gates]\ntreatment_stopped = "warn" ', "this reason may not be moved"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_of_the_wrong_form_is_refused_whole(what: str) -> None:
    old, new, said = BROKEN[what]
    with pytest.raises(ProgrammeError, match=said):
        proposed(a_file((old, new)))


def test_no_rule_is_changed_afterwards_and_no_version_anew() -> None:
    proposed(a_file(begins=today()))
    with pytest.raises(ProgrammeError, match="or a later day"):
        proposed(a_file(begins=today() - dt.timedelta(days=1)))
    with pytest.raises(ProgrammeError, match="never changes"):
        read_proposed(text=a_file(begins=dt.date(2019, 5, 13)), shelf=programmes(), today=dt.date(2019, 5, 1))


def test_a_wrong_key_is_shown_with_its_line() -> None:
    text = a_file(("window_days = 3 ", 'window_days = "3" '))
    line = line_of(text=text, key="test.window_days")
    assert line is not None
    assert text.splitlines()[line - 1].startswith("window_days")
    lines = text.splitlines()
    for key, written in {
        "supply.other.max_days": "max_days = 84",
        "supply.childbearing": "[supply.childbearing]",
        "indications[1].id": 'id = "with-dexamethasone"',
    }.items():
        found = line_of(text=text, key=key)
        assert found is not None
        assert lines[found - 1].startswith(written)
    assert line_of(text=text, key="test.nowhere") is None
    status, page = _send(an_authority(), text)
    assert status == 422
    assert f"Line {line}, test.window_days: expected a whole number" in page


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.PROGRAMME_MANAGER])
def test_the_page_says_the_rules_in_words_and_how_many_would_be_refused(role: str) -> None:
    served()
    by = an_authority() if role == Role.AUTHORITY else an_actor(role, an_organisation(Kind.COMPANY))
    before = ProgrammeVersion.objects.count()
    status, page = _send(by, a_file(NO_IMPLANT))
    assert status == 200
    assert "This would refuse treatments that run" in page
    assert "Judged: 1 of 1 running treatments." in page
    assert ProgrammeVersion.objects.count() == before
    assert "implant" in programmes().in_force("pomalidomide-eu", tomorrow()).contraception.accepted  # type: ignore[union-attr]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUTHORITY, Role.PROGRAMME_MANAGER}))
def test_nobody_else_may_open_it(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert client.get(ADDRESS).status_code == 403
