"""Questions about obligations: how each stands is asked of its rows each time, and kept nowhere."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import ACTS
from accounts.models import Role, User
from accounts.queries import holders_of
from accounts.refusals import NotVisible
from obligations.models import Obligation, Step, What
from programmes.queries import civil_day
from rulebook.obligations import Standing, reminder_due, standing

ENDED: Final = {What.MET.value: Standing.MET, What.DROPPED.value: Standing.DROPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An obligation as it stands on a day: due when, with whom, met or not.

    ``owner`` is empty where everybody with the role answers for it; ``remind`` is the reminder due, in days before.
    """

    obligation: Obligation
    due_on: dt.date
    owner: User | None
    standing: Standing
    remind: int | None
    steps: list[Step]

    @property
    def is_asked(self) -> bool:
        """Say whether it is neither met nor dropped."""
        return self.standing not in ENDED.values()

    @property
    def evidence(self) -> Step | None:
        """Give the step that holds what shows that it is met."""
        return self.steps[-1] if self.standing == Standing.MET else None


def visible(*, by: Actor) -> QuerySet[Obligation]:
    """List what an actor sees: the company all of it, an authority what is owed to the Union and to its country."""
    rows = Obligation.objects.all()
    return rows.filter(country__in=["", by.country]) if by.role == Role.AUTHORITY else rows


def owed(*, rows: QuerySet[Obligation], at: dt.datetime) -> list[Owed]:
    """Say how each stands at a moment: what is asked first, by its due date, then what has ended."""
    steps = Prefetch("steps", Step.objects.defer("content").select_related("owner", "by").order_by("number"))
    read = rows.select_related("programme").prefetch_related(steps)
    found = [_owed(one, at) for one in read]
    return sorted(found, key=lambda one: (not one.is_asked, one.due_on, one.obligation.key, one.obligation.country))


def owed_of(*, by: Actor, obligation_id: UUID, at: dt.datetime) -> Owed:
    """Find one that the actor sees.

    :raises NotVisible: when there is none.
    """
    found = owed(rows=visible(by=by).filter(id=obligation_id), at=at)
    if not found:
        raise NotVisible(_("There is no such obligation."))
    return found[0]


def evidence_of(*, by: Actor, step_id: UUID) -> Step:
    """Find the kept document of a step of an obligation that the actor sees.

    :raises NotVisible: when there is none.
    """
    kept = Step.objects.filter(id=step_id, content__isnull=False, obligation__in=visible(by=by))
    found = kept.select_related("obligation").first()
    if found is None:
        raise NotVisible(_("There is no such document."))
    return found


def who_can_own(*, at: dt.datetime) -> QuerySet[User]:
    """List the people of the company who may answer for an obligation now."""
    held = {one for role in ACTS["obligations.keep"].roles for one in holders_of(role=role, at=at)}
    return User.objects.filter(id__in=held).order_by("name", "id")


def overdue_now(*, at: dt.datetime) -> list[Owed]:
    """List what is overdue at a moment."""
    return [one for one in owed(rows=Obligation.objects.all(), at=at) if one.standing == Standing.OVERDUE]


def to_be_remembered(*, at: dt.datetime) -> list[Owed]:
    """List what has a reminder due at a moment."""
    return [one for one in owed(rows=Obligation.objects.all(), at=at) if one.is_asked and one.remind is not None]


def readers_of(one: Owed, *, at: dt.datetime) -> set[UUID]:
    """Give who is told of one: its owner while she may act on it, or else everybody with the role that owns it."""
    able = set(who_can_own(at=at).values_list("id", flat=True))
    if one.owner is not None and one.owner.id in able:
        return {one.owner.id}
    return set(holders_of(role=one.obligation.owner_role, at=at))


def last(steps: Iterable[Step], *whats: str) -> Step | None:
    """Give the last step of some kinds, of steps in their order."""
    return next((one for one in reversed(list(steps)) if one.what in whats), None)


def _owed(obligation: Obligation, at: dt.datetime) -> Owed:
    steps = list(obligation.steps.all())
    moved, owned = last(steps, What.MOVED), last(steps, What.OWNED)
    ended = last(steps, What.MET, What.DROPPED, What.REOPENED)
    due_on = moved.due_on if moved is not None and moved.due_on is not None else obligation.due_on
    today = civil_day(programme=obligation.programme, at=at)
    days = obligation.tell_before
    stands = ENDED.get(ended.what) if ended is not None else None
    return Owed(
        obligation=obligation,
        due_on=due_on,
        owner=owned.owner if owned is not None else None,
        standing=stands or standing(due_on=due_on, tell_before=days, today=today),
        remind=reminder_due(due_on=due_on, tell_before=days, today=today),
        steps=steps,
    )
