"""What the truth file says happened is what can be counted in the rows, place by place."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Min

from patients.models import CapsuleReturn, Dispensing, Mode, Pregnancy, SideEffectTold, Treatment, Verdict

pytestmark = pytest.mark.django_db


def _happened(truth: dict[str, Any], kind: str, what: str) -> dict[str, int]:
    """Give how often something happened at each place at which it did."""
    return {one["id"]: one["happened"][what] for one in truth[kind] if one["happened"].get(what)}


def _counted(ids: Any) -> dict[str, int]:
    return {str(place): count for place, count in Counter(ids).items()}


def test_label_status_is_found_by_centre(truth: dict[str, Any]) -> None:
    first = Verdict.objects.filter(refusal="").values("enrolment").annotate(first=Min("at"))
    begun: dict[UUID | None, Any] = {row["enrolment"]: row["first"] for row in first}
    rows = Verdict.objects.filter(refusal="", label__in=["off_label", "label_unknown"])
    found: dict[str, Counter[str]] = {label: Counter() for label in ("off_label", "label_unknown")}
    for row in rows:
        if begun[row.enrolment_id] == row.at:
            found[row.label][str(row.centre_id)] += 1
    never_asked = Counter(
        str(one)
        for one in Treatment.objects.standing().exclude(enrolment__in=begun).values_list("organisation", flat=True)
    )
    for label, what in (("off_label", "off_label"), ("label_unknown", "label_untold")):
        for centre in truth["centres"]:
            planted, own = centre["happened"].get(what, 0), found[label][centre["id"]]
            assert own <= planted <= own + never_asked[centre["id"]], centre["name"]
    assert sum(found["off_label"].values()) > 8


def test_late_entries_are_found_by_pharmacy(truth: dict[str, Any]) -> None:
    rows = Verdict.objects.filter(mode=Mode.LATE).values_list("pharmacy_id", flat=True)
    assert _counted(rows) == _happened(truth, "pharmacies", "late_entries")


def test_what_counters_prevented_is_found_by_centre_and_reason(truth: dict[str, Any]) -> None:
    asked = Verdict.objects.filter(mode=Mode.CHECK, refusal="", dispense=False)
    late = [row.centre_id for row in asked if row.reasons[0] == "prescription_expired"]
    assert _counted(late) == _happened(truth, "centres", "counter:prescription_expired")
    paused = [row.centre_id for row in asked if "treatment_stopped" in row.reasons]
    assert _counted(paused) == _happened(truth, "centres", "shown_in_vain")
    assert len(late) > 5
    assert len(paused) > 5


def test_side_effects_and_pregnancies_are_found_by_centre(truth: dict[str, Any]) -> None:
    told = SideEffectTold.objects.values_list("organisation_id", flat=True)
    assert _counted(told) == _happened(truth, "centres", "side_effects")
    found = Pregnancy.objects.values_list("organisation_id", flat=True)
    assert _counted(found) == _happened(truth, "centres", "pregnancies")


def test_what_was_never_collected_is_found_by_pharmacy(truth: dict[str, Any]) -> None:
    back = CapsuleReturn.objects.values_list("organisation_id", flat=True)
    assert _counted(back) == _happened(truth, "pharmacies", "never_collected")


def test_parts_are_found_by_pharmacy(truth: dict[str, Any]) -> None:
    parts = [
        row.organisation_id
        for row in Dispensing.objects.select_related("prescription")
        if 3 * row.capsules // 2 < row.prescription.capsules + 2 and row.capsules == row.prescription.capsules * 2 // 3
    ]
    assert _counted(parts) == _happened(truth, "pharmacies", "part_supplies")
