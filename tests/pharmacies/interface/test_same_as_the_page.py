"""Whatever the page refuses, the interface refuses, for the same reasons in the same words; and the other way round."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest

from accounts.actor import Actor
from accounts.acts import MANAGER
from accounts.models import Membership, Organisation
from patients import eligibility
from patients.models import Dispensing, Mode, Refused, Verdict
from patients.operations import cancel_prescription, revoke_card
from pharmacies.operations import check_pack
from programmes.models import PharmacyRegistration
from programmes.operations import recall_batch
from rulebook import ADVICE, REASONS
from tests.builders import (
    Scene,
    a_centre,
    a_check,
    a_pharmacist,
    a_prescriber,
    a_woman_ready_for_dispensing,
    an_actor,
    an_organisation,
    now,
    user_of,
)
from tests.pharmacies.desk import Desk, Page
from tests.pharmacies.interface.caller import Said, System
from tests.pharmacies.interface.histories import OF_ADVICE, OF_REASONS, Happening
from tests.pharmacies.shelf import a_code, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def desk(scene: Scene) -> Desk:
    return Desk(scene.pharmacist)


@pytest.fixture(scope="module")
def system(scene: Scene) -> System:
    return System(scene.pharmacist)


@dataclass(frozen=True, slots=True)
class SaidYes:
    """The yes of the page and that of the interface, before anything happened: both can be dispensed on."""

    page: Page
    check: str


@pytest.fixture(scope="module")
def yes(scene: Scene, desk: Desk, system: System) -> SaidYes:
    """Ask once for all tests: what each of them lets happen is taken back at its end."""
    page, said = desk.check(scene.card.number), system.check(scene.card.number)
    assert (page.title, said.json["dispense"]) == ("YES – dispense", True)
    return SaidYes(page, said.json["id"])


Happens = Callable[[Scene, pytest.MonkeyPatch], object]


def _history(happening: Happening) -> Happens:
    """Let something have happened to her before the rulebook reads of it."""

    def happens(_scene: Scene, patch: pytest.MonkeyPatch) -> None:
        real = eligibility.gather  # type: ignore[attr-defined]  # as it stands now
        patch.setattr(eligibility, "gather", lambda **asked: happening(real(**asked)))

    return happens


def _not_registered(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    PharmacyRegistration.objects.filter(pharmacy_id=scene.pharmacist.place_id).update(valid_until=now().date())


BY_REASON: dict[str, Happens] = {code: _history(one) for code, one in OF_REASONS.items()}
BY_REASON["pharmacy_not_registered"] = _not_registered
BY_ADVICE: dict[str, Happens] = {code: _history(one) for code, one in OF_ADVICE.items()}


def _last(mode: Mode) -> tuple[Verdict, Verdict]:
    """Give the last two answers kept: the page's and the interface's."""
    page, system = list(Verdict.objects.filter(mode=mode).order_by("-at")[:2])[::-1]
    return page, system


def _require_the_same(page: Page, said: Said, mode: Mode) -> Verdict:
    """Demand of both one verdict, and of the page every word that the interface says of it."""
    first, second = _last(mode)
    columns = ("dispense", "refusal", "reasons", "advice", "judged_as", "label", "capsules", "programme_version")
    assert [getattr(first, name) for name in columns] == [getattr(second, name) for name in columns]
    assert (str(second.id), said.json["dispense"]) == (said.json["id"], second.dispense)
    assert page.title.startswith("YES" if second.dispense else "NO")
    assert said.json["line"] in page.text
    for one in [*said.json["reasons"], *said.json["advice"]]:
        words = [one["sentence"], one["remedy"], one["since"], one["code"], one["source"]]
        assert [text for text in words if text not in page.text] == []
        if one["from_when"] is not None:
            day = dt.date.fromisoformat(one["from_when"])
            assert f"From {day.day} {day:%B} {day.year}" in page.text
    return second


# --- the rulebook's reasons and advice ---------------------------------------------------------------------


def test_every_code_of_the_rulebook_is_driven_here() -> None:
    assert set(BY_REASON) == set(REASONS)
    assert set(BY_ADVICE) == set(ADVICE)


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_stops_page_and_interface_alike_at_the_card_and_at_the_dispensing(
    code: str, scene: Scene, desk: Desk, system: System, yes: SaidYes, monkeypatch: pytest.MonkeyPatch
) -> None:
    BY_REASON[code](scene, monkeypatch)
    no = _require_the_same(yes.page.dispense(), system.dispense(yes.check), Mode.DISPENSE)
    assert code in no.reasons
    again = _require_the_same(desk.check(scene.card.number), system.check(scene.card.number), Mode.CHECK)
    assert code in again.reasons
    assert not Dispensing.objects.exists()


@pytest.mark.parametrize("code", ADVICE)
def test_an_advice_is_given_by_page_and_interface_alike(
    code: str, scene: Scene, desk: Desk, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    BY_ADVICE[code](scene, monkeypatch)
    page, said = desk.check(scene.card.number), system.check(scene.card.number)
    assert code in _require_the_same(page, said, Mode.CHECK).advice


# --- the counter's own refusals ----------------------------------------------------------------------------


def _of_a_practice_centre() -> Scene:
    centre = a_centre()
    return a_woman_ready_for_dispensing(prescriber=a_prescriber(centre=a_centre(practice_of=centre)))


def _revoked() -> Scene:
    scene = a_woman_ready_for_dispensing()
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    return scene


def _cancelled() -> Scene:
    scene = a_woman_ready_for_dispensing()
    cancel_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, reason="dose")
    return scene


AT_THE_CARD: dict[Refused, tuple[Callable[[], Scene], Callable[[Scene], str]]] = {
    Refused.CARD_UNKNOWN: (a_woman_ready_for_dispensing, lambda _scene: "000000000000"),
    Refused.CARD_NOT_VALID: (_revoked, lambda scene: scene.card.number),
    Refused.NO_OPEN_PRESCRIPTION: (_cancelled, lambda scene: scene.card.number),
    Refused.PRACTICE: (_of_a_practice_centre, lambda scene: scene.card.number),
}
LATER_ON = {Refused.WRONG_PERSON, Refused.PACK_MISMATCH, Refused.CANNOT_CONFIRM}
"""Those that no card is refused with; each has a test of its own below."""


def test_every_refusal_of_the_counter_is_driven_here() -> None:
    assert set(AT_THE_CARD) | LATER_ON == set(Refused)


@pytest.mark.parametrize("refusal", AT_THE_CARD)
def test_a_card_is_refused_by_page_and_interface_alike(refusal: Refused) -> None:
    make, number = AT_THE_CARD[refusal]
    scene = make()
    page = Desk(scene.pharmacist).check(number(scene))
    said = System(scene.pharmacist).check(number(scene))
    assert _require_the_same(page, said, Mode.CHECK).refusal == refusal
    assert (said.json["person"] is not None) == ("TESTER" in page.text)


def test_the_wrong_person_is_refused_by_page_and_interface_alike(scene: Scene, system: System, yes: SaidYes) -> None:
    page = yes.page.send("not-this-person")
    system.check(scene.card.number)
    said = system.act("wrong-person", check=yes.check)
    first, second = _last(Mode.CHECK)[1], Verdict.objects.get(id=said.json["id"])
    assert (first.refusal, second.refusal, said.json["dispense"]) == (*[Refused.WRONG_PERSON] * 2, False)
    assert said.json["reasons"][0]["sentence"] in page.text


def test_a_pack_that_does_not_fit_is_refused_by_page_and_interface_alike(system: System, yes: SaidYes) -> None:
    code = a_code(a_pack(strength="3"))
    page = yes.page.send("dispense", capsules=21, counselled="on", pack=code.text)
    said = system.dispense(yes.check, packs=[code.text])
    first, second = _last(Mode.DISPENSE)
    assert first.refusal == second.refusal == Refused.PACK_MISMATCH
    [reason] = said.json["packs"][0]["reasons"]
    assert reason["sentence"] in page.text
    assert not Dispensing.objects.exists()


@pytest.mark.parametrize("moment", ["check", "dispense"])
def test_what_breaks_is_cannot_confirm_at_page_and_interface_alike(
    moment: str, scene: Scene, desk: Desk, system: System, yes: SaidYes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_facts: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError("a programme file is broken")

    _history(breaks)(scene, monkeypatch)
    page = desk.check(scene.card.number) if moment == "check" else yes.page.dispense()
    said = system.check(scene.card.number) if moment == "check" else system.dispense(yes.check)
    assert page.title == "CANNOT CONFIRM – do not dispense yet"
    assert (said.status, said.json["code"], said.is_problem) == (503, "cannot_confirm", True)
    assert (said.codes, said.response["Retry-After"]) == (["cannot_confirm"], "60")
    assert "dispense" not in said.json
    assert "programme file" not in said.response.content.decode()
    assert {one.refusal for one in Verdict.objects.order_by("-at")[:2]} == {Refused.CANNOT_CONFIRM}
    assert not Dispensing.objects.exists()


# --- what is refused before any rule is asked ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something sent on a check: what of it is wrong, and how the interface says so."""

    status: int
    code: str
    fields: dict[str, Any]
    before: Callable[[Scene], object] = lambda scene: None
    check: Callable[[Scene], Verdict] = a_check
    by: Callable[[Scene], Actor] = lambda scene: scene.pharmacist


