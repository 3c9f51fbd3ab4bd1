"""What is known on the day asked about, worked out once so that each rule can be read in one sentence."""

from dataclasses import dataclass

from rulebook.cover import accepted_cover, is_unbroken, on_day
from rulebook.days import ENDLESS, Day, age_on
from rulebook.history import Assessment, Contraception, History, PregnancyTest, Question
from rulebook.programme import NonChildbearingRules, Programme, TestRules
from rulebook.words import AGE_CRITERION, CHILDBEARING, NEGATIVE, NON_CHILDBEARING, TUBAL_STERILISATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A history as it is known on T, the prescription's day D, and what follows from both.

    ``judged_as`` is ``None`` where no category is in force on D: nobody is judged, and the rules that need a
    category are not asked.
    """

    question: Question
    programme: Programme
    history: History
    prescribed_on: Day
    on: Day
    category: Assessment | None
    category_on: Assessment | None
    is_justified: bool
    judged_as: str | None
    exempt: bool
    qualifying_days: tuple[Day, ...]
    is_tested_in_window: bool
    qualifying_in_window: Day | None
    cover: tuple[Contraception, ...]
    cover_on_prescribing: tuple[Contraception, ...]

    @property
    def is_childbearing(self) -> bool:
        """Say whether the patient is judged as childbearing."""
        return self.judged_as == CHILDBEARING

    @property
    def must_be_tested(self) -> bool:
        """Say whether the rules about tests are asked."""
        return self.judged_as == CHILDBEARING and self.programme.test is not None and not self.exempt


def gather(question: Question, programme: Programme, *, prescribed_on: Day) -> Facts:
    """Work out the facts for a prescription written on a day, with what is known on the day asked about."""
    on = question.on
    known = known_on(question.history, on)
    category = category_in_force(known.categories, prescribed_on)
    category_on = category if on == prescribed_on else category_in_force(known.categories, on)
    justified = category is None or _is_justified(category, known.patient.birth_date, programme.non_childbearing)
    judged_as = _judged_as(category, category_on if on > prescribed_on else None, justified=justified)
    qualifying_days = _qualifying_days(known.tests, programme.test)
    first_of_window = prescribed_on - programme.test.window_days if programme.test else ENDLESS
    cover = accepted_cover(known.contraception, programme.contraception)
    return Facts(
        question=question,
        programme=programme,
        history=known,
        prescribed_on=prescribed_on,
        on=on,
        category=category,
        category_on=category_on,
        is_justified=justified,
        judged_as=judged_as,
        exempt=judged_as == CHILDBEARING and _is_exempt(known, programme, qualifying_days, prescribed_on),
        qualifying_days=qualifying_days,
        is_tested_in_window=any(first_of_window <= test.sampled_on <= prescribed_on for test in known.tests),
        qualifying_in_window=_last_between(qualifying_days, first_of_window, prescribed_on),
        cover=cover,
        cover_on_prescribing=on_day(cover, prescribed_on),
    )


def known_on(history: History, day: Day) -> History:
    """Leave out every record whose first date is after the day: it neither helps nor harms."""
    return History(
        patient=history.patient,
        treatment=history.treatment,
        stops=tuple([span for span in history.stops if span.starts_on <= day]),
        categories=tuple([one for one in history.categories if one.assessed_on <= day]),
        agreements=tuple([form for form in history.agreements if form.signed_on <= day]),
        cards=tuple([card for card in history.cards if card.issued_on <= day]),
        contraception=tuple([record for record in history.contraception if record.started_on <= day]),
        tests=tuple([test for test in history.tests if test.sampled_on <= day]),
        pregnancies=tuple([one for one in history.pregnancies if one.suspected_on <= day]),
        certified=tuple([span for span in history.certified if span.starts_on <= day]),
        registered=tuple([span for span in history.registered if span.starts_on <= day]),
        dispensings=tuple([one for one in history.dispensings if one.dispensed_on <= day]),
    )


def category_in_force(assessments: tuple[Assessment, ...], day: Day) -> Assessment | None:
    """Give the latest assessment not after a day; of two on one day, the later in the list."""
    found: Assessment | None = None
    for assessment in assessments:
        if assessment.assessed_on <= day and (found is None or assessment.assessed_on >= found.assessed_on):
            found = assessment
    return found


def category_began_on(assessments: tuple[Assessment, ...], day: Day, category: str) -> Day:
    """Give the first day of the unbroken run of the category in force that leads to a day.

    Of two assessments on one day only the later in the list was in force by day, so only that one counts.
    """
    by_day = {one.assessed_on: one.category for one in assessments if one.assessed_on <= day}
    began = day
    for assessed_on in sorted(by_day, reverse=True):
        if by_day[assessed_on] != category:
            break
        began = assessed_on
    return began


def _is_justified(assessment: Assessment, birth_date: Day | None, rules: NonChildbearingRules) -> bool:
    """Say whether the facts carry the category; an unknown birth date meets no age."""
    if assessment.category != NON_CHILDBEARING:
        return True
    criterion = assessment.criterion
    if criterion not in rules.criteria:
        return False
    if criterion == AGE_CRITERION and (
        birth_date is None or age_on(birth_date, assessment.assessed_on) < rules.amenorrhoea_min_age
    ):
        return False
    return assessment.specialist_confirmed or criterion not in rules.specialist_confirmed


def _judged_as(category: Assessment | None, later: Assessment | None, *, justified: bool) -> str | None:
    """Judge as childbearing whoever is, may be, or has since become a woman of childbearing potential."""
    if category is None:
        return None
    if not justified or (later is not None and later.category == CHILDBEARING):
        return CHILDBEARING
    return category.category


def _qualifying_days(tests: tuple[PregnancyTest, ...], rules: TestRules | None) -> tuple[Day, ...]:
    """List the days with a test that is negative, medically supervised and known to be sensitive enough."""
    if rules is None:
        return ()
    limit = rules.sensitivity_miu_ml
    days = {
        test.sampled_on
        for test in tests
        if test.result == NEGATIVE
        and test.supervised
        and test.sensitivity_miu_ml is not None
        and test.sensitivity_miu_ml <= limit
    }
    return tuple(sorted(days))


def _last_between(days: tuple[Day, ...], first: Day, last: Day) -> Day | None:
    return next((day for day in reversed(days) if first <= day <= last), None)


def _is_exempt(known: History, programme: Programme, qualifying_days: tuple[Day, ...], prescribed_on: Day) -> bool:
    """Say whether a confirmed tubal sterilisation frees a woman from repeated tests.

    The first test, before treatment starts or starts again after a long break, is never waived. Every dispensing
    counts as one here, returned or not: the specification says so where returning matters, and it does not here.
    """
    rules = programme.test
    earlier = [one.dispensed_on for one in known.dispensings if one.dispensed_on < prescribed_on]
    if rules is None or not rules.sterilisation_frees_from_repeats or not earlier:
        return False
    last = max(earlier)
    sterilised = [one for one in known.contraception if one.method == TUBAL_STERILISATION and one.confirmed]
    return (
        any(day <= last for day in qualifying_days)
        and prescribed_on - last <= programme.supply_childbearing.max_days + rules.interval_days
        and is_unbroken(sterilised, last, prescribed_on)
    )
