"""The patient card as a document: what it says on either side, and what it leaves out.

The front names the substance, the harm, the patient and the number; neither category nor diagnosis is printed,
because others at the counter can read it.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.utils.translation import get_language, gettext

from foundation.checksymbols import format_number
from foundation.documents import UndrawableText, render_pdf
from foundation.qr import card_text, draw_svg


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCard:
    """What differs from card to card; ``issued`` is the date in words."""

    substance: str
    name: str
    number: str
    issued: str
    help_telephone: str
    name_latin: str = ""


def render_card(card: PatientCard, *, at: datetime) -> bytes:
    """Set a card for printing, in the language that is active.

    A name in a script that the carried fonts lack is printed in Latin letters, or left to be written by hand:
    a card is never held back for it.
    """
    try:
        return _render(card, at=at)
    except UndrawableText:
        by_hand = gettext("Name: ____________________")
        return _render(replace(card, name=card.name_latin or by_hand, name_latin=""), at=at)


def _render(card: PatientCard, *, at: datetime) -> bytes:
    drawn = {
        "number": format_number(card.number),
        "square_code": draw_svg(card_text(card.number)),
        "language": (get_language() or "en").split("-")[0],
        "name_latin": "" if card.name_latin == card.name else card.name_latin,
    }
    return render_pdf("patient_card", {**asdict(card), **_words(card), **drawn}, at=at)


def _words(card: PatientCard) -> dict[str, str | list[str]]:
    named = {"substance": card.substance, "telephone": card.help_telephone, "day": card.issued}
    return {
        "title": gettext("Patient card: %(substance)s") % named,
        "registry": gettext("Pregnancy prevention registry"),
        "instructions": gettext("Print at full size. Cut along the marks and fold in the middle."),
        "front_title": gettext("Safety card: %(substance)s") % named,
        "harm": gettext("This medicine can seriously harm an unborn baby."),
        "show": gettext("Show this card at every visit and in the pharmacy."),
        "own_page": gettext("Your own page: scan the square code with your phone."),
        "square_code_words": gettext("Square code that holds the number of this card"),
        "back_title": gettext("What to do"),
        "what_to_do": [
            gettext("You may be pregnant? Stop the capsules and call your doctor today."),
            gettext("Your partner may be pregnant? Call your doctor today."),
            gettext("Never share the capsules. Take those you do not need back to the pharmacy."),
            gettext("Do not give blood or sperm."),
            gettext("Lost this card? Tell your doctor or pharmacist: it is blocked at once."),
        ],
        "contact": gettext("Help: %(telephone)s") % named,
        "issued": gettext("Issued on %(day)s") % named,
    }
