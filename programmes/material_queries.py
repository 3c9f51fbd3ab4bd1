"""Questions about materials: who may read which, and which holds."""

import datetime as dt
from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import Role
from accounts.queries import local_day
from accounts.refusals import NotVisible
from programmes.material_text import MaterialText, read_material
from programmes.models import Material, MaterialKind, MaterialStep, Step

WORK_ON_THEM: Final = frozenset({Role.PROGRAMME_MANAGER, Role.AUTHORITY})
"""Who sees drafts too; everybody else sees what holds or held."""


class Standing(models.TextChoices):
    """How a material stands on a day."""

    DRAFT = "draft", gettext_lazy("draft")
    RETURNED = "returned", gettext_lazy("returned by the authority")
    AGREED = "agreed", gettext_lazy("agreed with the authority")
    TO_COME = "to_come", gettext_lazy("in force later")
    IN_FORCE = "in_force", gettext_lazy("in force")
    REPLACED = "replaced", gettext_lazy("replaced by another version")
    ENDED = "ended", gettext_lazy("ended")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def materials_seen(*, by: Actor, at: dt.datetime) -> QuerySet[Material]:
    """List what an actor may read: every material, those of her country, or those that hold or held there.

    Questions with their right answers are for those who work on them alone.
    """
    rows = Material.objects.select_related("programme", "recorded_by").prefetch_related("steps__recorded_by")
    rows = rows.order_by("programme__title", "country", "kind", "language", "-recorded_at", "id")
    if by.role == Role.PROGRAMME_MANAGER:
        return rows
    rows = rows.filter(country=by.country)
    if by.role in WORK_ON_THEM:
        return rows
    return rows.filter(_begun(local_day(by=by, at=at))).exclude(kind=MaterialKind.KNOWLEDGE_CHECK)


def material_of(*, by: Actor, at: dt.datetime, material_id: UUID) -> Material:
    """Find a material that an actor may read.

    :raises NotVisible: when there is none.
    """
    found = materials_seen(by=by, at=at).filter(id=material_id).first()
    if found is None:
        raise NotVisible(_("There is no such material."))
    return found


def in_force_on(*, on: dt.date, country: str | None = None) -> QuerySet[Material]:
    """List what holds on a day: of each programme, country, language and kind the one that was put in force last.

    Where that one has ended or is withdrawn, nothing holds: no older version comes back in its place.
    """
    begun = Material.objects.filter(_begun(on))
    if country is not None:
        begun = begun.filter(country=country)
    place = ("material__programme_id", "material__country", "material__language", "material__kind")
    newest = (
        MaterialStep.objects.filter(step=Step.IN_FORCE, material__in=begun)
        .order_by(*place, "-from_on", "-recorded_at")
        .distinct(*place)
    )
    standing = MaterialStep.objects.filter(id__in=newest.values("id")).exclude(until_on__lte=on)
    withdrawn = MaterialStep.objects.filter(material_id=OuterRef("pk"), step=Step.WITHDRAWN, from_on__lte=on)
    return Material.objects.filter(~Exists(withdrawn), id__in=standing.values("material_id"))


def standing_of(*, material: Material, on: dt.date, holding: Collection[UUID]) -> Standing:
    """Say how a material stands on a day, of those whose steps were fetched.

    :param holding: the ids of what is in force that day, by :func:`in_force_on`.
    """
    steps = {one.step: one for one in material.steps.all()}
    if material.id in holding:
        return Standing.IN_FORCE
    if Step.WITHDRAWN in steps:
        return Standing.WITHDRAWN
    if Step.RETURNED in steps:
        return Standing.RETURNED
    if Step.IN_FORCE not in steps:
        return Standing.AGREED if Step.AGREED in steps else Standing.DRAFT
    held = steps[Step.IN_FORCE]
    if held.from_on > on:
        return Standing.TO_COME
    is_over = held.until_on is not None and held.until_on <= on
    return Standing.ENDED if is_over else Standing.REPLACED


def text_of(material: Material) -> MaterialText:
    """Give what a kept material says."""
    return read_material(bytes(material.body))


def _begun(on: dt.date) -> Exists | Q:
    """Ask for what was in force on a day or before; a sample never was, where none are used."""
    held = MaterialStep.objects.filter(material_id=OuterRef("pk"), step=Step.IN_FORCE, from_on__lte=on)
    return Exists(held) if settings.SAMPLE_MATERIALS_ARE_USED else Exists(held) & Q(is_sample=False)
