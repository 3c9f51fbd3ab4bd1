"""What the ladder before a lost pregnancy lacks, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rulebook.pregnancy import Lacking


def what_lacks(lacks: Lacking) -> str:
    """Say what the ladder lacks, and so what to do."""
    attempts, ways, days = lacks.attempts, lacks.ways, lacks.days
    parts = [
        ngettext("%(n)s more attempt", "%(n)s more attempts", attempts) % {"n": attempts} if attempts else "",
        ngettext("%(n)s more way of asking", "%(n)s more ways of asking", ways) % {"n": ways} if ways else "",
        ngettext("%(n)s more day since the first", "%(n)s more days since the first", days) % {"n": days}
        if days
        else "",
    ]
    return _("Not lost yet. It takes: %(what)s. Go on asking.") % {"what": ", ".join(one for one in parts if one)}
