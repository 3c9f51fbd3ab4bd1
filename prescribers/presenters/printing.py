"""What is printed for a patient beside the card: the slip of a prescription, the whole record, a letter for advice."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from foundation.checksymbols import format_number
from foundation.documents import render_spelt
from foundation.qr import card_text, draw_svg
from patients.identity import Person
from patients.models import Card, Enrolment, Prescription
from prescribers.presenters.banner import shown_name
from prescribers.presenters.prescribing import Fact, medicine
from prescribers.presenters.timeline import Line
from prescribers.words import METHODS, choices
from rulebook.programme import ContraceptionRules


def slip(
    *,
    prescription: Prescription,
    person: Person,
    centre: Organisation,
    card: Card | None,
    dispense_by: dt.date | None,
    at: dt.datetime,
) -> bytes:
    """Set the slip of a prescription: what a pharmacy needs, and neither category, diagnosis nor result."""
    return _set("authorisation_slip", slip_data(prescription, person, centre, card, dispense_by), at=at)


def slip_data(
    prescription: Prescription, person: Person, centre: Organisation, card: Card | None, dispense_by: dt.date | None
) -> dict[str, Any]:
    """Give what stands on a slip."""
    amount = ngettext("%(n)s capsule", "%(n)s capsules", prescription.capsules) % {"n": prescription.capsules}
    supply = ngettext("%(n)s day", "%(n)s days", prescription.days_supply) % {"n": prescription.days_supply}
    facts = [
        (_("Patient"), shown_name(person)),
        (_("Date of birth"), _born(person)),
        (_("Medicine"), medicine(prescription.enrolment, prescription)),
        (_("Amount"), _("%(amount)s, for %(supply)s") % {"amount": amount, "supply": supply}),
        (_("Prescribed on"), date_format(prescription.prescribed_on)),
        *([(_("Dispense by"), date_format(dispense_by))] if dispense_by else []),
        (_("Prescriber"), prescription.prescriber.name),
        (_("Centre"), centre.name),
    ]
    number = format_number(card.number) if card else ""
    return {
        "title": _("Prescription authorised"),
        "number": prescription.authorisation_number,
        "facts": _listed(facts),
        "square_code": draw_svg(card_text(card.number)) if card else "",
        "square_code_words": _("Square code that holds the number of the patient card"),
        "card": number,
        "show": _("Pharmacy: scan this code or the patient's card. The registry says yes or no; this paper does not.")
        if card
        else _("This patient has no valid card. Nothing can be dispensed before one is issued."),
        "contact": _("Questions: %(telephone)s") % {"telephone": centre.telephone},
    }


def record(
    *, enrolment: Enrolment, person: Person, identity: Sequence[Fact], lines: Iterable[Line], by: Actor, at: dt.datetime
) -> bytes:
    """Set the whole record, page by page, each with whose it is, who printed it and when."""
    moment = at.astimezone(ZoneInfo(by.time_zone))
    printed = {"name": by.name, "place": by.organisation_name, "day": date_format(moment), "time": f"{moment:%H:%M}"}
    born = _("born %(born)s") % {"born": _born(person)}
    return _set(
        "patient_record",
        {
            "title": _("Record in the pregnancy prevention registry"),
            "lead": _(
                "Every entry, the latest first. What was replaced or struck out stands here too, with the reason."
            ),
            "whose": f"{shown_name(person)}, {born}",
            "programme": enrolment.programme.name,
            "printed": _("Printed by %(name)s, %(place)s, on %(day)s, %(time)s") % printed,
            "page_of": _("Page {page} of {all}"),
            "identity_title": _("Who it is"),
            "identity": _listed((fact.label, fact.value) for fact in identity),
            "rows_title": _("What was recorded"),
            "columns": [_("Day"), _("Entry"), _("Recorded by")],
            "rows": [_printed(line) for line in lines],
        },
        at=at,
    )


def letter(
    *,
    enrolment: Enrolment,
    person: Person,
    centre: Organisation,
    rules: ContraceptionRules,
    by: Actor,
    day: dt.date,
    at: dt.datetime,
) -> bytes:
    """Set a letter that asks a colleague for advice on contraception; spans and methods are the programme's."""
    return _set("advice_letter", letter_data(enrolment, person, centre, rules, by, day), at=at)


def letter_data(
    enrolment: Enrolment, person: Person, centre: Organisation, rules: ContraceptionRules, by: Actor, day: dt.date
) -> dict[str, Any]:
    """Give what stands in a letter for advice."""
    named = {
        "substance": enrolment.programme.substance,
        "lead": _days(rules.lead_days),
        "after": _days(rules.after_days),
    }
    return {
        "title": _("Please advise on contraception"),
        "centre": centre.name,
        "telephone": centre.telephone,
        "day": date_format(day),
        "whose": _("%(name)s, born %(born)s") % {"name": shown_name(person), "born": _born(person)},
        "paragraphs": [
            _("Dear colleague,"),
            _(
                "This patient is to take %(substance)s, which is expected to seriously harm an unborn child. Without "
                "effective contraception she cannot begin."
            )
            % named,
            _(
                "She needs it without interruption from %(lead)s before the first capsule, during treatment and every "
                "pause of it, until %(after)s after the last one; even if she has no periods."
            )
            % named,
        ],
        "accepted_title": _("Methods that count"),
        "accepted": _methods(rules.accepted),
        "warned_title": _("These count too, but are not recommended with this medicine:"),
        "warned": _methods(rules.accepted_with_warning),
        "never": _("Condoms, natural family planning and withdrawal do not count alone."),
        "thanks": _("Please write the method and its days below, and send it back with the patient. Thank you."),
        "signed": f"{by.name}, {centre.name}",
        "answer_title": _("Answer"),
        "answers": _answers(),
    }


def _answers() -> list[str]:
    return [
        _("Method"),
        _("In use since"),
        _("Protects until (last day)"),
        _("Other advice"),
        _("Date, name and signature"),
    ]


def _set(name: str, data: dict[str, Any], *, at: dt.datetime) -> bytes:
    language = (get_language() or "en").split("-")[0]
    common = {"registry": _("Pregnancy prevention registry"), "language": language}
    return render_spelt(name, data | common, at=at)


def _printed(line: Line) -> dict[str, Any]:
    because = _("Replaced or struck out: %(why)s") % {"why": line.because} if line.struck else ""
    return {"day": line.day, "words": line.words, "by": line.by, "struck": line.struck, "because": because}


def _listed(facts: Iterable[tuple[Any, Any]]) -> list[dict[str, str]]:
    return [{"label": str(label), "value": str(value)} for label, value in facts]


def _methods(codes: Iterable[str]) -> list[str]:
    return [str(label) for _code, label in choices(METHODS, codes)]


def _born(person: Person) -> str:
    return date_format(person.birth_date) if person.birth_date else _("not known")


def _days(days: int) -> str:
    """Say a span in weeks where it is whole weeks."""
    weeks, rest = divmod(days, 7)
    if rest:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
