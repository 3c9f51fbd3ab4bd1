"""The monthly visit: test, contraception, side effects and prescription, recorded and signed as one."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import PATIENT_ACCOUNT, Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.care import tell_who_treats
from patients.dates import require_within_life, today_of
from patients.eligibility import judge_prescribing
from patients.methods import ABSTINENCE
from patients.models import Category, Contraception, Enrolment, PregnancyTest, Result, SideEffectTold, Visit
from patients.operations.contraception import confirm_abstinence
from patients.operations.prescriptions import Draft, authorise_prescription
from patients.operations.testing import record_test
from patients.queries import methods_in_use
from patients.refusals import NotForThisPatient, ToldBefore
from patients.stamp import stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTest:
    """A pregnancy test of the visit, as it is to be recorded."""

    sampled_on: dt.date
    result: str
    specimen: str
    sensitivity_miu_ml: Decimal | None
    supervised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """What the patient tells of, in her or his own words."""

    words: str
    serious: bool
    began_on: dt.date | None = None
    now_is: str = ""
    led_to: tuple[str, ...] = ()
    capsules: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAnswers:
    """What was asked and answered; None is: not asked of this patient, or nothing new."""

    agreed_to: str
    contraception_unchanged: bool | None
    test: NewTest | None
    side_effect: SideEffect | None


@operation("patients.tell_side_effect", guard=changes_record)
def tell_side_effect(*, by: Actor, at: dt.datetime, enrolment: Enrolment, side_effect: SideEffect) -> SideEffectTold:
    """Keep a side effect as it is told today; the safety desk reads it.

    Of one that she enters herself, who treats her is told.

    :raises NotForThisPatient: when nothing is said.
    :raises ToldBefore: when she told the same of it herself, in every answer; what she told is shown. Whatever is new
        in it is kept, and a visit is never kept back for it.
    :raises FutureDate: when it is said to have begun after today.
    :raises WrongOrder: when it is said to have begun before the patient was born.
    """
    if not side_effect.words.strip():
        raise NotForThisPatient(_("Say what happened, in the patient's own words."))
    today = today_of(enrolment=enrolment, at=at)
    if side_effect.began_on is not None:
        require_within_life(patient=enrolment.patient, days=[side_effect.began_on], today=today)
    if by.patient_id is not None:
        _require_new(enrolment, side_effect)
    told = SideEffectTold.objects.create(
        enrolment=enrolment, told_on=today, **_told(side_effect), **stamp(by=by, at=at)
    )
    if by.patient_id is not None:
        event = f"told:{told.id}"
        tell_who_treats(enrolment=enrolment, kind="please_check_record", event=event, about_id=enrolment.id, at=at)
    return told


@operation("patients.record_visit", guard=changes_record, signed=True)
def record_visit(
    *, by: Actor, at: dt.datetime, enrolment: Enrolment, answers: VisitAnswers, draft: Draft, reason: str = ""
) -> Visit:
    """Record all of a visit and sign its prescription, or nothing of it.

    Each part is the operation it is elsewhere, under the same lock and in the same transaction, so that the trail
    names them all. A test that is not negative never comes here: it is recorded alone, and stops.

    :param reason: why a dose above the label's is meant.
    :raises PrescribingRefused: when the rulebook, asked under the lock with all of it recorded, gives any reason.
    :raises NotForThisPatient: when it was not attested, or contraception was not confirmed where the category asks.
    """
    _require_attested(by, at, enrolment, answers, draft)
    test = _record_test(by, at, enrolment, answers.test)
    if answers.contraception_unchanged:
        for row in methods_in_use(patient=enrolment.patient):
            _confirm_again(by, at, row)
    if answers.side_effect is not None:
        tell_side_effect(by=by, at=at, enrolment=enrolment, side_effect=answers.side_effect)
    signed = authorise_prescription(by=by, at=at, enrolment=enrolment, draft=draft, reason=reason)
    return Visit.objects.create(
        enrolment=enrolment,
        visited_on=signed.prescribed_on,
        agreed_to=answers.agreed_to,
        contraception_unchanged=answers.contraception_unchanged,
        side_effects=answers.side_effect is not None,
        test=test,
        prescription=signed,
        **stamp(by=by, at=at),
    )


def _require_new(enrolment: Enrolment, side_effect: SideEffect) -> None:
    answers = _told(side_effect)
    words = answers.pop("words").strip()
    hers = SideEffectTold.objects.standing().filter(enrolment=enrolment, recorded_by_id=PATIENT_ACCOUNT)
    before = hers.filter(words__iexact=words, **answers).order_by("-told_on").first()
    if before is None:
        return
    began = date_format(before.began_on) if before.began_on else _("you do not know when")
    raise ToldBefore(
        _(
            "You told us this on %(day)s already: “%(words)s”, started: %(began)s. We have it. "
            "If it started again, write the new day. If something changed, change your answer."
        )
        % {"day": date_format(before.told_on), "words": before.words, "began": began}
    )


def _told(side_effect: SideEffect) -> dict[str, Any]:
    return {**asdict(side_effect), "led_to": list(side_effect.led_to)}


def _require_attested(by: Actor, at: dt.datetime, enrolment: Enrolment, answers: VisitAnswers, draft: Draft) -> None:
    if not answers.agreed_to:
        raise NotForThisPatient(_("Nothing was signed: counsel the patient again, and tick it."))
    today = today_of(enrolment=enrolment, at=at)
    judged = judge_prescribing(enrolment=enrolment, prescriber_id=by.person_id, draft=draft.in_words(), on=today)
    if judged.verdict.judged_as == Category.CHILDBEARING and not answers.contraception_unchanged:
        raise NotForThisPatient(_("Nothing was signed: record how she protects herself now, then sign."))


def _record_test(by: Actor, at: dt.datetime, enrolment: Enrolment, new: NewTest | None) -> PregnancyTest | None:
    if new is None:
        return None
    if new.result != Result.NEGATIVE:
        raise NotForThisPatient(_("This result stops the supply: record the test by itself. Nothing was signed."))
    return record_test(
        by=by,
        at=at,
        patient=enrolment.patient,
        sampled_on=new.sampled_on,
        result=new.result,
        specimen=new.specimen,
        sensitivity_miu_ml=new.sensitivity_miu_ml,
        supervised=new.supervised,
    )


def _confirm_again(by: Actor, at: dt.datetime, method: Contraception) -> None:
    """Abstinence is confirmed at every visit; the other methods go on as they are recorded."""
    if method.method == ABSTINENCE:
        confirm_abstinence(by=by, at=at, contraception=method)
