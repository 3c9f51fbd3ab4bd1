"""What the safety desk pulls from the record: every pregnancy record, of every country, so that none is lost."""

from django.db.models import Prefetch, QuerySet

from patients.models import Pregnancy, PregnancyResolution


def pregnancies() -> QuerySet[Pregnancy]:
    """List the suspicions, the latest first, each with the resolution that stands, if there is one."""
    standing = PregnancyResolution.objects.standing()
    return (
        Pregnancy.objects.standing()
        .select_related("patient", "organisation")
        .prefetch_related(Prefetch("resolutions", queryset=standing, to_attr="resolved"))
        .order_by("-suspected_on", "-recorded_at", "id")
    )
