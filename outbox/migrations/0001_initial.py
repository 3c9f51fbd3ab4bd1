import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(max_length=60)),
                (
                    "recipient",
                    models.CharField(
                        choices=[("user", "User"), ("organisation", "Organisation"), ("patient", "Patient")],
                        max_length=20,
                    ),
                ),
                ("recipient_id", models.UUIDField()),
                ("about_id", models.UUIDField(null=True)),
                ("channel", models.CharField(blank=True, max_length=10)),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("claimed", "Claimed"),
                            ("sent", "Sent"),
                            ("parked", "Parked"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "claimed"])), fields=["due_at"], name="outbox_due"
                    ),
                    models.Index(condition=models.Q(("state", "parked")), fields=["finished_at"], name="outbox_parked"),
                    models.Index(condition=models.Q(("state", "sent")), fields=["finished_at"], name="outbox_sent"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "claimed"), _negated=True),
                            models.Q(("lease__isnull", False), ("leased_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbox_message_claimed_has_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "parked", "dropped"]), _negated=True),
                            ("finished_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outbox_message_finished_has_moment",
                    ),
                ],
            },
        ),
    ]
