"""Materials as tests want them: written, agreed, in force, by whom a test says or by somebody new."""

import datetime as dt
from typing import Any

from accounts.actor import Actor
from accounts.models import Kind, Role
from foundation.new_number import random_number
from programmes.declaring import certify_declared, declare
from programmes.learning import answer_check, mark_read
from programmes.material_queries import in_force_on
from programmes.materials import agree_material, put_in_force, write_material
from programmes.models import (
    DeclarationAnswer,
    KnowledgeTry,
    Material,
    PrescriberCertification,
    PrescriberDeclaration,
)
from tests.builders import a_prescriber, a_programme, an_actor, an_organisation


def a_body(*, title: str = "Guide", safety_relevant: bool = False, more: str = "") -> bytes:
    """Write the bytes of a material of two sections."""
    return f"""+++
title = "{title}"
sample = false
safety_relevant = {str(safety_relevant).lower()}
+++

# harm: What it can do

It harms unborn children.

# tests: Pregnancy tests

- before treatment
- every four weeks{more}
""".encode()


def a_manager() -> Actor:
    """Give somebody of the programme office."""
    return an_actor(Role.PROGRAMME_MANAGER, an_organisation(Kind.COMPANY))


def an_assessor(country: str = "BE") -> Actor:
    """Give somebody of a country's authority."""
    return an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))


def a_draft(*, at: dt.datetime, by: Actor | None = None, **changes: Any) -> Material:
    """Write a guide for Belgium, in English."""
    facts: dict[str, Any] = {
        "programme": a_programme(), "country": "BE", "language": "en-gb", "kind": "guide", "version": "1",
        "body": a_body(),
    }  # fmt: skip
    return write_material(by=by or a_manager(), at=at, **facts | changes)


def an_agreed_material(*, at: dt.datetime, **changes: Any) -> Material:
    """Write one, and let its authority agree."""
    made = a_draft(at=at, **changes)
    agree_material(by=an_assessor(made.country), at=at, material=made, reference="FAMHP/7", agreed_on=at.date())
    return made


def a_material_in_force(
    *, at: dt.datetime, from_on: dt.date | None = None, until_on: dt.date | None = None, **changes: Any
) -> Material:
    """Write one, have it agreed, and put it in force, from the same day unless told otherwise."""
    made = an_agreed_material(at=at, **changes)
    put_in_force(by=a_manager(), at=at, material=made, from_on=from_on or at.date(), until_on=until_on)
    return made


CHECK = b"""+++
title = "Check"
sample = false
safety_relevant = false
+++

# what: What can it do?

Section: harm

- right: Harm unborn children.
- wrong: Nothing. Why: it harms them at any dose.

# when: When is a test done?

Section: tests

- wrong: Never. Why: a pregnancy must be found.
- right: Every four weeks.
"""
RIGHT: dict[str, int] = {"what": 0, "when": 1}
"""The places of the right answers to ``CHECK``."""


def a_course_in_force(*, at: dt.datetime, **changes: Any) -> tuple[Material, Material]:
    """Put a guide of the sections ``harm`` and ``tests`` in force, and the check on it."""
    guide = a_material_in_force(at=at, **changes)
    return guide, a_material_in_force(at=at, kind="knowledge-check", body=CHECK, **changes)


def a_try(*, by: Actor, at: dt.datetime, kit: tuple[Material, Material], **answers: int) -> KnowledgeTry:
    """Read the guide and answer its check, rightly where a test says nothing else."""
    guide, check = kit
    for section in ("harm", "tests"):
        mark_read(by=by, at=at, guide=guide, section=section)
    return answer_check(by=by, at=at, guide=guide, check=check, seed=7, answers=RIGHT | answers)


def a_declaration(
    *, at: dt.datetime, by: Actor | None = None, kit: tuple[Material, Material] | None = None
) -> PrescriberDeclaration:
    """Let a prescriber who is not certified pass the knowledge check in force, or a new one, and declare."""
    who = by or a_prescriber(certified=False)
    known_by = a_try(by=who, at=at, kit=kit or _kit_in_force(at) or a_course_in_force(at=at))
    programme = known_by.guide.programme
    return declare(by=who, at=at, programme=programme, known_by=known_by, licence_number="BE 12.345")


def _kit_in_force(at: dt.datetime) -> tuple[Material, Material] | None:
    rows = in_force_on(on=at.date(), country="BE")
    guide, check = rows.filter(kind="guide").first(), rows.filter(kind="knowledge-check").first()
    return (guide, check) if guide and check else None


def a_certificate(*, at: dt.datetime, declaration: PrescriberDeclaration | None = None) -> DeclarationAnswer:
    """Let the office answer a declaration with a certificate."""
    declared = declaration or a_declaration(at=at)
    return certify_declared(by=a_manager(), at=at, declaration=declared, compared="Register, listed")


def a_certificate_behind(*, at: dt.datetime, known_by: KnowledgeTry) -> DeclarationAnswer:
    """Give the certificate for the certification that whoever passed holds already; there is one of each."""
    programme, country = known_by.guide.programme, known_by.guide.country
    held = PrescriberCertification.objects.get(prescriber_id=known_by.recorded_by_id, programme=programme)
    if (written := DeclarationAnswer.objects.filter(certification=held).first()) is not None:
        return written
    declared = PrescriberDeclaration.objects.create(
        programme=programme, country=country, licence_number="BE 12.345", known_by=known_by, declaration="of the tests",
        recorded_at=at, recorded_by_id=known_by.recorded_by_id,
    )  # fmt: skip
    return DeclarationAnswer.objects.create(
        declaration=declared, certification=held, number=random_number(), compared="Register, listed", recorded_at=at,
        recorded_by_id=a_manager().person_id,
    )  # fmt: skip
