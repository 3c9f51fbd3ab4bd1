"""What a patient is not written about is part of her record: the calendar's table, with its rows, under a new name."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RENAMED = """
ALTER TABLE reminders_mute RENAME TO patients_mute;
ALTER INDEX reminders_mute_once_at_a_time RENAME TO patients_mute_once_at_a_time;
ALTER TABLE patients_mute RENAME CONSTRAINT reminders_mute_lifted_by_somebody TO patients_mute_lifted_by_somebody;
"""
BACK = """
ALTER TABLE patients_mute RENAME CONSTRAINT patients_mute_lifted_by_somebody TO reminders_mute_lifted_by_somebody;
ALTER INDEX patients_mute_once_at_a_time RENAME TO reminders_mute_once_at_a_time;
ALTER TABLE patients_mute RENAME TO reminders_mute;
"""


class Migration(migrations.Migration):
    """The table is renamed; Django learns whose it is."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("patients", "0002_how_many_patients_a_place_sees"),
        ("reminders", "0002_feed_address"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(sql=RENAMED, reverse_sql=BACK)],
            state_operations=[
                migrations.CreateModel(
                    name="Mute",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("occasion", models.CharField(blank=True, max_length=40)),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("lifted_at", models.DateTimeField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("patient", "occasion"),
                                name="patients_mute_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="patients_mute_lifted_by_somebody",
                            ),
                        ],
                    },
                ),
            ],
        )
    ]
