"""What every page of the administrator's desk does: its ways, and a form that is shown or acted on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.refusals import NotPermitted, NotVisible, Refusal
from accounts.request import ActorRequest
from foundation.forms import RegistryForm

UNPROCESSABLE = 422


def show(
    request: ActorRequest, template: str, context: dict[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """Draw a page of this desk with its ways."""
    ways = [("people", _("People and roles")), ("invite", _("Invite somebody")), ("organisations", _("Organisations"))]
    navigation = [{"url": reverse(f"accounts:{name}"), "label": label, "current": name == here} for name, label in ways]
    return render(request, template, {"navigation": navigation} | context, status=status)


def answer(
    request: ActorRequest,
    *,
    form: RegistryForm,
    act: Callable[[dict[str, Any]], object],
    then: str | Callable[[Any], str],
    words: dict[str, Any],
    here: str = "",
    template: str = "accounts/form.html",
) -> HttpResponseBase:
    """Show the form, or act on it and go on; what was typed stays when it is refused."""
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made = act(form.cleaned_data)
            except (NotVisible, NotPermitted):
                raise
            except Refusal as refusal:
                form.add_error(None, str(refusal.message))
                status = refusal.status
            else:
                return redirect(then if isinstance(then, str) else then(made))
    return show(request, template, {"form": form} | words, here=here, status=status)
