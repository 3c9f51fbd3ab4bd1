"""Every reason is shown at the counter in its words, and every kept answer can be given again from its facts."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import formats

from patients.models import Agreement, Contraception, PregnancyTest, Refused, Verdict
from patients.operations import (
    assess_category,
    authorise_prescription,
    cancel_prescription,
    correct_test,
    end_contraception,
    end_treatment,
    interrupt_supply,
    issue_card,
    revoke_card,
    suspect_pregnancy,
    void_record,
    withdraw,
)
from patients.reasons import words
from pharmacies.dates_of_reasons import since_when
from pharmacies.presenters import present
from programmes.models import PrescriberCertification
from rulebook import ADVICE, REASONS
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_draft,
    a_man_ready_for_dispensing,
    a_test,
    a_woman_ready_for_dispensing,
    now,
)
from tests.pharmacies.desk import Desk, check_at

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.timedelta(days=1)


def _kept_with(scene: Scene, **columns: Any) -> Verdict:
    """Keep another answer like the scene's own, with other codes."""
    check = a_check(scene)
    names = [field.attname for field in Verdict._meta.concrete_fields if field.name != "id"]
    return Verdict.objects.create(**{name: getattr(check, name) for name in names} | columns)


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.mark.parametrize("code", [code for code in REASONS if not words(code).is_stop])
def test_every_reason_shows_its_sentence_its_source_and_who_can_put_it_right(scene: Scene, code: str) -> None:
    kept = _kept_with(scene, dispense=False, reasons=[code])
    page = Desk(scene.pharmacist).open("verdict", kept)
    said = words(code)
    assert page.title == "NO – do not dispense"
    assert "1 thing stops this supply." in page.text
    for text in (said.for_pharmacist, said.remedy, f"Who can put it right: {said.fixed_by.label}"):
        assert str(text) in page.text
    assert f"Source: {REASONS[code].source}" in page.text
    assert code in page.text


def _day(iso: str) -> str:
    return formats.date_format(dt.date.fromisoformat(iso), "j F Y")


DATED: dict[str, tuple[Callable[[dict[str, Any], str], object], str]] = {
    "prescription_expired": (lambda _facts, _day: None, "It was issued on {prescribed}. It had to be dispensed by"),
    "prescription_cancelled": (
        lambda facts, day: facts["prescriptions"][0].update(cancelled_on=day),
        "It was cancelled on {day}.",
    ),
    "prescription_exhausted": (
        lambda facts, day: facts.update(
            dispensings=[{"prescription": facts["prescription"], "dispensed_on": day, "capsules": 21, "days": 28}]
        ),
        "The last of it was dispensed on {day}.",
    ),
    "test_missing": (lambda facts, day: facts["tests"][0].update(sampled_on=day), "The last test was on {day}."),
    "prescriber_not_certified": (
        lambda facts, day: facts.update(prescriber={"certified": [{"from": "2020-01-01", "until": day}]}),
        "It ran until {before}.",
    ),
    "pharmacy_not_registered": (
        lambda facts, day: facts.update(pharmacy={"registered": [{"from": "2020-01-01", "until": day}]}),
        "It ran until {before}.",
    ),
}


@pytest.mark.parametrize("code", DATED)
def test_a_reason_says_the_day_that_belongs_to_it(scene: Scene, code: str) -> None:
    change, words_of_it = DATED[code]
    kept = _kept_with(scene, dispense=False, reasons=[code])
    day = kept.on - 9 * DAY
    facts: dict[str, Any] = json.loads(json.dumps(kept.facts))
    change(facts, day.isoformat())
    page = Desk(scene.pharmacist).open("verdict", _kept_with(scene, dispense=False, reasons=[code], facts=facts))
    said = words_of_it.format(
        prescribed=_day(scene.prescription.prescribed_on.isoformat()),
        day=_day(day.isoformat()),
        before=_day((day - DAY).isoformat()),
    )
    assert said in page.text


def test_a_card_that_ended_says_when_and_a_stop_says_no_day(scene: Scene) -> None:
    stopped = _kept_with(scene, dispense=False, reasons=["treatment_stopped"])
    assert not present(check=stopped, by=scene.pharmacist, person=None, notice=None).reasons[0].since
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    assert f"It ended on {_day(now().date().isoformat())}." in check_at(scene).text


