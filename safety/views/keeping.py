"""An unfinished report kept for its author: by the button, or by the page itself as it is left."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.request import ActorRequest
from safety.followed import Suspicion
from safety.forms.kept import KeptForm
from safety.operations import keep_draft
from safety.views.about import About

LEFT: Final = "left"
"""What the page itself sends as it is left; nobody is there to read an answer (``static/js/keep-when-left.js``)."""


def kept(request: ActorRequest, about: About, form: KeptForm, suspicion: Suspicion | None = None) -> HttpResponse:
    """Keep what was answered so far, and show the form again to whoever is still there."""
    keep_draft(by=about.by, at=about.at, enrolment=about.enrolment, answers=form.so_far, suspicion=suspicion)
    if request.POST["keep"] == LEFT:
        return HttpResponse(status=204)
    messages.success(request, _("Kept for you. The safety desk does not see it until you send it."))
    return redirect(request.path)
