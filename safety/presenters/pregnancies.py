"""A pregnancy as the centre and the desk read it: where it stands, what is asked next, what was told."""

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.tables import Column, Table, Tag, Value, table
from patients.models import Sex
from rulebook.pregnancy import gestation_on
from safety.followed import Followed
from safety.models import Certainty, Ending, PregnancyOutcome, PregnancyReport
from safety.presenters.cases import Fact
from safety.step_words import step_in_words


def stands(*, followed: Followed, today: dt.date) -> Tag:
    """Say where a pregnancy stands."""
    if followed.is_false_alarm:
        return Tag(_("False alarm"), "plain")
    if followed.is_lost:
        return Tag(_("Lost to follow-up"), "wait")
    late = bool(followed.plan) and followed.plan[0].due_on < today
    if followed.outcomes and followed.awaited:
        known = {"known": len(followed.outcomes), "all": followed.children}
        return Tag(_("%(known)s of %(all)s outcomes known") % known, "no" if late else "wait")
    if followed.outcomes:
        return Tag(_("Child is followed"), "no" if late else "wait") if followed.plan else _done(followed)
    confirmed = followed.report is not None and followed.report.certainty == Certainty.CONFIRMED
    words = _("Confirmed") if confirmed else _("Suspected")
    return Tag(words, "no" if late else "wait")


def after_a_stop() -> list[str]:
    """List what a pharmacist does who has just stopped a supply, the most urgent first."""
    return [
        _("Tell the patient to stop the capsules today and to bring back what is left."),
        _("Ask her to call her prescriber today. The registry tells the prescriber and the safety desk now."),
        _followed_by_others(),
    ]


def after_telling_of_a_partner() -> list[str]:
    """List what a pharmacist does who has just told of a man's partner, the most urgent first."""
    return [
        _("Ask him to tell his partner today that the medicine may harm an unborn child."),
        _("His treatment goes on. Remind him of condoms, also while she is pregnant."),
        _followed_by_others(),
    ]


def _followed_by_others() -> str:
    return _(
        "The centre reports how it goes on. What the safety desk asks you stands under “Questions of the safety desk” "
        "once the card is scanned."
    )


def _done(followed: Followed) -> Tag:
    if any(one.child_lost for one in followed.outcomes):
        return Tag(_("Outcome known, child lost to follow-up"), "wait")
    return Tag(_("Outcome known"), "yes")


def next_step(*, followed: Followed, today: dt.date) -> Value:
    """Say what is asked next, until when, and whether that day is over."""
    if not followed.plan:
        return "–"
    one = followed.plan[0]
    words = step_in_words(kind=one.kind, child=one.child, children=followed.children)
    said = _("%(step)s, until %(day)s") % {"step": words, "day": date_format(one.due_on)}
    return Tag(_("%(day)s, overdue") % {"day": said}, "no") if one.due_on < today else said


def plan_table(*, followed: Followed, today: dt.date) -> Table:
    """Lay out what is still to be asked, by day."""
    return table(
        caption=_("What is asked, and until when"),
        columns=[Column(_("What")), Column(_("Until"))],
        rows=[
            [step_in_words(kind=one.kind, child=one.child, children=followed.children), _until(one.due_on, today)]
            for one in followed.plan
        ],
    )


def contact_table(*, followed: Followed) -> Table:
    """Lay out who was asked, and what was said."""
    return table(
        caption=_("Who was asked"),
        columns=[
            Column(_("Day")),
            Column(_("What")),
            Column(_("Who")),
            Column(_("How")),
            Column(_("Answer")),
        ],
        rows=[
            [
                date_format(one.on), step_in_words(kind=one.step, child=one.child, children=followed.children),
                one.get_asked_display(), one.get_way_display(),
                one.words if one.answered else Tag(_("Nobody answered"), "wait"),
            ]
            for one in followed.contacts
        ],
    )  # fmt: skip


