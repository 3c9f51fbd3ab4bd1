"""What of a body is read: strict JSON in UTF-8, measured before it is parsed; what could mean two things is none."""

import json
import math
import re
from typing import Any, Final, NoReturn

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from pharmacies.interface.problems import Malformed

DEEPEST: Final = 32
LONGEST_NUMBER: Final = 15
_STRINGS: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_OPENS, _CLOSES = frozenset(b"[{"), frozenset(b"]}")


class StrictParser(Parser):
    """Reads the bodies of the interface."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read one JSON object.

        :raises Malformed: saying what it is not.
        """
        _require_json(request)
        raw = request.body
        if len(raw) > settings.INTERFACE_MOST_BYTES:
            raise Malformed("too_large", _("This is longer than any request of the interface."), status=413)
        found = read(raw)
        if not isinstance(found, dict):
            raise Malformed("not_an_object", _("Send one JSON object."))
        return found


def read(raw: bytes) -> Any:
    """Read strict JSON.

    :raises Malformed: when it is not UTF-8, not JSON, too deep, names a key twice, or has a number or a sign that
        no field of the interface can have.
    """
    if _depth(raw) > DEEPEST:
        raise Malformed("too_deep", _("This is nested deeper than any request of the interface."))
    try:
        found = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_no_number,
        )
    except UnicodeDecodeError as error:
        raise Malformed("not_utf8", _("Send the body in UTF-8.")) from error
    except json.JSONDecodeError as error:
        raise Malformed(
            "not_json", _("The body is no JSON. Send one object, in UTF-8, without a mark before it.")
        ) from error
    _require_plain_text(found)
    return found


def _require_json(request: HttpRequest) -> None:
    charset = request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"
    if request.content_type != "application/json" or charset.lower() != "utf-8":
        raise Malformed("not_json", _("Send the body as application/json, in UTF-8."), status=415, param="Content-Type")


def _depth(raw: bytes) -> int:
    """Count how deep it opens, without parsing; brackets inside strings are none."""
    deepest = depth = 0
    for sign in _STRINGS.sub(b"", raw):
        if sign in _OPENS:
            depth += 1
            deepest = max(deepest, depth)
        elif sign in _CLOSES:
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("key_twice", _("The body names a key twice: which of the two is meant, no program decides."))
    return found


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER or text == "-0":
        _no_number(text)
    return int(text)


def _decimal(text: str) -> float:
    if len(text) > LONGEST_NUMBER or not math.isfinite(float(text)) or not float(text):
        _no_number(text)
    return float(text)


def _no_number(_text: str) -> NoReturn:
    raise Malformed("not_a_number", _("The body has a number that no field of the interface can have."))


def _require_plain_text(value: Any) -> None:
    """Refuse NUL and halves of signs in every text and key."""
    for text in _texts(value):
        if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise Malformed("not_text", _("The body has a sign that no text can have."))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in (key, *_texts(inner))]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []
