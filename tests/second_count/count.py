"""The indicators counted a second time, from the specification's table alone, over exported rows.

Nothing of the registry is imported: which codes are reasons stands here again, and the windows are read from the files.
"""

import datetime as dt
import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import polars as pl

REASONS: Final = (
    "not_enrolled", "treatment_stopped", "prescriber_not_certified", "pharmacy_not_registered", "card_missing",
    "card_not_valid", "category_missing", "category_changed", "category_not_justified", "agreement_missing",
    "pregnancy_suspected", "contraception_missing", "contraception_too_recent", "contraception_lapsed",
    "abstinence_not_confirmed", "test_missing", "test_not_qualifying", "supply_too_long", "supply_overlaps",
    "quantity_implausible", "prescription_cancelled", "prescription_in_future", "prescription_expired",
    "prescription_exhausted",
)  # fmt: skip
PUT_RIGHT_WITHIN: Final = dt.timedelta(days=7)
LAST_TEST_GRACE: Final = 14

Cell = tuple[int, int]
"""A numerator and its denominator."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are counted: a period of both days, a country or all; the moment up to which they were recorded."""

    since: dt.date
    until: dt.date
    cut_off: dt.datetime
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """The exported rows."""

    verdicts: pl.DataFrame
    given: pl.DataFrame
    """One row a standing dispensing, with all that its verdict kept."""
    treatments: pl.DataFrame
    tests: pl.DataFrame

    @classmethod
    def read(cls, folder: Path, cut_off: dt.datetime) -> "Registry":
        """Read the export, as recorded up to a moment."""
        verdicts = pl.read_parquet(folder / "verdicts.parquet").filter(pl.col("at") <= cut_off)
        back = pl.read_parquet(folder / "returns.parquet").filter(
            pl.col("recorded_at") <= cut_off, pl.col("how") == "not_collected"
        )
        kept = _standing(folder / "dispensings.parquet", cut_off).join(
            back, left_on="id", right_on="dispensing", how="anti"
        )
        given = kept.join(verdicts, left_on="verdict", right_on="id", how="inner")
        first = pl.col("verdict").cum_count().over("patient") == 1
        return cls(
            verdicts,
            given.sort("dispensed_on", "recorded_at").with_columns(first=first),
            _standing(folder / "treatments.parquet", cut_off),
            _standing(folder / "tests.parquet", cut_off),
        )


def compliance(registry: Registry, asked: Asked, files: Path) -> dict[str, Cell]:
    """Count P1 to P9 and P11."""
    given = _of(registry.given, asked, "dispensed_on")
    able = given.filter(pl.col("judged_as") == "childbearing")
    tested = able.filter(~pl.col("exempt"))
    recorded = given.filter(pl.col("category") == "non_childbearing")
    first = given.filter(pl.col("first"))
    return {
        "P1": _without(first, "agreement_missing"),
        "P2": _without(recorded, "category_not_justified"),
        "P3": _without(
            able,
            "contraception_missing",
            "contraception_too_recent",
            "contraception_lapsed",
            "abstinence_not_confirmed",
        ),
        "P4": _without(tested, "test_missing", "test_not_qualifying"),
        "P5": _without(tested.filter(~pl.col("first")), "test_interval_exceeded"),
        "P6": _without(_windowed(given, files), "prescription_expired"),
        "P7": _without(given, "supply_too_long"),
        "P8": _without(given, "prescriber_not_certified", "pharmacy_not_registered"),
        "P9": _without(given, *REASONS),
        "P11": _without(tested.filter(_lacks("test_missing", "test_not_qualifying")), "not_same_day"),
    }


def paces(registry: Registry, asked: Asked, files: Path) -> dict[str, tuple[tuple[int, ...], int, int]]:
    """Count T13 at the counter: by way the days that each dispensing took, those in time, those of unknown length."""
    given = _of(registry.given, asked, "dispensed_on")
    tested = given.filter(pl.col("judged_as") == "childbearing", ~pl.col("exempt"))
    before = (
        tested.select("id", "patient", "prescribed_on")
        .join(registry.tests.filter(pl.col("result") == "negative"), on="patient", suffix="_of_test")
        .filter(pl.col("sampled_on") <= pl.col("prescribed_on"))
        .group_by("id")
        .agg(pl.col("sampled_on").max())
    )
    tested = tested.join(before, on="id", how="left")
    return {
        "test_to_prescription": _pace(tested, "sampled_on", "prescribed_on", "test_missing", "test_not_qualifying"),
        "prescription_to_dispensing": _pace(
            _windowed(given, files), "prescribed_on", "dispensed_on", "prescription_expired"
        ),
    }


