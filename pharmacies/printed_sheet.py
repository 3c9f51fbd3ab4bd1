"""The downtime sheet as it is printed, and as its page speaks of it."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.actor import Actor
from foundation.documents import render_spelt
from pharmacies.models import DowntimeSheet
from pharmacies.sheets import printed_seal
from pharmacies.wording import moment_in_words
from programmes.controls import hours_to_enter_late


def print_sheet(*, sheet: DowntimeSheet, by: Actor) -> bytes:
    """Set a sheet as a tagged PDF; the same sheet gives the same bytes."""
    return render_spelt("downtime_sheet", sheet_data(sheet=sheet, by=by), at=sheet.made_at)


def sheet_data(*, sheet: DowntimeSheet, by: Actor) -> dict[str, Any]:
    """Give what stands on a sheet."""
    return {
        "title": _("Downtime sheet"),
        "registry": _("Pregnancy prevention registry"),
        "language": (get_language() or "en").split("-")[0],
        "pharmacy": sheet.pharmacy.name,
        "made": _("What was a yes at this hour: %(moment)s") % {"moment": moment_in_words(sheet.made_at, by)},
        "holds": _("Not to be used after %(moment)s") % {"moment": moment_in_words(sheet.holds_until, by)},
        "warning": _("This sheet is no yes. Use it only while the registry does not answer."),
        "nobody": _("Nobody stood on it at that hour. Hand nothing over by it."),
        "columns": [
            _("Card ends in"),
            _("Medicine"),
            _("Capsules left"),
            _("Dispense by"),
            _("Telephone of the centre"),
        ],
        "lines": [_line(line) for line in sheet.lines],
        "steps_title": _("What to do"),
        "steps": _steps(),
        "seal_label": _("Seal:"),
        "seal": printed_seal(sheet=sheet),
        "check": _(
            "How to check this paper: type its seal at “Downtime sheet” once the registry answers again. It shows the "
            "lines that were sealed; a line that differs here was changed afterwards."
        ),
    }


def _line(line: dict[str, Any]) -> dict[str, str]:
    last = line["dispense_by"]
    return {
        "card": line["card"],
        "medicine": f"{line['substance']} {line['strength_mg']} mg",
        "left": ngettext("%(n)d capsule", "%(n)d capsules", line["left"]) % {"n": line["left"]},
        "dispense_by": date_format(dt.date.fromisoformat(last)) if last else "–",
        "telephone": line["telephone"],
    }


def _steps() -> list[str]:
    return [
        _(
            "Compare the last four signs of the card with this sheet, and the person with the card. "
            "Who is not on it gets nothing."
        ),
        _(
            "Call the centre. Go on only if a prescriber there says that nothing has changed since: "
            "no stop, no suspicion."
        ),
        _("Hand over no more than what is left, and nothing after the last day."),
        _(
            "Write down the whole number of the card, day and time, capsules, batch and whom you spoke to. "
            "Two pharmacists sign."
        ),
        _(
            "Enter it at “Enter a dispensing late” as soon as the registry answers, "
            "within %(hours)s hours of handing over."
        )
        % {"hours": hours_to_enter_late()},
    ]
