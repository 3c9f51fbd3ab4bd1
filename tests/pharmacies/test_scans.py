"""Any card and any scanner: what arrives is understood, or sent back saying what it is."""

import random
from collections.abc import Callable

import pytest

from foundation.checksymbols import ALPHABET, LENGTH, PAYLOAD_LENGTH, format_number, make_number
from pharmacies.forms import CardForm
from pharmacies.scans import Kind, Scan, read_card
from pharmacies.workstation import TEST_CODE, TEST_CODE_AND_SEPARATOR, learn
from tests.pharmacies.shelf import typed_on

NUMBER = make_number("7Y3M9QXZ0A")
OTHER = make_number("1111122222")
HOST = "registry.example"


def _locked(text: str) -> str:
    return text.swapcase()


MANGLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda number: number,
    "lower case": str.lower,
    "dashes": format_number,
    "spaces": lambda number: format_number(number).replace("-", " "),
    "letters O, I, l": lambda number: number.replace("0", "o").replace("1", "l"),
    "prefix of the card": lambda number: f"PPP:{number}",
    "mark of the scanner and carriage return": lambda number: f"]Q1PPP:{number}\r\n",
    "tab behind": lambda number: f"PPP:{number}\t",
    "link": lambda number: f"https://{HOST}/c/{format_number(number)}",
    "link with a mark": lambda number: f"]Q3https://{HOST}/c/{number}/\r",
    "code of the card": lambda number: f"https://{HOST}/card/#{number}",
    "code of the card, with a mark": lambda number: f"]Q3https://{HOST}/card/#{number}\r",
    "code of the card, caps lock": lambda number: _locked(f"https://{HOST}/card/#{number}"),
    "code of the card, German keys": lambda number: typed_on("qwertz", f"https://{HOST}/card/#{number}"),
    "code of the card, French keys": lambda number: typed_on("azerty", f"]Q1https://{HOST}/card/#{number}"),
    "code of the card, Belgian keys": lambda number: typed_on("azerty-be", f"https://{HOST}/card/#{number}"),
    "code of the card, behind a refused scan": lambda number: f"PPP:7K3Mhttps://{HOST}/card/#{number}",
    "code of the card, with signs behind it": lambda number: f"https://{HOST}/card/#{number}7K3M",
    "code of the card, scanned twice": lambda number: f"https://{HOST}/card/#{number}https://{HOST}/card/#{number}",
    "caps lock": lambda number: _locked(f"PPP:{number}"),
    "German keys": lambda number: typed_on("qwertz", f"]Q1PPP:{number}"),
    "German keys, number alone": lambda number: typed_on("qwertz", format_number(number)),
    "German keys, caps lock": lambda number: _locked(typed_on("qwertz", f"PPP:{number}")),
    "German keys, shift locked": lambda number: typed_on("qwertz", "PPP:") + number.translate(
        str.maketrans("1234567890YZ", '!"§$%&/()=ZY')
    ),
    "French keys": lambda number: typed_on("azerty", f"]Q1PPP:{number}"),
    "French keys, link": lambda number: typed_on("azerty", f"https://{HOST}/c/{number}"),
    "French keys, number alone": lambda number: typed_on("azerty", format_number(number)),
    "French keys, caps lock": lambda number: typed_on("azerty", "ppp") + "m" + number.translate(
        str.maketrans("AQZWM", "QAWZ?")
    ).lower(),
    "Belgian keys": lambda number: typed_on("azerty-be", f"PPP:{number}"),
    "start and stop of Code 39": lambda number: f"*{number}*",
    "start and stop of Code 39, with a mark and dashes": lambda number: f"]A0*{format_number(number)}*\r",
    "start and stop of Code 39, German keys": lambda number: typed_on("qwertz", f"*{number}*"),
    "a sign of the shop in front": lambda number: f"~{number.lower()}",
    "a sign of the shop on both sides": lambda number: f"#{number}#\t",
    "a sign of the shop behind the prefix": lambda number: f"#PPP:{format_number(number)}#",
    "behind a refused scan": lambda number: f"0107611221000313211234567890PPP:{number}",
}  # fmt: skip


