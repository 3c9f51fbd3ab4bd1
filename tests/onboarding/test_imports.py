"""A list staged, looked at, applied by a second person, undone: whole or not at all."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.links import invitation_token
from accounts.models import FormerDetails, Invitation, Membership, Organisation, User
from accounts.operations import accept_invitation
from accounts.refusals import NotPermitted
from accounts.safeguards import NotYourself
from audit.models import Entry
from onboarding.models import Brought, Import, ImportEnd, Kind, StagedRow
from onboarding.operations import answer_match, apply_import, drop_import, undo_import
from onboarding.queries import counted, import_of
from onboarding.refusals import NotAsItWas, NotReadable
from outbox.models import Message
from programmes.models import PharmacyRegistration, PrescriberCertification
from tests.builders import a_programme, an_organisation, now, user_of
from tests.onboarding.lists import (
    PEOPLE,
    a_centre_row,
    a_manager,
    a_person,
    a_place,
    an_administrator,
    csv_of,
    many,
    staged,
    xlsx_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme() -> None:
    a_programme()


def applied(one: Import) -> Import:
    apply_import(by=an_administrator(), at=now(), one=one)
    return import_of(import_id=one.id)


def people(*rows: list[str], country: str = "PL") -> Import:
    return staged(csv_of(*rows, heads=PEOPLE), kind=Kind.PEOPLE, country=country)


def faults(one: Import) -> list[tuple[int, str]]:
    return [(row.line, fault[0]) for row in StagedRow.objects.filter(of=one).order_by("line") for fault in row.faults]


def test_staging_changes_nothing_but_the_staged_rows() -> None:
    before = (Organisation.objects.count(), PharmacyRegistration.objects.count(), Message.objects.count())
    one = staged(csv_of(a_place(1), a_centre_row(1)), by=(by := a_manager()))
    assert StagedRow.objects.filter(of=one).count() == one.rows == 2
    after = Organisation.objects.exclude(id=by.place_id).count()
    assert (after, PharmacyRegistration.objects.count(), Message.objects.count()) == before


def test_every_wrong_row_is_named_and_nothing_can_be_applied() -> None:
    one = staged(csv_of(*many(35)))
    assert {line for line, _column in faults(one)} == {8, 15, 22, 29, 36}
    with pytest.raises(NotAsItWas, match="Mend the list"):
        applied(one)
    assert not Organisation.objects.filter(country="PL").exists()


def test_a_file_that_breaks_off_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onboarding.operations.BATCH", 2)
    with pytest.raises(NotReadable):
        staged(csv_of(*many(9), ['"open']))
    assert not StagedRow.objects.exists()
    assert not Import.objects.exists()


def test_a_country_is_taken_on_and_its_people_are_invited() -> None:
    places = applied(staged(xlsx_of(a_place(1), a_centre_row(1))))
    assert places.ending.how == "applied"
    assert not StagedRow.objects.exists()
    pharmacy = Organisation.objects.get(name="Pharmacy 1")
    assert (pharmacy.kind, pharmacy.country) == ("pharmacy", "PL")
    assert PharmacyRegistration.objects.get(pharmacy=pharmacy).valid_until is None
    pharmacist = a_person(2, place="pharmacy 1", role="pharmacist", programme="", certified_from="")
    one = applied(people(a_person(1), pharmacist))
    anna = User.objects.get(email="anna1@example.pl")
    assert PrescriberCertification.objects.get(prescriber=anna).country == "PL"
    assert set(Membership.objects.filter(user__email__endswith="@example.pl").values_list("role", flat=True)) == {
        "prescriber", "pharmacist",
    }  # fmt: skip
    assert Message.objects.filter(kind="invitation", about_id=Invitation.objects.get(user=anna).id).exists()
    assert sorted(Brought.objects.filter(of=one).values_list("line", "what")) == [
        (2, "certification"), (2, "person"), (2, "role"), (3, "person"), (3, "role"),
    ]  # fmt: skip


def test_whoever_uploaded_a_list_does_not_apply_it_and_a_manager_applies_none() -> None:
    administrator = an_administrator()
    one = staged(csv_of(a_place(1)), by=administrator)
    with pytest.raises(NotYourself):
        apply_import(by=administrator, at=now(), one=one)
    with pytest.raises(NotPermitted):
        apply_import(by=a_manager(), at=now(), one=one)
    assert counted(one).can_be_applied


def test_twins_within_a_list_are_named() -> None:
    one = staged(csv_of(a_place(1), a_place(2), a_place(1, name="PHARMACY 1"), [*a_place(3), "beside"]))
    assert faults(one) == [(4, ""), (5, "")]
    applied(staged(csv_of(a_centre_row(1))))
    other = people(a_person(1), a_person(1), a_person(2, email="ANNA1@example.pl", role="delegate", programme="",
                   certified_from=""), a_person(3, place="Nowhere"))  # fmt: skip
    assert faults(other) == [(3, ""), (4, "email"), (5, "place")]


def test_what_is_there_is_not_made_twice_and_what_may_be_is_asked_about() -> None:
    applied(staged(csv_of(a_place(1), a_place(2, name="Apteka Żółta"))))
    one = staged(csv_of(a_place(1), a_place(3, name="apteka  zolta"), a_place(4)))
    assert (counted(one).there, counted(one).unanswered, counted(one).new) == (1, 1, 1)
    with pytest.raises(NotAsItWas):
        applied(one)
    answer_match(by=a_manager(), at=now(), row=StagedRow.objects.get(of=one, found_how="alike"), answer="same")
    applied(one)
    assert Organisation.objects.filter(country="PL").count() == 3
    assert PharmacyRegistration.objects.filter(pharmacy__country="PL").count() == 3


def test_what_changed_since_it_was_looked_at_is_looked_at_again() -> None:
    one = staged(csv_of(a_place(1)))
    an_organisation("pharmacy", country="PL", name="PHARMACY 1")
    with pytest.raises(NotAsItWas, match="registry has changed"):
        applied(one)


def test_a_name_that_something_else_has_is_named() -> None:
    an_organisation("centre", country="PL", name="Pharmacy 1")
    an_organisation("pharmacy", country="PL", name="Pharmacy 2", suspended=True)
    assert faults(staged(csv_of(a_place(1), a_place(2)))) == [(2, "name"), (3, "name")]


def test_an_address_of_somebody_else_is_named_and_a_namesake_asked_about() -> None:
    applied(staged(csv_of(a_centre_row(1))))
    applied(people(a_person(1)))
    assert faults(people(a_person(1, name="Somebody Else"))) == [(2, "email")]
    alike = people(a_person(1, email="other@example.pl", role="delegate", programme="", certified_from=""))
    assert counted(alike).unanswered == 1
    answer_match(by=a_manager(), at=now(), row=StagedRow.objects.get(of=alike), answer="same")
    applied(alike)
    assert Membership.objects.filter(user__email="anna1@example.pl").count() == 2
    assert not User.objects.filter(email="other@example.pl").exists()


def test_an_import_is_undone_by_rows_and_what_was_used_stays_and_is_named() -> None:
    places = applied(staged(csv_of(a_place(1), a_place(2), a_centre_row(1))))
    one = applied(people(a_person(1), a_person(2)))
    used = Invitation.objects.get(user__email="anna1@example.pl")
    accept_invitation(at=now(), token=invitation_token(invitation_id=used.id), password="correct horse battery staple")
    undone = undo_import(by=an_administrator(), at=now(), one=one, reason="the wrong year")
    assert undone.left == [[2, "somebody acted in the role"], [2, "the person has logged in"]]
    assert [User.objects.get(email=f"anna{n}@example.pl").is_active for n in (1, 2)] == [True, False]
    assert not Membership.objects.filter(user__email="anna2@example.pl").exclude(valid_until="2026-01-01").exists()
    undone = undo_import(by=an_administrator(), at=now(), one=places, reason="the wrong country")
    assert undone.left == [[4, "the place is in use"]]
    names = Organisation.objects.filter(country="PL", suspended=True).values_list("name", flat=True)
    assert set(names) == {"Pharmacy 1", "Pharmacy 2"}
    assert not PharmacyRegistration.objects.filter(pharmacy__country="PL").exclude(valid_until="2026-01-01").exists()
    with pytest.raises(NotAsItWas):
        undo_import(by=an_administrator(), at=now(), one=one, reason="again")


def test_a_mended_list_takes_up_again_what_was_undone() -> None:
    places = applied(staged(csv_of(a_place(1), a_centre_row(1))))
    one = applied(people(a_person(1)))
    for each in (one, places):
        assert undo_import(by=an_administrator(), at=now(), one=each, reason="the wrong zone").left == []
    again = staged(csv_of(a_place(1, time_zone="Europe/Vilnius"), a_centre_row(1)))
    assert counted(again).there == 2
    applied(again)
    pharmacy = Organisation.objects.get(name="Pharmacy 1")
    assert (pharmacy.time_zone, pharmacy.suspended) == ("Europe/Vilnius", False)
    assert FormerDetails.objects.get(organisation=pharmacy).time_zone == "Europe/Warsaw"
    assert PharmacyRegistration.objects.filter(pharmacy=pharmacy, valid_until__isnull=True).count() == 1
    applied(people(a_person(1)))
    anna = User.objects.get(email="anna1@example.pl")
    assert anna.is_active
    assert anna.memberships.filter(valid_until__isnull=True).count() == 1
    assert Invitation.objects.filter(user=anna, ending__isnull=True).count() == 1


def test_an_import_that_is_over_is_over() -> None:
    one = staged(csv_of(a_place(1)))
    drop_import(by=a_manager(), at=now(), one=one)
    assert not StagedRow.objects.exists()
    for act, said in ((apply_import, {}), (drop_import, {}), (undo_import, {"reason": "x"})):
        doing: Any = act
        with pytest.raises(NotAsItWas):
            doing(by=an_administrator(), at=now(), one=one, **said)
    assert ImportEnd.objects.count() == 1


def test_the_pages_lead_from_the_file_to_its_rows() -> None:
    manager, administrator = Client(), Client()
    manager.force_login(user_of(a_manager()))
    administrator.force_login(user_of(an_administrator()))
    file = csv_of(a_place(1), a_place(2, email="x"))
    file.name = "../../etc/passwd"  # type: ignore[misc]  # a name that a client may send
    sent = {"country": "PL", "kind": "places", "upload": file, "nonce": str(uuid4())}
    page = manager.post("/onboarding/upload/", sent, follow=True).content.decode()
    assert "This is no e-mail address" in page
    assert "Nothing is taken in while a row is wrong" in page
    one = Import.objects.get()
    assert f"/onboarding/{one.id}/" in manager.get("/onboarding/").content.decode()
    manager.post(f"/onboarding/{one.id}/drop/", {"nonce": str(uuid4())})
    file = csv_of(a_place(1))
    file.name = "places.csv"  # type: ignore[misc]  # a name that a client may send
    manager.post("/onboarding/upload/", sent | {"upload": file, "nonce": str(uuid4())})
    two = Import.objects.exclude(id=one.id).get()
    assert manager.get(f"/onboarding/{two.id}/apply/").status_code == 403
    administrator.post(f"/onboarding/{two.id}/apply/", {"nonce": str(uuid4())})
    assert Organisation.objects.filter(name="Pharmacy 1").exists()
    assert Entry.objects.filter(act="onboarding.apply", outcome="done").count() == 1
    undone = administrator.post(
        f"/onboarding/{two.id}/undo/", {"reason": "a trial", "nonce": str(uuid4())}, follow=True
    )
    assert "a trial" in undone.content.decode()
    refused = manager.post("/onboarding/upload/", sent | {"upload": csv_of(heads=["x"]), "nonce": str(uuid4())})
    assert refused.status_code == 422
