"""The interface as django-ninja serves it: its door, its reading of bodies, and a problem for whatever is refused."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from accounts.refusals import AlreadyUsed, Refusal
from pharmacies.interface.body import StrictParser
from pharmacies.interface.door import ByToken
from pharmacies.interface.problems import Problem, answer, code_of, of_fields, plain
from pharmacies.refusals import LateEntryNotPossible, PackNotScanned, TooManyUnknownCards

api = NinjaAPI(
    title="Pregnancy prevention registry: interface for pharmacy systems",
    version="1",
    description="The counter for a pharmacy's own system. docs/interface.md says how to begin.",
    auth=ByToken(),
    parser=StrictParser(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="interface",
)

WORDS: Final = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
}


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(request, problem)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer a body that could not be read with what was wrong in it."""
    cause = error.__cause__
    if isinstance(cause, Problem):
        return answer(request, cause)
    if cause is not None:
        raise cause
    return answer(request, plain(error.status_code))


@api.exception_handler(ValidationError)
def _validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each field that is missing, unknown or of another kind; what was sent is not repeated."""
    found = [(_place(one["loc"]), _said(one)) for one in error.errors]
    code = WORDS.get(str(error.errors[0]["type"]), "not_valid")
    return answer(request, of_fields(found, status=400, code=code))


@api.exception_handler(Refusal)
def _refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal of an operation with its own sentence."""
    if isinstance(refusal, AlreadyUsed):
        detail = _("This key was used before, for another request. A new request takes a new key.")
        return answer(request, Problem(422, "idempotency_key_reused", detail, param="Idempotency-Key"))
    headers = {}
    if isinstance(refusal, TooManyUnknownCards):
        at = request.at  # type: ignore[attr-defined]
        headers["Retry-After"] = str(int((refusal.until - at).total_seconds()) + 1)
    place = refusal.field if isinstance(refusal, LateEntryNotPossible | PackNotScanned) else ""
    code = code_of(type(refusal).__name__)
    return answer(request, Problem(refusal.status, code, str(refusal.message), param=place, headers=headers))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Let whatever breaks reach the layer that says CANNOT CONFIRM; a traceback is shown nowhere."""
    raise error


def _place(loc: Any) -> str:
    """Write where in the request it is, without the names that the library puts around it."""
    parts = [str(part) for part in loc if part not in ("body", "header", "form", "path")]
    return ".".join(parts) or "body"


def _said(one: Any) -> str:
    """Say what does not fit, in words that repeat nothing of what was sent."""
    kinds = {
        "missing": _("This is missing."),
        "extra_forbidden": _("There is no such field. Leave it out."),
        "int_type": _("This must be a whole number."),
        "bool_type": _("This must be true or false."),
        "string_type": _("This must be a text."),
        "list_type": _("This must be a list."),
        "uuid_type": _("This must be an id."),
        "uuid_parsing": _("This must be an id."),
    }
    return kinds.get(
        str(one["type"]), _("This does not fit. docs/interface.md and the OpenAPI document say what does.")
    )
