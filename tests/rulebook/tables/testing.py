"""Cases: the pregnancy test before the prescription, and who is exempt from it."""

from tests.rulebook.table import Table
from tests.rulebook.trial import (
    SECTIONS,
    assessed,
    contraception,
    dispensing,
    elder,
    man,
    on,
    programme_text,
    question,
    sampled,
    sterilised,
)

NO_TESTS = programme_text("test")
NEVER_FREED = programme_text(test=SECTIONS["test"].replace("repeats = true", "repeats = false"))
UNSAID = programme_text(test=SECTIONS["test"].replace("sterilisation_frees_from_repeats = true", ""))


def _tests(*tests: dict[str, object], **changes: object) -> dict[str, object]:
    return question(tests=list(tests), **changes)


def _freed(**changes: object) -> dict[str, object]:
    """Ask about a woman exempt from repeated tests: tested before her last supply, sterilised since long before."""
    return question(**{
        "contraception": [sterilised()], "tests": [sampled(-28)], "dispensings": [dispensing(-28)], **changes,
    })  # fmt: skip


TEST_MISSING = (
    Table("test_missing")
    .no("Tested on the day of the prescription.", _tests(sampled(0)))
    .no("Tested three days before.", _tests(sampled(-3)))
    .yes("Tested four days before.", _tests(sampled(-4)))
    .yes("Tested on the day after.", _tests(sampled(1), at=2))
    .yes("Never tested.", _tests())
    .no("A test that does not qualify is a test.", _tests(sampled(-1, "positive")))
    .yes("To be tested before a prescription that lies ahead: nobody knows yet.", _tests(sampled(-1), at=-2))
    .no("Not asked of a man.", man())
    .no("Not asked of a woman who cannot become pregnant.", elder())
    .yes("Asked of her when that is not justified.", elder(categories=[assessed(-60, "non_childbearing")]))
    .no("Not asked where no category is in force.", _tests(categories=[]))
    .no("Not asked by a programme without tests.", _tests(), NO_TESTS)
    .no("Exempt: tested before the last supply, sterilised since before it.", _freed())
    .yes("Not exempt: never supplied.", _freed(dispensings=[]))
    .yes("Not exempt: first supplied on the day of the prescription.", _freed(dispensings=[dispensing(0)]))
    .no("Exempt: supplied the day before.", _freed(dispensings=[dispensing(-1)]))
    .no("Exempt: the latest supply before D counts, not one after.", _freed(
        dispensings=[dispensing(1), dispensing(-28)], at=1))
    .yes("Not exempt: never tested before the last supply.", _freed(tests=[sampled(-27)]))
    .no("Exempt: tested long before the last supply.", _freed(tests=[sampled(-900)]))
    .yes("Not exempt: that test did not qualify.", _freed(tests=[sampled(-28, sensitivity_miu_ml=50)]))
    .no("Exempt: the last supply 56 days ago.", _freed(tests=[sampled(-56)], dispensings=[dispensing(-56)]))
    .yes("Not exempt: the last supply 57 days ago.", _freed(tests=[sampled(-57)], dispensings=[dispensing(-57)]))
    .no("Exempt: only the latest supply must be near.", _freed(
        tests=[sampled(-90)], dispensings=[dispensing(-28), dispensing(-90)]))
    .no("Exempt: sterilised on the day of that supply.", _freed(contraception=[sterilised(-28)]))
    .yes("Not exempt: sterilised the day after it.", _freed(contraception=[sterilised(-27)]))
    .yes("Not exempt: the sterilisation is not confirmed.", _freed(contraception=[sterilised(confirmed=False)]))
    .yes("Not exempt: nothing known of a confirmation.", _freed(contraception=[sterilised(confirmed=None)]))
    .yes("Not exempt: another confirmed method.", _freed(contraception=[contraception(confirmed=True)]))
    .yes("Not exempt: the record ended on the day of the prescription.", _freed(
        contraception=[sterilised(ended_on=on(0))]))
    .no("Exempt: the record ends on the day after.", _freed(contraception=[sterilised(ended_on=on(1))]))
    .no("Exempt: two records that meet.", _freed(
        contraception=[sterilised(ended_on=on(-9)), sterilised(-9)]))
    .yes("Not exempt: two records with a day between.", _freed(
        contraception=[sterilised(ended_on=on(-9)), sterilised(-8)]))
    .no("Exempt: what was returned was a supply too.", _freed(dispensings=[dispensing(-28, returned_on=on(-20))]))
    .yes("Not exempt where the programme does not free anybody.", _freed(), NEVER_FREED)
    .yes("Not exempt where the programme does not say so.", _freed(), UNSAID)
    .no("Exempt though the programme does not count sterilisation as cover.", _freed(), programme_text("contraception"))
)  # fmt: skip

TEST_NOT_QUALIFYING = (
    Table("test_not_qualifying")
    .no("Negative, supervised, sensitive enough.", question())
    .no("A smaller number is more sensitive.", _tests(sampled(0, sensitivity_miu_ml=10)))
    .yes("A larger number is not.", _tests(sampled(0, sensitivity_miu_ml=25.5)))
    .yes("Unknown sensitivity.", _tests(sampled(0, sensitivity_miu_ml=None)))
    .yes("Not supervised.", _tests(sampled(0, supervised=False)))
    .yes("Nothing known of supervision.", _tests(sampled(0, supervised=None)))
    .yes("Positive.", _tests(sampled(0, "positive")))
    .yes("Inconclusive.", _tests(sampled(0, "inconclusive")))
    .no("One of two qualifies.", _tests(sampled(-3), sampled(0, supervised=False)))
    .yes("The one that qualifies was sampled before the window.", _tests(sampled(-4), sampled(-3, supervised=False)))
    .yes("The one that qualifies was sampled after D.", _tests(sampled(1), sampled(-3, supervised=False), at=1))
    .no("No test at all: that is another reason.", _tests())
    .no("The only test was sampled before the window: that is another reason.", _tests(sampled(-4, supervised=False)))
    .no("Not asked of a man.", man(tests=[sampled(0, "positive")]))
    .no("Not asked of an exempt woman.", _freed(tests=[sampled(-28), sampled(0, supervised=False)]))
    .no("Not asked by a programme without tests.", _tests(sampled(0, supervised=False)), NO_TESTS)
)

TABLES = (TEST_MISSING, TEST_NOT_QUALIFYING)
