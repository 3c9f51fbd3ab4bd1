"""A cover in words: who is away, who covers, until when."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Cover
from foundation.tables import Column, Link, Table, Tag, Value, table


def cover_table(*, covers: Iterable[Cover], by: Actor, day: dt.date) -> Table:
    """List the covers that run or are to come; one of the two can end hers."""
    return table(
        caption=_("Covers in your centre, now and to come"),
        columns=[
            Column(_("Who is away")),
            Column(_("Who covers")),
            Column(_("From")),
            Column(_("Last day")),
            Column(_("State")),
            Column(_("End it")),
        ],
        rows=[_row(one, by, day) for one in covers],
    )


def cover_words(cover: Cover) -> str:
    """Say a cover in a sentence."""
    return _("%(colleague)s covers for %(absent)s from %(first)s until %(last)s.") % {
        "colleague": cover.colleague.name,
        "absent": cover.absent.name,
        "first": date_format(cover.valid_from),
        "last": _last(cover),
    }


def _row(cover: Cover, by: Actor, day: dt.date) -> list[Value]:
    state = Tag(_("Now"), "yes") if cover.covers(day) else Tag(_("To come"), "plain")
    mine = by.user_id in {cover.absent_id, cover.colleague_id}
    end: Value = Link(_("End this cover"), reverse("prescribers:end_cover", args=[cover.id])) if mine else "–"
    return [cover.absent.name, cover.colleague.name, date_format(cover.valid_from), _last(cover), state, end]


def _last(cover: Cover) -> str:
    return date_format(cover.last_day) if cover.last_day else ""
