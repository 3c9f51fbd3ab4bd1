"""Packs at the counter through HTTP: held against the prescription one by one, and again when they are recorded."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from patients.models import CameBack, CapsuleReturn, Dispensing, Refused, ScannedPack, Verdict, WhyNot
from pharmacies.operations import check_pack, record_dispensing
from pharmacies.pack_codes import PackCode
from pharmacies.refusals import AnswerEnded, NotCounselled, PackNotScanned, PacksDoNotFit
from pharmacies.returns import reverse_dispensing
from programmes.models import Pack
from programmes.operations import lift_recall, recall_batch
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_woman_ready_for_dispensing,
    an_actor,
    an_organisation,
    now,
)
from tests.pharmacies.desk import Desk, Page, check_at
from tests.pharmacies.shelf import a_code, a_pack, scanned

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(at=now() - dt.timedelta(hours=2))


@pytest.fixture(scope="module")
def pack(scene: Scene) -> Pack:
    return a_pack()


def _scan(page: Page, code: PackCode) -> Page:
    return page.send("pack", code=scanned(code))


def _record(page: Page, capsules: int, *codes: PackCode) -> Page:
    return page.dispense(capsules, pack=[code.text for code in codes])


def _give(scene: Scene, capsules: int, *codes: PackCode, **changes: Any) -> Verdict:
    answers: dict[str, Any] = {"counselled": True, "packs": codes} | changes
    at = now()
    check = a_check(scene, at=at)
    return record_dispensing(by=scene.pharmacist, at=at, check=check, capsules=capsules, **answers)


def _recall(pack: Pack, number: str, *, from_on: dt.date) -> Any:
    manager = an_actor("programme_manager", an_organisation("company"))
    return recall_batch(
        by=manager, at=now(), product=pack.product, number=number, from_on=from_on, reason="not sterile"
    )


def test_a_pack_that_fits_is_listed_with_batch_and_expiry_and_recorded_with_them(scene: Scene, pack: Pack) -> None:
    code = a_code(pack)
    page = _scan(check_at(scene), code)
    assert (page.status, page.title) == (200, "YES – dispense")
    assert "21 of 21 capsules" in page.text
    assert "Batch LOT42A · good until 31 May 2030" in page.text
    assert code.text in page.source
    done = _record(page, 21, code)
    assert done.title == "Dispensing recorded"
    given, row = Dispensing.objects.get(), ScannedPack.objects.get()
    assert (given.batch, given.counselled) == ("LOT42A", True)
    assert (row.verdict, row.pack, row.batch, row.capsules, row.taking) == (given.verdict, pack, "LOT42A", 21, 1)
    assert (row.expires_on, row.serial_hash) == (code.expires_on, code.serial_hash)
    assert code.serial not in str(ScannedPack.objects.values())


Change = Callable[[Pack, dt.date], PackCode]

AGAINST: dict[WhyNot, tuple[Change, str]] = {
    WhyNot.PRODUCT: (lambda _pack, _today: a_code(a_pack(programme="lenalidomide-eu")), "is not of a pack of"),
    WhyNot.STRENGTH: (lambda _pack, _today: a_code(a_pack(strength="3")), "The pack is of 3 mg; 4 mg are prescribed."),
    WhyNot.EXPIRED: (
        lambda pack, today: a_code(pack, expires_on=today - dt.timedelta(days=1)),
        "The pack was good until",
    ),
    WhyNot.RECALLED: (lambda pack, _today: a_code(pack, batch="bad1"), "Batch BAD1 was called back."),
}


@pytest.mark.parametrize("why", AGAINST)
def test_a_pack_that_does_not_fit_is_refused_for_itself_alone_and_the_refusal_is_kept(
    scene: Scene, pack: Pack, why: WhyNot
) -> None:
    today = now().date()
    _recall(pack, "BAD1", from_on=today)
    change, words = AGAINST[why]
    code = change(pack, today)
    page = _scan(check_at(scene), code)
    assert (page.status, page.title) == (422, "YES – dispense")
    assert "Not this pack" in page.text
    assert words in page.text
    assert "Who can put it right: the pharmacy." in page.text
    kept = Verdict.objects.get(refusal=Refused.PACK_MISMATCH)
    assert (kept.dispense, kept.prescription, kept.asked_by_id) == (False, scene.prescription, scene.pharmacist.user_id)
    row = kept.packs.get()
    assert (row.capsules, why in row.why_not) == (0, True)
    forced = _record(page, 21, code)
    assert "Not this pack" in forced.text
    assert not Dispensing.objects.exists()
    assert _record(_scan(page, a_code(pack)), 21, a_code(pack)).title == "Dispensing recorded"


def test_a_pack_is_good_on_its_last_day_and_a_recall_holds_from_its_day_until_it_is_lifted(
    scene: Scene, pack: Pack
) -> None:
    today = now().date()
    assert "21 of 21" in _scan(check_at(scene), a_code(pack, expires_on=today)).text
    recall = _recall(pack, "LOT42A", from_on=today)
    assert "Not this pack" in _scan(check_at(scene), a_code(pack)).text
    manager = an_actor("programme_manager", an_organisation("company"))
    lift_recall(by=manager, at=now(), recall=recall, reason="another batch was meant")
    assert "21 of 21" in _scan(check_at(scene), a_code(pack)).text


def test_a_code_that_nobody_entered_is_refused_and_a_batch_can_be_typed(scene: Scene, pack: Pack) -> None:
    unknown = a_code(pack, gtin="05012345678900")
    page = _scan(check_at(scene), unknown)
    assert "that the programme knows" in page.text
    assert "call the programme office" in page.text
    done = page.dispense(21, batch="LOT42A", why_unscanned="code_unknown")
    assert done.title == "Dispensing recorded"
    assert "Why this one was not scanned: The registry does not know the pack’s code." in done.text
    given = Dispensing.objects.get()
    assert (given.batch, given.why_unscanned) == ("LOT42A", "code_unknown")


# --- after a refusal -----------------------------------------------------------------------------------------------

WHY = "A pack was refused here. Why is none scanned that passes?"


def test_where_no_pack_was_refused_nobody_is_asked_why_none_is_scanned(scene: Scene, pack: Pack) -> None:
    page = check_at(scene)
    assert WHY not in page.text
    assert page.dispense(21).title == "Dispensing recorded"
    assert Dispensing.objects.get().why_unscanned == ""


def test_after_a_refusal_a_supply_without_a_scan_says_why_and_names_the_batch(scene: Scene, pack: Pack) -> None:
    weaker = a_code(a_pack(strength="3"), batch="WEAK1")
    _scan(check_at(scene), weaker)
    again = check_at(scene)  # a card that is scanned anew forgets nothing
    assert WHY in again.text
    for fields, place in (
        ({}, "why_unscanned"),
        ({"batch": "LOT42A"}, "why_unscanned"),
        ({"batch": "LOT42A", "why_unscanned": "because"}, "why_unscanned"),
        ({"why_unscanned": "code_damaged"}, "batch"),
        ({"why_unscanned": "code_damaged", "batch": "weak1"}, "batch"),
    ):
        sent_back = again.dispense(21, **fields)
        assert (sent_back.status, f'href="#id_{place}' in sent_back.source) == (422, True)
    assert not Dispensing.objects.exists()
    assert again.dispense(21, why_unscanned="code_damaged", batch="LOT42A").title == "Dispensing recorded"


def test_the_operation_itself_wants_the_word_after_a_refusal(scene: Scene, pack: Pack) -> None:
    assert _give(scene, 21, a_code(pack, expires_on=dt.date(2020, 1, 31), batch="OLD1")).refusal
    for said in ({}, {"batch": "LOT42A"}, {"why_unscanned": "code_damaged"}):
        with pytest.raises(PackNotScanned):
            _give(scene, 21, **said)
    for batch in ("OLD1", "old1"):
        with pytest.raises(PackNotScanned):
            _give(scene, 21, why_unscanned="code_damaged", batch=batch)
    assert _give(scene, 7, a_code(pack)).dispense, "a pack that passes needs no word"
    assert _give(scene, 14, why_unscanned="code_damaged").dispense, "what was handed over since settles it"
    assert set(Dispensing.objects.values_list("why_unscanned", flat=True)) == {""}


def test_a_refusal_elsewhere_and_for_somebody_else_asks_nothing_here(scene: Scene, pack: Pack) -> None:
    other = a_woman_ready_for_dispensing(pharmacist=scene.pharmacist)
    assert _give(other, 21, a_code(a_pack(strength="3"))).refusal
    assert _give(scene, 21).dispense


def test_a_typed_batch_that_was_called_back_is_refused(scene: Scene, pack: Pack) -> None:
    _recall(pack, "BAD1", from_on=now().date())
    page = check_at(scene).dispense(21, batch="BAD1")
    assert page.status == 422
    assert "Batch BAD1 was called back." in page.text
    assert not Dispensing.objects.exists()


def test_a_serial_number_seen_before_is_refused_whoever_brings_it(scene: Scene, pack: Pack) -> None:
    code = a_code(pack)
    assert _give(scene, 21, code).dispense
    other = a_woman_ready_for_dispensing(pharmacist=scene.pharmacist)
    page = _scan(check_at(other), code)
    assert "A pack with this serial number was handed over before." in page.text
    assert _give(other, 21, code).refusal == Refused.PACK_MISMATCH
    assert Dispensing.objects.count() == 1


def test_a_split_pack_gives_its_second_part_to_the_same_patient_at_the_same_pharmacy(scene: Scene, pack: Pack) -> None:
    code = a_code(pack)
    first = _record(_scan(check_at(scene), code), 14, code)
    assert "7 capsules are owing until" in first.text
    other = a_woman_ready_for_dispensing(pharmacist=scene.pharmacist)
    assert _give(other, 7, code).refusal == Refused.PACK_MISMATCH
    page = _scan(check_at(scene), code)
    assert "opened before: 7 capsules are left, part 2 of this pack" in page.text
    assert "7 of 7 capsules" in page.text
    assert _record(page, 7, code).title == "Dispensing recorded"
    parts = ScannedPack.objects.filter(why_not=[]).order_by("taking")
    assert [(part.taking, part.capsules) for part in parts] == [(1, 14), (2, 7)]


def test_a_supply_that_was_never_collected_frees_its_packs_for_somebody_else(scene: Scene, pack: Pack) -> None:
    code = a_code(pack)
    given = _give(scene, 21, code)
    reverse_dispensing(by=scene.pharmacist, at=now(), dispensing=given.dispensing, reason="nobody came")
    other = a_woman_ready_for_dispensing(pharmacist=scene.pharmacist)
    assert _give(other, 21, code).dispense
    assert sorted(ScannedPack.objects.values_list("taking", flat=True)) == [1, 2]


@pytest.mark.parametrize(("days", "is_free"), [(10, True), (11, False)])
def test_a_supply_kept_longer_than_the_law_lets_is_recorded_and_its_packs_are_destroyed(
    days: int, is_free: bool
) -> None:
    then = now() - dt.timedelta(days=days)
    scene, code = a_woman_ready_for_dispensing(at=then), a_code(a_pack())
    check = a_check(scene)
    given = record_dispensing(by=scene.pharmacist, at=then, check=check, capsules=21, counselled=True, packs=[code])
    desk = Desk(scene.pharmacist)
    asked = desk.open("not_collected", given)
    assert ("go back into stock and may be scanned" in asked.text) == is_free
    back = asked.fill(reason="nobody came")
    assert back.title == "Dispensing recorded"
    assert ("The packs do not go back into stock. Keep them apart" in back.text) != is_free
    assert CapsuleReturn.objects.get().how == CameBack.NOT_COLLECTED
    other = a_woman_ready_for_dispensing(pharmacist=scene.pharmacist)
    assert _give(other, 21, code).dispense == is_free


def test_several_packs_make_one_dispensing_and_no_batch_is_named_for_all_when_they_differ(scene: Scene) -> None:
    seven, fourteen = a_code(a_pack(capsules=7)), a_code(a_pack(capsules=14), batch="LOT7")
    page = _scan(check_at(scene), seven)
    assert "7 of 21 capsules" in page.text
    page = page.send("pack", pack=[seven.text], code=scanned(fourteen))
    assert "21 of 21 capsules" in page.text
    _record(page, 21, seven, fourteen)
    assert Dispensing.objects.get().batch == ""
    assert sorted(ScannedPack.objects.values_list("capsules", "batch")) == [(7, "LOT42A"), (14, "LOT7")]


def test_packs_and_capsules_go_together_or_nothing_is_recorded(scene: Scene, pack: Pack) -> None:
    small, whole, spare = a_code(a_pack(capsules=7)), a_code(pack), a_code(pack)
    for capsules, codes in ((21, (small,)), (7, (small, whole)), (21, (whole, whole)), (21, (whole, spare))):
        with pytest.raises(PacksDoNotFit):
            _give(scene, capsules, *codes)
    with pytest.raises(PacksDoNotFit):
        _give(scene, 21, whole, batch="LOT42A")
    page = _record(_scan(check_at(scene), small), 21, small)
    assert page.status == 422
    assert "The packs scanned hold 7 capsules." in page.text
    assert not Dispensing.objects.exists()


def test_the_operation_itself_wants_her_counselled(scene: Scene) -> None:
    with pytest.raises(NotCounselled):
        _give(scene, 21, counselled=False)
    assert not Dispensing.objects.exists()


def test_what_is_no_pack_is_sent_back_and_no_refusal_is_kept(scene: Scene, pack: Pack) -> None:
    page = check_at(scene)
    code = a_code(pack)
    for typed, words in (
        ("", "Scan a pack, or go on without."),
        ("hello", "This is not the square code of a medicine pack."),
        (scene.card.number, "That is a patient card. Scan the pack; or check another card."),
        (f"01{pack.gtin}1730053110A212121B", "Batch and serial number run into one another"),
        ("x" * 5000, "too long for a pack’s code"),
    ):
        answer = page.send("pack", code=typed)
        assert answer.status == 422
        assert words in answer.text
    twice = page.send("pack", pack=[code.text], code=scanned(code))
    assert "This pack is on the list already." in twice.text
    assert not Verdict.objects.exclude(refusal="").exists()


def test_a_pack_is_taken_off_the_list_and_the_answer_is_shown_again_with_what_is_left(scene: Scene, pack: Pack) -> None:
    page, one, two = check_at(scene), a_code(pack), a_code(pack)
    shown = page.send("pack", pack=[one.text, two.text], show="1")
    assert one.text in shown.source
    assert two.text in shown.source
    left = page.send("pack", pack=[one.text, two.text], without=one.text)
    assert one.text not in left.source
    assert two.text in left.source


def test_packs_are_checked_on_an_open_answer_of_ones_own_pharmacy_alone(scene: Scene, pack: Pack) -> None:
    check = a_check(scene, at=now())
    elsewhere = Desk(a_woman_ready_for_dispensing().pharmacist)
    assert elsewhere.client.post(f"/counter/{check.id}/pack/", {"code": "x"}).status_code == 404
    page = check_at(scene)
    a_dispensing(scene, at=now(), capsules=7)
    assert _scan(page, a_code(pack)).title == "This answer has ended"
    with pytest.raises(AnswerEnded):
        check_pack(by=scene.pharmacist, at=now(), check=check, code=a_code(pack))


def test_the_camera_is_allowed_where_something_is_scanned_and_nowhere_else(scene: Scene) -> None:
    page = check_at(scene)
    done = page.dispense()
    desk = page.desk.client
    assert "camera=(self)" in desk.get("/counter/").headers["Permissions-Policy"]
    assert "camera=(self)" in page.response.headers["Permissions-Policy"]
    assert "camera=()" in done.response.headers["Permissions-Policy"]
    assert "camera=()" in desk.get("/counter/scanner/").headers["Permissions-Policy"]
