"""The one way to change anything: a named, permitted, atomic and audited operation."""

import datetime as dt
import functools
import inspect
import json
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import ACTS, carries
from accounts.giving_way import again_where_it_gave_way
from accounts.guessing import write_refused
from accounts.models import Submission
from accounts.refusals import AlreadyUsed, NotPermitted, Refusal
from accounts.signatures import require_signature
from audit.models import Outcome
from audit.operations import write, write_each
from outbox.operations import keeping_quiet

R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

Guard = Callable[[Actor, dt.datetime, dict[str, Any]], int | None]
"""What is asked after the role; it gives the version that a record reaches by the act, where one changes."""


class Known(NamedTuple):
    """What is known of an operation: the act it is, and what is asked after the role."""

    act: str
    guard: Guard | None
    signed: bool


class RequestKey(NamedTuple):
    """A nonce that a system chose, and the request that it came with: with another one it was used for another."""

    id: UUID
    request: str


class Each(list[M]):
    """Rows of one kind that an operation answers with: each has a line of its own in the trail."""


OPERATIONS: dict[str, Known] = {}
"""Every operation by its full name: filled as the modules are imported."""


def operation(
    act: str, *, guard: Guard | None = None, signed: bool = False
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Make a function an operation: keyword-only, with ``by=`` and ``at=``.

    The role is asked first, then the ``guard`` (sight of the object, the lock); the work, its line
    in the trail and its outbox rows are one transaction, begun anew where the database let it give
    way to another. A refusal rolls the work back and is then written down, so that it survives. With
    ``nonce=`` given, the same form sent again returns the row it made the first time. What is ``signed`` asks
    who has a second step to have shown it anew.

    :raises NotPermitted: when the role does not carry the act.
    :raises NotSigned: when it is signed, and the second step was not shown.
    :raises AlreadyUsed: when the nonce was used for something else.
    :raises KeyError: at import, when the act is not one of the registry's.
    :raises TypeError: at import, when an argument is not keyword-only, or ``by`` or ``at`` is missing.
    """
    ACTS[act]

    def wrap(work: Callable[..., R]) -> Callable[..., R]:
        _require_form(work)
        known = OPERATIONS[f"{work.__module__}.{work.__qualname__}"] = Known(act, guard, signed)

        @functools.wraps(work)
        def perform(**values: Any) -> R:
            by, at = values["by"], values["at"]
            subjects = _subjects(values)
            try:
                return again_where_it_gave_way(functools.partial(_attempt, known, work, values))
            except Refusal as refusal:
                write_refused(by=by, at=at, act=act, refusal=refusal, subjects=subjects)
                raise

        return perform

    return wrap


def _require_form(work: Callable[..., Any]) -> None:
    taken = inspect.signature(work).parameters
    named = {name for name, one in taken.items() if one.kind is one.KEYWORD_ONLY}
    if named != set(taken) or not {"by", "at"} <= named:
        raise TypeError(f"{work.__qualname__}: an operation is keyword-only and takes by= and at=")


def _attempt(known: Known, work: Callable[..., R], values: dict[str, Any]) -> R:
    """Perform an act in one transaction; the values stay as they are for another attempt."""
    with transaction.atomic(), keeping_quiet(when=values["by"].practice):
        return _perform(known, work, values["by"], values["at"], dict(values))


def _perform(known: Known, work: Callable[..., R], by: Actor, at: dt.datetime, values: dict[str, Any]) -> R:
    act, guard, signed = known
    if not carries(by.role, act):
        raise NotPermitted(
            _("Your role does not include this: %(act)s. Ask somebody whose role does.") % {"act": ACTS[act].words}
        )
    nonce, sent = _nonce(values)
    fingerprint = _fingerprint(by, values | sent)
    if nonce is not None:
        _wait_for_twin(nonce)
        earlier = _earlier(nonce, act, by, fingerprint)
        if earlier is not None:
            return earlier  # type: ignore[return-value]  # the row this very operation made before
    if signed:
        require_signature(by=by)
    reached = guard(by, at, values) if guard is not None else None
    result = work(**values)
    _write_done(act, by, at, values, result, reached)
    if nonce is not None:
        if not isinstance(result, models.Model):
            raise TypeError(f"{act}: only an operation that answers with a row can take a nonce")
        Submission.objects.create(
            id=nonce,
            act=act,
            user_id=by.person_id,
            fingerprint=fingerprint,
            signed_with=by.signed_with,
            result_kind=result._meta.label,
            result_id=result.pk,
            at=at,
        )
    return result


def _nonce(values: dict[str, Any]) -> tuple[UUID | None, dict[str, str]]:
    """Take the nonce out of the values, and what it is bound to beside them."""
    nonce = values.pop("nonce", None)
    return (nonce.id, {"request": nonce.request}) if isinstance(nonce, RequestKey) else (nonce, {})


def _write_done(
    act: str, by: Actor, at: dt.datetime, values: dict[str, Any], result: object, version: int | None
) -> None:
    if isinstance(result, Each):
        kind, ids = "".join({one._meta.label for one in result}), [str(one.pk) for one in result]
        write_each(
            by=by, at=at, act=act, outcome=Outcome.DONE, subjects=_subjects(values), object_kind=kind, object_ids=ids
        )
        return
    made = result if isinstance(result, models.Model) else None
    write(
        by=by,
        at=at,
        act=act,
        outcome=Outcome.DONE,
        subjects=_subjects({**values, "result": result}),
        object_kind=made._meta.label if made else "",
        object_id=str(made.pk) if made else "",
        reason=str(values.get("reason", "")),
        version=version,
    )


def _subjects(values: dict[str, Any]) -> set[UUID]:
    """Collect the patients that the values speak of, by ``subject_of_trail`` or, of several, ``subjects_of_trail``."""
    each = (getattr(value, "subject_of_trail", None) for value in values.values())
    found = {one for one in each if one is not None}
    return found.union(*(getattr(value, "subjects_of_trail", ()) for value in values.values()))


def _wait_for_twin(nonce: UUID) -> None:
    """Let the same form, sent twice at once, be answered one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [nonce.int % (1 << 63)])


def was_answered(nonce: UUID) -> bool:
    """Say whether a form was answered before; one that is being answered now is waited for."""
    with transaction.atomic():
        _wait_for_twin(nonce)
        return Submission.objects.filter(pk=nonce).exists()


def _earlier(nonce: UUID, act: str, by: Actor, fingerprint: str) -> models.Model | None:
    submission = Submission.objects.filter(pk=nonce).first()
    if submission is None:
        return None
    if (submission.act, submission.user_id, submission.fingerprint) != (
        act,
        by.user_id,
        fingerprint,
    ):
        raise AlreadyUsed(
            _("This form was already sent with other answers. Open the page again to see what is recorded.")
        )
    made: models.Model = apps.get_model(submission.result_kind)._default_manager.get(pk=submission.result_id)
    return made


def _fingerprint(by: Actor, values: dict[str, Any]) -> str:
    """Give a keyed hash of what a form asked, which nobody can guess back: its answers, and who asked where."""
    asked = {name: _identity_of(value) for name, value in values.items() if name not in {"by", "at"}}
    who = [by.role, by.organisation_id, by.patient_id]
    text = json.dumps([who, asked], sort_keys=True, default=str)
    return salted_hmac("submission", text.encode("utf-8", "surrogatepass"), algorithm="sha256").hexdigest()


def _identity_of(value: Any) -> Any:
    """Give what stays the same of a value when the same form is sent again."""
    if isinstance(value, models.Model):
        return str(value.pk)
    return value.user_id if isinstance(value, Actor) else value
