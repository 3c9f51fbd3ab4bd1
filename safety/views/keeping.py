"""An unfinished form kept for its author: by the button, or by the page itself as it is left."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.request import ActorRequest
from foundation.drafts import kept_by_itself
from patients.models import Enrolment
from safety.forms.kept import KeptForm
from safety.models import Case, ReportDraft
from safety.operations import keep_desk_draft, keep_draft
from safety.queries import Told, draft_of, matter_of_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """Whose form it is, which, and what it is about.

    :param enrolment: whose record it belongs to; None for a form about a case.
    :param row: what it is about; None for a new side effect.
    :param keep: the operation that keeps it: that of the centre, or of the desk.
    """

    by: Actor
    at: dt.datetime
    form: str
    enrolment: Enrolment | None = None
    row: Told | Case | None = None
    keep: Callable[..., ReportDraft] = keep_draft


def of_the_desk(
    request: ActorRequest, at: dt.datetime, form: str, row: Told | Case, enrolment: Enrolment | None = None
) -> Unfinished:
    """Give whose a form of the desk is; about a case it needs no enrolment."""
    return Unfinished(by=request.actor, at=at, enrolment=enrolment, form=form, row=row, keep=keep_desk_draft)


def kept_or_begun(request: ActorRequest, form: KeptForm, unfinished: Unfinished) -> HttpResponse | None:
    """Keep what was answered so far and answer whoever is still there, or let the form go on with what was kept.

    None: the form is to be shown, or sent.
    """
    one = unfinished
    if form.is_bound and "keep" in request.POST:
        one.keep(
            by=one.by, at=one.at, enrolment=one.enrolment, answers=form.so_far, form=one.form, about=one.row
        )  # fmt: skip
        if kept_by_itself(request.POST):
            return HttpResponse(status=204)
        messages.success(request, _("Kept for you. Nobody else sees it until you send it."))
        return redirect(request.path)
    form.draft = draft_of(enrolment=one.enrolment, by=one.by, form=one.form, matter=matter_of_draft(about=one.row))
    if form.draft is not None and not form.is_bound:
        form.begin_with(form.draft.answers)
    return None
