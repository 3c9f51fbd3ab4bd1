"""The rows that figures are made of, exported to Parquet: what a statistician of an authority would be given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl
from django.db import connection

TABLES: Final = {
    "verdicts": """
        SELECT v.id::text, v.at, v."on", v.mode, v.dispense, v.refusal, v.country, v.centre_id::text AS centre,
            v.enrolment_id::text AS enrolment, e.patient_id::text AS patient, v.programme_id AS programme,
            v.programme_version AS version, v.category, v.judged_as, v.exempt, v.label, v.indication, v.reasons,
            v.advice, v.overruled, v.moved, p.prescribed_on
        FROM patients_verdict v LEFT JOIN patients_enrolment e ON e.id = v.enrolment_id
        LEFT JOIN patients_prescription p ON p.id = v.prescription_id
    """,
    "dispensings": """
        SELECT d.id::text, d.supersedes_id::text AS supersedes, d.entered_in_error, d.recorded_at,
            d.verdict_id::text AS verdict, d.dispensed_on, d.days
        FROM patients_dispensing d
    """,
    "returns": """
        SELECT r.dispensing_id::text AS dispensing, r.how, r.recorded_at FROM patients_capsulereturn r
    """,
    "treatments": """
        SELECT t.id::text, t.supersedes_id::text AS supersedes, t.entered_in_error, t.recorded_at, t.series::text,
            t.enrolment_id::text AS enrolment, e.patient_id::text AS patient, e.programme_id AS programme, e.country,
            t.started_on, t.ended_on, t.disease, t.partners, t.prior_regimens::text AS prior_regimens,
            t.progressed_on_last, i.birth_date, a.category
        FROM patients_treatment t JOIN patients_enrolment e ON e.id = t.enrolment_id
        JOIN patients_patient p ON p.id = e.patient_id
        JOIN patients_identity i ON i.subject_id = p.subject_id
        JOIN patients_categoryassessment a ON a.enrolment_id = e.id
    """,
    "tests": """
        SELECT t.id::text, t.supersedes_id::text AS supersedes, t.entered_in_error, t.recorded_at,
            t.patient_id::text AS patient, t.sampled_on, t.result, t.sensitivity_miu_ml::float AS sensitivity,
            t.supervised
        FROM patients_pregnancytest t
    """,
}
"""Each export, as SQL that counts nothing. A simulated patient has one identity and one category."""


WORDS: Final = pl.List(pl.String)
KINDS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "reasons": WORDS, "advice": WORDS, "overruled": WORDS, "moved": WORDS, "partners": WORDS, "supersedes": pl.String,
    "ended_on": pl.Date, "prescribed_on": pl.Date, "progressed_on_last": pl.Boolean,
}  # fmt: skip
"""Columns that may be empty from top to bottom, so that their kind cannot be seen."""


def export(
    folder: Path,
    tables: Mapping[str, str] = TABLES,
    known: Mapping[str, pl.DataType | type[pl.DataType]] = KINDS,
) -> Path:
    """Write every table to the folder."""
    for name, query in tables.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            columns = [column.name for column in cursor.description]
            rows = cursor.fetchall()
        kinds = {column: kind for column, kind in known.items() if column in columns}
        frame = pl.DataFrame(rows, schema=columns, schema_overrides=kinds, orient="row", infer_schema_length=None)
        frame.write_parquet(folder / f"{name}.parquet")
    return folder
