"""A version of a programme rule by rule in words, and what one version says otherwise than another.

One list of statements serves every reader: the page that compares countries, the difference that is read before a rule
is changed, and the printed ``docs/programmes/``. Each statement has a key, by which two versions are laid side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.words import CRITERION_WORDS, GATE_WORDS, METHOD_WORDS, REASON_TITLES
from rulebook import Programme
from rulebook.programme import Indication, SupplyLimits
from rulebook.reason_codes import REASON_CODES
from rulebook.words import ACCEPTABLE_METHODS


@dataclass(frozen=True, slots=True)
class Statement:
    """One rule: its key, what it is about, and what it says."""

    key: str
    about: str
    says: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule on which two versions differ."""

    about: str
    before: str
    after: str


def statements(programme: Programme) -> list[Statement]:
    """Say every rule of a version, in the order of the file."""
    return [
        *_head(programme), *_testing(programme), *_protection(programme), *_after_the_end(programme),
        *_supply("childbearing", programme.supply_childbearing), *_supply("other", programme.supply_other),
        *_papers(programme), *_criteria(programme), *_dose(programme), *_labels(programme), *_gates(programme),
    ]  # fmt: skip


def differences(before: Programme, after: Programme) -> list[Difference]:
    """Say on which rules one version differs from another, and what each says."""
    first, second = _by_key(before), _by_key(after)
    return [
        Difference(
            (second.get(key) or first[key]).about,
            first[key].says if key in first else _("not named"),
            second[key].says if key in second else _("not named"),
        )
        for key in dict.fromkeys((*first, *second))
        if key not in first or key not in second or first[key].says != second[key].says
    ]


def _by_key(programme: Programme) -> dict[str, Statement]:
    return {one.key: one for one in statements(programme)}


def _head(programme: Programme) -> Iterator[Statement]:
    yield Statement("substance", _("Substance"), f"{programme.substance}, {programme.atc}")
    yield Statement("time_zone", _("Dates are those of"), programme.time_zone)
    yield Statement("source", _("Source of the rules"), programme.source)


def _testing(programme: Programme) -> Iterator[Statement]:
    rules = programme.test
    limit = None if rules is None else _("%(n)s mIU/ml, or more sensitive") % {"n": _number(rules.sensitivity_miu_ml)}
    window = None if rules is None else _before(rules.window_days)
    yield Statement("test.sensitivity_miu_ml", _("Pregnancy test: sensitivity"), limit or _not_asked())
    yield Statement("test.window_days", _("Pregnancy test: when before a prescription"), window or _not_asked())
    yield _days("test.interval_days", _("Pregnancy test: repeated every"), rules.interval_days if rules else None)
    yield _days(
        "test.after_treatment_days", _("Pregnancy test after the end, at the earliest after"),
        rules.after_treatment_days if rules else None,
    )  # fmt: skip
    yield Statement(
        "test.sterilisation_frees_from_repeats",
        _("A confirmed sterilisation frees from repeated tests"),
        _yes_or_no(of=rules is not None and rules.sterilisation_frees_from_repeats),
    )


def _protection(programme: Programme) -> Iterator[Statement]:
    rules = programme.contraception
    yield _days("contraception.lead_days", _("Contraception before the start, for"), rules.lead_days if rules else None)
    yield _days("contraception.after_days", _("Contraception after the end, for"), rules.after_days if rules else None)
    yield _days(
        "contraception.abstinence_confirmed_every_days", _("Abstinence: confirmed again every"),
        rules.abstinence_confirmed_every_days if rules else None,
    )  # fmt: skip
    for method in ACCEPTABLE_METHODS:
        yield Statement(f"contraception.{method}", str(METHOD_WORDS[method]), _standing(programme, method))


def _standing(programme: Programme, method: str) -> str:
    rules = programme.contraception
    if rules is None:
        return _not_asked()
    if method not in rules.accepted | rules.accepted_with_warning:
        return _("not accepted")
    if method in rules.accepted_with_warning:
        return _("accepted with a warning")
    return _("accepted once it is confirmed") if method in rules.confirmed_only else _("accepted")


def _after_the_end(programme: Programme) -> Iterator[Statement]:
    male = programme.male
    yield _days("male.condom_after_days", _("Men: condom after the end, for"), male.condom_after_days if male else None)
    yield _days(
        "male.semen_donation_after_days", _("Men: no semen donation after the end, for"),
        male.semen_donation_after_days if male else None,
    )  # fmt: skip
    yield _days(
        "donation.blood_after_days", _("No blood donation after the end, for"), programme.blood_donation_after_days
    )


