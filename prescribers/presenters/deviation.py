"""Supplies in another way than on a plain yes, in the words of the record."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.dates import today_of
from patients.models import LateEntry, Override
from patients.queries import told_no_before
from patients.reasons import words as in_words
from programmes.queries import is_recalled


def say_override(row: Override) -> tuple[dt.date, str]:
    """Say what two people overruled, and why."""
    said = {
        "reasons": _titles(row.verdict.overruled),
        "second": row.second_person.name,
        "why": row.get_why_display(),
        "words": row.words,
    }
    words = _("Dispensed against a reason (%(reasons)s), signed also by %(second)s. %(why)s: %(words)s")
    return row.verdict.on, words % said


def say_late_entry(row: LateEntry) -> tuple[dt.date, str]:
    """Say when it was entered, and what it would have been answered."""
    said = {
        "day": date_format(today_of(enrolment=row.enrolment, at=row.recorded_at)),
        "reasons": _titles(row.verdict.reasons),
        "second": row.second_person.name,
        "why": row.get_why_display(),
        "words": row.words,
    }
    words = _("Entered late, on %(day)s, signed also by %(second)s. %(why)s: %(words)s")
    if not row.verdict.dispense:
        words = _(
            "Dispensed against a reason (%(reasons)s), entered late, on %(day)s, signed also by %(second)s. "
            "%(why)s: %(words)s"
        )
    sentence = words % said + _called_back(row)
    before = told_no_before(entry=row)
    if before is None:
        return row.verdict.on, sentence
    told = {
        "sentence": sentence,
        "day": date_format(today_of(enrolment=row.enrolment, at=before.at)),
        "no": _titles(before.reasons),
    }
    return row.verdict.on, _("%(sentence)s The pharmacy had been told no before, on %(day)s: %(no)s.") % told


def _called_back(row: LateEntry) -> str:
    """Say that the batch it was of had been called back by then."""
    batch = row.verdict.dispensing.batch
    if not batch or not is_recalled(substance=row.verdict.substance, batch=batch, on=row.verdict.on):
        return ""
    return " " + _("Its batch, %(batch)s, is called back: speak to the pharmacy and the patient.") % {"batch": batch}


def _titles(codes: list[str]) -> str:
    return ", ".join(str(in_words(code).title) for code in codes)
