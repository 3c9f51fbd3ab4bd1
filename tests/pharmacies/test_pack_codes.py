"""The code of a pack, as many scanners and countries write it."""

import datetime as dt

import pytest

from pharmacies.forms import DispensingForm
from pharmacies.pack_codes import PackCode, TwoKeyboards, TwoMeanings, Unreadable, read_pack
from tests.pharmacies.shelf import GS, typed_on

GTIN = "09521000000018"
BOX = PackCode(gtin=GTIN, batch="PX4A01", expires_on=dt.date(2028, 5, 31), serial="ABC123")
WRITTEN = f"01{GTIN}1728053110PX4A01{GS}21ABC123"


@pytest.mark.parametrize(
    "arrived",
    [
        WRITTEN,
        f"]d2{WRITTEN}\r\n",
        WRITTEN.lower(),
        WRITTEN.replace(GS, "|"),
        WRITTEN.replace(GS, " "),
        WRITTEN.replace(GS, "<GS>"),
        WRITTEN.replace(GS, "^]"),
        f"01{GTIN}21ABC123{GS}1728053110PX4A01",
        # no separator came, and yet it reads one way: the serial number stands where a batch could not run on over it
        f"01{GTIN}21ABC1231728053110PX4A01",
        f"01{GTIN}1728050010PX4A01{GS}21ABC123",
        f"01{GTIN}1728053110PX4A01{GS}21ABC123{GS}7101234567",
        f"(01){GTIN}(17)280531(10)PX4A01(21)ABC123",
        typed_on("azerty", f"]d2{WRITTEN}"),
        typed_on("azerty-be", WRITTEN),
        typed_on("qwertz", f"]d2{WRITTEN}"),
        BOX.text,
    ],
)
def test_a_pack_is_read_however_it_was_scanned(arrived: str) -> None:
    assert read_pack(arrived) == BOX


def test_a_german_pack_without_gs1_is_read_by_its_central_number() -> None:
    code = read_pack("[)>\x1e06\x1d9N111234567842\x1d1T12ABC\x1dD281200\x1dS1234567\x1e\x04")
    assert code == PackCode(gtin="04150123456782", batch="12ABC", expires_on=dt.date(2028, 12, 31), serial="1234567")


def test_a_known_keyboard_settles_what_the_code_alone_cannot() -> None:
    typed = typed_on("qwertz", f"01{GTIN}1728053110LOTZ{GS}21Y1")
    assert (read_pack(typed, layout="qwertz").batch, read_pack(typed, layout="qwertz").serial) == ("LOTZ", "Y1")


def test_a_y_that_may_be_a_z_is_not_guessed() -> None:
    """A batch called back as YZ77A must not pass as ZY77A because a computer is set to German keys."""
    written = f"01{GTIN}1728053110YZ77A{GS}21ABC123"
    for typed in (written, typed_on("qwertz", written)):
        with pytest.raises(TwoKeyboards):
            read_pack(typed)
    for typed, layout in ((f"]d2{written}", ""), (typed_on("qwertz", f"]d2{written}"), ""), (written, "us")):
        assert read_pack(typed, layout=layout).batch == "YZ77A"
    assert read_pack(typed_on("qwertz", written), layout="qwertz").batch == "YZ77A"


@pytest.mark.parametrize(
    "typed", [WRITTEN[:20], f"]d2{WRITTEN}"[:20], f"(01){GTIN}", typed_on("qwertz", f"]d2{WRITTEN}")[:20]]
)
def test_a_pack_scanned_into_the_batch_is_sent_back(typed: str) -> None:
    form = DispensingForm({"capsules": 21, "batch": typed, "counselled": "on"}, most=21)
    assert "Scan the pack in its own field" in str(form.errors["batch"])
    assert "batch" not in DispensingForm({"capsules": 21, "batch": "PX4A01", "counselled": "on"}, most=21).errors


def test_batch_and_serial_that_cannot_be_told_apart_are_not_guessed() -> None:
    with pytest.raises(TwoMeanings):
        read_pack(f"01{GTIN}1728053110PX4A2121AB2121")


@pytest.mark.parametrize(
    "arrived",
    [
        # the batch may be 20 signs long, and what follows it there begins like a serial number
        f"01{GTIN}1728053110LOT42A211234567890122199",
        # one separator came and the other did not
        f"01{GTIN}10LOT42A21SN1{GS}17280531",
        f"01{GTIN}17280531{GS}10LOT21A{GS}7101234567",
        # no separator came: a batch PX4A01 with a serial number, or a batch PX4A0121ABC123 without one
        WRITTEN.replace(GS, ""),
        typed_on("azerty-be", WRITTEN).replace(GS, ""),
    ],
)
def test_a_code_that_lost_a_separator_is_not_cut_where_a_field_happens_to_be_full(arrived: str) -> None:
    with pytest.raises(TwoMeanings):
        read_pack(arrived)


@pytest.mark.parametrize(
    "arrived",
    [
        "",
        "7K3M9QXT4HX7",
        WRITTEN.replace(GTIN, "09521000000019"),
        WRITTEN.replace("280531", "281331"),
        WRITTEN.replace("280531", "280230"),
        f"01{GTIN}21ABC123",
        f"01{GTIN}",
        "[)>\x1e06\x1d9N111234567843\x1d1T12ABC\x1dD281200\x1dS1",
        "10217102110710" * 14,
        "(01)" * 50,
        "\x1d" * 200,
    ],
)
def test_what_is_no_pack_is_refused(arrived: str) -> None:
    with pytest.raises(Unreadable):
        read_pack(arrived)


def test_of_a_serial_number_only_a_hash_is_kept_that_differs_by_product() -> None:
    other = PackCode(gtin="04150123456782", batch=BOX.batch, expires_on=BOX.expires_on, serial=BOX.serial)
    assert "ABC123" not in BOX.serial_hash
    assert len({BOX.serial_hash, other.serial_hash}) == 2
