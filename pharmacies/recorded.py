"""What the counter shows of a dispensing that was recorded."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import ngettext

from foundation.checksymbols import ALPHABET
from patients.models import Dispensing
from pharmacies.wording import Fact, authority, day_in_words, medicine


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A dispensing as its confirmation shows it."""

    number: str
    line: str
    prescribed: list[Fact]
    prescriber: str
    left: int


def present_dispensing(*, dispensing: Dispensing, left: int) -> Recorded:
    """Shape a dispensing for its confirmation, without a name."""
    prescription = dispensing.prescription
    line = ngettext(
        "%(count)d capsule of %(medicine)s, %(day)s",
        "%(count)d capsules of %(medicine)s, %(day)s",
        dispensing.capsules,
    ) % {
        "count": dispensing.capsules,
        "medicine": medicine(prescription),
        "day": day_in_words(dispensing.dispensed_on),
    }
    return Recorded(
        number=confirmation_number(dispensing.id),
        line=line,
        prescribed=authority(prescription),
        prescriber=prescription.prescriber.name,
        left=left,
    )


def confirmation_number(dispensing_id: UUID) -> str:
    """Write the first fifty bits of a dispensing's id as signs that can be read aloud."""
    bits = dispensing_id.int >> (128 - 50)
    signs = "".join(ALPHABET[(bits >> shift) & 31] for shift in range(45, -1, -5))
    return f"D-{signs[:5]}-{signs[5:]}"
