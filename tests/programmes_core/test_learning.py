"""A guide read section by section, and a check that is passed when every answer is right."""

from typing import Any

import pytest
from django.conf import settings

from accounts.refusals import NotPermitted, NotVisible
from programmes.kit_shelf import load_kits
from programmes.knowledge import questions_of, shuffled
from programmes.learning import (
    LearningNotPossible,
    answer_check,
    course_of,
    courses_of,
    last_passed,
    mark_read,
    results_seen,
)
from programmes.material_text import NotAMaterial, read_material
from programmes.materials import MaterialNotPossible, withdraw_material
from programmes.models import KnowledgeTry, SectionRead
from tests.builders import a_pharmacist, a_prescriber, a_programme
from tests.patients.lives import DAY, NOON
from tests.programmes.kits import (
    CHECK,
    RIGHT,
    a_course_in_force,
    a_draft,
    a_manager,
    a_material_in_force,
    a_try,
    an_assessor,
)

pytestmark = pytest.mark.django_db


def test_the_check_waits_for_every_section() -> None:
    (guide, check), by = a_course_in_force(at=NOON), a_prescriber()
    first, again = (mark_read(by=by, at=NOON, guide=guide, section="harm") for _time in range(2))
    assert first == again
    with pytest.raises(LearningNotPossible, match="not read"):
        answer_check(by=by, at=NOON, guide=guide, check=check, seed=1, answers=RIGHT)
    mark_read(by=by, at=NOON, guide=guide, section="tests")
    assert answer_check(by=by, at=NOON, guide=guide, check=check, seed=1, answers=RIGHT).is_passed
    course = course_of(by=by, at=NOON, programme_id=guide.programme_id, language="en-gb")
    assert (course.unread, course.passed is not None) == ([], True)


def test_every_try_is_kept_and_one_wrong_answer_does_not_pass() -> None:
    kit, by = a_course_in_force(at=NOON), a_prescriber()
    failed = a_try(by=by, at=NOON, kit=kit, when=0)
    assert (failed.is_passed, failed.wrong) == (False, ["when"])
    known: dict[str, Any] = {"reader_id": by.person_id, "programme": a_programme(), "country": "BE"}
    assert last_passed(**known) is None
    passed = a_try(by=by, at=NOON + DAY, kit=kit)
    a_try(by=by, at=NOON + 2 * DAY, kit=kit, what=1)
    assert last_passed(**known) == passed
    assert KnowledgeTry.objects.count() == 3


@pytest.mark.parametrize("answers", [{"what": 0}, RIGHT | {"more": 0}, RIGHT | {"what": 2}, RIGHT | {"what": -1}])
def test_answers_that_were_not_offered_are_none(answers: dict[str, int]) -> None:
    (guide, check), by = a_course_in_force(at=NOON), a_prescriber()
    for section in ("harm", "tests"):
        mark_read(by=by, at=NOON, guide=guide, section=section)
    with pytest.raises(LearningNotPossible, match="missing"):
        answer_check(by=by, at=NOON, guide=guide, check=check, seed=1, answers=answers)


def test_a_new_version_is_read_and_answered_anew() -> None:
    old, by = a_course_in_force(at=NOON), a_prescriber()
    a_try(by=by, at=NOON, kit=old)
    new = a_material_in_force(at=NOON, version="2", from_on=(NOON + DAY).date())
    course = course_of(by=by, at=NOON + DAY, programme_id=new.programme_id, language="en-gb")
    assert (course.guide, course.unread, course.passed) == (new, ["harm", "tests"], None)
    for act in (
        lambda: mark_read(by=by, at=NOON + DAY, guide=old[0], section="harm"),
        lambda: answer_check(by=by, at=NOON + DAY, guide=old[0], check=old[1], seed=1, answers=RIGHT),
    ):
        with pytest.raises(LearningNotPossible, match="Another version"):
            act()


