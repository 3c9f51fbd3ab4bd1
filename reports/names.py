"""Names of what figures are laid apart by; never a person's."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from patients.models import Category
from reports.sheets import Head, Kind

CATEGORIES = dict(Category.choices)


@dataclass(frozen=True, slots=True)
class Names:
    """Centres, programmes and brands by their ids, as the filters offer them."""

    centres: dict[str, str]
    programmes: dict[str, str]
    brands: dict[str, str]

    def centre(self, key: Any) -> str:
        """Name a centre; one of another country is not named."""
        return self.centres.get(str(key)) or (_("A centre of another country") if key else _("No centre recorded"))


def category(key: str) -> str | Promise:
    """Name a category as it was recorded."""
    return CATEGORIES.get(key) or _("No category recorded")


def share_heads(numerator: str, denominator: str, missing: str = "") -> list[Head]:
    """Give the columns of a share."""
    return [
        Head(numerator),
        Head(denominator),
        Head(_("Share"), Kind.SHARE),
        Head(_("95 % from"), Kind.SHARE),
        Head(_("95 % to"), Kind.SHARE),
        Head(missing or _("Of these, nothing recorded")),
    ]
