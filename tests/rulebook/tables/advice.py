"""Cases: what is said beside the verdict."""

from tests.rulebook.table import Table
from tests.rulebook.trial import (
    SECTIONS,
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
    sterilised,
    treatment,
)

NO_TESTS = programme_text("test")
PVD = {"partners": ["dexamethasone", "bortezomib"], "prior_regimens": [["lenalidomide"]]}


def _treated(**fields: object) -> dict[str, object]:
    return question(treatment=treatment(**fields))


def _with_bortezomib(*regimens: list[str]) -> dict[str, object]:
    return _treated(**{**PVD, "prior_regimens": list(regimens)})


def _born(birth_date: str | None) -> dict[str, object]:
    return {**question(), "patient": {"birth_date": birth_date, "enrolled_on": on(-60)}}


def _dosed(treated: dict[str, object] | None = None, **fields: object) -> dict[str, object]:
    return question(prescriptions=[prescription(**fields)], treatment=treatment(**(treated or {})))


def _tested(*tests: dict[str, object], **changes: object) -> dict[str, object]:
    return question(tests=list(tests), **changes)


OFF_LABEL = (
    Table("off_label")
    .no("An indication matches.", question())
    .yes("Another disease.", _treated(disease="al_amyloidosis"))
    .yes("Another partner.", _treated(partners=["melphalan"]))
    .yes("A partner too many.", _treated(**{**PVD, "partners": ["dexamethasone", "bortezomib", "melphalan"]}))
    .yes("A partner too few.", _treated(**{**PVD, "partners": ["bortezomib"]}))
    .no("Partners in any order, one named twice.", _treated(**{
        **PVD, "partners": ["dexamethasone", "bortezomib", "dexamethasone"]}))
    .no("18 on the day treatment started.", _born("2008-02-11"))
    .yes("18 on the day after.", _born("2008-02-12"))
    .yes("Born on 29 February: not 18 on 28 February.", {
        **_treated(started_on="2026-02-28"), "patient": {"birth_date": "2008-02-29", "enrolled_on": on(-60)}})
    .no("Born on 29 February: 18 on 1 March.", {
        **_treated(started_on="2026-03-01"), "patient": {"birth_date": "2008-02-29", "enrolled_on": on(-60)}})
    .no("One prior regimen, with lenalidomide.", _with_bortezomib(["lenalidomide"]))
    .yes("No prior regimen.", _with_bortezomib())
    .yes("One without lenalidomide.", _with_bortezomib(["melphalan"]))
    .no("Three, one of them with lenalidomide.", _with_bortezomib(["a"], ["b", "lenalidomide"], ["c"]))
    .yes("Four are too many.", _with_bortezomib(["a"], ["b", "lenalidomide"], ["c"], ["d"]))
    .yes("No progress on the last regimen.", _treated(progressed_on_last=False))
    .no("Not asked of an indication that does not ask for progress.", _treated(**PVD, progressed_on_last=False))
    .no("A partner's label matches.", _treated(partners=["isatuximab"]))
    .no("A partner's label could match.", _treated(partners=["elotuzumab"]))
    .yes("One fact is missing, another fails.", _treated(disease=None, partners=["melphalan"]))
)  # fmt: skip

LABEL_UNKNOWN = (
    Table("label_unknown")
    .no("An indication matches.", question())
    .yes("Nothing is known of the treatment.", question(treatment=None))
    .yes("The disease is not known.", _treated(disease=None))
    .yes("The partners are not known.", _treated(partners=None))
    .no("No partner is a fact.", _treated(partners=[]))
    .yes("The birth date is not known.", _born(None))
    .yes("The prior regimens are not known.", _treated(**{**PVD, "prior_regimens": None}))
    .no("Not asked of an indication that does not ask for them.", _treated(prior_regimens=None))
    .yes("Progress is not known.", _treated(progressed_on_last=None))
    .yes("The label asks for what the record cannot tell.", _treated(partners=["elotuzumab"]))
    .no("One fact is missing, another fails.", _treated(disease=None, partners=["melphalan"]))
    .no("One indication could match, another does.", _treated(), programme_text(
        indications=SECTIONS["indications"] + '\n[[indications]]\nid = "last"\ndisease = "multiple_myeloma"\n'
        'partners = []\ncycle_days = 1\nintake_days = 1\nunrecorded_conditions = ["x"]\n'))
    .no("An earlier one could match, a later one does.", _treated(), programme_text(
        indications='\n[[indications]]\nid = "first"\ndisease = "multiple_myeloma"\npartners = []\ncycle_days = 1\n'
        'intake_days = 1\nunrecorded_conditions = ["x"]\n' + SECTIONS["indications"]))
    .no("An indication could match, a partner's label does.", _treated(partners=["isatuximab"]), programme_text(
        indications=SECTIONS["indications"] + '\n[[indications]]\nid = "last"\ndisease = "multiple_myeloma"\n'
        'partners = ["isatuximab"]\ncycle_days = 1\nintake_days = 1\nunrecorded_conditions = ["x"]\n'))
)  # fmt: skip

