"""What the tables' own triggers ask of a new row, asked of all new rows at once.

Asked row by row, they are most of the time of a bulk load. So they rest while the rows come in, and before anything is
committed each of their questions is put to the whole table, in the words in which the trigger itself holds it.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

import psycopg
from psycopg import sql

TRIGGERS: Final = """
    SELECT substring(t.tgname FROM '^pgtrigger_(.*)_[0-9a-f]{5}$'), pg_get_triggerdef(t.oid), p.prosrc
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal AND t.tgtype & 4 <> 0
    ORDER BY t.tgname
"""
"""Those of a table that are asked when a row is added."""

MUST_EXIST: Final = re.compile(
    r"\s*BEGIN\s+(IF [^;]*_pgtrigger_should_ignore.*?END IF;\s+END IF;\s+)?"
    r"IF NOT EXISTS \((?P<row>.*)\)\s*THEN\s+(?P<refusal>RAISE EXCEPTION .*);\s*END IF;\s*RETURN (NEW|NULL);\s*END;\s*",
    re.DOTALL,
)
"""A trigger that asks for a row, and does nothing else."""
ONLY_WHEN: Final = re.compile(r"WHEN \((?P<condition>.*)\) EXECUTE", re.DOTALL)

IN_OTHER_WORDS: Final = {
    ("patients_categoryassessment", "lowered_by_two"): """
        SELECT 1 FROM patients_categoryassessment a
        GROUP BY a.enrolment_id HAVING count(*) > 1
    """,
    ("patients_dispensing", "within_prescription"): """
        SELECT 1 FROM patients_dispensing d JOIN patients_prescription p ON p.id = d.prescription_id
        WHERE NOT EXISTS (
            SELECT 1 FROM patients_verdict v WHERE v.id = d.verdict_id
              AND v.mode = 'late' AND 'prescription_exhausted' = ANY (v.reasons)
        )
        GROUP BY p.id HAVING sum(d.capsules) > p.capsules
    """,
    ("patients_capsulereturn", "within_dispensing"): """
        SELECT 1 FROM patients_capsulereturn r JOIN patients_dispensing d ON d.id = r.dispensing_id
        GROUP BY d.id
        HAVING count(*) > 1 OR min(r.capsules) <> d.capsules
            OR min(r.completes_id::text) IS DISTINCT FROM d.id::text
    """,
}
"""Triggers that are more than one question: here it is asked more strictly, of rows that are all of a simulation.

A simulated category is assessed once, no simulated dispensing was entered in error, and what comes back is all of one.
"""

DOES_SOMETHING: Final = {
    ("patients_patient", "change_is_noted"): (
        "INSERT INTO patients_changedrecord (patient_id) SELECT p.id FROM patients_patient p "
        "WHERE NOT EXISTS (SELECT 1 FROM patients_changedrecord c WHERE c.patient_id = p.id)"
    )
}


class GuardBroken(Exception):
    """Some rows are not as a trigger would have let them in, or a trigger asks what is not known here."""


def rest(*, server: psycopg.Connection[Any], tables: Collection[str]) -> None:
    """Let the triggers of some tables rest until the end of this transaction, which the tables' owner runs."""
    server.execute("SET CONSTRAINTS ALL IMMEDIATE")  # foreign keys are asked after each table, and not kept in memory
    for table in tables:
        server.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))


def wake(*, server: psycopg.Connection[Any], tables: Collection[str]) -> None:
    """Ask of this transaction's rows what the triggers would have asked, do what they would have done, let them work.

    :raises GuardBroken: naming the trigger.
    """
    for table in tables:
        server.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
    for table in tables:
        for name, question in questions(server=server, table=table):
            if server.execute(question).fetchone() is not None:
                raise GuardBroken(f"{table}: there are rows that {name} would have refused")
    for (table, _name), work in DOES_SOMETHING.items():
        if table in tables:
            server.execute(work)
    for table in tables:
        server.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))


def questions(*, server: psycopg.Connection[Any], table: str) -> Iterator[tuple[str, sql.SQL | sql.Composed]]:
    """Give, for each trigger of a table, the query that finds a row which it would refuse.

    :raises GuardBroken: for a trigger that is neither one question nor known here.
    """
    for name, definition, body in server.execute(TRIGGERS, [table]).fetchall():
        if (table, name) in DOES_SOMETHING:
            continue
        known = IN_OTHER_WORDS.get((table, name))
        found = MUST_EXIST.fullmatch(body)
        if known is not None:
            yield name, sql.SQL(known)
        elif found is not None and not re.search(r"\b(IF|INTO)\b", found["refusal"]):
            condition = ONLY_WHEN.search(definition)
            yield (
                name,
                sql.SQL("SELECT 1 FROM {} AS new WHERE age(new.xmin) = 0 AND {} AND NOT EXISTS ({}) LIMIT 1").format(
                    sql.Identifier(table),
                    sql.SQL(condition["condition"] if condition else "true"),
                    sql.SQL(found["row"]),
                ),
            )
        else:
            raise GuardBroken(f"{table}: nobody has said here what {name} asks; say it in demo/simulator/guards.py")
