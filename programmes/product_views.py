"""The programme office's pages of products: packs and recalls listed, packs entered, batches called back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from foundation.forms import ActForm
from programmes.forms import AddPackForm, LiftForm, RecallForm
from programmes.operations import PackNotPossible, RecallNotPossible, add_pack, lift_recall, recall_batch
from programmes.presenters import pack_table, recall_line, recall_table
from programmes.queries import products, standing_recalls


@act("programmes.keep_products")
@require_safe
def product_list(request: ActorRequest) -> HttpResponse:
    """List every pack with its GTIN, and the batches that are called back."""
    context = {"packs": pack_table(products=products()), "recalls": recall_table(recalls=standing_recalls())}
    return render(request, "programmes/products.html", context)


@act("programmes.keep_products")
@require_http_methods(["GET", "HEAD", "POST"])
def new_pack(request: ActorRequest) -> HttpResponseBase:
    """Enter a pack."""
    return _enter(request, AddPackForm(request.POST or None), add_pack, gettext_lazy("Enter a pack"))


@act("programmes.keep_products")
@require_http_methods(["GET", "HEAD", "POST"])
def new_recall(request: ActorRequest) -> HttpResponseBase:
    """Call a batch back."""
    today = local_day(by=request.actor, at=timezone.now())
    return _enter(
        request, RecallForm(request.POST or None, today=today), recall_batch, gettext_lazy("Call a batch back")
    )


@act("programmes.keep_products")
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: ActorRequest) -> HttpResponseBase:
    """End a recall that was a mistake."""
    standing = {str(one.id): one for one in standing_recalls()}
    form = LiftForm(request.POST or None, recalls=[(key, recall_line(recall=one)) for key, one in standing.items()])

    def lift_chosen(*, recall: str, **values: Any) -> object:
        return lift_recall(recall=standing[recall], **values)

    return _enter(request, form, lift_chosen, gettext_lazy("Lift a recall"))


def _enter(request: ActorRequest, form: ActForm, act_on: Callable[..., object], heading: Promise) -> HttpResponseBase:
    """Show a form, or do what it says and go back to the list."""
    if request.method == "POST" and form.is_valid():
        try:
            act_on(by=request.actor, at=timezone.now(), **form.cleaned_data)
        except (PackNotPossible, RecallNotPossible) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Recorded."))
            return redirect("programmes:products")
    context = {"form": form, "heading": heading}
    return render(request, "programmes/product_form.html", context, status=422 if form.is_bound else 200)
