"""Reports as tests want them: asked for, and kept with files that nobody had to compute."""

import datetime as dt

from accounts.actor import SCHEDULER, Actor
from accounts.models import Kind, Role
from reports.models import Report
from reports.operations import approve_report, ask_report, keep_failure, keep_report
from tests.builders import an_actor, an_organisation

FILES = {"html": b"<!DOCTYPE html><title>x</title>"} | dict.fromkeys(("pdf", "xlsx", "zip", "json"), b"{}\n")


def an_authority_of(country: str = "BE") -> Actor:
    """Give somebody of a country's authority."""
    return an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))


def a_report(*, by: Actor, at: dt.datetime) -> Report:
    """Ask for the report of the thirty days until now."""
    until = at.date()
    return ask_report(by=by, at=at, since=until - dt.timedelta(days=29), until=until, language="en-gb")


def a_kept_report(*, by: Actor, at: dt.datetime) -> Report:
    """Keep a report that failed once, and was made then."""
    report = a_report(by=by, at=at)
    keep_failure(by=SCHEDULER, at=at, report=report, what="OperationalError")
    return keep_report(by=SCHEDULER, at=at, report=report, files=FILES)


def an_approved_report(*, by: Actor, at: dt.datetime) -> Report:
    """Keep a report that one person approved."""
    report = a_kept_report(by=by, at=at)
    approve_report(by=by, at=at, report=report)
    return report
