"""Taking conditions in, meeting them with evidence, moving, dropping and asking again; and telling what falls due."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from accounts.operation import operation
from obligations.evidence import Document
from obligations.library import Condition
from obligations.models import SHA256, Obligation, Step, What
from obligations.queries import Owed, overdue_now, owed, readers_of, to_be_remembered, who_can_own
from obligations.refusals import NotAsItWas, NotPossible
from outbox.models import Message, Recipient
from outbox.operations import put_all
from programmes.models import Programme
from programmes.queries import civil_day
from rulebook.obligations import next_due

DUE_SOON: Final = "obligation_due"
"""To who answers for one, once for each of its reminders."""

OVERDUE: Final = "obligations_overdue"
"""To who answers for any that is overdue, once a day while it is."""


@transaction.atomic
def take_in(*, conditions: Iterable[Condition], at: dt.datetime) -> list[Obligation]:
    """Write the first turn of each condition that is not in the table; what is there stays as it is.

    Conditions of a programme that was not taken in are left out until it is.
    """
    there = set(Obligation.objects.values_list("programme_id", "key", "country"))
    known = set(Programme.objects.values_list("id", flat=True))
    return Obligation.objects.bulk_create(
        Obligation(
            programme_id=one.programme_id, key=one.key, country=country, number=1, kind=one.kind, words=one.words,
            source=one.source, is_sample=one.is_sample, owner_role=one.owner, due_on=one.due,
            every_months=one.every_months, tell_before=list(one.tell_before), opened_at=at,
        )
        for one in conditions
        for country in one.countries
        if one.programme_id in known and (one.programme_id, one.key, country) not in there
    )  # fmt: skip


@operation("obligations.keep")
def meet_obligation(
    *, by: Actor, at: dt.datetime, obligation: Obligation, reference: str, sha256: str, document: Document | None
) -> Step:
    """Record that one is met, with what shows it; where it comes again, its next turn is opened.

    :param sha256: of the document, where its bytes are kept elsewhere.
    :param document: its bytes; its own hash counts then.
    :raises NotAsItWas: when it is met already, or no longer asked.
    :raises NotPossible: without a reference, or without document and hash.
    """
    now = _asked(obligation, at)
    wanted = document.sha256 if document is not None else sha256.strip().lower()
    if not reference.strip() or not re.fullmatch(SHA256, wanted):
        raise NotPossible(
            _("Write where the document is found, and choose the file or write its SHA-256: 64 numbers and letters.")
        )
    _open_next(now.obligation, at)
    return _write(
        by, at, now, What.MET, reference=reference.strip(), sha256=wanted,
        content=document.content if document is not None else None,
        content_type=document.kind if document is not None else "",
    )  # fmt: skip


@operation("obligations.keep")
def move_obligation(*, by: Actor, at: dt.datetime, obligation: Obligation, due_on: dt.date, reason: str) -> Step:
    """Give one another due date, because the authority agreed to it.

    :raises NotAsItWas: when it is met already, or no longer asked.
    :raises NotPossible: without a reason, or to the day it has already.
    """
    now = _asked(obligation, at)
    _require_reason(reason)
    if due_on == now.due_on:
        raise NotPossible(
            _("It is due on %(day)s already. Write another day, or leave it as it is.") % {"day": date_format(due_on)}
        )
    return _write(by, at, now, What.MOVED, due_on=due_on, reason=reason)


@operation("obligations.keep")
def own_obligation(*, by: Actor, at: dt.datetime, obligation: Obligation, owner: User | None) -> Step:
    """Let one person answer for one, or everybody with the role again.

    :raises NotAsItWas: when it is met already, or no longer asked.
    :raises NotPossible: when that person may not act on obligations.
    """
    now = _asked(obligation, at)
    if owner is not None and not who_can_own(at=at).filter(id=owner.id).exists():
        raise NotPossible(_("This person has no role for it. Choose one of the list, or give the role first."))
    return _write(by, at, now, What.OWNED, owner=owner)


@operation("obligations.keep")
def drop_obligation(*, by: Actor, at: dt.datetime, obligation: Obligation, reason: str) -> Step:
    """Say that one is no longer asked, and who said so; nothing comes after it.

    :raises NotAsItWas: when it is met already, or no longer asked.
    :raises NotPossible: without a reason.
    """
    now = _asked(obligation, at)
    _require_reason(reason)
    return _write(by, at, now, What.DROPPED, reason=reason)


@operation("obligations.keep")
def reopen_obligation(*, by: Actor, at: dt.datetime, obligation: Obligation, reason: str) -> Step:
    """Ask one again that was taken for met or dropped; its next turn, where it has one, stays.

    :raises NotAsItWas: when it is asked.
    :raises NotPossible: without a reason.
    """
    now = _locked(obligation, at)
    _require_reason(reason)
    if now.is_asked:
        raise NotAsItWas(_("This is asked already. Open the page again to see how it stands."))
    return _write(by, at, now, What.REOPENED, reason=reason)


def tell_obligations(*, at: dt.datetime) -> None:
    """Put the messages that are owed now: the key of each says what was told, so that none is told twice."""
    messages = [
        _message(DUE_SOON, f"{one.obligation.id}:{one.due_on}:{one.remind}", reader, one.obligation, at)
        for one in to_be_remembered(at=at)
        for reader in readers_of(one, at=at)
    ]
    late = overdue_now(at=at)
    if late:
        today = max(civil_day(programme=one.obligation.programme, at=at) for one in late)
        readers = {reader for one in late for reader in readers_of(one, at=at)}
        messages += [_message(OVERDUE, str(today), reader, None, at) for reader in sorted(readers)]
    put_all(messages=messages, at=at)


def _message(kind: str, event: str, reader: Any, about: Obligation | None, at: dt.datetime) -> Message:
    return Message(
        key=f"{kind}:{event}:{reader}", kind=kind, recipient=Recipient.USER, recipient_id=reader,
        about_id=about.id if about is not None else None, created_at=at, due_at=at,
    )  # fmt: skip


def _locked(obligation: Obligation, at: dt.datetime) -> Owed:
    """Wait for whoever else works on the obligations of the programme, and see how this one stands."""
    Programme.objects.select_for_update().get(id=obligation.programme_id)
    return owed(rows=Obligation.objects.filter(id=obligation.id), at=at)[0]


def _asked(obligation: Obligation, at: dt.datetime) -> Owed:
    now = _locked(obligation, at)
    if not now.is_asked:
        raise NotAsItWas(_("This is met already, or no longer asked. Open the page again to see how it stands."))
    return now


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossible(_("Write why, and who agreed to it."))


def _open_next(obligation: Obligation, at: dt.datetime) -> None:
    """Open the turn after this one, unless it is open since an earlier time that this one was met."""
    due_on = next_due(due_on=obligation.due_on, every_months=obligation.every_months)
    turn = {"key": obligation.key, "country": obligation.country, "number": obligation.number + 1}
    if due_on is None or Obligation.objects.filter(programme_id=obligation.programme_id, **turn).exists():
        return
    Obligation.objects.create(
        programme_id=obligation.programme_id, **turn, kind=obligation.kind, words=obligation.words,
        source=obligation.source, is_sample=obligation.is_sample, owner_role=obligation.owner_role, due_on=due_on,
        every_months=obligation.every_months, tell_before=obligation.tell_before, opened_at=at,
    )  # fmt: skip


def _write(by: Actor, at: dt.datetime, now: Owed, what: What, **values: Any) -> Step:
    return Step.objects.create(
        obligation=now.obligation, number=len(now.steps) + 1, what=what, at=at, by_id=by.person_id, **values
    )