def _past(scene: Scene) -> Verdict:
    return a_check(scene, at=now() - dt.timedelta(minutes=31))


def _elsewhere(scene: Scene) -> Verdict:
    return a_check(a_woman_ready_for_dispensing(prescriber=scene.prescriber))


def _unknown(scene: Scene) -> Verdict:
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    return a_check(scene)


def _end_roles(scene: Scene) -> None:
    Membership.objects.filter(user_id=scene.pharmacist.person_id).update(valid_until="2020-01-01")


def _suspend(scene: Scene) -> None:
    Organisation.objects.filter(id=scene.pharmacist.place_id).update(suspended=True)


def _recall(scene: Scene) -> None:
    office = an_actor(MANAGER, an_organisation("company"))
    product = a_pack().product
    recall_batch(by=office, at=now(), product=product, number="BAD1", from_on=now().date(), reason="not sterile")


def _scan_a_weaker_pack(scene: Scene) -> None:
    check_pack(by=scene.pharmacist, at=now(), check=a_check(scene), code=a_code(a_pack(strength="3")))


ATTEMPTS: dict[str, Attempt] = {
    "not counselled": Attempt(422, "does_not_fit", {"counselled": False}),
    "more than is left": Attempt(422, "does_not_fit", {"capsules": 22}),
    "too few packs": Attempt(422, "packs_do_not_fit", {"packs": [0]}),
    "a pack too many": Attempt(422, "packs_do_not_fit", {"packs": [1, 2]}),
    "a batch called back": Attempt(422, "packs_do_not_fit", {"batch": "BAD1"}, before=_recall),
    "no word after a pack was refused": Attempt(422, "pack_not_scanned", {}, before=_scan_a_weaker_pack),
    "half an hour later": Attempt(409, "answer_ended", {}, check=_past, before=a_check),
    "nobody has sight": Attempt(404, "not_visible", {}, check=_past),
    "another pharmacy's check": Attempt(404, "not_visible", {}, check=_elsewhere),
    "a check that was refused": Attempt(404, "not_visible", {}, check=_unknown),
    "a pharmacist of another pharmacy": Attempt(403, "pharmacist_not_known", {}, by=lambda _scene: a_pharmacist()),
    "a prescriber": Attempt(403, "pharmacist_not_known", {}, by=lambda scene: scene.prescriber),
    "a pharmacist whose role ended": Attempt(403, "pharmacist_not_known", {}, before=_end_roles),
    "a pharmacy that is suspended": Attempt(401, "token_not_valid", {}, before=_suspend),
}


