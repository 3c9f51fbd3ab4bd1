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
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
                        name="change_is_noted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    INSERT INTO patients_changedrecord (patient_id) VALUES (NEW.id);\n                    RETURN NULL;\n                    ",
                            hash="8b2bf15e9181051c3a96ad9d7cfab8c473e32b37",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_change_is_noted_a5803",
                            table="patients_patient",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HealthId",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.healthid",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                ("subject_id", models.UUIDField()),
                ("scheme", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=40)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
                        name="one_standing",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NOT NEW."entered_in_error")',
                            func="\n                    -- Two at once wait here for one another; the second then sees what the first has stored.\n                    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.scheme || ' ' || NEW.value, 0));\n                    IF EXISTS (\n                        SELECT 1 FROM patients_healthid other\n                        WHERE other.scheme = NEW.scheme AND other.value = NEW.value AND NOT other.entered_in_error\n                          AND other.series <> NEW.series\n                          AND NOT EXISTS (SELECT 1 FROM patients_healthid later WHERE later.supersedes_id = other.id)\n                    ) THEN\n                        RAISE EXCEPTION 'a number is one record''s' USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_healthid_one_standing';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="e80a0ad55c9ba7173c01919c8d19bd2bd4368b27",
                            operation="INSERT",
                            pgid="pgtrigger_one_standing_b7a1a",
                            table="patients_healthid",
                            when="AFTER",
                        ),
                    ),
                ],
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
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.identity",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male"), ("other", "Another")],
                        max_length=10,
                        verbose_name="gender, if different",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
                "indexes": [models.Index(fields=["birth_date"], name="identity_birth_date")],
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
        migrations.CreateModel(
            name="MergeDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.mergedecision",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                ("agreed", models.BooleanField()),
                ("words", models.TextField(blank=True)),
                (
                    "ends",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_by",
                        to="patients.mergedecision",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="71789732b3a5fae03b6a3934ce29af5be8cf42c4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b238a",
                            table="patients_mergedecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="a16a24318ae6ee2b71b869ceab522efb551a58a0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c8aa2",
                            table="patients_mergedecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_mergedecision earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_mergedecision_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="d3c53c572282329e3cf06456acb9b0177c601478",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_0d2b1",
                            table="patients_mergedecision",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_mergedecision_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_mergedecision_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_mergedecision_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed", True), models.Q(("words", ""), _negated=True), _connector="OR"),
                        name="patients_merge_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject_id", models.UUIDField()),
                (
                    "opens",
                    models.CharField(
                        choices=[("number", "a new telephone number"), ("copy", "a copy of the record")], max_length=10
                    ),
                ),
                ("value", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id", "sent_at"], name="phone_code_subject")],
            },
        ),
        migrations.CreateModel(
            name="ReminderChoice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.reminderchoice",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                ("subject_id", models.UUIDField()),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "Text message"), ("email", "E-mail"), ("none", "No reminders")], max_length=10
                    ),
                ),
                ("agreed_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4d3a299291668dfc3ff9af2011f643d3952100f1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_da218",
                            table="patients_reminderchoice",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="cb04a9c185952ac105bed5eb0e5546943a1944ba",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_65d77",
                            table="patients_reminderchoice",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_reminderchoice earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_reminderchoice_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="1e460d2b12b2e75d372d936243324994280f57f9",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_7b56a",
                            table="patients_reminderchoice",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_reminderchoice_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_reminderchoice_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("subject_id",),
                        name="patients_reminderchoice_one_a_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_on__isnull", True), ("channel", "none")),
                            models.Q(models.Q(("channel", "none"), _negated=True), ("agreed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="patients_reminderchoice_is_agreed_to",
                    ),
                ],
            },
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
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.contact",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                ("subject_id", models.UUIDField()),
                ("channel", models.CharField(choices=[("sms", "Text message"), ("email", "E-mail")], max_length=10)),
                ("value", models.CharField(max_length=200)),
                ("verified_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.enrolment",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="patients.patient"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                (
                    "centre",
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
                ("enrolled_on", models.DateField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_enrolment_not_superseded"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.mergeproposal",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.mergedecision",
                    ),
                ),
                ("why", models.TextField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b288c488bb864e22caa41d74196af758a6937450",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_24775",
                            table="patients_mergeproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="c7a7658afb335761ebf3896ca2b866dabc9ad972",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_58a2d",
                            table="patients_mergeproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_mergeproposal earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_mergeproposal_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="435737d8ca65e6c4e05da4f3daf631d44fb2e327",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_c5b34",
                            table="patients_mergeproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="undoes_its_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."undoes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_mergedecision d JOIN patients_mergeproposal p ON p.id = d.proposal_id WHERE d.id = NEW.undoes_id AND d.agreed AND p.undoes_id IS NULL AND (p.kept_id, p.merged_id) = (NEW.kept_id, NEW.merged_id)\n            ) THEN\n                RAISE EXCEPTION 'only a merge of the same two records is undone' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_mergeproposal_undoes_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="f238eb542bf74624dbbe76e49b4aa063417137db",
                            operation="INSERT",
                            pgid="pgtrigger_undoes_its_own_8733f",
                            table="patients_mergeproposal",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_mergeproposal_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_mergeproposal_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_mergeproposal_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True), name="patients_merge_of_two"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="mergedecision",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="patients.mergeproposal"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedecision",
            trigger=pgtrigger.compiler.Trigger(
                name="by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_mergeproposal p WHERE p.id = NEW.proposal_id AND (NOT NEW.agreed OR p.recorded_by_id <> NEW.recorded_by_id)\n            ) THEN\n                RAISE EXCEPTION 'two people join records and part them' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_mergedecision_by_two';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="f4915049e4a2c9f6ee690a30e75248ce47eebbb5",
                    operation="INSERT",
                    pgid="pgtrigger_by_two_5adda",
                    table="patients_mergedecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedecision",
            trigger=pgtrigger.compiler.Trigger(
                name="ends_what_was_asked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_mergeproposal p WHERE p.id = NEW.proposal_id AND NEW.ends_id IS NOT DISTINCT FROM CASE WHEN NEW.agreed THEN p.undoes_id END\n            ) THEN\n                RAISE EXCEPTION 'a decision ends the merge that was to be undone, and no other' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_mergedecision_ends_what_was_asked';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="ec5ba76bfd57801ce24cfd67e52fafc598704fe3",
                    operation="INSERT",
                    pgid="pgtrigger_ends_what_was_asked_94792",
                    table="patients_mergedecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedecision",
            trigger=pgtrigger.compiler.Trigger(
                name="joined_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 WHERE NEW.ends_id IS NOT NULL OR NOT NEW.agreed OR NOT EXISTS (\n    SELECT 1 FROM patients_mergedecision d\n    JOIN patients_mergeproposal q ON q.id = d.proposal_id\n    JOIN patients_mergeproposal p ON p.id = NEW.proposal_id\n    WHERE d.agreed AND q.undoes_id IS NULL AND NOT EXISTS (SELECT 1 FROM patients_mergedecision e WHERE e.ends_id = d.id)\n      AND (q.merged_id IN (p.kept_id, p.merged_id) OR q.kept_id = p.merged_id)\n)\n            ) THEN\n                RAISE EXCEPTION 'a record is joined to one other, which is joined to none' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_mergedecision_joined_once';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="5584f8ed930a6e6a935164f74a56d93b354283d8",
                    operation="INSERT",
                    pgid="pgtrigger_joined_once_f5651",
                    table="patients_mergedecision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PartnerPregnancy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.partnerpregnancy",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                ("known_on", models.DateField()),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name_plural": "partner pregnancies",
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c6f32145b655430b9e975bb523418a42d92f32c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2dbe6",
                            table="patients_partnerpregnancy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="392e1eda3065532c11cb16f89d8fd95e006a2f42",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_22f49",
                            table="patients_partnerpregnancy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_partnerpregnancy earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_partnerpregnancy_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="aaf9e2df94cf408a239fd7aa12e67baa0bd4f296",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_5ef56",
                            table="patients_partnerpregnancy",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_partnerpregnancy_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_partnerpregnancy_error_needs_a_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
                ("occasion", models.CharField(blank=True, max_length=40)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
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
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("patient", "occasion"),
                        name="patients_mute_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="patients_mute_lifted_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contraception",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.contraception",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                ("method", models.CharField(max_length=40)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("confirmed", models.BooleanField(default=False)),
                (
                    "confirmed_on",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                (
                                    "implant",
                                    "levonorgestrel_ius",
                                    "medroxyprogesterone_depot",
                                    "tubal_sterilisation",
                                    "vasectomised_partner",
                                    "progestogen_only_pill",
                                    "abstinence",
                                    "combined_hormonal",
                                    "copper_iud",
                                    "barrier",
                                    "natural_family_planning",
                                    "withdrawal",
                                    "other",
                                ),
                            )
                        ),
                        name="patients_contraception_known_to_the_rulebook",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="patients.patient"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
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
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="Pregnancy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.pregnancy",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                ("suspected_on", models.DateField()),
                ("source_series", models.UUIDField(null=True)),
                ("why", models.TextField()),
            ],
            options={
                "verbose_name_plural": "pregnancies",
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="PregnancyTest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.pregnancytest",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.patient"
                    ),
                ),
                ("sampled_on", models.DateField()),
                (
                    "result",
                    models.CharField(
                        choices=[("negative", "Negative"), ("positive", "Positive"), ("inconclusive", "Unclear")],
                        max_length=20,
                    ),
                ),
                ("specimen", models.CharField(choices=[("urine", "Urine"), ("blood", "Blood")], max_length=20)),
                ("sensitivity_miu_ml", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("supervised", models.BooleanField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["negative", "positive", "inconclusive"]),
                            ("specimen__in", ["urine", "blood"]),
                        ),
                        name="patients_test_in_known_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.card",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("number", models.CharField(max_length=12, unique=True)),
                ("issued_on", models.DateField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_card_not_superseded"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.categorydecision",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("decided_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("approved", "approved"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn by who proposed it"),
                            ("outdated", "outdated by a newer assessment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dfa9bd592ed1f826ebad037d423e148416f20469",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c013b",
                            table="patients_categorydecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="ead441d0d21de29265c13b4dbe866068db9cec1d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_da8a1",
                            table="patients_categorydecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_categorydecision earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categorydecision_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="49f53619d10d1b17fa15b3aec1e1a732cb2c3029",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_bb9e3",
                            table="patients_categorydecision",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_categorydecision_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_categorydecision_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["approved", "refused", "withdrawn", "outdated"])),
                        name="patients_decision_is_one_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "refused"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="patients_decision_no_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        name="patients_categorydecision_not_superseded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.agreement",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="PregnancyResolution",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.pregnancyresolution",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
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
                ("resolved_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("false_alarm", "It was a false alarm: she is not pregnant"),
                            ("ended", "The pregnancy has ended"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "second_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                        condition=models.Q(("how__in", ["false_alarm", "ended"])), name="patients_resolution_says_how"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        name="patients_pregnancyresolution_not_superseded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.scan",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("application/pdf", "Pdf"), ("image/jpeg", "Jpeg"), ("image/png", "Png")],
                        max_length=20,
                    ),
                ),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3710ea6f610002ce93b327f93d43dfb52c5cfc01",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_68cb6",
                            table="patients_scan",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="62022ff562629985e11b3a9fd8ef95843fca738f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_29a70",
                            table="patients_scan",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_scan earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_scan_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="e7bbbfde58356b69107f342a37085313312e0479",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_216dc",
                            table="patients_scan",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_scan_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_scan_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["application/pdf", "image/jpeg", "image/png"]),
                            ("size__gt", 0),
                            ("size__lte", 5000000),
                        ),
                        name="patients_scan_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_scan_not_superseded"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SideEffectTold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.sideeffecttold",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("told_on", models.DateField()),
                ("words", models.TextField()),
                ("serious", models.BooleanField()),
                ("began_on", models.DateField(null=True)),
                (
                    "now_is",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gone", "It is gone"),
                            ("better", "It is better"),
                            ("same", "It is the same"),
                            ("worse", "It is worse"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "led_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hospital", "I had to go to hospital"),
                                ("life", "My life was in danger"),
                                ("daily_life", "I could not do what I do each day"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "capsules",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken", "I still take them"),
                            ("fewer", "I take less"),
                            ("stopped", "I have stopped"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "side effects told",
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9a183afbec98b7a1751a32c396f2b733d39dc59e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ebac5",
                            table="patients_sideeffecttold",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="8b81cbad3b544a90e6f105b4052858281ef62379",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_cb2b2",
                            table="patients_sideeffecttold",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_sideeffecttold earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_sideeffecttold_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="7ed95b7a2b3fb400998fdb32e6270aa57e45ba84",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_28547",
                            table="patients_sideeffecttold",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["-told_on"], name="side_effect_by_day")],
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
                        name="patients_sideeffecttold_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_sideeffecttold_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="patients_sideeffecttold_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("led_to", []), ("serious", True), _connector="OR"),
                        name="patients_sideeffecttold_serious_by_what_it_led_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.stop",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("why", models.TextField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.transfer",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "from_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "to_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("agreed_on", models.DateField()),
                (
                    "agreed_how",
                    models.CharField(
                        choices=[
                            ("spoken", "She or he said so to me"),
                            ("paper", "On paper, kept in the patient's file"),
                            ("representative", "A representative agreed on paper, with the power of attorney"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d50dbec8a64f2d65853c3a809a8b197a12a12c88",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_52794",
                            table="patients_transfer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="c51d705cc62cea0507adcc91791edbac682f6b4d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_48941",
                            table="patients_transfer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_transfer earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_transfer_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="3d52ddc3dcecdec665276c279693d104e04de0b2",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_4571e",
                            table="patients_transfer",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_transfer_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_transfer_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_transfer_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_centre", models.F("to_centre")), _negated=True),
                        name="patients_transfer_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation", models.F("from_centre")),
                            ("organisation", models.F("to_centre")),
                            _connector="OR",
                        ),
                        name="patients_transfer_by_one_of_the_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.treatment",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
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
                ("off_label_approval", models.CharField(blank=True, max_length=30)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("off_label_approval", ""),
                            models.Q(("declared_off_label", True), ("declared_off_label__isnull", False)),
                            _connector="OR",
                        ),
                        name="patients_treatment_approval_is_of_off_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.withdrawal",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("withdrawn_on", models.DateField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("followed_up", "Treatment has ended, and what is to be kept up after it is over"),
                            ("patient_wish", "The patient's wish"),
                            ("moved", "Moved away, or is treated elsewhere without this registry"),
                            ("lost", "Lost to follow-up: cannot be reached any more"),
                            ("death", "Death"),
                            ("other", "Another reason, in words below"),
                        ],
                        default="other",
                        max_length=20,
                    ),
                ),
                ("died_on", models.DateField(null=True)),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                        name="patients_withdrawal_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_withdrawal_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("enrolment",),
                        name="patients_withdrawal_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cause", "death"),
                                ("died_on__isnull", False),
                                ("died_on__lte", models.F("withdrawn_on")),
                            ),
                            models.Q(models.Q(("cause", "death"), _negated=True), ("died_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="patients_withdrawal_death_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause", "other"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="patients_withdrawal_other_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="follows",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="patients.withdrawal",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True), ("supersedes__isnull", True)),
                fields=("patient", "programme"),
                name="patients_enrolment_one_in_a_programme",
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
            name="CardRevocation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.cardrevocation",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "card",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revocation", to="patients.card"
                    ),
                ),
                ("revoked_on", models.DateField()),
                ("why", models.CharField(max_length=20)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                        name="patients_cardrevocation_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_cardrevocation_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_cardrevocation_not_superseded"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="card",
            name="follows",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="patients.cardrevocation",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)), fields=("enrolment",), name="patients_card_one_first"
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
            name="CategoryAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.categoryassessment",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
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
                ("evidence_on", models.DateField(null=True)),
                ("evidence_by", models.CharField(blank=True, max_length=160)),
                (
                    "approval",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.categorydecision",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
                        name="lowered_by_two",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE in_force patients_categoryassessment%ROWTYPE;",
                            func="\n        SELECT a.* INTO in_force FROM patients_categoryassessment a\n        WHERE a.enrolment_id = NEW.enrolment_id\n          AND NOT EXISTS (SELECT 1 FROM patients_categoryassessment later WHERE later.supersedes_id = a.id)\n        ORDER BY a.assessed_on DESC, a.recorded_at DESC LIMIT 1;\n        IF NEW.supersedes_id IS NOT NULL AND EXISTS (\n            SELECT 1 FROM patients_categoryassessment earlier\n            WHERE earlier.id = NEW.supersedes_id AND (\n                earlier.assessed_on <> NEW.assessed_on\n                OR array_position(ARRAY['male', 'non_childbearing', 'childbearing'], NEW.category::text)\n                    < array_position(ARRAY['male', 'non_childbearing', 'childbearing'], earlier.category::text)\n            )\n        ) OR in_force.id IS NOT NULL\n            AND array_position(ARRAY['male', 'non_childbearing', 'childbearing'], NEW.category::text)\n                < array_position(ARRAY['male', 'non_childbearing', 'childbearing'], in_force.category::text)\n            AND NOT EXISTS (\n                SELECT 1 FROM patients_categorydecision d JOIN patients_categoryproposal p ON p.id = d.proposal_id\n                WHERE d.id = NEW.approval_id AND d.how = 'approved' AND p.enrolment_id = NEW.enrolment_id\n                  AND p.replaces_id = in_force.id AND p.category = NEW.category\n                  AND p.criterion IS NOT DISTINCT FROM NEW.criterion\n            )\n        THEN\n            RAISE EXCEPTION 'a category is lowered only by a proposal that a second prescriber approved'\n                USING ERRCODE = 'integrity_constraint_violation',\n                CONSTRAINT = 'patients_categoryassessment_lowered_by_two';\n        END IF;\n        RETURN NEW;\n        ",
                            hash="3015be0baff74482d5bb493bc79533c48f317d66",
                            operation="INSERT",
                            pgid="pgtrigger_lowered_by_two_057a0",
                            table="patients_categoryassessment",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False)),
                        name="patients_categoryassessment_never_struck_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("category__in", ["childbearing", "non_childbearing", "male"])),
                        name="patients_categoryassessment_one_of_three",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prescription",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.prescription",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "treatment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.treatment"
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("authorisation_number", models.CharField(max_length=20, unique=True)),
                ("prescribed_on", models.DateField()),
                ("days_supply", models.PositiveSmallIntegerField()),
                ("capsules", models.PositiveSmallIntegerField()),
                ("strength_mg", models.DecimalField(decimal_places=2, max_digits=7)),
                ("daily_dose_mg", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("cycle_days", models.PositiveSmallIntegerField(null=True)),
                ("intake_days", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.signature",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signature", to="patients.agreement"
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("drawn", "drawn on the screen"),
                            ("typed", "name typed on the screen"),
                            ("scan", "on paper, scan kept here"),
                            ("paper", "on paper, kept in a file"),
                        ],
                        max_length=20,
                    ),
                ),
                ("typed_name", models.CharField(blank=True, max_length=160)),
                ("file_reference", models.CharField(blank=True, max_length=60)),
                (
                    "scan",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="patients.scan",
                    ),
                ),
                ("representative", models.CharField(blank=True, max_length=160)),
                ("relation", models.CharField(blank=True, max_length=160)),
                ("why_represented", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ee0d9847c146b341a88a0786877cc0edd70f5718",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a93ae",
                            table="patients_signature",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="0e09c9f91725c445966a2e6619eeeae8e0b7f468",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_29857",
                            table="patients_signature",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_signature earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_signature_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="acd84ee426e30e0db1a6149e5d97185685ab582b",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_56b03",
                            table="patients_signature",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_agreement a WHERE a.id = NEW.agreement_id AND a.enrolment_id = NEW.enrolment_id AND (NEW.scan_id IS NULL OR EXISTS (SELECT 1 FROM patients_scan s WHERE s.id = NEW.scan_id AND s.enrolment_id = NEW.enrolment_id))\n            ) THEN\n                RAISE EXCEPTION 'a signature is under an agreement of the same enrolment, and so is its scan' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_signature_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="c86b033a39b7ca2efc75cc98f6dd49af8533a8ab",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_own_01905",
                            table="patients_signature",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_signature_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_signature_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("means__in", ["drawn", "scan"]), ("scan__isnull", False)),
                            models.Q(
                                ("means", "typed"), ("scan__isnull", True), models.Q(("typed_name", ""), _negated=True)
                            ),
                            models.Q(
                                ("means", "paper"),
                                ("scan__isnull", True),
                                models.Q(("file_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="patients_signature_can_be_shown",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("relation", ""), ("representative", ""), ("why_represented", "")),
                            models.Q(
                                ("representative", ""),
                                ("relation", ""),
                                ("why_represented", ""),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="patients_signature_represented_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_signature_not_superseded"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.transferanswer",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "transfer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="patients.transfer"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("refused", "Refused"), ("withdrawn", "Withdrawn")],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "prescriber",
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
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="03d0616de4705c0885d25bf84f1b7e17efb8a20a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ceb13",
                            table="patients_transferanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="5e0c971f482d2c45eb4108a192542b7286edab4c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_35c78",
                            table="patients_transferanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_transferanswer earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_transferanswer_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="048505f3797d3f1affb6a454d1a8553df928b559",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_a0a21",
                            table="patients_transferanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="by_its_side",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_transfer t WHERE t.id = NEW.transfer_id AND t.enrolment_id = NEW.enrolment_id AND CASE WHEN NEW.how = 'withdrawn' THEN t.organisation_id = NEW.organisation_id ELSE t.organisation_id <> NEW.organisation_id AND NEW.organisation_id IN (t.from_centre_id, t.to_centre_id) END\n            ) THEN\n                RAISE EXCEPTION 'a transfer is withdrawn by the centre that wanted it, and answered by the other one' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_transferanswer_by_its_side';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="4619d7b8cf75b6d3e1d9a4a6aa13db806cd02a72",
                            operation="INSERT",
                            pgid="pgtrigger_by_its_side_4b0c1",
                            table="patients_transferanswer",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_transferanswer_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_transferanswer_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_transferanswer_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "accepted"), ("prescriber__isnull", False)),
                            models.Q(models.Q(("how", "accepted"), _negated=True), ("prescriber__isnull", True)),
                            _connector="OR",
                        ),
                        name="patients_transfer_accepted_names_who_treats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "refused"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="patients_transfer_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="transfer",
            name="follows",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="patients.transferanswer",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)), fields=("enrolment",), name="patients_transfer_one_first"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."follows_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_transferanswer a WHERE a.id = NEW.follows_id AND a.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a transfer follows the answer to an earlier one of its own enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_transfer_follows_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="5bae23d491771d247c5f94fec7355f4aae1c32b8",
                    operation="INSERT",
                    pgid="pgtrigger_follows_its_own_03c57",
                    table="patients_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CategoryProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.categoryproposal",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("proposed_on", models.DateField()),
                (
                    "replaces",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="patients.categoryassessment",
                    ),
                ),
                ("category", models.CharField(max_length=20)),
                ("criterion", models.CharField(max_length=60, null=True)),
                ("specialist_confirmed", models.BooleanField()),
                ("evidence", models.TextField()),
                ("evidence_on", models.DateField(null=True)),
                ("evidence_by", models.CharField(max_length=160)),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="patients.categorydecision",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="801feaa134175564dfc28c802587d45e96a1a1a1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9d290",
                            table="patients_categoryproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="06babd6bb048a7f3daab56fa232a915368aeb737",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_36163",
                            table="patients_categoryproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_categoryproposal earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categoryproposal_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="681a06c9f8188e766f01c72c28a04e3fe559f2a6",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_dddca",
                            table="patients_categoryproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_categoryassessment a WHERE a.id = NEW.replaces_id AND a.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a proposal is to replace an assessment of the same enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categoryproposal_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="87729a3ec4ffc7a80c2ac86dcca28b5d09c6f76c",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_own_95067",
                            table="patients_categoryproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="follows_its_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."follows_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_categorydecision d WHERE d.id = NEW.follows_id AND d.enrolment_id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a proposal follows a decision of the same enrolment' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categoryproposal_follows_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="a2d67eb11de7a3c5eadaedd7f91996b7b43fd43d",
                            operation="INSERT",
                            pgid="pgtrigger_follows_its_own_17273",
                            table="patients_categoryproposal",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_categoryproposal_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_categoryproposal_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category", "non_childbearing"), ("criterion__isnull", False)),
                            ("category", "male"),
                            _connector="OR",
                        ),
                        name="patients_proposal_is_of_a_lower_category",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True), name="patients_proposal_says_what_shows_it"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True), ("supersedes__isnull", True)),
                        fields=("enrolment",),
                        name="patients_proposal_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        name="patients_categoryproposal_not_superseded",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="categorydecision",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="patients.categoryproposal"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_categoryproposal p WHERE p.id = NEW.proposal_id AND p.enrolment_id = NEW.enrolment_id AND p.proposed_on <= NEW.decided_on\n            ) THEN\n                RAISE EXCEPTION 'a decision is on a proposal of the same enrolment, and not before it' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categorydecision_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="aaf32c05a55b803399a9df16bb01eb76ba0c47e5",
                    operation="INSERT",
                    pgid="pgtrigger_of_its_own_87201",
                    table="patients_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"how\" = 'approved')",
                    func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_categoryproposal p WHERE p.id = NEW.proposal_id AND p.recorded_by_id <> NEW.recorded_by_id AND p.organisation_id = NEW.organisation_id\n            ) THEN\n                RAISE EXCEPTION 'a lower category is approved by a second person of the same organisation' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_categorydecision_by_two';\n            END IF;\n            RETURN NEW;\n            ",
                    hash="7964e3c34c504f272017e81815e0f17d7716c499",
                    operation="INSERT",
                    pgid="pgtrigger_by_two_1234f",
                    table="patients_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PrescriptionClosure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.prescriptionclosure",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "prescription",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closure", to="patients.prescription"
                    ),
                ),
                ("closed_on", models.DateField()),
                (
                    "how",
                    models.CharField(choices=[("cancelled", "Cancelled"), ("replaced", "Replaced")], max_length=20),
                ),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
                        name="patients_prescriptionclosure_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_prescriptionclosure_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        name="patients_prescriptionclosure_not_superseded",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="prescription",
            name="follows",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="patients.prescriptionclosure",
            ),
        ),
        migrations.AddConstraint(
            model_name="prescription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)),
                fields=("enrolment",),
                name="patients_prescription_one_open",
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
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                (
                    "mode",
                    models.CharField(
                        choices=[("check", "Check"), ("dispense", "Dispense"), ("late", "Late")], max_length=10
                    ),
                ),
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
                            ("practice", "Practice"),
                            ("cannot_confirm", "Cannot Confirm"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
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
                    "card",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.card"
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
                    "prescription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="patients.prescription",
                    ),
                ),
                ("capsules", models.PositiveSmallIntegerField(null=True)),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
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
                    "regime",
                    models.CharField(
                        choices=[("normal", "normal"), ("warn", "warn"), ("suspended", "suspended")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "regime_set",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.regimeproposal",
                    ),
                ),
                (
                    "moved",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "overruled",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
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
                            hash="60f8cec6badbbfcc9d638281c2b719e8c805e875",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2c0a9",
                            table="patients_verdict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
                        name="practice_stays_apart",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."dispense")',
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM accounts_organisation pharmacy, accounts_organisation centre WHERE pharmacy.id = NEW.pharmacy_id AND centre.id = NEW.centre_id AND (pharmacy.practice_of_id IS NULL) = (centre.practice_of_id IS NULL)\n            ) THEN\n                RAISE EXCEPTION 'a yes is given where patient and pharmacy are both real, or both for practice' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_verdict_practice_stays_apart';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="48188c3c0a599c813617831c65486c2ef72f23f5",
                            operation="INSERT",
                            pgid="pgtrigger_practice_stays_apart_d8dcc",
                            table="patients_verdict",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [
                    models.Index(fields=["pharmacy", "at"], name="verdict_by_pharmacy"),
                    models.Index(fields=["country", "on"], name="verdict_by_country"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "advice__overlap",
                                    [
                                        "not_enrolled",
                                        "treatment_stopped",
                                        "category_missing",
                                        "pregnancy_suspected",
                                        "prescription_in_future",
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "moved__overlap",
                                    [
                                        "card_missing",
                                        "card_not_valid",
                                        "prescription_cancelled",
                                        "prescription_exhausted",
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "overruled__overlap",
                                    [
                                        "card_missing",
                                        "card_not_valid",
                                        "pharmacy_not_registered",
                                        "prescription_cancelled",
                                        "prescription_exhausted",
                                    ],
                                ),
                                _negated=True,
                            ),
                        ),
                        name="patients_verdict_some_reasons_never_move",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("advice__contains", models.F("moved")), ("advice__contains", models.F("overruled"))
                        ),
                        name="patients_verdict_moved_is_advice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("moved", []), ("regime", "normal"), ("regime_set__isnull", True)),
                            models.Q(models.Q(("regime", "normal"), _negated=True), ("regime_set__isnull", False)),
                            _connector="OR",
                        ),
                        name="patients_verdict_regime_was_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("overruled", []), models.Q(("dispense", True), ("mode", "dispense")), _connector="OR"
                        ),
                        name="patients_verdict_overruled_while_dispensing",
                    ),
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
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.visit",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                ("visited_on", models.DateField()),
                ("agreed_to", models.CharField(max_length=60)),
                ("contraception_unchanged", models.BooleanField(null=True)),
                ("side_effects", models.BooleanField()),
                (
                    "test",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.pregnancytest",
                    ),
                ),
                (
                    "prescription",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visit", to="patients.prescription"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="53b2c6cd18ded710ec2acb8c5d70bad7acbd6cbe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c35aa",
                            table="patients_visit",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="c4e4d80f118749b004ab6ff9135bb000a7e2e073",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_60e12",
                            table="patients_visit",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_visit earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_visit_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="2d56cb476984ce000b544ca23701ada93169e93c",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_ca153",
                            table="patients_visit",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="signed_that_day",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_prescription p WHERE p.id = NEW.prescription_id AND p.enrolment_id = NEW.enrolment_id AND p.prescribed_on = NEW.visited_on\n            ) THEN\n                RAISE EXCEPTION 'a visit is of the day and the enrolment of its prescription' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_visit_signed_that_day';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="b53bdfa3846308dc20ce59dfeea45d7a08097ce6",
                            operation="INSERT",
                            pgid="pgtrigger_signed_that_day_79711",
                            table="patients_visit",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="test_of_her_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 WHERE NEW.test_id IS NULL UNION ALL SELECT 1 FROM patients_pregnancytest t JOIN patients_enrolment e ON e.patient_id = t.patient_id WHERE t.id = NEW.test_id AND e.id = NEW.enrolment_id\n            ) THEN\n                RAISE EXCEPTION 'a visit rests on a test of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_visit_test_of_her_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="aaf074ad53af1a3082087c19ad56758fa095ca57",
                            operation="INSERT",
                            pgid="pgtrigger_test_of_her_own_18740",
                            table="patients_visit",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_visit_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_visit_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_to", ""), _negated=True), name="patients_visit_says_what_was_agreed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_visit_not_superseded"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispensing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.dispensing",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
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
                ("dispensed_on", models.DateField()),
                ("capsules", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("counselled", models.BooleanField(null=True)),
                (
                    "why_unscanned",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("code_damaged", "The pack’s code is damaged or missing"),
                            ("scanner_broken", "The scanner does not work"),
                            ("code_unknown", "The registry does not know the pack’s code"),
                        ],
                        db_default="",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
                        name="stands_on_a_yes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND CASE v.mode WHEN 'dispense' THEN v.dispense AND (v.overruled = '{}' OR EXISTS (SELECT 1 FROM patients_override o WHERE o.verdict_id = v.id)) WHEN 'late' THEN EXISTS (SELECT 1 FROM patients_lateentry l WHERE l.verdict_id = v.id) ELSE false END AND v.prescription_id = NEW.prescription_id AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id AND v.capsules = NEW.capsules AND v.\"on\" = NEW.dispensed_on\n            ) THEN\n                RAISE EXCEPTION 'a dispensing stands on a verdict that said yes to it, there and on that day; or on one asked late, by two people' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_dispensing_stands_on_a_yes';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="088aca6df33d28fea1294adcd67c3b82b6f01a67",
                            operation="INSERT",
                            pgid="pgtrigger_stands_on_a_yes_68eb2",
                            table="patients_dispensing",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="asked_at_that_moment",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id\n      AND CASE WHEN age(v.xmin) > 0 THEN false\n          ELSE pg_xact_status((pg_current_xact_id()::text::bigint - age(v.xmin))::text::xid8) = 'in progress' END\n\n            ) THEN\n                RAISE EXCEPTION 'a dispensing stands on a verdict asked in its own transaction, never on a yes of before' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_dispensing_asked_at_that_moment';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="a342b9f6cc92859ce4d6b6670add2e4209395046",
                            operation="INSERT",
                            pgid="pgtrigger_asked_at_that_moment_13961",
                            table="patients_dispensing",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="within_prescription",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE prescribed integer; given integer;",
                            func="\n                    -- the patient's row is what every change of her record waits for\n                    PERFORM 1 FROM patients_patient pt\n                        JOIN patients_enrolment e ON e.patient_id = pt.id\n                        WHERE e.id = NEW.enrolment_id FOR UPDATE OF pt;\n                    SELECT p.capsules INTO prescribed FROM patients_prescription p\n                        WHERE p.id = NEW.prescription_id;\n                    SELECT COALESCE(SUM(d.capsules), 0) INTO given FROM patients_dispensing d\n                        WHERE d.prescription_id = NEW.prescription_id\n                          AND NOT d.entered_in_error\n                          AND NOT EXISTS (\n                              SELECT 1 FROM patients_dispensing s WHERE s.supersedes_id = d.id);\n                    IF NOT NEW.entered_in_error AND given + NEW.capsules > prescribed AND NOT EXISTS (\n                        -- what was handed over before it could be asked about is told as it happened\n                        SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id\n                          AND v.mode = 'late' AND 'prescription_exhausted' = ANY (v.reasons)\n                    ) THEN\n                        RAISE EXCEPTION 'no dispensing beyond the prescription'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_dispensing_within_prescription';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="e9d7bafce33c43e32070dc00c9af07af488d0a82",
                            operation="INSERT",
                            pgid="pgtrigger_within_prescription_a9f11",
                            table="patients_dispensing",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why_unscanned", ""),
                            models.Q(
                                ("why_unscanned__in", ["code_damaged", "scanner_broken", "code_unknown"]),
                                models.Q(("batch", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="patients_dispensing_unscanned_has_a_batch",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.notice",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notice", to="patients.verdict"
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
        migrations.CreateModel(
            name="ScannedPack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.scannedpack",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="patients.verdict"
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.pack"
                    ),
                ),
                ("gtin", models.CharField(blank=True, max_length=14)),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("expires_on", models.DateField(null=True)),
                ("serial_hash", models.CharField(blank=True, max_length=64)),
                ("capsules", models.PositiveSmallIntegerField(default=0)),
                ("taking", models.PositiveSmallIntegerField(default=1)),
                (
                    "why_not",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("product", "Product"),
                                ("strength", "Strength"),
                                ("expired", "Expired"),
                                ("recalled", "Recalled"),
                                ("serial_seen", "Serial Seen"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="60212a8a60d2b3be96e698523c7b3b06b7305633",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ad924",
                            table="patients_scannedpack",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="77aaa05f2624f3036fd5500d9736769b4c47a333",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_0cd80",
                            table="patients_scannedpack",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_scannedpack earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_scannedpack_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="1c262b8594bde95e9bfa4f7645b412ff1dbe78a6",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_ea3bf",
                            table="patients_scannedpack",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="on_its_verdict",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id AND CASE WHEN NEW.why_not = '{}' THEN v.dispense AND v.mode = 'dispense' ELSE v.refusal = 'pack_mismatch' END\n            ) THEN\n                RAISE EXCEPTION 'a pack is handed over on a yes and refused on a refusal, of its own enrolment and pharmacy' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_scannedpack_on_its_verdict';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="4269337c69f6851cefefc5680331af454fd58414",
                            operation="INSERT",
                            pgid="pgtrigger_on_its_verdict_a53fe",
                            table="patients_scannedpack",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="within_the_pack",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."pack_id" IS NOT NULL)',
                            declare="DECLARE held integer;",
                            func="\n                    SELECT p.capsules INTO held FROM programmes_pack p WHERE p.id = NEW.pack_id;\n                    IF NEW.capsules > held THEN\n                        RAISE EXCEPTION 'no more comes out of a pack than it holds'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_scannedpack_within_the_pack';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="8f87c2395f09c2a5e368572fd785acadd9794b45",
                            operation="INSERT",
                            pgid="pgtrigger_within_the_pack_55781",
                            table="patients_scannedpack",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("serial_hash", ""), _negated=True),
                        fields=["serial_hash"],
                        name="pack_by_serial",
                    )
                ],
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
                        name="patients_scannedpack_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_scannedpack_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_scannedpack_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capsules__gt", 0), ("why_not", [])),
                            models.Q(models.Q(("why_not", []), _negated=True), ("capsules", 0)),
                            _connector="OR",
                        ),
                        name="patients_scannedpack_given_or_refused",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("why_not", []), models.Q(("serial_hash", ""), _negated=True)),
                        fields=("serial_hash", "taking"),
                        name="patients_scannedpack_each_taking_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.override",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="override", to="patients.verdict"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("nothing_left", "The patient has nothing left and the prescriber cannot be reached"),
                            ("prescriber_asked", "The prescriber asked for it by telephone"),
                            ("travel", "The patient travels and cannot come back in time"),
                            ("outage", "An outage kept it from being put right in time"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                (
                    "second_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="41569b908db334e41f77ccb63b488889a7cb2fe5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e9b7e",
                            table="patients_override",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="023dc2697e5ea032445f9b15deb22edd3dcf59e5",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_edcbc",
                            table="patients_override",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_override earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_override_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="ac9986f672707467d5bce3585308e5bf9e53546f",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_af796",
                            table="patients_override",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_verdict",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND v.overruled <> '{}' AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id\n            ) THEN\n                RAISE EXCEPTION 'an override is of a verdict that names what was overruled, of its own enrolment and pharmacy' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_override_of_its_verdict';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="f7cebadb6549f2ffe699d6bd8be20ade69df4ab5",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_verdict_881c8",
                            table="patients_override",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_override_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_override_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_override_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second_person", models.F("recorded_by")), _negated=True),
                        name="patients_override_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="patients_override_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["nothing_left", "prescriber_asked", "travel", "outage"])),
                        name="patients_override_why_is_listed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LateEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.lateentry",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="late_entry", to="patients.verdict"
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("no_answer", "The registry did not answer"),
                            ("no_network", "The pharmacy had no electricity or no internet"),
                            ("not_recorded", "It was handed over and not recorded, by mistake"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                (
                    "second_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("facts_then", models.JSONField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fa005259a8ec3d79f8f10181b534fbe121e8a24c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3ee0f",
                            table="patients_lateentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="052b339eb64568539d11f7257562d7084e4927ef",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_b41e7",
                            table="patients_lateentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_lateentry earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_lateentry_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="ad32e42edbc34f9add30a94292ff78790be5e2b8",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_d5b9f",
                            table="patients_lateentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_verdict",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND v.mode = 'late' AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id\n            ) THEN\n                RAISE EXCEPTION 'a late entry is of a verdict asked late, of its own enrolment and pharmacy' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_lateentry_of_its_verdict';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="38c0ef0cba9f993186acf375b77781875647f732",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_verdict_d759b",
                            table="patients_lateentry",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_lateentry_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_lateentry_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_lateentry_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second_person", models.F("recorded_by")), _negated=True),
                        name="patients_lateentry_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="patients_lateentry_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["no_answer", "no_network", "not_recorded"])),
                        name="patients_lateentry_why_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("happened_at__lte", models.F("recorded_at"))),
                        name="patients_lateentry_after_it_happened",
                    ),
                    models.UniqueConstraint(fields=("enrolment", "happened_at"), name="patients_lateentry_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CapsuleReturn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.capsulereturn",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="patients.enrolment"
                    ),
                ),
                (
                    "dispensing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="patients.dispensing"
                    ),
                ),
                (
                    "completes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="whole_return",
                        to="patients.dispensing",
                    ),
                ),
                ("returned_on", models.DateField()),
                ("capsules", models.PositiveSmallIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("not_collected", "Not Collected"), ("brought_back", "Brought Back")], max_length=20
                    ),
                ),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f9ce86e8f17c5fb1fc87cb5dca18219fb2133929",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_47e4f",
                            table="patients_capsulereturn",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="fc027e1e2f90ec2e9f94713ce46c16cec6c748c5",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_2a18f",
                            table="patients_capsulereturn",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM patients_capsulereturn earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_capsulereturn_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="ba1a25b47a2ea035ec3f0438ecee51785cf9ff10",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_b116d",
                            table="patients_capsulereturn",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_dispensing d WHERE d.id = NEW.dispensing_id AND d.enrolment_id = NEW.enrolment_id AND d.dispensed_on <= NEW.returned_on\n            ) THEN\n                RAISE EXCEPTION 'capsules come back from a dispensing of their own enrolment, and not before it' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'patients_capsulereturn_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="d60130fbea81bcc3337446d0d32c83722e8e01fe",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_own_c9e8a",
                            table="patients_capsulereturn",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="within_dispensing",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE dispensed integer; came_back integer;",
                            func="\n                    -- the patient's row is what every change of her record waits for\n                    PERFORM 1 FROM patients_patient pt\n                        JOIN patients_enrolment e ON e.patient_id = pt.id\n                        WHERE e.id = NEW.enrolment_id FOR UPDATE OF pt;\n                    SELECT d.capsules INTO dispensed FROM patients_dispensing d WHERE d.id = NEW.dispensing_id;\n                    SELECT COALESCE(SUM(r.capsules), 0) + NEW.capsules INTO came_back\n                        FROM patients_capsulereturn r WHERE r.dispensing_id = NEW.dispensing_id;\n                    IF came_back > dispensed\n                        OR (came_back = dispensed) <> (NEW.completes_id IS NOT NULL)\n                        OR NEW.completes_id <> NEW.dispensing_id\n                        OR (NEW.how = 'not_collected' AND NEW.capsules <> dispensed)\n                    THEN\n                        RAISE EXCEPTION 'no more comes back than was dispensed, and the last of it says so'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'patients_capsulereturn_within_dispensing';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="17379a7f793fe7f5e829bcf220f3f87161d431bb",
                            operation="INSERT",
                            pgid="pgtrigger_within_dispensing_60b9a",
                            table="patients_capsulereturn",
                            when="BEFORE",
                        ),
                    ),
                ],
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
                        name="patients_capsulereturn_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="patients_capsulereturn_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes__isnull", True)), name="patients_capsulereturn_not_superseded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capsules__gt", 0)), name="patients_capsulereturn_is_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "not_collected"), _negated=True),
                            models.Q(("completes__isnull", False), models.Q(("why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="patients_capsulereturn_not_collected_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="patients.noticeanswer",
                    ),
                ),
                ("supersedes_because", models.TextField(blank=True)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                ("country", models.CharField(max_length=2)),
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
                ("words", models.TextField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
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
    ]
