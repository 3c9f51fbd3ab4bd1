"""The period that figures are asked for."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.forms import RegistryForm, ThreePartDateField

MOST_DAYS = 366 * 5


class PeriodForm(RegistryForm):
    """From one day to another, both counted in."""

    since = ThreePartDateField(label=_("From"), not_after_today=True)
    until = ThreePartDateField(label=_("To"), not_after_today=True)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that runs backwards, or one so long that nobody can wait for it."""
        cleaned = super().clean() or {}
        since: dt.date | None = cleaned.get("since")
        until: dt.date | None = cleaned.get("until")
        if since and until and since > until:
            self.add_error("since", _("“From” must not be after “To”. Exchange the two."))
        elif since and until and (until - since).days > MOST_DAYS:
            self.add_error("since", _("Ask for five years at most. Choose a later day."))
        return cleaned
