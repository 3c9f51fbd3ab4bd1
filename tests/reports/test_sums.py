"""Kept sums: brought forward by what was recorded since, and never other figures than those of the record."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from patients.models import Dispensing
from patients.stamp import stamp
from reports import keeping, sums
from reports.compliance import by_centre_and_month, compliance
from reports.keeping import STILL_WRITTEN, count_anew, differences, forget, keep
from reports.models import KeptSum
from reports.scope import Scope
from reports.sums import kept_until, versions_behind
from reports.tasks import compare_sums
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.reports.registry import AT, a_kept_dispensing, a_late_dispensing, a_scope, a_verdict, reverse

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
REASONS = ("test_missing", "supply_too_long", "agreement_missing")


@pytest.fixture
def her() -> Scene:
    return a_woman_ready_for_dispensing(at=AT)


def _strike_out(scene: Scene, dispensing: Dispensing, *, at: dt.datetime) -> None:
    """Correct a dispensing by saying that it never was."""
    verdict = a_verdict(scene, at=at, on=dispensing.dispensed_on, mode="dispense")
    facts: dict[str, Any] = {name: getattr(dispensing, name) for name in ("dispensed_on", "capsules", "days")}
    Dispensing.objects.create(
        enrolment=scene.enrolment, prescription=scene.prescription, verdict=verdict, counselled=True,
        series=dispensing.series, supersedes=dispensing, supersedes_because="never was", entered_in_error=True,
        **facts, **{name: one for name, one in stamp(by=scene.pharmacist, at=at).items() if name != "series"},
    )  # fmt: skip


def _figures(scope: Scope) -> list[Any]:
    laid = [compliance(scope, by=by) for by in (None, "centre", "category", "country", "programme", "brand")]
    return [*laid, by_centre_and_month(scope, "P4"), versions_behind(scope)]


def _scopes(cut_off: dt.datetime) -> list[Scope]:
    """Give whole months and parts of them, a filter of each kind, and a cut-off before and after what is kept."""
    before, after = a_scope(cut_off=cut_off - 12 * DAY), a_scope(cut_off=cut_off + 20 * DAY)
    return [
        before,
        after,
        replace(after, since=dt.date(2026, 4, 17), until=dt.date(2026, 6, 9)),
        replace(after, category="childbearing", programme="pomalidomide-eu", country=None),
        replace(after, since=dt.date(2026, 5, 3), until=dt.date(2026, 5, 20)),
    ]


def _of_the_record(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    with monkeypatch.context() as without:
        without.setattr(sums, "kept_until", lambda: None)
        return _figures(scope)


def _a_few_acts(chance: random.Random, scenes: list[Scene], given: list[tuple[Scene, Dispensing]]) -> None:
    """Add dispensings, late ones among them, give some back and strike some out, each recorded at its own moment."""
    scene, at = chance.choice(scenes), AT + chance.randrange(-20, 40) * DAY + chance.random() * DAY
    act = chance.choice(["plain", "plain", "against", "late", "back", "out"])
    if act == "late":
        a_late_dispensing(scene, *chance.sample(REASONS, 1), at=at)
    elif act in {"plain", "against"} or not given:
        given.append((scene, a_kept_dispensing(scene, *([chance.choice(REASONS)] * (act == "against")), at=at)))
    else:
        of, dispensing = given.pop(chance.randrange(len(given)))
        later = dispensing.recorded_at + chance.randrange(1, 30) * DAY
        reverse(of, dispensing, at=later) if act == "back" else _strike_out(of, dispensing, at=later)


@pytest.mark.parametrize("seed", [2])
def test_whatever_was_recorded_kept_and_counted_figures_are_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311  nothing secret
    given: list[tuple[Scene, Dispensing]] = []
    scenes = [a_woman_ready_for_dispensing(at=AT - 30 * DAY) for _each in range(3)]
    for _each in range(14):
        _a_few_acts(chance, scenes, given)
    for days in (5, 25):  # what is recorded after the moment kept was there, and is not looked at yet
        keep(at=AT + days * DAY)
        assert differences() == []
        for scope in _scopes(AT + days * DAY):
            assert _figures(scope) == _of_the_record(scope, monkeypatch), (days, scope)
    before = list(KeptSum.objects.order_by(*KeptSum.ALIKE).values_list(*KeptSum.ALIKE, "count"))
    assert before
    count_anew(at=AT + 25 * DAY)
    assert list(KeptSum.objects.order_by(*KeptSum.ALIKE).values_list(*KeptSum.ALIKE, "count")) == before


def _kept_and_reversed(her: Scene) -> None:
    first = a_kept_dispensing(her)
    a_kept_dispensing(her, at=AT + 28 * DAY)
    keep(at=AT + DAY)
    reverse(her, first, at=AT + 2 * DAY)


def test_what_is_given_back_makes_another_the_first_in_another_month(her: Scene) -> None:
    _kept_and_reversed(her)
    of_first = {month.month: row["P1"].denominator for month, row in compliance(a_scope(), by="month").items()}
    assert of_first == {6: 1}
    keep(at=AT + 40 * DAY)
    assert differences() == []
    assert set(KeptSum.objects.values_list("month", "is_first", "count")) == {(dt.date(2026, 6, 1), True, 1)}


def _nobody(*_: Any) -> Any:
    return Dispensing.objects.filter(capsules=0).values_list("enrolment__patient", flat=True)


@pytest.mark.parametrize("place", [sums, keeping])
def test_without_asking_whom_anything_was_recorded_of_it_would_be_wrong(
    her: Scene, monkeypatch: pytest.MonkeyPatch, place: Any
) -> None:
    monkeypatch.setattr(place, "touched", _nobody)
    _kept_and_reversed(her)
    if place is sums:
        assert [month.month for month in compliance(a_scope(), by="month")] == [5]
    else:
        keep(at=AT + 40 * DAY)
        assert len(differences()) == 2


def test_nothing_is_kept_that_somebody_may_still_be_writing(her: Scene) -> None:
    a_kept_dispensing(her)
    keep(at=AT + STILL_WRITTEN - dt.timedelta(seconds=1))
    assert not KeptSum.objects.exists()
    assert compliance(a_scope())[None]["P9"].denominator == 1
    keep(at=AT + STILL_WRITTEN)
    assert KeptSum.objects.get().count == 1
    keep(at=AT)
    assert kept_until() == AT, "never back"


def test_of_more_patients_than_it_saves_everybody_is_counted(her: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept_and_reversed(her)
    monkeypatch.setattr(sums, "MOST", 0)
    assert [month.month for month in compliance(a_scope(), by="month")] == [6]


def _alter() -> None:
    KeptSum.objects.update(count=F("count") + 1)


def _lose() -> None:
    KeptSum.objects.all().delete()


@pytest.mark.parametrize("harm", [_alter, _lose])
def test_sums_that_are_not_those_of_the_record_are_found_and_put_right(
    her: Scene, harm: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    a_kept_dispensing(her)
    call_command("kept_sums")
    assert "No sums are kept" in capsys.readouterr().out
    keep(at=AT + DAY)
    call_command("kept_sums")
    assert "are those of the record" in capsys.readouterr().out
    harm()
    with pytest.raises(CommandError, match="1 sums differ"):
        call_command("kept_sums")
    assert "BE 2026-05: 1 counted, " in capsys.readouterr().out
    compare_sums()
    call_command("kept_sums")
    harm()
    call_command("kept_sums", anew=True)
    forget()
    assert kept_until() is None
