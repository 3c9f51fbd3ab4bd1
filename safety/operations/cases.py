"""A case written, nullified and reviewed by people."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.answers import require_one_of, require_reason
from safety.facts import Facts, facts_of
from safety.models import Case, CaseReview, CaseVersion, Criterion, KeptAs
from safety.operations.drafts import drop_draft
from safety.refusals import NotTheLast, ReviewedByItsAuthor
from safety.versions import add_version, last_version, require_last, serious_since, today_for, written_anew

NULLIFIED = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person writes of a case, beside what the record says of it.

    :param criteria: the criteria of seriousness that fit; None while it cannot be said.
    :param term: a code of a licensed dictionary with its version, as a licensee typed it; both or neither.
    """

    narrative: str
    criteria: tuple[str, ...] | None
    term: str = ""
    term_version: str = ""
    sender_comment: str = ""


@operation("safety.assess")
def write_version(*, by: Actor, at: dt.datetime, case: Case, after: int, written: Written, reason: str) -> CaseVersion:
    """Tell a case anew: the facts of the last version, and what a person writes of them.

    :param after: the number of the version that the author had before her.
    :raises NotTheLast: when another was written meanwhile, or the case is nullified.
    :raises WithoutReason: when nobody says why, or nothing is told.
    :raises UnknownWord: when a criterion is none of the six.
    """
    for words in (reason, written.narrative):
        require_reason(reason=words)
    for criterion in written.criteria or ():
        require_one_of(word=criterion, words=Criterion.values)
    last = require_last(case=case, number=after)
    drop_draft(by=by, form=KeptAs.VERSION, matter=case.id)
    serious = None if written.criteria is None else bool(written.criteria)
    return add_version(
        case=case,
        number=after + 1,
        facts=_told(facts_of(last.facts), written, today_for(case=case, at=at)),
        serious=serious,
        since=serious_since(last=last, serious=serious, known_on=today_for(case=case, at=at)),
        made=_made(last, by, at, reason),
    )


@operation("safety.assess")
def nullify_case(*, by: Actor, at: dt.datetime, case: Case, after: int, reason: str) -> CaseVersion:
    """Say that a case is none: a duplicate, or an entry struck out. It is kept, and no version follows.

    :raises NotTheLast: when another version was written meanwhile, or it is nullified already.
    :raises WithoutReason: when nobody says why.
    """
    require_reason(reason=reason)
    last = require_last(case=case, number=after)
    drop_draft(by=by, form=KeptAs.NULLIFICATION, matter=case.id)
    return add_version(
        case=case,
        number=after + 1,
        facts=dataclasses.replace(facts_of(last.facts), nullification=NULLIFIED, nullification_reason=reason),
        serious=last.serious,
        since=last.serious_since,
        made=_made(last, by, at, reason) | {"nullified": True},
    )


@operation("safety.review")
def review_version(*, by: Actor, at: dt.datetime, version: CaseVersion) -> CaseReview:
    """Say that a version may be passed on: by somebody who did not write it.

    :raises ReviewedByItsAuthor: for its author, and while nobody has written it.
    :raises NotTheLast: when another version was written meanwhile, or it was reviewed already.
    """
    if last_version(case=version.case).number != version.number:
        raise written_anew()
    if version.written_by_id is None or version.written_by_id == by.person_id:
        raise ReviewedByItsAuthor(_("A case is reviewed by somebody who did not write it. Ask a colleague."))
    review, is_new = CaseReview.objects.get_or_create(
        version=version, defaults={"reviewed_by_id": by.person_id, "reviewed_at": at}
    )
    if not is_new:
        raise NotTheLast(_("This version was reviewed meanwhile. Open the case again to see by whom."))
    return review


def _made(last: CaseVersion, by: Actor, at: dt.datetime, reason: str) -> dict[str, Any]:
    """Say who made a version and why; it stands on the same rows of the record as the one before."""
    return {
        "source_row": last.source_row, "drawn_from": last.drawn_from, "because": reason,
        "written_by_id": by.person_id, "written_at": at,
    }  # fmt: skip


def _told(facts: Facts, written: Written, today: dt.date) -> Facts:
    """Put what a person wrote over what was drafted: the narrative, the seriousness, the term."""
    criteria = written.criteria
    said = {one: "" if criteria is None else "true" if one in criteria else "false" for one in Criterion.values}
    first, *others = facts.reactions
    told = dataclasses.replace(first, **said, term=written.term, term_version=written.term_version)
    return dataclasses.replace(
        facts,
        reactions=(told, *others),
        expedited="false" if criteria == () else "true",
        latest=f"{today:%Y%m%d}",
        narrative=written.narrative,
        sender_comment=written.sender_comment,
    )
