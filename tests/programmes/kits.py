"""Materials as tests want them: written, agreed, in force, by whom a test says or by somebody new."""

import datetime as dt
from typing import Any

from accounts.actor import Actor
from accounts.models import Kind, Role
from programmes.learning import answer_check, mark_read
from programmes.materials import agree_material, put_in_force, write_material
from programmes.models import KnowledgeTry, Material
from tests.builders import a_programme, an_actor, an_organisation


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
