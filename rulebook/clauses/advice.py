"""What is said beside the verdict and never blocks."""

from rulebook.clauses.supply import prescription_of
from rulebook.facts import Facts
from rulebook.label import LabelStatus
from rulebook.words import LABEL_UNKNOWN, OFF_LABEL


def off_label(facts: Facts, label: LabelStatus) -> bool:
    """Hold when the treatment is outside every label."""
    return label.status == OFF_LABEL


def label_unknown(facts: Facts, label: LabelStatus) -> bool:
    """Hold when it cannot be told whether the treatment is within a label."""
    return label.status == LABEL_UNKNOWN


def dose_outside_label(facts: Facts, label: LabelStatus) -> bool:
    """Hold when the daily dose or the days of intake in a cycle are over those of the label that matched."""
    programme, matched = facts.programme, label.matched
    own_starting_mg = None if matched is None else matched.starting_mg
    starting_mg = programme.starting_mg if own_starting_mg is None else own_starting_mg
    most_days = programme.most_intake_days if matched is None else matched.intake_days
    dose, days = prescription_of(facts).daily_dose_mg, prescription_of(facts).intake_days
    return (dose is not None and dose > starting_mg) or (days is not None and days > most_days)


def contraception_not_recommended(facts: Facts, label: LabelStatus) -> bool:
    """Hold when all cover on D is by methods accepted with a warning."""
    rules, cover = facts.programme.contraception, facts.cover_on_prescribing
    if rules is None or not facts.is_childbearing or not cover:
        return False
    return all(record.method in rules.accepted_with_warning for record in cover)


def not_same_day(facts: Facts, label: LabelStatus) -> bool:
    """Hold when test, prescription and dispensing are not all on one day."""
    tested_on = facts.qualifying_in_window
    return facts.must_be_tested and tested_on is not None and not tested_on == facts.prescribed_on == facts.on


def test_interval_exceeded(facts: Facts, label: LabelStatus) -> bool:
    """Hold when, after a first supply, the last two days with a qualifying test cannot be shown to lie near enough."""
    rules, prescribed_on = facts.programme.test, facts.prescribed_on
    if rules is None or not facts.must_be_tested:
        return False
    if not any(one.dispensed_on < prescribed_on for one in facts.history.dispensings):
        return False
    days = [day for day in facts.qualifying_days if day <= prescribed_on]
    return len(days) < 2 or days[-1] - days[-2] > rules.interval_days
