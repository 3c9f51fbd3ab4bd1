"""What the counter's pages name in the same words: a medicine, who authorised it, a day, a moment."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.actor import Actor
from foundation.calendars import day_in_full
from patients.models import Prescription
from patients.reasons import words

SAID_OF_A_STOP: Final = "treatment_stopped"
"""The code shown for every stop, so that the counter does not tell a suspicion from any other."""

SUSPICION: Final = "pregnancy_suspected"
OF_A_RESULT: Final = "test_not_qualifying"


def codes_shown(codes: Iterable[str]) -> list[str]:
    """List the codes that a counter reads, each once: every stop under one name.

    Beside a suspicion nothing is said of the test's result: it would tell which stop it is. A new prescription
    must be asked about in any case before capsules are handed over.
    """
    told = list(codes)
    if SUSPICION in told:
        told = [code for code in told if code != OF_A_RESULT]
    return list(dict.fromkeys(SAID_OF_A_STOP if words(code).is_stop else code for code in told))


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact and what it is called."""

    label: str
    value: str


def medicine(prescription: Prescription) -> str:
    """Name what lies in the drawer: substance and strength, for a pharmacy keeps several of both."""
    return f"{prescription.enrolment.programme.substance} {prescription.strength_mg.normalize():f} mg"


def authority(prescription: Prescription) -> list[Fact]:
    """Name what is handed over and by whose word, to be compared with the paper and the pack."""
    by_whom = _("%(name)s, on %(day)s") % {
        "name": prescription.prescriber.name,
        "day": day_in_words(prescription.prescribed_on),
    }
    return [
        Fact(_("Medicine"), medicine(prescription)),
        Fact(_("Authorisation"), prescription.authorisation_number),
        Fact(_("Prescribed by"), by_whom),
    ]


def day_in_words(day: dt.date | None) -> str:
    """Write a day with its month as a word; no day is nothing."""
    return day_in_full(day) if day else ""


def moment_in_words(at: dt.datetime, by: Actor) -> str:
    """Write a moment as the pharmacy's clock shows it."""
    local = at.astimezone(ZoneInfo(by.time_zone))
    return _("%(day)s, %(time)s") % {
        "day": day_in_full(local),
        "time": formats.date_format(local, "H:i"),
    }
