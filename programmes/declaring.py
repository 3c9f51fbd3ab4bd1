"""A prescriber declares and signs; the programme office checks the licence; a certificate comes of it, or why not."""

import datetime as dt
from collections import Counter
from typing import Final
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role, User
from accounts.operation import operation
from accounts.queries import holders_of
from accounts.refusals import Refusal
from accounts.safeguards import NotYourself
from foundation.new_number import random_number
from outbox.models import Recipient
from outbox.operations import put
from programmes.certifying import certifying
from programmes.models import (
    DeclarationAnswer,
    KnowledgeTry,
    PrescriberCertification,
    PrescriberDeclaration,
    Programme,
)
from programmes.operations import NotAsItWas
from programmes.queries import civil_day
from programmes.spans import one_span_at_a_time
from rulebook.certifying import end_of_certificate, knowledge_holds, renewed_from

DECLARED: Final = "prescriber-2026-11"
"""The words that a prescriber declares, by their version; they stand in ``programmes/declaration_forms.py``."""
TO_CHECK: Final = "licence_to_check"
ANSWERED: Final = "declaration_answered"


class DeclarationNotPossible(Refusal):
    """She is certified, waits for an answer, is suspended, or the knowledge check is not passed or too long ago."""


@operation("programmes.declare", signed=True)
def declare(
    *, by: Actor, at: dt.datetime, programme: Programme, known_by: KnowledgeTry | None, licence_number: str
) -> PrescriberDeclaration:
    """Declare for a certificate, or for its renewal, in the country of one's place; the office checks the licence.

    :param known_by: the try at which every question on the guide in force was answered rightly; None where none was.
    :raises DeclarationNotPossible: when she is certified, waits, is suspended, or did not answer the check in time.
    """
    User.objects.select_for_update().get(id=by.person_id)
    reason = why_not(by=by, at=at, programme=programme, known_by=known_by)
    if reason or known_by is None:
        raise DeclarationNotPossible(reason)
    declaration = PrescriberDeclaration.objects.create(
        programme=programme,
        country=by.country,
        licence_number=licence_number,
        known_by=known_by,
        declaration=DECLARED,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    for manager in holders_of(role=Role.PROGRAMME_MANAGER, at=at):
        _tell(declaration, TO_CHECK, manager, at)
    return declaration


@operation("programmes.accredit")
def certify_declared(
    *, by: Actor, at: dt.datetime, declaration: PrescriberDeclaration, compared: str
) -> DeclarationAnswer:
    """Give the certificate, once the licence was compared with the register of the country.

    It holds from today, or from the day on which the one before it ends; its own end is chosen so that not all of a
    country end in one month.

    :param compared: with which register, and what it said.
    :raises NotYourself: for whoever declared.
    :raises NotAsItWas: when the declaration was answered already, or she is certified or suspended meanwhile.
    """
    _require_open(by, declaration)
    today = civil_day(programme=declaration.programme, at=at)
    held = certification_of(
        prescriber_id=declaration.recorded_by_id, programme=declaration.programme, country=declaration.country, on=today
    )
    terms = certifying(country=declaration.country).terms
    if held is not None and (held.suspended or held.valid_until is None):
        raise NotAsItWas(
            _("This prescriber is certified without an end, or suspended. Look at the certification, then refuse this.")
        )
    first = max(today, held.valid_until) if held is not None and held.valid_until else today
    with one_span_at_a_time():
        certification = PrescriberCertification.objects.create(
            prescriber_id=declaration.recorded_by_id,
            programme_id=declaration.programme_id,
            country=declaration.country,
            valid_from=first,
            valid_until=end_of_certificate(first=first, terms=terms, ending=_ending(declaration, first)),
        )
    return _answered(by, at, declaration, certification=certification, number=random_number(), compared=compared)


@operation("programmes.accredit")
def refuse_declaration(
    *, by: Actor, at: dt.datetime, declaration: PrescriberDeclaration, reason: str
) -> DeclarationAnswer:
    """Give no certificate, and say why; she may declare again.

    :raises NotYourself: for whoever declared.
    :raises NotAsItWas: when the declaration was answered already.
    """
    _require_open(by, declaration)
    return _answered(by, at, declaration, why=reason)


def why_not(*, by: Actor, at: dt.datetime, programme: Programme, known_by: KnowledgeTry | None) -> str:
    """Say why a prescriber cannot declare now and what to do about it; empty where she can."""
    today, terms = civil_day(programme=programme, at=at), certifying(country=by.country).terms
    held = certification_of(prescriber_id=by.person_id, programme=programme, country=by.country, on=today)
    if held is not None and held.suspended:
        return _("Your certification is suspended. Call the programme office; a new declaration does not lift that.")
    if held is not None and held.valid_until is None:
        return _("You are certified without an end. There is nothing to declare.")
    if held is not None and held.valid_until is not None:
        first = renewed_from(until=held.valid_until, terms=terms)
        if today < first:
            return _("You are certified. Your certificate can be renewed from %(day)s.") % {"day": date_format(first)}
    if waiting(prescriber_id=by.person_id, programme=programme, country=by.country):
        return _("You have declared already. Wait for the programme office: it checks the licence and writes to you.")
    if known_by is None:
        return _("Read every section of the guide and answer the knowledge check first.")
    answered = civil_day(programme=programme, at=known_by.recorded_at)
    if not knowledge_holds(answered_on=answered, on=today, terms=terms):
        return _("You answered the knowledge check on %(day)s. That is too long ago: answer it again first.") % {
            "day": date_format(answered)
        }
    return ""


def waiting(*, prescriber_id: UUID, programme: Programme, country: str) -> bool:
    """Say whether a declaration waits for its answer."""
    return PrescriberDeclaration.objects.filter(
        recorded_by_id=prescriber_id, programme=programme, country=country, answer__isnull=True
    ).exists()


def certification_of(
    *, prescriber_id: UUID, programme: Programme, country: str, on: dt.date
) -> PrescriberCertification | None:
    """Give the certification that counts on a day: a suspended one, else the one that reaches furthest."""
    rows = PrescriberCertification.objects.filter(prescriber_id=prescriber_id, programme=programme, country=country)
    held = rows.filter(suspended=True).first() or rows.filter(valid_until__isnull=True).first()
    return held or rows.filter(valid_until__gt=on).order_by("-valid_until").first()


def _require_open(by: Actor, declaration: PrescriberDeclaration) -> None:
    """Let two answers wait for each other at the prescriber's row, and refuse the later one."""
    if by.user_id == declaration.recorded_by_id:
        raise NotYourself(_("This is your own declaration. Ask another programme manager to answer."))
    User.objects.select_for_update().get(id=declaration.recorded_by_id)
    if DeclarationAnswer.objects.filter(declaration=declaration).exists():
        raise NotAsItWas(_("This declaration was answered already. Open the page again to see how it stands."))


def _ending(declaration: PrescriberDeclaration, first: dt.date) -> Counter[dt.date]:
    """Count the certifications of the programme and country by the day on which they end."""
    rows = PrescriberCertification.objects.filter(
        programme_id=declaration.programme_id, country=declaration.country, valid_until__gt=first, suspended=False
    )
    return Counter(day for day in rows.values_list("valid_until", flat=True) if day is not None)


def _answered(
    by: Actor,
    at: dt.datetime,
    declaration: PrescriberDeclaration,
    *,
    certification: PrescriberCertification | None = None,
    number: str | None = None,
    compared: str = "",
    why: str = "",
) -> DeclarationAnswer:
    answer = DeclarationAnswer.objects.create(
        declaration=declaration,
        certification=certification,
        number=number,
        compared=compared,
        why=why,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    _tell(declaration, ANSWERED, declaration.recorded_by_id, at)
    return answer


def _tell(declaration: PrescriberDeclaration, kind: str, whom: UUID, at: dt.datetime) -> None:
    put(
        key=f"{kind}:{declaration.id}:{whom}",
        kind=kind,
        recipient=Recipient.USER,
        recipient_id=whom,
        about_id=declaration.id,
        at=at,
    )
