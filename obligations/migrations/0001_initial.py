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
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("registry_report", "Report of the registry"),
                            ("final_results", "Final results of a study"),
                            ("renewal", "Renewal of the authorisation"),
                            ("materials", "Materials agreed with the authority"),
                            ("access", "Controlled access agreed with the authority"),
                            ("other", "Another condition"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                ("source", models.TextField()),
                ("is_sample", models.BooleanField()),
                (
                    "owner_role",
                    models.CharField(
                        choices=[
                            ("prescriber", "prescriber"),
                            ("delegate", "delegate"),
                            ("pharmacist", "pharmacist"),
                            ("authority", "national authority"),
                            ("safety_officer", "safety officer"),
                            ("programme_manager", "programme manager"),
                            ("administrator", "administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                ("due_on", models.DateField()),
                ("every_months", models.PositiveSmallIntegerField()),
                (
                    "tell_before",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None),
                ),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5ae0229b4741bf1c50975b7bb32c130d49ce3d35",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_048f4",
                            table="obligations_obligation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="1c68dee170ce312458a09762f27455ba786c3d8f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e6b8f",
                            table="obligations_obligation",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "key", "country", "number"), name="obligations_each_turn_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner_role__in", ["safety_officer", "programme_manager", "administrator"])
                        ),
                        name="obligations_owned_by_the_company",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="obligations.obligation"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("moved", "another due date"),
                            ("owned", "another owner"),
                            ("met", "met"),
                            ("dropped", "no longer asked"),
                            ("reopened", "asked again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("content", models.BinaryField(null=True)),
                ("content_type", models.CharField(blank=True, max_length=40)),
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
                            hash="ccb4d2b265709f7c28d0e55dc9eca20ce10f66cf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d3df1",
                            table="obligations_step",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="9c9f79bb8aaadd017f86d52399ae88fd764e0581",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c4b53",
                            table="obligations_step",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("obligation", "number"), name="obligations_steps_one_after_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", False), ("what", "moved")),
                            models.Q(models.Q(("what", "moved"), _negated=True), ("due_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="obligations_a_move_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", "owned"), ("owner__isnull", True), _connector="OR"),
                        name="obligations_owner_only_where_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("what", "met"),
                                models.Q(("reference", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("what", "met"), _negated=True),
                                ("content__isnull", True),
                                ("reference", ""),
                                ("sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="obligations_met_with_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("what__in", ["met", "owned"]), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="obligations_steps_say_why",
                    ),
                ],
            },
        ),
    ]
