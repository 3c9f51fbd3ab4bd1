"""Materials: listed, read, printed; written and put in force by the programme office, agreed to by the authority."""

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
from accounts.forms.administration import ReasonForm
from accounts.queries import local_day
from accounts.request import ActorRequest
from accounts.views.page import answer
from programmes.holding import KIT, awaited_from
from programmes.holding_presenters import awaited_table
from programmes.material_forms import AgreeForm, InForceForm, MaterialFilterForm, MaterialForm
from programmes.material_presenters import material_facts, material_pdf, material_table, step_table
from programmes.material_queries import Standing, in_force_on, material_of, materials_seen, standing_of, text_of
from programmes.materials import agree_material, put_in_force, return_material, withdraw_material, write_material
from programmes.models import Material
from programmes.queries import civil_day

PAGE = 50


@act("programmes.read_material")
@require_safe
def materials(request: ActorRequest) -> HttpResponse:
    """List the materials that somebody of this role and country reads; unknown filters are as none."""
    at, by = timezone.now(), request.actor
    form = MaterialFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    columns = {key: asked[key] for key in ("programme", "country", "language", "kind") if asked.get(key)}
    on = local_day(by=by, at=at)
    holding = set(in_force_on(on=on).values_list("id", flat=True))
    shown = [
        (one, standing_of(material=one, on=on, holding=holding))
        for one in materials_seen(by=by, at=at).filter(**columns).defer("body")
    ]
    wanted = asked.get("state") or (None if carries(by.role, "programmes.read_drafts") else Standing.IN_FORCE)
    page = Paginator([row for row in shown if wanted in (None, row[1])], PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": f"{query.urlencode()}&" if query else "",
        "table": material_table(rows=page.object_list),
        "awaited": awaited_table(rows=awaited_from(by=by, at=at)),
        "may_write": carries(by.role, "programmes.write_material"),
        "may_see_results": carries(by.role, "programmes.read_drafts"),
    }
    return render(request, "programmes/materials.html", context)


@act("programmes.read_material")
@require_safe
def material(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """Show one material whole, in its own language, with what became of it."""
    at, by = timezone.now(), request.actor
    found = material_of(by=by, at=at, material_id=material_id)
    on = civil_day(programme=found.programme, at=at)
    holding = set(in_force_on(on=on, country=found.country).values_list("id", flat=True))
    standing = standing_of(material=found, on=on, holding=holding)
    context = {
        "material": found,
        "text": text_of(found),
        "standing": standing,
        "is_in_force": standing == Standing.IN_FORCE,
        "facts": material_facts(one=found, standing=standing),
        "steps": step_table(one=found) if carries(by.role, "programmes.read_drafts") else None,
        "may": _steps_open(by.role, standing, found.kind),
        "is_awaited": found.id in {one.material.id for one in awaited_from(by=by, at=at)},
        "back_url": reverse("programmes:materials"),
    }
    return render(request, "programmes/material.html", context)


@act("programmes.read_material")
@require_safe
def material_file(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """Give a material as a tagged PDF."""
    at = timezone.now()
    found = material_of(by=request.actor, at=at, material_id=material_id)
    made = HttpResponse(material_pdf(one=found, at=found.recorded_at), content_type="application/pdf")
    made["Content-Disposition"] = f'inline; filename="{found.kind}-{found.country}-{found.language}.pdf"'
    return made


@act("programmes.write_material")
@require_http_methods(["GET", "HEAD", "POST"])
def new_material(request: ActorRequest) -> HttpResponseBase:
    """Add a version of a material, as a draft."""
    at = timezone.now()
    return answer(
        request,
        form=MaterialForm(request.POST or None, request.FILES or None),
        act=lambda data: write_material(by=request.actor, at=at, **data),
        then=_page,
        words={
            "heading": _("Add a version"),
            "lead": _("It is a draft until the authority of the country agrees to it."),
            "button": _("Add"),
            "back_url": reverse("programmes:materials"),
            "navigation": [],
        },
    )


@act("programmes.agree_material")
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: ActorRequest, material_id: UUID) -> HttpResponseBase:
    """Agree to a draft, as the authority."""
    at = timezone.now()
    return _step(
        request,
        material_id,
        form=lambda one: AgreeForm(request.POST or None, today=civil_day(programme=one.programme, at=at)),
        act=lambda one, data: agree_material(by=request.actor, at=at, material=one, **data),
        heading=_("Agree to %(title)s"),
        lead=_("You agree to exactly this text. Any change to it is a new version, and comes to you again."),
        button=_("Agree"),
    )


@act("programmes.agree_material")
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: ActorRequest, material_id: UUID) -> HttpResponseBase:
    """Return a draft, as the authority."""
    at = timezone.now()
    return _step(
        request,
        material_id,
        form=lambda one: ReasonForm(request.POST or None),
        act=lambda one, data: return_material(by=request.actor, at=at, material=one, **data),
        heading=_("Return %(title)s"),
        lead=_("Say what must change. The programme office reads it and adds another version."),
        button=_("Return"),
    )


@act("programmes.write_material")
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: ActorRequest, material_id: UUID) -> HttpResponseBase:
    """Put what was agreed in force."""
    at = timezone.now()
    return _step(
        request,
        material_id,
        form=lambda one: InForceForm(request.POST or None, today=civil_day(programme=one.programme, at=at)),
        act=lambda one, data: put_in_force(by=request.actor, at=at, material=one, **data),
        heading=_("Put %(title)s in force"),
        lead=_("From its first day on it takes the place of the version before."),
        button=_("Put in force"),
    )


@act("programmes.withdraw_material")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, material_id: UUID) -> HttpResponseBase:
    """Withdraw a material from today."""
    at = timezone.now()
    return _step(
        request,
        material_id,
        form=lambda one: ReasonForm(request.POST or None),
        act=lambda one, data: withdraw_material(by=request.actor, at=at, material=one, **data),
        heading=_("Withdraw %(title)s"),
        lead=_("From today it no longer holds, and no older version takes its place. It stays to be read."),
        button=_("Withdraw"),
        danger=True,
    )


def _step(
    request: ActorRequest, material_id: UUID, *, form: Any, act: Any, heading: str, **words: Any
) -> HttpResponseBase:
    """Show or take one step of a material that the actor sees."""
    found = material_of(by=request.actor, at=timezone.now(), material_id=material_id)
    back = reverse("programmes:material", args=[found.id])
    return answer(
        request,
        form=form(found),
        act=lambda data: act(found, data),
        then=back,
        words={"heading": heading % {"title": found.title}, "back_url": back, "navigation": [], **words},
    )


def _steps_open(role: str, standing: Standing, kind: str) -> dict[str, bool]:
    """Say which steps a role may take from where a material of a kind stands."""
    is_over = standing in (Standing.DRAFT, Standing.RETURNED, Standing.WITHDRAWN)
    return {
        "agree": standing == Standing.DRAFT and carries(role, "programmes.agree_material"),
        "put": standing == Standing.AGREED and carries(role, "programmes.write_material"),
        "see_reach": standing == Standing.IN_FORCE and kind in KIT and carries(role, "programmes.read_drafts"),
        "withdraw": not is_over and carries(role, "programmes.withdraw_material"),
    }


def _page(made: Material) -> str:
    return reverse("programmes:material", args=[made.id])
