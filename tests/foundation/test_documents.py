"""The patient card on paper, and its square code."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from foundation.checksymbols import make_number
from foundation.documents import UndrawableText, UnknownDocument, render_pdf
from foundation.patient_card import PatientCard, render_card
from foundation.qr import card_svg, card_text

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
NUMBER = make_number("7K3M9QXT4H")


def card(name: str, name_latin: str = "") -> bytes:
    return render_card(
        PatientCard(
            substance="pomalidomide",
            name=name,
            name_latin=name_latin,
            number=NUMBER,
            issued="24 November 2026",
            help_telephone="+34 900 000 000",
        ),
        at=AT,
    )


@pytest.mark.parametrize(
    "name",
    [
        "GARCÍA LÓPEZ, María",
        "ΠΑΠΑΔΟΠΟΥΛΟΥ, Ελένη",
        "Димитрова, Ирина",
        "#strong[x] \\ $a$ */ //",
        "W" * 200,
        "王小明",
    ],
)
def test_a_card_is_a_tagged_pdf_whatever_the_name(name: str) -> None:
    document = card(name)
    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document
    assert b"pdfuaid:part" in document


def test_the_same_data_give_the_same_bytes_and_another_name_gives_others() -> None:
    assert card("GARCÍA, María") == card("GARCÍA, María")
    assert card("GARCÍA, María") != card("GARCÍA, Marta")


def test_a_name_that_cannot_be_drawn_is_printed_in_latin_letters() -> None:
    assert card("王小明", name_latin="WANG, Xiaoming") == card("WANG, Xiaoming")


def test_a_name_in_latin_letters_is_not_printed_twice() -> None:
    assert card("GARCÍA, María", name_latin="GARCÍA, María") == card("GARCÍA, María")


def test_a_card_speaks_the_language_that_is_active() -> None:
    with translation.override("de"):
        german = card("GARCÍA, María")
    assert b"/Lang(de)" in german
    assert b"/Lang(en)" in card("GARCÍA, María")


@pytest.mark.parametrize("name", ["no_such", "../settings", "patient_card.typ", ""])
def test_an_unknown_document_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownDocument, match=r"there are: .*patient_card"):
        render_pdf(name, {}, at=AT)


def test_text_no_font_can_draw_is_refused_rather_than_shown_as_boxes() -> None:
    asked = ["registry", "instructions", "front_title", "harm", "show", "own_page", "square_code_words", "back_title"]
    words = dict.fromkeys([*asked, "contact", "issued", "name", "name_latin", "number"], "x")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    data = {**words, "title": "王", "language": "en", "what_to_do": ["x"], "square_code": square}
    with pytest.raises(UndrawableText):
        render_pdf("patient_card", data, at=AT)


def test_the_square_code_holds_an_address_that_opens_and_the_number_where_no_server_sees_it() -> None:
    address, _mark, number = card_text(NUMBER).partition("#")
    assert number == NUMBER
    assert address == settings.SITE_URL + reverse("portal:door")
    assert NUMBER not in address


def test_the_square_code_is_drawn_without_style_and_has_words() -> None:
    drawn = card_svg(NUMBER, label="The card's <code>")
    assert "style=" not in drawn
    assert 'role="img" aria-label="The card&#x27;s &lt;code&gt;"' in drawn
    assert "<svg" in drawn
