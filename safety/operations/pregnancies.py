"""A pregnancy reported, asked about and ended by the centre; asked about, called lost and explained by the desk."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.answers import require_one_of, require_reason
from patients.dates import require_not_before, require_within_life, today_of
from patients.models import Pregnancy, Sex
from patients.stamp import copy_of, require_standing, stamp, superseding
from rulebook.pregnancy import (
    DATINGS_APART,
    MOST_CHILDREN,
    OUTCOME_WEEKS,
    contradicts,
    datings_differ,
    gestation_on,
    ladder_lacks,
)
from safety.followed import STEPS, Followed, Suspicion, follow, suspicion_told_of
from safety.ladder_words import what_lacks
from safety.models import (
    Anomaly,
    Asked,
    Certainty,
    ContactWay,
    DatedBy,
    Element,
    Ending,
    KeptAs,
    PregnancyContact,
    PregnancyOutcome,
    PregnancyReport,
    RootCause,
    WhyPregnant,
)
from safety.operations.drafts import drop_draft
from safety.refusals import AlreadyReported, Contradiction, NotLostYet
from safety.root_cause import what_the_record_says

ENDINGS = (*OUTCOME_WEEKS,)
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPregnancy:
    """What is known of a pregnancy; how sure it is and how that is known suffice.

    :param weeks: with ``days`` the gestation on ``dated_on``; the four of the dating stand together or not at all.
    :param children: how many are expected; None where nobody said.
    :param prospective: reported before the outcome was known.
    :param height_cm: of who is pregnant; so are the weight, the risk factors and the earlier pregnancies.
    """

    certainty: str
    known_how: str
    positive_on: dt.date | None = None
    last_period_on: dt.date | None = None
    weeks: int | None = None
    days: int | None = None
    dated_on: dt.date | None = None
    dated_by: str = ""
    children: int | None = None
    exposed_from: dt.date | None = None
    exposed_until: dt.date | None = None
    contraception: str = ""
    why_pregnant: str = ""
    prospective: bool | None = None
    earlier_pregnancies: int | None = None
    earlier_outcomes: str = ""
    risk_factors: str = ""
    height_cm: int | None = None
    weight_kg: Decimal | None = None
    words: str = ""

    @property
    def gestation(self) -> int | None:
        """Give the gestation measured, in days."""
        return None if self.weeks is None else self.weeks * DAYS_OF_A_WEEK + (self.days or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """One attempt to learn how it goes.

    :param child: of which child it asks, by number; 0: of the pregnancy, or of the only child.
    """

    step: str
    on: dt.date
    way: str
    asked: str
    answered: bool
    words: str = ""
    child: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutcome:
    """How it ended for one child.

    :param weeks: the gestation at the end; None where only the dating tells it.
    :param head_cm: the circumference of the head at birth.
    """

    ending: str
    ended_on: dt.date
    child: int = 1
    weeks: int | None = None
    sex: str = ""
    weight_g: int | None = None
    length_cm: Decimal | None = None
    head_cm: Decimal | None = None
    apgar_5: int | None = None
    anomaly: str = ""
    words: str = ""


@operation("safety.follow", guard=changes_record)
def report_pregnancy(
    *, by: Actor, at: dt.datetime, suspicion: Suspicion, report: NewPregnancy, reason: str = ""
) -> PregnancyReport:
    """Say what is known of a pregnancy, or more than was said before; what was said before is kept.

    :param reason: what is new, where something was said before.
    :raises Contradiction: when the two datings differ too much, a false alarm of hers is called one here, or there was
        no earlier pregnancy and it is told how it ended.
    :raises WithoutReason: when nobody says how it is known, or what is new.
    :raises FutureDate: when a day is after today.
    :raises WrongOrder: when a day is before a birth, the exposure ends before it began, or the test before the period.
    :raises UnknownWord: when an answer is none of its list.
    """
    require_reason(reason=report.known_how)
    followed = follow(suspicion=suspicion)
    _require_known(report)
    _require_days(followed, report, at)
    _require_fitting(suspicion, report)
    earlier = followed.report
    made = stamp(by=by, at=at) if earlier is None else superseding(row=earlier, because=reason, by=by, at=at)
    told = asdict(report)
    row = PregnancyReport.objects.create(enrolment=followed.enrolment, matter=suspicion.series, **told, **made)
    drop_draft(enrolment=followed.enrolment, by=by, form=KeptAs.PREGNANCY, matter=suspicion.series)
    return row


@operation("safety.follow", guard=changes_record)
def tell_contact(*, by: Actor, at: dt.datetime, suspicion: Suspicion, contact: NewContact) -> PregnancyContact:
    """Keep that the centre asked how it goes, and whether anybody could tell.

    :raises UnknownWord: when an answer is none of its list.
    :raises WithoutReason: when somebody could tell and nothing is told.
    :raises FutureDate: when it is dated after today.
    """
    return _keep_contact(by, at, suspicion, contact)


@operation("safety.assess")
def note_contact(*, by: Actor, at: dt.datetime, suspicion: Suspicion, contact: NewContact) -> PregnancyContact:
    """Keep that the desk asked how it goes, as :func:`tell_contact` does for the centre."""
    return _keep_contact(by, at, suspicion, contact)


@operation("safety.follow", guard=changes_record)
def tell_outcome(*, by: Actor, at: dt.datetime, suspicion: Suspicion, outcome: NewOutcome) -> PregnancyOutcome:
    """Say how it ended, for one child.

    :raises Contradiction: when the outcome cannot lie at that gestation, or the dating says otherwise.
    :raises AlreadyReported: when the outcome of that child is told already; both are shown.
    :raises UnknownWord: when an answer is none of its list.
    :raises WithoutReason: when an anomaly was found and nobody says which.
    :raises FutureDate: when it is dated after today.
    :raises WrongOrder: when it is dated before the last period.
    """
    require_one_of(word=outcome.ending, words=ENDINGS)
    require_one_of(word=outcome.anomaly, words=["", *Anomaly.values])
    require_one_of(word=outcome.sex, words=["", *Sex.values])
    _require_few(outcome.child)
    if outcome.anomaly == Anomaly.YES:
        require_reason(reason=outcome.words)
    followed = follow(suspicion=suspicion)
    today = today_of(enrolment=followed.enrolment, at=at)
    require_within_life(patient=suspicion.patient, days=[outcome.ended_on], today=today)
    weeks = _weeks_at_the_end(followed, outcome)
    for known in followed.outcomes:
        if known.child == outcome.child:
            raise AlreadyReported(
                _("“%(ending)s” on %(day)s is told of this child already. Correct that entry, or choose another child.")
                % {"ending": known.get_ending_display(), "day": date_format(known.ended_on)}
            )
    told = asdict(outcome) | {"weeks": weeks}
    row = PregnancyOutcome.objects.create(
        enrolment=followed.enrolment, matter=suspicion.series, **told, **stamp(by=by, at=at)
    )
    drop_draft(enrolment=followed.enrolment, by=by, form=KeptAs.OUTCOME, matter=suspicion.series)
    return row


@operation("safety.follow", guard=changes_record)
def correct_outcome(
    *, by: Actor, at: dt.datetime, earlier: PregnancyOutcome, outcome: NewOutcome, reason: str
) -> PregnancyOutcome:
    """Say otherwise, or more, how it ended for one child; also what was learned of somebody called lost.

    :raises NothingToChange: when it was corrected meanwhile.
    :raises WithoutReason: when nobody says why.
    :raises Contradiction: as for a first outcome, and so the others.
    """
    require_standing(row=earlier)
    require_one_of(word=outcome.ending, words=ENDINGS)
    require_one_of(word=outcome.anomaly, words=["", *Anomaly.values])
    require_one_of(word=outcome.sex, words=["", *Sex.values])
    followed = follow(suspicion=suspicion_told_of(row=earlier))
    today = today_of(enrolment=followed.enrolment, at=at)
    require_within_life(patient=followed.suspicion.patient, days=[outcome.ended_on], today=today)
    told = asdict(outcome) | {"weeks": _weeks_at_the_end(followed, outcome), "child": earlier.child}
    row = PregnancyOutcome.objects.create(
        enrolment=followed.enrolment, matter=earlier.matter, **told,
        **superseding(row=earlier, because=reason, by=by, at=at),
    )  # fmt: skip
    drop_draft(enrolment=followed.enrolment, by=by, form=KeptAs.CORRECTION, matter=earlier.series)
    return row


@operation("safety.assess")
def call_lost(*, by: Actor, at: dt.datetime, suspicion: Suspicion, reason: str) -> PregnancyOutcome:
    """Say that nobody can learn how it ends, or how the children go: after the whole ladder, and never before.

    It is said of each child whose outcome is not known; where all are known, of each that is still followed. The last
    row made is given.

    :raises NotLostYet: when the ladder is not complete; what lacks is shown.
    :raises AlreadyReported: when nothing is asked any more.
    :raises WithoutReason: when nobody says why.
    """
    require_reason(reason=reason)
    followed = follow(suspicion=suspicion)
    if not followed.plan:
        raise AlreadyReported(_("Nothing is asked of this pregnancy any more. Look at the case again."))
    lacks = ladder_lacks([(one.on, one.way) for one in followed.unanswered])
    if lacks:
        raise NotLostYet(what_lacks(lacks))
    drop_draft(by=by, form=KeptAs.LOST, matter=suspicion.series)
    if not followed.awaited:
        return [_lost_child(one, by, at, reason) for one in followed.born][-1]
    today = today_of(enrolment=followed.enrolment, at=at)
    return [
        PregnancyOutcome.objects.create(
            enrolment=followed.enrolment, matter=suspicion.series, child=child, ending=Ending.LOST, words=reason,
            ended_on=today, **stamp(by=by, at=at),
        )
        for child in followed.awaited
    ][-1]  # fmt: skip


@operation("safety.assess")
def judge_root_cause(*, by: Actor, at: dt.datetime, suspicion: Suspicion, element: str, words: str) -> RootCause:
    """Say which step of the programme failed; what the record said at this moment is kept with it.

    :raises UnknownWord: when it is none of the steps.
    :raises WithoutReason: when nobody says why.
    """
    require_one_of(word=element, words=Element.values)
    require_reason(reason=words)
    followed = follow(suspicion=suspicion)
    drop_draft(by=by, form=KeptAs.CAUSE, matter=suspicion.series)
    earlier = followed.cause
    made = stamp(by=by, at=at) if earlier is None else superseding(row=earlier, because=words, by=by, at=at)
    return RootCause.objects.create(
        enrolment=followed.enrolment, matter=suspicion.series, element=element, words=words,
        record_said=[one.kept for one in what_the_record_says(followed=followed)], **made,
    )  # fmt: skip


def _lost_child(born: PregnancyOutcome, by: Actor, at: dt.datetime, reason: str) -> PregnancyOutcome:
    """Keep how it ended, and that nobody can learn how the child goes."""
    made = superseding(row=born, because=reason, by=by, at=at)
    row = copy_of(row=born, changes={"child_lost": True}, made=made)
    row.save()
    return row


def _keep_contact(by: Actor, at: dt.datetime, suspicion: Suspicion, contact: NewContact) -> PregnancyContact:
    lists = ((contact.step, STEPS), (contact.way, ContactWay.values), (contact.asked, Asked.values))
    for word, words in lists:
        require_one_of(word=word, words=words)
    if contact.answered:
        require_reason(reason=contact.words)
    if contact.child:
        _require_few(contact.child)
    followed = follow(suspicion=suspicion)
    today = today_of(enrolment=followed.enrolment, at=at)
    require_within_life(patient=suspicion.patient, days=[contact.on], today=today)
    require_not_before(day=contact.on, start=followed.suspected_on)
    row = PregnancyContact.objects.create(
        enrolment=followed.enrolment, matter=suspicion.series, **asdict(contact), **stamp(by=by, at=at)
    )
    drop_draft(enrolment=followed.enrolment, by=by, form=KeptAs.CONTACT, matter=suspicion.series)
    return row


def _require_known(report: NewPregnancy) -> None:
    require_one_of(word=report.certainty, words=Certainty.values)
    require_one_of(word=report.dated_by, words=["", *DatedBy.values])
    require_one_of(word=report.why_pregnant, words=["", *WhyPregnant.values])
    if report.children is not None:
        _require_few(report.children)
    if report.earlier_pregnancies == 0 and report.earlier_outcomes:
        raise Contradiction(
            _("You wrote 0 earlier pregnancies, and how they ended: “%(ended)s”. Change one of the two.")
            % {"ended": report.earlier_outcomes}
        )
    dated = (report.weeks is not None, report.dated_on is not None, bool(report.dated_by))
    if any(dated) and not all(dated):
        raise Contradiction(_("Weeks, the day they were measured and how go together. Enter all three, or none."))


def _require_few(children: int) -> None:
    if not 1 <= children <= MOST_CHILDREN:
        raise Contradiction(
            _("Children are numbered from 1 to %(most)s. Check the number you entered.") % {"most": MOST_CHILDREN}
        )


def _require_days(followed: Followed, report: NewPregnancy, at: dt.datetime) -> None:
    days = (report.positive_on, report.last_period_on, report.dated_on, report.exposed_from, report.exposed_until)
    told = [one for one in days if one is not None]
    today = today_of(enrolment=followed.enrolment, at=at)
    require_within_life(patient=followed.suspicion.patient, days=told, today=today)
    if report.exposed_from is not None and report.exposed_until is not None:
        require_not_before(day=report.exposed_until, start=report.exposed_from)
    if report.positive_on is not None and report.last_period_on is not None:
        require_not_before(day=report.positive_on, start=report.last_period_on)


def _require_fitting(suspicion: Suspicion, report: NewPregnancy) -> None:
    if report.certainty == Certainty.FALSE_ALARM and isinstance(suspicion, Pregnancy):
        raise Contradiction(_("A false alarm of hers is closed by two prescribers. Close it on the patient's page."))
    apart = datings_differ(last_period=report.last_period_on, measured_on=report.dated_on, days=report.gestation)
    if apart > DATINGS_APART and report.last_period_on is not None and report.dated_on is not None:
        raise Contradiction(
            _(
                "By the last period of %(period)s and by the %(weeks)s weeks measured on %(day)s the dates differ by "
                "%(apart)s days. Check both; leave the last period empty if it is not certain."
            )
            % {
                "period": date_format(report.last_period_on), "weeks": report.weeks,
                "day": date_format(report.dated_on), "apart": apart,
            }
        )  # fmt: skip


def _weeks_at_the_end(followed: Followed, outcome: NewOutcome) -> int | None:
    """Give the completed weeks at the end, by what was said or else by the dating.

    :raises Contradiction: when the outcome cannot lie there, or what was said is far from the dating.
    :raises WrongOrder: when it ended before the last period.
    """
    if followed.expected is not None:
        days = gestation_on(expected=followed.expected, on=outcome.ended_on)
        require_not_before(day=outcome.ended_on, start=followed.began_on or outcome.ended_on)
        if outcome.weeks is not None and abs(outcome.weeks * DAYS_OF_A_WEEK - days) > DATINGS_APART + DAYS_OF_A_WEEK:
            raise Contradiction(
                _("You wrote %(weeks)s weeks; by the report it was %(dated)s on %(day)s. Change one of the two.")
                % {
                    "weeks": outcome.weeks, "dated": days // DAYS_OF_A_WEEK, "day": date_format(outcome.ended_on),
                }
            )  # fmt: skip
        weeks: int | None = days // DAYS_OF_A_WEEK if outcome.weeks is None else outcome.weeks
    else:
        weeks = outcome.weeks
    if weeks is not None and contradicts(outcome=outcome.ending, days=weeks * DAYS_OF_A_WEEK):
        raise Contradiction(
            _("“%(ending)s” and %(weeks)s weeks contradict each other. Change the outcome, the day or the weeks.")
            % {"ending": Ending(outcome.ending).label, "weeks": weeks}
        )
    return weeks
