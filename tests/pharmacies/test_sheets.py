"""The downtime sheet: who stands on it, that it names nobody, that it is sealed, that a look at it is written down."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import SCHEDULER
from accounts.models import Organisation
from accounts.refusals import NotPermitted
from audit.models import Entry, Outcome
from patients.identity import person_of
from patients.operations import authorise_prescription, interrupt_supply
from pharmacies.models import DowntimeSheet
from pharmacies.printed_sheet import print_sheet
from pharmacies.returns import reverse_dispensing
from pharmacies.sheets import (
    SheetDamaged,
    make_sheet,
    open_sheet,
    printed_seal,
    require_whole,
    sheet_sealed,
    sheets_wanted,
)
from pharmacies.tasks import make_sheets
from programmes.models import PharmacyRegistration
from tests.builders import (
    Scene,
    a_dispensing,
    a_draft,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    now,
)
from tests.patients.lives import DAY, NOON
from tests.pharmacies.desk import Desk, Page

pytestmark = pytest.mark.django_db

NEXT = NOON + 24 * DAY
"""The next visit: little enough is left of the first supply, and a new prescription waits."""


@pytest.fixture
def served() -> Scene:
    """Make a man who fetched one supply here and has the next prescription open."""
    scene = a_man_ready_for_dispensing(at=NOON)
    a_dispensing(scene)
    return _prescribed_again(scene)


def _prescribed_again(scene: Scene) -> Scene:
    again = authorise_prescription(by=scene.prescriber, at=NEXT, enrolment=scene.enrolment, draft=a_draft())
    return replace(scene, at=NEXT, prescription=again)


def _sheet(scene: Scene, *, at: dt.datetime = NEXT) -> DowntimeSheet:
    return make_sheet(by=SCHEDULER, at=at, pharmacy=Organisation.objects.get(id=scene.pharmacist.place_id))


def test_who_was_served_here_last_and_has_a_yes_stands_on_it_without_a_name(served: Scene) -> None:
    sheet = _sheet(served)
    [line] = sheet.lines
    centre = Organisation.objects.get(id=served.prescriber.place_id)
    assert line == {
        "card": served.card.number[-4:], "substance": "pomalidomide", "strength_mg": "4", "left": 21,
        "dispense_by": None, "telephone": centre.telephone,
    }  # fmt: skip
    assert sheet.patients == [served.patient_id]
    person = person_of(patient=served.patient)
    printed = json.dumps(sheet.lines)
    for told in (
        person.family_name,
        person.given_name,
        "1981",
        served.card.number,
        served.prescription.authorisation_number,
    ):
        assert told not in printed


def test_who_has_no_yes_at_that_hour_does_not_stand_on_it(served: Scene) -> None:
    interrupt_supply(by=served.prescriber, at=NEXT, enrolment=served.enrolment, reason="operation")
    assert _sheet(served).lines == []


def test_who_was_never_served_here_does_not_stand_on_it() -> None:
    assert _sheet(a_man_ready_for_dispensing(at=NOON), at=NOON).lines == []


def test_who_was_served_elsewhere_since_does_not_stand_on_it(served: Scene) -> None:
    elsewhere = replace(served, pharmacist=a_pharmacist())
    a_dispensing(elsewhere, at=NEXT, capsules=1)
    assert _sheet(served).lines == []
    assert [line["left"] for line in _sheet(elsewhere).lines] == [20]


def test_a_supply_that_nobody_collected_makes_nobody_ours() -> None:
    scene = a_man_ready_for_dispensing(at=NOON)
    given = a_dispensing(scene).dispensing
    reverse_dispensing(by=scene.pharmacist, at=NOON, dispensing=given, reason="nobody came")
    assert _sheet(_prescribed_again(scene)).lines == []


def test_a_pharmacy_that_is_not_registered_any_more_has_nobody_on_it(served: Scene) -> None:
    place = Organisation.objects.get(id=served.pharmacist.place_id)
    registration = PharmacyRegistration.objects.get(pharmacy=place)
    registration.valid_until = NEXT.date()
    registration.save()
    assert _sheet(served).lines == []


def test_it_is_made_once_a_civil_day_and_holds_for_a_night_and_a_day(served: Scene) -> None:
    first = _sheet(served)
    assert _sheet(served, at=NEXT + dt.timedelta(hours=3)) == first
    assert _sheet(served, at=NEXT + DAY) != first
    assert first.holds_until - first.made_at == dt.timedelta(hours=26)


def test_the_clock_makes_one_for_each_registered_pharmacy_and_none_twice(served: Scene) -> None:
    unregistered = Organisation.objects.get(id=a_pharmacist(pharmacy=a_pharmacy(registered=False)).place_id)
    wanted = set(sheets_wanted(at=now()))
    assert served.pharmacist.place_id in {one.id for one in wanted}
    assert unregistered not in wanted
    make_sheets()
    assert list(sheets_wanted(at=now())) == []
    made = DowntimeSheet.objects.count()
    make_sheets()
    assert DowntimeSheet.objects.count() == made


def test_only_the_clock_makes_one(served: Scene) -> None:
    with pytest.raises(NotPermitted):
        make_sheet(by=served.pharmacist, at=NEXT, pharmacy=Organisation.objects.get(id=served.pharmacist.place_id))


def test_more_patients_ask_no_more_queries(served: Scene) -> None:
    with CaptureQueriesContext(connection) as one:
        assert len(_sheet(served).lines) == 1
    for _number in range(3):
        more = a_man_ready_for_dispensing(at=NOON, prescriber=served.prescriber, pharmacist=served.pharmacist)
        a_dispensing(more)
        _prescribed_again(more)
    with CaptureQueriesContext(connection) as four:
        assert len(_sheet(served, at=NEXT + DAY).lines) == 4
    assert len(one) == len(four)


def test_opening_it_is_written_down_for_everybody_on_it(served: Scene) -> None:
    sheet = _sheet(served)
    assert open_sheet(by=served.pharmacist, at=NEXT) == sheet
    [entry] = Entry.objects.filter(act="pharmacies.read_sheet", outcome=Outcome.READ)
    assert entry.subjects == [served.patient_id]
    assert open_sheet(by=a_pharmacist(), at=NEXT) is None


def test_its_printed_seal_is_found_again_however_it_is_typed_and_no_other_is(served: Scene) -> None:
    sheet = _sheet(served)
    seal = printed_seal(sheet=sheet)
    for typed in (
        seal,
        seal.lower(),
        seal.replace("-", ""),
        seal.replace("-", " ").replace("0", "o").replace("1", "l"),
    ):
        assert sheet_sealed(by=served.pharmacist, seal=typed) == sheet
    changed = seal[:-1] + ("A" if seal[-1] != "A" else "B")
    for wrong in (changed, seal[:-1], "", "x" * 40, "ÄÖÜ", seal + "0"):
        assert sheet_sealed(by=served.pharmacist, seal=wrong) is None
    assert sheet_sealed(by=a_pharmacist(), seal=seal) is None


@pytest.mark.parametrize("name", ["lines", "holds_until", "subjects", "pharmacy_id", "made_at"])
def test_whatever_is_changed_in_it_breaks_its_seal(served: Scene, name: str) -> None:
    sheet = _sheet(served)
    require_whole(sheet=sheet)
    other = {
        "lines": [sheet.lines[0] | {"left": 22}], "holds_until": sheet.holds_until + DAY, "subjects": [],
        "pharmacy_id": served.prescriber.place_id, "made_at": sheet.made_at - DAY,
    }  # fmt: skip
    setattr(sheet, name, other[name])
    with pytest.raises(SheetDamaged):
        require_whole(sheet=sheet)


def test_the_document_is_tagged_and_always_the_same(served: Scene) -> None:
    sheet = _sheet(served)
    first, second = (print_sheet(sheet=sheet, by=served.pharmacist) for _time in range(2))
    assert first == second
    assert first.startswith(b"%PDF")
    assert b"/MarkInfo" in first
    assert b"pdfuaid" in first
    empty = DowntimeSheet(**{**vars_of(sheet), "lines": [], "subjects": []})
    assert print_sheet(sheet=empty, by=served.pharmacist) != first


def vars_of(sheet: DowntimeSheet) -> dict[str, object]:
    """Give the columns of a sheet."""
    return {field.attname: getattr(sheet, field.attname) for field in sheet._meta.concrete_fields}


def test_the_pages_offer_it_and_check_a_paper(served: Scene) -> None:
    desk = Desk(served.pharmacist)
    assert "No sheet has been made yet" in _page(desk).text
    scene = a_man_ready_for_dispensing(at=now() - 24 * DAY, prescriber=served.prescriber, pharmacist=served.pharmacist)
    a_dispensing(scene)
    authorise_prescription(by=scene.prescriber, at=now(), enrolment=scene.enrolment, draft=a_draft())
    sheet = _sheet(scene, at=now())
    page = _page(desk)
    assert "Open it to print (PDF)" in page.text
    document = desk.client.get("/counter/sheet/pdf/")
    assert document["Content-Type"] == "application/pdf"
    assert scene.card.number not in document["Content-Disposition"]
    checked = Page(desk, desk.client.post("/counter/sheet/", {"seal": printed_seal(sheet=sheet)}))
    assert (checked.status, scene.card.number[-4:] in checked.text) == (200, True)
    wrong = Page(desk, desk.client.post("/counter/sheet/", {"seal": "0000-0000-0000-0000"}))
    assert (wrong.status, "No sheet of this pharmacy bears this seal" in wrong.text) == (422, True)
    assert Entry.objects.filter(act="pharmacies.read_sheet", outcome=Outcome.READ).count() == 2


def _page(desk: Desk) -> Page:
    return Page(desk, desk.client.get("/counter/sheet/"))
