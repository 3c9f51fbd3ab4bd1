"""Who should hold a material, whom it was sent to, and who acknowledged it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from accounts.actor import Actor
from accounts.models import Role
from accounts.queries import local_day
from foundation.records import covering
from outbox.queries import sent_about
from programmes.mailing import mailing
from programmes.material_queries import in_force_on
from programmes.models import (
    Acknowledgement,
    Material,
    MaterialCopy,
    MaterialKind,
    MaterialStep,
    PharmacyRegistration,
    PrescriberCertification,
    Step,
)
from programmes.queries import civil_day

KIT: Final = (MaterialKind.LETTER, MaterialKind.GUIDE, MaterialKind.CHECKLIST)
"""What prescribers and pharmacies should hold; the rest is for patients, or is filled in."""

Place = tuple[str, str, str]
"""A programme, a country and a kind: a holder should hold one version there, whatever its language."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A certified prescriber or a registered pharmacy, with the language to write in."""

    id: UUID
    name: str
    language: str
    is_pharmacy: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """How one holder stands to one material: when it was put on its way, when it left, when it was acknowledged."""

    holder: Holder
    copied_at: dt.datetime | None
    sent_at: dt.datetime | None
    acknowledged_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A material that a holder has not acknowledged yet; ``until`` is the last day for a safety-relevant one."""

    material: Material
    until: dt.date | None


def holders_of(*, programme_id: str, country: str, on: dt.date) -> list[Holder]:
    """List who is certified or registered under a programme in a country on a day."""
    certified = PrescriberCertification.objects.filter(
        covering(on), programme_id=programme_id, country=country, prescriber__is_active=True
    ).values_list("prescriber_id", "prescriber__name", "prescriber__language")
    registered = PharmacyRegistration.objects.filter(
        covering(on), programme_id=programme_id, pharmacy__country=country,
        pharmacy__practice_of__isnull=True, pharmacy__suspended=False,
    ).values_list("pharmacy_id", "pharmacy__name", "pharmacy__language")  # fmt: skip
    return [
        *(
            Holder(*row, is_pharmacy=False)
            for row in certified.distinct().order_by("prescriber__name", "prescriber_id")
        ),
        *(Holder(*row, is_pharmacy=True) for row in registered.distinct().order_by("pharmacy__name", "pharmacy_id")),
    ]


def kit_in_force(*, on: dt.date, country: str | None = None) -> dict[Place, list[Material]]:
    """Give what holders should hold on a day: of each place the version of every language, in a steady order."""
    rows = in_force_on(on=on, country=country).filter(kind__in=KIT).select_related("programme").defer("body")
    found: dict[Place, list[Material]] = defaultdict(list)
    for one in rows.order_by("programme_id", "country", "kind", "language"):
        found[one.programme_id, one.country, one.kind].append(one)
    return dict(found)


def meant_for(*, holder_language: str, versions: list[Material]) -> Material:
    """Give the version that a holder should have: the one in her language, else the first."""
    return next((one for one in versions if one.language == holder_language), versions[0])


def reach_of(*, material: Material, at: dt.datetime) -> list[Hold]:
    """List those who should hold a material in force, with what became of it; nobody where it is not in force.

    Who acknowledged another language of the same is done too.
    """
    on = civil_day(programme=material.programme, at=at)
    versions = kit_in_force(on=on, country=material.country).get(_place(material), [])
    if material.id not in {one.id for one in versions}:
        return []
    holders = [
        one
        for one in holders_of(programme_id=material.programme_id, country=material.country, on=on)
        if meant_for(holder_language=one.language, versions=versions).id == material.id
    ]
    copies = {one.holder_id: one for one in MaterialCopy.objects.filter(material=material)}
    sent = sent_about(ids=[one.id for one in copies.values()])
    said = _acknowledged(versions)
    return [
        Hold(one, copy.recorded_at if copy else None, sent.get(copy.id) if copy else None, said.get(one.id))
        for one in holders
        for copy in [copies.get(one.id)]
    ]


def reached(*, on: dt.date, cut_off: dt.datetime, country: str | None, programme_id: str) -> dict[str, tuple[int, int]]:
    """Count, by kind, who acknowledged the version in force among those who should hold one (D1).

    A holder counts once for each programme, country and kind.
    """
    counts: dict[str, tuple[int, int]] = {}
    for (programme, land, kind), versions in kit_in_force(on=on, country=country).items():
        if programme_id in ("", programme):
            said = _acknowledged(versions, cut_off)
            holders = holders_of(programme_id=programme, country=land, on=on)
            has, of = counts.get(kind, (0, 0))
            counts[kind] = has + sum(one.id in said for one in holders), of + len(holders)
    return counts


def awaited_from(*, by: Actor, at: dt.datetime) -> list[Awaited]:
    """List what an actor has not acknowledged yet, for herself or for her pharmacy, with the last day of each."""
    if by.role not in (Role.PRESCRIBER, Role.PHARMACIST) or by.practice:
        return []
    found = []
    on = local_day(by=by, at=at)
    for (programme_id, country, _kind), versions in kit_in_force(on=on, country=by.country).items():
        own = next((one for one in _holding(by, programme_id, country, on)), None)
        if own is not None and own.id not in _acknowledged(versions):
            one = meant_for(holder_language=own.language, versions=versions)
            found.append(Awaited(one, last_day(material=one)))
    return found


def last_day(*, material: Material) -> dt.date | None:
    """Give the last day on which a safety-relevant change should be read; None for what is not."""
    step = MaterialStep.objects.filter(material=material, step=Step.IN_FORCE).first()
    return step.from_on + mailing().grace if material.safety_relevant and step else None


def is_acknowledged(*, copy: MaterialCopy, at: dt.datetime) -> bool:
    """Say whether nothing is to be told of a copy any more: its holder has it, or it is not in force."""
    on = civil_day(programme=copy.material.programme, at=at)
    versions = kit_in_force(on=on, country=copy.material.country).get(_place(copy.material), [])
    return copy.material_id not in {one.id for one in versions} or copy.holder_id in _acknowledged(versions)


def own_acknowledgements(*, by: Actor) -> QuerySet[Acknowledgement]:
    """List what an actor acknowledged, for herself or for her pharmacy."""
    own = {"pharmacy_id": by.place_id} if by.role == Role.PHARMACIST else {"prescriber_id": by.person_id}
    return Acknowledgement.objects.filter(**own)


def _holding(by: Actor, programme_id: str, country: str, on: dt.date) -> Iterable[Holder]:
    own = by.place_id if by.role == Role.PHARMACIST else by.person_id
    return (one for one in holders_of(programme_id=programme_id, country=country, on=on) if one.id == own)


def _acknowledged(versions: Iterable[Material], cut_off: dt.datetime | None = None) -> dict[UUID, dt.datetime]:
    rows = Acknowledgement.objects.filter(material__in=[one.id for one in versions])
    if cut_off is not None:
        rows = rows.filter(recorded_at__lte=cut_off)
    return dict(rows.annotate(holder=Coalesce("prescriber", "pharmacy")).values_list("holder", "recorded_at"))


def _place(material: Material) -> Place:
    return material.programme_id, material.country, material.kind
