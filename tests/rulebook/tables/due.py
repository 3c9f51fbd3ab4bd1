"""Cases: what falls due."""

from tests.rulebook.table import DueTable
from tests.rulebook.trial import (
    abstinence,
    assessed,
    contraception,
    dispensing,
    elder,
    man,
    on,
    prescription,
    programme_text,
    question,
    sampled,
    signed,
    span,
    sterilised,
    treatment,
)

YEARLY = programme_text(agreement="\n[agreement]\nvalid_days = 365\n")
NO_TESTS = programme_text("test")
NO_RULES = programme_text("contraception")


def _supplied(*dispensings: dict[str, object], **changes: object) -> dict[str, object]:
    return question(**{"dispensings": list(dispensings), **changes})


def _ended(day: int, **changes: object) -> dict[str, object]:
    return question(**{"treatment": treatment(ended_on=on(day)), "at": 10, **changes})


def _his_ended(day: int, **changes: object) -> dict[str, object]:
    return man(**{"treatment": treatment(ended_on=on(day)), "at": 10, **changes})


DISPENSE_BY = (
    DueTable("dispense_by", "D + `dispense_within_days` of the category judged, while the prescription stands.")
    .on(7, "Written today.", question())
    .on(7, "Overdue is given too.", question(at=30))
    .on(7, "Partly dispensed.", _supplied(dispensing(0, "rx", capsules=20)))
    .never("Wholly dispensed.", _supplied(dispensing(0, "rx")))
    .never("Wholly dispensed and returned.", _supplied(dispensing(0, "rx", returned_on=on(0))))
    .on(7, "Another prescription was dispensed.", _supplied(dispensing(0)))
    .on(7, "Dispensed tomorrow: unknown today.", _supplied(dispensing(1, "rx")))
    .never("Cancelled today.", question(prescriptions=[prescription(cancelled_on=on(0))]))
    .on(7, "Cancelled tomorrow.", question(prescriptions=[prescription(cancelled_on=on(1))]))
    .never("He has no window.", man())
    .on(7, "She is judged as childbearing since the prescription.", elder(categories=[
        assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(1)], at=1))
    .never("She was not on D, and the reassessment is tomorrow.", elder(categories=[
        assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(2)], at=1))
    .never("No category in force on D.", question(categories=[assessed(1)], at=2))
    .never("No prescription is asked about.", question(prescription=None, capsules=None))
    .on(7, "The prescription lies ahead.", question(at=-5))
    .never("Its programme had no version on D.", question(
        at=0, prescriptions=[prescription(prescribed_on="2019-12-31")]))
    .never("The treatment has ended.", _ended(10))
)  # fmt: skip

VISIT = (
    DueTable("visit", "The last day with medicine in hand: the latest of `dispensed_on` + days − 1.")
    .on(27, "Dispensed today for 28 days.", _supplied(dispensing(0)))
    .on(7, "The latest end counts, not the latest date.", _supplied(dispensing(-20), dispensing(-10, days=5)))
    .on(-101, "Overdue is given too.", _supplied(dispensing(-128)))
    .never("Nothing was dispensed.", question())
    .never("Returned today.", _supplied(dispensing(-5, returned_on=on(0))))
    .on(22, "To be returned tomorrow.", _supplied(dispensing(-5, returned_on=on(1))))
    .never("Dispensed tomorrow: unknown today.", _supplied(dispensing(1)))
    .on(27, "Unknown days count as the most there may be: 28 for her.", _supplied(dispensing(0, days=None)))
    .on(83, "84 for him.", man(dispensings=[dispensing(0, days=None)]))
    .on(9, "Unknown days are left out where no category is in force.", _supplied(
        dispensing(0, days=None), dispensing(0, days=10), categories=[]))
    .on(27, "On the prescription in question too.", _supplied(dispensing(0, "rx")))
    .on(-1, "A supply for no day.", _supplied(dispensing(0, days=0)))
    .never("The treatment has ended.", _ended(10, dispensings=[dispensing(0)]))
)  # fmt: skip

