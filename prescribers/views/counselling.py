"""The agreement: talked through statement by statement, signed, its scan opened; or treatment is not possible."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from foundation.scans import SUFFIX
from patients.models import Agreement, Signature
from patients.operations import sign_agreement
from patients.queries import open_enrolment, signature_with_scan
from prescribers.forms.agreement import SCAN, AgreementForm, AgreementToSignForm
from prescribers.statements import FORM_VERSION, statements_for
from prescribers.views.page import CONFLICT, Page, answer, open_page, show
from prescribers.views.preparing import Preparing
from prescribers.words import Choices


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Talk the statements of the category through, one by one, and sign; or keep it for a prescriber to sign."""
    page = open_page(request, enrolment_id)
    if page.category is None:
        status = CONFLICT if request.method == "POST" else 200
        return show(request, "prescribers/category_first.html", {}, page=page, status=status)
    statements = statements_for(category=page.category.category, programme=page.programme)
    preparing = Preparing(request, page, "agreement")
    return _to_keep(preparing, statements) if preparing.keeps else _to_sign(preparing, statements)


def _to_keep(preparing: Preparing, statements: Choices) -> HttpResponse:
    """Let a delegate say what was talked through, and who will sign how."""
    request, page = preparing.request, preparing.page
    form = preparing.filled(AgreementToSignForm(request.POST or None, statements=statements, **page.form_facts()))
    return answer(
        request,
        template="prescribers/agreement_to_sign.html",
        form=form,
        page=page,
        act=lambda data: preparing.keep(form, data),
        then=lambda _made: page.home,
        context=preparing.context,
    )


def _to_sign(preparing: Preparing, statements: Choices) -> HttpResponse:
    """Ask a prescriber for every tick and for the signature, whoever prepared the rest."""
    request, page = preparing.request, preparing.page
    form = preparing.filled(
        AgreementForm(
            request.POST or None, request.FILES or None, statements=statements, person=page.person, **page.form_facts()
        )
    )
    if preparing.prepared is not None:
        form.say_who_went_through(
            codes=preparing.prepared.answers.get("gone_through", []), name=preparing.prepared.prepared_by.name
        )
    return answer(
        request,
        template="prescribers/agreement.html",
        form=form,
        page=page,
        act=preparing.or_keep(form, lambda _data: _signed(form, page)),
        then=lambda _made: page.home,
        context={"scan_lost": form.is_bound and form.data.get("signed_how") == SCAN, **preparing.context},
    )


def _signed(form: AgreementForm, page: Page) -> Agreement:
    return sign_agreement(
        by=page.by,
        at=page.at,
        enrolment=page.enrolment,
        statements=form.statements,
        form_version=FORM_VERSION,
        signed=form.signed(),
        **form.stamp,
    )


@act("patients.prepare")
@require_safe
def contraindicated(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Say that treatment is contraindicated for who cannot or will not keep to the programme; nothing is stored."""
    page = open_page(request, enrolment_id)
    return show(request, "prescribers/contraindicated.html", {}, page=page)


@act("patients.read_scan")
@require_safe
def scan(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Hand out the scan of a signature, as a file to keep; each opening is written down."""
    at = timezone.now()
    enrolment = open_enrolment(by=request.actor, at=at, enrolment_id=enrolment_id, act="patients.read_scan")
    signature: Signature | None = signature_with_scan(enrolment=enrolment, row_id=row_id)
    if signature is None or signature.scan is None:
        raise NotVisible(_("There is no such record."))
    kept = signature.scan
    name = f"signature-{kept.id.hex[:12]}.{SUFFIX[kept.kind]}"
    return HttpResponse(
        bytes(kept.content),
        content_type=kept.kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store, private",
        },
    )
