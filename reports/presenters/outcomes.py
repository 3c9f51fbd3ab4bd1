"""Pregnancies and side effects as their page shows them (O1, O2)."""

from django.utils.translation import gettext as _

from programmes.reactions import WORDS
from reports import outcomes
from reports.exposure import Exposure, exposure
from reports.names import Names
from reports.scope import Scope
from reports.shares import rate_interval
from reports.sheets import Head, Kind, Sheet, Value, written
from reports.timeliness import OTHERS_ON, SERIOUS_ON, waits
from rulebook.clocks import DAYS, OTHER, SERIOUS

THOUSAND = 1000


def pregnancies(scope: Scope, names: Names) -> Sheet:
    """Lay out the suspicions of pregnancy with their rates (O1)."""
    found, time = outcomes.pregnancies(scope), exposure(scope)
    under = sum(count for told, count in found.items() if told != outcomes.OUTSIDE)
    alarms = found.get(outcomes.FALSE_ALARM, 0)
    rows = [
        (_("Suspected under exposure"), *_rates(under, time)),
        (_("A false alarm"), *_rates(alarms, time)),
        (_("Ended"), *_rates(found.get(outcomes.ENDED, 0), time)),
        (_("Not closed yet"), *_rates(found.get(outcomes.OPEN, 0), time)),
        (_("Suspected under exposure, no false alarm"), *_rates(under - alarms, time)),
        (_("Suspected outside exposure"), found.get(outcomes.OUTSIDE, 0), None, None, None, None, None),
        (_("Suspected in a man's partner"), *_rates(outcomes.partners(scope), time)),
    ]
    return Sheet(
        name="pregnancies",
        caption=_("Pregnancies (O1)"),
        sentence=_under_exposure(scope),
        heads=[
            Head(_("Suspicions"), Kind.TEXT),
            Head(_("Number")),
            Head(_("Of patients"), Kind.NUMBER),
            Head(_("Of women who can become pregnant"), Kind.NUMBER),
            *years_heads(),
        ],
        rows=rows,
        notes=[_time(time)],
    )


def _under_exposure(scope: Scope) -> str:
    """Say which days count: those of the programme asked for, or that each supply goes by its own programme's."""
    windows = outcomes.windows_of_exposure()
    if scope.programme not in windows:
        return _(
            "Under exposure: during a supply, and in the days before and after it for which its own programme asks for "
            "contraception. Rates are per 1,000."
        )
    before, after = windows[scope.programme]
    return _(
        "Under exposure: from %(before)s days before a supply to %(after)s days after its end. Rates are per 1,000."
    ) % {"before": before.days, "after": after.days}


def side_effects(scope: Scope, names: Names) -> Sheet:
    """Lay out the side effects by term, with their rates (O2)."""
    found, time = outcomes.side_effects(scope), exposure(scope)
    told, serious = outcomes.told(scope)
    rows: list[tuple[Value, ...]] = [
        (WORDS.get(one.term) or _("In other words"), one.reports, one.serious, one.unsaid, *yearly(one.reports, time))
        for one in found
    ]
    everyone = sum(one.reports for one in found)
    rows.append(
        (_("All reports of professionals"), everyone, sum(one.serious for one in found),
         sum(one.unsaid for one in found), *yearly(everyone, time)),
    )  # fmt: skip
    rows.append((_("Told by patients, not assessed"), told, serious, None, *yearly(told, time)))
    return Sheet(
        name="side-effects",
        caption=_("Side effects (O2)"),
        sentence=_("Reports of the period by the label's own terms. Rates are per 1,000."),
        heads=[
            Head(_("Term"), Kind.TEXT),
            Head(_("Number")),
            Head(_("Serious")),
            Head(_("Seriousness not said yet")),
            *years_heads(),
        ],
        rows=rows,
        notes=[_time(time), *_passed_on(scope)],
    )


def years_heads() -> list[Head]:
    """Head the columns of a rate of 1,000 patient-years with its interval."""
    return [
        Head(_("Of patient-years"), Kind.NUMBER),
        Head(_("95 % from"), Kind.NUMBER),
        Head(_("95 % to"), Kind.NUMBER),
    ]


def _passed_on(scope: Scope) -> list[str]:
    """Say which share was passed on in time, of serious ones and of the others."""
    by_row = {one.row: one for one in waits(scope)}
    said = {
        SERIOUS_ON: (_("Serious, or not said yet: %(in_time)s of %(due)s passed on within %(days)s days."), SERIOUS),
        OTHERS_ON: (_("Not serious: %(in_time)s of %(due)s passed on within %(days)s days."), OTHER),
    }
    return [
        words % {"in_time": by_row[row].in_time, "due": by_row[row].due, "days": DAYS[clock]}
        for row, (words, clock) in said.items()
    ]


def _rates(count: int, time: Exposure) -> tuple[Value, ...]:
    return count, _rate(count, time.patients), _rate(count, time.childbearing), *yearly(count, time)


def _rate(count: int, of: float) -> float | None:
    return THOUSAND * count / of if of else None


def yearly(count: int, time: Exposure) -> tuple[Value, Value, Value]:
    """Give a rate of 1,000 patient-years with the ends of its exact interval; without any time there is none."""
    if not time.days:
        return None, None, None
    interval = rate_interval(count, time.years / THOUSAND)
    return _rate(count, time.years), interval.low, interval.high


def _time(time: Exposure) -> str:
    return _("Patients: %(patients)s. Women who can become pregnant: %(able)s. Patient-years: %(years)s.") % {
        "patients": time.patients,
        "able": time.childbearing,
        "years": written(time.years, Kind.NUMBER),
    }
