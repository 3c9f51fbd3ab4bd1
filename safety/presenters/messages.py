"""Messages as the desk reads them: which went where, with what hash, and how they were answered."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.moments import moment_in_words
from foundation.tables import Column, Link, Table, Tag, Value, table
from safety.e2b.acknowledgement import CASE_REFUSED, CASE_TAKEN, REFUSED, TAKEN, TAKEN_IN_PART
from safety.models import Acknowledgement, Direction, SafetyMessage

SHOWN_OF_A_HASH = 12


def message_table(*, rows: Iterable[SafetyMessage]) -> Table:
    """Lay messages out, the latest on top."""
    return table(
        caption=_("Messages"),
        columns=[
            Column(_("Batch"), number=True),
            Column(_("Which way")),
            Column(_("When")),
            Column(_("Cases")),
            Column(_("State")),
            Column(_("SHA-256 begins"), number=True),
        ],
        rows=[_row(one) for one in rows],
    )


def answered(one: Acknowledgement) -> Tag:
    """Say what the receiver made of a batch."""
    tags = {
        TAKEN: Tag(_("Taken"), "yes"),
        TAKEN_IN_PART: Tag(_("Taken in part"), "wait"),
        REFUSED: Tag(_("Refused"), "no"),
    }
    return tags.get(one.code, Tag(one.code or _("Not known"), "wait"))


def case_answered(code: str) -> Tag:
    """Say what the receiver made of one case."""
    tags = {CASE_TAKEN: Tag(_("Taken"), "yes"), CASE_REFUSED: Tag(_("Refused"), "no")}
    return tags.get(code, Tag(code or _("Not known"), "wait"))


def _row(one: SafetyMessage) -> list[Value]:
    is_out = one.direction == Direction.OUT
    cases = one.passed_on.count() if is_out else one.read_into.count()
    return [
        Link(one.batch or _("without a number"), reverse("safety:message", args=[one.id])),
        one.get_direction_display(),
        moment_in_words(one.made_at),
        ngettext("%(n)s case", "%(n)s cases", cases) % {"n": cases},
        _state(one) if is_out else Tag(_("Read"), "plain"),
        one.sha256[:SHOWN_OF_A_HASH],
    ]


def _state(one: SafetyMessage) -> Tag:
    last = max(one.acknowledgements.all(), key=lambda found: found.read_at, default=None)
    return answered(last) if last else Tag(_("Not answered yet"), "wait")
