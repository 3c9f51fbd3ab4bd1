"""People, places and sign-ins as the administrator, or whoever they belong to, reads them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import (
    FormerDetails,
    HowInvitationEnded,
    Invitation,
    Membership,
    Organisation,
    Recovery,
    Session,
    Suspension,
    User,
)
from audit.models import Entry, Outcome
from foundation.tables import Column, Link, Table, Tag, Value, table

WORDS_OF_SIGN_INS = {
    "signed in": gettext_lazy("Logged in"),
    "signed out": gettext_lazy("Logged out"),
    "signed out elsewhere": gettext_lazy("Logged out elsewhere"),
    "password changed": gettext_lazy("Password changed"),
    "password set": gettext_lazy("Password set"),
    "password reset by e-mail": gettext_lazy("Password set anew by mail"),
    "second factor added": gettext_lazy("Second step added"),
    "second factor removed": gettext_lazy("Second step removed"),
    "second factor recovered": gettext_lazy("New second step after a loss"),
    "recovery codes made anew": gettext_lazy("Recovery codes made anew"),
    "invitation accepted": gettext_lazy("Invitation accepted"),
}


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser at which a person is logged in."""

    key: str
    handle: str
    device: str
    network: str
    opened: str
    seen: str
    is_this: bool


def session_lines(*, rows: Iterable[Session], current: str) -> list[SessionLine]:
    """Tell sign-ins apart by a handle that gives nothing away; the key itself is on no page."""
    return [
        SessionLine(
            key=row.session_key,
            handle=salted_hmac("accounts.session", row.session_key, algorithm="sha256").hexdigest()[:32],
            device=row.device or _("unknown device"),
            network=row.network or _("unknown network"),
            opened=moment_in_utc(row.opened_at),
            seen=moment_in_utc(row.seen_at),
            is_this=row.session_key == current,
        )
        for row in rows
    ]


def sign_in_table(*, rows: Iterable[Entry]) -> Table:
    """Lay out what was done with an account lately."""
    return table(
        caption=_("The last times your account was used"),
        columns=[Column(_("When (UTC)")), Column(_("What")), Column(_("Outcome"))],
        rows=[
            [
                moment_in_utc(row.at),
                WORDS_OF_SIGN_INS.get(row.reason, row.reason),
                Tag(_("done"), "plain") if row.outcome == Outcome.DONE else Tag(_("refused"), "no"),
            ]
            for row in rows
        ],
    )


def moment_in_utc(at: dt.datetime | None) -> str:
    """Write a moment of which it is said that it is in UTC."""
    return date_format(localtime(at, dt.UTC), "DATETIME_FORMAT") if at is not None else _("unknown")


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of a person, with what may be done to it."""

    role: str
    place: str
    place_url: str
    days: str
    state: Tag
    end_url: str


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """How it stands with somebody's first password."""

    words: str
    may_send: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class RecoveryLine:
    """How it stands with the recovery of a second factor."""

    words: str
    check: str
    remarks: str
    may_confirm: bool


def organisation_table(*, rows: Iterable[Organisation]) -> Table:
    """Lay out the organisations."""
    return table(
        caption=_("Organisations"),
        columns=[
            Column(_("Name")),
            Column(_("What it is")),
            Column(_("Country")),
            Column(_("Telephone")),
            Column(_("State")),
        ],
        rows=[
            [
                Link(one.name, reverse("accounts:organisation", args=[one.id])),
                one.get_kind_display(),
                one.country,
                one.telephone,
                state_of_place(organisation=one),
            ]
            for one in rows
        ],
    )  # fmt: skip


def state_of_place(*, organisation: Organisation) -> Tag:
    """Say whether people can act for a place."""
    return Tag(_("suspended"), "no") if organisation.suspended else Tag(_("active"), "plain")


def organisation_facts(*, organisation: Organisation) -> list[dict[str, str]]:
    """List what an organisation is."""
    return [
        {"label": _("What it is"), "value": organisation.get_kind_display()},
        {"label": _("Country"), "value": organisation.country},
        {"label": _("Time zone"), "value": organisation.time_zone},
        {"label": _("Telephone"), "value": organisation.telephone},
        {"label": _("E-mail address"), "value": organisation.email},
        {"label": _("Language of the mails"), "value": _language(organisation.language)},
    ]


def people_table(*, rows: Iterable[Membership]) -> Table:
    """Lay out who holds a role in a place."""
    return table(
        caption=_("People with a role here"),
        columns=[Column(_("Name")), Column(_("Role")), Column(_("Days")), Column(_("State"))],
        rows=[
            [
                Link(one.user.name, reverse("accounts:person", args=[one.user_id])),
                one.get_role_display(),
                _days(one),
                _state_of(one.user),
            ]
            for one in rows
        ],
    )


def user_table(*, rows: Iterable[User]) -> Table:
    """Lay out people that were found."""
    return table(
        caption=_("People found"),
        columns=[Column(_("Name")), Column(_("Address")), Column(_("State"))],
        rows=[[Link(one.name, reverse("accounts:person", args=[one.id])), one.email, _state_of(one)] for one in rows],
    )


