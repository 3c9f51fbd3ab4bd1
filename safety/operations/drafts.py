"""Keeping a form that is not finished, and letting it go once it is sent."""

import datetime as dt
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import sees_record
from patients.answers import require_one_of
from patients.models import Enrolment
from safety.models import Case, KeptAs, ReportDraft
from safety.queries import Told, drafts_of, matter_of_draft


@operation("safety.keep_draft", guard=sees_record)
def keep_draft(
    *, by: Actor, at: dt.datetime, enrolment: Enrolment, answers: dict[str, Any], form: str, about: Told | None = None
) -> ReportDraft:
    """Keep what was answered so far, ticks and choices included, in place of what this author kept before.

    :param form: which form was left, one of :class:`~safety.models.KeptAs`.
    :param about: the row that it is about; None for a new side effect.
    :raises UnknownWord: when it is none of these forms.
    """
    return _keep(by, at, enrolment, answers, form, about)


@operation("safety.assess")
def keep_desk_draft(
    *, by: Actor, at: dt.datetime, enrolment: Enrolment | None, answers: dict[str, Any], form: str, about: Told | Case
) -> ReportDraft:
    """Keep an unfinished form of the desk, as :func:`keep_draft` does for the centre.

    :param enrolment: whose pregnancy it is about; None for a form about a case.
    """
    return _keep(by, at, enrolment, answers, form, about)


def drop_draft(*, by: Actor, form: str, enrolment: Enrolment | None = None, matter: UUID | None = None) -> None:
    """Let go of what this author kept: it is sent."""
    drafts_of(enrolment=enrolment, by=by, form=form, matter=matter).delete()


def _keep(
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment | None,
    answers: dict[str, Any],
    form: str,
    about: Told | Case | None,
) -> ReportDraft:
    require_one_of(word=form, words=KeptAs.values)
    draft, _new = ReportDraft.objects.update_or_create(
        enrolment=enrolment,
        author_id=by.person_id,
        organisation_id=by.place_id,
        form=form,
        matter=matter_of_draft(about=about),
        defaults={"answers": answers, "kept_at": at},
    )
    return draft
