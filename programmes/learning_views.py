"""A prescriber's guide: chosen, read section by section, asked about; and the results that the authority reads."""

import secrets
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from programmes.certificates import last_answer, waits_for_answer
from programmes.learning import (
    Course,
    LearningNotPossible,
    answer_check,
    course_of,
    courses_of,
    mark_read,
    results_seen,
    try_of,
)
from programmes.learning_forms import LARGEST_SEED, CheckForm, ReadForm
from programmes.learning_presenters import course_table, course_tasks, mistakes_of, result_table


@act("programmes.learn")
@require_safe
def courses(request: ActorRequest) -> HttpResponse:
    """List the guides that can be read here."""
    found = courses_of(by=request.actor, at=timezone.now(), language=get_language() or "")
    return render(request, "programmes/courses.html", {"table": course_table(courses=found)})


@act("programmes.learn")
@require_safe
def course(request: ActorRequest, programme_id: str) -> HttpResponse:
    """Show what is read of a guide, and what is left."""
    found = _course(request, programme_id)
    answered = last_answer(by=request.actor, programme_id=programme_id)
    context = {
        "course": found,
        "groups": course_tasks(course=found, answered=answered, waits=waits_for_answer(by=request.actor, course=found)),
        "refused": answered.why if answered is not None else "",
        "back_url": reverse("programmes:courses"),
    }
    return render(request, "programmes/course.html", context)


@act("programmes.learn")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: ActorRequest, programme_id: str, section: str) -> HttpResponseBase:
    """Show one section, keep that it was read, and go on to the next one that was not."""
    found = _course(request, programme_id)
    part = next((one for one in found.text.sections if one.id == section), None)
    if part is None:
        raise NotVisible(_("There is no such section."))
    home = reverse("programmes:course", args=[programme_id])
    form, status = ReadForm(request.POST or None), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            nonce = form.cleaned_data["nonce"]
            mark_read(by=request.actor, at=timezone.now(), guide=found.guide, section=section, nonce=nonce)
            left = [one for one in found.unread if one != section]
            return redirect(reverse("programmes:section", args=[programme_id, left[0]]) if left else home)
    context = {"form": form, "part": part, "text_language": found.guide.language, "back_url": home}
    return render(request, "programmes/section.html", context, status=status)


@act("programmes.learn")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActorRequest, programme_id: str) -> HttpResponseBase:
    """Ask every question, in an order of its own each time."""
    found = _course(request, programme_id)
    home = reverse("programmes:course", args=[programme_id])
    if found.unread:
        return redirect(home)
    form = CheckForm(
        request.POST or None,
        check_id=found.check.id,
        questions=found.questions,
        seed=secrets.randbelow(LARGEST_SEED),
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = answer_check(
                    by=request.actor,
                    at=timezone.now(),
                    guide=found.guide,
                    check=found.check,
                    seed=form.cleaned_data["seed"],
                    answers=form.answers,
                    nonce=form.cleaned_data["nonce"],
                )
            except LearningNotPossible as refusal:
                form.add_error(None, str(refusal.message))
                status = refusal.status
            else:
                return redirect("programmes:try", made.id)
    context = {"form": form, "text_language": found.check.language, "back_url": home}
    return render(request, "programmes/check.html", context, status=status)


@act("programmes.learn")
@require_safe
def one_try(request: ActorRequest, try_id: UUID) -> HttpResponse:
    """Show how a try went: passed, or each wrong answer explained."""
    found = try_of(by=request.actor, try_id=try_id)
    context = {
        "row": found,
        "mistakes": mistakes_of(row=found),
        "text_language": found.guide.language,
        "again_url": reverse("programmes:check", args=[found.guide.programme_id]),
        "back_url": reverse("programmes:course", args=[found.guide.programme_id]),
    }
    return render(request, "programmes/try.html", context)


@act("programmes.read_drafts")
@require_safe
def results(request: ActorRequest) -> HttpResponse:
    """Show how each question was answered, without anybody's name."""
    tables = [result_table(check=check, results=rows) for check, rows in results_seen(by=request.actor)]
    return render(request, "programmes/results.html", {"tables": tables, "back_url": reverse("programmes:materials")})


def _course(request: ActorRequest, programme_id: str) -> Course:
    language = get_language() or ""
    return course_of(by=request.actor, at=timezone.now(), programme_id=programme_id, language=language)
