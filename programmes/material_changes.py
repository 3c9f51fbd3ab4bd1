"""What a safety-relevant version says differently from the one that a holder knows, and what is asked about that."""

import datetime as dt
from dataclasses import dataclass

from accounts.actor import Actor
from programmes.holding import own_acknowledgements
from programmes.knowledge import Question, questions_of
from programmes.material_queries import in_force_on, text_of
from programmes.material_text import Section
from programmes.models import Material, MaterialKind, MaterialStep, Step
from programmes.queries import civil_day


@dataclass(frozen=True, slots=True)
class Change:
    """A section that is new, or says something else than before."""

    part: Section
    is_new: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed since the version before, section by section, with the questions on that alone."""

    before: Material
    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    """The titles of the sections that are no longer there."""
    check: Material | None
    questions: tuple[Question, ...]


def difference_for(*, by: Actor, at: dt.datetime, material: Material) -> Difference | None:
    """Give what an actor must read of a safety-relevant version; None where there is nothing to compare it with.

    It is compared with the version that she acknowledged last, else with the one in force before.
    """
    before = _known(by, material) if material.safety_relevant else None
    if before is None:
        return None
    old, new = text_of(before).sections, text_of(material).sections
    kept = {part.id: part for part in old}
    changes = tuple(Change(part, part.id not in kept) for part in new if kept.get(part.id) != part)
    gone = tuple(part.title for part in old if part.id not in {one.id for one in new})
    check = _check_on(material, at)
    asked = {change.part.id for change in changes}
    questions = tuple(one for one in questions_of(text_of(check)) if one.section in asked) if check else ()
    return Difference(before, changes, gone, check if questions else None, questions)


def _known(by: Actor, material: Material) -> Material | None:
    alike = Material.objects.filter(
        programme_id=material.programme_id, country=material.country, language=material.language, kind=material.kind
    ).exclude(id=material.id)
    read = own_acknowledgements(by=by).filter(material__in=alike).order_by("-recorded_at").first()
    if read is not None:
        return read.material
    held = MaterialStep.objects.filter(material=material, step=Step.IN_FORCE).first()
    if held is None:
        return None
    earlier = {"from_on__lte": held.from_on, "recorded_at__lte": held.recorded_at}
    steps = MaterialStep.objects.filter(material__in=alike, step=Step.IN_FORCE, **earlier)
    last = steps.order_by("-from_on", "-recorded_at").select_related("material").first()
    return last.material if last else None


def _check_on(material: Material, at: dt.datetime) -> Material | None:
    """Find the knowledge check in force that goes with a guide; no other kind has one."""
    if material.kind != MaterialKind.GUIDE:
        return None
    on = civil_day(programme=material.programme, at=at)
    return (
        in_force_on(on=on, country=material.country)
        .filter(programme_id=material.programme_id, language=material.language, kind=MaterialKind.KNOWLEDGE_CHECK)
        .first()
    )
