"""Off-label use as its page shows it (L1): treatments started in the period, by what the rulebook said of them."""

from collections import defaultdict

from django.utils.translation import gettext as _

from programmes.in_force import programmes
from reports import charts
from reports.labels import (
    LABEL_UNKNOWN,
    NOT_ASKED,
    OFF_LABEL,
    ON_LABEL,
    PARTNER_LABEL,
    STATUSES,
    Labelled,
    labelled,
    share_of,
    total,
)
from reports.names import Names, share_heads
from reports.presenters.compliance import centres_outside, with_limits
from reports.queries import CENTRE
from reports.scope import Scope
from reports.shares import Share
from reports.sheets import Head, Kind, Sheet, cells_of


def by_status(scope: Scope, names: Names) -> Sheet:
    """Lay out the treatments by label status."""
    rows = labelled(scope)
    return Sheet(
        name="off-label",
        caption=_("Treatments started, by label status (L1)"),
        sentence=_explained(),
        heads=[Head(_("Label status"), Kind.TEXT), *_heads()[:-1]],
        rows=[(_status(one), *cells_of(share_of(rows, one))[:-1]) for one in STATUSES],
    )


def by_centre(scope: Scope, names: Names) -> Sheet:
    """Lay out the off-label share by centre, with a funnel."""
    apart: dict[str, list[Labelled]] = defaultdict(list)
    for row in labelled(scope, by=CENTRE):
        apart[names.centre(row.key)].append(row)
    rows = [(name, share_of(apart[name], OFF_LABEL)) for name in sorted(apart)]
    sheet = Sheet(
        name="off-label-by-centre",
        caption=_("Off-label use by centre (L1)"),
        sentence=_explained(),
        heads=[Head(_("Centre"), Kind.TEXT), *_heads()],
        rows=[(name, *cells_of(share)) for name, share in rows],
        chart=charts.funnel(
            rows,
            title=_("Off-label use by centre"),
            x_label=_("Number of treatments started"),
            describe=centres_outside,
        ),
    )
    return with_limits(sheet, rows)


def by_indication(scope: Scope, names: Names) -> Sheet:
    """Lay out the treatments within a label by the indication that matched, in the order of the programme files."""
    counted: dict[str, int] = defaultdict(int)
    for row in labelled(scope):
        if row.label in (ON_LABEL, PARTNER_LABEL):
            counted[row.indication] += row.count
    everyone = sum(counted.values())
    rows = [(key, Share(counted[key], everyone)) for key in sorted(counted, key=_place_of)]
    return Sheet(
        name="off-label-by-indication",
        caption=_("Treatments within a label, by indication"),
        sentence=_("An indication is named as the programme file names it."),
        heads=[Head(_("Indication"), Kind.TEXT), *_heads()[:-1]],
        rows=[(key, *cells_of(share)[:-1]) for key, share in rows],
    )


def declared(scope: Scope, names: Names) -> Sheet:
    """Lay the prescriber's own declaration beside the label status."""
    rows = labelled(scope)
    answers = {False: _("Declared within the label"), True: _("Declared off-label"), None: _("Nothing declared")}
    return Sheet(
        name="off-label-declared",
        caption=_("The prescriber's declaration beside the label status"),
        sentence=_("What the prescriber declared when the treatment was recorded, and what the rulebook said of it."),
        heads=[Head(_("Declaration"), Kind.TEXT), *(Head(_status(one)) for one in STATUSES)],
        rows=[
            (words, *(total([row for row in rows if row.declared_off_label is answer], one) for one in STATUSES))
            for answer, words in answers.items()
        ],
    )


def _explained() -> str:
    return _(
        "Each treatment counts once, by the last verdict about it. What cannot be told or was not asked yet stays in "
        "the denominator."
    )


def _heads() -> list[Head]:
    return share_heads(_("Treatments"), _("Of"), _("Of these, cannot be told or not asked yet"))


def _status(code: str) -> str:
    return {
        ON_LABEL: _("Within the label"),
        PARTNER_LABEL: _("Within a partner's label"),
        OFF_LABEL: _("Off-label"),
        LABEL_UNKNOWN: _("Cannot be told"),
        NOT_ASKED: _("Not asked about yet"),
    }[code]


def _place_of(indication: str) -> tuple[int, str]:
    loaded = programmes()
    known = [
        label.id
        for programme in loaded.ids
        for version in loaded.versions(programme)
        for label in (*version.indications, *version.partner_labels)
    ]
    return (known.index(indication) if indication in known else len(known), indication)
