"""The tables of the safety desk as pages show them: T10 to T13."""

import statistics
from collections.abc import Callable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.reactions import GROUP_WORDS, WORDS
from programmes.words import METHOD_WORDS
from reports import charts, gaps, pace, pregnancies, timeliness
from reports.exposure import Exposure, exposure
from reports.names import Names
from reports.presenters.outcomes import THOUSAND, yearly, years_heads
from reports.scope import Scope
from reports.shares import rate_interval
from reports.sheets import Head, Kind, Sheet, Text, Value
from rulebook.clocks import DAYS, OTHER, SERIOUS
from rulebook.pregnancy import BEFORE, FIRST, SECOND, THIRD, UNDATED
from safety.models import Anomaly, Element, Ending, PregnancyOutcome

REPORTED: dict[str, Promise] = {
    pregnancies.SUSPECTED: gettext_lazy("Suspected"),
    pregnancies.FALSE_ALARM: gettext_lazy("False alarm"),
    pregnancies.IN_PATIENT: gettext_lazy("Confirmed, in a patient"),
    pregnancies.IN_PARTNER: gettext_lazy("Confirmed, in a partner"),
    pregnancies.PROSPECTIVE: gettext_lazy("Confirmed, reported before the outcome was known"),
    pregnancies.RETROSPECTIVE: gettext_lazy("Confirmed, reported afterwards"),
    BEFORE: gettext_lazy("Exposed before the pregnancy alone"),
    FIRST: gettext_lazy("Exposed from the first trimester"),
    SECOND: gettext_lazy("Exposed from the second trimester"),
    THIRD: gettext_lazy("Exposed from the third trimester"),
    UNDATED: gettext_lazy("When exposed is not known"),
}
ENDED: dict[str, Promise] = {
    pregnancies.ONGOING: gettext_lazy("Goes on, or nobody has told yet"),
    str(Ending.LIVE_BIRTH): gettext_lazy("Live birth, no anomaly known"),
    pregnancies.WITH_ANOMALY: gettext_lazy("Live birth with an anomaly"),
}
WAITED: dict[str, Promise] = {
    pace.TEST_TO_PRESCRIPTION: gettext_lazy("From the last negative test to the prescription"),
    pace.PRESCRIPTION_TO_DISPENSING: gettext_lazy("From the prescription to the dispensing"),
    timeliness.STOP_TO_REPORT: gettext_lazy("From the stop to the report of the pregnancy"),
    timeliness.PREGNANCY_ON: gettext_lazy("From the first word of a pregnancy to passing it on"),
    timeliness.SERIOUS_ON: gettext_lazy("From the first word of a serious side effect to passing it on"),
    timeliness.OTHERS_ON: gettext_lazy("From the first word of another side effect to passing it on"),
}


def reported(scope: Scope, names: Names) -> Sheet:
    """Lay out what was reported of pregnancies (T10)."""
    told, time = pregnancies.told_of(scope), exposure(scope)
    counted: list[tuple[Text, pregnancies.Counted]] = [
        (REPORTED[one.row], one) for one in pregnancies.reported(told, scope)
    ]
    for one in pregnancies.by_cause(told, scope):
        cause = Element(one.row).label if one.row else _("not judged yet")
        counted.append((_("Step that failed: %(step)s") % {"step": cause}, one))
    for one in pregnancies.by_method(told, scope):
        method = METHOD_WORDS[one.row] if one.row else _("none in force")
        counted.append((_("Method on record at the conception: %(method)s") % {"method": method}, one))
    rows: list[tuple[Value, ...]] = [
        (words, one.in_period, one.until_its_end, *_monthly(one, time), one.known) for words, one in counted
    ]
    return Sheet(
        name="pregnancies-reported",
        caption=_("Pregnancies reported (T10)"),
        sentence=_(
            "What was suspected and confirmed, when it was reported, how early the exposure began, and which method "
            "the record had at the likely conception, or on the day of the suspicion where it was not dated."
        ),
        heads=[
            Head(_("Pregnancies"), Kind.TEXT),
            Head(_("In the period")),
            Head(_("Up to its end")),
            Head(_("Per 1,000 months of women who can become pregnant"), Kind.NUMBER),
            Head(_("95 % from"), Kind.NUMBER),
            Head(_("95 % to"), Kind.NUMBER),
            Head(_("Of these, every outcome known")),
        ],
        rows=rows,
    )


