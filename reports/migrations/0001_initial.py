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
            name="Report",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("yearly", "Yearly"),
                            ("asked", "Asked for"),
                        ],
                        max_length=10,
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("language", models.CharField(max_length=10)),
                ("cut_off", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                            hash="a1d74af91bda6e165e1802a5174d1d1bda331bb8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f1b48",
                            table="reports_report",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="4482523f1bf24a6665e95eadbe14e42047cbe16a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_9ca65",
                            table="reports_report",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="reports_report_ends_after_start"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "asked"), _negated=True),
                        fields=("authority", "kind", "since"),
                        name="reports_regular_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportApproval",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="reports.report"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e7cc21248f3ee4c38fe9e62ba365c5eaf620e96b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6af53",
                            table="reports_reportapproval",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="bf4ee996e947885112d04b27ac1ebefff5cdab26",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1c7aa",
                            table="reports_reportapproval",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="made",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM reports_reportfile f WHERE f.report_id = NEW.report_id\n            ) THEN\n                RAISE EXCEPTION 'nothing is released that is not made' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'reports_reportapproval_made';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="a89c4ee093a91310cfe83cf29240685285df4b6a",
                            operation="INSERT",
                            pgid="pgtrigger_made_17a66",
                            table="reports_reportapproval",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "approved_by"), name="reports_approved_once_by_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFailure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="failures", to="reports.report"
                    ),
                ),
                ("failed_at", models.DateTimeField()),
                ("what", models.CharField(max_length=100)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="53cee82538d760cb9a2cffaf2f4b779266edf033",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3bfca",
                            table="reports_reportfailure",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="29c4634e0e008c8745059b50772927af82a9952c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_44391",
                            table="reports_reportfailure",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.report"
                    ),
                ),
                ("form", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d8b8dc6a72a29ee8a3e7a53f6f1d6903818c1a5a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_faeaa",
                            table="reports_reportfile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="b5a914285e1eb38e735d86bad95f8b90551552d5",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_6c792",
                            table="reports_reportfile",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("report", "form"), name="reports_file_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportPublication",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="reports.report"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f375cfabeab51703fe1f985f698344d55011acf4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_21cad",
                            table="reports_reportpublication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="99838887310b65a952fe6ec18fad623e85c08d34",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_fe301",
                            table="reports_reportpublication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="released",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM reports_reportapproval a WHERE a.report_id = NEW.report_id OFFSET 1\n            ) THEN\n                RAISE EXCEPTION 'nothing is published that two people have not released' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'reports_reportpublication_released';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="19dc58046f2634936cea281224370c4745f4a66c",
                            operation="INSERT",
                            pgid="pgtrigger_released_6b683",
                            table="reports_reportpublication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="once",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM reports_report mine WHERE mine.id = NEW.report_id AND NOT EXISTS (SELECT 1 FROM reports_reportpublication p JOIN reports_report other ON other.id = p.report_id WHERE other.country = mine.country AND other.since <= mine.until AND other.until >= mine.since)\n            ) THEN\n                RAISE EXCEPTION 'no day of a country is published twice' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'reports_reportpublication_once';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="3fcc3706a8b0c532022bbe2e27773e8e97a444f7",
                            operation="INSERT",
                            pgid="pgtrigger_once_e3496",
                            table="reports_reportpublication",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
