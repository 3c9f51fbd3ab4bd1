"""A prescriber reads the guide in force section by section, and answers its knowledge check as often as she likes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from accounts.refusals import NotVisible, Refusal
from programmes.knowledge import Question, questions_of
from programmes.material_queries import in_force_on, text_of
from programmes.material_text import MaterialText
from programmes.models import KnowledgeTry, Material, MaterialKind, Programme, SectionRead
from programmes.queries import civil_day


class LearningNotPossible(Refusal):
    """The guide is another one now, a section was not read, or an answer is missing."""


@dataclass(frozen=True)
class Course:
    """The guide in force and the check that goes with it, with how far a reader has come."""

    guide: Material
    check: Material
    read: frozenset[str]
    passed: KnowledgeTry | None

    @cached_property
    def text(self) -> MaterialText:
        """Give what the guide says."""
        return text_of(self.guide)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Give what the check asks."""
        return questions_of(text_of(self.check))

    @property
    def unread(self) -> list[str]:
        """List the sections that she has not read, in the order of the guide."""
        return [part.id for part in self.text.sections if part.id not in self.read]


def courses_of(*, by: Actor, at: dt.datetime, language: str) -> list[Course]:
    """List the guides in force in the actor's country that have a check: one a programme, in her language if it is."""
    found: list[Course] = []
    for programme in Programme.objects.order_by("title"):
        kits = in_force_on(on=civil_day(programme=programme, at=at), country=by.country).filter(programme=programme)
        rows = kits.filter(kind__in=[MaterialKind.GUIDE, MaterialKind.KNOWLEDGE_CHECK]).order_by("language")
        held = {(one.kind, one.language): one for one in rows.select_related("programme")}
        written = [tongue for kind, tongue in held if kind == MaterialKind.GUIDE]
        written = [tongue for tongue in written if (MaterialKind.KNOWLEDGE_CHECK, tongue) in held]
        if written:
            tongue = language if language in written else written[0]
            found.append(_course(by, held[MaterialKind.GUIDE, tongue], held[MaterialKind.KNOWLEDGE_CHECK, tongue]))
    return found


def course_of(*, by: Actor, at: dt.datetime, programme_id: str, language: str) -> Course:
    """Find the guide of one programme.

    :raises NotVisible: when none is in force in the actor's country, or none has a check.
    """
    for one in courses_of(by=by, at=at, language=language):
        if one.guide.programme_id == programme_id:
            return one
    raise NotVisible(_("There is no such guide."))


def try_of(*, by: Actor, try_id: UUID) -> KnowledgeTry:
    """Find one of the actor's own tries.

    :raises NotVisible: when there is none.
    """
    rows = KnowledgeTry.objects.filter(recorded_by_id=by.user_id, id=try_id)
    found = rows.select_related("guide__programme", "check_material").first()
    if found is None:
        raise NotVisible(_("There is no such try."))
    return found


def last_passed(*, reader_id: UUID, programme: Programme, country: str) -> KnowledgeTry | None:
    """Give the last try of a person at which every answer was right, of any version."""
    rows = KnowledgeTry.objects.filter(
        recorded_by_id=reader_id, guide__programme=programme, guide__country=country, wrong=[]
    )
    return rows.select_related("guide").order_by("-recorded_at").first()


def newest_pass(*, reader_id: UUID, course: Course) -> KnowledgeTry | None:
    """Give the last try of a person at which every answer to the check in force was right."""
    rows = KnowledgeTry.objects.filter(
        recorded_by_id=reader_id, guide=course.guide, check_material=course.check, wrong=[]
    )
    return rows.select_related("guide").order_by("-recorded_at").first()


