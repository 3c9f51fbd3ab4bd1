"""One story for every answer the counter can give: who came, what happened since, and which code it shows.

Where prescribing would have been refused, the cause comes after the prescription: a result corrected,
a certificate withdrawn, a card printed on a workstation whose clock ran ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from demo.case import TWELVE_WEEKS, Case, man, older_woman, register, woman
from demo.models import Kind
from demo.stage import Stage
from foundation.checksymbols import ALPHABET, LENGTH, make_number
from patients.models import Category, Record
from patients.operations import (
    cancel_prescription,
    correct_test,
    end_contraception,
    interrupt_supply,
    revoke_card,
    void_record,
    withdraw,
)
from patients.queries import valid_card
from pharmacies.operations import record_dispensing
from programmes.models import PrescriberCertification
from programmes.operations import end_certification

AHEAD: Final = -10
"""The day of a workstation whose clock runs ten days ahead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card number, and the pharmacist at whose counter it is shown."""

    number: str
    pharmacist: Actor


@dataclass(frozen=True, slots=True)
class Told:
    """A story: the answer it leads to, in a sentence for people, and how it came about."""

    kind: Kind
    code: str
    words: Promise | str
    tell: Callable[[Stage], Shown]
    variant: str = ""

    @property
    def key(self) -> str:
        """Name the story: its answer, and which of several that lead to the same one."""
        return "/".join(part for part in (self.kind, self.code, self.variant) if part)


def _shown(case: Case) -> Shown:
    return Shown(case.number, case.team.pharmacist)


def _yes_woman(stage: Stage) -> Shown:
    case = woman(stage, remarkable=True)
    case.test(1)
    case.prescribe(1)
    return _shown(case)


def _yes_sterilised(stage: Stage) -> Shown:
    case = woman(stage, visits=(57,), method="tubal_sterilisation", since=2000, lasts=None)
    case.visit(29, tested=False)
    case.prescribe(1)
    return _shown(case)


def _yes_older_woman(stage: Stage) -> Shown:
    case = older_woman(stage)
    case.prescribe(1, TWELVE_WEEKS)
    return _shown(case)


def _yes_man(stage: Stage) -> Shown:
    case = man(stage, remarkable=True)
    case.prescribe(1, TWELVE_WEEKS)
    return _shown(case)


def _yes_germany(stage: Stage) -> Shown:
    case = woman(stage, programme="pomalidomide-de", team=stage.team("miriam", "jonas", "sabine", "ulrike"))
    case.test(1)
    case.prescribe(1)
    return _shown(case)


def _expired_in_germany(stage: Stage) -> Shown:
    case = man(stage, programme="pomalidomide-de", team=stage.team("miriam", "jonas", "sabine", "ulrike"))
    case.prescribe(8, TWELVE_WEEKS)
    return _shown(case)


def _not_enrolled(stage: Stage) -> Shown:
    case = man(stage)
    case.prescribe(3, TWELVE_WEEKS)
    withdraw(by=case.team.prescriber, at=case.clock.at(1), enrolment=case.enrolment, reason="Moved abroad")
    return _shown(case)


def _treatment_stopped(stage: Stage) -> Shown:
    case = _prescribed(stage)
    interrupt_supply(
        by=case.team.prescriber, at=case.clock.at(1), enrolment=case.enrolment, reason="Blood count too low"
    )
    return _shown(case)


def _prescriber_not_certified(stage: Stage) -> Shown:
    case = man(stage, team=stage.team("guy", "eva", "noor@zonneveld", "dries"))
    case.prescribe(3, TWELVE_WEEKS)
    end_certification(
        by=stage.actors["pieter"],
        at=case.clock.at(1),
        certification=PrescriberCertification.objects.get(prescriber_id=case.team.prescriber.user_id),
        valid_until=case.clock.day(5),
        reason="The licence was withdrawn",
    )
    return _shown(case)


def _pharmacy_not_registered(stage: Stage) -> Shown:
    case = man(stage, programme="thalidomide-eu", visits=(), age=71)
    case.prescribe(2)
    return _shown(case)


def _card_missing(stage: Stage) -> Shown:
    case = _prescribed(stage)
    _lose_card(case, 1)
    case.give_card(AHEAD)
    return _shown(case)


def _card_not_valid(stage: Stage) -> Shown:
    case = man(stage)
    case.prescribe(3, TWELVE_WEEKS)
    case.give_card(AHEAD)
    return _shown(case)


def _category_missing(stage: Stage) -> Shown:
    case = register(stage, ago=5, sex="male", age=58)
    case.treat(5)
    case.give_card(5)
    case.assess(AHEAD, Category.MALE)
    case.sign(AHEAD, Category.MALE)
    case.prescribe(AHEAD)
    return _shown(case)


def _category_changed(stage: Stage) -> Shown:
    case = older_woman(stage, age=47, criterion="premature_ovarian_failure")
    case.protect(100, since=100, lasts=1095, confirmed=True)
    case.test(3)
    case.prescribe(3)
    case.assess(1, Category.CHILDBEARING)
    return _shown(case)


def _category_not_justified(stage: Stage) -> Shown:
    case = older_woman(stage, age=44, criterion="hysterectomy")
    case.prescribe(2)
    case.assess(2, Category.NON_CHILDBEARING, criterion="age_50_amenorrhoea_1_year", hour=15)
    return _shown(case)


def _agreement_missing(stage: Stage) -> Shown:
    case = woman(stage, visits=())
    agreement = case.enrolment.agreements.get()
    case.visit(86)
    case.test(3)
    case.prescribe(3)
    _void(case, agreement, "Signed by her sister")
    return _shown(case)


def _pregnancy_suspected(stage: Stage) -> Shown:
    case = _prescribed(stage, remarkable=True)
    case.test(1, "positive")
    return _shown(case)


def _contraception_missing(stage: Stage) -> Shown:
    case = _prescribed(stage)
    _void(case, case.protected_by, "The implant was another patient's")
    return _shown(case)


def _contraception_too_recent(stage: Stage) -> Shown:
    case = _prescribed(stage)
    _void(case, case.protected_by, "The date was wrong")
    case.protect(1, since=16, lasts=1095, confirmed=True)
    return _shown(case)


def _contraception_lapsed(stage: Stage) -> Shown:
    case = _prescribed(stage)
    assert case.protected_by is not None
    end_contraception(
        by=case.team.delegate,
        at=case.clock.at(1),
        contraception=case.protected_by,
        ended_on=case.clock.day(2),
    )
    return _shown(case)


def _abstinence_not_confirmed(stage: Stage) -> Shown:
    case = woman(stage, visits=(), method="abstinence", lasts=None, confirmed_on=[stage.clock.day(150)])
    case.abstain(3)
    case.test(3)
    case.prescribe(3)
    _void(case, case.protected_by, "She was not asked at the visit")
    case.protect(1, "abstinence", since=150, confirmed_on=[case.clock.day(150)])
    return _shown(case)


def _test_missing(stage: Stage) -> Shown:
    case = _prescribed(stage)
    _correct(case, sampled_ago=12, supervised=True, reason="The date was wrong")
    return _shown(case)


def _test_not_qualifying(stage: Stage) -> Shown:
    case = _prescribed(stage)
    _correct(case, sampled_ago=3, supervised=False, reason="It was made at home, and nobody saw it")
    return _shown(case)


def _supply_too_long(stage: Stage) -> Shown:
    case = older_woman(stage, age=46, criterion="hysterectomy")
    case.protect(100, since=100, lasts=1095, confirmed=True)
    case.test(3)
    case.prescribe(3, TWELVE_WEEKS)
    case.assess(3, Category.CHILDBEARING, hour=15)
    case.sign(3, Category.CHILDBEARING, hour=15)
    return _shown(case)


def _supply_overlaps(stage: Stage) -> Shown:
    case = woman(stage, visits=(40, 12))
    case.test(1)
    case.prescribe(1)
    return _shown(case)


def _quantity_implausible(stage: Stage) -> Shown:
    case = older_woman(stage, age=45, criterion="bilateral_salpingo_oophorectomy")
    case.prescribe(3, daily_dose_mg=None, intake_days=None)
    case.assess(1, Category.CHILDBEARING)
    return _shown(case)


def _prescription_cancelled(stage: Stage) -> Shown:
    case = _prescribed(stage)
    check = case.check(2, hour=11)
    assert check.prescription is not None
    cancel_prescription(
        by=case.team.prescriber,
        at=case.clock.at(2, 11, 3),
        prescription=check.prescription,
        reason="The dose must be lower",
    )
    record_dispensing(
        by=case.team.pharmacist, at=case.clock.at(2, 11, 5), check=check, capsules=check.prescription.capsules
    )
    return _shown(case)


def _prescription_in_future(stage: Stage) -> Shown:
    case = man(stage)
    case.prescribe(AHEAD, TWELVE_WEEKS)
    return _shown(case)


def _prescription_expired(stage: Stage) -> Shown:
    case = woman(stage, visits=(67, 39))
    case.test(11)
    case.prescribe(11)
    return _shown(case)


def _prescription_exhausted(stage: Stage) -> Shown:
    case = woman(stage, visits=(58, 30))
    case.visit(2)
    return _shown(case)


def _refused_unknown(stage: Stage) -> Shown:
    return Shown(make_number("DEM0CARD00"), stage.actors["dries"])


def _refused_mistyped(stage: Stage) -> Shown:
    number = make_number("DEM0CARD00")
    last = ALPHABET[(ALPHABET.index(number[LENGTH - 1]) + 1) % len(ALPHABET)]
    return Shown(number[: LENGTH - 1] + last, stage.actors["dries"])


def _refused_card(stage: Stage) -> Shown:
    case = woman(stage)
    old = case.number
    _lose_card(case, 4)
    case.give_card(3)
    return Shown(old, case.team.pharmacist)


def _refused_without_prescription(stage: Stage) -> Shown:
    return _shown(woman(stage, visits=(), ago=9))


def _prescribed(stage: Stage, *, remarkable: bool = False) -> Case:
    """Give a woman with a test and a prescription of three days ago: a yes, until something comes to light."""
    case = woman(stage, visits=(59, 31), remarkable=remarkable)
    case.test(3)
    case.prescribe(3)
    return case


def _lose_card(case: Case, ago: int) -> None:
    card = valid_card(enrolment=case.enrolment)
    assert card is not None
    revoke_card(by=case.team.prescriber, at=case.clock.at(ago, 8), card=card, reason="lost")


def _void(case: Case, record: Record | None, reason: str) -> None:
    assert record is not None
    void_record(by=case.team.prescriber, at=case.clock.at(1, 8, 30), record=record, reason=reason)


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


STORIES: Final = (
    Told(Kind.YES, "", _("A woman who can become pregnant, tested and prescribed for yesterday"), _yes_woman),
    Told(Kind.YES, "", _("A sterilised woman: the repeated tests are not asked"), _yes_sterilised, "sterilised"),
    Told(Kind.YES, "", _("A woman who cannot become pregnant, twelve weeks"), _yes_older_woman, "older_woman"),
    Told(Kind.YES, "", _("A man, twelve weeks"), _yes_man, "man"),
    Told(Kind.YES, "", _("A woman in Germany, to be served within six days"), _yes_germany, "germany"),
    Told(Kind.REASON, "not_enrolled", _("Withdrawn after the prescription was written"), _not_enrolled),
    Told(Kind.REASON, "treatment_stopped", _("The supply was interrupted yesterday"), _treatment_stopped),
    Told(
        Kind.REASON, "prescriber_not_certified",
        _("The prescriber's certificate was ended, back to before the prescription"), _prescriber_not_certified,
    ),
    Told(
        Kind.REASON, "pharmacy_not_registered",
        _("Thalidomide, for which this pharmacy is not registered"), _pharmacy_not_registered,
    ),
    Told(
        Kind.REASON, "card_missing",
        _("Her card was lost, and the new one is dated ahead: a workstation's clock was wrong"), _card_missing,
    ),
    Told(
        Kind.REASON, "card_not_valid",
        _("The card shown is dated ahead, while the old one still holds"), _card_not_valid,
    ),
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
    Told(
        Kind.REASON, "supply_too_long",
        _("Twelve weeks were prescribed, and that same day she was found able to become pregnant"), _supply_too_long,
    ),
    Told(Kind.REASON, "supply_overlaps", _("The last supply is not two weeks old"), _supply_overlaps),
    Told(
        Kind.REASON, "quantity_implausible",
        _("The dose was left open, and since then she is able to become pregnant"), _quantity_implausible,
    ),
    Told(
        Kind.REASON, "prescription_cancelled",
        _("Cancelled between check and dispensing; checked again, there is no open prescription"),
        _prescription_cancelled,
    ),
    Told(
        Kind.REASON, "prescription_in_future",
        _("The prescription is dated ahead: a workstation's clock was wrong"), _prescription_in_future,
    ),
    Told(Kind.REASON, "prescription_expired", _("Written eleven days ago"), _prescription_expired),
    Told(Kind.REASON, "prescription_exhausted", _("Dispensed in full two days ago"), _prescription_exhausted),
    Told(
        Kind.REASON, "prescription_expired",
        _("A man's prescription, eight days old: in Germany six days hold for everybody"), _expired_in_germany,
        variant="germany",
    ),
    Told(Kind.REFUSAL, "card_unknown", _("A number that was never given out"), _refused_unknown),
    Told(
        Kind.REFUSAL, "card_unknown", _("The same number with one sign wrong"), _refused_mistyped, variant="mistyped"
    ),
    Told(Kind.REFUSAL, "card_not_valid", _("A card that was lost and replaced"), _refused_card),
    Told(
        Kind.REFUSAL, "no_open_prescription", _("Registered last week, nothing prescribed yet"),
        _refused_without_prescription,
    ),
)  # fmt: skip
"""In the order of the rulebook's table; a test holds it against the reasons that there are."""
