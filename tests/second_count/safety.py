"""Tables T10 to T13 of the safety desk counted a second time, from their definitions, over exported rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from tests.second_count.count import Asked

TERM: Final = pl.duration(days=280)
LAST_OF_FIRST, LAST_OF_SECOND = 13 * 7 + 6, 27 * 7 + 6
CONFIRMED_WITHIN: Final = dt.timedelta(days=3)
CIVIL: Final = "Europe/Brussels"
MICROSECONDS_OF_A_DAY: Final = 86_400_000_000

TABLES: Final = {
    "suspicions": """
        SELECT id::text, supersedes_id::text AS supersedes, entered_in_error, recorded_at, series::text, country,
            suspected_on AS "on", false AS by_father FROM patients_pregnancy
        UNION ALL SELECT id::text, supersedes_id::text, entered_in_error, recorded_at, series::text, country,
            known_on, true FROM patients_partnerpregnancy
    """,
    "told": """
        SELECT id::text, supersedes_id::text AS supersedes, entered_in_error, recorded_at, matter::text AS series,
            certainty, last_period_on, weeks, days, dated_on, children, exposed_from, exposed_until, prospective
        FROM safety_pregnancyreport
    """,
    "outcomes": """
        SELECT id::text, supersedes_id::text AS supersedes, entered_in_error, recorded_at, matter::text AS series,
            child, ending, weeks, anomaly FROM safety_pregnancyoutcome
    """,
    "closed": """
        SELECT r.id::text, r.supersedes_id::text AS supersedes, r.entered_in_error, r.recorded_at,
            p.series::text AS series, r.how FROM patients_pregnancyresolution r
        JOIN patients_pregnancy p ON p.id = r.pregnancy_id
    """,
    "effects": """
        SELECT r.id::text, r.supersedes_id::text AS supersedes, r.entered_in_error, r.recorded_at, r.series::text,
            r.country, r.known_on AS "on", r.reaction, r.criteria, r.outcome, e.patient_id::text AS patient
        FROM safety_sideeffectreport r JOIN patients_enrolment e ON e.id = r.enrolment_id
    """,
    "versions": """
        SELECT v.id::text, c.source_series::text AS series, c.day_zero, c.opened_at, v.number, v.written_at,
            v.nullified, v.due_on, v.facts -> 'reactions' -> 0 ->> 'term' AS code,
            v.facts -> 'reactions' -> 0 ->> 'term_version' AS of_version
        FROM safety_caseversion v JOIN safety_case c ON c.id = v.case_id
    """,
    "dictionary": "SELECT version, code, name, organ_class FROM safety_meddraterm",
    "passed": """
        SELECT p.version_id::text AS id, p.passed_at, a.read_at AS refused_at FROM safety_passedon p
        LEFT JOIN safety_rejection r ON r.passed_on_id = p.id
        LEFT JOIN safety_acknowledgement a ON a.id = r.acknowledgement_id
    """,
}
"""Each export, as SQL that counts nothing."""

KINDS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "supersedes": pl.String, "last_period_on": pl.Date, "dated_on": pl.Date, "exposed_from": pl.Date,
    "exposed_until": pl.Date, "weeks": pl.Int64, "days": pl.Int64, "children": pl.Int64, "prospective": pl.Boolean,
    "criteria": pl.List(pl.String), "refused_at": pl.Datetime("us", "UTC"), "passed_at": pl.Datetime("us", "UTC"),
}  # fmt: skip


def pregnancies(folder: Path, asked: Asked) -> dict[str, tuple[int, int, int]]:
    """Count T10: by row those of the period, those up to its end, and those of which every outcome is known."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in _suspected(folder, asked).iter_rows(named=True):
        rows = ["suspected"]
        if one["false_alarm"]:
            rows.append("false_alarm")
        elif one["confirmed"]:
            rows += ["in_partner" if one["by_father"] else "in_patient", one["trimester"]]
            rows += {True: ["prospective"], False: ["retrospective"], None: []}[one["prospective"]]
        for row in rows:
            found[row][0] += asked.since <= one["on"] <= asked.until
            found[row][1] += 1
            found[row][2] += one["known"] >= one["expected_children"]
    return {row: (cells[0], cells[1], cells[2]) for row, cells in found.items()}