def last_tests(registry: Registry, asked: Asked, files: Path) -> Cell:
    """Count P10: of the women whose treatment ended long enough ago, those tested after the end."""
    ended = registry.treatments.filter(pl.col("category") == "childbearing").drop_nulls("ended_on")
    after = {name: _keys_of(files, name)["test"]["after_treatment_days"] for name in ended["programme"].unique()}
    wait = pl.duration(days=pl.col("programme").replace_strict(after, return_dtype=pl.Int64)) if after else None
    if wait is None:
        return 0, 0
    due = _of(ended, asked, "ended_on").filter(
        pl.col("ended_on") + wait + pl.duration(days=LAST_TEST_GRACE) <= asked.cut_off.date()
    )
    good = registry.tests.filter(pl.col("result") == "negative", pl.col("supervised"), pl.col("sensitivity") <= 25)
    tested = due.join(good, on="patient").filter(pl.col("sampled_on") >= pl.col("ended_on") + wait)
    return tested["patient"].n_unique(), due["patient"].n_unique()


def label_status(registry: Registry, asked: Asked, files: Path) -> dict[str, int]:
    """Count L1: the treatments that started in the period and were asked about, by what the label says of each."""
    judged = registry.verdicts.filter(pl.col("refusal") == "")["enrolment"].unique().to_list()
    started = _of(registry.treatments, asked, "started_on").filter(pl.col("enrolment").is_in(judged))
    return dict(Counter(status(files, row) for row in started.iter_rows(named=True)))


def prevented(registry: Registry, asked: Asked) -> dict[str, tuple[int, int, int]]:
    """Count B1: by reason, the checks that were no for it, the distinct patients, and those soon put right.

    Put right is a no that a plain yes at a counter follows, no more than seven civil days later.
    """
    checks = _of(registry.verdicts, asked, "on").filter(pl.col("mode") == "check", ~pl.col("dispense"))
    good = registry.verdicts.filter(
        pl.col("mode") != "late",
        pl.col("dispense"),
        pl.col("overruled").list.len() == 0,
        pl.col("moved").list.len() == 0,
    )
    later = checks.join(good.select("enrolment", right_at="at", right_on="on"), on="enrolment").filter(
        pl.col("right_at") > pl.col("at"), pl.col("right_on") <= pl.col("on") + PUT_RIGHT_WITHIN
    )
    checks = checks.with_columns(soon=pl.col("id").is_in(later["id"].unique().to_list()))
    counted = (
        checks.explode("reasons")
        .drop_nulls("reasons")
        .group_by("reasons")
        .agg(pl.len().alias("checks"), pl.col("patient").n_unique().alias("patients"), pl.col("soon").sum())
    )
    return {row["reasons"]: (row["checks"], row["patients"], row["soon"]) for row in counted.iter_rows(named=True)}


def checks(registry: Registry, asked: Asked) -> int:
    """Count the verdicts asked at counters."""
    return _of(registry.verdicts, asked, "on").filter(pl.col("mode") == "check").height


def overruled(registry: Registry, asked: Asked) -> dict[str, int]:
    """Count B2: by reason, the dispensings that two people made against it."""
    given = _of(registry.given, asked, "dispensed_on")
    counted = given.explode("overruled").drop_nulls("overruled").group_by("overruled").len()
    return dict(counted.iter_rows())


def labels(registry: Registry, asked: Asked) -> dict[str, int]:
    """Count the dispensings by the label status kept with their verdicts."""
    given = _of(registry.given, asked, "dispensed_on")
    return dict(given.group_by("label").len().iter_rows())


def by_centre(registry: Registry, asked: Asked) -> dict[str, Cell]:
    """Count P9 for each centre."""
    given = _of(registry.given, asked, "dispensed_on")
    return {str(name[0]): _without(rows, *REASONS) for name, rows in given.group_by("centre")}


