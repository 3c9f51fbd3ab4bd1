"""The sentence that asks for the last day of a method that runs out, and suggests the latest that it can be."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.methods import lasts_until
from prescribers.words import METHODS


def lasts_words(*, method: str, first: dt.date) -> str:
    """Ask for the last day of a method that runs out."""
    latest = lasts_until(method=method, started_on=first)
    assert latest is not None  # a method that runs out
    return _(
        "%(method)s: one that began on %(first)s protects until %(latest)s at the latest. "
        "Enter the last day on which it protects, as its papers say."
    ) % {"method": METHODS[method], "first": date_format(first), "latest": date_format(latest)}
