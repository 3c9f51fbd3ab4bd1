"""A trial programme and a base history that is judged yes, from which every case departs in one respect."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from rulebook import Due, ProgrammeFile, Programmes, Verdict, due, judge, parse_due_question, parse_question
from rulebook import read_programmes as read

Json = dict[str, Any]

PRESCRIBED: Final = date(2026, 3, 13)
"""D of the base history; every day in the tables is counted from it."""

BEGINS: Final = date(2020, 1, 1)

SECTIONS: Final = {
    "head": """
id = "trial"
title = "Trial"
substance = "trialimide"
atc = "L04AX99"
valid_from = 2020-01-01
time_zone = "Europe/Brussels"
source = "Trial SmPC"
""",
    "test": """
[test]
sensitivity_miu_ml = 25
window_days = 3
interval_days = 28
after_treatment_days = 28
sterilisation_frees_from_repeats = true
""",
    "contraception": """
[contraception]
lead_days = 28
after_days = 30
abstinence_confirmed_every_days = 28
accepted = ["implant", "tubal_sterilisation", "vasectomised_partner", "abstinence"]
accepted_with_warning = ["combined_hormonal", "copper_iud"]
confirmed_only = ["vasectomised_partner"]
""",
    "male": """
[male]
condom_after_days = 7
semen_donation_after_days = 9
""",
    "donation": """
[donation]
blood_after_days = 8
""",
    "supply": """
[supply.childbearing]
max_days = 28
dispense_within_days = 7
early_days = 7
[supply.other]
max_days = 84
early_days = 14
""",
    "agreement": """
[agreement]
""",
    "non_childbearing": """
[non_childbearing]
criteria = ["age_50_amenorrhoea_1_year", "premature_ovarian_failure", "hysterectomy"]
amenorrhoea_min_age = 50
specialist_confirmed = ["premature_ovarian_failure"]
""",
    "dose": """
[dose]
strengths_mg = [1, 2.5, 4]
starting_mg = 4
""",
    "indications": """
[[indications]]
id = "with-bortezomib"
disease = "multiple_myeloma"
partners = ["bortezomib", "dexamethasone"]
min_age = 18
min_prior_regimens = 1
max_prior_regimens = 3
prior_includes = ["lenalidomide"]
cycle_days = 21
intake_days = 14
starting_mg = 3

[[indications]]
id = "alone"
disease = "multiple_myeloma"
partners = []
min_age = 18
progressed_on_last = true
cycle_days = 28
intake_days = 21
""",
    "partner_labels": """
[[partner_labels]]
id = "isatuximab-label"
disease = "multiple_myeloma"
partners = ["isatuximab"]
cycle_days = 28
intake_days = 21

