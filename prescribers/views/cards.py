"""The patient card: issued, shown, printed, revoked. Its number stands in no address."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from foundation.checksymbols import format_number
from foundation.patient_card import render_card
from foundation.qr import card_svg
from patients.models import Card
from patients.operations import issue_card, revoke_card
from patients.queries import record_row, valid_card
from prescribers.forms.base import ConfirmForm
from prescribers.forms.card import RevokeForm
from prescribers.presenters.card import printed_card
from prescribers.views.page import CONFLICT, answer, open_page, show
from prescribers.views.preparing import Preparing
from prescribers.views.printing import pdf


@act("patients.print_card")
@require_safe
def card(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show the card that is valid, or say that there is none."""
    page = open_page(request, enrolment_id)
    valid = valid_card(enrolment=page.enrolment)
    context: dict[str, Any] = {
        **Preparing(request, page, "issue_card").context,
        "card": valid,
        "may_issue": page.may("patients.issue_card"),
        "may_revoke": page.may("patients.revoke_card"),
        "wants_category": page.category is None,
        "form": ConfirmForm(**page.form_facts()),
    }
    if valid is not None:
        number = format_number(valid.number)
        context |= {
            "number": number,
            "issued_on": date_format(valid.issued_on),
            "square": card_svg(valid.number, label=_("Square code of card %(number)s") % {"number": number}),
        }
    return show(request, "prescribers/card.html", context, page=page)


@act("patients.prepare")
@require_POST
def issue(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Issue a card, once it is said if the patient can become pregnant; the valid one, if any, is replaced by it."""
    page = open_page(request, enrolment_id)
    if page.category is None:
        return show(request, "prescribers/category_first.html", {}, page=page, status=CONFLICT)
    preparing = Preparing(request, page, "issue_card")
    form = ConfirmForm(request.POST, **page.form_facts())
    return answer(
        request,
        template="prescribers/card_refused.html",
        form=form,
        page=page,
        act=preparing.or_keep(
            form, lambda _data: issue_card(by=page.by, at=page.at, enrolment=page.enrolment, **form.stamp)
        ),
        then=preparing.then(lambda _made: reverse("prescribers:card", args=[page.enrolment.id])),
        context=preparing.context,
    )


@act("patients.print_card")
@require_safe
def print_card(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Give the valid card as a PDF to print: in her language, or where nobody translated it, in that of who prints."""
    page = open_page(request, enrolment_id, act="patients.print_card")
    valid = valid_card(enrolment=page.enrolment)
    if valid is None:
        raise NotVisible(_("There is no such record."))
    language = page.person.language
    with override(language if language in dict(settings.LANGUAGES) else get_language()):
        document = render_card(printed_card(card=valid, enrolment=page.enrolment, person=page.person), at=page.at)
    return pdf(document, "patient-card")


@act("patients.revoke_card")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Revoke a card that was lost, stolen or damaged; a new one can be issued at once."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Card, row_id=row_id)
    form = RevokeForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/revoke.html",
        form=form,
        page=page,
        act=lambda data: revoke_card(by=page.by, at=page.at, card=row, reason=data["reason"], **form.stamp),
        then=lambda _made: reverse("prescribers:card", args=[page.enrolment.id]),
    )
