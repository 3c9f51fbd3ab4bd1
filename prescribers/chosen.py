"""What the worklist was asked to show, in its address: no name, no number, nothing of any patient."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.models import Category
from prescribers.status import TABS
from prescribers.whose import WHOSE

ALL: Final = "all"
MESSAGES: Final = "messages"

ORDERS: Final[dict[str, Promise | str]] = {
    "urgency": _("Most urgent first"),
    "due": _("Earliest due date first"),
    "newest": _("Registered last, on top"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One part of the worklist, narrowed and ordered."""

    part: str = ALL
    category: str = ""
    status: str = ""
    order: str = "urgency"
    whose: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Chosen":
        """Read an address; what is not among the choices is as if it were not asked."""
        part = asked.get("show", "")
        known = cls(part=part if part in {*TABS, MESSAGES} else ALL)
        category, status, order, whose = (asked.get(name, "") for name in ("category", "status", "order", "whose"))
        return replace(
            known,
            category=category if category in Category.values else "",
            status=status if status in known.codes_offered else "",
            order=order if order in ORDERS else "urgency",
            whose=whose if whose in WHOSE else "",
        )

    @property
    def codes_offered(self) -> tuple[str, ...]:
        """Give the statuses that stand in this part."""
        return TABS.get(self.part, tuple(code for codes in TABS.values() for code in codes))

    @property
    def codes(self) -> tuple[str, ...] | None:
        """Give the statuses wanted; None for every one."""
        if self.status:
            return (self.status,)
        return TABS.get(self.part)

    @property
    def is_narrowed(self) -> bool:
        """Say whether somebody may be left out."""
        return bool(self.category or self.codes or self.whose)

    @property
    def query(self) -> str:
        """Write it for an address, without what is so by default."""
        asked = {
            "show": self.part,
            "category": self.category,
            "status": self.status,
            "order": self.order,
            "whose": self.whose,
        }
        plain = {"show": ALL, "order": "urgency"}
        return urlencode({name: value for name, value in asked.items() if value and value != plain.get(name)})

    @property
    def url(self) -> str:
        """Give the address."""
        home = reverse("prescribers:worklist")
        return f"{home}?{self.query}" if self.query else home
