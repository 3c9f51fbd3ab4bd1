"""Materials: agreed by the authority of the country, in force by days, withdrawn; samples never where patients are."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as registry_settings

from accounts.actor import SCHEDULER, Actor
from accounts.models import Membership, Role
from accounts.queries import actor_of
from accounts.refusals import NotPermitted, NotVisible
from accounts.safeguards import NotYourself
from outbox.models import Message, State
from programmes.kit_shelf import load_kits
from programmes.material_queries import Standing, in_force_on, material_of, materials_seen, standing_of
from programmes.materials import (
    TO_AGREE,
    MaterialNotPossible,
    agree_material,
    put_in_force,
    return_material,
    take_in_materials,
    withdraw_material,
)
from programmes.models import Material, MaterialKind
from programmes.operations import ChangedFile
from reminders.operations import send_batch
from rulebook import ProgrammeError
from tests.builders import LONG_AGO, a_pharmacist, a_prescriber, a_programme, an_organisation, user_of
from tests.patients.lives import DAY, NOON
from tests.programmes.kits import (
    a_body,
    a_draft,
    a_manager,
    a_material_in_force,
    an_agreed_material,
    an_assessor,
)

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


def _standing(one: Material, on: dt.date = TODAY) -> Standing:
    fresh = Material.objects.prefetch_related("steps").get(id=one.id)
    return standing_of(material=fresh, on=on, holding=set(in_force_on(on=on).values_list("id", flat=True)))


def test_a_material_goes_from_draft_to_withdrawn() -> None:
    one, manager = a_draft(at=NOON), a_manager()
    assert _standing(one) == Standing.DRAFT
    with pytest.raises(MaterialNotPossible, match="not agreed"):
        put_in_force(by=manager, at=NOON, material=one, from_on=TODAY, until_on=None)
    agree_material(by=an_assessor(), at=NOON, material=one, reference="FAMHP/7", agreed_on=TODAY)
    assert _standing(one) == Standing.AGREED
    put_in_force(by=manager, at=NOON, material=one, from_on=TODAY + DAY, until_on=TODAY + 3 * DAY)
    days = [_standing(one, TODAY + days * DAY) for days in range(4)]
    assert days == [Standing.TO_COME, Standing.IN_FORCE, Standing.IN_FORCE, Standing.ENDED]
    withdraw_material(by=manager, at=NOON + DAY, material=one, reason="wrong number")
    assert _standing(one, TODAY + DAY) == Standing.WITHDRAWN
    with pytest.raises(MaterialNotPossible):
        withdraw_material(by=manager, at=NOON + DAY, material=one, reason="once more")


def test_a_newer_version_takes_the_place_and_none_comes_back() -> None:
    first, second = a_material_in_force(at=NOON), a_material_in_force(at=NOON, version="2", from_on=TODAY + DAY)
    elsewhere = a_material_in_force(at=NOON, country="DE", language="de")
    assert set(in_force_on(on=TODAY)) == {first, elsewhere}
    assert set(in_force_on(on=TODAY + DAY)) == {second, elsewhere}
    assert _standing(first, TODAY + DAY) == Standing.REPLACED
    withdraw_material(by=an_assessor(), at=NOON + DAY, material=second, reason="a wrong number")
    assert set(in_force_on(on=TODAY + DAY, country="BE")) == set()
    assert _standing(first, TODAY + DAY) == Standing.REPLACED


def test_what_the_authority_returned_is_never_agreed() -> None:
    one = a_draft(at=NOON)
    return_material(by=an_assessor(), at=NOON, material=one, reason="The telephone number is missing.")
    assert _standing(one) == Standing.RETURNED
    with pytest.raises(MaterialNotPossible):
        agree_material(by=an_assessor(), at=NOON, material=one, reference="7", agreed_on=TODAY)


def test_the_authority_of_another_country_sees_nothing_of_it() -> None:
    one, german = an_agreed_material(at=NOON), an_assessor("DE")
    for act in (
        lambda: agree_material(by=german, at=NOON, material=one, reference="7", agreed_on=TODAY),
        lambda: return_material(by=german, at=NOON, material=one, reason="no"),
        lambda: withdraw_material(by=german, at=NOON, material=one, reason="no"),
        lambda: material_of(by=german, at=NOON, material_id=one.id),
    ):
        with pytest.raises(NotVisible):
            act()


def test_nobody_agrees_to_what_she_wrote_and_the_office_agrees_to_nothing() -> None:
    assessor = an_assessor()
    held = Membership.objects.create(
        user=user_of(assessor),
        organisation=an_organisation("company"),
        role=Role.PROGRAMME_MANAGER,
        valid_from=LONG_AGO,
    )
    manager = actor_of(membership=held)
    one = a_draft(at=NOON, by=manager)
    with pytest.raises(NotYourself):
        agree_material(by=assessor, at=NOON, material=one, reference="7", agreed_on=TODAY)
    with pytest.raises(NotPermitted):
        agree_material(by=manager, at=NOON, material=one, reference="7", agreed_on=TODAY)


@pytest.mark.parametrize("days", [(-1, None), (0, 0), (2, 1)])
def test_days_that_have_passed_or_are_in_no_order_are_refused(days: tuple[int, int | None]) -> None:
    one, (first, end) = an_agreed_material(at=NOON), days
    until = None if end is None else TODAY + end * DAY
    with pytest.raises(MaterialNotPossible, match="first day"):
        put_in_force(by=a_manager(), at=NOON, material=one, from_on=TODAY + first * DAY, until_on=until)


def test_a_version_never_changes_and_a_broken_file_stores_nothing() -> None:
    a_draft(at=NOON)
    with pytest.raises(MaterialNotPossible, match="version of this name"):
        a_draft(at=NOON, body=a_body(title="Another"))
    with pytest.raises(MaterialNotPossible, match="Line 1:"):
        a_draft(at=NOON, version="2", body=b"no head")
    assert Material.objects.filter(recorded_by__isnull=False).count() == 1


def _reads(by: Actor, on: dt.datetime = NOON) -> set[str]:
    return {one.version for one in materials_seen(by=by, at=on) if one.recorded_by}


def test_prescribers_and_pharmacists_read_what_holds_or_held_in_their_country() -> None:
    a_draft(at=NOON)
    an_agreed_material(at=NOON, version="2")
    a_material_in_force(at=NOON, version="3")
    a_material_in_force(at=NOON, version="4", from_on=TODAY + DAY)
    a_material_in_force(at=NOON, version="5", country="DE")
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    assert _reads(prescriber) == _reads(pharmacist) == {"3"}
    assert _reads(prescriber, NOON + DAY) == {"3", "4"}
    assert _reads(an_assessor()) == {"1", "2", "3", "4"}
    assert _reads(a_manager()) == {"1", "2", "3", "4", "5"}


def _taken_in() -> Material:
    take_in_materials(files=load_kits(registry_settings.MATERIAL_FILES), at=NOON)
    return Material.objects.get(kind="guide", recorded_by__isnull=True, language="en-gb")


def test_the_shipped_kit_has_every_kind_and_is_taken_in_once() -> None:
    a_programme()
    guide = _taken_in()
    assert _taken_in() == guide
    kinds = Material.objects.filter(country="BE", language="en-gb").values_list("kind", flat=True)
    assert sorted(kinds) == sorted(MaterialKind.values)
    path = registry_settings.MATERIAL_FILES / "pomalidomide-eu" / "be-en-gb" / "guide" / f"{guide.version}.txt"
    assert bytes(guide.body) == path.read_bytes()


def test_a_sample_holds_where_it_may_and_nowhere_else(settings: Any) -> None:
    a_programme()
    guide, assessor, manager = _taken_in(), an_assessor(), a_manager()
    agree_material(by=assessor, at=NOON, material=guide, reference="7", agreed_on=TODAY)
    settings.SAMPLE_MATERIALS_ARE_USED = False
    with pytest.raises(MaterialNotPossible, match="sample"):
        put_in_force(by=manager, at=NOON, material=guide, from_on=TODAY, until_on=None)
    settings.SAMPLE_MATERIALS_ARE_USED = True
    put_in_force(by=manager, at=NOON, material=guide, from_on=TODAY, until_on=None)
    assert guide in in_force_on(on=TODAY)
    assert guide in materials_seen(by=a_prescriber(), at=NOON)
    settings.SAMPLE_MATERIALS_ARE_USED = False
    assert guide not in in_force_on(on=TODAY)
    assert guide not in materials_seen(by=a_prescriber(), at=NOON)
    with pytest.raises(MaterialNotPossible, match="sample"):
        agree_material(
            by=assessor,
            at=NOON,
            material=Material.objects.get(kind="card", language="en-gb"),
            reference="7",
            agreed_on=TODAY,
        )


def test_a_shipped_file_that_changed_or_is_broken_stops_the_taking_in(tmp_path: Path) -> None:
    a_programme()
    file = tmp_path / "pomalidomide-eu" / "be-en-gb" / "guide" / "1.txt"
    file.parent.mkdir(parents=True)
    file.write_bytes(a_body().replace(b"sample = false", b"sample = true"))
    take_in_materials(files=load_kits(tmp_path), at=NOON)
    file.write_bytes(file.read_bytes().replace(b"four", b"five"))
    with pytest.raises(ChangedFile, match="guide, version 1"):
        take_in_materials(files=load_kits(tmp_path), at=NOON)
    for broken in (a_body(), b"no head"):
        file.write_bytes(broken)
        with pytest.raises(ProgrammeError, match=r"guide/1\.txt"):
            load_kits(tmp_path)


def test_the_authority_of_the_country_is_told_of_a_draft_until_it_is_answered() -> None:
    ours, other = an_assessor(), an_assessor("DE")
    first = a_draft(at=NOON)
    told = Message.objects.filter(kind=TO_AGREE, recipient_id__in=[ours.person_id, other.person_id])
    assert [(one.recipient_id, one.about_id) for one in told] == [(ours.person_id, first.id)]
    agree_material(by=ours, at=NOON, material=first, reference="7", agreed_on=NOON.date())
    a_draft(at=NOON, version="2")
    send_batch(by=SCHEDULER, at=NOON)
    assert {one.about_id == first.id: one.state for one in told.all()} == {True: State.DROPPED, False: State.SENT}
