"""A case on paper: the same facts as on its page, for an authority that takes no electronic message."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.documents import render_spelt
from safety.facts import Facts
from safety.models import Criterion
from safety.presenters.cases import facts_lines


def case_form(*, case: Any, facts: Facts, at: dt.datetime) -> bytes:
    """Set the form as a tagged PDF.

    :param case: with what its last version says, as :func:`safety.queries.cases` gives it.
    """
    lines = [(one.label, one.value) for one in facts_lines(case=case, facts=facts)]
    lines += [(_("Serious"), _seriousness(facts)), (_("Version"), str(case.last_number))]
    sections = [
        (_("Narrative"), facts.narrative),
        (_("Comment of the safety desk"), facts.sender_comment),
    ]
    data = {
        "title": _("Report of a case"),
        "number": case.number,
        "registry": _("Pregnancy prevention registry"),
        "language": (get_language() or "en").split("-")[0],
        "printed": date_format(at, "DATETIME_FORMAT"),
        "page_of": _("Page {page} of {all}"),
        "facts": [{"label": label, "value": value} for label, value in lines if value],
        "sections": [{"title": title, "words": words} for title, words in sections if words],
    }
    return render_spelt("case_form", data, at=at)


def _seriousness(facts: Facts) -> str:
    """Name the criteria that somebody ticked for any reaction."""
    said = [getattr(one, criterion) for one in facts.reactions for criterion in Criterion.values]
    ticked = [
        str(criterion.label)
        for criterion in Criterion
        if any(getattr(one, criterion.value) == "true" for one in facts.reactions)
    ]
    if ticked:
        return "; ".join(ticked)
    return _("Not serious") if said and all(one == "false" for one in said) else _("not known")
