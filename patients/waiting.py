"""From when a prescription could be written anew, for a no that this prescription can never outlive."""

import datetime as dt
from typing import Any

from programmes.in_force import programmes
from rulebook import from_when, parse_question

ANEW = "anew"


def prescribable_from(*, facts: dict[str, Any], code: str) -> dt.date | None:
    """Give the first day on which a reason would not stand against the same prescription written anew.

    :param facts: the kept facts of a verdict that named the reason.
    :returns: None where time alone does not help.
    """
    written = next(one for one in facts["prescriptions"] if one["id"] == facts["prescription"])
    anew = {**written, "id": ANEW, "prescribed_on": facts["on"], "cancelled_on": None}
    asked = {
        **facts,
        "ask": "prescribe",
        "prescription": ANEW,
        "prescriptions": [*facts["prescriptions"], anew],
    }
    return from_when(parse_question(asked), programmes(), code)
