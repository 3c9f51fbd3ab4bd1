"""Answers that every form of the desk takes, to be changed one at a time."""

import datetime as dt
from typing import Any

from tests.builders import now
from tests.prescribers.desk import boxes

BORN = dt.date(1981, 3, 14)


def today() -> dt.date:
    """Give the civil day where the programme is, which is what the pages call today."""
    return now().date()


def an_identity_form(**changes: Any) -> dict[str, Any]:
    """Give what registers a woman."""
    facts = {
        "programme": "pomalidomide-eu",
        "family_name": "García López",
        "given_name": "María",
        "latin_name": "",
        "sex": "female",
        "health_id": "",
        "language": "en-gb",
        "mobile": "",
        "email": "",
        **boxes("birth_date", BORN),
    }
    return facts | changes


def a_test_form(**changes: Any) -> dict[str, Any]:
    """Give what records a negative test of today."""
    facts = {
        "result": "negative",
        "specimen": "urine",
        "sensitivity_miu_ml": "25",
        "supervised": "yes",
        **boxes("sampled_on", today()),
    }
    return facts | changes


def a_contraception_form(**changes: Any) -> dict[str, Any]:
    """Give what records an implant in place for forty days, good for years."""
    facts = {
        "method": "implant",
        **boxes("started_on", today() - dt.timedelta(days=40)),
        **boxes("valid_until", today() + dt.timedelta(days=1000)),
    }
    return facts | changes


def an_indication_form(**changes: Any) -> dict[str, Any]:
    """Give what records a use on the label of pomalidomide."""
    facts = {
        **boxes("started_on", today()),
        "disease": "multiple_myeloma",
        "partners": ["dexamethasone"],
        "other_partners": "",
        "earlier": "known",
        "line_1": ["lenalidomide"],
        "line_1_other": "",
        "line_2": ["bortezomib"],
        "line_2_other": "",
        "progressed": "yes",
        "declared": "within",
        "off_label_reason": "",
    }
    return facts | changes


def a_draft_form(**changes: Any) -> dict[str, Any]:
    """Give what drafts one cycle of 4 mg."""
    return {"strength": "4", "capsules_a_day": "1", "cycle": "21/28", "days_supply": "28"} | changes
