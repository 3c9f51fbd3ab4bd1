"""The second opinion: a verdict and due dates from a line of the batch interface, as it stands in JSON."""

from datetime import date
from typing import Any

from tests.second_opinion import labels, programme_files
from tests.second_opinion.due_dates import AFTERWARDS, DURING
from tests.second_opinion.picture import FOREVER, Picture, Record, draw, numbered
from tests.second_opinion.programme_files import Programmes
from tests.second_opinion.reasons import ADVICE, NEEDS_CATEGORY, NOT_BEFORE_PRESCRIBING, REASONS, Question


def picture(line: Record, programmes: Programmes, d: int, rx: Record | None) -> Picture | None:
    """Draw the picture of a numbered line for a day D, or None where no version holds on it."""
    rules = programme_files.on(programmes, line["programme"], d)
    if rules is None:
        return None
    see = draw(line, rules, d, line["on"])
    see.rx, see.ended_on = rx, see.treatment.get("ended_on")
    see.ended = see.ended_on is not None and see.ended_on <= see.t
    see.cancelled = rx is not None and rx.get("cancelled_on") is not None and rx["cancelled_on"] <= see.t
    see.asked_cover = bool(see.cb and see.contraception)
    see.label, see.matched = labels.status(see)
    return see


def in_question(line: Record) -> Record | None:
    """Return the prescription in question."""
    return next((rx for rx in line["prescriptions"] if rx["id"] == line.get("prescription")), None)


def codes(see: Picture, table: dict[str, Question]) -> list[str]:
    """Return the codes of a table that hold, leaving out what is not asked."""
    skipped = NOT_BEFORE_PRESCRIBING if see.line.get("ask") == "prescribe" else set()
    if see.category is None:
        skipped = skipped | NEEDS_CATEGORY
    return [code for code, holds in table.items() if code not in skipped and holds(see)]


def decide(line: dict[str, Any], programmes: Programmes) -> dict[str, Any]:
    """Judge a well-formed line."""
    facts = numbered(line)
    rx = in_question(facts)
    assert rx is not None
    see = picture(facts, programmes, rx["prescribed_on"], rx)
    assert see is not None
    holding, gates = codes(see, REASONS), see.rules.get("gates", {})
    reasons = [code for code in holding if gates.get(code, "block") == "block"]
    return {
        "case": line["case"],
        "dispense": not reasons,
        "reasons": reasons,
        "advice": [code for code in holding if code not in reasons] + codes(see, ADVICE),
        "label": see.label,
        "indication": see.matched["id"] if see.matched else None,
        "programme": f"{see.rules['id']}/{see.rules['valid_from']}",
        "category": see.category,
        "judged_as": see.judged,
        "exempt": see.exempt,
    }


def due(line: dict[str, Any], programmes: Programmes) -> list[dict[str, Any]]:
    """Return what falls due for a well-formed line."""
    facts = numbered(line)
    rx = in_question(facts)
    see = picture(facts, programmes, facts["on"], None)
    assert see is not None
    dates: dict[str, int | None] = {}
    if see.ended:
        for kind, (table, key, asked) in AFTERWARDS.items():
            dates[kind] = see.ended_on + see.rules[table][key] if table in see.rules and asked(see) else None
    else:
        for_rx = picture(facts, programmes, rx["prescribed_on"], rx) if rx else None
        dates = {kind: last_good_day(see, for_rx) for kind, last_good_day in DURING.items()}
    return [
        {"kind": kind, "date": date.fromordinal(day).isoformat()}
        for kind, day in dates.items()
        if day is not None and 0 < day < FOREVER - 1
    ]
