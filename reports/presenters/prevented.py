"""What prevented harm, as its page shows it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from patients.reasons import words
from reports import prevented
from reports.names import Names
from reports.scope import Scope
from reports.shares import Share
from reports.sheets import Head, Kind, Sheet, Value, hours, written
from rulebook.indicators import PUT_RIGHT_WITHIN


def answered(scope: Scope, names: Names) -> Sheet:
    """Lay out what counters were answered."""
    found = prevented.answers(scope)
    rows = [
        (_("Yes"), found.yes),
        (_("No, with reasons"), found.no),
        (_("Refused before any rule"), found.refused),
        (_("All"), found.asked),
    ]
    return Sheet(
        name="answers",
        caption=_("Cards checked at counters, by answer"),
        sentence=_(
            "A yes that is asked for again while dispensing is counted once. Late entries were asked at no counter."
        ),
        heads=[Head(_("Answer"), Kind.TEXT), *_counted()],
        rows=[(label, *_part(count, found.asked)) for label, count in rows],
    )


def by_reason(scope: Scope, names: Names) -> Sheet:
    """Lay out the noes by reason, with what was put right and how soon (B1)."""
    return Sheet(
        name="prevented-by-reason",
        caption=_("Supplies prevented, by reason (B1)"),
        sentence=_(
            "A no counts once under each of its reasons. Put right: a plain yes to the same patient within %(days)s "
            "days; an override is none."
        )
        % {"days": PUT_RIGHT_WITHIN.days},
        heads=[
            Head(_("Reason"), Kind.TEXT),
            Head(_("Verdicts")),
            Head(_("Patients")),
            Head(_("Put right")),
            Head(_("Share"), Kind.SHARE),
            Head(_("Median hours until then"), Kind.NUMBER),
        ],
        rows=[
            (
                _title(one.code),
                one.verdicts,
                one.patients,
                one.put_right,
                one.put_right / one.verdicts,
                hours(one.median),
            )
            for one in prevented.by_reason(scope)
        ],
    )


def by_refusal(scope: Scope, names: Names) -> Sheet:
    """Lay out the counter's own refusals."""
    return _listed(
        "prevented-by-refusal",
        _("Refused before any rule"),
        _("The counter refuses by itself what the rulebook cannot be asked about."),
        _("Refusal"),
        prevented.by_refusal(scope),
    )


def overridden(scope: Scope, names: Names) -> Sheet:
    """Lay out the overrides by reason (B2)."""
    return _listed(
        "overrides",
        _("Dispensed against a reason, by two people (B2)"),
        _("A dispensing counts once under each reason that two people of the pharmacy overruled."),
        _("Reason"),
        prevented.overrides(scope),
    )


def deviating(scope: Scope, names: Names) -> Sheet:
    """Lay out what was dispensed otherwise than on a plain yes, and what was reversed."""
    found = prevented.deviations(scope)
    rows = [
        (_("Dispensings that stand"), found.dispensings),
        (_("With an override by two people"), found.overridden),
        (_("Where the authority had moved a reason"), found.under_a_regime),
        (_("Entered late"), found.late),
        (_("Entered late, against a reason"), found.late_against_reasons),
        (_("Recorded, never collected and reversed; not among those that stand"), found.reversed),
    ]
    notes = []
    if found.median_lateness is not None:
        notes.append(
            _("Median hours from a supply to its late entry: %(hours)s")
            % {"hours": written(hours(found.median_lateness), Kind.NUMBER)}
        )
    return Sheet(
        name="deviations",
        caption=_("Dispensed in another way than on a plain yes"),
        sentence=_("Every dispensing of the period, and how many of them went another way."),
        heads=[Head(_("What"), Kind.TEXT), *_counted()],
        rows=[(label, *_part(count, found.dispensings)) for label, count in rows],
        notes=notes,
    )


def _listed(name: str, caption: str, sentence: str, head: str, found: Sequence[prevented.Refused]) -> Sheet:
    return Sheet(
        name=name,
        caption=caption,
        sentence=sentence,
        heads=[Head(head, Kind.TEXT), Head(_("Verdicts")), Head(_("Patients"))],
        rows=[(_title(one.code), one.verdicts, one.patients) for one in found],
    )


def _counted() -> list[Head]:
    return [Head(_("Number")), Head(_("Share"), Kind.SHARE)]


def _part(count: int, of: int) -> tuple[Value, Value]:
    return count, Share(count, of).value


def _title(code: str) -> str:
    return str(words(code).title)