def endings(folder: Path, asked: Asked) -> dict[str, tuple[int, int, tuple[int, ...]]]:
    """Count T11: by outcome the children of exposed mothers and of exposed fathers, and the weeks at the end."""
    counted = _suspected(folder, asked).filter(
        ~pl.col("false_alarm"), pl.col("confirmed") | (pl.col("children_told") > 0)
    )
    told = counted.select("series", "by_father").join(_standing(folder, "outcomes", asked), on="series")
    with_anomaly = (pl.col("ending") == "live_birth") & (pl.col("anomaly") == "yes")
    told = told.with_columns(row=pl.when(with_anomaly).then(pl.lit("live_birth_with_anomaly")).otherwise("ending"))
    found: dict[str, tuple[int, int, tuple[int, ...]]] = {}
    for (row,), rows in told.group_by("row"):
        weeks = () if row == "lost" else tuple(sorted(rows["weeks"].drop_nulls().to_list()))
        found[str(row)] = (rows.filter(~pl.col("by_father")).height, rows.filter("by_father").height, weeks)
    awaited = counted.with_columns(left=pl.col("expected_children") - pl.col("children_told")).filter(
        pl.col("left") > 0
    )
    if awaited.height:
        hers, his = (int(awaited.filter(pl.col("by_father") == who)["left"].sum()) for who in (False, True))
        found["ongoing"] = (hers, his, ())
    return found


