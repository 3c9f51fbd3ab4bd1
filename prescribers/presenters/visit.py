"""The monthly visit: what stands above its questions, and all of what is signed at its end."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ribbon import Ribbon, draw_ribbon
from patients.eligibility import Forecast, Judgement, Standing
from patients.methods import ABSTINENCE
from patients.models import Category, Contraception, Enrolment, PregnancyTest, Result, SideEffectTold, Treatment
from patients.operations import Draft, NewTest, SideEffect
from patients.reasons import words
from prescribers.asks import Asks
from prescribers.presenters.due import still_asked
from prescribers.presenters.prescribing import Fact, medicine, regimen
from prescribers.words import DISEASES, DUE, LABELS, METHODS, SPECIMENS, Text, said, substances_said

WORDING: Final = "2026-11"
"""Which words were ticked; a change of them is a new one, kept with every visit."""

STATEMENTS: Final[dict[str, Text]] = {
    Category.CHILDBEARING: gettext_lazy(
        "Counselled again today: harm to an unborn child, contraception without a gap, a test every month, and to "
        "stop and call at once if she may be pregnant. She understands, and agrees to go on."
    ),
    Category.NON_CHILDBEARING: gettext_lazy(
        "Counselled again today: the capsules are for her alone, no blood donation, and to tell us at once if she "
        "could become pregnant after all. She understands, and agrees to go on."
    ),
    Category.MALE: gettext_lazy(
        "Counselled again today: condoms with a partner who is or could become pregnant, no donation of semen or "
        "blood, and to call at once if she becomes pregnant. He understands, and agrees to go on."
    ),
}

TEST_REASONS: Final = frozenset({"test_missing", "test_not_qualifying"})
BESIDE: Final[dict[str, str]] = {
    "test_missing": "result",
    "test_not_qualifying": "result",
    "contraception_missing": "contraception",
    "contraception_too_recent": "contraception",
    "contraception_lapsed": "contraception",
    "abstinence_not_confirmed": "contraception",
    "supply_too_long": "days_supply",
    "quantity_implausible": "days_supply",
}
"""Which answer of the page mends a reason; the others are mended elsewhere."""

MENDED_AT: Final[dict[str, str]] = {
    "category_not_justified": "category",
    "category_changed": "category",
    "agreement_missing": "agreement",
    "contraception_missing": "contraception",
    "contraception_too_recent": "contraception",
    "card_missing": "card",
}
NOT_TO_BE_HELD: Final = frozenset({"not_enrolled", "pregnancy_suspected", "treatment_stopped", "category_missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """A reason that no answer of this page mends, and where it is mended."""

    text: Text
    remedy: Text
    from_when: str
    url: str


def is_monthly(*, standing: Standing) -> bool:
    """Say whether she is seen every month: who can become pregnant is supplied for four weeks, others for longer."""
    return (standing.judgement.verdict.judged_as or Category.CHILDBEARING) == Category.CHILDBEARING


def asked_of(*, standing: Standing, methods: Iterable[Contraception]) -> Asks:
    """Say which blocks the page has: the rulebook says as whom the patient is judged, and whether a test is missing."""
    judged_as = standing.judgement.verdict.judged_as or Category.CHILDBEARING
    return Asks(
        agreed_to=f"{judged_as}-{WORDING}",
        statement=STATEMENTS[judged_as],
        protects_herself=is_monthly(standing=standing),
        test_wanted=any(standing.judgement.holds(code) for code in TEST_REASONS),
        unchanged=", ".join(method_said(one) for one in methods),
    )


def in_the_way(*, standing: Standing) -> list[InTheWay]:
    """List what stands against a prescription and is mended on another page, each with the way there."""
    judgement = standing.judgement
    return [
        _in_the_way(judgement, code, standing.enrolment)
        for code in judgement.verdict.reasons
        if code not in BESIDE or code in MENDED_AT
    ]


def method_said(method: Contraception) -> str:
    """Name a method, since when and until when; abstinence asks for her word."""
    name = str(said(METHODS, method.method))
    since = _("%(method)s since %(day)s") % {"method": name, "day": date_format(method.started_on)}
    if method.valid_until is not None:
        return _("%(since)s, protects until %(day)s") % {"since": since, "day": date_format(method.valid_until)}
    if method.method == ABSTINENCE:
        return _("%(since)s, which she confirms today") % {"since": since}
    return since


def ribbon_of(*, standing: Standing) -> Ribbon | None:
    """Draw the days since the last supply, as many as it lasts; before the first there is nothing to draw."""
    supplies = standing.judgement.facts["dispensings"]
    if not supplies or not supplies[-1]["days"]:
        return None
    first, days = dt.date.fromisoformat(supplies[-1]["dispensed_on"]), supplies[-1]["days"]
    due = standing.due.get("visit")
    day = (standing.on - first).days + 1
    said_of = {"day": day, "days": days, "first": date_format(first)}
    text = (
        _("Day %(day)s of %(days)s since the supply of %(first)s.")
        if day <= days
        else _("Day %(day)s since the supply of %(first)s, which was for %(days)s days.")
    ) % said_of
    if due is not None:
        text += " " + _("Medicine in hand until %(due)s.") % {"due": date_format(due)}
    return draw_ribbon(first=first, days=days, today=standing.on, text=text, due=due)


def facts_above(*, standing: Standing, test: PregnancyTest | None, told: Iterable[SideEffectTold] = ()) -> list[Fact]:
    """Tell the last test, what falls due next, and which side effects were told since the last visit."""
    lines = []
    if test is not None:
        lines.append(Fact(label=_("Last pregnancy test"), value=recorded_test_said(test)))
    if asked := still_asked(standing):
        kind = min(asked, key=lambda one: asked[one])
        lines.append(Fact(label=_("Next due"), value=f"{said(DUE, kind)}: {date_format(asked[kind])}"))
    lines += [
        Fact(label=_("Side effect told, %(day)s") % {"day": date_format(one.told_on)}, value=one.words) for one in told
    ]
    return lines


def coming_said(coming: Forecast) -> str:
    """Say what the prescription would cover, and the last day to fetch it."""
    covers = date_format(coming.covers_until) if coming.covers_until else _("a day that cannot be told")
    line = _("Covers until %(day)s if it is dispensed today.") % {"day": covers}
    if coming.dispense_by is None:
        return line
    return line + " " + _("Dispense by %(day)s.") % {"day": date_format(coming.dispense_by)}


def draft_said(enrolment: Enrolment, draft: Draft) -> str:
    """Say a prescription in one line."""
    return _("%(medicine)s, %(regimen)s: %(capsules)s capsules") % {
        "medicine": medicine(enrolment, draft),
        "regimen": regimen(draft),
        "capsules": draft.capsules,
    }


def kit_said(test: PregnancyTest | None) -> str:
    """Name sample and sensitivity of the last test, where both are known."""
    if test is None or test.sensitivity_miu_ml is None:
        return ""
    return _("%(specimen)s, %(limit)s mIU/mL") % {
        "specimen": str(said(SPECIMENS, test.specimen)).lower(),
        "limit": f"{test.sensitivity_miu_ml.normalize():f}",
    }


def label_said(judgement: Judgement, treatment: Treatment) -> str:
    """Say the indication as it is recorded, and how it stands to the label."""
    return _("%(disease)s, with %(partners)s: %(label)s") % {
        "disease": said(DISEASES, treatment.disease),
        "partners": substances_said(treatment.partners),
        "label": said(LABELS, judgement.verdict.label),
    }


def visit_facts(
    *, asks: Asks, test: NewTest | None, earlier: PregnancyTest | None, side_effect: SideEffect | None
) -> list[Fact]:
    """List what is attested and recorded beside the prescription."""
    lines = []
    if asks.protects_herself:
        lines.append(Fact(label=_("Pregnancy test"), value=_test_said(test, earlier, wanted=asks.test_wanted)))
        unchanged = _("No change: %(methods)s") % {"methods": asks.unchanged}
        lines.append(Fact(label=_("Contraception"), value=unchanged))
    lines.append(Fact(label=_("Counselling"), value=asks.statement))
    lines.append(Fact(label=_("Side effects since the last visit"), value=_side_effect_said(side_effect)))
    return lines


def fingerprint(*, on: dt.date, facts: Iterable[Fact]) -> str:
    """Give a short sign of everything that a page shows to be signed: the same page has the same one."""
    told = "\n".join([on.isoformat(), *(f"{fact.label}: {fact.value}" for fact in facts)])
    return hashlib.sha256(told.encode()).hexdigest()


def recorded_test_said(test: PregnancyTest) -> str:
    """Say a test that is in the record."""
    line = _("%(result)s, %(day)s (%(specimen)s)") % {
        "result": test.get_result_display(),
        "day": date_format(test.sampled_on),
        "specimen": str(said(SPECIMENS, test.specimen)).lower(),
    }
    return line if test.supervised else _("%(test)s, at home: does not count") % {"test": line}


def _test_said(test: NewTest | None, earlier: PregnancyTest | None, *, wanted: bool) -> str:
    if test is not None:
        kit = (
            _("%(limit)s mIU/mL") % {"limit": f"{test.sensitivity_miu_ml:g}"}
            if test.sensitivity_miu_ml
            else _("sensitivity not known")
        )
        where = _("under medical supervision") if test.supervised else _("at home, does not count")
        return ", ".join(
            [
                str(Result(test.result).label),
                _("sample of %(day)s") % {"day": date_format(test.sampled_on)},
                str(said(SPECIMENS, test.specimen)).lower(),
                kit,
                where,
            ]
        )
    if earlier is not None and not wanted:
        return _("Recorded already: %(test)s") % {"test": recorded_test_said(earlier)}
    return _("None recorded today")


def _side_effect_said(side_effect: SideEffect | None) -> str:
    if side_effect is None:
        return _("None new")
    how = _("Serious: %(words)s") if side_effect.serious else _("Not serious: %(words)s")
    return how % {"words": side_effect.words}


def _in_the_way(judgement: Judgement, code: str, enrolment: Enrolment) -> InTheWay:
    entry, day = words(code), judgement.from_when(code)
    return InTheWay(
        text=entry.for_prescriber,
        remedy=entry.remedy,
        from_when=date_format(day) if day is not None and day > judgement.on else "",
        url=_mended_at(code, enrolment),
    )


def _mended_at(code: str, enrolment: Enrolment) -> str:
    """Give the page on which it is put right: one of the record, or where whoever prescribes declares for herself."""
    if code == "prescriber_not_certified":
        return reverse("programmes:courses")
    page = MENDED_AT.get(code)
    return reverse(f"prescribers:{page}", args=[enrolment.id]) if page else ""
