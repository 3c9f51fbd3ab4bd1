"""The overview's figures as somebody would write them who writes SQL by hand, over the same rows."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import connection

from reports.scope import Scope

COMPLIANCE: Final = """
    WITH given AS MATERIALIZED (
        SELECT date_trunc('month', v."on") AS month, v.centre_id, v.category, v.judged_as = 'childbearing' AS able,
            v.exempt, v.programme_version, v.reasons || v.advice AS codes,
            NOT EXISTS (
                SELECT 1 FROM patients_dispensing e WHERE e.enrolment_id = d.enrolment_id
                  AND (e.dispensed_on, e.recorded_at) < (d.dispensed_on, d.recorded_at)
                  AND NOT EXISTS (
                      SELECT 1 FROM patients_capsulereturn r WHERE r.dispensing_id = e.id AND r.how = 'not_collected')
            ) AS first
        FROM patients_verdict v JOIN patients_dispensing d ON d.verdict_id = v.id
        WHERE v.country = %(country)s AND v."on" BETWEEN %(since)s AND %(until)s AND v.at <= %(cut_off)s
          AND NOT d.entered_in_error
          AND NOT EXISTS (SELECT 1 FROM patients_dispensing s WHERE s.supersedes_id = d.id)
          AND NOT EXISTS (
              SELECT 1 FROM patients_capsulereturn r WHERE r.dispensing_id = d.id AND r.how = 'not_collected')
    ), judged AS (
        SELECT *, codes && %(reasons)s::varchar[] AS any_reason, codes && %(tests)s::varchar[] AS untested,
            able OR programme_version LIKE 'pomalidomide-de/%%' AS windowed
        FROM given
    )
    SELECT month::date, centre_id,
        count(*) FILTER (WHERE first AND NOT 'agreement_missing' = ANY (codes)), count(*) FILTER (WHERE first),
        count(*) FILTER (WHERE category = 'non_childbearing' AND NOT 'category_not_justified' = ANY (codes)),
        count(*) FILTER (WHERE category = 'non_childbearing'),
        count(*) FILTER (WHERE able AND NOT codes && %(protection)s::varchar[]), count(*) FILTER (WHERE able),
        count(*) FILTER (WHERE able AND NOT exempt AND NOT untested), count(*) FILTER (WHERE able AND NOT exempt),
        count(*) FILTER (WHERE able AND NOT exempt AND NOT first AND NOT 'test_interval_exceeded' = ANY (codes)),
        count(*) FILTER (WHERE able AND NOT exempt AND NOT first),
        count(*) FILTER (WHERE windowed AND NOT 'prescription_expired' = ANY (codes)),
        count(*) FILTER (WHERE windowed),
        count(*) FILTER (WHERE NOT 'supply_too_long' = ANY (codes)), count(*),
        count(*) FILTER (WHERE NOT codes && %(accredited)s::varchar[]), count(*),
        count(*) FILTER (WHERE NOT any_reason), count(*),
        count(*) FILTER (WHERE able AND NOT exempt AND NOT untested AND NOT 'not_same_day' = ANY (codes)),
        count(*) FILTER (WHERE able AND NOT exempt AND NOT untested)
    FROM judged GROUP BY GROUPING SETS ((), (month), (centre_id))
"""

ANSWERS: Final = """
    SELECT count(*), count(*) FILTER (WHERE dispense), count(*) FILTER (WHERE NOT dispense AND refusal = '')
    FROM patients_verdict
    WHERE country = %(country)s AND "on" BETWEEN %(since)s AND %(until)s AND at <= %(cut_off)s
      AND (mode = 'check' OR (mode = 'dispense' AND NOT dispense))
"""

ON_TREATMENT: Final = """
    SELECT a.category, count(DISTINCT e.patient_id)
    FROM patients_treatment t JOIN patients_enrolment e ON e.id = t.enrolment_id
    JOIN patients_categoryassessment a ON a.enrolment_id = e.id
    WHERE t.country = %(country)s AND t.started_on <= %(until)s AND (t.ended_on IS NULL OR t.ended_on > %(until)s)
      AND t.recorded_at <= %(cut_off)s AND NOT t.entered_in_error
      AND NOT EXISTS (SELECT 1 FROM patients_treatment s WHERE s.supersedes_id = t.id)
    GROUP BY a.category
"""

LABELS: Final = """
    SELECT v.label, count(*)
    FROM patients_treatment t
    LEFT JOIN LATERAL (
        SELECT label FROM patients_verdict v WHERE v.enrolment_id = t.enrolment_id AND v.refusal = ''
        ORDER BY v.at LIMIT 1
    ) v ON true
    WHERE t.country = %(country)s AND t.started_on BETWEEN %(since)s AND %(until)s AND t.recorded_at <= %(cut_off)s
      AND NOT t.entered_in_error
      AND NOT EXISTS (SELECT 1 FROM patients_treatment s WHERE s.supersedes_id = t.id)
    GROUP BY v.label
"""

CODES: Final = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P11")
TESTS: Final = ["test_missing", "test_not_qualifying"]
PROTECTION: Final = [
    "contraception_missing", "contraception_too_recent", "contraception_lapsed", "abstinence_not_confirmed",
]  # fmt: skip
ACCREDITED: Final = ["prescriber_not_certified", "pharmacy_not_registered"]


def compliance_by_hand(scope: Scope, reasons: list[str]) -> list[tuple[Any, ...]]:
    """Give the rows of the whole, of each month and of each centre."""
    values = _values(scope) | {
        "reasons": reasons, "tests": TESTS, "protection": PROTECTION, "accredited": ACCREDITED,
    }  # fmt: skip
    return _asked(COMPLIANCE, values)


def overview_by_hand(scope: Scope, reasons: list[str]) -> None:
    """Ask for everything that the overview shows."""
    compliance_by_hand(scope, reasons)
    for query in (ANSWERS, ON_TREATMENT, LABELS):
        _asked(query, _values(scope))


def whole_of(rows: list[tuple[Any, ...]]) -> dict[str, tuple[int, int]]:
    """Give the whole, as numerator and denominator of each indicator."""
    whole = next(row for row in rows if row[0] is None and row[1] is None)[2:]
    return dict(zip(CODES, zip(whole[::2], whole[1::2], strict=True), strict=True))


def _values(scope: Scope) -> dict[str, Any]:
    return {"country": scope.country, "since": scope.since, "until": scope.until, "cut_off": scope.cut_off}


def _asked(query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
