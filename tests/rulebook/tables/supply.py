"""Cases: the prescription, what it is for, and what is left of it and of others."""

from tests.rulebook.table import Table
from tests.rulebook.trial import (
    SECTIONS,
    assessed,
    dispensing,
    elder,
    man,
    on,
    prescription,
    programme_text,
    question,
)

NO_EARLY_DAYS = programme_text(
    supply="""
[supply.childbearing]
max_days = 28
dispense_within_days = 7
[supply.other]
max_days = 84
dispense_within_days = 6
"""
)
NONE_LEFT = programme_text(supply=SECTIONS["supply"].replace("early_days = 7", "early_days = 0"))
UNJUSTIFIED = [assessed(-60, "non_childbearing")]


def _rx(**fields: object) -> dict[str, object]:
    return question(prescriptions=[prescription(**fields)])


def _his(**fields: object) -> dict[str, object]:
    return man(prescriptions=[prescription(**fields)])


def _supplied(*dispensings: dict[str, object], **changes: object) -> dict[str, object]:
    return question(dispensings=list(dispensings), **changes)


SUPPLY_TOO_LONG = (
    Table("supply_too_long")
    .no("28 days for her.", _rx(days_supply=28))
    .yes("29 days for her.", _rx(days_supply=29))
    .no("84 days for him.", _his(days_supply=84))
    .yes("85 days for him.", _his(days_supply=85))
    .no("84 days for a woman who cannot become pregnant.", elder(prescriptions=[prescription(days_supply=84)]))
    .yes("29 days for her, when that is not justified.", elder(
        categories=UNJUSTIFIED, prescriptions=[prescription(days_supply=29)]))
    .no("Not asked where no category is in force.", question(
        categories=[], prescriptions=[prescription(days_supply=999)]))
)  # fmt: skip

SUPPLY_OVERLAPS = (
    Table("supply_overlaps")
    .no("Nothing was dispensed.", question())
    .no("7 of 28 days are left.", _supplied(dispensing(-21)))
    .yes("8 of 28 days are left.", _supplied(dispensing(-20)))
    .yes("Dispensed today.", _supplied(dispensing(0)))
    .no("Counted on T: a day later 7 are left.", _supplied(dispensing(-20), at=1))
    .no("Used up long ago.", _supplied(dispensing(-300)))
    .yes("Two supplies add up: 7 and 28 days, 27 days ago.", _supplied(dispensing(-48), dispensing(-27)))
    .no("The first was used up when the second came.", _supplied(dispensing(-90), dispensing(-21)))
    .no("The first was used up to the day.", _supplied(dispensing(-49), dispensing(-21)))
    .yes("One day was left of the first when the second came.", _supplied(dispensing(-48), dispensing(-21)))
    .yes("In any order.", _supplied(dispensing(-21), dispensing(-48)))
    .no("A long gap does not lend days to the next.", _supplied(
        dispensing(-90, days=1), dispensing(-60, days=1), dispensing(-21)))
    .yes("Two of one day add up.", _supplied(dispensing(-30, days=19), dispensing(-30, days=19)))
    .yes("Three supplies: 5 of 10 days left, then 5 of 10, then 20.", _supplied(
        dispensing(-22, days=10), dispensing(-17, days=10), dispensing(-12, days=10)))
    .no("Three supplies, one day less.", _supplied(
        dispensing(-22, days=10), dispensing(-17, days=10), dispensing(-12, days=9)))
    .no("On the same prescription it does not count.", _supplied(dispensing(0, "rx")))
    .no("Returned today.", _supplied(dispensing(0, returned_on=on(0))))
    .yes("To be returned tomorrow.", _supplied(dispensing(0, returned_on=on(1))))
    .no("Dispensed tomorrow: unknown today.", _supplied(dispensing(1)))
    .yes("Unknown days count as the most there may be: 28 for her.", _supplied(dispensing(-20, days=None)))
    .no("28 for her, and 7 are left.", _supplied(dispensing(-21, days=None)))
    .yes("84 for him, and 15 are left.", man(dispensings=[dispensing(-69, days=None)]))
    .no("84 for him, and 14 are left.", man(dispensings=[dispensing(-70, days=None)]))
    .yes("28 days for 28, but she is judged as childbearing: 8 are left.", elder(
        categories=UNJUSTIFIED, dispensings=[dispensing(-20)]))
    .no("A woman who cannot become pregnant: 8 are left.", elder(dispensings=[dispensing(-20)]))
    .no("No day is left, and none may be.", _supplied(dispensing(-28)), NONE_LEFT)
    .yes("A day is left, and none may be.", _supplied(dispensing(-27)), NONE_LEFT)
    .no("Not asked where the programme sets no early days.", _supplied(dispensing(0)), NO_EARLY_DAYS)
    .no("Not asked where no category is in force.", _supplied(dispensing(0), categories=[]))
    .no("The prescriber is not asked.", _supplied(dispensing(0), ask="prescribe"))
)  # fmt: skip