def has_window(files: Path, version: str, category: str) -> bool:
    """Read from the file of a version whether a category has days to dispense within."""
    name, day = version.rsplit("/", 1)
    supply = _keys_of(files, name, day)["supply"]["childbearing" if category == "childbearing" else "other"]
    return "dispense_within_days" in supply


def status(files: Path, row: Mapping[str, Any]) -> str:
    """Tell whether a treatment is on its label, from its row alone."""
    keys = _keys_of(files, row["programme"])
    own = [_matches(label, row) for label in keys["indications"]]
    partners = [_matches(label, row) for label in keys.get("partner_labels", [])]
    if True in own:
        return "on_label"
    if True in partners:
        return "partner_label"
    return "label_unknown" if None in own + partners else "off_label"


def _matches(label: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    """Say whether every condition holds; None when none fails and one cannot be told."""
    born, day = row["birth_date"], row["started_on"]
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    prior = None if row["prior_regimens"] is None else json.loads(row["prior_regimens"])
    told: list[bool | None] = [
        None if row["disease"] is None else row["disease"] == label["disease"],
        None if row["partners"] is None else set(row["partners"]) == set(label["partners"]),
        age >= label.get("min_age", 0),
    ]
    if {"min_prior_regimens", "max_prior_regimens", "prior_includes"} & set(label):
        told.append(None if prior is None else _prior(label, prior))
    if label.get("progressed_on_last"):
        told.append(row["progressed_on_last"])
    if label.get("unrecorded_conditions"):
        told.append(None)
    return False if False in told else None if None in told else True


def _prior(label: Mapping[str, Any], prior: list[list[str]]) -> bool:
    had = {substance for regimen in prior for substance in regimen}
    least, most = label.get("min_prior_regimens", 0), label.get("max_prior_regimens", len(prior))
    return least <= len(prior) <= most and had.issuperset(label.get("prior_includes", []))


@cache
def _keys_of(files: Path, name: str, day: str | None = None) -> dict[str, Any]:
    """Read a programme's file: that of a day, or its last one, over its base where it has one."""
    path = max((files / name).glob("*.toml")) if day is None else files / name / f"{day}.toml"
    keys = tomllib.loads(path.read_text(encoding="utf-8"))
    if "extends" not in keys:
        return keys
    return _merged(_keys_of(files, keys["extends"]), keys)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(base[key], over[key]) for key in base.keys() & over.keys() if isinstance(base[key], dict)}
    return base | over | both


def _standing(path: Path, cut_off: dt.datetime) -> pl.DataFrame:
    """Keep, of rows recorded up to a moment, those that nothing superseded by then and that are no mistake."""
    known = pl.read_parquet(path).filter(pl.col("recorded_at") <= cut_off)
    superseded = known.select(id=pl.col("supersedes")).drop_nulls()
    return known.join(superseded, on="id", how="anti").filter(~pl.col("entered_in_error"))


def _of(rows: pl.DataFrame, asked: Asked, day: str) -> pl.DataFrame:
    """Keep the rows of the period and the country."""
    wanted = (pl.col(day) >= asked.since) & (pl.col(day) <= asked.until)
    return rows.filter(wanted if asked.country is None else wanted & (pl.col("country") == asked.country))


def _lacks(*codes: str) -> pl.Expr:
    """Say whether none of these stands among the reasons or, moved, among the advice."""
    listed = list(codes)
    return ~(
        pl.col("reasons").list.eval(pl.element().is_in(listed)).list.any()
        | pl.col("advice").list.eval(pl.element().is_in(listed)).list.any()
    )


def _windowed(given: pl.DataFrame, files: Path) -> pl.DataFrame:
    return given.filter(
        pl.struct("version", "judged_as").map_elements(
            lambda one: has_window(files, one["version"], one["judged_as"]), return_dtype=pl.Boolean
        )
    )


def _pace(rows: pl.DataFrame, first: str, last: str, *late: str) -> tuple[tuple[int, ...], int, int]:
    took = (rows[last] - rows[first]).dt.total_days().drop_nulls().sort().to_list()
    return tuple(took), _without(rows, *late)[0], rows.height - len(took)


def _without(rows: pl.DataFrame, *codes: str) -> Cell:
    return rows.filter(_lacks(*codes)).height, rows.height
