"""Questions of the desk: asked on a case, answered on the patient's record."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.refusals import NotPermitted, NotVisible, Refusal
from accounts.request import ActorRequest
from audit.operations import write_read
from safety.forms.question import AnswerForm, QuestionForm
from safety.models import KeptAs
from safety.operations import answer_question, ask_reporter
from safety.queries import case_of, question_of, questions_about
from safety.views.about import open_about
from safety.views.keeping import Unfinished, kept_or_begun, of_the_desk
from safety.views.lists import ways


@act("safety.assess")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Ask those who treat the patient of a case."""
    at = timezone.now()
    found = case_of(case_id=case_id)
    write_read(by=request.actor, at=at, act="safety.read", subjects={found.patient_id} - {None})
    form, status = QuestionForm(request.POST or None), 200
    unfinished = of_the_desk(request, at, KeptAs.QUESTION, found)
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                ask_reporter(by=request.actor, at=at, case=found, words=data["words"], nonce=data["nonce"])
            except NotPermitted:
                raise
            except Refusal as refusal:
                status = refusal.status
                form.add_error(None, str(refusal.message))
            else:
                return redirect("safety:case", case_id=found.id)
    return render(request, "safety/ask.html", {"form": form, "case": found, "navigation": ways("")}, status=status)


@act("safety.report")
@require_safe
def questions(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """List what the desk asked about a patient, what is not answered yet on top."""
    about = open_about(request, enrolment_id, "safety.report")
    rows = questions_about(enrolment=about.enrolment, by=about.by)
    return render(request, "safety/questions.html", {"about": about, "rows": rows, "back_url": about.back_url})


@act("safety.report")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Answer one question."""
    about = open_about(request, enrolment_id, "safety.report")
    question = question_of(enrolment=about.enrolment, by=about.by, row_id=row_id)
    back = reverse("safety:questions", args=[enrolment_id])
    form, status = AnswerForm(request.POST or None), 200
    unfinished = Unfinished(by=about.by, at=about.at, enrolment=about.enrolment, form=KeptAs.ANSWER, row=question)
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                answer_question(by=about.by, at=about.at, question=question, words=data["words"], nonce=data["nonce"])
            except (NotPermitted, NotVisible):
                raise
            except Refusal as refusal:
                status = refusal.status
                form.add_error(None, str(refusal.message))
            else:
                return redirect(back)
    context = {"about": about, "form": form, "question": question, "back_url": back}
    return render(request, "safety/answer.html", context, status=status)
