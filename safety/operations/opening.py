"""A case opened for a matter of the record, and drafted anew when the record says more: both done by nobody."""

import dataclasses
import datetime as dt
import uuid

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from safety.drafting import draft
from safety.facts import Facts, Reaction, facts_of
from safety.models import Case, CaseVersion, Criterion
from safety.refusals import AlreadyOpened
from safety.sources import Matter, serious_from
from safety.versions import add_version, last_version, serious_since, today_for

NUMBER_SIGNS = 12
TICKED = "true"
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
    """Draft a case anew on what its report says by now; what a person last wrote of it stays.

    That is the narrative, on top, the comment and the codes; and what a person found serious stays serious until a
    person says otherwise, whatever a reporter ticks. Its clock is set at once: a report that became serious does not
    wait until somebody has read it.

    :raises NotTheLast: when a person wrote a version at the same moment.
    """
    last = last_version(case=case)
    drafted, serious = draft(matter=matter, number=case.number, at=at)
    facts = dataclasses.replace(drafted, reactions=_coded(drafted, facts_of(last.facts)))
    written = case.versions.filter(written_by__isnull=False).order_by("-number").first()
    if written is not None:
        facts = _under(facts_of(written.facts), facts)
        serious = True if written.serious else serious
        facts = dataclasses.replace(facts, expedited="false" if serious is False else "true")
    known_on = serious_from(matter=matter) or today_for(case=case, at=at)
    return add_version(
        case=case,
        number=last.number + 1,
        facts=facts,
        serious=serious,
        since=serious_since(last=last, serious=serious, known_on=known_on),
        made={
            "source_row": matter.row.id, "drawn_from": list(matter.drawn_from), "written_at": at,
            "because": matter.row.supersedes_because or MORE_TOLD,
        },
    )  # fmt: skip


def _under(written: Facts, drafted: Facts) -> Facts:
    """Put what was drafted under what a person wrote."""
    return dataclasses.replace(
        drafted,
        narrative=f"{written.narrative}\n\n{SAID_SINCE} {drafted.narrative}",
        sender_comment=written.sender_comment,
        reactions=_found_serious(drafted.reactions, {one.key: one for one in written.reactions}),
    )


def _found_serious(drafted: tuple[Reaction, ...], written: dict[str, Reaction]) -> tuple[Reaction, ...]:
    """Keep the criteria of seriousness that a person ticked."""
    ticked = {
        key: {name: TICKED for name in Criterion.values if getattr(one, name) == TICKED} for key, one in written.items()
    }
    return tuple(dataclasses.replace(one, **ticked.get(one.key, {})) for one in drafted)


def _coded(facts: Facts, before: Facts) -> tuple[Reaction, ...]:
    """Keep the codes that a person gave to reactions that are still there."""
    known = {one.key: one for one in before.reactions if one.term}
    return tuple(
        dataclasses.replace(one, term=known[one.key].term, term_version=known[one.key].term_version)
        if one.key in known
        else one
        for one in facts.reactions
    )
