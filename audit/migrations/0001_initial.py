import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("act", models.CharField(max_length=80)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "Done"), ("read", "Read"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("organisation_id", models.UUIDField(null=True)),
                ("organisation_name", models.CharField(max_length=200)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("object_kind", models.CharField(blank=True, max_length=80)),
                ("object_id", models.CharField(blank=True, max_length=64)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("reason", models.TextField(blank=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("through", models.CharField(blank=True, max_length=64)),
                ("version", models.PositiveIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1b389f8260e22d0fbf38b4ff1e20214212b176ee",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a6b88",
                            table="audit_entry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="dffaef616ffd0afa518396d75c29dc9814c9a6e1",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_32091",
                            table="audit_entry",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [
                    models.Index(fields=["at"], name="entry_at"),
                    django.contrib.postgres.indexes.GinIndex(fields=["subjects"], name="entry_subjects"),
                ],
            },
        ),
    ]
