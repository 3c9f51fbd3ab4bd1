"""What is printed for a patient: each print is a look at the record, named in the trail as what it was."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from patients.care import centre_of
from patients.eligibility import what_falls_due
from patients.identity_changes import written_of
from patients.models import Prescription
from patients.queries import capsules_given, record_row, rows_of_record, valid_card
from patients.refusals import NotForThisPatient, NothingToChange
from patients.sendings import require_waiting
from prescribers.presenters import printing
from prescribers.presenters.identity import identity_facts
from prescribers.presenters.timeline import timeline
from prescribers.views.page import open_page


@act("patients.print_slip")
@require_safe
def slip(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Give the slip of an open prescription.

    :raises NothingToChange: when it was cancelled or replaced, all of it was dispensed, or its last day is over.
    :raises NotForThisPatient: while a pregnancy is suspected, or the treatment is stopped.
    """
    page = open_page(request, enrolment_id, act="patients.print_slip")
    row = record_row(enrolment=page.enrolment, kind=Prescription, row_id=row_id)
    assert isinstance(row, Prescription)
    if hasattr(row, "closure"):
        raise NothingToChange(
            _("This prescription was cancelled or replaced. No slip is printed for it: authorise a new one.")
        )
    if capsules_given(prescription=row) >= row.capsules:
        raise NothingToChange(
            _("All of this prescription was dispensed. No slip is printed for it: authorise a new one.")
        )
    require_waiting(prescription=row, on=page.today)
    due = {one.kind: one.date for one in what_falls_due(enrolment=page.enrolment, prescription=row, on=page.today)}
    document = printing.slip(
        prescription=row,
        person=page.person,
        centre=centre_of(enrolment=page.enrolment),
        card=valid_card(enrolment=page.enrolment),
        dispense_by=due.get("dispense_by"),
        at=page.at,
    )
    return pdf(document, "prescription-slip")


@act("patients.print_record")
@require_safe
def record(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Give the whole record, what was struck out too."""
    page = open_page(request, enrolment_id, act="patients.print_record")
    rows = rows_of_record(enrolment=page.enrolment)
    document = printing.record(
        enrolment=page.enrolment,
        person=page.person,
        identity=identity_facts(page.person, written_of(patient=page.patient)),
        lines=timeline(rows=rows, enrolment=page.enrolment, may=page.may),
        by=page.by,
        at=page.at,
    )
    return pdf(document, "record")


@act("patients.print_letter")
@require_safe
def letter(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Give a letter that asks a colleague to advise the patient on contraception.

    :raises NotForThisPatient: for a man, or where the programme asks for no contraception.
    """
    page = open_page(request, enrolment_id, act="patients.print_letter")
    rules = page.programme.contraception
    if rules is None or not page.is_advised_on_contraception:
        raise NotForThisPatient(
            _("This letter is for women, in programmes that ask for contraception. Check whose page it is.")
        )
    document = printing.letter(
        enrolment=page.enrolment,
        person=page.person,
        centre=centre_of(enrolment=page.enrolment),
        rules=rules,
        by=page.by,
        day=page.today,
        at=page.at,
    )
    return pdf(document, "letter")


def pdf(document: bytes, name: str) -> HttpResponse:
    """Answer with a document; its file's name tells nothing of the patient."""
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
