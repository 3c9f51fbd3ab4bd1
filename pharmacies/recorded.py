"""What the counter shows of a dispensing that was recorded."""

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from foundation.checksymbols import ALPHABET
from patients.models import CameBack, CapsuleReturn, Dispensing, Mode, ScannedPack, Verdict
from patients.queries import told_no_before
from patients.reasons import words
from pharmacies.returns import goes_back_into_stock
from pharmacies.wording import Fact, authority, codes_shown, day_in_words, medicine, moment_in_words
from programmes.queries import is_recalled


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A dispensing as its confirmation shows it."""

    number: str
    line: str
    prescribed: list[Fact]
    prescriber: str
    left: int
    owing_until: str
    packs: list[str]
    came_back: str
    stays_out_of_stock: bool
    """Whether it came back too late for its packs to be handed to somebody else."""
    is_whole: bool
    against: list[str]
    """The reasons in spite of which it was handed over; nothing of it may look like a yes then."""
    late: str
    """When it happened and when it was entered, for one entered late."""
    signed: str
    told_no: str
    """The no that this pharmacy had about it before, for one entered late."""
    called_back: str
    """The batch that was handed over though it is called back, which only an entry of what happened can say."""
    is_unscanned: bool
    """Whether it was handed over at the counter without a pack being looked at."""
    why_unscanned: str
    """The word given for it, where a pack had been refused."""


def present_dispensing(*, dispensing: Dispensing, left: int, owing_until: dt.date | None, by: Actor) -> Recorded:
    """Shape a dispensing for its confirmation, without a name."""
    prescription = dispensing.prescription
    returned = getattr(dispensing, "whole_return", None)
    return Recorded(
        number=confirmation_number(dispensing.id),
        line=line_of(dispensing),
        prescribed=authority(prescription),
        prescriber=prescription.prescriber.name,
        left=left,
        owing_until=day_in_words(owing_until) if left else "",
        packs=[_pack(row) for row in dispensing.verdict.packs.select_related("pack__product")],
        came_back=day_in_words(returned.returned_on) if returned is not None else "",
        stays_out_of_stock=returned is not None and not _went_into_stock(dispensing, returned),
        is_whole=not dispensing.returns.exists(),
        against=[str(words(code).title) for code in shown_codes(dispensing.verdict)],
        late=_late(dispensing, by),
        signed=_signed(dispensing),
        told_no=_told_no(dispensing, by),
        called_back=_called_back(dispensing),
        is_unscanned=not dispensing.verdict.packs.exists() and dispensing.verdict.mode != Mode.LATE,
        why_unscanned=_why_unscanned(dispensing),
    )


def line_of(dispensing: Dispensing) -> str:
    """Say how much of what was dispensed, and when."""
    return ngettext(
        "%(count)d capsule of %(medicine)s, %(day)s",
        "%(count)d capsules of %(medicine)s, %(day)s",
        dispensing.capsules,
    ) % {
        "count": dispensing.capsules,
        "medicine": medicine(dispensing.prescription),
        "day": day_in_words(dispensing.dispensed_on),
    }


def shown_codes(verdict: Verdict) -> list[str]:
    """List the reasons that something was dispensed against, as a counter reads them."""
    return codes_shown(verdict.overruled or verdict.reasons)


def _late(dispensing: Dispensing, by: Actor) -> str:
    entry = getattr(dispensing.verdict, "late_entry", None)
    if entry is None:
        return ""
    said = {"happened": moment_in_words(entry.happened_at, by), "entered": moment_in_words(entry.recorded_at, by)}
    return _("Handed over: %(happened)s. Entered late: %(entered)s.") % said


def _went_into_stock(dispensing: Dispensing, returned: CapsuleReturn) -> bool:
    is_in_time = goes_back_into_stock(dispensing=dispensing, on=returned.returned_on)
    return returned.how == CameBack.NOT_COLLECTED and is_in_time


def _why_unscanned(dispensing: Dispensing) -> str:
    if not dispensing.why_unscanned:
        return ""
    said = {"why": dispensing.get_why_unscanned_display()}
    return _("One had been refused before. Why this one was not scanned: %(why)s.") % said


def _called_back(dispensing: Dispensing) -> str:
    substance = dispensing.verdict.substance
    if not dispensing.batch or not is_recalled(substance=substance, batch=dispensing.batch, on=dispensing.dispensed_on):
        return ""
    return _("Batch %(batch)s is called back. Call the patient now, and take these capsules back.") % {
        "batch": dispensing.batch
    }


def _told_no(dispensing: Dispensing, by: Actor) -> str:
    entry = getattr(dispensing.verdict, "late_entry", None)
    before = told_no_before(entry=entry) if entry is not None else None
    if before is None:
        return ""
    said = {
        "moment": moment_in_words(before.at, by),
        "reasons": ", ".join(str(words(code).title) for code in shown_codes(before)),
    }
    return _("This pharmacy had been told no at %(moment)s: %(reasons)s. The prescriber sees this too.") % said


def _signed(dispensing: Dispensing) -> str:
    verdict = dispensing.verdict
    row = getattr(verdict, "late_entry", None) or getattr(verdict, "override", None)
    if row is None:
        return ""
    both = {"first": row.recorded_by.name, "second": row.second_person.name}
    return _("Signed by %(first)s and %(second)s.") % both


def present_supply(*, dispensing: Dispensing, out: int) -> str:
    """Name a supply on one line: what, when, and how much of it is out."""
    return ngettext(
        "%(medicine)s, %(day)s: %(given)d capsules dispensed, %(out)d is out",
        "%(medicine)s, %(day)s: %(given)d capsules dispensed, %(out)d are out",
        out,
    ) % {
        "medicine": medicine(dispensing.prescription),
        "day": day_in_words(dispensing.dispensed_on),
        "given": dispensing.capsules,
        "out": out,
    }


def _pack(row: ScannedPack) -> str:
    return ngettext(
        "%(pack)s, batch %(batch)s: %(count)d capsule", "%(pack)s, batch %(batch)s: %(count)d capsules", row.capsules
    ) % {"pack": row.pack or row.gtin, "batch": row.batch, "count": row.capsules}


_BITS: Final = 50
_REST: Final = 128 - _BITS
_FORGIVEN: Final = str.maketrans("OIL", "011", " -–\t")


def confirmation_number(dispensing_id: UUID) -> str:
    """Write the first fifty bits of a dispensing's id as signs that can be read aloud."""
    bits = dispensing_id.int >> _REST
    signs = "".join(ALPHABET[(bits >> shift) & 31] for shift in range(45, -1, -5))
    return f"D-{signs[:5]}-{signs[5:]}"


def numbered(typed: str) -> tuple[UUID, UUID] | None:
    """Give the first and the last id that a number as it was typed can stand for; None when it is no such number."""
    signs = typed.upper().translate(_FORGIVEN)
    signs = signs[1:] if len(signs) == 11 and signs[0] == "D" else signs
    if len(signs) != 10 or any(sign not in ALPHABET for sign in signs):
        return None
    bits = 0
    for sign in signs:
        bits = bits << 5 | ALPHABET.index(sign)
    return UUID(int=bits << _REST), UUID(int=(bits + 1 << _REST) - 1)