[[partner_labels]]
id = "elotuzumab-label"
disease = "multiple_myeloma"
partners = ["elotuzumab"]
cycle_days = 28
intake_days = 21
unrecorded_conditions = ["The partner's own label asks for more."]
""",
    "gates": "",
}


def on(days: int) -> str:
    """Write the day so many days after D."""
    return (PRESCRIBED + timedelta(days=days)).isoformat()


def programme_text(without: str = "", **sections: str) -> str:
    """Write the trial programme, without one section or with others in place of its own."""
    kept = {**SECTIONS, **sections}
    return "".join(text for name, text in kept.items() if name != without)


def programmes(*texts: str) -> Programmes:
    """Read trial programmes from their texts, each under the folder and the name that its text asks for."""
    return read(file_of(text) for text in texts or (programme_text(),))


def file_of(text: str) -> ProgrammeFile:
    """Put a text under the folder and the name that it asks for."""
    keys = dict(line.split(" = ", 1) for line in text.split("[", 1)[0].splitlines() if " = " in line)
    return ProgrammeFile(keys["id"].strip('"'), f"{keys['valid_from']}.toml", text.encode())


def contraception(method: str = "implant", started: int = -100, **fields: Any) -> Json:
    """Write a contraception record begun so many days after D."""
    return {"method": method, "started_on": on(started), **fields}


def abstinence(*confirmed: int, started: int = -100, **fields: Any) -> Json:
    """Write an abstinence record confirmed on the days after D."""
    return contraception("abstinence", started, confirmed_on=[on(day) for day in confirmed], **fields)


def sterilised(started: int = -400, **fields: Any) -> Json:
    """Write a confirmed tubal sterilisation."""
    return contraception("tubal_sterilisation", started, **{"confirmed": True, **fields})


def sampled(day: int, result: str = "negative", **fields: Any) -> Json:
    """Write a test sampled so many days after D, qualifying unless a field says otherwise."""
    return {"sampled_on": on(day), "result": result, "sensitivity_miu_ml": 25, "supervised": True, **fields}


def dispensing(day: int, prescription: str = "before", **fields: Any) -> Json:
    """Write a dispensing of 21 capsules for 28 days."""
    return {"prescription": prescription, "dispensed_on": on(day), "capsules": 21, "days": 28, **fields}


def assessed(day: int, category: str = "childbearing", **fields: Any) -> Json:
    """Write a category assessed so many days after D."""
    return {"assessed_on": on(day), "category": category, **fields}


def signed(day: int, category: str = "childbearing") -> Json:
    """Write an agreement signed so many days after D."""
    return {"signed_on": on(day), "category": category}


def span(start: int, until: int | None = None) -> Json:
    """Write a span from a day up to, not on, another."""
    return {"from": on(start), "until": None if until is None else on(until)}


def prescription(**fields: Any) -> Json:
    """Write the prescription in question."""
    return {
        "id": "rx", "prescribed_on": on(0), "days_supply": 28, "capsules": 21, "strength_mg": 4, "daily_dose_mg": 4,
        "cycle_days": 28, "intake_days": 21, "cancelled_on": None, **fields,
    }  # fmt: skip


def treatment(**fields: Any) -> Json:
    """Write the treatment: within the label unless a field says otherwise."""
    return {
        "started_on": on(-30), "ended_on": None, "disease": "multiple_myeloma", "partners": [], "prior_regimens": [],
        "progressed_on_last": True, **fields,
    }  # fmt: skip


def question(**changes: Any) -> Json:
    """Write the base question with some of its top-level fields changed; ``at`` is T counted from D.

    A woman of childbearing potential: everything in order, no supply before, everything on one day.
    """
    at = changes.pop("at", 0)
    base: Json = {
        "case": "base", "programme": "trial", "on": on(at), "prescription": "rx", "capsules": 21, "card": "k1",
        "patient": {"birth_date": "1990-05-02", "enrolled_on": on(-60), "withdrawn_on": None},
        "stops": [],
        "categories": [assessed(-60)],
        "agreements": [signed(-60)],
        "cards": [{"id": "k1", "issued_on": on(-60), "revoked_on": None}],
        "contraception": [contraception()],
        "tests": [sampled(0)],
        "pregnancies": [],
        "treatment": treatment(),
        "prescriber": {"certified": [span(-400)]},
        "pharmacy": {"registered": [span(-400)]},
        "prescriptions": [prescription()],
        "dispensings": [],
    }  # fmt: skip
    return {**base, **changes}


def man(**changes: Any) -> Json:
    """Write the base question about a man."""
    return question(**{
        "categories": [assessed(-60, "male")], "agreements": [signed(-60, "male")], "contraception": [], "tests": [],
        **changes,
    })  # fmt: skip


def elder(**changes: Any) -> Json:
    """Write the base question about a woman who cannot become pregnant, and whose category is justified."""
    return question(**{
        "categories": [assessed(-60, "non_childbearing", criterion="hysterectomy")],
        "agreements": [signed(-60, "non_childbearing")], "contraception": [], "tests": [], **changes,
    })  # fmt: skip


def verdict(mapping: Mapping[str, Any], *texts: str) -> Verdict:
    """Judge a question by the trial programme, or by the given ones."""
    return judge(parse_question(dict(mapping)), programmes(*texts))


def falls_due(mapping: Mapping[str, Any], *texts: str) -> list[Due]:
    """Ask what falls due under the trial programme, or under the given ones."""
    return due(parse_due_question(dict(mapping)), programmes(*texts))
