"""What the safety desk pulls from the record: every pregnancy record, of every country, so that none is lost."""

from django.db.models import Prefetch, QuerySet

from patients.models import PartnerPregnancy, Pregnancy, PregnancyResolution, SideEffectTold


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
