"""The figures: worked out from verdicts as they were kept, a gate's moved reasons counted against compliance."""

from reports.figures import work_out
from reports.queries import Group
from rulebook import REASONS


def _group(count: int = 1, **changes: object) -> Group:
    facts = {
        "mode": "check",
        "dispense": True,
        "refusal": "",
        "reasons": (),
        "advice": (),
        "overruled": (),
        "moved": (),
        "label": "on_label",
        "programme_version": "pomalidomide-eu/2019-05-13",
        "dispensed": False,
        "count": count,
    }
    return Group(**facts | changes)  # type: ignore[arg-type]


def test_a_check_and_the_question_asked_again_while_dispensing_are_one_check() -> None:
    figures = work_out([_group(3), _group(3, mode="dispense", dispensed=True)])
    assert (figures.checks, figures.yes, figures.dispensings) == (3, 3, 3)


def test_a_no_counts_once_under_every_reason_in_the_order_of_the_rulebook() -> None:
    figures = work_out([_group(2, dispense=False, reasons=("test_missing", "not_enrolled"))])
    assert figures.no == 2
    assert figures.by_reason == [("not_enrolled", 2), ("test_missing", 2)]


def test_a_refusal_is_neither_a_yes_nor_a_no_with_reasons() -> None:
    figures = work_out([_group(4, dispense=False, refusal="card_unknown", label="")])
    assert (figures.yes, figures.no, figures.refused) == (0, 0, 4)
    assert figures.by_refusal == [("card_unknown", 4)]


def test_a_reason_moved_to_the_advice_by_a_gate_is_no_full_compliance_but_advice_of_its_own_is() -> None:
    given = {"mode": "dispense", "dispensed": True}
    figures = work_out(
        [
            _group(7, **given),
            _group(2, advice=("not_same_day", "off_label"), **given),
            *(_group(1, advice=(code,), **given) for code in REASONS),
        ]
    )
    assert (figures.full_compliance.numerator, figures.full_compliance.denominator) == (9, 9 + len(REASONS))


def test_nothing_has_no_interval() -> None:
    assert work_out([]).full_compliance.interval is None


def test_a_dispensing_without_a_programme_version_is_counted_as_missing() -> None:
    assert work_out([_group(2, dispensed=True, programme_version="")]).without_version == 2


def test_what_two_people_overruled_is_counted_by_reason_and_against_compliance() -> None:
    overruled = ("supply_overlaps", "prescription_expired")
    figures = work_out(
        [
            _group(2, mode="dispense", dispensed=True, advice=overruled, overruled=overruled),
            _group(5, mode="dispense", dispensed=True),
        ]
    )
    assert figures.overridden == [("supply_overlaps", 2), ("prescription_expired", 2)]
    assert (figures.full_compliance.numerator, figures.full_compliance.denominator) == (5, 7)


def test_a_late_entry_against_a_reason_is_a_dispensing_and_no_supply_prevented() -> None:
    figures = work_out(
        [
            _group(3, mode="late", dispense=False, reasons=("test_missing",), dispensed=True),
            _group(4, mode="late", dispensed=True),
        ]
    )
    assert (figures.late_against_reasons, figures.late, figures.dispensings) == (3, 4, 7)
    assert (figures.by_reason, figures.checks, figures.full_compliance.numerator) == ([], 0, 4)


def test_what_an_authority_moved_is_counted() -> None:
    moved = ("agreement_missing",)
    figures = work_out([_group(2, mode="dispense", dispensed=True, advice=moved, moved=moved)])
    assert (figures.under_a_regime, figures.full_compliance.numerator) == (2, 0)
