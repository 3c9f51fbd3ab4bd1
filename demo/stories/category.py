"""Reasons about the category and the agreement for it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from demo.case import older_woman, register, woman
from demo.models import Kind
from demo.stage import Stage
from demo.stories.told import AHEAD, Shown, Told, shown, strike_out
from patients.models import Category


def _category_missing(stage: Stage) -> Shown:
    case = register(stage, ago=5, sex="male", age=58)
    case.treat(5)
    case.assess(AHEAD, Category.MALE)
    case.give_card(5)
    case.sign(AHEAD, Category.MALE)
    case.prescribe(AHEAD)
    return shown(case)


def _category_changed(stage: Stage) -> Shown:
    case = older_woman(stage, age=47, criterion="premature_ovarian_failure")
    case.protect(100, since=100, lasts=1095, confirmed=True)
    case.test(3)
    case.prescribe(3)
    case.assess(1, Category.CHILDBEARING)
    return shown(case)


def _category_not_justified(stage: Stage) -> Shown:
    case = older_woman(stage, age=54, criterion="age_50_amenorrhoea_1_year")
    case.prescribe(2)
    case.turn_out_younger(1, 44)
    return shown(case)


def _agreement_missing(stage: Stage) -> Shown:
    case = woman(stage, visits=())
    agreement = case.enrolment.agreements.get()
    case.visit(86)
    case.test(3)
    case.prescribe(3)
    strike_out(case, agreement, "Signed by her sister")
    return shown(case)


CATEGORY: Final = (
    Told(
        Kind.REASON, "category_missing",
        _("Category and prescription are dated ahead: today no category is in force"), _category_missing,
    ),
    Told(
        Kind.REASON, "category_changed",
        _("Since the prescription she is recorded as able to become pregnant"), _category_changed,
    ),
    Told(
        Kind.REASON, "category_not_justified",
        _("The criterion does not fit her age"), _category_not_justified,
    ),
    Told(Kind.REASON, "agreement_missing", _("The agreement was struck out"), _agreement_missing),
)  # fmt: skip