def _monthly(one: pregnancies.Counted, time: Exposure) -> tuple[Value, Value, Value]:
    """Give the rate of the period with the ends of its exact interval; a partner's pregnancy is in none."""
    months = time.childbearing_months / THOUSAND
    if not months or one.row == pregnancies.IN_PARTNER:
        return None, None, None
    interval = rate_interval(one.in_period, months)
    return one.in_period / months, interval.low, interval.high


def between(scope: Scope, names: Names) -> Sheet:
    """Lay out the days between pregnancies, with their t-chart."""
    waits = gaps.waits_between(pregnancies.told_of(scope))
    limits = gaps.limits_of(waits)
    sides = [limits.side_of(days) if limits else 0 for days in waits]
    said = {-1: _("unusually short"), 0: _("within"), 1: _("unusually long")} if limits else {0: ""}
    return Sheet(
        name="days-between",
        caption=_("Days between pregnancies"),
        sentence=_(
            "Up to the end of the period, by the day of the suspicion, in patients and in partners, without false "
            "alarms. A short wait is the sign to look for; limits are drawn from four waits on."
        ),
        heads=[
            Head(_("Wait"), Kind.TEXT),
            Head(_("Days")),
            Head(_("Lower limit"), Kind.NUMBER),
            Head(_("Usual"), Kind.NUMBER),
            Head(_("Upper limit"), Kind.NUMBER),
            Head(_("Three-sigma limits"), Kind.TEXT),
        ],
        rows=[
            (str(number), days, *((limits.low, limits.middle, limits.high) if limits else 3 * (None,)), said[side])
            for number, (days, side) in enumerate(zip(waits, sides, strict=True), start=1)
        ],
        chart=charts.t_chart(
            [(days, side != 0) for days, side in zip(waits, sides, strict=True)],
            (limits.low, limits.middle, limits.high),
            title=_("Days between pregnancies"),
            description=_waits_outside(sides),
            x_label=_("Pregnancies in their order"),
        )
        if limits
        else None,
    )


def _waits_outside(sides: Sequence[int]) -> str:
    return _(
        "%(short)s of %(all)s waits are unusually short, %(long)s are unusually long. The dashed lines are the limits."
    ) % {"short": sides.count(-1), "long": sides.count(1), "all": len(sides)}


def endings(scope: Scope, names: Names) -> Sheet:
    """Lay out how pregnancies ended, child by child (T11)."""
    rows: list[tuple[Value, ...]] = [
        (
            ENDED.get(one.row) or Ending(one.row).label,
            ", ".join(number for number in one.described if number) or None, one.maternal, one.paternal,
            statistics.median(one.weeks) if one.weeks else None, min(one.weeks, default=None),
            max(one.weeks, default=None), one.complete,
        )
        for one in pregnancies.endings(pregnancies.told_of(scope))
    ]  # fmt: skip
    return Sheet(
        name="pregnancy-outcomes",
        caption=_("Outcomes of pregnancies (T11)"),
        sentence=_("Each child by itself, of every confirmed pregnancy up to the end of the period."),
        heads=[
            Head(_("Outcome"), Kind.TEXT),
            Head(_("Anomaly described in line"), Kind.TEXT),
            Head(_("Mother exposed")),
            Head(_("Father exposed")),
            Head(_("Weeks, median"), Kind.NUMBER),
            Head(_("Weeks, least")),
            Head(_("Weeks, most")),
            Head(_("Outcome known")),
        ],
        rows=rows,
    )


def listed(scope: Scope, names: Names) -> Sheet:
    """List the pregnancies one by one, each child in a line, under the numbers of their cases (T11)."""
    rows = [_line(one) for one in pregnancies.listing(pregnancies.told_of(scope))]
    return Sheet(
        name="pregnancy-list",
        caption=_("Pregnancies one by one (T11)"),
        sentence=_(
            "Every confirmed pregnancy up to the end of the period, each child in a line of its own. The number is "
            "that of the case; who it is stands nowhere here. Not for publication."
        ),
        heads=[
            Head(_("Case"), Kind.TEXT),
            Head(_("Suspected on"), Kind.TEXT),
            Head(_("Exposed"), Kind.TEXT),
            Head(_("Exposure"), Kind.TEXT),
            Head(_("Reported"), Kind.TEXT),
            Head(_("Child")),
            Head(_("Outcome"), Kind.TEXT),
            Head(_("Weeks")),
            Head(_("Anomaly"), Kind.TEXT),
        ],
        rows=rows,
    )


