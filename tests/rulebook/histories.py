"""Random histories for Hypothesis, crowded near the boundaries of the trial programme's windows."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from tests.rulebook.trial import SECTIONS, dispensing, on, programme_text, programmes, sampled, span

Json = dict[str, Any]

NEAR: Final = (-900, -366, -365, -90, -85, -84, -57, -56, -55, -32, -31, -30, -29, -28, -27, -22, -21, -20, -8, -7, -4)
DAYS: Final = st.one_of(st.sampled_from(NEAR), st.integers(-4, 9), st.integers(-120, 20))
PAST: Final = st.one_of(st.sampled_from(NEAR), st.integers(-70, 0))
END: Final = st.none() | st.integers(8, 60)
MAYBE: Final = st.one_of(st.none(), DAYS)

PROGRAMMES: Final = {
    "all of it": programmes(),
    "yearly form": programmes(programme_text(agreement="\n[agreement]\nvalid_days = 365\n")),
    "no tests": programmes(programme_text("test")),
    "no contraception": programmes(programme_text("contraception")),
    "windows for everybody": programmes(
        programme_text(supply=SECTIONS["supply"].replace("max_days = 84", "max_days = 84\ndispense_within_days = 6"))
    ),
}


def written(days: int | None) -> str | None:
    """Write a day, or nothing."""
    return None if days is None else on(days)


def record(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """Make a record of the given fields; a number in a field that ends like a date's is a day from D."""
    return st.fixed_dictionaries(fields).map(_with_dates)


def _with_dates(fields: Mapping[str, Any]) -> Json:
    dates = {key for key, value in fields.items() if key.endswith(("_on", "_until")) and not isinstance(value, list)}
    return {key: written(value) if key in dates else value for key, value in fields.items()}


CATEGORY: Final = st.sampled_from(["childbearing", "childbearing", "childbearing", "non_childbearing", "male"])
CRITERION: Final = st.sampled_from([None, "hysterectomy", "premature_ovarian_failure", "age_50_amenorrhoea_1_year"])
METHOD: Final = st.sampled_from(
    ["implant", "tubal_sterilisation", "vasectomised_partner", "abstinence", "combined_hormonal", "barrier"]
)
TRUTH: Final = st.sampled_from([True, True, False, None])