def test_without_a_check_in_force_there_is_nothing_to_pass() -> None:
    (guide, check), by = a_course_in_force(at=NOON), a_prescriber()
    withdraw_material(by=an_assessor(), at=NOON, material=check, reason="a wrong question")
    assert courses_of(by=by, at=NOON, language="en-gb") == []
    with pytest.raises(NotVisible):
        course_of(by=by, at=NOON, programme_id=guide.programme_id, language="en-gb")


def test_her_language_is_offered_where_it_is_there() -> None:
    english, german = a_course_in_force(at=NOON), a_course_in_force(at=NOON, language="de")
    by = a_prescriber()
    assert [courses_of(by=by, at=NOON, language=one)[0].guide for one in ("de", "en-gb", "pl")] == [
        german[0],
        english[0],
        german[0],
    ]


def test_another_countrys_guide_and_another_role_are_refused() -> None:
    guide, _check = a_course_in_force(at=NOON, country="DE")
    with pytest.raises(NotVisible):
        mark_read(by=a_prescriber(), at=NOON, guide=guide, section="harm")
    with pytest.raises(NotVisible):
        mark_read(by=a_prescriber(), at=NOON, guide=a_material_in_force(at=NOON), section="nowhere")
    with pytest.raises(NotPermitted):
        mark_read(by=a_pharmacist(), at=NOON, guide=guide, section="harm")
    assert not SectionRead.objects.exists()


def test_the_authority_reads_how_each_question_was_answered() -> None:
    kit, one, other = a_course_in_force(at=NOON), a_prescriber(), a_prescriber()
    a_try(by=one, at=NOON, kit=kit, when=0)
    a_try(by=one, at=NOON + DAY, kit=kit, when=0)
    a_try(by=one, at=NOON + 2 * DAY, kit=kit)
    a_try(by=other, at=NOON, kit=kit)
    ((check, results),) = results_seen(by=an_assessor())
    assert check == kit[1]
    counted = {one.question.id: (one.people, one.wrong_at_first, one.wrong) for one in results}
    assert counted == {"what": (2, 0, 0), "when": (2, 1, 2)}
    assert results_seen(by=an_assessor("DE")) == []
    assert len(results_seen(by=a_manager())) == 1


def test_the_order_comes_from_the_seed_and_holds_every_answer_once() -> None:
    questions = questions_of(read_material(CHECK))
    orders = {str(shuffled(questions, seed=seed)) for seed in range(20)}
    assert len(orders) > 2
    assert shuffled(questions, seed=3) == shuffled(questions, seed=3)
    for one, places in shuffled(questions, seed=3):
        assert sorted(places) == list(range(len(one.choices)))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"Section: harm", b"Part: harm"),
        (b"- right: Harm unborn children.", b"- wrong: Harm. Why: it is so."),
        (b"- wrong: Nothing. Why: it harms them at any dose.", b"- right: Nothing."),
        (b" Why: it harms them at any dose.", b""),
        (b"- wrong: Nothing. Why: it harms them at any dose.", b""),
        (b"Section: harm\n", b"Section: harm\n\nmore words\n"),
    ],
)
def test_what_is_no_question_is_refused_by_name(good: bytes, bad: bytes) -> None:
    assert good in CHECK
    with pytest.raises(NotAMaterial, match="Question what:"):
        questions_of(read_material(CHECK.replace(good, bad)))
    with pytest.raises(MaterialNotPossible, match="nothing was stored"):
        a_draft(at=NOON, kind="knowledge-check", body=CHECK.replace(good, bad))


def test_every_shipped_question_leads_to_a_section_of_its_guide() -> None:
    files = load_kits(settings.MATERIAL_FILES)
    guides = {(one.programme_id, one.country, one.language): one.text for one in files if one.kind == "guide"}
    checks = [one for one in files if one.kind == "knowledge-check"]
    assert {one.language for one in checks} == {"en-gb", "de"}
    for one in checks:
        known = {part.id for part in guides[one.programme_id, one.country, one.language].sections}
        assert {question.section for question in questions_of(one.text)} <= known
