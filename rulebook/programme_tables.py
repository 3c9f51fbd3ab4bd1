"""The tables of a programme file, one function a table: what each must and may hold."""

from rulebook.programme import (
    ContraceptionRules,
    Indication,
    MaleRules,
    NonChildbearingRules,
    Programme,
    ProgrammeError,
    SupplyLimits,
    TestRules,
)
from rulebook.programme_keys import Table
from rulebook.reason_codes import MOVABLE, REASON_CODES
from rulebook.words import ACCEPTABLE_METHODS, BLOCK, CRITERIA, GATES


def build_programme(table: Table) -> Programme:
    """Build a programme from its merged table.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    table.only(
        "id", "title", "substance", "atc", "valid_from", "time_zone", "source", "test", "contraception", "male",
        "donation", "supply", "agreement", "non_childbearing", "dose", "indications", "partner_labels", "gates",
    )  # fmt: skip
    test = _test(table.optional_table("test"))
    supply = table.table("supply")
    supply.only("childbearing", "other")
    dose = table.table("dose")
    dose.only("strengths_mg", "starting_mg")
    return Programme(
        id=table.text("id"),
        valid_from=table.date("valid_from"),
        title=table.text("title"),
        substance=table.text("substance"),
        atc=table.text("atc"),
        time_zone=table.text("time_zone"),
        source=table.text("source"),
        test=test,
        contraception=_contraception(table.optional_table("contraception")),
        male=_male(table.optional_table("male")),
        blood_donation_after_days=_donation(table.optional_table("donation")),
        supply_childbearing=_supply(supply.table("childbearing"), window_wanted=test is not None),
        supply_other=_supply(supply.table("other"), window_wanted=False),
        agreement_valid_days=_agreement(table.optional_table("agreement")),
        non_childbearing=_non_childbearing(table.table("non_childbearing")),
        strengths_mg=dose.numbers("strengths_mg"),
        starting_mg=dose.number("starting_mg"),
        indications=_indications(table),
        partner_labels=tuple(_indication(label) for label in table.tables("partner_labels")),
        gates=_gates(table.optional_table("gates")),
    )


def _test(table: Table | None) -> TestRules | None:
    if table is None:
        return None
    table.only(
        "sensitivity_miu_ml", "window_days", "interval_days", "after_treatment_days",
        "sterilisation_frees_from_repeats",
    )  # fmt: skip
    return TestRules(
        sensitivity_miu_ml=table.number("sensitivity_miu_ml"),
        window_days=table.whole("window_days"),
        interval_days=table.whole("interval_days"),
        after_treatment_days=table.whole("after_treatment_days"),
        sterilisation_frees_from_repeats=table.truth("sterilisation_frees_from_repeats"),
    )


def _contraception(table: Table | None) -> ContraceptionRules | None:
    if table is None:
        return None
    table.only(
        "lead_days", "after_days", "abstinence_confirmed_every_days", "accepted", "accepted_with_warning",
        "confirmed_only",
    )  # fmt: skip
    return ContraceptionRules(
        lead_days=table.whole("lead_days"),
        after_days=table.whole("after_days"),
        abstinence_confirmed_every_days=table.whole("abstinence_confirmed_every_days"),
        accepted=table.words("accepted", ACCEPTABLE_METHODS),
        accepted_with_warning=table.optional_words("accepted_with_warning", ACCEPTABLE_METHODS),
        confirmed_only=table.optional_words("confirmed_only", ACCEPTABLE_METHODS),
    )


def _male(table: Table | None) -> MaleRules | None:
    if table is None:
        return None
    table.only("condom_after_days", "semen_donation_after_days")
    return MaleRules(table.whole("condom_after_days"), table.whole("semen_donation_after_days"))


def _donation(table: Table | None) -> int | None:
    if table is None:
        return None
    table.only("blood_after_days")
    return table.whole("blood_after_days")


def _supply(table: Table, *, window_wanted: bool) -> SupplyLimits:
    table.only("max_days", "dispense_within_days", "early_days")
    if window_wanted and "dispense_within_days" not in table.keys:
        raise table.wrong("dispense_within_days", "a whole number, 0 or more, because there is a [test]")
    return SupplyLimits(
        max_days=table.whole("max_days", least=1),
        dispense_within_days=table.optional_whole("dispense_within_days"),
        early_days=table.optional_whole("early_days"),
    )


def _agreement(table: Table | None) -> int | None:
    if table is None:
        return None
    table.only("valid_days")
    return table.optional_whole("valid_days")


def _non_childbearing(table: Table) -> NonChildbearingRules:
    """Read what justifies the category; a country's own criterion may stand among the criteria."""
    table.only("criteria", "amenorrhoea_min_age", "specialist_confirmed")
    criteria = frozenset(table.texts("criteria"))
    return NonChildbearingRules(
        criteria=criteria,
        amenorrhoea_min_age=table.whole("amenorrhoea_min_age"),
        specialist_confirmed=table.words("specialist_confirmed", tuple(dict.fromkeys((*CRITERIA, *sorted(criteria))))),
    )


def _indications(table: Table) -> tuple[Indication, ...]:
    indications = tuple(_indication(one) for one in table.tables("indications"))
    if not indications:
        raise ProgrammeError(table.file, "indications", "expected one table [[indications]] at least")
    return indications


def _indication(table: Table) -> Indication:
    table.only(
        "id", "disease", "partners", "cycle_days", "intake_days", "starting_mg", "min_age", "min_prior_regimens",
        "max_prior_regimens", "prior_includes", "progressed_on_last", "unrecorded_conditions",
    )  # fmt: skip
    return Indication(
        id=table.text("id"),
        disease=table.text("disease"),
        partners=frozenset(table.texts("partners")),
        cycle_days=table.whole("cycle_days", least=1),
        intake_days=table.whole("intake_days", least=1),
        starting_mg=table.optional_number("starting_mg"),
        min_age=table.optional_whole("min_age"),
        min_prior_regimens=table.optional_whole("min_prior_regimens"),
        max_prior_regimens=table.optional_whole("max_prior_regimens"),
        prior_includes=table.texts("prior_includes") if "prior_includes" in table.keys else None,
        progressed_on_last=table.truth("progressed_on_last"),
        unrecorded_conditions=table.optional_texts("unrecorded_conditions"),
    )


def _gates(table: Table | None) -> dict[str, str]:
    if table is None:
        return {}
    table.only(*REASON_CODES)
    gates = {code: table.text(code) for code in table.keys}
    for code, gate in gates.items():
        if gate not in GATES:
            raise table.wrong(code, f"one of {', '.join(GATES)}")
        if gate != BLOCK and code not in MOVABLE:
            raise table.wrong(code, f"{BLOCK}, because this reason may not be moved")
    if gates.get("test_missing", BLOCK) != gates.get("test_not_qualifying", BLOCK):
        odd = "test_missing" if "test_missing" in gates else "test_not_qualifying"
        raise table.wrong(odd, "the same gate for test_missing and test_not_qualifying")
    return gates
