"""Cases read from a batch of messages, by the table of elements; what has no place in it is counted, not guessed."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from django.utils.translation import gettext as _
from lxml import etree

from safety.e2b.elements import GROUPS, MAPPING, Element
from safety.e2b.names import BATCH, BATCH_NUMBER, HL7, ICSR, NAMES
from safety.e2b.parsing import NotAMessage, parsed
from safety.facts import Assessment, Dosage, Facts, Medicine, Parent, Patient, Reaction, Reporter, Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A batch as it was read: its number, and each case in it."""

    batch: str
    cases: tuple[Facts, ...]


def read_batch(body: bytes) -> Read:
    """Read every case of a batch.

    :raises NotAMessage: when it is no batch of E2B(R3), or holds no case.
    """
    root = parsed(body)
    if root.tag != f"{{{HL7}}}{BATCH}":
        raise NotAMessage(_("This is no E2B(R3) batch: it begins with %(tag)s.") % {"tag": etree.QName(root).localname})
    events = root.findall(f"h:{ICSR}/h:controlActProcess/h:subject/h:investigationEvent", NAMES)
    if not events:
        raise NotAMessage(_("There is no case in this batch. Ask its sender for the whole of it."))
    number = root.xpath(f"string(h:id[@root='{BATCH_NUMBER}']/@extension)", namespaces=NAMES)
    return Read(batch=str(number), cases=tuple(_facts(event) for event in events))


def _facts(event: etree._Element) -> Facts:
    found: Facts = _made(
        Facts, event, MAPPING["case"],
        reporters=tuple(_made(Reporter, one, MAPPING["reporter"]) for one in _roots(event, "reporter")),
        patient=_one(Patient, event, "patient"),
        parent=_one(Parent, event, "parent"),
        reactions=tuple(_made(Reaction, one, MAPPING["reaction"]) for one in _roots(event, "reaction")),
        tests=tuple(_made(Test, one, MAPPING["test"]) for one in _roots(event, "test")),
        medicines=tuple(_medicine(one) for one in _roots(event, "medicine")),
        assessments=tuple(_made(Assessment, one, MAPPING["assessment"]) for one in _roots(event, "assessment")),
    )  # fmt: skip
    return found


def _medicine(root: etree._Element) -> Medicine:
    dosages = tuple(_made(Dosage, one, MAPPING["dosage"]) for one in _roots(root, "dosage"))
    known = tuple(one for one in dosages if one != Dosage())
    found: Medicine = _made(Medicine, root, MAPPING["medicine"], dosages=known)
    return found


def _one(kind: Any, event: etree._Element, group: str) -> Any:
    found = _roots(event, group)
    return _made(kind, found[0], MAPPING[group]) if found else kind()


def _roots(event: etree._Element, group: str) -> list[etree._Element]:
    found = event.xpath(GROUPS[group], namespaces=NAMES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def _made(kind: Any, root: etree._Element, elements: Sequence[Element], **more: Any) -> Any:
    """Make one part of a case: a field of several values takes all that are found, another the first."""
    hints = get_type_hints(kind)
    known = {one.name for one in dataclasses.fields(kind)}
    own = root.find("h:id", NAMES)
    key = "" if own is None else own.get("root", "")
    values: dict[str, Any] = {}
    for element in elements:
        assert element.field in known, element
        found = _texts(root, element.path, key)
        values[element.field] = tuple(found) if get_args(hints[element.field]) else next(iter(found), "")
    return kind(**values, **more)


def _texts(root: etree._Element, path: str, key: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMES, key=key)
    assert isinstance(found, list)
    said = [
        "".join(str(part) for part in one.itertext()) if isinstance(one, etree._Element) else str(one) for one in found
    ]
    return [one.strip() for one in said if one.strip()]
