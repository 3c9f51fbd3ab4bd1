"""A guide as it is read, its check as it is answered, and the results by question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Link, Table, Tag, table
from programmes.knowledge import questions_of
from programmes.learning import Course, Result
from programmes.material_presenters import language_name
from programmes.material_queries import text_of
from programmes.models import DeclarationAnswer, KnowledgeTry, Material
from programmes.queries import civil_day


def course_table(*, courses: Iterable[Course]) -> Table:
    """Lay out the guides to read, with how far she has come."""
    return table(
        caption=_("Guides in force"),
        columns=[Column(_("Guide")), Column(_("Language")), Column(_("Read")), Column(_("Knowledge check"))],
        rows=[
            (
                Link(one.guide.title, reverse("programmes:course", args=[one.guide.programme_id])),
                language_name(one.guide.language),
                _("%(read)s of %(all)s sections") % {"read": len(one.read), "all": len(one.text.sections)},
                Tag(_("passed on %(day)s") % {"day": passed_on(one.passed)}, "yes") if one.passed else _("not yet"),
            )
            for one in courses
        ],
    )


def course_tasks(*, course: Course, answered: DeclarationAnswer | None, waits: bool) -> list[dict[str, Any]]:
    """List the sections, the check and the declaration as things to do; each waits for the one before."""
    programme = course.guide.programme_id
    sections = [
        {
            "label": part.title,
            "url": reverse("programmes:section", args=[programme, part.id]),
            "state": _("read") if part.id in course.read else _("to read"),
            "tone": "" if part.id in course.read else "open",
        }
        for part in course.text.sections
    ]
    check = {"label": _("Knowledge check"), "url": reverse("programmes:check", args=[programme])}
    if course.unread:
        check |= {"url": "", "state": _("cannot start yet"), "tone": "wait", "hint": _("Read every section first.")}
    elif course.passed is None:
        check |= {"state": _("to answer"), "tone": "open"}
    else:
        check |= {"state": _("passed on %(day)s") % {"day": passed_on(course.passed)}, "tone": ""}
    then = [check, _declaration(course, answered, waits=waits)]
    if answered is not None and answered.certification_id:
        page = reverse("programmes:certificate", args=[answered.id])
        then.append({"label": _("Your certificate"), "url": page, "state": _("to read and print"), "tone": ""})
    return [{"title": _("Read the guide"), "tasks": sections}, {"title": _("Then"), "tasks": then}]


def _declaration(course: Course, answered: DeclarationAnswer | None, *, waits: bool) -> dict[str, Any]:
    one = {"label": _("Declare and sign"), "url": reverse("programmes:declare", args=[course.guide.programme_id])}
    if waits:
        return one | {"state": _("The programme office checks the licence"), "tone": "wait"}
    if course.passed is None:
        return one | {"url": "", "state": _("cannot start yet"), "tone": "wait", "hint": _("Answer the check first.")}
    if answered is not None and answered.certification is not None:
        day = answered.certification.valid_until
        return one | {"state": _("certified until %(day)s") % {"day": date_format(day)} if day else "", "tone": ""}
    return one | {"state": _("to sign"), "tone": "open"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A question that was answered wrongly: what she chose, why it is wrong, and where it stands."""

    question: str
    chosen: str
    why: str
    section_title: str
    section_url: str


def mistakes_of(*, row: KnowledgeTry) -> list[Mistake]:
    """Explain every wrong answer of a try, with a link to the section of the guide that answers it."""
    titles = {part.id: part.title for part in text_of(row.guide).sections}
    programme = row.guide.programme_id
    found = []
    for one in questions_of(text_of(row.check_material)):
        if one.id in row.wrong:
            chosen = one.choices[row.answers[one.id]]
            known = one.section in titles
            page = reverse("programmes:section", args=[programme, one.section]) if known else ""
            found.append(Mistake(one.words, chosen.words, chosen.why, titles.get(one.section, ""), page))
    return found


def result_table(*, check: Material, results: Iterable[Result]) -> Table:
    """Lay out how the questions of one check were answered; nobody is named."""
    return table(
        caption=f"{check.title}, {check.country}, " + _("Version %(version)s") % {"version": check.version},
        columns=[
            Column(_("Question")),
            Column(_("People who answered"), numeric=True),
            Column(_("Wrong at the first try"), numeric=True),
            Column(_("Wrong answers in all"), numeric=True),
        ],
        rows=[(one.question.words, str(one.people), str(one.wrong_at_first), str(one.wrong)) for one in results],
    )


def passed_on(row: KnowledgeTry) -> str:
    """Write the day on which a check was passed."""
    return date_format(civil_day(programme=row.guide.programme, at=row.recorded_at))


def passed_in_words(row: KnowledgeTry | None) -> str:
    """Say which version of a guide somebody answered without a mistake, and when."""
    if row is None:
        return _("not passed")
    return _("passed on %(day)s, guide version %(version)s") % {"day": passed_on(row), "version": row.guide.version}
