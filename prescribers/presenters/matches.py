"""Records of the centre that may be those of whoever is being registered."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.matching import Matches


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One record, and the way to it; the name is the one just typed and is not repeated."""

    words: str
    url: str


def match_lines(matches: Matches) -> list[MatchLine]:
    """Show each record by its programme and the day on which it was begun."""
    return [
        MatchLine(
            _("The record in %(programme)s, registered on %(day)s")
            % {"programme": one.programme.name, "day": date_format(one.enrolled_on)},
            reverse("prescribers:patient", args=[one.id]),
        )
        for one in matches.seen
    ]
