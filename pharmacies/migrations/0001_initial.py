import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DowntimeSheet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("holds_until", models.DateTimeField()),
                ("lines", models.JSONField()),
                ("subjects", models.JSONField()),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4bf445fe1ca2d9fa42acf53771392f74f5f0c144",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ab6d7",
                            table="pharmacies_downtimesheet",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="602c030d1cfa62aee5cbf3850e2bf98627465583",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f61dc",
                            table="pharmacies_downtimesheet",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("pharmacy", "made_on"), name="pharmacies_sheet_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("holds_until__gt", models.F("made_at"))), name="pharmacies_sheet_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seal__regex", "^[0-9a-f]{64}$")), name="pharmacies_sheet_is_sealed"
                    ),
                ],
            },
        ),
    ]
