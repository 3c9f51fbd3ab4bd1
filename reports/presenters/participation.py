"""Participation as its page shows it: patients, how long they stay, and who is accredited."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from patients.models import Category
from programmes.models import MaterialKind
from reports import charts, people
from reports.names import Names, category
from reports.persistence import at, kaplan_meier, stays
from reports.scope import Scope
from reports.sheets import Head, Kind, Sheet, cells_of

DAYS = (30, 91, 182, 365)


def patients(scope: Scope, names: Names) -> Sheet:
    """Lay out the patients by category: enrolled in the period, on treatment at its end."""
    enrolled, treated = people.enrolled(scope), people.on_treatment(scope)
    keys = [*Category.values, *({*enrolled, *treated} - set(Category.values))]
    rows = [(category(key), enrolled.get(key, 0), treated.get(key, 0)) for key in keys]
    return Sheet(
        name="patients",
        caption=_("Patients by category"),
        sentence=_("On treatment: dispensed to, and neither ended nor withdrawn on the last day of the period."),
        heads=[Head(_("Category"), Kind.TEXT), Head(_("Enrolled in the period")), Head(_("On treatment at its end"))],
        rows=[*rows, (_("All"), sum(enrolled.values()), sum(treated.values()))],
    )


def persisting(scope: Scope, names: Names) -> Sheet:
    """Lay out how many treatments go on after so many days, with a Kaplan–Meier curve."""
    found = stays(scope)
    steps = kaplan_meier(found)
    rows = []
    for day in DAYS:
        running, censored, step = at(day, found, steps)
        share, low, high = (step.share, step.low, step.high) if step else (1.0, None, None)
        rows.append((day, running, censored, *((share, low, high) if running else (None, None, None))))
    last = max((stay.days for stay in found), default=0)
    drawn = [(float(step.day), step.share, step.low, step.high) for step in steps]
    if drawn and last > drawn[-1][0]:
        drawn.append((float(last), *drawn[-1][1:]))
    return Sheet(
        name="persistence",
        caption=_("Treatments that go on (Kaplan–Meier)"),
        sentence=_(
            "Treatments started in the period, until they end. A patient who leaves the programme or dies is counted "
            "until that day."
        ),
        heads=[
            Head(_("Days after the start")),
            Head(_("At risk")),
            Head(_("Seen no longer")),
            Head(pgettext("share of treatments that do not end", "Go on"), Kind.SHARE),
            Head(_("95 % from"), Kind.SHARE),
            Head(_("95 % to"), Kind.SHARE),
        ],
        rows=rows if found else [],
        chart=charts.curve(
            drawn,
            title=_("Treatments that go on"),
            description=_("%(ended)s of %(all)s treatments have ended. The dashed lines are the 95 %% interval.")
            % {"ended": sum(step.ended for step in steps), "all": sum(stay.count for stay in found)},
            x_label=_("Days after the start"),
        ),
    )


def accredited(scope: Scope, names: Names) -> Sheet:
    """Lay out who is certified or registered."""
    prescribers, pharmacies = people.prescribers(scope), people.pharmacies(scope)
    return Sheet(
        name="accredited",
        caption=_("Prescribers and pharmacies"),
        sentence=_(
            "Certifications and registrations as they stand now; the filters for centre and category do not apply."
        ),
        heads=[
            Head(_("Who"), Kind.TEXT),
            Head(_("On the last day")),
            Head(_("Began in the period")),
            Head(_("Ended in the period")),
        ],
        rows=[
            (_("Certified prescribers"), prescribers.held, prescribers.began, prescribers.ended),
            (_("Registered pharmacies"), pharmacies.held, pharmacies.began, pharmacies.ended),
        ],
    )


def reached_by_materials(scope: Scope, names: Names) -> Sheet:
    """Lay out how many of those who should hold the version in force acknowledged it (D1), by kind."""
    found = people.reached_by_materials(scope)
    rows = [(kind.label, *cells_of(found[kind])[:-1]) for kind in MaterialKind if kind in found]
    return Sheet(
        name="materials",
        caption=_("Materials that reached (D1)"),
        sentence=_(
            "Of the certified prescribers and registered pharmacies, those who confirmed the version in force on the "
            "last day. The filters for centre and category do not apply."
        ),
        heads=[
            Head(_("Kind"), Kind.TEXT),
            Head(_("Confirmed")),
            Head(_("Should have it")),
            Head(_("Share"), Kind.SHARE),
            Head(_("95 % from"), Kind.SHARE),
            Head(_("95 % to"), Kind.SHARE),
        ],
        rows=rows,
    )
