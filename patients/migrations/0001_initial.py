import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Patient",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patient",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b88577c31d6e9259b1f359315f198a815f3453fd",
                    operation="DELETE",
                    pgid="pgtrigger_kept_437fa",
                    table="patients_patient",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patient",
            trigger=pgtrigger.compiler.Trigger(
                name="version_rises",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF (NEW.id, NEW.subject_id, NEW.created_at)\n                            IS DISTINCT FROM (OLD.id, OLD.subject_id, OLD.created_at)\n                        OR NEW.version <= OLD.version THEN\n                        RAISE EXCEPTION 'of a patient, only the version changes, and it rises'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_patient_version_rises';\n                    END IF;\n                    RETURN NEW;\n                    ",
                    hash="186def5f46fc9f1bc7c762eec32de73d06581302",
                    operation="UPDATE",
                    pgid="pgtrigger_version_rises_7628a",
                    table="patients_patient",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Pregnancy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("suspected_on", models.DateField()),
                ("source_series", models.UUIDField(null=True)),
                ("why", models.TextField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.pregnancy",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pregnancies",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_pregnancy_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_pregnancy_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancy",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f49e0899c2f54c177d0169bf3ccb14ab2de4d4f3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_110c1",
                    table="patients_pregnancy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancy",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="c9c955d4c365eec662671d52ab2092c22dbe90cd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_049cd",
                    table="patients_pregnancy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancy",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_pregnancy earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_pregnancy_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="d3ec76c48f0a459926f67b997daf28f7544ede4a",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_7df25",
                    table="patients_pregnancy",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PregnancyResolution",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("resolved_on", models.DateField()),
                ("how", models.CharField(max_length=20)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                (
                    "pregnancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="resolutions", to="patients.pregnancy"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.pregnancyresolution",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_pregnancyresolution_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_pregnancyresolution_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("pregnancy",),
                        name="patients_resolution_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second_person", models.F("recorded_by")), _negated=True),
                        name="patients_resolution_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        name="patients_pregnancyresolution_not_superseded",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancyresolution",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a0c7e1d63e98ca0963eeaef19f4528b2a127eed6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5db6",
                    table="patients_pregnancyresolution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancyresolution",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="1eb5ab4cf6a56267c8f094c3fa026ab674614255",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_28748",
                    table="patients_pregnancyresolution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancyresolution",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_pregnancyresolution earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_pregnancyresolution_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="d9146b38c948c3af4e9841caf54059bce993e35d",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_042d9",
                    table="patients_pregnancyresolution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancyresolution",
            trigger=pgtrigger.compiler.Trigger(
                name="of_her_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_pregnancy p WHERE p.id = NEW.pregnancy_id AND p.patient_id = NEW.patient_id AND p.suspected_on <= NEW.resolved_on\n            ) THEN\n                RAISE EXCEPTION 'a resolution is of a suspicion of the same patient, and not before it' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_pregnancyresolution_of_her_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="a0b3e8db2ff03c65becf0357ea1f5c425615e1e1",
                    operation="INSERT",
                    pgid="pgtrigger_of_her_own_add7d",
                    table="patients_pregnancyresolution",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PregnancyTest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("sampled_on", models.DateField()),
                (
                    "result",
                    models.CharField(
                        choices=[("negative", "Negative"), ("positive", "Positive"), ("inconclusive", "Unclear")],
                        max_length=20,
                    ),
                ),
                ("specimen", models.CharField(max_length=20)),
                ("sensitivity_miu_ml", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("supervised", models.BooleanField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.pregnancytest",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["patient", "sampled_on"], name="test_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_pregnancytest_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_pregnancytest_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sensitivity_miu_ml__isnull", True), ("sensitivity_miu_ml__gt", 0), _connector="OR"
                        ),
                        name="patients_test_sensitivity_positive",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancytest",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0461910bc3a4284b95cd85dc449d851661a8e238",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c4166",
                    table="patients_pregnancytest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancytest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="04ad9e6e29779a2ace1c45ad5b09d8b3892768f3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e669f",
                    table="patients_pregnancytest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancytest",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_pregnancytest earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_pregnancytest_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="23c546a8bc5c3e54d802611d5f91cfb37fb086fa",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_6bb53",
                    table="patients_pregnancytest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pregnancytest",
            trigger=pgtrigger.compiler.Trigger(
                name="opens_pregnancy",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NOT NEW."entered_in_error" AND NOT (NEW."result" = \'negative\'))',
                    constraint="CONSTRAINT",
                    func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM patients_pregnancy p\n                        WHERE p.patient_id = NEW.patient_id AND p.source_series = NEW.series\n                    ) THEN\n                        RAISE EXCEPTION 'a test that is not negative opens a pregnancy record'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_pregnancytest_opens_pregnancy';\n                    END IF;\n                    RETURN NULL;\n                    ",
                    hash="6c685897744b510e75671e4747f4cacbaca20bba",
                    operation="INSERT",
                    pgid="pgtrigger_opens_pregnancy_3b8f0",
                    table="patients_pregnancytest",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("withdrawn_on", models.DateField()),
                ("why", models.TextField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.withdrawal",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6aabb0eb37ccec3d575dc97406c0ffc8eda22de5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e88ff",
                    table="patients_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="3828dde500672743c6feb4223e618907cd0fec7b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_3b2ca",
                    table="patients_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_withdrawal earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_withdrawal_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="942d3baeab1eb40295e3569f81880103a92f3b81",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_15fe3",
                    table="patients_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="after_enrolment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_enrolment e WHERE e.id = NEW.enrolment_id AND e.enrolled_on <= NEW.withdrawn_on\n            ) THEN\n                RAISE EXCEPTION 'nobody is withdrawn before she was enrolled' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_withdrawal_after_enrolment';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="3481a406ff30af0e2d0223046f4a1a909c5ddccb",
                    operation="INSERT",
                    pgid="pgtrigger_after_enrolment_b780d",
                    table="patients_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("enrolled_on", models.DateField()),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.enrolment",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="patients.patient"
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="patients.withdrawal",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["centre", "programme"], name="enrolment_by_centre")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_enrolment_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_enrolment_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True), ("supersedes__isnull", True)),
                        fields=("patient", "programme"),
                        name="patients_enrolment_one_in_a_programme",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_enrolment_not_superseded"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0196c6e91cd75a2a3a38619578f8db1f8db9a9a0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bf886",
                    table="patients_enrolment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="4fa1eb4490647557a22a269330b1d37415cc1ed0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f18cf",
                    table="patients_enrolment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_enrolment earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_enrolment_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="5a0c10eb2ecf553cc7e4f0e8a86b9ed51de6995e",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_aeee7",
                    table="patients_enrolment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."follows_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_withdrawal w JOIN patients_enrolment e ON e.id = w.enrolment_id WHERE w.id = NEW.follows_id AND e.patient_id = NEW.patient_id AND e.programme_id = NEW.programme_id\n            ) THEN\n                RAISE EXCEPTION 'an enrolment follows a withdrawal of the same patient from the same programme' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_enrolment_follows_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="f0354297ad0ee739601edb04e385858ee338b74b",
                    operation="INSERT",
                    pgid="pgtrigger_follows_its_own_75808",
                    table="patients_enrolment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PrescriptionClosure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("closed_on", models.DateField()),
                (
                    "how",
                    models.CharField(choices=[("cancelled", "Cancelled"), ("replaced", "Replaced")], max_length=20),
                ),
                ("why", models.TextField(blank=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.prescriptionclosure",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescriptionclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e667bef484975069956136ab21ce3a68e44dbcdc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fa11c",
                    table="patients_prescriptionclosure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescriptionclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="5f1382c7336938f34072632247440d73cceddac3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_5e0ff",
                    table="patients_prescriptionclosure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescriptionclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_prescriptionclosure earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_prescriptionclosure_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="d0eae522410b34003477efe97751b29fe3a194d4",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_aa6c3",
                    table="patients_prescriptionclosure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescriptionclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_prescription p WHERE p.id = NEW.prescription_id AND p.enrolment_id = NEW.enrolment_id AND p.prescribed_on <= NEW.closed_on\n            ) THEN\n                RAISE EXCEPTION 'a closure is of a prescription of its own enrolment, and not before it' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_prescriptionclosure_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="a8f017148d0afc7dec450bbb4637dccecb685fa5",
                    operation="INSERT",
                    pgid="pgtrigger_of_its_own_f0f40",
                    table="patients_prescriptionclosure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=60)),
                ("disease", models.CharField(max_length=60, null=True)),
                (
                    "partners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), null=True, size=None
                    ),
                ),
                ("prior_regimens", models.JSONField(null=True)),
                ("progressed_on_last", models.BooleanField(null=True)),
                ("declared_off_label", models.BooleanField(null=True)),
                ("off_label_reason", models.TextField(blank=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.treatment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_treatment_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_treatment_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="patients_treatment_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="patients_treatment_end_says_why",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="90b8f07f329e880499650f8030e33aac5a2feeba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0a175",
                    table="patients_treatment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="a3597474109c794248e48a02bf8127b5175f41cb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_21746",
                    table="patients_treatment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatment",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_treatment earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_treatment_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="acf966c611fc3f0ff31b45b2d924151bad3b1113",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_6577a",
                    table="patients_treatment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Prescription",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("authorisation_number", models.CharField(max_length=20, unique=True)),
                ("prescribed_on", models.DateField()),
                ("days_supply", models.PositiveSmallIntegerField()),
                ("capsules", models.PositiveSmallIntegerField()),
                ("strength_mg", models.DecimalField(decimal_places=2, max_digits=7)),
                ("daily_dose_mg", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("cycle_days", models.PositiveSmallIntegerField(null=True)),
                ("intake_days", models.PositiveSmallIntegerField(null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.prescription",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="patients.prescriptionclosure",
                    ),
                ),
                (
                    "treatment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.treatment"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["enrolment", "prescribed_on"], name="prescription_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_prescription_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_prescription_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True)),
                        fields=("enrolment",),
                        name="patients_prescription_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capsules__gt", 0), ("days_supply__gt", 0), ("strength_mg__gt", 0)),
                        name="patients_prescription_is_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_prescription_not_superseded"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="509ddbf6ab3f727813b3362eb7538c0a5e9e1e6c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88080",
                    table="patients_prescription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="65ed73ab317ef54bc089026c018ce70690c423e5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_37f7f",
                    table="patients_prescription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_prescription earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_prescription_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="5f9545844f07507b14c5ec1a9c2f0b0fa857324e",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_6062b",
                    table="patients_prescription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."follows_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_prescriptionclosure c WHERE c.id = NEW.follows_id AND c.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a prescription follows a closure of its own enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_prescription_follows_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="6b83136947d092aa17dd6fa267c2f6ed7e5aab7b",
                    operation="INSERT",
                    pgid="pgtrigger_follows_its_own_2d12c",
                    table="patients_prescription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="for_its_treatment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_treatment t WHERE t.id = NEW.treatment_id AND t.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a prescription is for a treatment of its own enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_prescription_for_its_treatment';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="27d696ffe390f4560186a1bd25d90cb10e09b6a5",
                    operation="INSERT",
                    pgid="pgtrigger_for_its_treatment_f465f",
                    table="patients_prescription",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SearchToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.UUIDField()),
                ("token", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["token"], name="search_token_prefix", opclasses=["varchar_pattern_ops"])
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("subject_id", "token"), name="patients_search_token_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("why", models.TextField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.stop",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_stop_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_stop_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="patients_stop_ends_after_start",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stop",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e4cf8c9a3810c16a819a8fc49fd8dcbb05963a4b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d99a",
                    table="patients_stop",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stop",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="c2b877e4ebd26bc1954f3456770bb2e2177bfdf1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_da275",
                    table="patients_stop",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stop",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_stop earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_stop_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="9365b6cea5587ed288b276508b3e25e52c1dbe66",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_be405",
                    table="patients_stop",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CardRevocation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("revoked_on", models.DateField()),
                ("why", models.CharField(max_length=20)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.cardrevocation",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardrevocation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9f6031818dda9c2682514558d5fc344eecdc25e0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e13eb",
                    table="patients_cardrevocation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardrevocation",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="5f1f11fd324d34ee197b8c7037663ee1dcc6b778",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d7ef2",
                    table="patients_cardrevocation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardrevocation",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_cardrevocation earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_cardrevocation_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="10353706035c6c975045b53c33df0bce53db9755",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_7a41d",
                    table="patients_cardrevocation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardrevocation",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_card c WHERE c.id = NEW.card_id AND c.enrolment_id = NEW.enrolment_id AND c.issued_on <= NEW.revoked_on\n            ) THEN\n                RAISE EXCEPTION 'a revocation is of a card of its own enrolment, and not before its issue' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_cardrevocation_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="d895e585b8d8b42d9006d19de91e9fe25c19860f",
                    operation="INSERT",
                    pgid="pgtrigger_of_its_own_44c71",
                    table="patients_cardrevocation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("number", models.CharField(max_length=12, unique=True)),
                ("issued_on", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.card",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="patients.cardrevocation",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_card_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_card_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9A-HJKMNP-TV-Z]{12}$")),
                        name="patients_card_number_form",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True)),
                        fields=("enrolment",),
                        name="patients_card_one_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_card_not_superseded"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="card",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="167f22d4569ee84f797fe53928bfe7398ffac306",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_670c9",
                    table="patients_card",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="card",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="d163718b1a6cac23d64b63bc20ba2648a128d71a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_efb46",
                    table="patients_card",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="card",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_card earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_card_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="884d03f1dc043eb3c6e4838aa1b5cdfd8f995842",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_bb960",
                    table="patients_card",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="card",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."follows_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_cardrevocation r WHERE r.id = NEW.follows_id AND r.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a card follows a revocation of its own enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_card_follows_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="8a44cdd86d26eb6e4f6582d29d3b8e645c8ca68f",
                    operation="INSERT",
                    pgid="pgtrigger_follows_its_own_6ed6a",
                    table="patients_card",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("mode", models.CharField(choices=[("check", "Check"), ("dispense", "Dispense")], max_length=10)),
                ("dispense", models.BooleanField()),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("card_unknown", "Card Unknown"),
                            ("card_not_valid", "Card Not Valid"),
                            ("no_open_prescription", "No Open Prescription"),
                            ("wrong_person", "Wrong Person"),
                            ("pack_mismatch", "Pack Mismatch"),
                            ("cannot_confirm", "Cannot Confirm"),
                        ],
                        max_length=30,
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("capsules", models.PositiveSmallIntegerField(null=True)),
                ("programme_version", models.CharField(blank=True, max_length=80)),
                ("substance", models.CharField(blank=True, max_length=100)),
                ("category", models.CharField(blank=True, max_length=20)),
                ("judged_as", models.CharField(blank=True, max_length=20)),
                ("exempt", models.BooleanField(default=False)),
                ("label", models.CharField(blank=True, max_length=20)),
                ("indication", models.CharField(blank=True, max_length=60)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "advice",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.card"
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="patients.enrolment",
                    ),
                ),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "prescription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="patients.prescription",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["pharmacy", "at"], name="verdict_by_pharmacy"),
                    models.Index(fields=["country", "on"], name="verdict_by_country"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dispense", False),
                            models.Q(
                                ("enrolment__isnull", False),
                                ("prescription__isnull", False),
                                ("reasons", []),
                                ("refusal", ""),
                            ),
                            _connector="OR",
                        ),
                        name="patients_verdict_yes_has_no_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dispense", True),
                            models.Q(("refusal", ""), _negated=True),
                            models.Q(("reasons", []), _negated=True),
                            _connector="OR",
                        ),
                        name="patients_verdict_no_has_a_reason",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="60f8cec6badbbfcc9d638281c2b719e8c805e875",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2c0a9",
                    table="patients_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="fb57f1f55a8b535a7442d923dcf303260686caf5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e7635",
                    table="patients_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="of_one_enrolment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."card_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_card c WHERE c.id = NEW.card_id AND c.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'the card of a verdict is of its enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_verdict_of_one_enrolment';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="d0217040a9f14b20685cd3e843f0c009d7746151",
                    operation="INSERT",
                    pgid="pgtrigger_of_one_enrolment_45532",
                    table="patients_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="on_its_prescription",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."prescription_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_prescription p WHERE p.id = NEW.prescription_id AND p.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'the prescription of a verdict is of its enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_verdict_on_its_prescription';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="c2a54576ba44903f15afa5704fae2b03f236bcb0",
                    operation="INSERT",
                    pgid="pgtrigger_on_its_prescription_e997f",
                    table="patients_verdict",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("subject_id", models.UUIDField()),
                ("channel", models.CharField(choices=[("sms", "Text message"), ("email", "E-mail")], max_length=10)),
                ("value", models.CharField(max_length=200)),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.contact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["subject_id"], name="contact_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_contact_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_contact_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="402a8fec2d35c7c39eafba7f336aa570fe3d74e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_da028",
                    table="patients_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="2baec297c315cbd1c5a2da381d9845f8d4649c1b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1536f",
                    table="patients_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_contact earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_contact_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="9f0fa060c9dd154bc1c7b2d500b47c2b7ca838a7",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_d8402",
                    table="patients_contact",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Dispensing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("dispensed_on", models.DateField()),
                ("capsules", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("batch", models.CharField(blank=True, max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.dispensing",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "prescription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispensings",
                        to="patients.prescription",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispensing", to="patients.verdict"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["enrolment", "dispensed_on"], name="dispensing_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_dispensing_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_dispensing_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capsules__gt", 0)), name="patients_dispensing_is_of_something"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dispensing",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="81f253b8c8fb81999f54a37b745054041082804a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8eea0",
                    table="patients_dispensing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dispensing",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="7627cfd1331991e083b4aa118a4403a3cc123b27",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c17a1",
                    table="patients_dispensing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dispensing",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_dispensing earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_dispensing_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="2c6bfa97022864ceab6aae8711bedb8e8017d4b1",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_a9756",
                    table="patients_dispensing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dispensing",
            trigger=pgtrigger.compiler.Trigger(
                name="stands_on_a_yes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND v.dispense AND v.mode = 'dispense' AND v.prescription_id = NEW.prescription_id AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id AND v.capsules = NEW.capsules AND v.\"on\" = NEW.dispensed_on\n            ) THEN\n                RAISE EXCEPTION 'a dispensing stands on a verdict that said yes to it, there and on that day' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_dispensing_stands_on_a_yes';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="2c3bb6584b66079dc023964f663b1244c1b8dcd5",
                    operation="INSERT",
                    pgid="pgtrigger_stands_on_a_yes_68eb2",
                    table="patients_dispensing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dispensing",
            trigger=pgtrigger.compiler.Trigger(
                name="within_prescription",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE prescribed integer; given integer;",
                    func="\n                    -- the patient's row is what every change of her record waits for\n                    PERFORM 1 FROM patients_patient pt\n                        JOIN patients_enrolment e ON e.patient_id = pt.id\n                        WHERE e.id = NEW.enrolment_id FOR UPDATE OF pt;\n                    SELECT p.capsules INTO prescribed FROM patients_prescription p\n                        WHERE p.id = NEW.prescription_id;\n                    SELECT COALESCE(SUM(d.capsules), 0) INTO given FROM patients_dispensing d\n                        WHERE d.prescription_id = NEW.prescription_id\n                          AND NOT d.entered_in_error\n                          AND NOT EXISTS (\n                              SELECT 1 FROM patients_dispensing s WHERE s.supersedes_id = d.id);\n                    IF NOT NEW.entered_in_error AND given + NEW.capsules > prescribed THEN\n                        RAISE EXCEPTION 'no dispensing beyond the prescription'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_dispensing_within_prescription';\n                    END IF;\n                    RETURN NEW;\n                    ",
                    hash="4ac4227746251e0952e89ddab6617e0456dbcd90",
                    operation="INSERT",
                    pgid="pgtrigger_within_prescription_a9f11",
                    table="patients_dispensing",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CategoryAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("assessed_on", models.DateField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("childbearing", "Woman who can become pregnant"),
                            ("non_childbearing", "Woman who cannot become pregnant"),
                            ("male", "Man"),
                        ],
                        max_length=20,
                    ),
                ),
                ("criterion", models.CharField(blank=True, max_length=60, null=True)),
                ("specialist_confirmed", models.BooleanField(default=False)),
                ("evidence", models.TextField(blank=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.categoryassessment",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["enrolment", "assessed_on"], name="category_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_categoryassessment_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_categoryassessment_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categoryassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5e2645399b203112ac679426b7b949013e90259",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_be0e7",
                    table="patients_categoryassessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categoryassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="df96e631e09becfa4e098f8ce697ea0d8dfc4739",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_37837",
                    table="patients_categoryassessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categoryassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_categoryassessment earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categoryassessment_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="7969f1df1a253d9fda69f2e984679deda8b41c37",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_357c5",
                    table="patients_categoryassessment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("childbearing", "Woman who can become pregnant"),
                            ("non_childbearing", "Woman who cannot become pregnant"),
                            ("male", "Man"),
                        ],
                        max_length=20,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("signed_how", models.CharField(max_length=20)),
                (
                    "statements",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("form_version", models.CharField(max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.agreement",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_agreement_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_agreement_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="61bcf82ac271b4d6f7c30b72d10fce72b97506c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b366d",
                    table="patients_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="498d253f056e00ea9f3b3f9996a5292e43679217",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b5d0a",
                    table="patients_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_agreement earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_agreement_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="6c87bdd434b33ae7d3113b9b4f639c4b186968b9",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_55bc4",
                    table="patients_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="HealthId",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("subject_id", models.UUIDField()),
                ("scheme", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.healthid",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["scheme", "value"], name="health_id_value")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_healthid_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_healthid_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthid",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ca966a44a8e6f48b771669cbefd4c889e67ef5cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e416f",
                    table="patients_healthid",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthid",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="0147db2c4c2f5a7a3dc0e7878358d6a5de7187e6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6bbdf",
                    table="patients_healthid",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthid",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_healthid earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_healthid_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="7b5603c6422cc2c93fc9d1a4e686d27bb5c54deb",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_e8479",
                    table="patients_healthid",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("subject_id", models.UUIDField()),
                ("family_name", models.CharField(blank=True, max_length=80, verbose_name="family name")),
                ("given_name", models.CharField(blank=True, max_length=80, verbose_name="given name")),
                ("latin_name", models.CharField(blank=True, max_length=160, verbose_name="name in Latin letters")),
                ("birth_date", models.DateField(null=True, verbose_name="date of birth")),
                (
                    "sex",
                    models.CharField(
                        choices=[("female", "Female"), ("male", "Male")],
                        max_length=10,
                        verbose_name="sex recorded at birth",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.identity",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_identity_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_identity_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("subject_id",),
                        name="patients_identity_one_a_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("family_name", ""), ("given_name", ""), _negated=True),
                        name="patients_identity_has_a_name",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identity",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f42433da90baab46e11a7b0d8de48e508e0096e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_02e16",
                    table="patients_identity",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identity",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="516eb8e4fcf7ae45e44c4f1aae15c2e55798fcdc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a5168",
                    table="patients_identity",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identity",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_identity earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_identity_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="d108b3741f2aca7e3dde5bdbb31f613d37fd82c3",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_7bb3d",
                    table="patients_identity",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.notice",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notice", to="patients.verdict"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_notice_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_notice_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5cde2b1be6f8bad77993ec30492a31fb985fcc38",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5b32d",
                    table="patients_notice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="c602a7cd9ede052534c39a86f7fbd75eb38e006a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d6de6",
                    table="patients_notice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_notice earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_notice_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="170be6132b7541e73b68b18eebd080ed4a9da72a",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_3bdf1",
                    table="patients_notice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_no",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND NOT v.dispense AND v.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a notice tells of a no about its own enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_notice_of_a_no';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="f86967f4f8706f56aeac06a97c40080e2ab9e38f",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_no_d6feb",
                    table="patients_notice",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="NoticeAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("words", models.TextField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="patients.notice"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.noticeanswer",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_noticeanswer_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_noticeanswer_error_needs_a_row",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b45769709c8b6fe51bb720a73e94ecac71b2e293",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d69c4",
                    table="patients_noticeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="5e4b291999d26993ff814ff660f7b1ae04c43cca",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_63dea",
                    table="patients_noticeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_noticeanswer earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_noticeanswer_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="aab9d4faf73b0e0b8c57095b27b054a6a6078857",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_9d99b",
                    table="patients_noticeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_notice n WHERE n.id = NEW.notice_id AND n.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'an answer is to a notice of its own enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_noticeanswer_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="5c6e65f69aca0192229a06e6b28e2bee18e1f35d",
                    operation="INSERT",
                    pgid="pgtrigger_of_its_own_adcdc",
                    table="patients_noticeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Contraception",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("country", models.CharField(max_length=2)),
                ("method", models.CharField(max_length=40)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("confirmed", models.BooleanField(default=False)),
                (
                    "confirmed_on",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.contraception",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")
                            ),
                            models.Q(
                                ("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="patients_contraception_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_contraception_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                            ),
                            models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("started_on")),
                                _connector="OR",
                            ),
                        ),
                        name="patients_contraception_ends_after_start",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contraception",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2284a44bd4c23a38b0012668622e119a82943670",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_55a8b",
                    table="patients_contraception",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contraception",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                    hash="1622fd78b8ef02e788b86466e0cf65289d904d54",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bf70e",
                    table="patients_contraception",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contraception",
            trigger=pgtrigger.compiler.Trigger(
                name="same_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_contraception earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_contraception_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="884e42dc539817bfd071e8a0aa770e7549e6fe9e",
                    operation="INSERT",
                    pgid="pgtrigger_same_series_9f8fd",
                    table="patients_contraception",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("country", models.CharField(max_length=2)),
                (
                    "kind",
                    models.CharField(
                        choices=[("enrolment", "Enrolment"), ("card_scan", "Card Scan"), ("inspection", "Inspection")],
                        max_length=20,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="patients.patient"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "kind", "patient"], name="grant_by_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at__isnull", True), ("until_at__gte", models.F("from_at")), _connector="OR"
                        ),
                        name="patients_grant_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "enrolment"), ("until_at__isnull", False), _connector="OR"),
                        name="patients_grant_of_others_ends",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accessgrant",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ab8f83883525af2b156e69f75ffe4533fab05c16",
                    operation="DELETE",
                    pgid="pgtrigger_kept_44125",
                    table="patients_accessgrant",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accessgrant",
            trigger=pgtrigger.compiler.Trigger(
                name="only_shortened",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF (to_jsonb(NEW) - 'until_at') IS DISTINCT FROM (to_jsonb(OLD) - 'until_at')\n                        OR NEW.until_at IS NULL OR NEW.until_at > OLD.until_at THEN\n                        RAISE EXCEPTION 'a grant may be ended sooner, and nothing else of it changes'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_accessgrant_only_shortened';\n                    END IF;\n                    RETURN NEW;\n                    ",
                    hash="89d4b89c45ce8b4376d79a9771fca04edfc2cba4",
                    operation="UPDATE",
                    pgid="pgtrigger_only_shortened_dbf43",
                    table="patients_accessgrant",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="enrolment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
            ),
        ),
        migrations.AddField(
            model_name="prescriptionclosure",
            name="prescription",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="closure", to="patients.prescription"
            ),
        ),
        migrations.AddField(
            model_name="cardrevocation",
            name="card",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="revocation", to="patients.card"
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")),
                    models.Q(("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="patients_withdrawal_superseding_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                name="patients_withdrawal_error_needs_a_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", True)), fields=("enrolment",), name="patients_withdrawal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="prescriptionclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")),
                    models.Q(("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="patients_prescriptionclosure_superseding_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="prescriptionclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                name="patients_prescriptionclosure_error_needs_a_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="prescriptionclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("supersedes__isnull", True)), name="patients_prescriptionclosure_not_superseded"
            ),
        ),
        migrations.AddConstraint(
            model_name="cardrevocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series", models.F("id")), ("supersedes__isnull", True), ("supersedes_because", "")),
                    models.Q(("supersedes__isnull", False), models.Q(("supersedes_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="patients_cardrevocation_superseding_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardrevocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                name="patients_cardrevocation_error_needs_a_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardrevocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("supersedes__isnull", True)), name="patients_cardrevocation_not_superseded"
            ),
        ),
    ]
