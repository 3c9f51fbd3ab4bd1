"""Where sessions are kept: in a table of our own, which knows whose each is, so that they can be listed and ended."""

import datetime as dt
import ipaddress
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.http import HttpRequest

OPENED, SEEN, NETWORK, DEVICE = "opened", "seen", "network", "device"

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


class SessionStore(DatabaseStore):
    """Django's store in the database, with a table that names the person."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """Name the table; imported late, because Django reads this module before its models."""
        from accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Copy what a list of sessions shows out of the session's data."""
        row: Any = super().create_model_instance(data)
        user_id = data.get(SESSION_KEY)
        row.user_id = UUID(user_id) if user_id else None
        row.opened_at, row.seen_at = _moment(data.get(OPENED)), _moment(data.get(SEEN))
        row.network, row.device = data.get(NETWORK, ""), data.get(DEVICE, "")
        return row


def describe(request: HttpRequest, *, at: dt.datetime) -> dict[str, Any]:
    """Give what is kept of a sign-in: when, the network, and a few words on the device; never the whole address."""
    return {
        OPENED: at.timestamp(),
        SEEN: at.timestamp(),
        NETWORK: network_of(get_adapter().get_client_ip(request)) if "REMOTE_ADDR" in request.META else "",
        DEVICE: device_of(request.META.get("HTTP_USER_AGENT", "")),
    }


def network_of(address: str) -> str:
    """Cut an address down to its network: 24 bits of four, 48 of sixteen."""
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{address}/{24 if version == 4 else 48}", strict=False))


def device_of(agent: str) -> str:
    """Name browser and system in a few words; nothing is kept that would tell one machine from another."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(part for part in (browser, system) if part)


def _moment(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