TEST = (
    DueTable("test", "The last qualifying test up to T + `interval_days`.")
    .on(28, "Tested today, supplied today.", _supplied(dispensing(0)))
    .never("Never supplied.", question())
    .never("Never tested.", _supplied(dispensing(0), tests=[]))
    .on(18, "The last that qualifies.", _supplied(
        dispensing(0), tests=[sampled(-10), sampled(-40), sampled(-1, supervised=False)]))
    .on(18, "A test after T is unknown.", _supplied(dispensing(0), tests=[sampled(-10), sampled(1)]))
    .on(31, "A test between D and T counts.", _supplied(dispensing(0), tests=[sampled(0), sampled(3)], at=3))
    .on(28, "What was returned was a supply too.", _supplied(dispensing(-5, returned_on=on(-1))))
    .never("Not for a man.", man(dispensings=[dispensing(0)], tests=[sampled(0)]))
    .never("Not for an exempt woman.", _supplied(
        dispensing(-28), tests=[sampled(-28)], contraception=[sterilised()]))
    .on(0, "Not exempt yet: supplied today.", _supplied(
        dispensing(0), tests=[sampled(-28)], contraception=[sterilised()]))
    .on(28, "For her whose category is not justified.", elder(
        categories=[assessed(-60, "non_childbearing")], tests=[sampled(0)], dispensings=[dispensing(0)]))
    .never("Not in a programme without tests.", _supplied(dispensing(0)), NO_TESTS)
    .never("The treatment has ended.", _ended(10, dispensings=[dispensing(0)]))
)  # fmt: skip

CONTRACEPTION = (
    DueTable("contraception", "The last day of the unbroken accepted cover from T.")
    .never("It does not end.", question())
    .on(29, "It ends on the thirtieth day.", question(contraception=[contraception(ended_on=on(30))]))
    .on(30, "It is valid until then.", question(contraception=[contraception(valid_until=on(30))]))
    .on(20, "The earlier of both.", question(contraception=[contraception(valid_until=on(20), ended_on=on(30))]))
    .on(29, "Two: the later end.", question(
        contraception=[contraception(ended_on=on(30)), contraception(ended_on=on(10))]))
    .never("Two: one does not end.", question(
        contraception=[contraception(ended_on=on(30)), contraception("copper_iud")]))
    .on(9, "One that does not count does not prolong it.", question(
        contraception=[contraception(ended_on=on(10)), contraception("barrier")]))
    .on(9, "The next begins after T: unknown.", question(
        contraception=[contraception(ended_on=on(10)), contraception(started=5)]))
    .never("No cover on T.", question(contraception=[contraception(ended_on=on(0))]))
    .never("Not for a man.", man(contraception=[contraception(ended_on=on(10))]))
    .never("The treatment has ended.", _ended(10, contraception=[contraception(ended_on=on(30))]))
    .never("Not in a programme without contraception.", question(
        contraception=[contraception(ended_on=on(10))]), NO_RULES)
)  # fmt: skip

ABSTINENCE = (
    DueTable("abstinence", "The latest confirmation up to T + `abstinence_confirmed_every_days`.")
    .on(28, "Confirmed today.", question(contraception=[abstinence(0)]))
    .on(18, "The latest counts.", question(contraception=[abstinence(-40, -10, -20)]))
    .on(18, "Of two records.", question(contraception=[abstinence(-10), abstinence(-20)]))
    .on(18, "A confirmation after T is unknown.", question(contraception=[abstinence(-10, 1)]))
    .on(-62, "Overdue is given too.", question(contraception=[abstinence(-90)]))
    .never("Never confirmed.", question(contraception=[abstinence()]))
    .never("There is other cover.", question(contraception=[abstinence(0), contraception()]))
    .on(28, "A method beside it does not count.", question(contraception=[abstinence(0), contraception("barrier")]))
    .never("It has ended.", question(contraception=[abstinence(-5, ended_on=on(0))]))
    .never("Not for a man.", man(contraception=[abstinence(0)]))
    .never("The treatment has ended.", _ended(10, contraception=[abstinence(0)]))
    .never("Not in a programme without contraception.", question(contraception=[abstinence(0)]), NO_RULES)
)

AGREEMENT = (
    DueTable("agreement", "The latest form of the category in force + `valid_days`.")
    .on(305, "A yearly form.", question(), YEARLY)
    .on(365, "The latest counts.", question(agreements=[signed(0), signed(-60)]), YEARLY)
    .never("One signed before the category began does not count.", question(agreements=[signed(-61)]), YEARLY)
    .never("One signed for another category does not.", question(agreements=[signed(-1, "male")]), YEARLY)
    .on(368, "The category in force on T, and a form since.", elder(
        categories=[assessed(-60, "male"), assessed(2)], agreements=[signed(3), signed(0, "male")], at=4), YEARLY)
    .never("The programme sets no term.", question())
    .never("No category.", question(categories=[]), YEARLY)
    .never("The treatment has ended.", _ended(10), YEARLY)
)  # fmt: skip

