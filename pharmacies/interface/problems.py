"""What the interface answers when there is no answer: a problem of RFC 9457, never a verdict."""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text: TypeAlias = Promise | str

PROBLEM_JSON: Final = "application/problem+json"
CANNOT_CONFIRM: Final = "cannot_confirm"

PLAIN: Final[dict[int, tuple[str, Text]]] = {
    400: ("bad_request", _("This request could not be read. Nothing was stored.")),
    403: ("forbidden", _("This is not open to systems.")),
    404: ("not_found", _("There is no such address.")),
    405: ("method_not_allowed", _("This address takes another method; it is named in “Allow”.")),
    413: ("too_large", _("This is longer than any request of the interface. Nothing of it was read.")),
    429: ("too_many_calls", _("Too many calls. Wait as long as “Retry-After” says.")),
    503: (
        CANNOT_CONFIRM,
        _("The registry cannot confirm now. Do not hand over the capsules. Ask again, or telephone the help line."),
    ),
}
"""What is said of an answer that no endpoint gave, by its status."""


class Problem(Exception):
    """An answer that is none, with its code, the part of the request it speaks of, and what to do next."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: Text,
        *,
        param: str = "",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.param = status, code, detail, param
        self.headers, self.more = dict(headers or {}), more


class Malformed(Problem):
    """The body is no request of the interface at all."""

    def __init__(self, code: str, detail: Text, *, status: int = 400, param: str = "") -> None:
        super().__init__(status, code, detail, param=param)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Write a problem out; it carries the number by which the logs know the request."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": str(problem.detail),
        "param": problem.param or None,
        "request_id": getattr(request, "request_id", ""),
        **problem.more,
    }
    return HttpResponse(
        json.dumps(said, ensure_ascii=False), status=problem.status, content_type=PROBLEM_JSON, headers=problem.headers
    )


def plain(status: int) -> Problem:
    """Give the problem of a status that some layer answered without the interface; what broke cannot confirm."""
    known = status if status in PLAIN else 503 if status >= 500 else 400
    code, detail = PLAIN[known]
    return Problem(known if status >= 500 else status, code, detail)


def code_of(name: str) -> str:
    """Write the name of a refusal as a code: ``AnswerEnded`` is ``answer_ended``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def of_fields(errors: Sequence[tuple[str, str]], *, status: int, code: str) -> Problem:
    """Give the problem of answers that do not fit, each with its place in the request; the first leads."""
    param, detail = errors[0]
    listed = [{"param": where, "detail": what} for where, what in errors]
    return Problem(status, code, detail, param=param, errors=listed)
