"""The days of a part of a prescription: in proportion, and together exactly its days."""

from hypothesis import given
from hypothesis import strategies as st

from patients.models import Prescription
from patients.supply import days_of_part

COUNTS = st.integers(min_value=1, max_value=400)


@given(days=COUNTS, parts=st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=20))
def test_the_parts_of_a_whole_prescription_are_exactly_its_days(days: int, parts: list[int]) -> None:
    prescription = Prescription(days_supply=days, capsules=sum(parts))
    given_before, total = 0, 0
    for part in parts:
        of_part = days_of_part(prescription=prescription, given=given_before, capsules=part)
        assert of_part >= 0
        given_before, total = given_before + part, total + of_part
    assert total == days


@given(days=COUNTS, capsules=COUNTS, first=COUNTS)
def test_a_part_never_counts_fewer_days_than_its_share(days: int, capsules: int, first: int) -> None:
    prescription = Prescription(days_supply=days, capsules=capsules)
    given_days = days_of_part(prescription=prescription, given=0, capsules=min(first, capsules))
    share = days * min(first, capsules) / capsules
    assert share <= given_days < share + 1


def test_a_cycle_with_rest_days_is_counted_with_them() -> None:
    cycle = Prescription(days_supply=28, capsules=21)
    assert days_of_part(prescription=cycle, given=0, capsules=21) == 28
    assert [days_of_part(prescription=cycle, given=given, capsules=7) for given in (0, 7, 14)] == [10, 9, 9]
