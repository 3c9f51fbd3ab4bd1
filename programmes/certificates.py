"""Questions about declarations and certificates; and the one that anybody may ask, who holds a certificate in hand."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from programmes.learning import Course
from programmes.models import DeclarationAnswer, PrescriberCertification, PrescriberDeclaration
from programmes.queries import civil_day


def declarations() -> QuerySet[PrescriberDeclaration]:
    """List what prescribers declared, the oldest first."""
    rows = PrescriberDeclaration.objects.select_related("programme", "recorded_by", "known_by__guide", "answer")
    return rows.order_by("recorded_at", "id")


def open_declarations() -> QuerySet[PrescriberDeclaration]:
    """List the declarations whose licence waits to be checked, the oldest first."""
    return declarations().filter(answer__isnull=True)


def declaration_of(*, declaration_id: UUID) -> PrescriberDeclaration:
    """Find a declaration.

    :raises NotVisible: when there is none.
    """
    found = declarations().filter(id=declaration_id).first()
    if found is None:
        raise NotVisible(_("There is no such declaration."))
    return found


def waits_for_answer(*, by: Actor, course: Course) -> bool:
    """Say whether the actor's declaration for the programme of a guide waits for its answer."""
    rows = PrescriberDeclaration.objects.filter(recorded_by_id=by.person_id, programme=course.guide.programme)
    return rows.filter(country=by.country, answer__isnull=True).exists()


def last_answer(*, by: Actor, programme_id: str) -> DeclarationAnswer | None:
    """Give the last answer that a prescriber got in the country of her place."""
    rows = DeclarationAnswer.objects.filter(
        declaration__recorded_by_id=by.person_id,
        declaration__programme_id=programme_id,
        declaration__country=by.country,
    )
    return rows.select_related("certification", "declaration").order_by("-recorded_at", "id").first()


def certificate_of(*, by: Actor, certificate_id: UUID) -> DeclarationAnswer:
    """Find one of the actor's own certificates.

    :raises NotVisible: when there is none.
    """
    rows = DeclarationAnswer.objects.filter(
        declaration__recorded_by_id=by.person_id, certification__isnull=False, id=certificate_id
    )
    found = rows.select_related("certification__programme", "declaration__known_by__guide").first()
    if found is None:
        raise NotVisible(_("There is no such certificate."))
    return found


def certificate_behind(*, certification: PrescriberCertification) -> DeclarationAnswer | None:
    """Give the certificate that a certification was given with, where it was."""
    return DeclarationAnswer.objects.filter(certification=certification).select_related("declaration").first()


def in_force_with(*, number: str, at: dt.datetime) -> PrescriberCertification | None:
    """Give the certification of a certificate's number while it holds; none for a number that is nobody's."""
    rows = PrescriberCertification.objects.filter(certificate__number=number).select_related("programme", "prescriber")
    found = rows.first()
    if found is None or not found.prescriber.is_active:
        return None
    return found if found.covers(civil_day(programme=found.programme, at=at)) else None
