"""The ground of a simulated registry: places, people with their roles, and what they are accredited for."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Kind, Membership, Organisation, Role, User
from demo.simulator.plan import Centre, Pharmacy, Plan
from demo.simulator.uses import WITHIN
from programmes.models import PharmacyRegistration, PrescriberCertification, Product, Programme

BRANDS = {"pomalidomide": "Pomalex", "lenalidomide": "Lenarex", "thalidomide": "Thalorex"}


def lay_ground(*, plan: Plan) -> None:
    """Write the rows of all places and people, in the caller's transaction. Nobody of them can log in."""
    opened = dt.date.fromordinal(plan.opened)
    places, users, roles = _gathered(plan)
    Organisation.objects.bulk_create([Organisation(**one) for one in places], batch_size=500)
    unusable = make_password(None)
    User.objects.bulk_create([User(password=unusable, **one) for one in users], batch_size=500)
    Membership.objects.bulk_create([Membership(valid_from=opened, **one) for one in roles], batch_size=500)
    PrescriberCertification.objects.bulk_create(
        [
            PrescriberCertification(prescriber_id=person, programme_id=one, country=centre.country, valid_from=opened)
            for centre in plan.centres
            for person in centre.prescribers
            for one in _programmes(plan, centre)
        ],
        batch_size=500,
    )
    PharmacyRegistration.objects.bulk_create(
        [
            PharmacyRegistration(pharmacy_id=pharmacy.id, programme_id=one, **span)
            for centre in plan.centres
            for pharmacy in centre.pharmacies
            for one in _programmes(plan, centre)
            for span in _spans(plan, pharmacy)
        ],
        batch_size=500,
    )
    for programme in Programme.objects.all():
        brand = BRANDS.get(programme.substance)
        if brand is not None:
            Product.objects.get_or_create(programme=programme, brand=brand, defaults={"holder": "Exempla Pharma"})


def _programmes(plan: Plan, centre: Centre) -> list[str]:
    return [plan.programme(substance, centre.country) for substance in WITHIN]


def _spans(plan: Plan, pharmacy: Pharmacy) -> Iterator[dict[str, dt.date | None]]:
    opened = dt.date.fromordinal(plan.opened)
    if pharmacy.unregistered is None:
        yield {"valid_from": opened, "valid_until": None}
        return
    lapsed, taken_up = map(dt.date.fromordinal, pharmacy.unregistered)
    yield {"valid_from": opened, "valid_until": lapsed}
    yield {"valid_from": taken_up, "valid_until": None}


Rows = list[dict[str, Any]]


def _gathered(plan: Plan) -> tuple[Rows, Rows, Rows]:
    """Give the rows of places, people and roles."""
    places: Rows = []
    users: Rows = []
    roles: Rows = []

    def open_place(own: str, name: str, kind: str, country: str, zone: str) -> None:
        places.append(
            {
                "id": own, "name": name, "kind": kind, "country": country, "time_zone": zone,
                "telephone": "+32 2 555 00 00", "email": f"desk@{own[:8]}.simulated.example",
            }
        )  # fmt: skip

    def let_in(person: str, name: str, language: str, place: str, role: str) -> None:
        email = f"{person[:13]}@s{plan.seed}.simulated.example"
        users.append({"id": person, "email": email, "name": name, "language": language})
        roles.append({"user_id": person, "organisation_id": place, "role": role})

    for number, centre in enumerate(plan.centres, 1):
        open_place(centre.id, centre.name, Kind.CENTRE, centre.country, centre.zone)
        for place, person in enumerate(centre.prescribers, 1):
            let_in(person, f"Dr {number}.{place}", centre.language, centre.id, Role.PRESCRIBER)
        for pharmacy in centre.pharmacies:
            open_place(pharmacy.id, pharmacy.name, Kind.PHARMACY, centre.country, centre.zone)
            for place, person in enumerate(pharmacy.pharmacists, 1):
                let_in(person, f"Pharmacist {number}.{place}", centre.language, pharmacy.id, Role.PHARMACIST)
    for own, person, country in plan.authorities:
        open_place(own, f"Medicines authority {country} (simulated {plan.seed})", Kind.AUTHORITY, country, "UTC")
        let_in(person, f"Authority {country}", "en-gb", own, Role.AUTHORITY)
    return places, users, roles