def _supply(whose: str, limits: SupplyLimits) -> Iterator[Statement]:
    who = _("who can become pregnant") if whose == "childbearing" else _("everybody else")
    yield _days(f"supply.{whose}.max_days", _("Longest supply, %(who)s") % {"who": who}, limits.max_days)
    within = limits.dispense_within_days
    yield Statement(
        f"supply.{whose}.dispense_within_days",
        _("Dispensed after the day of the prescription, %(who)s") % {"who": who},
        _("at any time") if within is None else _("within %(days)s") % {"days": _in_days(within)},
    )
    early = limits.early_days
    yield Statement(
        f"supply.{whose}.early_days",
        _("Next supply with at most this left, %(who)s") % {"who": who},
        _not_asked() if early is None else _in_days(early),
    )


def _papers(programme: Programme) -> Iterator[Statement]:
    valid = programme.agreement_valid_days
    says = _("for the whole treatment") if valid is None else _in_days(valid)
    yield Statement("agreement.valid_days", _("The agreement holds"), says)


def _criteria(programme: Programme) -> Iterator[Statement]:
    rules = programme.non_childbearing
    for code in dict.fromkeys((*CRITERION_WORDS, *sorted(rules.criteria))):
        about = _("Cannot become pregnant: %(why)s") % {"why": CRITERION_WORDS.get(code, code)}
        if code not in rules.criteria:
            says = _("does not count")
        else:
            says = _("counts once a specialist confirmed it") if code in rules.specialist_confirmed else _("counts")
        yield Statement(f"non_childbearing.{code}", about, says)
    yield Statement(
        "non_childbearing.amenorrhoea_min_age",
        _("Age from which a year without periods counts"),
        str(rules.amenorrhoea_min_age),
    )


def _dose(programme: Programme) -> Iterator[Statement]:
    strengths = ", ".join(_number(one) for one in programme.strengths_mg)
    yield Statement("dose.strengths_mg", _("Strengths"), f"{strengths} mg")
    yield Statement("dose.starting_mg", _("Starting dose of a day"), f"{_number(programme.starting_mg)} mg")


def _labels(programme: Programme) -> Iterator[Statement]:
    for one in programme.indications:
        yield Statement(f"indication.{one.id}", _("Indication: %(id)s") % {"id": one.id}, _label(one))
    for one in programme.partner_labels:
        yield Statement(f"partner.{one.id}", _("Label of a partner: %(id)s") % {"id": one.id}, _label(one))


def _label(one: Indication) -> str:
    return "; ".join(_conditions(one))


def _conditions(one: Indication) -> Iterator[str]:
    yield " + ".join((_plain(one.disease), *sorted(_plain(name) for name in one.partners)))
    if one.min_age is not None:
        yield _("age %(n)s or over") % {"n": one.min_age}
    if one.min_prior_regimens is not None:
        yield _("earlier regimens: %(n)s or more") % {"n": one.min_prior_regimens}
    if one.max_prior_regimens is not None:
        yield _("earlier regimens: %(n)s or fewer") % {"n": one.max_prior_regimens}
    if one.prior_includes:
        yield _("among them %(names)s") % {"names": ", ".join(_plain(name) for name in one.prior_includes)}
    if one.progressed_on_last:
        yield _("progressed on the last")
    yield from one.unrecorded_conditions
    yield _("taken on %(intake)s of %(cycle)s days") % {"intake": one.intake_days, "cycle": one.cycle_days}
    if one.starting_mg is not None:
        yield _("starting dose %(n)s mg") % {"n": _number(one.starting_mg)}


def _gates(programme: Programme) -> Iterator[Statement]:
    for code in REASON_CODES:
        about = _("%(reason)s: what it does") % {"reason": REASON_TITLES[code]}
        yield Statement(f"gates.{code}", about, str(GATE_WORDS[programme.gate(code)]))


def _days(key: str, about: str, days: int | None) -> Statement:
    return Statement(key, about, _not_asked() if days is None else _in_days(days))


def _in_days(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _before(days: int) -> str:
    if days == 0:
        return _("on its day")
    return ngettext("on its day or the day before", "on its day or in the %(n)s days before", days) % {"n": days}


def _not_asked() -> str:
    return _("not asked")


def _yes_or_no(*, of: bool) -> str:
    return _("yes") if of else _("no")


def _number(value: float) -> str:
    return f"{value:g}"


def _plain(code: str) -> str:
    return code.replace("_", " ")
