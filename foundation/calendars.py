"""Days as each language writes them out in full: the month is a word, so that nobody reads it for the day."""

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import get_language, to_locale

_BRITISH = "en_GB"


def day_in_full(day: dt.date) -> str:
    """Write a day with its month in full, in the language of the page: 4 December 2026, 4 grudnia 2026."""
    return format_date(day, "long", locale=locale_in_use())


def locale_in_use() -> Locale:
    """Give the language of the page as CLDR knows it; one that it does not know is written as British English."""
    try:
        return Locale.parse(to_locale(get_language() or _BRITISH))
    except UnknownLocaleError:
        return Locale.parse(_BRITISH)
