"""Whom a label is for by age: asked before somebody is registered, so that a mistyped year is seen at once."""

import datetime as dt

from programmes.in_force import programmes
from rulebook.days import age_on


def age_below_every_indication(*, programme_id: str, birth_date: dt.date, on: dt.date) -> int | None:
    """Give the age from which the first indication of a programme holds, where somebody is younger; else None.

    Treating a child is off label and not forbidden. Where an indication names no age, nobody is too young.
    """
    found = programmes().in_force(programme_id, on)
    ages = [one.min_age for one in found.indications] if found is not None else []
    least = min((age for age in ages if age is not None), default=None)
    if least is None or None in ages or age_on(birth_date.toordinal(), on.toordinal()) >= least:
        return None
    return least