@pytest.mark.parametrize("code", ADVICE)
def test_every_advice_shows_its_sentence_beneath_the_answer(scene: Scene, code: str) -> None:
    page = Desk(scene.pharmacist).open("verdict", _kept_with(scene, advice=[code]))
    assert page.title == "YES – dispense"
    assert str(words(code).for_pharmacist) in page.text
    assert ADVICE[code].source in page.text
    assert "nobody" not in page.text


@pytest.mark.parametrize(("reason", "is_shown"), [("treatment_stopped", False), ("prescription_expired", True)])
def test_beside_a_stop_stands_no_advice_on_the_next_visit(reason: str, *, is_shown: bool) -> None:
    scene = a_woman_ready_for_dispensing()
    page = Desk(scene.pharmacist).open(
        "verdict", _kept_with(scene, dispense=False, reasons=[reason], advice=["not_same_day"])
    )
    assert (str(words("not_same_day").for_pharmacist) in page.text) is is_shown


@pytest.mark.parametrize("code", Refused.values)
def test_every_refusal_shows_its_sentence_and_never_a_yes(code: str) -> None:
    scene = a_woman_ready_for_dispensing()
    kept = _kept_with(scene, dispense=False, refusal=code)
    page = Desk(scene.pharmacist).open("verdict", kept)
    assert page.title in {"NO – do not dispense", "CANNOT CONFIRM – do not dispense yet"}
    assert str(words(code).for_pharmacist) in page.text


def test_a_suspected_pregnancy_and_a_pause_look_the_same_at_the_counter() -> None:
    suspected, paused = a_woman_ready_for_dispensing(), a_woman_ready_for_dispensing()
    suspect_pregnancy(by=suspected.prescriber, at=now(), patient=suspected.patient, reason="late")
    interrupt_supply(by=paused.prescriber, at=now(), enrolment=paused.enrolment, reason="pause")
    pages = [check_at(scene) for scene in (suspected, paused)]
    lists = [page.source.split('<ol class="reasons"')[1].split("</ol>")[0] for page in pages]
    assert lists[0] == lists[1]
    assert Verdict.objects.filter(reasons=["pregnancy_suspected"]).count() == 1
    said = [page.source.split("<main")[1].split("<footer")[0].lower() for page in pages]
    to_tell = ">a pregnancy is suspected</a>"  # by which a pharmacist tells of one: it stands on every answer
    assert all(to_tell in one for one in said)
    assert not any("pregnan" in one.replace(to_tell, "") for one in said)


def test_a_result_that_was_corrected_to_positive_looks_like_any_other_stop() -> None:
    scene = a_woman_ready_for_dispensing()
    test = PregnancyTest.objects.get(patient=scene.patient)
    correct_test(
        by=scene.prescriber, at=now(), test=test, sampled_on=test.sampled_on, result="positive",
        sensitivity_miu_ml=test.sensitivity_miu_ml, supervised=True, reason="misread",
    )  # fmt: skip
    page = check_at(scene)
    assert {"pregnancy_suspected", "test_not_qualifying"} <= set(Verdict.objects.latest("at").reasons)
    assert "1 thing stops this supply." in page.text
    assert str(words("treatment_stopped").for_pharmacist) in page.text
    assert "test" not in page.source.split('<ol class="reasons"')[1].split("</ol>")[0].lower()


def test_a_stop_comes_first_and_then_who_can_put_the_others_right() -> None:
    scene = a_woman_ready_for_dispensing()
    codes = ["contraception_too_recent", "test_missing", "treatment_stopped"]
    codes = [code for code in REASONS if code in codes]
    kept = _kept_with(scene, dispense=False, reasons=codes)
    text = Desk(scene.pharmacist).open("verdict", kept).text
    order = ["treatment_stopped", "test_missing", "contraception_too_recent"]
    places = [text.index(str(words(code).for_pharmacist)) for code in order]
    assert places == sorted(places)


