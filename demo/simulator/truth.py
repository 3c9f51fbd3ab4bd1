"""What was planted and what happened, written to a file, so that whoever reads the figures can tell if they find it."""

import json
from collections import Counter as Tally
from pathlib import Path
from typing import Any

from demo.simulator.days import iso
from demo.simulator.plan import Plan, shares_of


def truth_of(*, plan: Plan, happened: Tally[tuple[str, str]]) -> dict[str, Any]:
    """Put together what was planted in each centre and pharmacy, and what happened there."""
    return {
        "seed": plan.seed,
        "patients": plan.patients,
        "first_day": iso(plan.first_day),
        "last_day": iso(plan.last_day),
        "centres": [
            {
                "id": centre.id,
                "name": centre.name,
                "country": centre.country,
                "careless": centre.careless,
                "planted": shares_of(centre.quality),
                "happened": _of(happened, centre.id),
            }
            for centre in plan.centres
        ],
        "pharmacies": [
            {
                "id": pharmacy.id,
                "name": pharmacy.name,
                "country": centre.country,
                "planted": {"late_entries": pharmacy.late_entries, "part_supplies": pharmacy.part_supplies},
                "unregistered": None if pharmacy.unregistered is None else list(map(iso, pharmacy.unregistered)),
                "happened": _of(happened, pharmacy.id),
            }
            for centre in plan.centres
            for pharmacy in centre.pharmacies
        ],
    }


def write_truth(*, truth: dict[str, Any], path: Path) -> None:
    """Write it as JSON, the same bytes for the same truth."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(truth, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _of(happened: Tally[tuple[str, str]], place: str) -> dict[str, int]:
    return {what: count for (where, what), count in sorted(happened.items()) if where == place}
