"""A case opened for a matter of the record, and drafted anew when the record says more: both done by nobody."""

import dataclasses
import datetime as dt
import uuid

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from safety.drafting import draft
from safety.facts import Facts, Reaction, facts_of
from safety.models import Case, CaseVersion
from safety.refusals import AlreadyOpened
from safety.sources import Matter, serious_from
from safety.versions import add_version, last_version, serious_since, today_for

NUMBER_SIGNS = 12
SAID_SINCE = "New information, as drafted from the record:"
"""Between what a person wrote and what the record says since; narratives are English."""
MORE_TOLD = "more_told"
"""Why a case is drafted anew when its own row stands and more was told of the pregnancy; pages have words for it."""


@operation("safety.open_case")
def open_case(*, by: Actor, at: dt.datetime, matter: Matter) -> Case:
    """Open the case of a matter, with its first version drafted from the record.

    :raises AlreadyOpened: when it has one.
    """
    own = uuid.uuid4()
    number = f"{matter.row.country}-PPPR-{own.hex[:NUMBER_SIGNS].upper()}"
    case, is_new = Case.objects.get_or_create(
        source=matter.source,
        source_series=matter.row.series,
        defaults={
            "id": own, "number": number, "patient": matter.patient, "programme": matter.programme,
            "country": matter.row.country, "day_zero": matter.day_zero, "opened_at": at,
        },
    )  # fmt: skip
    if not is_new:
        raise AlreadyOpened(_("This has a case already. Look for it among all cases."))
    facts, serious = draft(matter=matter, number=number, at=at)
    since = None if serious is False else serious_from(matter=matter) or matter.day_zero
    made = {"source_row": matter.row.id, "drawn_from": list(matter.drawn_from), "written_at": at}
    add_version(case=case, number=1, facts=facts, serious=serious, since=since, made=made)
    return case


@operation("safety.open_case")
def draft_anew(*, by: Actor, at: dt.datetime, case: Case, matter: Matter) -> CaseVersion:
    """Draft a case anew on what its report says by now; what a person wrote stays on top of the narrative.

    Its clock is set at once: a report that became serious does not wait until somebody has read it.

    :raises NotTheLast: when a person wrote a version at the same moment.
    """
    last = last_version(case=case)
    facts, serious = draft(matter=matter, number=case.number, at=at)
    earlier = facts_of(last.facts).narrative if last.written_by_id else ""
    narrative = f"{earlier}\n\n{SAID_SINCE} {facts.narrative}" if earlier else facts.narrative
    known_on = serious_from(matter=matter) or today_for(case=case, at=at)
    return add_version(
        case=case,
        number=last.number + 1,
        facts=dataclasses.replace(facts, narrative=narrative, reactions=_coded(facts, facts_of(last.facts))),
        serious=serious,
        since=serious_since(last=last, serious=serious, known_on=known_on),
        made={
            "source_row": matter.row.id, "drawn_from": list(matter.drawn_from), "written_at": at,
            "because": matter.row.supersedes_because or MORE_TOLD,
        },
    )  # fmt: skip


def _coded(facts: Facts, before: Facts) -> tuple[Reaction, ...]:
    """Keep the codes that a person gave to reactions that are still there."""
    known = {one.key: one for one in before.reactions if one.term}
    return tuple(
        dataclasses.replace(one, term=known[one.key].term, term_version=known[one.key].term_version)
        if one.key in known
        else one
        for one in facts.reactions
    )