def outcome_lines(one: PregnancyOutcome, *, children: int) -> list[Fact]:
    """Say how it ended for one child; which, where there are several."""
    lines = [
        (_("Child"), str(one.child) if children > 1 else ""),
        (_("How it ended"), one.get_ending_display()),
        (_("Day"), date_format(one.ended_on)),
        (_("Weeks"), "" if one.weeks is None or one.ending == Ending.LOST else str(one.weeks)),
        (_("Sex of the child"), _sex(one.sex)),
        (_("Weight at birth"), _("%(n)s g") % {"n": one.weight_g} if one.weight_g else ""),
        (_("Length at birth"), _("%(n)s cm") % {"n": decimal(one.length_cm)} if one.length_cm else ""),
        (_("Head circumference at birth"), _("%(n)s cm") % {"n": decimal(one.head_cm)} if one.head_cm else ""),
        (_("Apgar after 5 minutes"), "" if one.apgar_5 is None else str(one.apgar_5)),
        (_("Anomaly"), one.get_anomaly_display()),
        (_("In words"), one.words),
        (_("Follow-up of the child"), _("Lost: %(why)s") % {"why": one.supersedes_because} if one.child_lost else ""),
    ]
    return [Fact(label, str(value)) for label, value in lines if value]


def report_lines(*, followed: Followed, today: dt.date) -> list[Fact]:
    """List what is known of a pregnancy, in the order in which it is read."""
    one = followed.report
    lines = [(_("Suspected on"), date_format(followed.suspected_on))]
    if one is not None:
        lines += [
            (_("How sure"), one.get_certainty_display()),
            (_("How it is known"), one.known_how),
            (_("Day of the positive test"), _day(one.positive_on)),
            (_("Last period"), _day(one.last_period_on)),
            (_("Measured"), _measured(followed)),
            (_("Expected delivery"), _day(followed.expected)),
            (_("Weeks today"), _weeks(followed, today)),
            (_("Children expected"), str(one.children or "")),
            (_("First dose in this treatment"), _day(one.exposed_from)),
            (_("Last dose"), _day(one.exposed_until)),
            (_("Contraception when it began"), one.contraception),
            (_("Why it did not protect"), one.get_why_pregnant_display()),
            (_("Earlier pregnancies"), _earlier(one)),
            (_("Risk factors"), one.risk_factors),
            (_("Height of the mother"), _("%(n)s cm") % {"n": one.height_cm} if one.height_cm else ""),
            (_("Weight of the mother"), _("%(n)s kg") % {"n": decimal(one.weight_kg)} if one.weight_kg else ""),
            (_("What else matters"), one.words),
        ]
    if followed.cause is not None:
        lines.append((_("Which step failed"), f"{followed.cause.get_element_display()}: {followed.cause.words}"))
    return [Fact(label, str(value)) for label, value in lines if value]


def weeks_and_days(days: int) -> str:
    """Write a gestation as everybody does."""
    weeks, over = divmod(days, 7)
    return ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks} + (f" + {over}" if over else "")


def decimal(measure: Decimal) -> str:
    """Write a measure as the reader's language does, without noughts at its end."""
    return number_format(measure.normalize(), use_l10n=True)


def _earlier(one: PregnancyReport) -> str:
    number = "" if one.earlier_pregnancies is None else str(one.earlier_pregnancies)
    return ": ".join(part for part in (number, one.earlier_outcomes) if part)


def _measured(followed: Followed) -> str:
    one = followed.report
    if one is None or one.measured is None or one.dated_on is None:
        return ""
    length = weeks_and_days(one.measured)
    return f"{length}, {one.get_dated_by_display()}, {date_format(one.dated_on)}"


def _weeks(followed: Followed, today: dt.date) -> str:
    if followed.expected is None or followed.outcomes or followed.is_false_alarm:
        return ""
    return weeks_and_days(max(0, gestation_on(expected=followed.expected, on=today)))


def _until(due_on: dt.date, today: dt.date) -> Value:
    day = date_format(due_on)
    return Tag(_("%(day)s, overdue") % {"day": day}, "no") if due_on < today else day


def _day(day: dt.date | None) -> str:
    return date_format(day) if day else ""


def _sex(code: str) -> str:
    return str(Sex(code).label) if code in Sex.values else ""
