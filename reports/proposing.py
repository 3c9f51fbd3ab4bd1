"""A change of the rules: proposed by one, agreed to by a second person and the authorities, in force from its day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from accounts.queries import authorities
from accounts.refusals import NotVisible
from patients.models import Enrolment
from patients.what_if import WhatIf, what_if
from programmes.in_force import keep_up, programmes
from programmes.models import Part, Programme, ProgrammeVersion, RuleAnswer, RuleInForce, RuleProposal
from programmes.proposed import Affected, Proposed, read_proposed
from programmes.queries import civil_day
from reports.refusals import HowManyWanted, NotProposedTwice, RulesNotPossible
from rulebook import ProgrammeError

READ_WITHIN = dt.timedelta(hours=1)
"""Every process reads what was agreed to within a minute; a rule agreed to this late in an evening waits a day more."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a file would change, and what that would do to the treatments that run."""

    proposed: Proposed
    found: Sequence[tuple[Affected, WhatIf]]

    @property
    def refused(self) -> int:
        """Give how many running treatments would be refused: under each programme, so many at least."""
        return sum(said.refused for _one, said in self.found)


def consequences(*, proposed: Proposed, by: Actor, today: dt.date) -> Consequences:
    """Try a file that was read; an authority counts the treatments of its country, the office all."""
    country = by.country if by.role == Role.AUTHORITY else None
    return Consequences(
        proposed,
        [
            (one, what_if(before=one.before, after=one.after, country=country, today=today, begins=proposed.begins))
            for one in proposed.affected
        ],
    )


def proposals() -> QuerySet[RuleProposal]:
    """List what was proposed, the newest first."""
    rows = RuleProposal.objects.select_related("programme", "proposed_by", "in_force")
    return rows.prefetch_related("answers__answered_by").order_by("-proposed_at", "id")


def proposal_of(*, rules_id: UUID) -> RuleProposal:
    """Find a proposed change of the rules.

    :raises NotVisible: when there is none.
    """
    found = proposals().filter(id=rules_id).first()
    if found is None:
        raise NotVisible(_("There is no such proposal."))
    return found


def is_open(*, proposal: RuleProposal) -> bool:
    """Say whether a proposal still waits for somebody: not refused, and not agreed to by all."""
    return not hasattr(proposal, "in_force") and all(one.agreed for one in proposal.answers.all())


def waits_for(*, proposal: RuleProposal) -> list[tuple[Part, str]]:
    """List who must answer still: the office's second person, and the authority of each country."""
    given = {(one.part, one.country) for one in proposal.answers.all()}
    wanted = [(Part.OFFICE, "")] + [(Part.AUTHORITY, country) for country in proposal.countries]
    if not proposal.countries and all(part != Part.AUTHORITY for part, _country in given):
        wanted.append((Part.AUTHORITY, ""))
    return [one for one in wanted if one not in given]


def may_answer(*, by: Actor, proposal: RuleProposal) -> bool:
    """Say whether an open proposal waits for this very person."""
    if not is_open(proposal=proposal):
        return False
    waiting = waits_for(proposal=proposal)
    if by.role == Role.AUTHORITY:
        return (Part.AUTHORITY, by.country) in waiting or (Part.AUTHORITY, "") in waiting
    return (Part.OFFICE, "") in waiting


@operation("programmes.propose_rules")
def propose_rules(*, by: Actor, at: dt.datetime, text: str, why: str, refused: int | None) -> RuleProposal:
    """Propose a programme file; nothing changes before a second person and the authorities agreed.

    :param refused: how many running treatments the proposer read would be refused; None where nobody would be.
    :raises RulesNotPossible: when the file cannot stand beside those in force, or changes no rule.
    :raises NotProposedTwice: when another change of the programme waits already.
    :raises HowManyWanted: when the number is another one.
    """
    tried = consequences(proposed=_read(text, at.date()), by=by, today=at.date())
    programme = Programme.objects.select_for_update().get(id=tried.proposed.file.folder)
    _require_later(programme, tried.proposed.begins, at)
    if not tried.proposed.affected:
        raise RulesNotPossible(_("Every rule would be the same. Change what should be different, then propose it."))
    if any(is_open(proposal=one) for one in proposals().filter(programme=programme)):
        raise NotProposedTwice(_("A change of this programme waits already. Answer that one first."))
    _require_number(refused, tried.refused)
    return RuleProposal.objects.create(
        programme=programme,
        valid_from=tried.proposed.begins,
        text=text,
        sha256=tried.proposed.file.sha256,
        why=why,
        countries=_countries([one.after.id for one in tried.proposed.affected]),
        refused=tried.refused,
        proposed_at=at,
        proposed_by_id=by.person_id,
    )


