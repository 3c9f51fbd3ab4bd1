"""What is printed: read back from the PDF as a reader or a screen reader would, with names of every kind."""

import io
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from accounts.actor import Actor
from audit.models import Entry, Outcome
from foundation.checksymbols import format_number
from patients.identity import person_of
from patients.models import PregnancyTest
from patients.names import in_capitals
from patients.operations import accept_transfer, cancel_prescription, revoke_card, void_record
from prescribers.presenters import printing
from programmes.in_force import programmes
from tests.builders import (
    Scene,
    a_centre,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_prescriber,
    a_request,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
    user_of,
)
from tests.prescribers.desk import Desk, a_delegate_of, address

pytestmark = pytest.mark.django_db

CARD, SLIP, RECORD, LETTER = "card/print", "prescription/{}/slip", "record/print", "contraception/letter"
ALL = [CARD, SLIP, RECORD, LETTER]
NAMES = [
    ("García López", "María", ""),
    ("Παπαδοπούλου", "Ελένη", "Papadopoulou, Eleni"),
    ("Димитрова", "Ирина", "Dimitrova, Irina"),
    ("Żółć-Świętosławska", "Łucja", ""),
    ("Wolfeschlegelsteinhausenbergerdorff" * 2, "X", ""),
]
SECRETS = ["become pregnant", "myeloma", "negative", "childbearing", "implant"]


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


