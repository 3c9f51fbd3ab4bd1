"""A pharmacy asks to be registered, and the programme office answers; or its declaration is enough in its country."""

import datetime as dt
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, Role
from accounts.operation import operation
from accounts.queries import holders_of
from accounts.refusals import Refusal
from accounts.safeguards import NotYourself
from outbox.models import Recipient
from outbox.operations import put
from programmes.models import ApplicationAnswer, PharmacyApplication, PharmacyRegistration, Programme
from programmes.operations import NotAsItWas
from programmes.queries import civil_day
from programmes.registering import DECLARATION, registering
from programmes.spans import SpanNotPossible, one_span_at_a_time
from programmes.stands import Standing, stands_of

DECLARED: Final = "pharmacy-2026-11"
"""The words that a pharmacy declares, by their version; they stand in ``pharmacies/registration_forms.py``."""


class ApplicationNotPossible(Refusal):
    """The pharmacy is registered, waits for an answer, or is suspended."""


@operation("programmes.apply")
def apply_for_registration(
    *, by: Actor, at: dt.datetime, programme: Programme, responsible_name: str, licence_number: str
) -> PharmacyApplication:
    """Ask that one's own pharmacy be registered under a programme, naming the pharmacist who answers for it.

    Where its country takes a declaration for enough, the pharmacy is registered from today.

    :raises ApplicationNotPossible: when it is registered, waits for an answer, is suspended, or is for practice.
    """
    pharmacy = Organisation.objects.select_for_update().get(id=by.place_id)
    _require_free(by, at, pharmacy, programme)
    application = PharmacyApplication.objects.create(
        pharmacy=pharmacy,
        programme=programme,
        responsible_name=responsible_name,
        licence_number=licence_number,
        declaration=DECLARED,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    if registering(country=pharmacy.country).decides == DECLARATION:
        _accepted(by, at, application, None, by_declaration=True)
    for manager in holders_of(role=Role.PROGRAMME_MANAGER, at=at):
        _tell(application, "pharmacy_applied", Recipient.USER, manager, at)
    return application


@operation("programmes.accredit")
def accept_application(
    *, by: Actor, at: dt.datetime, application: PharmacyApplication, valid_until: dt.date | None
) -> PharmacyRegistration:
    """Register the pharmacy that applied, from today on.

    :raises NotYourself: for whoever applied.
    :raises NotAsItWas: when the application was answered already.
    :raises SpanNotPossible: when it would end before it begins, or the pharmacy was registered meanwhile.
    """
    _require_open(by, application)
    return _accepted(by, at, application, valid_until)


@operation("programmes.accredit")
def refuse_application(
    *, by: Actor, at: dt.datetime, application: PharmacyApplication, reason: str
) -> ApplicationAnswer:
    """Say no to a pharmacy that applied, and why; it may apply again.

    :raises NotYourself: for whoever applied.
    :raises NotAsItWas: when the application was answered already.
    """
    _require_open(by, application)
    return _answered(by, at, application, why=reason)


def _require_free(by: Actor, at: dt.datetime, pharmacy: Organisation, programme: Programme) -> None:
    if by.practice:
        raise ApplicationNotPossible(_("A practice counter needs no registration. Go back to your own counter first."))
    stands = {one.programme: one.standing for one in stands_of(pharmacy_id=pharmacy.id, at=at)}[programme]
    if stands == Standing.REGISTERED:
        raise ApplicationNotPossible(_("The pharmacy is registered for this programme already. Check the card again."))
    if stands == Standing.SUSPENDED:
        raise ApplicationNotPossible(
            _("The registration is suspended. Call the programme office; a new application does not lift that.")
        )
    if stands == Standing.WAITING:
        raise ApplicationNotPossible(
            _("The pharmacy has applied for this already. Wait for the programme office: it answers by e-mail.")
        )


def _require_open(by: Actor, application: PharmacyApplication) -> None:
    """Let two answers wait for each other at the pharmacy's row, and refuse the later one."""
    if by.user_id == application.recorded_by_id:
        raise NotYourself(_("You applied for this yourself. Ask another programme manager to answer."))
    Organisation.objects.select_for_update().get(id=application.pharmacy_id)
    if ApplicationAnswer.objects.filter(application=application).exists():
        raise NotAsItWas(_("This application was answered already. Open the page again to see how it stands."))


def _accepted(
    by: Actor,
    at: dt.datetime,
    application: PharmacyApplication,
    valid_until: dt.date | None,
    *,
    by_declaration: bool = False,
) -> PharmacyRegistration:
    today = civil_day(programme=application.programme, at=at)
    if valid_until is not None and valid_until <= today:
        raise SpanNotPossible(_("The registration would end before its first day. Choose a later day."))
    with one_span_at_a_time():
        registration = PharmacyRegistration.objects.create(
            pharmacy_id=application.pharmacy_id,
            programme_id=application.programme_id,
            valid_from=today,
            valid_until=valid_until,
        )
    _answered(by, at, application, registration=registration, by_declaration=by_declaration)
    return registration


def _answered(
    by: Actor,
    at: dt.datetime,
    application: PharmacyApplication,
    *,
    registration: PharmacyRegistration | None = None,
    why: str = "",
    by_declaration: bool = False,
) -> ApplicationAnswer:
    answer = ApplicationAnswer.objects.create(
        application=application,
        registration=registration,
        why=why,
        by_declaration=by_declaration,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    _tell(application, "pharmacy_answered", Recipient.ORGANISATION, application.pharmacy_id, at)
    _tell(application, "pharmacy_answered", Recipient.USER, application.recorded_by_id, at)
    return answer


def _tell(application: PharmacyApplication, kind: str, whom: Recipient, recipient_id: UUID, at: dt.datetime) -> None:
    put(
        key=f"{kind}:{application.id}:{recipient_id}",
        kind=kind,
        recipient=whom,
        recipient_id=recipient_id,
        about_id=application.id,
        at=at,
    )
