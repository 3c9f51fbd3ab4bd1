"""What the ladder before a lost pregnancy lacks, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rulebook.pregnancy import Lacking


def what_lacks(lacks: Lacking) -> str:
    """Say what the ladder lacks and from when it can be complete, and so what to do."""
    attempts, ways = lacks.attempts, lacks.ways
    parts = [
        ngettext("%(n)s more attempt", "%(n)s more attempts", attempts) % {"n": attempts} if attempts else "",
        ngettext("%(n)s more way of asking", "%(n)s more ways of asking", ways) % {"n": ways} if ways else "",
        _days(lacks),
    ]
    return _("Not lost yet. It takes: %(what)s. Go on asking.") % {"what": ", ".join(one for one in parts if one)}


def _days(lacks: Lacking) -> str:
    if lacks.not_before is not None:
        return _("an attempt on %(day)s or later") % {"day": date_format(lacks.not_before)}
    days = lacks.days
    return (
        ngettext("%(n)s day from the first attempt to the last", "%(n)s days from the first attempt to the last", days)
        % {"n": days}
        if days
        else ""
    )
