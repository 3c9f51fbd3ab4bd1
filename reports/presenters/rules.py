"""What a change of rules would be, in words and in numbers of treatments."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Table, table
from patients.reasons import words
from patients.what_if import MOST, Turned, WhatIf
from programmes.proposed import Affected, Proposed
from programmes.rules_in_words import differences
from programmes.rules_presenters import differences_table


def trial_parts(*, proposed: Proposed, found: Iterable[tuple[Affected, WhatIf]]) -> list[dict[str, object]]:
    """Lay out which rules would be others and how many treatments refused; those that refuse any come first."""
    return [
        {
            "title": one.after.title,
            "rules": differences_table(
                caption=_("Rules that would be others"),
                differences=differences(one.before, one.after),
                before=_("In force"),
                after=_("From %(day)s") % {"day": date_format(proposed.begins)},
            ),
            "running": said.running,
            "judged": min(said.running, MOST),
            "stops_somebody": said.stops_somebody,
            "turns": _turns(proposed, said),
            "reasons": _reasons(said),
        }
        for one, said in sorted(found, key=lambda pair: (not pair[1].stops_somebody, not pair[1].running))
    ]


def _occasions(proposed: Proposed, said: WhatIf) -> list[tuple[str, Turned]]:
    return [
        (_("The last supply, judged anew"), said.last_supply),
        (_("The same prescribed today"), said.today),
        (_("The same prescribed on %(day)s") % {"day": date_format(proposed.begins)}, said.begins),
    ]


def _turns(proposed: Proposed, said: WhatIf) -> Table:
    return table(
        caption=_("Treatments that run"),
        columns=[
            Column(_("Judged")),
            Column(_("How many"), numeric=True),
            Column(_("Yes now, and no then"), numeric=True),
            Column(_("No now, and yes then"), numeric=True),
        ],
        rows=[
            (about, str(turned.asked), str(turned.stopped), str(turned.freed))
            for about, turned in _occasions(proposed, said)
        ],
    )


def _reasons(said: WhatIf) -> Table:
    codes = sorted({*said.last_supply.more, *said.today.more, *said.begins.more})
    return table(
        caption=_("Reasons that would be given and are not given now"),
        columns=[
            Column(_("Reason")),
            Column(_("Last supply"), numeric=True),
            Column(_("Today"), numeric=True),
            Column(_("From its day"), numeric=True),
        ],
        rows=[
            (
                str(words(code).title),
                str(said.last_supply.more[code]),
                str(said.today.more[code]),
                str(said.begins.more[code]),
            )
            for code in codes
        ],
    )
