"""The small pieces that every message is made of: an element, a coded value, a value with its type."""

import re
from typing import Final

from lxml import etree

from safety.e2b.names import HL7, OBSERVATIONS, XSI

TYPE: Final = f"{{{XSI}}}type"
NO_INFORMATION, MASKED, UNKNOWN = "NI", "MSK", "UNK"
NOT_WRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write; left out of every text."""

Child = etree._Element | None


def plain(text: str) -> str:
    """Leave out what XML cannot hold."""
    return NOT_WRITABLE.sub("", text)


def el(tag: str, attributes: dict[str, str] | None = None, *children: Child, text: str = "") -> etree._Element:
    """Make an element; children that are None are left out."""
    made = etree.Element(f"{{{HL7}}}{tag}", {name: plain(value) for name, value in (attributes or {}).items()})
    if text:
        made.text = plain(text)
    made.extend([one for one in children if one is not None])
    return made


def act(tag: str, *children: Child, kind: str = "OBS") -> etree._Element:
    """Make something that happened."""
    return el(tag, {"classCode": kind, "moodCode": "EVN"}, *children)


def coded(tag: str, code: str, system: str) -> etree._Element:
    """Make a code of a system, or say that there is no information."""
    return el(tag, {"code": code, "codeSystem": system} if code else {"nullFlavor": NO_INFORMATION})


def value_coded(code: str, system: str) -> etree._Element:
    """Make a value that is a code."""
    one = coded("value", code, system)
    one.set(TYPE, "CE")
    return one


def value_text(text: str) -> etree._Element:
    """Make a value that is words."""
    return el("value", {TYPE: "ED"}, text=text)


def value_truth(word: str) -> etree._Element:
    """Make a value that is true, false, or not said."""
    return el("value", {TYPE: "BL"} | ({"value": word} if word else {"nullFlavor": NO_INFORMATION}))


def value_amount(amount: str, unit: str) -> etree._Element:
    """Make a value that is an amount with its unit."""
    return el("value", {TYPE: "PQ", "value": amount} | ({"unit": unit} if unit else {}))


def value_day(day: str) -> etree._Element:
    """Make a value that is a point in time."""
    return el("value", {TYPE: "TS", "value": day})


def observed(code: str, value: etree._Element) -> etree._Element:
    """Make an observation of ICH's list with its value."""
    return act("observation", coded("code", code, OBSERVATIONS), value)


def when(tag: str, began: str, ended: str, *, typed: bool = True) -> etree._Element | None:
    """Make a span of time, or nothing where neither end is known."""
    if not began and not ended:
        return None
    low = el("low", {"value": began}) if began else None
    high = el("high", {"value": ended}) if ended else None
    return el(tag, {TYPE: "IVL_TS"} if typed else {}, low, high)


def named(tag: str, name: str, system: str) -> etree._Element:
    """Make an identifier of a system."""
    return el(tag, {"extension": name, "root": system})
