"""Two records of one person, judged together: by all that either holds, and by each half alone; the strictest counts.

What was there before the records were joined stays the word of its own half. What was begun afterwards was said in
the knowledge of both, and counts for either. So a merge never makes a yes of what one half refuses, and what a half
lacks is put right once, on either record. Nothing is moved: parted, the two are what they were.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

Facts = dict[str, Any]

BEGAN, HALF, HALVES = "began", "half", "halves"
"""Asked beside the facts and never handed to the rulebook: when a matter was first recorded, and whose word it is."""

DATED: Final = {
    "stops": "from",
    "categories": "assessed_on",
    "agreements": "signed_on",
    "cards": "issued_on",
    "contraception": "started_on",
    "tests": "sampled_on",
    "pregnancies": "suspected_on",
    "dispensings": "dispensed_on",
}
"""What two records bring together, and the day by which each list is in order."""

EVERYBODYS: Final = frozenset({"cards"})
"""Papers of the person: a card that is valid is hers whichever record it was issued on."""

NOBODYS: Final = "no enrolment"
"""The half of a record without a part in the programme: what it holds counts, but it is asked nothing."""


def join(own: Facts, others: Sequence[Facts], *, since: dt.datetime) -> Facts:
    """Put what other records of the same person hold beside the facts of one.

    :param others: the facts of the other halves; one without a ``case`` has no part in the programme.
    :param since: from when on what is recorded counts for every half.
    """
    halves = [own, *others]
    joined = dict(own)
    for name, day in DATED.items():
        rows = [_marked(row, name, half, since) for half in halves for row in half.get(name, [])]
        joined[name] = [row for row, _order in sorted(rows, key=lambda pair: (pair[0][day], pair[1]))]
    joined[HALVES] = {
        half["case"]: {"patient": half["patient"], "treatment": _treatment(own["treatment"], half["treatment"])}
        for half in halves
        if "case" in half
    }
    return joined


def plain(facts: Facts) -> Facts:
    """Give the facts of one record as the rulebook reads them."""
    lists = {name: [_without(row, BEGAN) for row in facts[name]] for name in DATED if name in facts}
    return facts | lists


def separate(facts: Facts) -> list[Facts]:
    """Give the questions to be put: all that is known together, and then each half alone."""
    if HALVES not in facts:
        return [facts]
    rest = _without(facts, HALVES)
    together = rest | {name: [_without(row, HALF) for row in rest[name]] for name in DATED}
    return [together, *(rest | own | _lists_of(half, rest) for half, own in facts[HALVES].items())]


def _lists_of(half: str, facts: Facts) -> Facts:
    """Keep what is the word of one half, or of all."""
    return {name: [_without(row, HALF) for row in facts[name] if row.get(HALF, half) == half] for name in DATED}


def _marked(row: Facts, name: str, half: Facts, since: dt.datetime) -> tuple[Facts, dt.datetime]:
    began = row[BEGAN]
    kept = _without(row, BEGAN)
    if name not in EVERYBODYS and began <= since:
        kept[HALF] = half.get("case", NOBODYS)
    return kept, began


def _treatment(asked: Facts | None, half: Facts | None) -> Facts | None:
    """Give the treatment asked about, ended as soon as the other half says that it ended while it ran."""
    if asked is None or half is None or half["ended_on"] is None or half["ended_on"] < asked["started_on"]:
        return asked
    return asked | {"ended_on": min(half["ended_on"], asked["ended_on"] or half["ended_on"])}


def _without(row: Facts, name: str) -> Facts:
    return {key: value for key, value in row.items() if key != name}
