"""Rows 49 and 52 to 57 at the counter: what is scanned or typed there and is no card, no pack and no number.

The registry signs no tokens for its cards: a card is a number. So whatever is signed, well or badly, is no card.
"""

import base64
import json
import random
import re
import socket
import tracemalloc
import zlib
from typing import Any

import pytest

from accounts.queries import actor_of
from foundation.checksymbols import PREFIX, format_number, make_number
from patients.models import Dispensing, Notice, Refused, Verdict
from patients.operations import issue_card, revoke_card
from pharmacies.forms import CardForm, PackForm
from pharmacies.scans import Kind, read_card
from programmes.models import PharmacyRegistration
from programmes.operations import start_practice
from tests.builders import Scene, a_man_ready_for_dispensing, a_pharmacist, now
from tests.hostile.holdings import holdings
from tests.pharmacies.desk import Desk

pytestmark = pytest.mark.django_db

NUMBER = make_number("7Y3M9QXZ0A")
HOST = "registry.example"


def _signed(**head: Any) -> str:
    """Write a token as a forger would: its head as given, a card's number inside, a signature of nothing."""
    parts = [json.dumps(one).encode() for one in (head, {"card": NUMBER})]
    return ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in [*parts, b"signature"])


def _packed_bomb() -> str:
    """Pack a megabyte of one sign into a kilobyte, as it would stand in a square code."""
    return base64.b32encode(zlib.compress(b"A" * 1_000_000)).decode()


NO_CARDS = {
    "row 52, signed with nothing": _signed(alg="none"),
    "row 52, signed with the public key": _signed(alg="HS256"),
    "row 52, another curve": _signed(alg="ES512", crv="secp521r1"),
    "row 53, a key that climbs": _signed(alg="EdDSA", kid="../../etc/passwd"),
    "row 53, a key that asks the database": _signed(alg="EdDSA", kid="1' OR '1'='1"),
    "row 53, an unknown key": _signed(alg="EdDSA", kid="2019-01"),
    "row 54, cut off": f"{PREFIX}{NUMBER[:9]}",
    "row 54, two cards": f"{PREFIX}{NUMBER}{PREFIX}{make_number('1111122222')}",
    "row 54, an address that fishes": f"https://registry.example.evil.example/c/{NUMBER}",
    "row 54, an address with a name before it": f"https://registry.example@evil.example/c/{NUMBER}",
    "row 54, no web address": f"javascript:alert('{NUMBER}')",
    "row 54, a file": f"file:///c/{NUMBER}",
    "row 55, 5,000 signs": "A" * 5_000,
    "row 55, a bomb": _packed_bomb(),
    "row 55, a bomb in an address": f"https://{HOST}/c/{_packed_bomb()}",
}


@pytest.mark.parametrize("what", NO_CARDS)
def test_rows_52_to_55_what_is_no_card_is_sent_back_and_leaves_nothing_behind(scene: Scene, what: str) -> None:
    desk, before = Desk(scene.pharmacist), holdings()
    page = desk.check(NO_CARDS[what])
    assert page.status == 422
    assert re.search("12 letters and numbers|not the registry’s|Two cards were scanned", page.text)
    assert holdings() == before


@pytest.mark.parametrize("what", [one for one in NO_CARDS if "row 54" in one or "row 55" in one])
def test_rows_54_and_55_nothing_is_fetched_and_nothing_is_unpacked(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_a, **_k: pytest.fail("a scan asked the network"))
    tracemalloc.start()
    try:
        assert not CardForm({"number": NO_CARDS[what]}, hosts=(HOST,), layout="").is_valid()
        assert not PackForm({"code": NO_CARDS[what]}, layout="").is_valid()
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_row_54_a_thousand_flipped_bits_never_make_another_card() -> None:
    draw, code = random.Random(54), f"{PREFIX}{NUMBER}"  # noqa: S311  a seeded draw
    kinds = set()
    for _ in range(1_000):
        place = draw.randrange(len(code))
        flipped = code[:place] + chr(ord(code[place]) ^ 1 << draw.randrange(7)) + code[place + 1 :]
        scan = read_card(flipped, hosts=(HOST,))
        kinds.add(scan.kind)
        assert scan.number in (None, NUMBER), flipped
    assert {Kind.CARD, Kind.UNKNOWN, Kind.NOTHING} <= kinds, "some flips only change the case, others the number"


@pytest.mark.parametrize("length", range(len(PREFIX), len(PREFIX) + len(NUMBER)))
def test_row_54_a_code_cut_off_anywhere_is_no_card(length: int) -> None:
    assert read_card(f"{PREFIX}{NUMBER}"[:length]).number is None


# --- 56: a card, and not for here ---------------------------------------------------------------------------


def test_row_56_a_card_of_another_programme_is_a_no_that_says_why(scene: Scene) -> None:
    elsewhere = a_pharmacist()
    PharmacyRegistration.objects.filter(pharmacy_id=elsewhere.place_id).delete()
    page = Desk(elsewhere).check(scene.card.number)
    assert page.title == "NO – do not dispense"
    assert "Your pharmacy is not registered for this programme today." in page.text


def test_row_56_a_card_to_practise_with_is_a_no_that_says_why(scene: Scene) -> None:
    learner = actor_of(membership=start_practice(by=scene.prescriber, at=now()))
    made_up = a_man_ready_for_dispensing(prescriber=learner)
    page = Desk(scene.pharmacist).check(made_up.card.number)
    assert page.title == "NO – do not dispense"
    assert "only for practice" in page.text


# --- 57: a card that was good -------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["lost", "stolen", "copied", "replaced"])
def test_row_57_a_card_that_was_lost_or_replaced_is_a_no_and_her_prescriber_is_told(scene: Scene, reason: str) -> None:
    old = scene.card.number
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason=reason)
    new = issue_card(by=scene.prescriber, at=now(), enrolment=scene.enrolment)
    desk = Desk(scene.pharmacist)
    page = desk.check(old)
    assert page.title == "NO – do not dispense"
    assert "no longer valid" in page.text
    told = Notice.objects.filter(verdict__refusal=Refused.CARD_NOT_VALID)
    assert [notice.prescriber_id for notice in told] == [scene.prescriber.user_id]
    assert desk.check(format_number(new.number)).title == "YES – dispense"


# --- 49: how many ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["210", "22", "0", "-4", "0.4", "4,5", "40 mg", "1e1", "٢١٠", "NaN", "", "9" * 400])
def test_row_49_a_number_of_capsules_that_cannot_be_is_sent_back(scene: Scene, typed: str) -> None:
    page = Desk(scene.pharmacist).check(scene.card.number).dispense(capsules=typed)
    assert page.status == 422
    assert not Dispensing.objects.filter(prescription=scene.prescription).exists()


@pytest.mark.parametrize("typed", ["21", " 21 ", "２１", "٢١", "21.0"])
def test_row_49_a_number_is_read_in_any_digits(scene: Scene, typed: str) -> None:
    Desk(scene.pharmacist).check(scene.card.number).dispense(capsules=typed)
    assert Dispensing.objects.get(prescription=scene.prescription).capsules == 21
    assert Verdict.objects.filter(mode="dispense", dispense=True, prescription=scene.prescription).count() == 1
