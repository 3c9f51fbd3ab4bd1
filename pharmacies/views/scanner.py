"""The page that teaches a workstation its scanner."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from foundation.qr import code_svg
from pharmacies.forms import ScannerForm
from pharmacies.workstation import TEST_CODE_AND_SEPARATOR, forget, learn, remember, taught


@act("pharmacies.counter")
@require_http_methods(["GET", "HEAD", "POST"])
def scanner(request: ActorRequest) -> HttpResponse:
    """Show the test code, what arrived of it, and remember in this browser what undoes it."""
    if "forget" in request.POST:
        response = _page(request, ScannerForm(), layout="")
        forget(response)
        return response
    form = ScannerForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form, layout=taught(request).layout, status=422 if form.is_bound else 200)
    learnt = learn(form.cleaned_data["arrived"])
    response = _page(
        request,
        form,
        layout=learnt.layout or taught(request).layout,
        learnt=learnt,
        arrived=form.cleaned_data["arrived"],
        status=200 if learnt.layout else 422,
    )
    if learnt.layout:
        remember(response, layout=learnt.layout)
    return response


def _page(request: ActorRequest, form: ScannerForm, *, status: int = 200, **known: Any) -> HttpResponse:
    code = code_svg(TEST_CODE_AND_SEPARATOR, label=_("Square code to test the scanner with"))
    return render(request, "pharmacies/scanner.html", {"form": form, "code": code} | known, status=status)
