"""A case on paper in the boxes of the CIOMS I form, for an authority that takes no electronic message."""

import datetime as dt
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.documents import render_spelt
from foundation.moments import moment_in_words
from programmes.reporting import Authority
from safety.drafting import BESIDE, SUSPECT
from safety.facts import Facts, Medicine, Reaction
from safety.presenters.cases import (
    measures_in_words,
    parent_in_words,
    patient_in_words,
    tests_in_words,
    written_day,
)
from safety.presenters.reactions import criteria_in_words

Box = tuple[str, str, str]
"""The number of a box in the form, its title, what stands in it; an empty one is printed too."""


def case_form(*, case: Any, facts: Facts, authority: Authority, at: dt.datetime) -> bytes:
    """Set the form as a tagged PDF; its titles are in the authority's language, the narrative is English.

    :param case: with what its last version says, as :func:`safety.queries.cases` gives it.
    """
    with translation.override(authority.language or get_language() or "en"):
        data = {
            "title": _("Suspected adverse reaction report"),
            "number": case.number,
            "registry": _("Pregnancy prevention registry"),
            "language": (get_language() or "en").split("-")[0],
            "printed": moment_in_words(at),
            "page_of": _("Page {page} of {all}"),
            "to": [line for line in (authority.authority, *authority.address) if line],
            "sections": [
                {"title": title, "boxes": [dict(zip(("number", "label", "value"), box, strict=True)) for box in boxes]}
                for title, boxes in _sections(case, facts)
            ],
            "narrative": {"title": _("Narrative"), "words": facts.narrative},
            "comment": {"title": _("Comment of the safety desk"), "words": facts.sender_comment},
        }
        return render_spelt("case_form", data, at=at)


def _sections(case: Any, facts: Facts) -> list[tuple[str, list[Box]]]:
    suspected = [one for one in facts.medicines if one.role == SUSPECT]
    beside = [one for one in facts.medicines if one.role == BESIDE]
    return [
        (_("I. Reaction"), _reaction(case, facts)),
        (_("II. Suspected medicine"), [box for one in suspected for box in _suspected(one)]),
        (_("III. Other medicines and history"), _history(facts, beside)),
        (_("IV. Sender"), _sender(case, facts)),
    ]


def _reaction(case: Any, facts: Facts) -> list[Box]:
    first = facts.reactions[0] if facts.reactions else Reaction(key="")
    return [
        ("1", _("Patient (initials, age, sex)"), patient_in_words(facts)),
        ("1a", _("Country"), case.country),
        ("4–6", _("Began"), written_day(first.began)),
        ("", _("Ended"), written_day(first.ended)),
        ("7", _("Reactions"), "; ".join(one.words or one.translated or one.term for one in facts.reactions)),
        ("13", _("Tests"), tests_in_words(facts)),
        ("8–12", _("Serious"), criteria_in_words(facts) or _("not known")),
    ]


def _suspected(one: Medicine) -> list[Box]:
    return [
        ("14", _("Medicine"), ", ".join([one.name, *(_("batch %(batch)s") % {"batch": dose.batch}
                                                      for dose in one.dosages if dose.batch)])),
        ("15", _("Daily dose"), "; ".join(f"{dose.amount} {dose.unit}" for dose in one.dosages if dose.amount)),
        ("17", _("Indication"), "; ".join(one.indications)),
        ("18", _("From, until"), "; ".join(_span(dose.began, dose.ended) for dose in one.dosages)),
        ("", _("Weeks of pregnancy at the first dose"), one.gestation),
    ]  # fmt: skip


def _history(facts: Facts, beside: list[Medicine]) -> list[Box]:
    return [
        ("22", _("Taken beside it"), "; ".join(one.name for one in beside)),
        ("23", _("History"), facts.patient.history or facts.parent.history),
        ("", _("Weight and height"), measures_in_words(facts.patient)),
        ("", _("Last period"), written_day(facts.patient.last_period or facts.parent.last_period)),
        ("", _("Parent who took the medicine"), parent_in_words(facts)),
    ]


def _sender(case: Any, facts: Facts) -> list[Box]:
    return [
        ("24a", _("Sender"), facts.sender or _("Pregnancy prevention registry")),
        ("24b", _("Number of the case"), case.number),
        ("24c", _("First word received"), date_format(case.day_zero)),
        ("24d", _("Source"), _("Study: %(name)s") % {"name": facts.study_name} if facts.study_name else ""),
        ("", _("Pass on until"), date_format(case.due_on)),
        ("25a", _("Version"), str(case.last_number)),
    ]


def _span(began: str, ended: str) -> str:
    return f"{written_day(began)} – {written_day(ended)}" if began or ended else ""