CERTIFICATION = (
    DueTable("certification", "The day before `until` of the prescriber's span in force on T.")
    .never("Open-ended.", question())
    .on(29, "It ends.", question(prescriber={"certified": [span(-9, 30)]}))
    .on(0, "It ends tomorrow.", question(prescriber={"certified": [span(0, 1)]}))
    .never("It ended today.", question(prescriber={"certified": [span(-9, 0)]}))
    .on(29, "Of two the later.", question(prescriber={"certified": [span(-9, 30), span(-9, 20)]}))
    .never("One of two is open-ended.", question(prescriber={"certified": [span(-9, 30), span(-5)]}))
    .on(29, "One that begins tomorrow is unknown.", question(prescriber={"certified": [span(-9, 30), span(1)]}))
    .never("None.", question(prescriber=None))
    .never("The treatment has ended.", _ended(10, prescriber={"certified": [span(-9, 30)]}))
)

REGISTRATION = (
    DueTable("registration", "The day before `until` of the pharmacy's span in force on T.")
    .never("Open-ended.", question())
    .on(29, "It ends.", question(pharmacy={"registered": [span(-9, 30)]}))
    .never("It ended before today.", question(pharmacy={"registered": [span(-9, 4)]}, at=5))
    .never("The treatment has ended.", _ended(10, pharmacy={"registered": [span(-9, 30)]}))
)

LAST_TEST = (
    DueTable("last_test", "Not before the end of treatment + `after_treatment_days`: the first good day.")
    .on(38, "Ended today.", _ended(10))
    .on(-22, "Long ended, never tested since.", _ended(-50, tests=[sampled(-23)]))
    .never("Tested on that day.", _ended(-50, tests=[sampled(-22)]))
    .on(-22, "Tested on that day by one that does not qualify.", _ended(-50, tests=[sampled(-22, supervised=False)]))
    .never("Tested later.", _ended(-50, tests=[sampled(0)]))
    .never("Not ended.", question())
    .never("It ends tomorrow.", _ended(11))
    .never("Not for a man.", _his_ended(10))
    .on(38, "For a sterilised woman too.", _ended(
        10, contraception=[sterilised()], dispensings=[dispensing(-18)], tests=[sampled(-18)]))
    .never("Not in a programme without tests.", _ended(10), NO_TESTS)
    .never("Nobody was assessed.", _ended(10, categories=[]))
)  # fmt: skip

CONTRACEPTION_UNTIL = (
    DueTable("contraception_until", "The end of treatment + `after_days`.")
    .on(40, "Ended today.", _ended(10))
    .on(-20, "Overdue is given too.", _ended(-50))
    .never("Not for a man.", _his_ended(10))
    .on(40, "For her whose category is not justified.", _ended(10, categories=[assessed(-60, "non_childbearing")]))
    .never("Not for a woman who cannot become pregnant.", _ended(
        10, categories=[assessed(-60, "non_childbearing", criterion="hysterectomy")]))
    .never("Not in a programme without contraception.", _ended(10), NO_RULES)
    .never("Not ended.", question())
)  # fmt: skip

CONDOM_UNTIL = (
    DueTable("condom_until", "The end of treatment + `condom_after_days`.")
    .on(17, "Ended today.", _his_ended(10))
    .never("Not for a woman.", _ended(10))
    .never("Not ended.", man())
    .never("Not in a programme that asks nothing of men.", _his_ended(10), programme_text("male"))
)

SEMEN_DONATION_UNTIL = (
    DueTable("semen_donation_until", "The end of treatment + `semen_donation_after_days`.")
    .on(19, "Ended today.", _his_ended(10))
    .never("Not for a woman.", _ended(10))
    .never("Not in a programme that asks nothing of men.", _his_ended(10), programme_text("male"))
)

BLOOD_DONATION_UNTIL = (
    DueTable("blood_donation_until", "The end of treatment + `blood_after_days`.")
    .on(18, "Ended today.", _ended(10))
    .on(18, "For a man.", _his_ended(10))
    .on(18, "For somebody never assessed.", _ended(10, categories=[]))
    .never("Not ended.", question())
    .never("Not in a programme that asks nothing of donors.", _ended(10), programme_text("donation"))
)

TABLES = (
    DISPENSE_BY,
    VISIT,
    TEST,
    CONTRACEPTION,
    ABSTINENCE,
    AGREEMENT,
    CERTIFICATION,
    REGISTRATION,
    LAST_TEST,
    CONTRACEPTION_UNTIL,
    CONDOM_UNTIL,
    SEMEN_DONATION_UNTIL,
    BLOOD_DONATION_UNTIL,
)
