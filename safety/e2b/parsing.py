"""A file taken for XML with nothing of it believed: no document type, no entity, no network, no depth, no size."""

from django.utils.translation import gettext as _
from lxml import etree

MOST_BYTES = 7_000_000
"""The largest file that is read; FDA's largest sample, with a document inside, has two million."""


class NotAMessage(ValueError):
    """What was sent is no message that can be read; the text says why, and what to do."""


def parsed(body: bytes) -> etree._Element:
    """Read XML, or refuse.

    libxml2 itself refuses what is deeper than 256 elements, and what is not in the encoding that it declares.

    :raises NotAMessage: when it is too large, has a document type (where entities would stand) or is no XML.
    """
    if len(body) > MOST_BYTES:
        raise NotAMessage(_("This file is larger than 7 MB. Ask its sender for a smaller one."))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    if b"<!DOCTYPE" in body or "<!DOCTYPE".encode("utf-16-le") in body or "<!DOCTYPE".encode("utf-16-be") in body:
        raise NotAMessage(_("This file declares a document type. No message does; ask its sender for the message."))
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        why = getattr(error, "msg", error)
        raise NotAMessage(
            _("This file is no XML that can be read: %(why)s. Ask its sender for it again.") % {"why": why}
        ) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise NotAMessage(_("This file declares a document type. No message does; ask its sender for the message."))
    return root
