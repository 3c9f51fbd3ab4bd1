"""What she tells: that she may be pregnant, a side effect, a lost card. The first works in one press, and stops."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.refusals import AlreadyUsed
from foundation.drafts import KEPT_BY, kept_by_itself
from patients.dates import today_of_patient
from patients.identity import person_of
from patients.operations import (
    SideEffect,
    report_card_lost,
    suspect_pregnancy,
    tell_partner_pregnancy,
    tell_side_effect,
)
from patients.refusals import NothingToChange
from portal.forms import SideEffectForm
from portal.queries import is_man, is_stopped
from portal.views.own import shown
from portal.views.page import Hers, ask, draw, forget, nonce_of, own_page
from safety.models import KeptAs
from safety.operations import keep_draft
from safety.operations.drafts import drop_draft
from safety.queries import draft_of

IN_HER_WORDS = "said on the patient's own page"
"""What the record says of where a suspicion came from, beside who entered it."""


@require_http_methods(["GET", "HEAD", "POST"])
@own_page("patients.suspect_pregnancy")
def pregnant(hers: Hers) -> HttpResponseBase:
    """Stop the supply at once; of a man's partner, tell his doctor. Then say what to do now."""
    if hers.request.method != "POST":
        return redirect("portal:mine")
    if is_man(enrolment=hers.enrolment):
        _tell(hers, _partner)
    elif not is_stopped(patient=hers.patient):
        _tell(hers, _herself)
    return redirect("portal:stopped")


@require_safe
@own_page("portal.open")
def stopped(hers: Hers) -> HttpResponseBase:
    """Say what to do now."""
    own = shown(hers)
    if not own.is_stopped and not own.is_man:
        return redirect("portal:mine")
    return draw(hers, "portal/stopped.html", own=own)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page("patients.tell_side_effect")
def side_effect(hers: Hers) -> HttpResponseBase:
    """Ask five plain questions, and keep the answers for the safety desk; what is not finished is kept for her."""
    today = today_of_patient(patient=hers.patient, at=hers.at)
    born = person_of(patient=hers.patient).birth_date
    form = SideEffectForm(hers.request.POST or None, today=today, born=born)
    if (left := _left(hers, form)) is not None:
        return left

    def keep(typed: dict[str, Any]) -> None:
        tell_side_effect(
            by=hers.by, at=hers.at, enrolment=hers.enrolment, side_effect=_told(typed), nonce=typed["nonce"]
        )
        drop_draft(by=hers.by, enrolment=hers.enrolment, form=KeptAs.TOLD)

    return ask(
        hers,
        form=form,
        template="portal/side_effect.html",
        act=keep,
        then=lambda: redirect("portal:told"),
    )


@require_safe
@own_page("portal.open")
def told(hers: Hers) -> HttpResponseBase:
    """Thank her, and say when not to wait for anybody."""
    return draw(hers, "portal/told.html", own=shown(hers))


@require_http_methods(["GET", "HEAD", "POST"])
@own_page("patients.report_card_lost")
def lost(hers: Hers) -> HttpResponseBase:
    """Block the card that opened this page, and close the page with it."""
    if hers.request.method != "POST":
        return draw(hers, "portal/lost.html", own=shown(hers))
    with suppress(NothingToChange):  # pressed twice at once: it is blocked either way
        report_card_lost(by=hers.by, at=hers.at, card=hers.opening.card)
    return forget(draw(hers, "portal/blocked.html"))


def _left(hers: Hers, form: SideEffectForm) -> HttpResponseBase | None:
    """Keep what she answered so far and answer her, or let the form go on with what was kept; None: show or send it."""
    if form.is_bound and KEPT_BY in hers.request.POST:
        keep_draft(by=hers.by, at=hers.at, enrolment=hers.enrolment, answers=form.so_far, form=KeptAs.TOLD)
        if kept_by_itself(hers.request.POST):
            return HttpResponse(status=204)
        return redirect("portal:side_effect")
    form.draft = draft_of(enrolment=hers.enrolment, by=hers.by, form=KeptAs.TOLD)
    if form.draft is not None and not form.is_bound:
        form.begin_with(form.draft.answers)
    return None


def _tell(hers: Hers, what: Any) -> None:
    """Tell it once for one press; a number of the form that is no good must not keep it back."""
    try:
        what(hers, nonce_of(hers.request))
    except AlreadyUsed:
        what(hers, None)


def _herself(hers: Hers, nonce: Any) -> None:
    suspect_pregnancy(by=hers.by, at=hers.at, patient=hers.patient, reason=IN_HER_WORDS, nonce=nonce)


def _partner(hers: Hers, nonce: Any) -> None:
    known_on: dt.date = today_of_patient(patient=hers.patient, at=hers.at)
    tell_partner_pregnancy(
        by=hers.by, at=hers.at, patient=hers.patient, known_on=known_on, words=IN_HER_WORDS, nonce=nonce
    )


def _told(typed: dict[str, Any]) -> SideEffect:
    return SideEffect(
        words=typed["words"],
        serious=bool(typed["led_to"]),
        began_on=typed["began_on"],
        now_is=typed["now_is"],
        led_to=tuple(typed["led_to"]),
        capsules=typed["capsules"],
    )
