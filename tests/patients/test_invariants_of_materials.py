"""Invariants of what a programme tells people: bytes that bear their hash, steps in order, by whom."""

import datetime as dt
from typing import Any

import pytest

from programmes.getting_there import acknowledge_material, send_material
from programmes.learning import mark_read
from programmes.models import Acknowledgement, Material, MaterialStep, SectionRead, Step
from tests.builders import a_pharmacy, a_prescriber
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON
from tests.programmes.kits import (
    a_course_in_force,
    a_draft,
    a_manager,
    a_material_in_force,
    a_try,
    an_assessor,
)

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


def _agreement(material: Material, **changes: Any) -> None:
    by = an_assessor()
    facts: dict[str, Any] = {
        "step": Step.AGREED, "from_on": TODAY, "reference": "7", "organisation_id": by.place_id,
        "recorded_at": NOON, "recorded_by_id": by.person_id,
    }  # fmt: skip
    MaterialStep.objects.create(material=material, **facts | changes)


@invariant("A version of a material is there once", "programmes_material_once")
def test_a_version_is_there_once() -> None:
    with refused_by("programmes_material_once"):
        another(a_draft(at=NOON))


@invariant("A material bears the hash of its bytes", "programmes_material_bears_its_hash")
def test_a_material_bears_the_hash_of_its_bytes() -> None:
    one = a_draft(at=NOON)
    with refused_by("programmes_material_bears_its_hash"):
        another(one, version="2", body=bytes(one.body) + b"x")


@invariant("What nobody wrote is a sample", "programmes_material_of_nobody_is_a_sample")
def test_what_nobody_wrote_is_a_sample() -> None:
    with refused_by("programmes_material_of_nobody_is_a_sample"):
        another(a_draft(at=NOON), version="2", recorded_by_id=None)


@invariant("A material takes each step once", "programmes_materialstep_once")
def test_each_step_is_taken_once() -> None:
    one = a_material_in_force(at=NOON)
    with refused_by("programmes_materialstep_once"):
        another(one.steps.get(step=Step.IN_FORCE))


@invariant(
    "An approval has its reference, a return and a withdrawal their reason", "programmes_materialstep_says_what_it_must"
)
@pytest.mark.parametrize("change", [{"reference": ""}, {"why": "x"}, {"step": Step.RETURNED}])
def test_a_step_says_what_it_must(change: dict[str, Any]) -> None:
    one = a_draft(at=NOON)
    with refused_by("programmes_materialstep_says_what_it_must"):
        _agreement(one, **change)


@invariant("Only what is in force ends by itself, and after it began", "programmes_materialstep_ends_after_start")
def test_what_is_in_force_ends_after_it_began() -> None:
    one = a_draft(at=NOON)
    with refused_by("programmes_materialstep_ends_after_start"):
        _agreement(one, until_on=TODAY + dt.timedelta(days=1))


@invariant("A material is agreed, then put in force, then withdrawn", "programmes_materialstep_in_order")
@pytest.mark.parametrize("step", [Step.IN_FORCE, Step.WITHDRAWN])
def test_steps_are_taken_in_order(step: Step) -> None:
    one, by = a_draft(at=NOON), a_manager()
    said = {"why": "x"} if step == Step.WITHDRAWN else {}
    facts = {"organisation_id": by.place_id, "recorded_by_id": by.person_id, "reference": "", **said}
    with refused_by("programmes_materialstep_in_order"):
        _agreement(one, step=step, **facts)
    _agreement(one, step=Step.RETURNED, reference="", why="no")
    with refused_by("programmes_materialstep_in_order"):
        _agreement(one)


@invariant(
    "A material is agreed by an authority of its country, and put in force by the company",
    "programmes_materialstep_of_its_country",
)
def test_a_material_is_agreed_by_the_authority_of_its_country() -> None:
    one = a_draft(at=NOON)
    for by in (an_assessor("DE"), a_manager()):
        with refused_by("programmes_materialstep_of_its_country"):
            _agreement(one, organisation_id=by.place_id)
    _agreement(one)
    with refused_by("programmes_materialstep_of_its_country"):
        _agreement(one, step=Step.IN_FORCE, reference="")


