"""The packs of a dispensing: what speaks against each, how many capsules come out of it, and its row."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from patients.models import CameBack, Prescription, ScannedPack, Verdict, WhyNot
from patients.stamp import stamp
from pharmacies.pack_codes import PackCode
from pharmacies.refusals import PacksDoNotFit
from programmes.controls import controls_of
from programmes.models import Pack
from programmes.queries import is_recalled, pack_of

MOST_PACKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPack:
    """A pack against a prescription: what speaks against it; else what is in it and the how-manyth taking it is."""

    code: PackCode
    pack: Pack | None
    why_not: tuple[WhyNot, ...]
    capsules: int
    taking: int


def judge_packs(
    *, codes: Sequence[PackCode], prescription: Prescription, by: Actor, on: dt.date
) -> tuple[JudgedPack, ...]:
    """Hold each pack against the prescription: product, strength, expiry, recall, serial number."""
    return tuple(_judge(code, prescription, by, on) for code in codes)


def hold_serials(*, codes: Sequence[PackCode]) -> None:
    """Let the same serial number wait wherever it is handed over at this moment, until this transaction ends."""
    with connection.cursor() as cursor:
        for serial in sorted({code.serial_hash for code in codes if code.serial_hash}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(serial[:15], 16)])


def share_out(*, packs: Sequence[JudgedPack], capsules: int) -> list[int]:
    """Say how many of the capsules come out of each pack, in the order scanned.

    :raises PacksDoNotFit: when they hold too few, one of them is not needed, or one was scanned twice.
    """
    serials = [pack.code.serial_hash for pack in packs if pack.code.serial_hash]
    if len(serials) != len(set(serials)) or len(packs) > MOST_PACKS:
        raise PacksDoNotFit(_("A pack is listed twice. Take it off the list once."))
    shares, left = [], capsules
    for pack in packs:
        shares.append(min(left, pack.capsules))
        left -= shares[-1]
    if left:
        held = capsules - left
        raise PacksDoNotFit(
            ngettext(
                "The packs scanned hold %(held)d capsule. Scan one pack more, or hand over less.",
                "The packs scanned hold %(held)d capsules. Scan one pack more, or hand over less.",
                held,
            )
            % {"held": held}
        )
    if 0 in shares:
        raise PacksDoNotFit(_("One pack more was scanned than these capsules need. Take it off the list."))
    return shares


def require_batch_not_recalled(*, batch: str, prescription: Prescription, on: dt.date) -> None:
    """Refuse a batch that was typed in place of a scan and is called back.

    :raises PacksDoNotFit: naming the batch.
    """
    substance = prescription.enrolment.programme.substance
    if batch and is_recalled(substance=substance, batch=batch, on=on):
        raise PacksDoNotFit(_("Batch %(batch)s was called back. Take a pack of another batch.") % {"batch": batch})


def keep_packs(
    *,
    verdict: Verdict,
    prescription: Prescription,
    packs: Sequence[JudgedPack],
    shares: Sequence[int],
    by: Actor,
    at: dt.datetime,
) -> None:
    """Write a row for each pack that was handed over or, with nothing shared out of it, refused."""
    for one, share in zip(packs, shares, strict=True):
        ScannedPack.objects.create(
            enrolment=prescription.enrolment,
            verdict=verdict,
            pack=one.pack,
            gtin=one.code.gtin,
            batch=one.code.batch,
            expires_on=one.code.expires_on,
            serial_hash=one.code.serial_hash,
            capsules=share,
            taking=one.taking,
            why_not=list(one.why_not),
            **stamp(by=by, at=at),
        )


def _judge(code: PackCode, prescription: Prescription, by: Actor, on: dt.date) -> JudgedPack:
    pack = pack_of(gtin=code.gtin)
    earlier = _taken_from(code)
    left = _left_in(pack, earlier, prescription, by)
    against = {
        WhyNot.PRODUCT: pack is None or pack.product.programme.substance != prescription.enrolment.programme.substance,
        WhyNot.STRENGTH: pack is not None and pack.strength_mg != prescription.strength_mg,
        WhyNot.EXPIRED: code.expires_on < on,
        WhyNot.RECALLED: pack is not None and _is_called_back(code, pack, on),
        WhyNot.SERIAL_SEEN: left == 0 and bool(earlier),
    }
    return JudgedPack(
        code=code,
        pack=pack,
        why_not=tuple(why for why, holds in against.items() if holds),
        capsules=left,
        taking=len(earlier) + 1,
    )


def _is_called_back(code: PackCode, pack: Pack, on: dt.date) -> bool:
    substance = pack.product.programme.substance
    return is_recalled(substance=substance, batch=code.batch, on=on, product_id=pack.product_id)


def _taken_from(code: PackCode) -> list[ScannedPack]:
    """List what was taken before from the pack with this serial number, never collected or not."""
    if not code.serial_hash:
        return []
    taken = ScannedPack.objects.standing().filter(serial_hash=code.serial_hash, why_not=[])
    return list(taken.select_related("verdict__dispensing__whole_return"))


def _left_in(pack: Pack | None, earlier: Sequence[ScannedPack], prescription: Prescription, by: Actor) -> int:
    """Count what is left in a pack: all of a whole one; of a split one the rest, for the same patient, here."""
    if pack is None:
        return 0
    out = [one for one in earlier if not _went_back_to_stock(one)]
    if any((one.enrolment_id, one.organisation_id) != (prescription.enrolment_id, by.organisation_id) for one in out):
        return 0
    return max(0, pack.capsules - sum(one.capsules for one in out))


def _went_back_to_stock(taken: ScannedPack) -> bool:
    """Say whether its supply was never collected, and that was said while its packs might still go back."""
    given = taken.verdict.dispensing
    returned = getattr(given, "whole_return", None)
    if returned is None or returned.how != CameBack.NOT_COLLECTED:
        return False
    controls = controls_of(programme_id=str(taken.verdict.programme_id))
    return controls.goes_back_into_stock(dispensed_on=given.dispensed_on, on=returned.returned_on)
