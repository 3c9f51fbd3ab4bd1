"""Reasons about a suspected pregnancy, contraception and tests."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from demo.case import Case, woman
from demo.models import Kind
from demo.stage import Stage
from demo.stories.told import Shown, Told, prescribed, shown, strike_out
from patients.operations import correct_test, end_contraception


def _pregnancy_suspected(stage: Stage) -> Shown:
    case = prescribed(stage, remarkable=True)
    case.test(1, "positive")
    return shown(case)


def _contraception_missing(stage: Stage) -> Shown:
    case = prescribed(stage)
    strike_out(case, case.protected_by, "The implant was another patient's")
    return shown(case)


def _contraception_too_recent(stage: Stage) -> Shown:
    case = prescribed(stage)
    strike_out(case, case.protected_by, "The date was wrong")
    case.protect(1, since=16, lasts=1095, confirmed=True)
    return shown(case)


def _contraception_lapsed(stage: Stage) -> Shown:
    case = prescribed(stage)
    assert case.protected_by is not None
    end_contraception(
        by=case.team.delegate,
        at=case.clock.at(1),
        contraception=case.protected_by,
        ended_on=case.clock.day(2),
    )
    return shown(case)


def _abstinence_not_confirmed(stage: Stage) -> Shown:
    case = woman(stage, visits=(), method="abstinence", lasts=None, confirmed_on=[stage.clock.day(150)])
    case.abstain(3)
    case.test(3)
    case.prescribe(3)
    strike_out(case, case.protected_by, "She was not asked at the visit")
    case.protect(1, "abstinence", since=150, confirmed_on=[case.clock.day(150)])
    return shown(case)


def _test_missing(stage: Stage) -> Shown:
    case = prescribed(stage)
    _correct(case, sampled_ago=12, supervised=True, reason="The date was wrong")
    return shown(case)


def _test_not_qualifying(stage: Stage) -> Shown:
    case = prescribed(stage)
    _correct(case, sampled_ago=3, supervised=False, reason="It was made at home, and nobody saw it")
    return shown(case)


def _correct(case: Case, *, sampled_ago: int, supervised: bool, reason: str) -> None:
    correct_test(
        by=case.team.delegate,
        at=case.clock.at(1),
        test=case.tested[-1],
        sampled_on=case.clock.day(sampled_ago),
        result="negative",
        sensitivity_miu_ml=Decimal(25),
        supervised=supervised,
        reason=reason,
    )


PROTECTION: Final = (
    Told(Kind.REASON, "pregnancy_suspected", _("A test was positive yesterday"), _pregnancy_suspected),
    Told(Kind.REASON, "contraception_missing", _("The contraception was struck out"), _contraception_missing),
    Told(
        Kind.REASON, "contraception_too_recent",
        _("The implant turned out to be two weeks old"), _contraception_too_recent,
    ),
    Told(Kind.REASON, "contraception_lapsed", _("The implant was removed after the visit"), _contraception_lapsed),
    Told(
        Kind.REASON, "abstinence_not_confirmed",
        _("She was not asked about abstinence at the visit"), _abstinence_not_confirmed,
    ),
    Told(Kind.REASON, "test_missing", _("The date of the test was corrected"), _test_missing),
    Told(Kind.REASON, "test_not_qualifying", _("Nobody saw the test that was made at home"), _test_not_qualifying),
)  # fmt: skip
