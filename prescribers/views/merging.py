"""Two records of one person: proposed by one, decided by another, and parted again in the same way."""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.extent import extent_of
from patients.identity import person_of
from patients.identity_changes import written_of
from patients.matching import possible_doubles
from patients.merged import join_about, joins_of, proposal_about, proposals_about
from patients.models import Enrolment, MergeProposal
from patients.operations import decide_merge, propose_merge, propose_parting
from patients.queries import visible_enrolments
from prescribers.forms.base import ReasonForm
from prescribers.forms.identity import MergeAnswerForm, MergeForm
from prescribers.presenters.identity import identity_facts
from prescribers.presenters.merging import extent_facts, extent_said, others, record_said, waiting
from prescribers.views.page import Page, answer, open_page, show


@act("patients.propose_merge")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Say that another record is the same person's; this one goes on."""
    page = open_page(request, enrolment_id)
    doubles = {str(one.id): one for one in possible_doubles(patient=page.patient, by=page.by, at=page.at)}
    choices = [(key, _told_apart(one)) for key, one in doubles.items()]
    form = MergeForm(request.POST or None, others=choices, **page.form_facts())
    if not (doubles or (form.errors and form.is_of_another)):
        return show(request, "prescribers/no_double.html", {}, page=page)

    def proposes(data: dict[str, Any]) -> MergeProposal:
        other = doubles[data["other"]].patient
        return propose_merge(
            by=page.by, at=page.at, kept=page.patient, merged=other, reason=data["reason"], **form.stamp
        )

    return answer(
        request,
        template="prescribers/merge.html",
        form=form,
        page=page,
        act=proposes,
        then=lambda _made: page.home,
        context={"own": _told_apart(page.enrolment)},
    )


@act("patients.propose_merge")
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Say that two joined records are of two people after all."""
    page = open_page(request, enrolment_id)
    join = join_about(patient_id=page.patient.id, decision_id=row_id)
    pair = {one.patient_id: one for one in _records(page, {join.kept, join.merged})}
    if len(pair) != 2:
        raise NotVisible(_("There is no such record."))
    if page.patient.id != join.kept:
        return redirect("prescribers:part", pair[join.kept].id, row_id)
    form = ReasonForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/part.html",
        form=form,
        page=page,
        act=lambda data: propose_parting(
            by=page.by,
            at=page.at,
            kept=page.patient,
            merged=pair[join.merged].patient,
            reason=data["reason"],
            **form.stamp,
        ),
        then=lambda _made: page.home,
    )


@act("patients.decide_merge")
@require_http_methods(["GET", "HEAD", "POST"])
def merge_answer(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Show both records and what was proposed; agree as the second person, or say why not."""
    page = open_page(request, enrolment_id)
    proposal = proposal_about(patient_id=page.patient.id, proposal_id=row_id)
    records = {one.patient_id: one for one in _records(page, {proposal.kept_id, proposal.merged_id})}
    if len(records) != 2:
        raise NotVisible(_("There is no such record."))
    if page.patient.id != proposal.kept_id:
        return redirect("prescribers:merge_answer", records[proposal.kept_id].id, row_id)
    may_agree = proposal.recorded_by_id != page.by.user_id
    parting = proposal.undoes_id is not None
    form = MergeAnswerForm(
        request.POST or None,
        may_agree=may_agree,
        yes=_("Yes, these are two people") if parting else _("Yes, both records are the same person's"),
        no=_("No, leave everything as it is"),
        **page.form_facts(),
    )

    def decides(data: dict[str, Any]) -> models.Model:
        agreed = data["answer"] == "yes"
        return decide_merge(
            by=page.by, at=page.at, proposal=proposal, agreed=agreed, reason=data["reason"], **form.stamp
        )

    context = {
        "proposal": proposal,
        "parting": parting,
        "may_agree": may_agree,
        "records": [_shown(records[key], page) for key in (proposal.kept_id, proposal.merged_id)],
    }
    return answer(
        request,
        template="prescribers/merge_answer.html",
        form=form,
        page=page,
        act=decides,
        then=lambda _made: page.home,
        context=context,
    )


def joined_context(page: Page) -> dict[str, Any]:
    """Give the other records of the person a page is about, and what waits for a second person."""
    joins = joins_of(patient_ids=[page.patient.id])
    about = {one.kept for one in joins} | {one.merged for one in joins}
    found = visible_enrolments(by=page.by, at=page.at).filter(patient__in=about).order_by("-recorded_at")
    return {
        "joined": others(joins=joins, own=page.enrolment, seen={one.patient_id: one for one in found if joins}),
        "proposals": waiting(
            proposals=list(proposals_about(patient_id=page.patient.id)),
            own=page.enrolment,
            may_decide=page.may("patients.decide_merge"),
        ),
    }


def _records(page: Page, patient_ids: set[UUID]) -> list[Enrolment]:
    """Give one record within sight of each patient; the look at the other one is written down."""
    found = visible_enrolments(by=page.by, at=page.at).filter(patient__in=patient_ids)
    rows = {one.patient_id: one for one in found.select_related("patient", "programme").order_by("-recorded_at")}
    write_read(by=page.by, at=page.at, act="patients.read", subjects=[one for one in rows if one != page.patient.id])
    return list(rows.values())


def _told_apart(enrolment: Enrolment) -> str:
    """Name a record, and say how much it holds: two records of one person have one name."""
    return f"{record_said(enrolment)}; {extent_said(extent_of(patient=enrolment.patient))}"


def _shown(enrolment: Enrolment, page: Page) -> dict[str, Any]:
    """Give what the page shows of one of the two records."""
    return {
        "heading": record_said(enrolment),
        "rows": [
            *extent_facts(enrolment, extent_of(patient=enrolment.patient), centre_id=page.by.organisation_id),
            *identity_facts(person_of(patient=enrolment.patient), written_of(patient=enrolment.patient)),
        ],
    }
