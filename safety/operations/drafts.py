"""Keeping a report that is not finished, and letting it go once it is sent."""

import datetime as dt
from typing import Any

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import sees_record
from patients.models import Enrolment
from safety.followed import Suspicion
from safety.models import ReportDraft
from safety.queries import drafts_of


@operation("safety.keep_draft", guard=sees_record)
def keep_draft(
    *, by: Actor, at: dt.datetime, enrolment: Enrolment, answers: dict[str, Any], suspicion: Suspicion | None = None
) -> ReportDraft:
    """Keep what was answered so far, ticks and choices included, in place of what this author kept before.

    :param suspicion: the pregnancy that it reports; None for a side effect.
    """
    draft, _new = ReportDraft.objects.update_or_create(
        enrolment=enrolment,
        author_id=by.person_id,
        organisation_id=by.place_id,
        matter=suspicion.series if suspicion else None,
        defaults={"answers": answers, "kept_at": at},
    )
    return draft


def drop_draft(*, enrolment: Enrolment, by: Actor, suspicion: Suspicion | None = None) -> None:
    """Let go of what this author kept: it is sent."""
    drafts_of(enrolment=enrolment, by=by, suspicion=suspicion).delete()
