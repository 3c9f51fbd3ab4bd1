"""Who a patient is and how she is reached, put right; and her part in another programme."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.models import Role
from accounts.queries import members_of
from accounts.request import ActorRequest
from patients.health_ids import COUNTRIES
from patients.identity import FILE, NATIONAL, NewIdentity
from patients.identity_changes import identity_row, identity_rows, written_of
from patients.models import Patient
from patients.operations import change_contacts, correct_identity, enrol_patient
from patients.queries import programmes_taken_part_in, valid_card
from prescribers.forms.identity import NOBODY, CorrectIdentityForm, EnrolForm, ReachChangeForm
from prescribers.presenters.identity import alphabets_warning, changes, identity_facts
from prescribers.views.page import Page, answer, open_page, show
from programmes.models import Programme
from programmes.queries import programmes_of_prescribers


@act("patients.correct_identity")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Correct names, birth date, sex, language and numbers, with a reason."""
    page = open_page(request, enrolment_id)
    facts = page.form_facts()
    facts["initial"] |= _who_it_is(page)
    form = CorrectIdentityForm(request.POST or None, country=page.by.country, **facts)

    def put_right(data: dict[str, Any]) -> Patient:
        new = NewIdentity(**form.who(time_zone=identity_row(patient=page.patient).time_zone))
        return correct_identity(
            by=page.by, at=page.at, patient=page.patient, new=new, reason=data["reason"], **form.stamp
        )

    return answer(
        request,
        template="prescribers/correct_identity.html",
        form=form,
        page=page,
        act=put_right,
        then=lambda _made: _identity_of(page),
        context={"has_card": valid_card(enrolment=page.enrolment) is not None},
    )


@act("patients.change_contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Keep a new telephone number, address, or way to be reminded."""
    page = open_page(request, enrolment_id)
    written = written_of(patient=page.patient)
    facts = page.form_facts()
    facts["initial"] |= {
        "mobile": written.mobile,
        "email": written.email,
        "reminder": written.reminder,
        "agrees_to_reminders": written.agreed_on is not None,
    }
    form = ReachChangeForm(request.POST or None, country=page.by.country, **facts)

    def keep(_data: dict[str, Any]) -> Patient:
        new = NewIdentity(**NOBODY, **form.reach())
        return change_contacts(by=page.by, at=page.at, patient=page.patient, new=new, **form.stamp)

    return answer(
        request,
        template="prescribers/contacts.html",
        form=form,
        page=page,
        act=keep,
        then=lambda _made: _identity_of(page),
    )


@act("patients.enrol")
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Enrol a patient who is known in another programme, without a second identity."""
    page = open_page(request, enrolment_id)
    offered = _programmes(page)
    if not offered:
        return show(request, "prescribers/enrolled_everywhere.html", {}, page=page)
    form = EnrolForm(
        request.POST or None, programmes=[(one.id, one.title) for one in offered.values()], **page.form_facts()
    )
    return answer(
        request,
        template="prescribers/enrol.html",
        form=form,
        page=page,
        act=lambda data: enrol_patient(
            by=page.by, at=page.at, patient=page.patient, programme=offered[data["programme"]], **form.stamp
        ),
        then=lambda made: reverse("prescribers:patient", args=[made.id]),
    )


def identity_context(page: Page) -> dict[str, Any]:
    """Give what a page shows of who the patient is, as it stands and as it stood, and the ways to put it right."""
    card = valid_card(enrolment=page.enrolment)
    row = identity_row(patient=page.patient)
    return {
        "identity": identity_facts(page.person, written_of(patient=page.patient)),
        "identity_warning": alphabets_warning(page.person),
        "identity_changes": changes(identity_rows(patient=page.patient), zone=ZoneInfo(page.by.time_zone)),
        "print_again": card is not None and row.supersedes_id is not None and row.recorded_at > card.recorded_at,
        "identity_ways": {
            "correct_identity": page.may("patients.correct_identity"),
            "contacts": page.may("patients.change_contacts"),
            "enrol": page.may("patients.enrol"),
            "merge": page.may("patients.propose_merge"),
        },
    }


def _who_it_is(page: Page) -> dict[str, Any]:
    """Give the form what stands, so that only what is wrong is typed."""
    row = identity_row(patient=page.patient)
    numbers = written_of(patient=page.patient).numbers
    found = {
        name: getattr(row, name)
        for name in ("family_name", "given_name", "latin_name", "birth_date", "sex", "gender", "language")
    }
    national = [scheme for scheme in numbers if scheme.startswith(NATIONAL)]
    if national:
        country = national[0].removeprefix(NATIONAL)
        found |= {"health_id": numbers[national[0]]} | ({"health_id_country": country} if country in COUNTRIES else {})
    return found | {"file_number": numbers.get(f"{FILE}{page.by.place_id.hex}", "")}


def _programmes(page: Page) -> dict[str, Programme]:
    """Give the programmes that somebody here prescribes in and that she has no part in."""
    signers = [page.by.user_id] if page.by.role == Role.PRESCRIBER else members_of(
        organisation_id=page.by.organisation_id, role=Role.PRESCRIBER, at=page.at
    )  # fmt: skip
    offered = programmes_of_prescribers(prescriber_ids=signers, country=page.by.country, day=page.today)
    taken = programmes_taken_part_in(patient=page.patient)
    return {one.id: one for one in offered if one.id not in taken}


def _identity_of(page: Page) -> str:
    return reverse("prescribers:record", args=[page.enrolment.id]) + "#identity"
