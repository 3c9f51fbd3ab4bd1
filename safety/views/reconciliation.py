"""The desk's cases against the company's safety database."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.declare import act
from accounts.refusals import NotSigned, Refusal
from accounts.request import ActorRequest
from audit.operations import write_read
from safety.forms.reconciliation import ListForm
from safety.operations import take_list
from safety.presenters.reconciliation import difference_table
from safety.queries import cases
from safety.reconciliation import compare, lines_of, read_csv
from safety.views.lists import ways


@act("safety.read")
@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation(request: ActorRequest) -> HttpResponse:
    """Compare the company's list with ours; nothing of it is kept."""
    form, status = ListForm(request.POST or None, request.FILES or None), 200
    context: dict[str, Any] = {"navigation": ways("reconciliation")}
    if form.is_bound:
        status = 422
        if form.is_valid():
            rows = list(cases())
            try:
                found = compare(here=lines_of(rows), there=read_csv(form.cleaned_data["file"]))
            except Refusal as refusal:
                form.add_error("file", str(refusal.message))
            else:
                status = 200
                _write_read(request, rows)
                context |= {"found": found, "table": difference_table(rows=found.different)}
    return render(request, "safety/reconciliation.html", context | {"form": form}, status=status)


@act("safety.take_away")
@require_POST
def reconciliation_list(request: ActorRequest) -> HttpResponse:
    """Give our list as CSV to whoever signs for it."""
    try:
        taken = take_list(by=request.actor, at=timezone.now())
    except NotSigned as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("safety:reconciliation")
    answer = HttpResponse(taken.content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


def _write_read(request: ActorRequest, rows: list[Any]) -> None:
    named = {one.patient_id for one in rows if one.patient_id is not None}
    write_read(by=request.actor, at=timezone.now(), act="safety.read", subjects=named)