def test_a_pharmacy_that_is_not_registered_reads_nothing_else_of_her() -> None:
    scene = a_woman_ready_for_dispensing()
    codes = [code for code in REASONS if code in {"pharmacy_not_registered", "test_missing", "treatment_stopped"}]
    kept = _kept_with(scene, dispense=False, reasons=codes, advice=["test_interval_exceeded"])
    text = Desk(scene.pharmacist).open("verdict", kept).text
    assert str(words("pharmacy_not_registered").for_pharmacist) in text
    assert "1 thing stops this supply." in text
    for code in ("test_missing", "treatment_stopped", "test_interval_exceeded"):
        assert str(words(code).for_pharmacist) not in text


def _pause(scene: Scene) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")


def _end(scene: Scene) -> None:
    treatment = scene.prescription.treatment
    end_treatment(by=scene.prescriber, at=now(), treatment=treatment, ended_on=now().date(), reason="done")


def _withdraw(scene: Scene) -> None:
    withdraw(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="moved")


def _suspect(scene: Scene) -> None:
    suspect_pregnancy(by=scene.prescriber, at=now(), patient=scene.patient, reason="late")


def _test_positive(scene: Scene) -> None:
    a_test(by=scene.prescriber, at=now(), patient=scene.patient, result="positive")


def _void_test(scene: Scene) -> None:
    test = PregnancyTest.objects.get(patient=scene.patient)
    void_record(by=scene.prescriber, at=now(), record=test, reason="another patient's")


def _doubt_test(scene: Scene) -> None:
    test = PregnancyTest.objects.get(patient=scene.patient)
    correct_test(
        by=scene.prescriber, at=now(), test=test, sampled_on=test.sampled_on, result="negative",
        sensitivity_miu_ml=test.sensitivity_miu_ml, supervised=False, reason="done at home",
    )  # fmt: skip


def _void_agreement(scene: Scene) -> None:
    agreement = Agreement.objects.get(enrolment=scene.enrolment)
    void_record(by=scene.prescriber, at=now(), record=agreement, reason="not signed")


def _void_contraception(scene: Scene) -> None:
    method = Contraception.objects.get(patient=scene.patient)
    void_record(by=scene.prescriber, at=now(), record=method, reason="another patient's")


def _dispense_all(scene: Scene) -> None:
    a_dispensing(scene, at=now())


def _end_certification(scene: Scene) -> None:
    day = scene.prescription.prescribed_on
    PrescriberCertification.objects.filter(prescriber_id=scene.prescriber.user_id).update(valid_until=day)


@pytest.mark.parametrize(
    ("code", "mishap"),
    [
        ("treatment_stopped", _pause),
        ("treatment_stopped", _end),
        ("not_enrolled", _withdraw),
        ("pregnancy_suspected", _suspect),
        ("pregnancy_suspected", _test_positive),
        ("test_missing", _void_test),
        ("test_not_qualifying", _doubt_test),
        ("agreement_missing", _void_agreement),
        ("contraception_missing", _void_contraception),
        ("prescriber_not_certified", _end_certification),
        ("prescription_exhausted", _dispense_all),
    ],
)
def test_what_happens_after_the_prescription_stops_the_supply(code: str, mishap: Callable[[Scene], None]) -> None:
    scene = a_woman_ready_for_dispensing()
    mishap(scene)
    page = check_at(scene)
    assert page.title == "NO – do not dispense"
    assert str(words(code).for_pharmacist) in page.text
    assert code in Verdict.objects.filter(mode="check").latest("at").reasons


def test_a_prescription_that_lay_too_long_has_expired() -> None:
    scene = a_woman_ready_for_dispensing(prescribed=now() - 8 * DAY)
    assert str(words("prescription_expired").for_pharmacist) in check_at(scene).text


def test_contraception_that_ended_after_the_prescription_has_lapsed() -> None:
    scene = a_woman_ready_for_dispensing(prescribed=now() - 3 * DAY)
    method = Contraception.objects.get(patient=scene.patient)
    end_contraception(by=scene.prescriber, at=now(), contraception=method, ended_on=(now() - DAY).date())
    assert str(words("contraception_lapsed").for_pharmacist) in check_at(scene).text


def test_a_man_found_to_be_a_woman_who_can_become_pregnant_needs_another_prescription() -> None:
    scene = a_man_ready_for_dispensing(prescribed=now() - DAY)
    assess_category(
        by=scene.prescriber, at=now(), enrolment=scene.enrolment, category="childbearing", criterion=None,
        specialist_confirmed=False, evidence="",
    )  # fmt: skip
    page = check_at(scene)
    assert str(words("category_changed").for_pharmacist) in page.text


