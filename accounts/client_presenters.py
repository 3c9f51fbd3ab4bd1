"""Clients of the interface as the administrator reads them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import InterfaceClient
from accounts.presenters import moment_in_utc
from foundation.tables import Tag


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client of a pharmacy, with what may be done to it."""

    name: str
    id: str
    about: str
    state: Tag
    end_url: str


def client_lines(*, rows: Iterable[InterfaceClient], at: dt.datetime) -> list[ClientLine]:
    """List clients, past ones too; what is good can be ended."""
    return [_line(one, at) for one in rows]


def _line(one: InterfaceClient, at: dt.datetime) -> ClientLine:
    ending = getattr(one, "ending", None)
    is_good = ending is None and at < one.expires_at
    return ClientLine(
        name=one.name,
        id=str(one.id),
        about=_about(one),
        state=_state(one, at),
        end_url=reverse("accounts:end_client", args=[one.id]) if is_good else "",
    )


def _state(one: InterfaceClient, at: dt.datetime) -> Tag:
    if hasattr(one, "ending"):
        return Tag(_("ended"), "no")
    return Tag(_("good"), "yes") if at < one.expires_at else Tag(_("run out"), "plain")


def _about(one: InterfaceClient) -> str:
    said = [
        _("issued by %(name)s on %(moment)s UTC") % {"name": one.issued_by.name, "moment": moment_in_utc(one.at)},
        _("good until %(moment)s UTC") % {"moment": moment_in_utc(one.expires_at)},
        _("last used on %(moment)s UTC") % {"moment": moment_in_utc(one.use.last_used_at)}
        if one.use.last_used_at is not None
        else _("never used"),
    ]
    ending = getattr(one, "ending", None)
    if ending is not None:
        said.append(
            _("ended by %(name)s on %(moment)s UTC: %(reason)s")
            % {"name": ending.by.name, "moment": moment_in_utc(ending.at), "reason": ending.reason}
        )
    return " · ".join(said)
