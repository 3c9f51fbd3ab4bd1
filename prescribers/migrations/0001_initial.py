import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("patients", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                ("day", models.DateField()),
                ("law", models.CharField(max_length=64)),
                ("asked", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("accredited", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "day", "law", "accredited"), name="prescribers_kept_key_held_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparedAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                ("act", models.CharField(max_length=40)),
                ("row_id", models.UUIDField(null=True)),
                ("answers", models.JSONField()),
                ("on_version", models.PositiveIntegerField()),
                (
                    "prepared_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="066ecdcb75eeed15088188bd5bb363467ff36db0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b2056",
                            table="prescribers_preparedact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="451251761bf1e2b4ac9f6c387a56b4ce24f57e34",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e1c15",
                            table="prescribers_preparedact",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["organisation", "-prepared_at"], name="prepared_by_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act", ""), _negated=True), name="prescribers_prepared_names_the_act"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prepared_for", models.F("prepared_by")), _negated=True),
                        name="prescribers_prepared_for_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptStatus",
            fields=[
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        related_query_name="kept",
                        serialize=False,
                        to="patients.enrolment",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
                ("enrolled_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="prescribers.keptkey"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("rank", models.PositiveSmallIntegerField()),
                ("detail", models.CharField(max_length=60)),
                ("says", models.DateField(null=True)),
                ("due", models.CharField(max_length=30)),
                ("due_on", models.DateField(null=True)),
                ("category", models.CharField(max_length=20)),
                ("supplied_on", models.DateField(null=True)),
                ("supplied_days", models.PositiveSmallIntegerField(null=True)),
                ("opens_on", models.DateField(null=True)),
                ("computed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PreparedOutcome",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "prepared",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="prescribers.preparedact",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("signed", "Signed"), ("returned", "Sent back"), ("withdrawn", "Taken back")],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4e24b37339fad8ac788893b0cade15a356230e00",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_21851",
                            table="prescribers_preparedoutcome",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="bdfd202a8e13eb717eb0fedddf3e26d037454351",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_594fc",
                            table="prescribers_preparedoutcome",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "returned"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="prescribers_prepared_sent_back_with_words",
                    )
                ],
            },
        ),
    ]
