"""The answer to a batch: what its receiver took, and why not the rest."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from safety.e2b.names import HL7, NAMES, RECEIPT
from safety.e2b.parsing import NotAMessage, parsed

TAKEN, TAKEN_IN_PART, REFUSED = "AA", "AE", "AR"
"""The whole batch was read; some of it was; none (ACK.A.4)."""

CASE_TAKEN, CASE_REFUSED = "CA", "CR"
"""One case of it was taken, or was not (ACK.B.r.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one case: :data:`CASE_TAKEN` or :data:`CASE_REFUSED` (ACK.B.r.6), and the receiver's words."""

    case: str
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """An acknowledgement: of which batch (ACK.M), its code, and the answer to each case."""

    batch: str
    code: str
    words: str
    answers: tuple[Answer, ...]


def read_acknowledgement(body: bytes) -> Acknowledged:
    """Read an acknowledgement.

    :raises NotAMessage: when it is none, or names no batch.
    """
    root = parsed(body)
    if root.tag != f"{{{HL7}}}{RECEIPT}":
        raise NotAMessage(
            _("This is no acknowledgement: it begins with %(tag)s.") % {"tag": etree.QName(root).localname}
        )
    batch = _text(root, "h:acknowledgement/h:targetBatch/h:id/@extension")
    if not batch:
        raise NotAMessage(_("This acknowledgement names no batch. Ask its sender for the whole of it."))
    answers = tuple(
        Answer(
            case=_text(one, "h:acknowledgement/h:targetMessage/h:id/@extension"),
            code=_text(one, "h:acknowledgement/@typeCode"),
            words=_text(one, "h:acknowledgement/h:acknowledgementDetail/h:text"),
        )
        for one in root.findall("h:MCCI_IN000002UV01", NAMES)
    )
    return Acknowledged(
        batch=batch,
        code=_text(root, "h:acknowledgement/@typeCode"),
        words=_text(root, "h:acknowledgement/h:acknowledgementDetail/h:text"),
        answers=answers,
    )


def _text(root: etree._Element, path: str) -> str:
    return str(root.xpath(f"string({path})", namespaces=NAMES)).strip()
