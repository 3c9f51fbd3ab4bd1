"""A database that was made by code which no longer exists is refused, with what to do."""

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

APPLIED = MigrationRecorder.applied_migrations


def test_an_unreleased_history_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def older(recorder: MigrationRecorder) -> object:
        return {**APPLIED(recorder), ("patients", "0009_of_last_week"): None}

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", older)
    with pytest.raises(CommandError, match="make demo-fresh"):
        call_command("prepare_database", verbosity=0)