class Printed:
    """A document as it was answered."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.reader = PdfReader(io.BytesIO(source))
        self.pages = [page.extract_text() for page in self.reader.pages]

    def says(self, words: str) -> bool:
        return plain(words) in plain("".join(self.pages))

    @property
    def size(self) -> tuple[int, int]:
        box = self.reader.pages[0].mediabox
        return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def plain(words: str) -> str:
    """Leave out how letters are joined and where lines end."""
    return "".join(unicodedata.normalize("NFKC", words).split()).replace("\u200b", "").lower()


def printed(scene: Scene, what: str, by: Actor | None = None) -> Printed:
    answer = Desk(by or scene.prescriber).opens(address(scene.enrolment, what.format(scene.prescription.id)))
    assert answer.status == 200, answer.text
    assert answer.response["Content-Type"] == "application/pdf"
    return Printed(answer.response.content)


@pytest.mark.parametrize("what", ALL)
def test_every_document_is_tagged_names_its_language_and_tells_no_name_in_its_own_name(scene: Scene, what: str) -> None:
    document = printed(scene, what)
    root: dict[str, Any] = document.reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in document.source
    assert document.reader.metadata is not None
    assert document.reader.metadata.title
    disposition = (
        Desk(scene.prescriber)
        .opens(address(scene.enrolment, what.format(scene.prescription.id)))
        .response["Content-Disposition"]
    )
    assert "tester" not in disposition.lower()
    assert scene.card.number not in disposition


@pytest.mark.parametrize(("family", "given", "latin"), NAMES, ids=[family[:8] for family, _given, _latin in NAMES])
def test_a_name_is_printed_as_it_is_on_every_document_whatever_it_holds(family: str, given: str, latin: str) -> None:
    her = a_woman_ready_for_dispensing(
        identity=an_identity(family_name=family[:80], given_name=given, latin_name=latin)
    )
    for what in ALL:
        document = printed(her, what)
        assert document.says(f"{in_capitals(family[:80])}, {given}"), (what, document.pages)
        assert document.says(latin)


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "#strong[x] $y$ @z *b* _i_ `c` // \\"])
def test_what_looks_like_a_command_is_printed_as_it_was_typed(scene: Scene, words: str) -> None:
    person = replace(person_of(patient=scene.patient), family_name=words, given_name=words, latin_name=words)
    centre = a_centre(name=words, telephone=words[:40])
    rules = programmes().in_force("pomalidomide-eu", now().date())
    assert rules is not None
    assert rules.contraception is not None
    documents = [
        printing.slip(
            prescription=scene.prescription, card=scene.card, dispense_by=None, person=person, centre=centre, at=now()
        ),
        printing.letter(
            enrolment=scene.enrolment,
            rules=rules.contraception,
            by=scene.prescriber,
            day=now().date(),
            person=person,
            centre=centre,
            at=now(),
        ),
    ]
    for document in documents:
        assert Printed(document).says(f"{words.upper()}, {words} ({words})")


def test_a_name_that_no_font_has_is_printed_in_latin_letters_or_spelt_by_its_numbers() -> None:
    her = a_woman_ready_for_dispensing(
        identity=an_identity(family_name="王", given_name="小明", latin_name="Wang, Xiaoming")
    )
    assert printed(her, CARD).says("Wang, Xiaoming")
    for what in (SLIP, RECORD, LETTER):
        assert printed(her, what).says("[U+738B], [U+5C0F][U+660E] (Wang, Xiaoming)")


# --- card ----------------------------------------------------------------------------------------------------------


def test_the_card_says_the_harm_the_number_and_nothing_of_her(scene: Scene) -> None:
    card = printed(scene, CARD)
    assert card.size == (210, 297)
    assert len(card.pages) == 1
    for words in ("seriously harm an unborn baby", format_number(scene.card.number), "Lost this card?"):
        assert card.says(words)
    for secret in SECRETS:
        assert not card.says(secret)


def test_the_card_bears_the_telephone_of_the_centre_that_has_her_now(scene: Scene) -> None:
    new = a_prescriber(centre=a_centre(telephone="+31 20 555 99 88"))
    accept_transfer(by=scene.prescriber, at=now(), transfer=a_request(scene, by=new))
    assert printed(scene, CARD, by=new).says("+31 20 555 99 88")


# --- slip ----------------------------------------------------------------------------------------------------------


def test_the_slip_says_what_a_pharmacy_needs_and_no_more(scene: Scene) -> None:
    slip = printed(scene, SLIP)
    assert slip.size == (148, 210)
    needed = [scene.prescription.authorisation_number, "pomalidomide 4 mg", "21 capsules, for 28 days", "Dispense by"]
    for words in [*needed, format_number(scene.card.number), scene.prescriber.name, "14 Mar 1981"]:
        assert slip.says(words)
    for secret in SECRETS:
        assert not slip.says(secret)


def test_a_slip_without_a_valid_card_says_so_and_has_no_code(scene: Scene) -> None:
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    slip = printed(scene, SLIP)
    assert slip.says("This patient has no valid card")
    assert not slip.says(format_number(scene.card.number))


def test_no_slip_is_printed_of_a_prescription_that_is_no_longer_open(scene: Scene) -> None:
    cancel_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, reason="another dose")
    answer = Desk(scene.prescriber).opens(address(scene.enrolment, SLIP.format(scene.prescription.id)))
    assert answer.status == 409
    assert "cancelled or replaced" in answer.text


def test_of_what_is_left_there_is_a_slip_and_of_a_prescription_dispensed_in_full_none(scene: Scene) -> None:
    desk, page = Desk(scene.prescriber), address(scene.enrolment, "prescription", scene.prescription.id)
    a_dispensing(scene, capsules=7)
    assert "hands over up to 14 capsules" in desk.opens(page).text
    assert printed(scene, SLIP).says("Prescription authorised")
    a_dispensing(scene, capsules=14)
    whole = desk.opens(page)
    assert whole.heading == "Prescription, all of it dispensed"
    assert "What happens next" not in whole.text
    assert "Print the slip" not in whole.text
    answer = desk.opens(address(scene.enrolment, SLIP.format(scene.prescription.id)))
    assert answer.status == 409
    assert "All of this prescription was dispensed." in answer.text


# --- record --------------------------------------------------------------------------------------------------------


def test_the_record_holds_what_was_struck_out_with_its_reason_and_heads_every_page(scene: Scene) -> None:
    test = PregnancyTest.objects.get(patient=scene.patient)
    reason = "#another <b>patient's</b> $test$ " + "in other words " * 20
    for _again in range(12):
        void_record(by=scene.prescriber, at=now(), record=test, reason=reason)
        test = a_test(by=scene.prescriber, at=now(), patient=scene.patient)
    record = printed(scene, RECORD)
    assert len(record.pages) > 1
    assert record.says(f"Replaced or struck out: {reason.strip()}")
    for number, page in enumerate(record.pages, start=1):
        assert "born14mar1981" in plain(page)
        assert plain(f"Page {number} of {len(record.pages)}") in plain(page)
        assert plain(f"Printed by {scene.prescriber.name}") in plain(page)


# --- letter --------------------------------------------------------------------------------------------------------


def test_the_letter_says_the_programme_s_spans_and_methods_and_no_diagnosis(scene: Scene) -> None:
    letter = printed(scene, LETTER)
    for words in ("from 4 weeks before the first capsule", "Hormonal coil (levonorgestrel)", "Copper coil"):
        assert letter.says(words)
    for secret in ("myeloma", "negative", "dexamethasone"):
        assert not letter.says(secret)


def test_there_is_no_such_letter_for_a_man() -> None:
    man = a_man_ready_for_dispensing()
    assert Desk(man.prescriber).opens(address(man.enrolment, LETTER)).status == 422
    assert "letter" not in Desk(man.prescriber).opens(address(man.enrolment)).text.lower()


# --- who, and the trail ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "act"),
    [
        (CARD, "patients.print_card"),
        (SLIP, "patients.print_slip"),
        (RECORD, "patients.print_record"),
        (LETTER, "patients.print_letter"),
    ],
)
def test_each_print_is_one_look_in_her_trail_named_as_what_it_was(scene: Scene, what: str, act: str) -> None:
    delegate = a_delegate_of(scene.prescriber)
    printed(scene, what, by=delegate)
    look = Entry.objects.get(outcome=Outcome.READ, actor_id=delegate.user_id)
    assert (look.act, look.subjects) == (act, [scene.patient_id])


def test_the_pages_lead_to_what_can_be_printed(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    slip, record, letter = (
        address(scene.enrolment, one.format(scene.prescription.id)) for one in (SLIP, RECORD, LETTER)
    )
    assert slip in desk.opens(address(scene.enrolment, "prescription", scene.prescription.id)).source
    for page in ("", "record"):
        source = desk.opens(address(scene.enrolment, *filter(None, [page]))).source
        assert record in source
        assert letter in source
    assert letter in desk.opens(address(scene.enrolment, "contraception")).source


def test_a_card_in_a_language_that_is_not_offered_is_whole_in_that_of_who_prints_it() -> None:
    """The control is her own language where it is offered: its date has its words, and the rest too."""
    for hers, his, said in (("bg", "fr", "Émise le"), ("nl", "fr", "Uitgegeven op")):
        scene = a_woman_ready_for_dispensing(identity=an_identity(language=hers))
        user = user_of(scene.prescriber)
        user.language = his
        user.save()
        card = printed(scene, CARD)
        assert card.says(said), card.pages
        assert not any("CYRILLIC" in unicodedata.name(sign, "") for sign in "".join(card.pages))