@operation("programmes.learn")
def mark_read(*, by: Actor, at: dt.datetime, guide: Material, section: str) -> SectionRead:
    """Keep that a section was read; said twice, it is the same row.

    :raises LearningNotPossible: when the guide is not in force any more.
    :raises NotVisible: when the guide has no such section, or is another country's.
    """
    _require_in_force(by, at, [guide])
    if section not in {part.id for part in text_of(guide).sections}:
        raise NotVisible(_("There is no such section."))
    facts = {"guide": guide, "section": section, "recorded_by_id": by.person_id}
    made, _is_new = SectionRead.objects.get_or_create(**facts, defaults={"recorded_at": at})
    return made


@operation("programmes.learn")
def answer_check(
    *, by: Actor, at: dt.datetime, guide: Material, check: Material, seed: int, answers: Mapping[str, int]
) -> KnowledgeTry:
    """Keep a try and what was wrong in it; it is passed where nothing was.

    :param answers: the place in the file of the answer to each question, by the question's id.
    :raises LearningNotPossible: when guide or check is not in force any more, a section was not read, or an answer is
        missing or none of those offered.
    :raises NotVisible: when they are another country's.
    """
    _require_in_force(by, at, [guide, check])
    course, asked = _course(by, guide, check), {one.id: one for one in questions_of(text_of(check))}
    if course.unread:
        raise LearningNotPossible(_("Some sections of the guide are not read yet. Open them first."))
    if set(answers) != set(asked) or any(not 0 <= place < len(asked[key].choices) for key, place in answers.items()):
        raise LearningNotPossible(_("An answer is missing, or none of those offered. Choose one for every question."))
    return KnowledgeTry.objects.create(
        guide=guide,
        check_material=check,
        seed=seed,
        answers=dict(answers),
        wrong=[key for key, one in asked.items() if answers[key] != one.right],
        recorded_at=at,
        recorded_by_id=by.person_id,
    )


@dataclass(frozen=True, slots=True)
class Result:
    """How one question of a check was answered: how many people, how many of them wrong at first, how often wrong."""

    question: Question
    people: int
    wrong_at_first: int
    wrong: int


def results_seen(*, by: Actor) -> list[tuple[Material, list[Result]]]:
    """Give the results by question of every check that was tried: of the own country, for the office of all."""
    tries = KnowledgeTry.objects.select_related("check_material__programme").order_by("recorded_at", "id")
    if by.role != Role.PROGRAMME_MANAGER:
        tries = tries.filter(check_material__country=by.country)
    by_check: dict[UUID, list[KnowledgeTry]] = {}
    for one in tries:
        by_check.setdefault(one.check_material_id, []).append(one)
    found = [(rows[0].check_material, _results(rows)) for rows in by_check.values()]
    return sorted(found, key=lambda one: (one[0].programme.title, one[0].country, one[0].language, one[0].recorded_at))


def _results(tries: Iterable[KnowledgeTry]) -> list[Result]:
    first: dict[UUID, KnowledgeTry] = {}
    wrong: Counter[str] = Counter()
    for one in tries:
        first.setdefault(one.recorded_by_id, one)
        wrong.update(one.wrong)
    at_first = Counter(key for one in first.values() for key in one.wrong)
    asked = questions_of(text_of(next(iter(first.values())).check_material))
    return [Result(one, len(first), at_first[one.id], wrong[one.id]) for one in asked]


def _course(by: Actor, guide: Material, check: Material) -> Course:
    own = {"recorded_by_id": by.user_id, "guide": guide}
    read = frozenset(SectionRead.objects.filter(**own).values_list("section", flat=True))
    passed = KnowledgeTry.objects.filter(**own, check_material=check, wrong=[]).order_by("recorded_at").first()
    return Course(guide, check, read, passed)


def _require_in_force(by: Actor, at: dt.datetime, materials: Iterable[Material]) -> None:
    for one in materials:
        if one.country != by.country:
            raise NotVisible(_("There is no such guide."))
        on = civil_day(programme=one.programme, at=at)
        if not in_force_on(on=on, country=one.country).filter(id=one.id).exists():
            raise LearningNotPossible(_("Another version is in force now. Open the list again and read that one."))