SPANS: Final = st.lists(
    st.builds(lambda start, until: {"from": on(start), "until": written(until)}, PAST | DAYS, st.none() | DAYS),
    max_size=2,
)
ASSESSMENTS: Final = st.lists(
    record(assessed_on=PAST | DAYS, category=CATEGORY, criterion=CRITERION, specialist_confirmed=TRUTH),
    min_size=1, max_size=3,
)  # fmt: skip
AGREEMENTS: Final = st.lists(record(signed_on=PAST | DAYS, category=CATEGORY), max_size=3)
CARDS: Final = st.lists(
    record(id=st.sampled_from(["k1", "k2"]), issued_on=PAST | DAYS, revoked_on=st.none() | MAYBE), max_size=2
)
CONTRACEPTION: Final = st.lists(
    record(
        method=METHOD, started_on=PAST | DAYS, ended_on=st.none() | MAYBE, valid_until=st.none() | MAYBE,
        confirmed=TRUTH, confirmed_on=st.lists(DAYS.map(on), max_size=2),
    ),
    max_size=3,
)  # fmt: skip
TESTS: Final = st.lists(
    record(
        sampled_on=st.integers(-4, 0) | DAYS,
        result=st.sampled_from(["negative"] * 8 + ["positive", "inconclusive"]),
        sensitivity_miu_ml=st.sampled_from([25, 25, 10, 26, None]),
        supervised=TRUTH,
    ),
    max_size=4,
)
PREGNANCIES: Final = st.lists(record(suspected_on=DAYS, resolved_on=MAYBE), max_size=1)
DISPENSINGS: Final = st.lists(
    record(
        prescription=st.sampled_from(["rx", "before", "before"]), dispensed_on=PAST | DAYS,
        capsules=st.sampled_from([7, 14, 21]), days=st.sampled_from([28, 28, 14, 84, None]),
        returned_on=st.none() | MAYBE,
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def questions(draw: st.DrawFn, asks: tuple[str, ...] = ("dispense", "dispense", "prescribe")) -> Json:
    """Draw a question with its history."""
    ask = draw(st.sampled_from(asks))
    at = 0 if ask == "prescribe" else draw(st.one_of(st.integers(-3, 9), st.just(0)))
    return {
        "case": "drawn", "programme": "trial", "ask": ask, "on": on(at), "prescription": "rx",
        "capsules": draw(st.sampled_from([7, 14, 21])), "card": draw(st.sampled_from([None, "k1", "k1"])),
        "patient": _with_dates({
            "birth_date": draw(st.sampled_from(["1990-05-02", "1976-03-13", "1976-02-29", None])),
            "enrolled_on": draw(PAST | MAYBE), "withdrawn_on": draw(st.none() | MAYBE),
        }),
        "stops": draw(st.just([]) | SPANS), "categories": draw(ASSESSMENTS), "agreements": draw(AGREEMENTS),
        "cards": draw(CARDS), "contraception": draw(CONTRACEPTION), "tests": draw(TESTS),
        "pregnancies": draw(st.just([]) | PREGNANCIES),
        "treatment": _with_dates({
            "started_on": draw(PAST), "ended_on": draw(st.none() | MAYBE), "disease": "multiple_myeloma",
            "partners": [], "prior_regimens": None, "progressed_on_last": draw(TRUTH),
        }),
        "prescriber": {"certified": draw(SPANS)}, "pharmacy": {"registered": draw(SPANS)},
        "prescriptions": [_with_dates({
            "id": "rx", "prescribed_on": 0, "days_supply": draw(st.sampled_from([28, 28, 29, 84])), "capsules": 21,
            "strength_mg": 4, "daily_dose_mg": 4, "cycle_days": draw(st.sampled_from([28, 28, None])),
            "intake_days": 21, "cancelled_on": draw(st.none() | MAYBE),
        })],
        "dispensings": draw(DISPENSINGS),
    }  # fmt: skip


@st.composite
def nearly_right(draw: st.DrawFn) -> Json:
    """Draw a question about somebody for whom most things are in order, so that many answers are yes."""
    wild = draw(questions())
    at = 0 if wild["ask"] == "prescribe" else draw(st.integers(0, 7))
    began = draw(st.sampled_from([-90, -60, -31, -30, -29, -28]))
    category = draw(CATEGORY)
    tame: Json = {
        "on": on(at), "stops": [], "pregnancies": [], "card": draw(st.sampled_from([None, "k1"])), "capsules": 7,
        "patient": {"birth_date": "1960-01-01", "enrolled_on": on(began), "withdrawn_on": None},
        "categories": [_with_dates({"assessed_on": began, "category": category, "criterion": "hysterectomy"})],
        "agreements": [{"signed_on": on(began), "category": category}, *wild["agreements"]],
        "cards": [{"id": "k1", "issued_on": on(began)}, *wild["cards"]],
        "contraception": [
            _with_dates({
                "method": draw(METHOD), "started_on": began, "ended_on": draw(END), "confirmed": True,
                "confirmed_on": [on(-5)],
            }),
            *wild["contraception"],
        ],
        "tests": [
            *[t for t in wild["tests"] if t["result"] == "negative"],
            sampled(draw(st.integers(-3, 0))),
        ],
        "treatment": None,
        "prescriber": {"certified": [span(began, draw(END)), *wild["prescriber"]["certified"]]},
        "pharmacy": {"registered": [span(began, draw(END)), *wild["pharmacy"]["registered"]]},
        "prescriptions": [{**wild["prescriptions"][0], "days_supply": 28, "cycle_days": 28, "cancelled_on": None}],
        "dispensings": draw(st.sampled_from([[], [dispensing(-28)]])),
    }  # fmt: skip
    return {**wild, **tame}
