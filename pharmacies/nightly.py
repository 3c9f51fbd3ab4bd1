"""What is made at night: the downtime sheets of all pharmacies, one failing without the others."""

import datetime as dt

import structlog

from accounts.actor import SCHEDULER
from pharmacies.sheets import make_sheet, sheets_wanted

log = structlog.get_logger(__name__)


def make_sheets_wanted(*, at: dt.datetime) -> None:
    """Make the sheets of today that are not made yet; a pharmacy whose sheet fails keeps nobody else from hers."""
    made, failed = 0, 0
    for pharmacy in list(sheets_wanted(at=at)):
        try:
            make_sheet(by=SCHEDULER, at=at, pharmacy=pharmacy)
            made += 1
        except Exception:  # the next hour tries again, and the log says what was wrong
            log.exception("a downtime sheet could not be made")
            failed += 1
    log.info("downtime sheets", made=made, failed=failed)