def test_a_second_supply_that_comes_too_early_says_from_when_it_can_be() -> None:
    first = now() - 60 * DAY
    scene = a_man_ready_for_dispensing(at=first)
    a_dispensing(scene, at=now() - 10 * DAY)
    authorise_prescription(by=scene.prescriber, at=now(), enrolment=scene.enrolment, draft=a_draft())
    page = check_at(scene)
    assert str(words("supply_overlaps").for_pharmacist) in page.text
    # 28 days handed over 10 days ago; a man may have 14 days left
    good = now().date() - 10 * DAY + 14 * DAY
    assert f"From {formats.date_format(good, 'j F Y')}" in page.text


def test_a_wait_that_outlasts_the_prescription_says_that_a_new_one_is_needed() -> None:
    scene = a_woman_ready_for_dispensing(at=now() - 10 * DAY)
    a_dispensing(scene)
    a_test(by=scene.prescriber, at=now(), patient=scene.patient)
    authorise_prescription(by=scene.prescriber, at=now(), enrolment=scene.enrolment, draft=a_draft())
    page = check_at(scene)
    # 18 days are left and 7 may be: 11 days to wait, and the prescription holds for 7
    good = formats.date_format(now().date() + 11 * DAY, "j F Y")
    assert f"the prescriber. On {good}, when this will be over, the prescription will be too old." in page.text
    assert "From" not in page.text


@pytest.mark.parametrize(
    ("code", "mishap"),
    [
        ("card_missing", lambda scene: revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")),
        ("card_not_valid", lambda scene: issue_card(by=scene.prescriber, at=now(), enrolment=scene.enrolment)),
        (
            "prescription_cancelled",
            lambda scene: cancel_prescription(
                by=scene.prescriber, at=now(), prescription=scene.prescription, reason="wrong dose"
            ),
        ),
    ],
)
def test_what_changes_between_the_answer_and_the_dispensing_counts(
    code: str, mishap: Callable[[Scene], object]
) -> None:
    scene = a_woman_ready_for_dispensing()
    page = check_at(scene)
    assert page.title == "YES – dispense"
    mishap(scene)
    after = page.dispense()
    assert after.title == "NO – do not dispense"
    assert str(words(code).for_pharmacist) in after.text


def test_the_facts_kept_with_every_answer_give_the_same_answer_again() -> None:
    for mishap in (lambda _scene: None, _pause, _test_positive, _void_test, _dispense_all, _void_contraception):
        scene = a_woman_ready_for_dispensing()
        mishap(scene)
        check_at(scene)
    kept = list(Verdict.objects.exclude(facts={}).order_by("at"))
    lines = "".join(json.dumps(row.facts) + "\n" for row in kept)
    told = subprocess.run(
        [sys.executable, "manage.py", "decide"], cwd=ROOT, input=lines, capture_output=True, text=True, check=True
    )
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(answers) == len(kept) >= 7
    for row, answer in zip(kept, answers, strict=True):
        assert answer["dispense"] == row.dispense
        assert (answer["reasons"], answer["advice"]) == (row.reasons, row.advice)
        assert (answer["programme"], answer["judged_as"]) == (row.programme_version, row.judged_as)
        assert (answer["label"], answer["indication"] or "") == (row.label, row.indication)


def test_contraception_that_lapsed_says_since_when() -> None:
    her = a_woman_ready_for_dispensing()
    kept = a_check(her)
    facts: dict[str, Any] = json.loads(json.dumps(kept.facts))
    asked = next(one for one in facts["prescriptions"] if one["id"] == facts["prescription"])
    asked["prescribed_on"] = (kept.on - 5 * DAY).isoformat()
    facts["contraception"] = [facts["contraception"][0] | {"started_on": (kept.on - 90 * DAY).isoformat()}]
    kept.facts = facts
    assert not since_when(code="contraception_lapsed", check=kept), "the control: she is protected"
    facts["contraception"][0]["ended_on"] = (kept.on - 3 * DAY).isoformat()
    first_without = _day((kept.on - 3 * DAY).isoformat())
    assert since_when(code="contraception_lapsed", check=kept) == f"Without an accepted method since {first_without}."
