"""The control of the races: the registry as it is served, with the lock on the patient's row taken out.

Only for tests: sight and role are still asked, but nothing waits for anything. Of two records the rows are locked as
they come, what gave way is not begun anew, and who held which role or certificate is remembered from the first time.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ppp_registry.wsgi import application

# isort: split
from allauth.account.auth_backends import AuthenticationBackend

from accounts import giving_way, middleware, operation
from accounts.actor import Actor
from patients import access, eligibility, gathering, matching
from patients.access import _patient_of, require_sight
from patients.operations import merging
from patients.operations.merging import _both

__all__ = ["application"]


def _asks_for_sight_alone(by: Actor, at: dt.datetime, values: dict[str, Any]) -> None:
    require_sight(by=by, at=at, patient_id=_patient_of(values))
    values.pop("version", None)


def _does_not_wait(nonce: UUID) -> None:
    """Let two copies of one form run at once."""


def _nobody_else_registers() -> None:
    """Look for the same person beside whoever is registering her."""


def _both_as_they_come(by: Actor, at: dt.datetime, values: dict[str, Any]) -> None:
    from django.db import connection

    from patients.models import Patient

    for patient_id in _both(values):
        Patient.objects.select_for_update().get(id=patient_id)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.6)")
        require_sight(by=by, at=at, patient_id=patient_id)
    values.pop("version", None)


def _once(attempt: Callable[[], Any]) -> Any:
    return attempt()


def _remembered(ask: Callable[..., Any], *, by: str) -> Callable[..., Any]:
    """Ask once for each, as a cache would that nobody empties."""
    known: dict[str, Any] = {}

    def answer(**asked: Any) -> Any:
        key = str(asked[by])
        if key not in known:
            found = ask(**asked)
            known[key] = list(found) if isinstance(found, QuerySet) else found
        return known[key]

    return answer


def _was_active_once(_backend: AuthenticationBackend, _user: object) -> bool:
    return True


# The operations hold the guard itself, so that the guard's own code is what must be replaced.
access.changes_record.__code__ = _asks_for_sight_alone.__code__
matching._wait_for_others.__code__ = _nobody_else_registers.__code__
merging.sees_both.__code__ = _both_as_they_come.__code__
operation._wait_for_twin.__code__ = _does_not_wait.__code__
giving_way.again_where_it_gave_way.__code__ = _once.__code__
AuthenticationBackend.user_can_authenticate = _was_active_once
for room, name, by in (
    (middleware, "memberships_in_force", "user_id"),
    (gathering, "certifications_of", "wanted"),
    (eligibility, "registration_spans", "pharmacy_id"),
):
    setattr(room, name, _remembered(getattr(room, name), by=by))