DOSE_OUTSIDE_LABEL = (
    Table("dose_outside_label")
    .no("4 mg on 21 days.", _dosed())
    .yes("More than 4 mg.", _dosed(daily_dose_mg=4.5))
    .yes("More than 21 days.", _dosed(intake_days=22))
    .no("Less of both.", _dosed(daily_dose_mg=1, intake_days=14))
    .yes("More than the 3 mg of the indication that matched.", _dosed(PVD, daily_dose_mg=4, intake_days=14))
    .no("3 mg on 14 days with bortezomib.", _dosed(PVD, daily_dose_mg=3, intake_days=14))
    .yes("More than the 14 days of the indication that matched.", _dosed(PVD, daily_dose_mg=3, intake_days=15))
    .no("Off-label: 21 days, the most of all indications.", _dosed({"partners": ["x"]}, intake_days=21))
    .yes("Off-label: 22 days.", _dosed({"partners": ["x"]}, intake_days=22))
    .no("Off-label: 4 mg, the programme's.", _dosed({"partners": ["x"]}, daily_dose_mg=4))
    .yes("Off-label: more.", _dosed({"partners": ["x"]}, daily_dose_mg=4.5))
    .yes("A partner's label: its own days.", _dosed({"partners": ["isatuximab"]}, intake_days=22))
    .no("Unknown dose and intake.", _dosed(daily_dose_mg=None, intake_days=None))
    .yes("Unknown dose, too many days.", _dosed(daily_dose_mg=None, intake_days=22))
    .yes("Unknown intake, too much a day.", _dosed(daily_dose_mg=5, intake_days=None))
)

CONTRACEPTION_NOT_RECOMMENDED = (
    Table("contraception_not_recommended")
    .no("An implant.", question())
    .yes("A combined pill.", question(contraception=[contraception("combined_hormonal")]))
    .yes("A pill and a copper coil.", question(
        contraception=[contraception("combined_hormonal"), contraception("copper_iud")]))
    .no("A pill and an implant.", question(contraception=[contraception("combined_hormonal"), contraception()]))
    .yes("A pill and an implant that has ended.", question(
        contraception=[contraception("combined_hormonal"), contraception(ended_on=on(0))]))
    .yes("A pill and a method that does not count.", question(
        contraception=[contraception("combined_hormonal"), contraception("barrier")]))
    .no("No cover.", question(contraception=[]))
    .no("Not asked of a man.", man(contraception=[contraception("combined_hormonal")]))
    .no("Not asked where no category is in force.", question(
        categories=[], contraception=[contraception("combined_hormonal")]))
    .no("Not asked by a programme without contraception.", question(
        contraception=[contraception("combined_hormonal")]), programme_text("contraception"))
)  # fmt: skip

NOT_SAME_DAY = (
    Table("not_same_day")
    .no("Tested, prescribed and dispensed today.", question())
    .yes("Tested yesterday.", _tested(sampled(-1)))
    .yes("Dispensed tomorrow.", question(at=1))
    .yes("Tested the day before, dispensed on the day after.", _tested(sampled(-1), at=1))
    .no("Tested yesterday and today.", _tested(sampled(-1), sampled(0)))
    .yes("Only yesterday's test qualifies.", _tested(sampled(-1), sampled(0, supervised=False)))
    .no("No qualifying test: that is a reason.", _tested(at=1))
    .no("Tested before the window: that is a reason.", _tested(sampled(-4)))
    .yes("Prescribed for tomorrow.", _tested(sampled(-1), at=-1))
    .no("Not asked of a man.", man(tests=[sampled(-1)]))
    .no("Not asked of an exempt woman.", _tested(
        sampled(-28), sampled(-1), contraception=[sterilised()], dispensings=[dispensing(-28)]))
    .no("Not asked by a programme without tests.", question(at=1), NO_TESTS)
    .yes("Asked of her when her category is not justified.", elder(
        categories=[assessed(-60, "non_childbearing")], tests=[sampled(-1)]))
)  # fmt: skip

TEST_INTERVAL_EXCEEDED = (
    Table("test_interval_exceeded")
    .no("Nothing was dispensed before.", question())
    .yes("One test only, and a supply before.", _tested(sampled(0), dispensings=[dispensing(-28)]))
    .no("28 days between the last two.", _tested(sampled(0), sampled(-28), dispensings=[dispensing(-28)]))
    .yes("29 days between them.", _tested(sampled(0), sampled(-29), dispensings=[dispensing(-28)]))
    .no("In any order, an older gap does not count.", _tested(
        sampled(-28), sampled(-90), sampled(0), dispensings=[dispensing(-28)]))
    .yes("Two of one day are one day.", _tested(sampled(0), sampled(0), dispensings=[dispensing(-28)]))
    .yes("A test that does not qualify does not count.", _tested(
        sampled(0), sampled(-14, supervised=False), sampled(-29), dispensings=[dispensing(-28)]))
    .no("A test after D does not count.", _tested(
        sampled(1), sampled(-1), sampled(-29), dispensings=[dispensing(-28)], at=1))
    .yes("Up to D one day only.", _tested(sampled(1), sampled(-1), dispensings=[dispensing(-28)], at=1))
    .yes("Never tested, and a supply before.", _tested(dispensings=[dispensing(-28)]))
    .no("Supplied on the day of the prescription only.", _tested(sampled(0), dispensings=[dispensing(0)]))
    .yes("Supplied the day before.", _tested(sampled(0), dispensings=[dispensing(-1)]))
    .yes("What was returned was a supply too.", _tested(sampled(0), dispensings=[dispensing(-28, returned_on=on(-20))]))
    .no("Not asked of a man.", man(dispensings=[dispensing(-28)]))
    .no("Not asked of an exempt woman.", _tested(
        sampled(-28), contraception=[sterilised()], dispensings=[dispensing(-28)]))
    .no("Not asked by a programme without tests.", _tested(dispensings=[dispensing(-28)]), NO_TESTS)
)  # fmt: skip

TABLES = (
    OFF_LABEL,
    LABEL_UNKNOWN,
    DOSE_OUTSIDE_LABEL,
    CONTRACEPTION_NOT_RECOMMENDED,
    NOT_SAME_DAY,
    TEST_INTERVAL_EXCEEDED,
)