@operation("programmes.answer_rules")
def answer_rules(
    *, by: Actor, at: dt.datetime, proposal: RuleProposal, agreed: bool, why: str, refused: int | None
) -> RuleAnswer:
    """Agree to a proposed change, or refuse it; with the last agreement it holds from its day.

    :param refused: how many running treatments who agrees read would be refused: of her country for an authority.
    :raises NotProposedTwice: when it was answered, and for who proposed it and wants to agree.
    :raises RulesNotPossible: when its day has come, or the file no longer stands beside those in force; without why.
    :raises HowManyWanted: when the number is another one.
    """
    programme = Programme.objects.select_for_update().get(id=proposal.programme_id)
    proposal = proposal_of(rules_id=proposal.id)
    if not may_answer(by=by, proposal=proposal):
        raise NotProposedTwice(_("This does not wait for your answer. Open the page again to see how it stands."))
    if agreed and proposal.proposed_by_id == by.user_id:
        raise NotProposedTwice(_("You proposed this yourself. Ask another person of the programme office to agree."))
    if not agreed and not why.strip():
        raise RulesNotPossible(_("Say why you refuse it: who proposed it reads that."))
    stops = 0
    if agreed:
        _require_later(programme, proposal.valid_from, at)
        stops = consequences(proposed=_read(proposal.text, at.date()), by=by, today=at.date()).refused
        _require_number(refused, stops)
    is_authority = by.role == Role.AUTHORITY
    made = RuleAnswer.objects.create(
        proposal=proposal,
        part=Part.AUTHORITY if is_authority else Part.OFFICE,
        country=by.country if is_authority else "",
        agreed=agreed,
        refused=stops,
        why=why,
        answered_at=at,
        answered_by_id=by.person_id,
    )
    if agreed and not waits_for(proposal=proposal_of(rules_id=proposal.id)):
        _put_in_force(proposal, at)
    return made


def _put_in_force(proposal: RuleProposal, at: dt.datetime) -> None:
    version = ProgrammeVersion.objects.create(
        programme_id=proposal.programme_id,
        valid_from=proposal.valid_from,
        sha256=proposal.sha256,
        text=proposal.text,
        read_at=at,
    )
    RuleInForce.objects.create(proposal=proposal, version=version)
    transaction.on_commit(partial(keep_up))


def _read(text: str, today: dt.date) -> Proposed:
    try:
        return read_proposed(text=text, shelf=programmes(), today=today)
    except ProgrammeError as wrong:
        raise RulesNotPossible(
            _("%(wrong)s. Mend the file, and propose it anew.") % {"wrong": str(wrong).rstrip(".")}
        ) from wrong


def _require_later(programme: Programme, begins: dt.date, at: dt.datetime) -> None:
    """Refuse a day that has come or is about to: no rule is changed afterwards, and every process reads it before."""
    if begins <= civil_day(programme=programme, at=at + READ_WITHIN):
        raise RulesNotPossible(
            _(
                "It would hold from %(day)s, and that day has come or comes within the hour. "
                "Refuse it, and propose it anew from a later day."
            )
            % {"day": date_format(begins)}
        )


def _require_number(said: int | None, found: int) -> None:
    if (said or 0) != found:
        raise HowManyWanted(
            _("Running treatments that would be refused, at least: %(number)s. Write that number if it is still right.")
            % {"number": found}
        )


def _countries(programme_ids: Sequence[str]) -> list[str]:
    """Give the countries that have an authority here and patients under one of these programmes."""
    enrolled = Enrolment.objects.filter(programme_id__in=programme_ids, centre__practice_of__isnull=True)
    here = authorities().filter(country__in=enrolled.values("centre__country"))
    return sorted({place.country for place in here})