@pytest.mark.parametrize("how", MANGLINGS)
def test_a_card_is_understood_whatever_scanner_and_keyboard_made_of_it(how: str) -> None:
    form = CardForm({"number": MANGLINGS[how](NUMBER)}, hosts=(HOST,), layout="")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["number"] == NUMBER


@pytest.mark.parametrize(
    ("arrived", "kind"),
    [
        ("https://elsewhere.example/c/" + NUMBER, Kind.FOREIGN),
        ("https://elsewhere.example/card/#" + NUMBER, Kind.FOREIGN),
        (f"https://elsewhere.example/card/#{NUMBER}https://{HOST}/card/#{NUMBER}", Kind.FOREIGN),
        (f"https://{HOST}/card/#{NUMBER}https://{HOST}/card/#{OTHER}", Kind.TWO_CARDS),
        (f"https://{HOST}/card/#000000000000", Kind.UNKNOWN),
        (f"https://{HOST}/card/", Kind.NOTHING),
        (f"PPP:{NUMBER}PPP:{OTHER}", Kind.TWO_CARDS),
        ("]d2010761122100031321ABC", Kind.PACK),
        (typed_on("azerty", "]d2010761122100031321ABC"), Kind.PACK),
        (typed_on("qwertz", "010761122100031321ABC"), Kind.PACK),
        ("[)>\x1e06\x1d9N111234567842", Kind.PACK),
        ("PPP:000000000000", Kind.UNKNOWN),
        (NUMBER[:-1] + ("A" if NUMBER[-1] != "A" else "B"), Kind.UNKNOWN),
        ("PPP:7K3M", Kind.NOTHING),
        ("good morning", Kind.NOTHING),
    ],
)
def test_what_is_no_card_is_told_apart(arrived: str, kind: Kind) -> None:
    assert read_card(arrived, hosts=(HOST,)) == Scan(kind)


def _reads_twice() -> str:
    """Find a number that stays a number when Y and Z change places: it needs three of them at least."""
    draw = random.Random(2026)  # noqa: S311  a seeded draw, so that the test says the same every time
    swap = str.maketrans("YZ", "ZY")
    while True:
        payload = "".join(draw.choices("0YZ", k=PAYLOAD_LENGTH))
        number = make_number(payload)
        swapped = number.translate(swap)
        if swapped != number and make_number(payload.translate(swap)) == swapped:
            return number


def test_a_number_that_fits_two_keyboards_is_to_be_typed_with_its_dashes_unless_the_keyboard_is_known() -> None:
    number = _reads_twice()
    swapped = number.translate(str.maketrans("YZ", "ZY"))
    assert read_card(number) == Scan(Kind.TWO_READINGS)
    assert read_card(format_number(number)) == Scan(Kind.CARD, number)
    assert read_card(f"PPP:{number}") == Scan(Kind.CARD, number)
    assert read_card(number, layout="us") == Scan(Kind.CARD, number)
    assert read_card(swapped, layout="qwertz") == Scan(Kind.CARD, number)
    form = CardForm({"number": number}, hosts=(), layout="")
    assert "with its dashes" in str(form.errors["number"])


def test_ten_thousand_random_wrong_numbers_are_no_cards_but_for_one_in_a_thousand() -> None:
    draw = random.Random(4)  # noqa: S311  a seeded draw, so that the test says the same every time
    scans = [read_card("".join(draw.choices(ALPHABET, k=LENGTH)), layout="us") for _ in range(10_000)]
    assert {scan.kind for scan in scans} <= {Kind.UNKNOWN, Kind.CARD, Kind.TWO_READINGS}
    assert sum(scan.kind == Kind.CARD for scan in scans) < 60


@pytest.mark.parametrize("layout", ["us", "qwertz", "azerty", "azerty-be"])
def test_the_test_code_teaches_the_keyboard_and_whether_the_separator_arrives(layout: str) -> None:
    whole = learn(typed_on(layout, TEST_CODE_AND_SEPARATOR).replace("\x1d", " "))
    lost = learn(typed_on(layout, TEST_CODE + "END"))
    assert (whole.layout, whole.has_separator) == (layout, True)
    assert (lost.layout, lost.has_separator) == (layout, False)
    assert learn("something else").layout == ""
