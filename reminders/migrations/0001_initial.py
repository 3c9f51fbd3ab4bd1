import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("outbox", "0001_initial"),
        ("patients", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeadAddress",
            fields=[
                ("contact_id", models.UUIDField(primary_key=True, serialize=False)),
                ("why", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("mark", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[("lost", "did not come"), ("telephone", "cannot be reached by message")], max_length=20
                    ),
                ),
                ("occasion", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("came", "came, or has an appointment"),
                            ("elsewhere", "is treated elsewhere"),
                            ("stopped", "has stopped the treatment"),
                            ("died", "has died"),
                            ("lost", "cannot be found: lost to follow-up"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "why", "occasion", "due_on"), name="reminders_followup_once_a_date"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reminders_followup_closed_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="patients.enrolment",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("looked_on", models.DateField()),
                ("next_on", models.DateField(null=True)),
                ("failed", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("next_on__isnull", False)), fields=["next_on"], name="plan_next")
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outbox.message"
                    ),
                ),
                ("contact_id", models.UUIDField()),
                ("handed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("delivered", "delivered"), ("undelivered", "not delivered")],
                        max_length=20,
                    ),
                ),
                ("word", models.CharField(blank=True, max_length=40)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "undelivered")), fields=["told_at"], name="receipt_undelivered"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("told_at__isnull", True)),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("told_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="reminders_receipt_told_has_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200, unique=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enrolment",
                    ),
                ),
                ("accreditation_id", models.UUIDField(null=True)),
                ("occasion", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("step", models.CharField(max_length=30)),
                ("to", models.CharField(max_length=20)),
                ("text", models.CharField(blank=True, max_length=40)),
                (
                    "recipient",
                    models.CharField(
                        choices=[("user", "User"), ("organisation", "Organisation"), ("patient", "Patient")],
                        max_length=20,
                    ),
                ),
                ("recipient_id", models.UUIDField()),
                ("planned_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["enrolment", "occasion"], name="reminder_of_enrolment"),
                    models.Index(fields=["recipient_id", "planned_at"], name="reminder_of_reader"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accreditation_id__isnull", True), ("enrolment__isnull", False)),
                            models.Q(("accreditation_id__isnull", False), ("enrolment__isnull", True)),
                            _connector="OR",
                        ),
                        name="reminders_reminder_about_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DueDate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enrolment",
                    ),
                ),
                ("accreditation_id", models.UUIDField(null=True)),
                ("occasion", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("called_off", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "occasion"), name="reminders_duedate_one_an_occasion"),
                    models.UniqueConstraint(
                        fields=("accreditation_id",), name="reminders_duedate_one_an_accreditation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accreditation_id__isnull", True), ("enrolment__isnull", False)),
                            models.Q(("accreditation_id__isnull", False), ("enrolment__isnull", True)),
                            _connector="OR",
                        ),
                        name="reminders_duedate_about_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedAddress",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("fetched_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("membership",),
                        name="reminders_feed_one_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secret_hash__regex", "^[0-9a-f]{64}$")),
                        name="reminders_feed_keeps_a_hash_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="reminders.followup"
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("telephone", "telephone"),
                            ("letter", "letter"),
                            ("family_doctor", "through the family doctor"),
                            ("other", "another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reached", models.BooleanField()),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
