"""Cover for an absent colleague: who covers for whom, arranged and ended."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.covering import covers_from
from accounts.declare import act
from accounts.models import Cover, Role, User
from accounts.queries import local_day, members_of
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from patients.operations import arrange_cover, end_cover
from prescribers.forms.cover import AWAY, CoverForm, EndCoverForm
from prescribers.presenters.cover import cover_table, cover_words
from prescribers.views.page import answer


@act("accounts.cover")
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: ActorRequest) -> HttpResponse:
    """Show who covers for whom, and arrange a cover between oneself and a colleague."""
    by, at = request.actor, timezone.now()
    here = members_of(organisation_id=by.place_id, role=Role.PRESCRIBER, at=at)
    colleagues = {one.id: one for one in User.objects.filter(id__in=here).exclude(id=by.person_id).order_by("name")}
    names = [(key, one.name) for key, one in colleagues.items()]
    form = CoverForm(request.POST or None, today=local_day(by=by, at=at), colleagues=names)

    def arranges(data: dict[str, Any]) -> Cover:
        own, other = request.user, colleagues[UUID(data["colleague"])]
        absent, covering = (own, other) if data["who"] == AWAY else (other, own)
        return arrange_cover(
            by=by,
            at=at,
            absent=absent,
            colleague=covering,
            first_day=data["first_day"],
            last_day=data["last_day"],
            nonce=data["nonce"],
        )

    return answer(
        request,
        template="prescribers/cover.html",
        form=form,
        act=arranges,
        then=lambda _made: reverse("prescribers:cover"),
        context={
            "table": cover_table(covers=covers_from(by=by, at=at), by=by, day=local_day(by=by, at=at)),
            "has_colleagues": bool(colleagues),
        },
        here="cover",
    )


@act("accounts.cover")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, cover_id: UUID) -> HttpResponse:
    """End a cover now, asked for by one of the two."""
    by, at = request.actor, timezone.now()
    found = covers_from(by=by, at=at).filter(id=cover_id).first()
    if found is None or by.user_id not in {found.absent_id, found.colleague_id}:
        raise NotVisible(_("There is no such record."))
    form = EndCoverForm(request.POST or None)
    return answer(
        request,
        template="prescribers/cover_end.html",
        form=form,
        act=lambda data: end_cover(by=by, at=at, cover=found, nonce=data["nonce"]),
        then=lambda _made: reverse("prescribers:cover"),
        context={"said": cover_words(found), "back_url": reverse("prescribers:cover")},
        here="cover",
    )