QUANTITY_IMPLAUSIBLE = (
    Table("quantity_implausible")
    .no("21 capsules for 28 days of 21 intakes.", question())
    .yes("22 capsules for them.", _rx(capsules=22))
    .no("Three weeks of intake in a supply of three weeks.", _rx(days_supply=21, capsules=21))
    .no("Intakes are taken first: 7 days, 7 capsules.", _rx(days_supply=7, capsules=7))
    .yes("7 days, 8 capsules.", _rx(days_supply=7, capsules=8))
    .no("A cycle of 21 with 14 intakes, 28 days: 14 and 7.", _rx(cycle_days=21, intake_days=14, capsules=21))
    .yes("One more.", _rx(cycle_days=21, intake_days=14, capsules=22))
    .no("84 days, three cycles.", _his(days_supply=84, capsules=63))
    .yes("84 days, one more.", _his(days_supply=84, capsules=64))
    .no("Two capsules a day.", _rx(strength_mg=1, daily_dose_mg=2, capsules=42))
    .yes("Two capsules a day, one more.", _rx(strength_mg=1, daily_dose_mg=2, capsules=43))
    .no("A dose between is rounded up.", _rx(strength_mg=4, daily_dose_mg=5, capsules=42))
    .no("Half a capsule is one.", _rx(strength_mg=4, daily_dose_mg=2, capsules=21))
    .no("Three of 2.5 mg are 7.5 mg.", _rx(strength_mg=2.5, daily_dose_mg=7.5, capsules=63))
    .yes("Not four.", _rx(strength_mg=2.5, daily_dose_mg=7.5, capsules=64))
    .yes("A strength that does not exist.", _rx(strength_mg=3))
    .yes("A strength that does not exist, for a man, with no dose known.", _his(strength_mg=3, daily_dose_mg=None))
    .no("The same strength written with a point.", _rx(strength_mg=4.0))
    .yes("Unknown strength, for her.", _rx(strength_mg=None))
    .yes("Unknown dose, for her.", _rx(daily_dose_mg=None))
    .yes("Unknown cycle, for her.", _rx(cycle_days=None))
    .yes("Unknown intake, for her.", _rx(intake_days=None))
    .no("Unknown strength, for him.", _his(strength_mg=None, capsules=99))
    .no("Unknown dose, for him.", _his(daily_dose_mg=None, capsules=99))
    .no("Unknown cycle, for him.", _his(cycle_days=None, capsules=99))
    .no("Unknown intake, for him.", _his(intake_days=None, capsules=99))
    .yes("Unknown, where she is judged as childbearing.", elder(
        categories=UNJUSTIFIED, prescriptions=[prescription(cycle_days=None)]))
    .yes("Asked without a category too.", question(categories=[], prescriptions=[prescription(capsules=22)]))
    .no("Unknown, where nobody is judged.", question(categories=[], prescriptions=[prescription(cycle_days=None)]))
    .yes("No dose at all takes no capsule.", _rx(daily_dose_mg=0))
)  # fmt: skip

PRESCRIPTION_CANCELLED = (
    Table("prescription_cancelled")
    .no("It stands.", question())
    .yes("Cancelled today.", {**_rx(cancelled_on=on(2)), "on": on(2)})
    .no("Cancelled tomorrow.", {**_rx(cancelled_on=on(3)), "on": on(2)})
    .no("Another one is cancelled.", question(
        prescriptions=[prescription(), prescription(id="other", cancelled_on=on(-5))]))
)  # fmt: skip

PRESCRIPTION_IN_FUTURE = (
    Table("prescription_in_future")
    .no("Written today.", question())
    .yes("Written tomorrow.", question(at=-1))
    .no("Written yesterday.", question(at=1))
)

PRESCRIPTION_EXPIRED = (
    Table("prescription_expired")
    .no("Seven days ago.", question(at=7))
    .yes("Eight days ago.", question(at=8))
    .no("He has no window.", man(at=300))
    .no("He has six days where the programme says so.", man(at=6), NO_EARLY_DAYS)
    .yes("Seven are too many then.", man(at=7), NO_EARLY_DAYS)
    .yes("Eight days, and she is judged as childbearing.", elder(categories=UNJUSTIFIED, at=8))
    .no("Not asked where no category is in force.", question(categories=[], at=300))
)

PRESCRIPTION_EXHAUSTED = (
    Table("prescription_exhausted")
    .no("21 of 21 capsules asked for.", question())
    .yes("22 of 21.", question(capsules=22))
    .no("7 were dispensed, 14 are asked for.", _supplied(dispensing(0, "rx", capsules=7), capsules=14))
    .yes("7 were dispensed, 15 are asked for.", _supplied(dispensing(0, "rx", capsules=7), capsules=15))
    .yes("Twice 7 were dispensed.", _supplied(
        dispensing(0, "rx", capsules=7), dispensing(0, "rx", capsules=7), capsules=8))
    .yes("What was returned stays used.", _supplied(
        dispensing(0, "rx", capsules=7, returned_on=on(0)), capsules=15))
    .no("On another prescription it does not count.", _supplied(dispensing(-28), capsules=21))
    .no("Dispensed tomorrow: unknown today.", _supplied(dispensing(1, "rx", capsules=7)))
    .no("The prescriber is not asked.", question(capsules=99, ask="prescribe"))
)  # fmt: skip

TABLES = (
    SUPPLY_TOO_LONG,
    SUPPLY_OVERLAPS,
    QUANTITY_IMPLAUSIBLE,
    PRESCRIPTION_CANCELLED,
    PRESCRIPTION_IN_FUTURE,
    PRESCRIPTION_EXPIRED,
    PRESCRIPTION_EXHAUSTED,
)
