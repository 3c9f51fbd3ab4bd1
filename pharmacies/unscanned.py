"""Capsules handed over with no pack scanned after one was refused: not without a plain word why, and the batch."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from patients.models import Dispensing, Prescription, Refused, ScannedPack, WhyNot, WhyUnscanned
from pharmacies.refusals import PackNotScanned


def refused_packs(*, by: Actor, prescription: Prescription) -> QuerySet[ScannedPack]:
    """Give the packs that this pharmacy was refused for a prescription since it last handed capsules over on it.

    A card that is scanned again, another colleague and another day forget none of them.
    """
    later = Dispensing.objects.filter(
        prescription=OuterRef("verdict__prescription"),
        organisation_id=OuterRef("organisation_id"),
        recorded_at__gte=OuterRef("recorded_at"),
    )
    return ScannedPack.objects.standing().filter(
        ~Exists(later),
        enrolment=prescription.enrolment_id,
        verdict__prescription=prescription,
        verdict__refusal=Refused.PACK_MISMATCH,
        organisation_id=by.organisation_id,
    )


def require_said_why(*, by: Actor, prescription: Prescription, batch: str, why: str) -> str:
    """Give why no pack was scanned, as it is to be kept; nothing where no pack was refused.

    :raises PackNotScanned: when a pack was refused and the word, or the batch of another pack, is missing.
    """
    refused = list(refused_packs(by=by, prescription=prescription))
    if not refused:
        return ""
    if why not in WhyUnscanned.values:
        raise PackNotScanned(
            _("A pack was refused here for this prescription. Scan one that passes, or say why none can be scanned."),
            field="why_unscanned",
        )
    if not batch:
        raise PackNotScanned(_("Type the batch as it stands on the pack that you hand over."), field="batch")
    if _is_of_a_refused_pack(batch, refused):
        raise PackNotScanned(
            _("A pack of this batch was refused here. Hand over another pack, and type its batch."), field="batch"
        )
    return why


def _is_of_a_refused_pack(batch: str, refused: Sequence[ScannedPack]) -> bool:
    """Say whether what spoke against a pack speaks against its whole batch."""
    return any(one.batch.casefold() == batch.casefold() and _of_the_whole_batch(one) for one in refused)


def _of_the_whole_batch(pack: ScannedPack) -> bool:
    """Say whether its whole batch is wrong: not where the serial number alone is, or nobody knows the code."""
    against = set(pack.why_not) - {WhyNot.SERIAL_SEEN}
    return bool(against - {WhyNot.PRODUCT} if pack.pack_id is None else against)
