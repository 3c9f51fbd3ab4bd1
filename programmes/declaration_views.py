"""Declarations and certificates: of the prescriber, of the office that checks licences, of anybody who asks."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act, public
from accounts.forms.administration import ReasonForm
from accounts.request import ActorRequest
from accounts.views.page import UNPROCESSABLE, answer
from foundation.text import folded
from programmes.certificates import certificate_of, declaration_of, in_force_with
from programmes.declaration_forms import CertificateForm, CheckedForm, DeclareForm
from programmes.declaration_presenters import certificate_facts, declaration_facts
from programmes.declaring import certify_declared, declare, refuse_declaration, why_not
from programmes.learning import course_of, newest_pass
from programmes.models import PrescriberDeclaration


@act("programmes.declare")
@require_http_methods(["GET", "HEAD", "POST"])
def declare_page(request: ActorRequest, programme_id: str) -> HttpResponseBase:
    """Take the declaration of a prescriber who answered the knowledge check, with her signature."""
    by, at = request.actor, timezone.now()
    course = course_of(by=by, at=at, programme_id=programme_id, language=get_language() or "")
    programme = course.guide.programme
    known_by = newest_pass(reader_id=by.person_id, course=course)
    home = reverse("programmes:course", args=[programme_id])

    def acts(data: dict[str, Any]) -> PrescriberDeclaration:
        asked = {name: data[name] for name in ("licence_number", "nonce")}
        return declare(by=by, at=at, programme=programme, known_by=known_by, **asked)

    words = {
        "programme": programme.title,
        "why_not": why_not(by=by, at=at, programme=programme, known_by=known_by),
        "back_url": home,
        "navigation": [],
    }
    form = DeclareForm(request.POST or None)
    return answer(request, form=form, act=acts, then=home, words=words, template="programmes/declare.html")


@act("programmes.declare")
@require_safe
def certificate(request: ActorRequest, certificate_id: UUID) -> HttpResponse:
    """Show a prescriber's own certificate, to be printed."""
    one = certificate_of(by=request.actor, certificate_id=certificate_id)
    facts = certificate_facts(one=one, holder=request.user.name)
    back = reverse("programmes:course", args=[one.declaration.programme_id])
    return render(request, "programmes/certificate.html", {"facts": facts, "back_url": back})


@act("programmes.read")
@require_safe
def declaration(request: ActorRequest, declaration_id: UUID) -> HttpResponse:
    """Show what a prescriber declared, and what was answered."""
    found = declaration_of(declaration_id=declaration_id)
    context = {
        "declaration": found,
        "name": found.recorded_by.name,
        "facts": declaration_facts(one=found),
        "is_open": not hasattr(found, "answer"),
        "back_url": reverse("programmes:list"),
    }
    return render(request, "programmes/declaration.html", context)


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def certify_page(request: ActorRequest, declaration_id: UUID) -> HttpResponseBase:
    """Say that the licence was checked, and give the certificate."""
    found = declaration_of(declaration_id=declaration_id)
    words = {
        "heading": _("Certify %(name)s") % {"name": found.recorded_by.name},
        "lead": _("Compare the licence number %(number)s and the name with the register of the country first.")
        % {"number": found.licence_number},
        "button": _("The licence is in order: certify"),
    }
    return _answered(request, found, CheckedForm(request.POST or None), certify_declared, words)


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_page(request: ActorRequest, declaration_id: UUID) -> HttpResponseBase:
    """Give no certificate, and say why."""
    found = declaration_of(declaration_id=declaration_id)
    words = {
        "heading": _("Refuse %(name)s") % {"name": found.recorded_by.name},
        "lead": _("The prescriber reads the reason, and may declare again."),
        "button": _("Refuse"),
        "danger": True,
    }
    return _answered(request, found, ReasonForm(request.POST or None), refuse_declaration, words)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check_certificate(request: HttpRequest) -> HttpResponse:
    """Say whether a number and a name are of a certificate that holds today, and nothing else."""
    form, context, status = CertificateForm(request.POST or None), {}, 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            found = in_force_with(number=form.cleaned_data["number"], at=timezone.now())
            fits = found is not None and folded(found.prescriber.name) == folded(form.cleaned_data["name"])
            context, status = {"is_asked": True, "holds": fits}, 200
    return render(request, "programmes/check_certificate.html", {"form": form} | context, status=status)


def _answered(
    request: ActorRequest, found: PrescriberDeclaration, form: Any, work: Any, words: dict[str, Any]
) -> HttpResponseBase:
    """Show a form about a declaration or act on it; go back to its page."""
    home = reverse("programmes:declaration", args=[found.id])
    return answer(
        request,
        form=form,
        act=lambda data: work(by=request.actor, at=timezone.now(), declaration=found, **data),
        then=home,
        words=words | {"back_url": home, "navigation": []},
    )
