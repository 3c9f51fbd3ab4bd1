"""What patients are told: versioned texts with the reference of their approval, read from files and checked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from programmes.data_files import keys_of
from rulebook import ProgrammeError
from rulebook.programme_keys import Table

GSM_7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of one text message of 160 signs; a sign outside it makes them 70."""

MOST_GSM_7, MOST_UCS_2 = 160, 70
DATE: Final = "{date}"
CODE: Final = "{code}"


class NoWords(LookupError):
    """There are no words to send: another try would find none either."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one language: the message while the date is to come, and the one once it has passed.

    ``date`` is how a day is written there, as Django's date filter reads it: with the month in letters.
    """

    date: str
    sms: str
    sms_late: str
    subject: str
    email: str
    email_late: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a text; without an approval it is a sample."""

    id: str
    valid_from: dt.date
    approval: str
    languages: Mapping[str, Words]

    @property
    def version(self) -> str:
        """Name it as its file is named."""
        return f"{self.id}/{self.valid_from.isoformat()}"


@dataclass(frozen=True, slots=True)
class Said:
    """What one patient is told, in her language, ready for any way."""

    sms: str
    subject: str
    email: str


def say(*, text: str, language: str, on: dt.date, due_on: dt.date | None = None, code: str = "") -> Said:
    """Write a text for a day, in a language, from the version in force.

    :raises NoWords: when there is no such text, or not in this language, or none that is approved where it must be.
    """
    wording = in_force(text=text, on=on)
    if not wording.approval and not settings.SAMPLE_TEXTS_ARE_SENT:
        raise NoWords(f"the text {wording.version} has no approval")
    words = wording.languages.get(language)
    if words is None:
        raise NoWords(f"the text {wording.version} is not written in {language}")
    is_late = due_on is not None and due_on < on
    with translation.override(language):
        values = {"date": date_format(due_on, words.date) if due_on else "", "code": code}
    return Said(
        (words.sms_late if is_late else words.sms).format(**values),
        words.subject,
        (words.email_late if is_late else words.email).format(**values),
    )


def in_force(*, text: str, on: dt.date) -> Wording:
    """Give the version of a text that holds on a day.

    :raises NoWords: when there is none.
    """
    found = [one for one in wordings() if one.id == text and one.valid_from <= on]
    if not found:
        raise NoWords(f"there is no text {text} in force on {on}")
    return max(found, key=lambda one: one.valid_from)


def parts_of(text: str) -> int:
    """Count how many text messages a text takes: 160 signs of its own alphabet are one, 70 of another."""
    most = MOST_GSM_7 if set(text) <= GSM_7 else MOST_UCS_2
    return -(-len(text) // most)


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """Give the shipped texts.

    :raises ProgrammeError: when a file is broken.
    """
    return load_wordings(settings.TEXT_FILES)


def load_wordings(folder: Path) -> tuple[Wording, ...]:
    """Read every text: one sub-folder a text, one file a version; one broken file stops everything.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    return tuple(_wording(file) for file in sorted(folder.glob("*/*.toml")))


def _wording(file: Path) -> Wording:
    name = f"{file.parent.name}/{file.name}"
    table = Table(name, "", keys_of(file, name=name))
    table.only("valid_from", "approval", "languages")
    valid_from = table.date("valid_from")
    if valid_from.isoformat() != file.stem:
        raise ProgrammeError(name, "valid_from", f"expected the day that names the file, {file.stem}")
    languages = table.table("languages")
    words = {language: _words(languages.table(language)) for language in languages.keys}
    approval = table.text("approval") if "approval" in table.keys else ""
    return Wording(file.parent.name, valid_from, approval, MappingProxyType(words))


def _words(table: Table) -> Words:
    table.only("date", "sms", "sms_late", "subject", "email", "email_late")
    sms, email = table.text("sms"), table.text("email")
    words = Words(
        date=table.text("date") if "date" in table.keys or DATE in sms + email else "",
        sms=sms,
        sms_late=table.text("sms_late") if "sms_late" in table.keys else sms,
        subject=table.text("subject"),
        email=email,
        email_late=table.text("email_late") if "email_late" in table.keys else email,
    )
    for key in ("sms", "sms_late", "subject"):
        _check_line(table, key, getattr(words, key))
    return words


def _check_line(table: Table, key: str, text: str) -> None:
    """Refuse a line that is none, and a placeholder that nothing fills."""
    if "\n" in text:
        raise table.wrong(key, "one line")
    try:
        text.format(date="", code="")
    except (KeyError, IndexError, ValueError):
        raise table.wrong(key, f"no placeholders but {DATE} and {CODE}") from None
