"""What the safety desk pulls from the record: every pregnancy record, of every country, so that none is lost."""

import datetime as dt
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from patients.models import Enrolment, PartnerPregnancy, Pregnancy, PregnancyResolution, SideEffectTold
from safety.models import ReportDraft, SideEffectReport


def pregnancies() -> QuerySet[Pregnancy]:
    """List the suspicions, the latest first, each with the resolution that stands, if there is one."""
    standing = PregnancyResolution.objects.standing()
    return (
        Pregnancy.objects.standing()
        .filter(organisation__practice_of__isnull=True)  # nobody follows up what was only practised
        .select_related("patient", "organisation")
        .prefetch_related(Prefetch("resolutions", queryset=standing, to_attr="resolved"))
        .order_by("-suspected_on", "-recorded_at", "id")
    )


def partner_cases() -> QuerySet[PartnerPregnancy]:
    """List the suspicions of men's partners, the latest first."""
    return (
        PartnerPregnancy.objects.standing()
        .filter(organisation__practice_of__isnull=True)
        .select_related("patient")
        .order_by("-known_on", "-recorded_at", "id")
    )


def side_effects_told() -> QuerySet[SideEffectTold]:
    """List the side effects as patients told them, the latest first, the serious ones of a day on top."""
    return (
        SideEffectTold.objects.standing()
        .filter(organisation__practice_of__isnull=True)
        .select_related("enrolment__patient", "enrolment__programme")
        .order_by("-told_on", "-serious", "-recorded_at", "id")
    )


def report_of_the_same(
    *, enrolment: Enrolment, place_id: UUID, event: tuple[str, str, dt.date | None]
) -> SideEffectReport | None:
    """Give what a place reported of the same event: the same words or reaction, begun on the same day, or both undated.

    :param event: words in lower case, code of the reaction or nothing, the day on which it began.
    """
    words, reaction, began_on = event
    same = Q(words__iexact=words) | (Q(reaction=reaction) if reaction else Q())
    found = SideEffectReport.objects.standing().filter(same, enrolment=enrolment, organisation_id=place_id)
    return found.filter(began_on=began_on).order_by("recorded_at").first()


def reports_of_a_place(*, enrolment: Enrolment, place_id: UUID) -> QuerySet[SideEffectReport]:
    """List what one place reported of a patient, the latest first."""
    found = SideEffectReport.objects.standing().filter(enrolment=enrolment, organisation_id=place_id)
    return found.order_by("-recorded_at", "id")


def report_of(*, enrolment: Enrolment, row_id: UUID) -> SideEffectReport:
    """Give one report of a patient as it stands, whoever made it.

    :raises NotVisible: when there is none.
    """
    found = SideEffectReport.objects.standing().filter(enrolment=enrolment, id=row_id)
    row: SideEffectReport | None = found.select_related("enrolment__programme", "enrolment__patient").first()
    if row is None:
        raise NotVisible(_("There is no such record."))
    return row


def draft_of(*, enrolment: Enrolment, by: Actor) -> ReportDraft | None:
    """Give the report that this person has begun here and not sent."""
    return ReportDraft.objects.filter(enrolment=enrolment, author_id=by.person_id, organisation_id=by.place_id).first()