def _line(one: pregnancies.Line) -> tuple[Value, ...]:
    told, outcome = one.pregnancy, one.outcome
    return (
        told.number or None, told.on.isoformat(), _("Father") if told.by_father else _("Mother"),
        REPORTED[told.trimester], _told_before(told), one.child, _ending_of(outcome),
        outcome.weeks if outcome else None, _anomaly_of(outcome),
    )  # fmt: skip


def _told_before(one: pregnancies.Told) -> Value:
    before = one.report.prospective if one.report else None
    return {True: _("Before the outcome was known"), False: _("Afterwards"), None: None}[before]


def _ending_of(outcome: PregnancyOutcome | None) -> Text:
    return ENDED[pregnancies.ONGOING] if outcome is None else Ending(outcome.ending).label


def _anomaly_of(outcome: PregnancyOutcome | None) -> Value:
    """Give the anomaly as it was described, or what is known of none."""
    if outcome is None or not outcome.anomaly:
        return None
    return outcome.words if outcome.anomaly == Anomaly.YES else Anomaly(outcome.anomaly).label


def organs(scope: Scope, names: Names) -> Sheet:
    """Lay out the side effects by organ class (T12)."""
    return Sheet(
        name="side-effects-by-organ",
        caption=_("Side effects by organ class (T12)"),
        sentence=_(
            "Where a licensed dictionary is loaded and the case is coded, the class is the dictionary’s; else it is "
            "the registry’s own group of the reaction."
        ),
        heads=[Head(_("Organ class"), Kind.TEXT), *_effect_heads()],
        rows=_effects(scope, timeliness.organs(scope), lambda one: (_organ(one),)),
    )


def _organ(one: timeliness.Term) -> Text:
    return GROUP_WORDS.get(one.organ) or one.organ or _("In no class")


def _term(one: timeliness.Term) -> Text:
    return WORDS.get(one.term) or one.term or _("In other words")


def _effects(
    scope: Scope, found: list[timeliness.Term], named: Callable[[timeliness.Term], tuple[Value, ...]]
) -> list[tuple[Value, ...]]:
    time = exposure(scope)
    return [
        (
            *named(one), one.serious, one.others, one.unsaid, one.fatal, one.patients,
            *yearly(one.serious + one.others + one.unsaid, time), one.in_time, one.due,
        )
        for one in found
    ]  # fmt: skip


def _effect_heads() -> list[Head]:
    return [
        Head(_("Serious")),
        Head(_("Not serious")),
        Head(_("Seriousness not said yet")),
        Head(_("Fatal")),
        Head(_("Patients")),
        *years_heads(),
        Head(_("Passed on in time")),
        Head(_("Of those due")),
    ]


def terms(scope: Scope, names: Names) -> Sheet:
    """Lay out the side effects by term, and how many were passed on in time (T12)."""
    return Sheet(
        name="side-effects-reported",
        caption=_("Side effects reported (T12)"),
        sentence=_(
            "Reports of professionals in the period. Passed on in time: within %(serious)s days if serious, else "
            "%(others)s."
        )
        % {"serious": DAYS[SERIOUS], "others": DAYS[OTHER]},
        heads=[Head(_("Organ class"), Kind.TEXT), Head(_("Term"), Kind.TEXT), *_effect_heads()],
        rows=_effects(scope, timeliness.terms(scope), lambda one: (_organ(one), _term(one))),
    )


def waits(scope: Scope, names: Names) -> Sheet:
    """Lay out how long it took (T13)."""
    rows: list[tuple[Value, ...]] = [
        (
            WAITED[one.row], len(one.days), one.median, one.ninth_decile, one.longest, one.in_time, one.due,
            one.in_time / one.due if one.due else None, one.waiting,
        )
        for one in (*pace.paces(scope), *timeliness.waits(scope))
    ]  # fmt: skip
    return Sheet(
        name="timeliness",
        caption=_("How long it took (T13)"),
        sentence=_(
            "In days: of the dispensings of the period, each by itself, and of what was suspected or reported in it. "
            "In time is what the verdict found in order, or what was done by its last day."
        ),
        heads=[
            Head(_("Way"), Kind.TEXT),
            Head(_("Done")),
            Head(_("Days, median"), Kind.NUMBER),
            Head(_("Nine of ten within"), Kind.NUMBER),
            Head(_("Longest"), Kind.NUMBER),
            Head(_("In time")),
            Head(_("Of those due")),
            Head(_("Share in time"), Kind.SHARE),
            Head(_("Still waited for")),
        ],
        rows=rows,
    )
