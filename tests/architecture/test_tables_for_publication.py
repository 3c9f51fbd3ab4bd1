"""Whoever adds a table to a report says how it is published, or that it is not: else no report can be published."""

from reports.document import TABLES
from reports.published_layout import LAYOUTS, WITHHELD


def test_every_table_of_a_report_is_laid_out_for_publication_or_withheld() -> None:
    assert {name for _title, names in TABLES.values() for name in names} == {*LAYOUTS, *WITHHELD}
