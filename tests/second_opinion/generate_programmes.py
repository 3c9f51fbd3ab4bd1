"""Random programme files from a seed: tables absent, gates moved, other windows, versions that follow, bases."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.second_opinion.programme_files import Table

METHODS = (
    "implant", "levonorgestrel_ius", "medroxyprogesterone_depot", "tubal_sterilisation", "vasectomised_partner",
    "progestogen_only_pill", "abstinence", "combined_hormonal", "copper_iud", "barrier", "natural_family_planning",
    "withdrawal", "other",
)  # fmt: skip
CRITERIA = (
    "age_50_amenorrhoea_1_year", "premature_ovarian_failure", "bilateral_salpingo_oophorectomy", "hysterectomy",
    "xy_genotype", "turner_syndrome", "uterine_agenesis",
)  # fmt: skip
MOVABLE = (
    "prescriber_not_certified", "pharmacy_not_registered", "card_missing", "card_not_valid", "category_changed",
    "category_not_justified", "agreement_missing", "contraception_missing", "contraception_too_recent",
    "contraception_lapsed", "abstinence_not_confirmed", "supply_too_long", "supply_overlaps", "quantity_implausible",
    "prescription_cancelled", "prescription_expired", "prescription_exhausted",
)  # fmt: skip
FIRST = date(2016, 1, 1)


def write(seed: str, folder: Path, count: int = 6) -> None:
    """Write a folder of programmes; the later ones may stand on an earlier one."""
    rng = Random(seed)  # noqa: S311 - a test's dice, no secret
    always: dict[str, set[str]] = {}  # the tables that every version of a programme has, once merged
    for number in range(count):
        name = f"made-{number}"
        base = f"made-{rng.randrange(number)}" if number and rng.random() < 0.5 else None
        tables = []
        for year in range(rng.choice((1, 2, 3))):
            # A file that extends must not begin before its base does: it follows the first days of all.
            begins = FIRST + timedelta(days=year * 365 + rng.randint(0, 60) + (61 * number if base else 0))
            tables.append(overlay(rng, base, always[base]) if base else whole(rng))
            save(folder / name, {"id": name, "valid_from": begins} | tables[-1])
        always[name] = set.intersection(*(set(table) for table in tables)) | (always[base] if base else set())


def whole(rng: Random) -> Table:
    """Draw a complete programme."""
    table: Table = {
        "title": "Made for a test", "substance": "pomalidomide", "atc": "L04AX06", "time_zone": "Europe/Brussels",
        "source": "made",
        "test": test(rng), "contraception": contraception(rng),
        "male": {"condom_after_days": days(rng), "semen_donation_after_days": days(rng)},
        "donation": {"blood_after_days": days(rng)},
        "supply": {"childbearing": supply(rng, 28), "other": supply(rng, 84)},
        "agreement": rng.choice(({}, {"valid_days": rng.choice((30, 365))})),
        "non_childbearing": {
            "criteria": part_of(rng, CRITERIA), "amenorrhoea_min_age": rng.choice((50, 50, 52)),
            "specialist_confirmed": part_of(rng, CRITERIA, 0.3),
        },
        "dose": {
            "strengths_mg": rng.choice(([1, 2, 3, 4], [2.5, 5, 7.5], [0.1, 0.7, 1.1])),
            "starting_mg": rng.choice((4, 2.5)),
        },
        "indications": [label(rng, f"own-{n}") for n in range(rng.choice((1, 2, 3)))],
        "partner_labels": [label(rng, f"partner-{n}") for n in range(rng.choice((0, 1, 2)))],
        "gates": gates(rng),
    }  # fmt: skip
    for name in ("test", "contraception", "male", "donation", "agreement", "partner_labels", "gates"):
        if rng.random() < 0.12 or not table[name]:
            del table[name]
    if "test" in table or rng.random() < 0.7:
        table["supply"]["childbearing"]["dispense_within_days"] = rng.choice((0, 3, 7, 7, 10))
    return table


def overlay(rng: Random, base: str, has: set[str]) -> Table:
    """Draw a programme that says only what is other than in its base, and inside the tables that this one has too."""
    other = whole(rng)
    table: Table = {"extends": base}
    for name in sorted(other):
        if rng.random() < 0.35:
            table[name] = thinned(rng, other[name]) if name in has - {"gates"} else other[name]
    if "test" in table and "test" not in has:
        table["supply"] = {"childbearing": {"dispense_within_days": rng.choice((2, 6))}}
    return table


def thinned(rng: Random, part: Any) -> Any:
    """Leave keys out of a table, and of the tables in it; an array stays whole."""
    if not isinstance(part, dict):
        return part
    return {key: thinned(rng, value) for key, value in part.items() if rng.random() < 0.6}


def days(rng: Random) -> int:
    """Draw a distance in days."""
    return rng.choice((0, 1, 3, 7, 7, 14, 28, 28, 30))


def part_of(rng: Random, words: tuple[str, ...], share: float = 0.8) -> list[str]:
    """Draw a part of a list, never nothing."""
    return [word for word in words if rng.random() < share] or [words[0]]


def test(rng: Random) -> Table:
    """Draw the rules of the pregnancy test."""
    table = {
        "sensitivity_miu_ml": rng.choice((25, 25, 10, 12.5)), "window_days": rng.choice((0, 1, 3, 3, 7)),
        "interval_days": rng.choice((28, 28, 7, 30)), "after_treatment_days": days(rng),
        "sterilisation_frees_from_repeats": rng.random() < 0.75,
    }  # fmt: skip
    if rng.random() < 0.1:
        del table["sterilisation_frees_from_repeats"]
    return table


def contraception(rng: Random) -> Table:
    """Draw the rules of contraception; a method in both lists is accepted with a warning."""
    accepted = part_of(rng, METHODS[:9])
    table: Table = {
        "lead_days": days(rng), "after_days": days(rng), "abstinence_confirmed_every_days": rng.choice((7, 28, 28)),
        "accepted": accepted, "accepted_with_warning": [m for m in METHODS[:9] if m not in accepted],
        "confirmed_only": rng.choice((["vasectomised_partner"], ["abstinence"], [], part_of(rng, METHODS[:9], 0.3))),
    }  # fmt: skip
    if rng.random() < 0.1:
        table["accepted_with_warning"] += accepted[:2]
    for name in ("accepted_with_warning", "confirmed_only"):
        if rng.random() < 0.2:
            del table[name]
    return table


def supply(rng: Random, most: int) -> Table:
    """Draw the limits of a supply."""
    table = {"max_days": rng.choice((most, most, most - 7)), "early_days": rng.choice((0, 7, 7, 14))}
    if rng.random() < 0.2:
        del table["early_days"]
    if rng.random() < 0.3 and most > 28:
        table["dispense_within_days"] = rng.choice((6, 30))
    return table


def label(rng: Random, name: str) -> Table:
    """Draw an indication or a partner label, with any part of its optional keys."""
    optional: Table = {
        "min_age": 18,
        "min_prior_regimens": rng.choice((0, 1, 2)),
        "max_prior_regimens": rng.choice((2, 3)),
        "prior_includes": rng.choice((["lenalidomide"], ["lenalidomide", "bortezomib"], [])),
        "progressed_on_last": rng.random() < 0.8,
        "starting_mg": rng.choice((2, 5)),
        "unrecorded_conditions": rng.choice((["The record cannot tell this."], ["One.", "Two."], [])),
    }
    share = {"unrecorded_conditions": 0.2}
    return {
        "id": name,
        "disease": rng.choice(("multiple_myeloma", "multiple_myeloma", "mantle_cell_lymphoma")),
        "partners": rng.choice((["dexamethasone"], ["bortezomib", "dexamethasone"], [])),
        "cycle_days": rng.choice((21, 28)),
        "intake_days": rng.choice((14, 21)),
    } | {key: value for key, value in optional.items() if rng.random() < share.get(key, 0.5)}


def gates(rng: Random) -> Table:
    """Draw where reasons go; the two of the test move together."""
    moved = {code: rng.choice(("warn", "record", "block")) for code in MOVABLE if rng.random() < 0.15}
    if rng.random() < 0.2:
        moved |= dict.fromkeys(("test_missing", "test_not_qualifying"), rng.choice(("warn", "record")))
    return moved


def save(folder: Path, table: Table) -> None:
    """Write one version under the name that its first day demands."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{table['valid_from']}.toml").write_text("".join(toml(table)), encoding="utf-8")


def toml(table: Table, path: str = "") -> list[str]:
    """Write a table: its own keys, then the tables inside it."""
    lines, inner = [], []
    for key, value in table.items():
        name = f"{path}.{key}".strip(".")
        if isinstance(value, dict):
            inner += [f"\n[{name}]\n", *toml(value, name)]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            inner += [line for part in value for line in (f"\n[[{name}]]\n", *toml(part, name))]
        else:
            lines.append(f"{key} = {written(value)}\n")
    return lines + inner


def written(value: Any) -> str:
    """Write a date as itself and all else as JSON does, which TOML reads alike."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value)
