"""Every rule with its cases, in the order in which the rulebook gives them; run by the tests, printed as a document."""

from tests.rulebook.table import DueTable, Table
from tests.rulebook.tables import advice, category, contraception, due, enrolment, pregnancy, supply, testing

REASON_TABLES: tuple[Table, ...] = (
    *enrolment.TABLES,
    *category.TABLES,
    *pregnancy.TABLES,
    *contraception.TABLES,
    *testing.TABLES,
    *supply.TABLES,
)
ADVICE_TABLES: tuple[Table, ...] = advice.TABLES
DUE_TABLES: tuple[DueTable, ...] = due.TABLES