def terms(
    folder: Path, asked: Asked, groups: Mapping[str, str], by: tuple[str, ...] = ("organ", "term")
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Count T12: by class and term serious, others, not said, fatal, patients, passed on in time, and those due."""
    rows = _effects(folder, asked).join(_ways(folder, asked), on="series", how="left")
    rows = rows.join(_coded(folder, asked), on="series", how="left")
    own = pl.col("reaction").replace_strict(groups, default="", return_dtype=pl.String)
    rows = rows.with_columns(
        organ=pl.when(pl.col("organ_class").fill_null("") != "").then("organ_class").otherwise(own),
        term=pl.coalesce("name", "reaction"),
    )
    counted = rows.group_by(by).agg(
        (pl.col("serious").fill_null(value=False)).sum(),
        (~pl.col("serious")).fill_null(value=False).sum().alias("others"),
        pl.col("serious").is_null().sum().alias("unsaid"),
        (pl.col("outcome") == "fatal").sum().alias("fatal"),
        pl.col("patient").n_unique(),
        pl.col("in_time").fill_null(value=False).sum(),
        (pl.col("took").is_not_null() | pl.col("late").fill_null(value=False)).sum().alias("due"),
    )
    return {tuple(row[: len(by)]): tuple(row[len(by) :]) for row in counted.iter_rows()}


def waits(folder: Path, asked: Asked) -> dict[str, tuple[tuple[float, ...], int, int, int]]:
    """Count T13 of the desk: by way the days taken, in time, still waited for, and late of these."""
    suspicions = _of_period(_standing(folder, "suspicions", asked), asked)
    effects, ways = _effects(folder, asked), _ways(folder, asked)
    serious = pl.col("serious").fill_null(value=True)
    return {
        "stop_to_report": _counted(_reported(folder, suspicions, asked)),
        "pregnancy_on": _counted(ways.join(suspicions.select("series"), on="series", how="semi")),
        "serious_on": _counted(ways.join(effects.filter(serious), on="series", how="semi")),
        "others_on": _counted(ways.join(effects.filter(~serious), on="series", how="semi")),
    }


def _suspected(folder: Path, asked: Asked) -> pl.DataFrame:
    """Put what was told beside each suspicion up to the end of the period, one row each."""
    rows = _standing(folder, "suspicions", asked).filter(pl.col("on") <= asked.until)
    if asked.country is not None:
        rows = rows.filter(pl.col("country") == asked.country)
    rows = rows.select("series", "on", "by_father", "recorded_at")
    report = _standing(folder, "told", asked).drop("id", "supersedes", "entered_in_error", "recorded_at")
    closed = _standing(folder, "closed", asked).select("series", "how")
    outcomes = _standing(folder, "outcomes", asked).group_by("series").agg(
        children_told=pl.len().cast(pl.Int64), last_child=pl.col("child").max().cast(pl.Int64),
        known=(pl.col("ending") != "lost").sum().cast(pl.Int64),
    )  # fmt: skip
    rows = rows.join(report, on="series", how="left").join(closed, on="series", how="left")
    rows = rows.join(outcomes, on="series", how="left").with_columns(pl.col("children_told", "known").fill_null(0))
    measured = pl.col("dated_on") - pl.duration(days=pl.col("weeks") * 7 + pl.col("days"))
    rows = rows.with_columns(
        false_alarm=(pl.col("certainty") == "false_alarm").fill_null(value=False)
        | (pl.col("how") == "false_alarm").fill_null(value=False),
        began=pl.coalesce(measured, pl.col("last_period_on")),
        expected_children=pl.max_horizontal(pl.col("children").fill_null(1), pl.col("last_child").fill_null(1)),
    )
    said = (pl.col("certainty") == "confirmed").fill_null(value=False)
    age = (pl.col("exposed_from") - pl.col("began")).dt.total_days()
    return rows.with_columns(
        confirmed=~pl.col("false_alarm") & (said | (pl.col("known") > 0)),
        trimester=pl.when(pl.col("began").is_null() | pl.col("exposed_from").is_null()).then(pl.lit("undated"))
        .when((pl.col("exposed_until") < pl.col("began")).fill_null(value=False)).then(pl.lit("before"))
        .when(age <= LAST_OF_FIRST).then(pl.lit("first"))
        .when(age <= LAST_OF_SECOND).then(pl.lit("second")).otherwise(pl.lit("third")),
    )  # fmt: skip


def _reported(folder: Path, suspicions: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    told = pl.read_parquet(folder / "told.parquet").filter(
        pl.col("supersedes").is_null(), pl.col("recorded_at") <= asked.cut_off
    )
    both = suspicions.join(told.select("series", done="recorded_at"), on="series", how="left")
    last = pl.col("recorded_at") + CONFIRMED_WITHIN
    return both.select(
        took=(pl.col("done") - pl.col("recorded_at")).dt.total_microseconds()
        / dt.timedelta(days=1).total_seconds()
        / 1e6,
        in_time=(pl.col("done") <= last).fill_null(value=False),
        late=pl.col("done").is_null() & (pl.lit(asked.cut_off) > last),
    )


def _ways(folder: Path, asked: Asked) -> pl.DataFrame:
    """Say of each case that stands what became of it, by what was known at the cut-off."""
    versions = pl.read_parquet(folder / "versions.parquet").filter(
        pl.col("opened_at") <= asked.cut_off, pl.col("written_at") <= asked.cut_off
    )
    last = versions.sort("number").group_by("series").last().filter(~pl.col("nullified"))
    passed = pl.read_parquet(folder / "passed.parquet").filter(
        pl.col("passed_at") <= asked.cut_off,
        pl.col("refused_at").is_null() | (pl.col("refused_at") > asked.cut_off),
    )
    sent = passed.join(versions.select("id", "series", "due_on"), on="id").sort("passed_at").group_by("series").first()
    sent = sent.select("series", sent_due="due_on", on=pl.col("passed_at").dt.convert_time_zone(CIVIL).dt.date())
    today = pl.lit(asked.cut_off).dt.convert_time_zone(CIVIL).dt.date()
    return last.join(sent, on="series", how="left").select(
        "series",
        took=(pl.col("on") - pl.col("day_zero")).dt.total_days().cast(pl.Float64),
        in_time=(pl.col("on") <= pl.col("sent_due")).fill_null(value=False),
        late=pl.col("on").is_null() & (today > pl.col("due_on")),
    )


def _coded(folder: Path, asked: Asked) -> pl.DataFrame:
    """Say as what the last version of each case was coded, where the version of the dictionary beside it is there."""
    versions = pl.read_parquet(folder / "versions.parquet").filter(pl.col("written_at") <= asked.cut_off)
    last = versions.sort("number").group_by("series").last()
    terms = pl.read_parquet(folder / "dictionary.parquet")
    both = last.join(terms, left_on=["of_version", "code"], right_on=["version", "code"])
    return both.select("series", "name", "organ_class")


def _counted(rows: pl.DataFrame) -> tuple[tuple[float, ...], int, int, int]:
    took = rows["took"].drop_nulls().to_list()
    return tuple(sorted(took)), int(rows["in_time"].sum()), rows.height - len(took), int(rows["late"].sum())


def _effects(folder: Path, asked: Asked) -> pl.DataFrame:
    rows = _of_period(_standing(folder, "effects", asked), asked)
    return rows.with_columns(serious=pl.col("criteria").list.len() > 0)


def _of_period(rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    rows = rows.filter(pl.col("on") >= asked.since, pl.col("on") <= asked.until)
    return rows if asked.country is None else rows.filter(pl.col("country") == asked.country)


def _standing(folder: Path, table: str, asked: Asked) -> pl.DataFrame:
    known = pl.read_parquet(folder / f"{table}.parquet").filter(pl.col("recorded_at") <= asked.cut_off)
    superseded = known.select(id=pl.col("supersedes")).drop_nulls()
    return known.join(superseded, on="id", how="anti").filter(~pl.col("entered_in_error"))
