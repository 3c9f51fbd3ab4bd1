"""Questions about programmes and accreditation."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Kind, Membership, Organisation, Role, User
from accounts.queries import in_force, real_organisations
from accounts.refusals import NotVisible
from foundation.records import covering, day_in
from programmes.models import (
    Batch,
    BatchRecall,
    Pack,
    PharmacyRegistration,
    PrescriberCertification,
    Product,
    Programme,
)

Spans = list[dict[str, str | None]]


def civil_day(*, programme: Programme, at: dt.datetime) -> dt.date:
    """Give the civil date of a moment in the programme's time zone: what every rule calls today."""
    return at.astimezone(ZoneInfo(programme.time_zone)).date()


def certifications_of(*, wanted: Collection[tuple[UUID | None, str, str]]) -> dict[tuple[UUID | None, str, str], Spans]:
    """List the certifications of many, in one query: by prescriber, programme id and country."""
    spans = PrescriberCertification.objects.filter(
        prescriber_id__in={prescriber for prescriber, _programme, _country in wanted},
        programme_id__in={programme for _prescriber, programme, _country in wanted},
    ).order_by("valid_from")
    found: dict[tuple[UUID | None, str, str], Spans] = {}
    for row in spans:
        key = (row.prescriber_id, row.programme_id, row.country)
        until = row.valid_until.isoformat() if row.valid_until else None
        found.setdefault(key, []).append({"from": row.valid_from.isoformat(), "until": until})
    return found


def certifications() -> QuerySet[PrescriberCertification]:
    """List every certification with its prescriber and programme, in a steady order."""
    rows = PrescriberCertification.objects.select_related("prescriber", "programme")
    return rows.order_by("country", "prescriber__name", "programme__title", "valid_from", "id")


def registrations() -> QuerySet[PharmacyRegistration]:
    """List every registration with its pharmacy and programme, in a steady order."""
    real = PharmacyRegistration.objects.filter(pharmacy__practice_of__isnull=True)
    rows = real.select_related("pharmacy", "programme")
    return rows.order_by("pharmacy__country", "pharmacy__name", "programme__title", "valid_from", "id")


def registration_spans(*, pharmacy_id: UUID | None, programme_id: str) -> Spans:
    """List the pharmacy's registrations in the rulebook's words; no pharmacy has none."""
    spans = PharmacyRegistration.objects.filter(pharmacy_id=pharmacy_id, programme_id=programme_id).values_list(
        "valid_from", "valid_until"
    )
    return _in_words(spans.order_by("valid_from"))


def has_certified_prescriber(*, centre_id: UUID, country: str, at: dt.datetime) -> bool:
    """Say whether somebody who prescribes at a centre is certified today: for whom its delegates work.

    It is asked each time anew, so that the end of the last certificate ends what they may do on its day.
    """
    prescribers = Membership.objects.filter(
        in_force(at=at), organisation_id=centre_id, role=Role.PRESCRIBER, user__is_active=True
    )
    certified = PrescriberCertification.objects.filter(
        covering(day_in("programme__time_zone", at=at)),
        country=country,
        prescriber_id__in=prescribers.values("user_id"),
    )
    return certified.exists()


def is_registered(*, pharmacy_id: UUID, day: dt.date) -> bool:
    """Say whether a pharmacy is registered for any programme on a day."""
    return PharmacyRegistration.objects.filter(covering(day), pharmacy_id=pharmacy_id).exists()


def programmes_of_prescribers(
    *, prescriber_ids: Collection[UUID | None], country: str, day: dt.date
) -> QuerySet[Programme]:
    """List the programmes that one of these people at least may prescribe under on a day."""
    certified = PrescriberCertification.objects.filter(covering(day), prescriber_id__in=prescriber_ids, country=country)
    return Programme.objects.filter(id__in=certified.values("programme_id")).order_by("title")


def _in_words(spans: QuerySet[Any, tuple[dt.date, dt.date | None]]) -> Spans:
    return [{"from": start.isoformat(), "until": end.isoformat() if end else None} for start, end in spans]


def pack_of(*, gtin: str) -> Pack | None:
    """Give the pack that bears a GTIN, of whichever programme."""
    return Pack.objects.filter(gtin=gtin).select_related("product__programme").first()


def standing_recalls() -> QuerySet[BatchRecall]:
    """List the recalls that were not lifted, the newest first."""
    rows = BatchRecall.objects.filter(lifts__isnull=True, lifted_by__isnull=True)
    return rows.select_related("product__programme").order_by("-from_on", "-recorded_at", "id")


def is_recalled(*, substance: str, batch: str, on: dt.date, product_id: UUID | None = None) -> bool:
    """Say whether a batch is called back on a day; without a product, of any product of the substance."""
    recalls = standing_recalls().filter(number__iexact=batch, from_on__lte=on, product__programme__substance=substance)
    marked = Batch.objects.filter(
        number__iexact=batch, recalled_on__lte=on, pack__product__programme__substance=substance
    )
    if product_id is not None:
        recalls, marked = recalls.filter(product_id=product_id), marked.filter(pack__product_id=product_id)
    return recalls.exists() or marked.exists()


def products() -> QuerySet[Product]:
    """List every product with its packs, in a steady order."""
    packs = Prefetch("packs", Pack.objects.order_by("strength_mg", "capsules", "id"))
    return Product.objects.select_related("programme").prefetch_related(packs).order_by("programme__title", "brand")


def accreditation_of(*, accreditation_id: UUID) -> PrescriberCertification | PharmacyRegistration:
    """Find a certification or a registration of a real pharmacy.

    :raises NotVisible: when there is none.
    """
    found = certifications().filter(id=accreditation_id).first() or registrations().filter(id=accreditation_id).first()
    if found is None:
        raise NotVisible(_("There is no such certification or registration."))
    return found


def prescribers_at(*, email: str, at: dt.datetime) -> User | None:
    """Find the prescriber who logs in with an address, while she holds the role somewhere."""
    held = Membership.objects.filter(in_force(at=at), role=Role.PRESCRIBER, user__email__iexact=email)
    found = held.select_related("user").first()
    return found.user if found is not None else None


def pharmacies() -> QuerySet[Organisation]:
    """List the real pharmacies that are not suspended."""
    return real_organisations().filter(kind=Kind.PHARMACY, suspended=False)


def pharmacies_under(*, programme: Programme, country: str, practice: bool, on: dt.date) -> QuerySet[Organisation]:
    """List the pharmacies of a country that may dispense under a programme on a day, by name.

    :param practice: whether those to practise at are meant, or the real ones.
    """
    spans = PharmacyRegistration.objects.filter(covering(on), programme=programme)
    rows = Organisation.objects.filter(
        kind=Kind.PHARMACY, suspended=False, country=country, practice_of__isnull=not practice
    )
    return rows.filter(id__in=spans.values("pharmacy_id")).order_by("name", "id")


def pharmacies_registered(*, at: dt.datetime) -> QuerySet[Organisation]:
    """List the pharmacies that are registered under some programme at a moment."""
    spans = PharmacyRegistration.objects.filter(covering(day_in("programme__time_zone", at=at)))
    return pharmacies().filter(id__in=spans.values("pharmacy_id"))
