"""The pregnancies of a country as its authority reads them: under the case's number, without initials."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Table, Tag, Value, table
from safety.facts import facts_of
from safety.followed import Followed
from safety.presenters.pregnancies import next_step, stands


def copy_table(*, cases: Iterable[Any], followed: Mapping[UUID, Followed], today: dt.date) -> Table:
    """Lay the cases out, the latest on top.

    :param cases: with what their last version says, as :func:`safety.queries.cases` gives them.
    """
    return table(
        caption=_("Pregnancies under exposure"),
        columns=[
            Column(_("Case"), number=True),
            Column(_("What")),
            Column(_("Day zero")),
            Column(_("State")),
            Column(_("Asked next")),
            Column(_("Serious")),
        ],
        rows=[_row(one, followed.get(one.source_series), today) for one in cases],
    )


def _row(case: Any, one: Followed | None, today: dt.date) -> list[Value]:
    facts = facts_of(case.told)
    struck = Tag(_("Struck out in the record"), "wait")
    return [
        case.number,
        "; ".join(reaction.words for reaction in facts.reactions),
        date_format(case.day_zero),
        Tag(_("Nullified"), "plain") if case.nullified else stands(followed=one, today=today) if one else struck,
        next_step(followed=one, today=today) if one else "–",
        Tag(_("Serious"), "no") if case.serious else "–",
    ]
