import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("places", "centres and pharmacies"), ("people", "people with their roles")],
                        max_length=10,
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("staged_at", models.DateTimeField()),
                (
                    "staged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b14a5009667cfee2d84b2aaccdb5bd4137b81b8a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_156c8",
                            table="onboarding_import",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="a89e2d127f72339d9f4e695ed295595b88a887bb",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_34816",
                            table="onboarding_import",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportEnd",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ending", to="onboarding.import"
                    ),
                ),
                ("how", models.CharField(choices=[("applied", "applied"), ("dropped", "not applied")], max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a2367a6b509f9e84b55f370ff6e8b91c1e7dd8a4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_04eb5",
                            table="onboarding_importend",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="6c43250452b58e957c011dcb922cb3d9c5b2c578",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1df7f",
                            table="onboarding_importend",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brought",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brought", to="onboarding.import"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("place", "place"),
                            ("person", "person"),
                            ("role", "role"),
                            ("registration", "registration"),
                            ("certification", "certification"),
                        ],
                        max_length=20,
                    ),
                ),
                ("object_id", models.UUIDField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3032dc7dc83b2bb15eac549c10b1e2aea9708ad5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f2d03",
                            table="onboarding_brought",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="b74aec088a3aa9ab8e752165bb9af92b219ceffd",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_6eeed",
                            table="onboarding_brought",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("of", "what", "object_id"), name="onboarding_brought_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staged", to="onboarding.import"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("key", models.TextField()),
                ("values", models.JSONField()),
                ("faults", models.JSONField(default=list)),
                ("found_id", models.UUIDField(null=True)),
                ("found_how", models.CharField(blank=True, max_length=5)),
                ("answer", models.CharField(blank=True, max_length=4)),
            ],
            options={
                "indexes": [models.Index(fields=["of", "key"], name="onboarding_rows_by_key")],
                "constraints": [models.UniqueConstraint(fields=("of", "line"), name="onboarding_each_line_once")],
            },
        ),
        migrations.CreateModel(
            name="Undoing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undoing", to="onboarding.import"
                    ),
                ),
                ("left", models.JSONField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="14caeaf12b1841e9e6797fe4d88c86daf7aad8a1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0bbf9",
                            table="onboarding_undoing",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="0372692185cf7d1f7ca39979533823a430d189d4",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c7c9f",
                            table="onboarding_undoing",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="onboarding_undone_says_why"
                    )
                ],
            },
        ),
    ]
