"""Cases: a pregnancy suspected."""

from tests.rulebook.table import Table
from tests.rulebook.trial import assessed, elder, man, on, programme_text, question, sampled

NO_TESTS = programme_text("test")


def _record(suspected: int, resolved: int | None = None) -> dict[str, object]:
    return {"suspected_on": on(suspected), "resolved_on": None if resolved is None else on(resolved)}


def _tests(*tests: dict[str, object], records: tuple[dict[str, object], ...] = (), at: int = 0) -> dict[str, object]:
    return question(tests=list(tests), pregnancies=list(records), at=at)


POSITIVE = sampled(-10, "positive")
UNCLEAR = sampled(-10, "inconclusive")

PREGNANCY_SUSPECTED = (
    Table("pregnancy_suspected")
    .no("Nothing is suspected.", question())
    .yes("Suspected today.", question(pregnancies=[_record(0)]))
    .no("Suspected tomorrow: unknown today.", question(pregnancies=[_record(1)]))
    .yes("Suspected between prescription and counter.", question(pregnancies=[_record(1)], at=1))
    .yes("Resolved tomorrow.", _tests(sampled(0), records=(_record(-9, 1),)))
    .no("Resolved today, tested today.", _tests(sampled(0), records=(_record(-9, 0),)))
    .no("Resolved, and tested on the day it was suspected.", _tests(sampled(-9), records=(_record(-9, -3),)))
    .yes("Resolved, and last tested the day before it was suspected.", _tests(sampled(-10), records=(_record(-9, -3),)))
    .yes("Resolved, tested by one too coarse.", _tests(sampled(0, sensitivity_miu_ml=25.1), records=(_record(-9, -3),)))
    .yes("Resolved, tested without supervision.", _tests(sampled(0, supervised=False), records=(_record(-9, -3),)))
    .yes("Resolved, tested tomorrow.", _tests(sampled(1), records=(_record(-9, -3),)))
    .no("Resolved, in a programme without tests.", _tests(records=(_record(-9, -3),)), NO_TESTS)
    .yes("Unresolved, in a programme without tests.", _tests(records=(_record(-9),)), NO_TESTS)
    .yes("One of two is unresolved.", _tests(sampled(0), records=(_record(-90, -80), _record(-9))))
    .yes("A positive test, and nothing since.", _tests(POSITIVE))
    .yes("A positive test today.", _tests(sampled(0), sampled(0, "positive")))
    .no("A positive test tomorrow: unknown today.", _tests(sampled(0), sampled(1, "positive")))
    .yes("A positive test, a negative one since, but no record resolved.", _tests(POSITIVE, sampled(0)))
    .no("A positive test, a record resolved and a negative test since.",
        _tests(POSITIVE, sampled(-3), records=(_record(-10, -4),)))
    .no("The same, the record resolved today.", _tests(POSITIVE, sampled(-3), records=(_record(-10, 0),)))
    .yes("The same, the record resolved tomorrow.", _tests(POSITIVE, sampled(-3), records=(_record(-10, 1),)))
    .yes("A record resolved since, the negative test on the same day as the positive.",
        _tests(POSITIVE, sampled(-10), records=(_record(-10, -4),)))
    .no("A record resolved since, the negative test the day after the positive.",
        _tests(POSITIVE, sampled(-9), records=(_record(-10, -4),)))
    .yes("The record was resolved on the day of the sample, and suspected before.",
        _tests(POSITIVE, sampled(-3), records=(_record(-11, -10),)))
    .no("The record was suspected and resolved on the day of the sample.",
        _tests(POSITIVE, sampled(-3), records=(_record(-10, -10),)))
    .yes("The record was suspected and resolved the day before the sample.",
        _tests(POSITIVE, sampled(-3), records=(_record(-11, -11),)))
    .no("An older record, resolved after the sample, answers it.",
        _tests(POSITIVE, sampled(-3), records=(_record(-30, -9),)))
    .yes("A record resolved since, and no test since.", _tests(POSITIVE, sampled(-20), records=(_record(-30, -9),)))
    .no("A record resolved since, in a programme without tests.",
        _tests(POSITIVE, records=(_record(-10, -4),)), NO_TESTS)
    .yes("No record, in a programme without tests.", _tests(POSITIVE), NO_TESTS)
    .yes("An inconclusive test, and nothing since.", _tests(UNCLEAR))
    .no("An inconclusive test, and a negative one the day after.", _tests(UNCLEAR, sampled(-9)))
    .yes("An inconclusive test, and a negative one on the same day.", _tests(UNCLEAR, sampled(-10)))
    .no("An inconclusive test, and a record resolved since (tested on the day it was suspected).",
        _tests(UNCLEAR, sampled(-12), records=(_record(-12, -4),)))
    .yes("An inconclusive test, and a record resolved before.",
        _tests(UNCLEAR, sampled(-12), records=(_record(-12, -11),)))
    .no("An inconclusive test and a record resolved since, in a programme without tests.",
        _tests(UNCLEAR, records=(_record(-10, -4),)), NO_TESTS)
    .yes("An inconclusive test and a negative one since, in a programme without tests: nothing can qualify.",
        _tests(UNCLEAR, sampled(0)), NO_TESTS)
    .no("A man is not asked, whatever is recorded.", man(pregnancies=[_record(-9)], tests=[POSITIVE]))
    .yes("Somebody once assessed as anything else is.", man(
        categories=[assessed(-90, "non_childbearing"), assessed(-60, "male")], pregnancies=[_record(-9)]))
    .no("An assessment after T is unknown.", man(
        categories=[assessed(-60, "male"), assessed(1)], pregnancies=[_record(-9)]))
    .yes("Somebody never assessed is asked.", question(categories=[], pregnancies=[_record(-9)]))
    .yes("A woman who cannot become pregnant is asked.", elder(pregnancies=[_record(-9)]))
    .yes("The prescriber is told too.", question(pregnancies=[_record(-9)], ask="prescribe"))
)  # fmt: skip

TABLES = (PREGNANCY_SUSPECTED,)