def _on_the_page(one: Attempt, actor: Actor, check: Verdict, packs: list[str]) -> None:
    sent = {"capsules": one.fields.get("capsules", 21), "nonce": str(uuid4()), "batch": one.fields.get("batch", "")}
    sent |= {"counselled": "on"} if one.fields.get("counselled", True) else {}
    Desk(actor).client.post(f"/counter/{check.id}/dispense/", sent | {"pack": packs})


@pytest.fixture(scope="module")
def unseen(ground: None) -> Scene:
    """Make a woman whose card was shown nowhere yet."""
    return a_woman_ready_for_dispensing(at=now() - dt.timedelta(hours=2))


@pytest.mark.parametrize("what", ATTEMPTS)
def test_what_the_page_sends_back_the_interface_sends_back(what: str, unseen: Scene) -> None:
    one = ATTEMPTS[what]
    now_there = replace(unseen, at=now())
    system = System(unseen.pharmacist)
    shelf = [a_code(a_pack(capsules=capsules)).text for capsules in (7, 21, 21)]
    check = one.check(now_there)
    one.before(now_there)
    packs = [shelf[place] for place in one.fields.get("packs", [])]
    given = Dispensing.objects.count()
    _on_the_page(one, one.by(unseen), check, packs)
    assert Dispensing.objects.count() == given
    system.pharmacist = user_of(one.by(unseen)).email
    answers = {name: value for name, value in one.fields.items() if name != "packs"}
    said = system.dispense(check.id, **answers, packs=packs)
    assert (said.status, said.json["code"], said.is_problem) == (one.status, one.code, True)
    assert Dispensing.objects.count() == given


@pytest.mark.parametrize(
    "typed", ["7K3M", "Robert'); DROP TABLE", "0107611221000313211234567890", "https://evil.example/7K3M9QXT4HX7", " "]
)
def test_what_is_no_card_is_sent_back_with_the_words_of_the_page(typed: str, desk: Desk, system: System) -> None:
    kept = Verdict.objects.count()
    page, said = desk.check(typed), system.check(typed)
    assert (page.status, said.status, said.json["param"]) == (422, 422, "card")
    assert said.json["detail"] in page.text
    assert Verdict.objects.count() == kept