def former_table(*, rows: Iterable[FormerDetails]) -> Table:
    """Lay out what stood there before."""
    return table(
        caption=_("What stood here before"),
        columns=[Column(_("Until (UTC)")), Column(_("Details")), Column(_("Changed by")), Column(_("Why"))],
        rows=[[moment_in_utc(one.until), _details(one), one.changed_by.name, one.reason] for one in rows],
    )


def suspension_table(*, rows: Iterable[Suspension]) -> Table:
    """Lay out suspensions and their ends."""
    return table(
        caption=_("Suspensions"),
        columns=[Column(_("When (UTC)")), Column(_("What")), Column(_("By")), Column(_("Why"))],
        rows=[
            [
                moment_in_utc(one.at),
                Tag(_("lifted"), "plain") if one.lifted else Tag(_("suspended"), "no"),
                one.by.name,
                one.reason,
            ]
            for one in rows
        ],
    )


def role_lines(*, rows: Iterable[Membership], today: dt.date) -> list[RoleLine]:
    """List a person's roles, past ones too; what has not ended can be ended."""
    return [
        RoleLine(
            role=one.get_role_display().capitalize(),
            place=f"{one.organisation.name}, {one.organisation.country}",
            place_url=reverse("accounts:organisation", args=[one.organisation_id]),
            days=_days(one),
            state=_state_of_role(one, today),
            end_url=""
            if one.valid_until is not None and one.valid_until <= today
            else reverse("accounts:end_role", args=[one.id]),
        )
        for one in rows
    ]


def invitation_line(*, invitation: Invitation | None, user: User, at: dt.datetime) -> InvitationLine | None:
    """Say how it stands with the first password; nothing, when there is one and no invitation was needed."""
    if user.has_usable_password() or invitation is None:
        if user.has_usable_password():
            return None
        return InvitationLine(_("No password yet, and no invitation was sent."), user.is_active, may_withdraw=False)
    ending = getattr(invitation, "ending", None)
    if ending is not None and ending.how == HowInvitationEnded.WITHDRAWN:
        words = _("The invitation was withdrawn on %(moment)s UTC.") % {"moment": moment_in_utc(ending.at)}
        return InvitationLine(words, user.is_active, may_withdraw=False)
    if invitation.expires_at <= at:
        words = _("The invitation ran out on %(moment)s UTC.") % {"moment": moment_in_utc(invitation.expires_at)}
        return InvitationLine(words, user.is_active, may_withdraw=True)
    words = _("Invited on %(sent)s UTC; the link works until %(until)s UTC.") % {
        "sent": moment_in_utc(invitation.at),
        "until": moment_in_utc(invitation.expires_at),
    }
    return InvitationLine(words, user.is_active, may_withdraw=True)


def recovery_line(*, recovery: Recovery | None, by: Actor, at: dt.datetime) -> RecoveryLine | None:
    """Say how far a recovery is, and whether this administrator may confirm it."""
    if recovery is None:
        return None
    confirmation = getattr(recovery, "confirmation", None)
    if confirmation is None:
        words = _("%(name)s asked on %(moment)s UTC. Another administrator must confirm.") % {
            "name": recovery.started_by.name,
            "moment": moment_in_utc(recovery.at),
        }
    elif confirmation.expires_at <= at:
        words = _("The link ran out unused on %(moment)s UTC.") % {"moment": moment_in_utc(confirmation.expires_at)}
    else:
        words = _("%(name)s confirmed; the link works until %(moment)s UTC.") % {
            "name": confirmation.confirmed_by.name,
            "moment": moment_in_utc(confirmation.expires_at),
        }
    return RecoveryLine(
        words=words,
        check=recovery.get_identity_check_display(),
        remarks=recovery.remarks,
        may_confirm=confirmation is None and by.user_id not in (recovery.started_by_id, recovery.user_id),
    )


def _details(one: FormerDetails) -> str:
    return f"{one.name}, {one.telephone}, {one.email}, {_language(one.language)}, {one.time_zone}"


def _language(code: str) -> str:
    """Give a language the name that its readers give it; one that is not offered any more stays a code."""
    return dict(settings.LANGUAGES).get(code, code)


def _days(one: Membership) -> str:
    if one.valid_until is None:
        return _("from %(day)s") % {"day": date_format(one.valid_from)}
    return _("%(first)s to before %(last)s") % {
        "first": date_format(one.valid_from),
        "last": date_format(one.valid_until),
    }


def _state_of(user: User) -> Value:
    return Tag(_("active"), "plain") if user.is_active else Tag(_("suspended"), "no")


def _state_of_role(one: Membership, today: dt.date) -> Tag:
    if one.organisation.suspended:
        return Tag(_("place suspended"), "no")
    if one.covers(today):
        return Tag(_("in force"), "yes")
    return Tag(_("to come"), "open") if today < one.valid_from else Tag(_("ended"), "plain")