@invariant("Nobody agrees to a material that she wrote", "programmes_materialstep_by_another")
def test_nobody_agrees_to_what_she_wrote() -> None:
    one = a_draft(at=NOON)
    with refused_by("programmes_materialstep_by_another"):
        _agreement(one, recorded_by_id=one.recorded_by_id)


@invariant("A section of a guide is read once by a person", "programmes_sectionread_once")
def test_a_section_is_read_once() -> None:
    a_try(by=a_prescriber(), at=NOON, kit=a_course_in_force(at=NOON))
    row = SectionRead.objects.first()
    assert row is not None
    with refused_by("programmes_sectionread_once"):
        another(row)


@invariant("What is read section by section is a guide", "programmes_sectionread_of_a_guide")
def test_what_is_read_section_by_section_is_a_guide() -> None:
    guide, check = a_course_in_force(at=NOON)
    row = mark_read(by=a_prescriber(), at=NOON, guide=guide, section="harm")
    with refused_by("programmes_sectionread_of_a_guide"):
        another(row, guide_id=check.id)


@invariant("A check asks about the guide of its own kit and language", "programmes_knowledgetry_of_one_kit")
def test_a_check_asks_about_its_own_guide() -> None:
    row = a_try(by=a_prescriber(), at=NOON, kit=a_course_in_force(at=NOON))
    german, _check = a_course_in_force(at=NOON, language="de")
    for change in ({"guide_id": german.id}, {"guide_id": row.check_material_id}):
        with refused_by("programmes_knowledgetry_of_one_kit"):
            another(row, **change)


def _an_acknowledgement() -> Acknowledgement:
    letter = a_material_in_force(at=NOON, kind="letter")
    return acknowledge_material(by=a_prescriber(), at=NOON, material=letter, answers={})


@invariant("A copy goes to a prescriber or to a pharmacy", "programmes_materialcopy_one_holder")
@invariant("What is acknowledged is so by a prescriber or for a pharmacy", "programmes_acknowledgement_one_holder")
def test_a_copy_and_an_acknowledgement_have_one_holder() -> None:
    row = _an_acknowledgement()
    with refused_by("programmes_acknowledgement_one_holder"):
        another(row, pharmacy_id=a_pharmacy().id)
    a_prescriber()
    copy = send_material(by=a_manager(), at=NOON, material=row.material)[0]
    with refused_by("programmes_materialcopy_one_holder"):
        another(copy, prescriber_id=None, pharmacy_id=None)


@invariant("A material is sent to each holder once", "programmes_materialcopy_once")
@invariant("A holder acknowledges a material once", "programmes_acknowledgement_once")
def test_a_holder_is_sent_it_and_acknowledges_it_once() -> None:
    row = _an_acknowledgement()
    with refused_by("programmes_acknowledgement_once"):
        another(row)
    a_prescriber()
    with refused_by("programmes_materialcopy_once"):
        another(send_material(by=a_manager(), at=NOON, material=row.material)[0])


@invariant("A prescriber acknowledges for herself", "programmes_acknowledgement_by_herself")
def test_a_prescriber_acknowledges_for_herself() -> None:
    with refused_by("programmes_acknowledgement_by_herself"):
        another(_an_acknowledgement(), prescriber_id=a_prescriber().person_id)


@invariant("Only what was put in force is sent", "programmes_materialcopy_of_what_was_in_force")
@invariant("Only what was put in force is acknowledged", "programmes_acknowledgement_of_what_was_in_force")
def test_only_what_was_in_force_is_sent_and_acknowledged() -> None:
    row, draft = _an_acknowledgement(), a_draft(at=NOON)
    with refused_by("programmes_acknowledgement_of_what_was_in_force"):
        another(row, material_id=draft.id)
    a_prescriber()
    with refused_by("programmes_materialcopy_of_what_was_in_force"):
        another(send_material(by=a_manager(), at=NOON, material=row.material)[0], material_id=draft.id)
