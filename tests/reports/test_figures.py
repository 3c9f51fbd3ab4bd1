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
