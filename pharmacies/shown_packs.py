"""What the counter shows of packs: those on the list, how far they reach, and what speaks against one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from patients.models import ScannedPack, Verdict, WhyNot
from patients.reasons import FixedBy
from pharmacies.packs import JudgedPack
from pharmacies.presenters import ReasonLine
from pharmacies.wording import day_in_words

_ANOTHER = gettext_lazy("Take another pack.")
_WORDS: Final = {
    WhyNot.PRODUCT: (
        gettext_lazy("This code is not of a pack of %(substance)s that the programme knows."),
        gettext_lazy("Take the right pack. If it is the right one, call the programme office: its code is missing."),
    ),
    WhyNot.STRENGTH: (
        gettext_lazy("The pack is of %(pack)s mg; %(prescribed)s mg are prescribed."),
        gettext_lazy("Take a pack of the strength prescribed."),
    ),
    WhyNot.EXPIRED: (gettext_lazy("The pack was good until %(day)s."), _ANOTHER),
    WhyNot.RECALLED: (
        gettext_lazy("Batch %(batch)s was called back."),
        gettext_lazy("Take a pack of another batch, and keep this one apart."),
    ),
    WhyNot.SERIAL_SEEN: (
        gettext_lazy("A pack with this serial number was handed over before."),
        gettext_lazy("Take another pack, and keep this one apart: it may be a copy."),
    ),
}
"""What is said of each thing that speaks against a pack, and what to do."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack on the list: what it is, what its code said, and the code that the page carries along."""

    name: str
    about: str
    code: str


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs so far: how many capsules they hold, and whether that is all of them."""

    lines: list[PackLine]
    held: int
    progress: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class RefusedPack:
    """A pack that may not be handed over, and all that speaks against it."""

    name: str
    reasons: list[ReasonLine]


def present_packs(*, packs: Sequence[JudgedPack], most: int) -> Packs:
    """Shape the packs scanned so far."""
    held = sum(one.capsules for one in packs)
    progress = _("%(held)d of %(most)d capsules") % {"held": min(held, most), "most": most}
    return Packs([_line(one) for one in packs], held, progress if packs else "", held >= most > 0)


def present_refused(*, verdict: Verdict) -> list[RefusedPack]:
    """Shape the packs that a refusal speaks of."""
    return [
        RefusedPack(_name_of(row), [_against(WhyNot(why), row) for why in row.why_not])
        for row in verdict.packs.select_related("pack__product", "verdict__prescription__enrolment__programme")
    ]


def _line(one: JudgedPack) -> PackLine:
    name = "" if one.pack is None else str(one.pack)
    about = [
        _("Batch %(batch)s") % {"batch": one.code.batch},
        _("good until %(day)s") % {"day": day_in_words(one.code.expires_on)},
    ]
    if one.pack is not None and one.capsules < one.pack.capsules:
        about.append(
            ngettext(
                "opened before: %(left)d capsule is left, part %(part)d of this pack",
                "opened before: %(left)d capsules are left, part %(part)d of this pack",
                one.capsules,
            )
            % {"left": one.capsules, "part": one.taking}
        )
    return PackLine(name=name, about=" · ".join(about), code=one.code.text)


def _name_of(row: ScannedPack) -> str:
    return str(row.pack) if row.pack is not None else _("GTIN %(gtin)s") % {"gtin": row.gtin}


def _against(why: WhyNot, row: ScannedPack) -> ReasonLine:
    text, remedy = _WORDS[why]
    prescription = row.verdict.prescription
    named = {
        "batch": row.batch,
        "day": day_in_words(row.expires_on),
        "pack": f"{row.pack.strength_mg.normalize():f}" if row.pack is not None else "",
        "prescribed": f"{prescription.strength_mg.normalize():f}" if prescription is not None else "",
        "substance": row.verdict.substance,
    }
    return ReasonLine(
        text=str(text) % named,
        remedy=_("Who can put it right: %(who)s. %(remedy)s") % {"who": _("the pharmacy"), "remedy": remedy},
        from_when="",
        source="",
        code=f"pack_mismatch: {why}",
        fixed_by=FixedBy.PHARMACY.value,
    )
