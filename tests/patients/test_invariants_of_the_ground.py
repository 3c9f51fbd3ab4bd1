"""Invariants below the record: people, places, roles, accreditation, programmes, forms sent, messages."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Membership, Organisation, Role, Submission, User
from outbox.models import Message, Recipient
from outbox.operations import put
from programmes.models import (
    Batch,
    Pack,
    PharmacyRegistration,
    PrescriberCertification,
    Product,
    ProgrammeVersion,
)
from tests.builders import a_centre, a_pharmacy, a_prescriber, a_programme, an_actor
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import DAY, NOON, a_whole_life

pytestmark = pytest.mark.django_db

START = dt.date(2026, 1, 1)
OVERLAPPING = [
    {"valid_from": START, "valid_until": None},
    {"valid_from": dt.date(2025, 1, 1), "valid_until": dt.date(2026, 1, 2)},
    {"valid_from": dt.date(2026, 6, 1), "valid_until": dt.date(2026, 6, 2)},
]


# --- spans ---------------------------------------------------------------------------------------------


@invariant("A person has a role in an organisation once at a time", "accounts_membership_no_overlap")
@pytest.mark.parametrize("span", OVERLAPPING)
def test_memberships_do_not_overlap(span: dict[str, Any]) -> None:
    an_actor(Role.DELEGATE, a_centre())
    held = _from_new_year(Membership)
    with refused_by("accounts_membership_no_overlap"):
        another(held, **span)


@invariant("A person is certified once at a time for a programme in a country", "programmes_certification_no_overlap")
@pytest.mark.parametrize("span", OVERLAPPING)
def test_certifications_do_not_overlap(span: dict[str, Any]) -> None:
    a_prescriber()
    held = _from_new_year(PrescriberCertification)
    with refused_by("programmes_certification_no_overlap"):
        another(held, **span)


@invariant("A pharmacy is registered once at a time for a programme", "programmes_registration_no_overlap")
@pytest.mark.parametrize("span", OVERLAPPING)
def test_registrations_do_not_overlap(span: dict[str, Any]) -> None:
    a_pharmacy()
    held = _from_new_year(PharmacyRegistration)
    with refused_by("programmes_registration_no_overlap"):
        another(held, **span)


@invariant("A span does not end before it began", "*_ends_after_start")
def test_spans_do_not_end_before_they_began() -> None:
    a_prescriber()
    a_pharmacy()
    for model in (Membership, PrescriberCertification, PharmacyRegistration):
        with refused_by(f"{model._meta.db_table}_ends_after_start"):
            another(model._default_manager.get(), valid_until=dt.date(2000, 1, 1))


def test_a_span_may_follow_another_on_the_day_it_ends() -> None:
    a_prescriber()
    PrescriberCertification.objects.update(valid_until=START)
    another(PrescriberCertification.objects.get(), valid_from=START, valid_until=None)
    assert PrescriberCertification.objects.count() == 2


# --- people and places -----------------------------------------------------------------------------------


@invariant(
    "An e-mail address is one user, whatever its case", "accounts_user_email_any_case", "accounts_user_email_key"
)
def test_an_email_address_is_one_user() -> None:
    user = User.objects.create_user(email="doctor@example.org", name="Doctor")
    with refused_by("accounts_user_email_any_case"):
        another(user, email="Doctor@Example.org")
    with refused_by("accounts_user_email_key"):
        another(user)


@invariant("An organisation's name is its own in its country", "accounts_organisation_name_in_country")
def test_an_organisations_name_is_its_own_in_its_country() -> None:
    with refused_by("accounts_organisation_name_in_country"):
        another(a_centre())


@invariant("A country is two capital letters", "accounts_organisation_country_code")
@pytest.mark.parametrize("country", ["", "B", "be", "B1"])
def test_a_country_is_two_capital_letters(country: str) -> None:
    with refused_by("accounts_organisation_country_code"):
        Organisation.objects.create(name="Centre", kind="centre", country=country, time_zone="UTC")


@invariant("A form's nonce is used once", "accounts_submission_pkey")
def test_a_nonce_is_used_once() -> None:
    a_whole_life()
    used = Submission.objects.get()
    with refused_by("accounts_submission_pkey"):
        another(used, id=used.id)


# --- programmes ------------------------------------------------------------------------------------------


@invariant("A programme has one version from a day", "programmes_version_once")
def test_a_programme_has_one_version_from_a_day() -> None:
    a_programme()
    version = ProgrammeVersion.objects.all()[0]
    with refused_by("programmes_version_once"):
        another(version, text="other rules")


@invariant("A brand stands once in a programme", "programmes_product_brand_once")
def test_a_brand_stands_once_in_a_programme() -> None:
    with refused_by("programmes_product_brand_once"):
        another(_a_product())


@invariant("A pack holds some capsules of some strength", "programmes_pack_holds_something")
@pytest.mark.parametrize("column", ["capsules", "strength_mg"])
def test_a_pack_holds_something(column: str) -> None:
    with refused_by("programmes_pack_holds_something"):
        another(_a_pack(), gtin=None, **{column: 0})


@invariant("A GTIN has fourteen digits and is one pack's", "programmes_pack_gtin_form", "programmes_pack_gtin_key")
def test_a_gtin_has_fourteen_digits_and_is_one_packs() -> None:
    pack = _a_pack()
    with refused_by("programmes_pack_gtin_form"):
        another(pack, gtin="0541234567890")
    with refused_by("programmes_pack_gtin_key"):
        another(pack)


@invariant("A batch number stands once a pack", "programmes_batch_once")
def test_a_batch_number_stands_once_a_pack() -> None:
    batch = Batch.objects.create(pack=_a_pack(), number="A1", expires_on=START)
    with refused_by("programmes_batch_once"):
        another(batch)


# --- messages --------------------------------------------------------------------------------------------


@invariant("An event is told once: its key stands once in the outbox", "outbox_message_key_key")
def test_an_outbox_key_stands_once() -> None:
    with refused_by("outbox_message_key_key"):
        another(_a_message())


@invariant("A message that is claimed has a lease and its end", "outbox_message_claimed_has_lease")
def test_a_claimed_message_has_a_lease() -> None:
    message = _a_message()
    for missing in ({"lease": None, "leased_until": NOON}, {"lease": uuid4(), "leased_until": None}):
        with refused_by("outbox_message_claimed_has_lease"):
            another(message, key="other", state="claimed", **missing)


@invariant("A message that is finished says when", "outbox_message_finished_has_moment")
@pytest.mark.parametrize("state", ["sent", "parked", "dropped"])
def test_a_finished_message_says_when(state: str) -> None:
    with refused_by("outbox_message_finished_has_moment"):
        another(_a_message(), key="other", state=state)


@invariant("A message is tried no fewer times than never", "outbox_message_attempts_check")
def test_attempts_are_never_below_nothing() -> None:
    with refused_by("outbox_message_attempts_check"):
        another(_a_message(), key="other", attempts=-1)


def _from_new_year(model: Any) -> Any:
    """Let the one span there is hold from the new year to its end."""
    model.objects.update(valid_from=START, valid_until=dt.date(2027, 1, 1))
    return model.objects.get()


def _a_product() -> Product:
    return Product.objects.create(programme=a_programme(), brand="Imnovid", holder="BMS")


def _a_pack() -> Pack:
    return Pack.objects.create(product=_a_product(), strength_mg=4, capsules=21, gtin="05412345678908")


def _a_message() -> Message:
    put(
        key="one", kind="dispensed", recipient=Recipient.USER, recipient_id=uuid4(), about_id=None, at=NOON,
        due_at=NOON + DAY,
    )  # fmt: skip
    return Message.objects.get()
