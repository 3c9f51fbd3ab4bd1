"""Programme versions taken into their table, and who and what is accredited, in days."""

import datetime as dt
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as registry_settings
from django.core.management import CommandError, call_command

from accounts.actor import Actor
from accounts.models import Kind, Role
from audit.models import Entry
from programmes.library import load
from programmes.models import Programme, ProgrammeVersion
from programmes.operations import (
    ChangedFile,
    certify_prescriber,
    end_certification,
    register_pharmacy,
    take_in,
)
from programmes.queries import certifications_of, civil_day, registration_spans
from programmes.spans import SpanNotPossible
from tests.builders import POMALIDOMIDE, a_pharmacy, a_prescriber, a_programme, an_actor, an_organisation
from tests.patients.lives import NOON

pytestmark = pytest.mark.django_db

START, END = dt.date(2026, 1, 1), dt.date(2026, 7, 1)


@pytest.fixture
def manager() -> Actor:
    """Make a programme manager."""
    return an_actor(Role.PROGRAMME_MANAGER, an_organisation(Kind.COMPANY))


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    """Give a copy of the shipped programme files that a test may spoil."""
    folder = tmp_path / "files"
    shutil.copytree(registry_settings.PROGRAMME_FILES, folder)
    settings.PROGRAMME_FILES = folder
    return folder


def _taken_in() -> str:
    said = StringIO()
    call_command("take_in_programmes", stdout=said)
    return said.getvalue()


def test_every_file_is_taken_in_once(files: Path) -> None:
    newest = max((files / POMALIDOMIDE).glob("*.toml"))
    later = newest.with_name("2027-01-01.toml")
    later.write_text(newest.read_text().replace(newest.stem, later.stem))
    assert _taken_in().startswith("1 ")
    assert _taken_in().startswith("0 ")
    assert ProgrammeVersion.objects.filter(programme=POMALIDOMIDE).count() == 3
    assert Programme.objects.get(id=POMALIDOMIDE).time_zone == "Europe/Brussels"


def test_a_file_that_changed_after_it_was_taken_in_stops_everything(files: Path) -> None:
    _taken_in()
    path = min((files / POMALIDOMIDE).glob("*.toml"))
    path.write_text(path.read_text() + "\n# a second thought\n")
    with pytest.raises(CommandError, match=path.name):
        _taken_in()


def test_nothing_is_taken_in_when_one_file_changed(files: Path) -> None:
    _taken_in()
    newest = max((files / POMALIDOMIDE).glob("*.toml"))
    later = newest.with_name("2027-01-01.toml")
    later.write_text(newest.read_text().replace(newest.stem, later.stem))
    last = max((files / "thalidomide-eu").glob("*.toml"))
    last.write_text(last.read_text() + "\n# a second thought\n")
    before = ProgrammeVersion.objects.count()
    with pytest.raises(ChangedFile, match="thalidomide-eu"):
        take_in(programmes=load(files), at=NOON)
    assert ProgrammeVersion.objects.count() == before


def test_a_broken_file_stops_everything_and_is_named(files: Path) -> None:
    path = max((files / POMALIDOMIDE).glob("*.toml"))
    before = ProgrammeVersion.objects.count()
    path.write_text(path.read_text().replace("sensitivity_miu_ml", "sensitivity"))
    with pytest.raises(CommandError, match=path.name):
        _taken_in()
    assert ProgrammeVersion.objects.count() == before


def test_a_certification_in_the_rulebooks_words(manager: Actor) -> None:
    her, programme = a_prescriber(certified=False), a_programme()
    certify_prescriber(
        by=manager, at=NOON, prescriber_id=her.person_id, programme=programme, country="BE", valid_from=START,
        valid_until=END,
    )  # fmt: skip
    key = (her.user_id, programme.id, "BE")
    assert certifications_of(wanted={key})[key] == [{"from": "2026-01-01", "until": "2026-07-01"}]
    entry = Entry.objects.get(act="programmes.accredit")
    assert (entry.outcome, entry.actor_id, entry.subjects) == ("done", manager.user_id, [])


def test_a_certification_counts_for_its_own_country_and_programme_only() -> None:
    her, programme = a_prescriber(), a_programme()
    for key in ((her.user_id, programme.id, "AT"), (her.user_id, "thalidomide-eu", "BE"), (None, programme.id, "BE")):
        assert certifications_of(wanted={key}).get(key, []) == []


@pytest.mark.parametrize("days", [(START, None), (END - dt.timedelta(days=1), None), (END, START)])
def test_days_that_overlap_or_are_in_no_order_are_refused_in_words(
    manager: Actor, days: tuple[dt.date, dt.date | None]
) -> None:
    her, programme, place = a_prescriber(certified=False), a_programme(), a_pharmacy(registered=False)
    person = {"by": manager, "at": NOON, "prescriber_id": her.user_id, "programme": programme, "country": "BE"}
    pharmacy = {"by": manager, "at": NOON, "pharmacy": place, "programme": programme}
    for accredit, facts in ((certify_prescriber, person), (register_pharmacy, pharmacy)):
        accredit(valid_from=START, valid_until=END, **facts)
        with pytest.raises(SpanNotPossible):
            accredit(valid_from=days[0], valid_until=days[1], **facts)
        accredit(valid_from=END, valid_until=None, **facts)


def test_an_ended_certification_keeps_its_beginning(manager: Actor) -> None:
    her = a_prescriber(certified=False)
    held = certify_prescriber(
        by=manager, at=NOON, prescriber_id=her.person_id, programme=a_programme(), country="BE", valid_from=START,
        valid_until=None,
    )  # fmt: skip
    ended = end_certification(by=manager, at=NOON, certification=held, valid_until=END, reason="retired")
    assert (ended.valid_from, ended.valid_until) == (START, END)
    assert sorted(Entry.objects.values_list("reason", flat=True)) == ["", "retired"]


def test_a_registration_in_the_rulebooks_words_and_of_no_pharmacy_none() -> None:
    pharmacy = a_pharmacy()
    assert registration_spans(pharmacy_id=pharmacy.id, programme_id=POMALIDOMIDE) == [
        {"from": "2015-01-01", "until": None}
    ]
    assert registration_spans(pharmacy_id=None, programme_id=POMALIDOMIDE) == []


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-20T22:59:59+00:00", "2026-11-20"), ("2026-11-20T23:00:00+00:00", "2026-11-21"),
        ("2026-07-20T21:59:59+00:00", "2026-07-20"), ("2026-07-20T22:00:00+00:00", "2026-07-21"),
        ("2026-03-29T00:59:59+00:00", "2026-03-29"), ("2024-02-29T12:00:00-11:00", "2024-03-01"),
    ],
)  # fmt: skip
def test_the_day_of_a_moment_is_the_programmes_own(moment: str, day: str) -> None:
    assert civil_day(programme=a_programme(), at=dt.datetime.fromisoformat(moment)).isoformat() == day
