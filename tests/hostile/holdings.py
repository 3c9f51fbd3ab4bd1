"""What the registry holds at a moment, so that a test can show that an attempt changed nothing of it."""

from django.apps import apps
from django.db.models import Sum

from audit.models import Entry, Outcome
from patients.models import Patient

ROOMS = (
    "accounts",
    "outbox",
    "programmes",
    "patients",
    "prescribers",
    "pharmacies",
    "safety",
    "reports",
    "portal",
    "reminders",
    "demo",
)
"""The rooms that keep tables; the trail is counted by what was done, for looks and refusals are written there too."""

KEPT_BESIDE = frozenset({"prescribers.KeptStatus"})
"""What is computed from the record and kept to be quick: not a holding."""


def holdings() -> dict[str, int]:
    """Count the rows of every table, the acts done, and how often records have changed."""
    found = {
        model._meta.label: model._base_manager.count()
        for room in ROOMS
        if apps.is_installed(room)
        for model in apps.get_app_config(room).get_models()
        if model._meta.label not in KEPT_BESIDE
    }
    versions = Patient.objects.aggregate(total=Sum("version"))["total"] or 0
    return found | {"acts done": Entry.objects.filter(outcome=Outcome.DONE).count(), "versions": versions}
