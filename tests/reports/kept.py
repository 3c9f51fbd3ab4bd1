"""Reports as tests want them: asked for, and kept with files that nobody had to compute."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from accounts.actor import SCHEDULER, Actor
from accounts.models import Kind, Organisation, Role
from reports.models import Report
from reports.operations import approve_report, ask_report, keep_failure, keep_report, publish_report
from reports.queries import PUBLISHED
from tests.builders import an_actor, an_organisation

FILES = {"html": b"<!DOCTYPE html><title>x</title>"} | dict.fromkeys(("pdf", "xlsx", "zip", "json"), b"{}\n")

FILES_FOR_ALL = {f"{PUBLISHED}{form}": content for form, content in FILES.items()}
"""Files of the version for publication, as if it had been made: two houses of one country could not publish both."""


def an_authority_of(country: str = "BE") -> Actor:
    """Give somebody of a country's authority."""
    return an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))


def a_report(*, by: Actor, at: dt.datetime) -> Report:
    """Ask for the report of the thirty days until now."""
    until = at.date()
    return ask_report(by=by, at=at, since=until - dt.timedelta(days=29), until=until, language="en-gb")


def a_kept_report(*, by: Actor, at: dt.datetime, more: Mapping[str, bytes] = MappingProxyType({})) -> Report:
    """Keep a report that failed once, and was made then."""
    report = a_report(by=by, at=at)
    keep_failure(by=SCHEDULER, at=at, report=report, what="OperationalError")
    return keep_report(by=SCHEDULER, at=at, report=report, files={**FILES, **more})


def an_approved_report(*, by: Actor, at: dt.datetime) -> Report:
    """Keep a report that one person approved."""
    report = a_kept_report(by=by, at=at)
    approve_report(by=by, at=at, report=report)
    return report


def a_published_report(*, by: Actor, at: dt.datetime) -> Report:
    """Keep a report that two people released, and its version for publication."""
    report = an_approved_report(by=by, at=at)
    other = an_actor(Role.AUTHORITY, Organisation.objects.get(id=by.place_id))
    approve_report(by=other, at=at, report=report)
    publish_report(by=by, at=at, report=report, files=FILES)
    return report
