import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("patients", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("card_key", models.CharField(max_length=64)),
                ("network_key", models.CharField(max_length=64)),
                ("fitted", models.BooleanField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("fitted", False)), fields=["card_key", "at"], name="attempt_by_card"
                    ),
                    models.Index(
                        condition=models.Q(("fitted", False)), fields=["network_key", "at"], name="attempt_by_network"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.card"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("copy_opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["opened_at"], name="opening_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seen_at__gte", models.F("opened_at"))),
                        name="portal_opening_seen_after_opened",
                    )
                ],
            },
        ),
    ]
