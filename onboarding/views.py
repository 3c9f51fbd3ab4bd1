"""Taking a country on: a list uploaded, looked at row by row, applied by a second person, undone."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.request import ActorRequest
from accounts.views.page import answer
from foundation.forms import ActForm
from onboarding import operations
from onboarding.forms import MatchForm, UndoForm, UploadForm
from onboarding.models import Import
from onboarding.presenters import (
    alike_table,
    columns_shown,
    compared,
    facts_of,
    fault_table,
    import_table,
    left_table,
    title_of,
)
from onboarding.queries import (
    alike_rows,
    counted,
    faulty_rows,
    found_by,
    import_of,
    imports,
    is_applied,
    is_open,
    row_of,
)

PAGE = 100


@act("onboarding.stage")
@require_safe
def lists(request: ActorRequest) -> HttpResponse:
    """List what was uploaded."""
    page = Paginator(imports(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": import_table(rows=page.object_list), "home_url": reverse("accounts:home")}
    return render(request, "onboarding/list.html", context)


@act("onboarding.stage")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ActorRequest) -> HttpResponseBase:
    """Upload a list, and have its rows staged."""
    words = {"heading": _("Upload a list"), "button": _("Upload and look at it"), "columns": columns_shown()}
    return answer(
        request,
        form=UploadForm(request.POST or None, request.FILES or None),
        act=lambda data: operations.stage_import(by=request.actor, at=timezone.now(), **data),
        then=_home,
        words=words | {"back_url": reverse("onboarding:list"), "navigation": []},
        template="onboarding/upload.html",
    )


@act("onboarding.stage")
@require_safe
def import_(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Show one list: what is wrong, what may be there already, what can be done."""
    one = import_of(import_id=import_id)
    count = counted(one)
    page = Paginator(faulty_rows(one), PAGE).get_page(request.GET.get("page"))
    alike = list(alike_rows(one)[:PAGE])
    may = carries(request.actor.role, "onboarding.apply")
    context = {
        "one": one,
        "title": title_of(one),
        "facts": facts_of(one, count),
        "page": page,
        "faults": fault_table(rows=page.object_list),
        "alike": alike_table(one, rows=alike),
        "left": left_table(one) if hasattr(one, "undoing") else None,
        "is_open": is_open(one),
        "may_apply": may and is_open(one) and count.can_be_applied and one.staged_by_id != request.actor.user_id,
        "waits_for_second": is_open(one) and count.can_be_applied,
        "may_undo": may and is_applied(one),
    }
    return render(request, "onboarding/import.html", context)


@act("onboarding.stage")
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: ActorRequest, import_id: UUID, match_id: UUID) -> HttpResponseBase:
    """Say whether a row is what is there already."""
    one = import_of(import_id=import_id)
    row = row_of(one=one, row_id=match_id)
    words = {
        "heading": _("Is it there already?"),
        "button": _("Record it"),
        "table": compared(row, found_by(row, kind=one.kind), kind=one.kind),
        "back_url": _home(one),
        "navigation": [],
    }
    return answer(
        request,
        form=MatchForm(request.POST or None),
        act=lambda data: operations.answer_match(by=request.actor, at=timezone.now(), row=row, **data),
        then=_home(one),
        words=words,
        template="onboarding/match.html",
    )


@act("onboarding.stage")
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: ActorRequest, import_id: UUID) -> HttpResponseBase:
    """Drop a list."""
    lead = _("Its rows are deleted. The registry stays as it is.")
    return _ask(request, import_id, ActForm, operations.drop_import, _("Do not apply this list"), lead, signs=False)


@act("onboarding.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: ActorRequest, import_id: UUID) -> HttpResponseBase:
    """Apply a list."""
    lead = _("All its rows are taken in at once. Whoever has no account is invited by mail.")
    return _ask(request, import_id, ActForm, operations.apply_import, _("Apply this list"), lead, signs=True)


@act("onboarding.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ActorRequest, import_id: UUID) -> HttpResponseBase:
    """Undo a list that was applied."""
    lead = _("What it brought is suspended and ended. What was used since stays, and is named.")
    return _ask(request, import_id, UndoForm, operations.undo_import, _("Undo this list"), lead, signs=True)


def _ask(
    request: ActorRequest, import_id: UUID, form: type[ActForm], work: Any, heading: str, lead: str, *, signs: bool
) -> HttpResponseBase:
    """Show a form about a list or act on it; go back to its page."""
    one = import_of(import_id=import_id)
    words = {"heading": heading, "lead": lead, "button": heading, "signs": signs, "back_url": _home(one)}
    return answer(
        request,
        form=form(request.POST or None),
        act=lambda data: work(by=request.actor, at=timezone.now(), one=one, **data),
        then=_home(one),
        words=words | {"navigation": []},
    )


def _home(one: Import) -> str:
    return reverse("onboarding:import", args=[one.id])
