"""Normal, warn or suspended: what one person of an authority proposes and another agrees to; what is in force."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import NotVisible, Refusal
from programmes.controls import controls_of
from programmes.models import Programme, Regime, RegimeDecision, RegimeProposal
from programmes.queries import civil_day


class RegimeNotPossible(Refusal):
    """The regime cannot be proposed, or not be agreed to, as it stands."""

    status = 422


class SecondPersonWanted(RegimeNotPossible):
    """Who proposed a regime wants to agree to it too."""

    status = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What a programme is set to in a country at a moment: the reasons moved, and the authority's words."""

    regime: str
    moves: frozenset[str]
    words: str
    last_on: dt.date | None
    set_by: RegimeProposal | None


NORMALLY = InForce(regime=Regime.NORMAL, moves=frozenset(), words="", last_on=None, set_by=None)


def regime_in_force(*, programme: Programme, country: str, at: dt.datetime) -> InForce:
    """Give what a programme is set to in a country: asked of the table each time, and kept nowhere.

    After its last day, in the programme's time zone, a regime has ended by itself.
    """
    agreed = RegimeDecision.objects.filter(
        agreed=True, decided_at__lte=at, proposal__programme=programme, proposal__country=country
    )
    last = agreed.select_related("proposal").order_by("-decided_at", "-proposal__proposed_at").first()
    if last is None or last.proposal.last_on is None or civil_day(programme=programme, at=at) > last.proposal.last_on:
        return NORMALLY
    said = last.proposal
    return InForce(
        regime=said.regime,
        moves=controls_of(programme_id=programme.id).moved[said.regime],
        words=said.words,
        last_on=said.last_on,
        set_by=said,
    )


def waiting_proposals(*, by: Actor) -> QuerySet[RegimeProposal]:
    """List what was proposed at the actor's own authority and waits for a second person."""
    rows = RegimeProposal.objects.filter(authority_id=by.organisation_id, decision__isnull=True)
    return rows.select_related("programme", "proposed_by").order_by("-proposed_at", "id")


def decided_proposals(*, by: Actor) -> QuerySet[RegimeProposal]:
    """List what was agreed to or refused at the actor's own authority, the newest first."""
    rows = RegimeProposal.objects.filter(authority_id=by.organisation_id, decision__isnull=False)
    return rows.select_related("programme", "proposed_by", "decision__decided_by").order_by("-decision__decided_at")


def proposal_of(*, by: Actor, proposal_id: UUID) -> RegimeProposal:
    """Find a proposal of the actor's own authority.

    :raises NotVisible: when there is none, or it is another authority's.
    """
    own = RegimeProposal.objects.filter(authority_id=by.organisation_id, id=proposal_id)
    found = own.select_related("programme", "proposed_by", "decision__decided_by").first()
    if found is None:
        raise NotVisible(_("There is no such proposal."))
    return found


@operation("programmes.propose_regime")
def propose_regime(
    *, by: Actor, at: dt.datetime, programme: Programme, regime: str, last_on: dt.date | None, words: str
) -> RegimeProposal:
    """Propose what a programme shall be set to in one's own country; nothing changes before another agrees.

    :param last_on: the last day of warn or suspended; nothing for normal, which has none.
    :param words: what the counters of the country are told.
    :raises RegimeNotPossible: when another proposal waits, the last day does not go, or there are no words.
    """
    Programme.objects.select_for_update().get(id=programme.id)
    if not words.strip() or regime not in Regime.values:
        raise RegimeNotPossible(_("Say what the programme is set to, and why: the counters show it."))
    if waiting_proposals(by=by).filter(programme=programme).exists():
        raise RegimeNotPossible(_("A proposal for this programme waits already. Agree to it or take it back first."))
    _require_last_day(programme, regime, last_on, at)
    return RegimeProposal.objects.create(
        programme=programme,
        country=by.country,
        regime=regime,
        last_on=last_on,
        words=words,
        proposed_at=at,
        proposed_by_id=by.person_id,
        authority_id=by.place_id,
    )


@operation("programmes.decide_regime")
def decide_regime(*, by: Actor, at: dt.datetime, proposal: RegimeProposal, agreed: bool) -> RegimeDecision:
    """Agree to what a colleague proposed, and it holds from this moment; or refuse it; or take one's own back.

    :raises NotVisible: when it is another authority's.
    :raises RegimeNotPossible: when it is decided already, or its last day has passed.
    :raises SecondPersonWanted: when who proposed it wants to agree.
    """
    if proposal.authority_id != by.organisation_id:
        raise NotVisible(_("There is no such proposal."))
    Programme.objects.select_for_update().get(id=proposal.programme_id)
    if RegimeDecision.objects.filter(proposal=proposal).exists():
        raise RegimeNotPossible(_("This was decided already. Open the page again to see how it stands."))
    if agreed and proposal.proposed_by_id == by.user_id:
        raise SecondPersonWanted(_("You proposed this yourself. Ask another person of your authority to agree to it."))
    if agreed and proposal.last_on is not None and civil_day(programme=proposal.programme, at=at) > proposal.last_on:
        raise RegimeNotPossible(_("Its last day has passed. Refuse it, and propose it anew."))
    return RegimeDecision.objects.create(
        proposal=proposal, agreed=agreed, decided_at=at, decided_by_id=by.person_id, authority_id=by.place_id
    )


def _require_last_day(programme: Programme, regime: str, last_on: dt.date | None, at: dt.datetime) -> None:
    if regime == Regime.NORMAL:
        if last_on is not None:
            raise RegimeNotPossible(_("Normal has no last day. Leave the day empty."))
        return
    today = civil_day(programme=programme, at=at)
    latest = controls_of(programme_id=programme.id).latest_day_of_regime(today)
    if last_on is None or not today <= last_on <= latest:
        raise RegimeNotPossible(
            _("Choose a last day from %(today)s to %(latest)s. It can be proposed anew before it ends.")
            % {"today": date_format(today), "latest": date_format(latest)}
        )
