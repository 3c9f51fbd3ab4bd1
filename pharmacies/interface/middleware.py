"""What surrounds the interface: no cookie gets in, a call has one moment, and every refusal is a problem."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pharmacies.interface import ROOT
from pharmacies.interface.problems import PROBLEM_JSON, answer, plain

Respond = Callable[[HttpRequest], HttpResponse]
KEPT = ("Retry-After", "Allow")
NO_SUCH_METHOD = 405


class InterfaceCalls:
    """Takes the cookies off a call before anything looks at them, and gives systems no page to read."""

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a call through without its cookies; whatever layer refuses it, the answer is a problem."""
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.at = timezone.now()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code >= 400 and response["Content-Type"] != PROBLEM_JSON:
            response = _as_problem(request, response)
        response["Cache-Control"] = "no-store"
        return response


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    problem = plain(response.status_code)
    problem.headers = {name: response[name] for name in KEPT if name in response}
    if problem.status == NO_SUCH_METHOD:
        problem.headers["Allow"] = "POST"  # every call is one, whichever layer refused another
    if problem.status == 503:
        problem.headers.setdefault("Retry-After", "60")
    return answer(request, problem)
