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
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=60, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("report", "Report of a professional"),
                            ("told", "Told by the patient"),
                            ("pregnancy", "Pregnancy"),
                            ("partner", "Pregnancy of a partner"),
                            ("child", "Child with an anomaly"),
                            ("message", "Message from elsewhere"),
                        ],
                        max_length=20,
                    ),
                ),
                ("source_series", models.UUIDField()),
                (
                    "patient",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
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
                ("country", models.CharField(max_length=2)),
                ("day_zero", models.DateField()),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="03feec2dd22d6ce066be4101dae9780dfc644256",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fc745",
                            table="safety_case",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="8b8515e98cf39997a130834c2c8a73f1583f5379",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_53b41",
                            table="safety_case",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["patient"], name="case_by_patient")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "source_series"), name="safety_case_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["report", "told", "pregnancy", "partner", "child", "message"])
                        ),
                        name="safety_case_source_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", "message"),
                            models.Q(("patient__isnull", False), ("programme__isnull", False)),
                            _connector="OR",
                        ),
                        name="safety_case_has_a_patient",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeddraTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=10)),
                ("code", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=200)),
                ("current", models.BooleanField()),
                ("organ_class", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "code"), name="safety_term_once")],
            },
        ),
        migrations.CreateModel(
            name="PregnancyContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="safety.pregnancycontact",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                ("matter", models.UUIDField()),
                ("step", models.CharField(max_length=30)),
                ("child", models.PositiveSmallIntegerField(default=0)),
                ("on", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("telephone", "Telephone"),
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("meeting", "In person"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("patient", "The patient"),
                            ("prescriber", "The prescriber"),
                            ("obstetrician", "The obstetrician or midwife"),
                            ("paediatrician", "The child’s doctor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answered", models.BooleanField()),
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
                            hash="ef1837a0df9b4a65603869cae7e1bfa46ac34bdb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c1165",
                            table="safety_pregnancycontact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="5a701ff1cb2bacb2e00166d8ad6e29ae5fad8f54",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e665a",
                            table="safety_pregnancycontact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM safety_pregnancycontact earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_pregnancycontact_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="dd7b9cc7c1aa5a0a031c3d4f73924c9658555e80",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_9d996",
                            table="safety_pregnancycontact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_the_patient",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_enrolment e JOIN (SELECT series, patient_id FROM patients_pregnancy UNION ALL SELECT series, patient_id FROM patients_partnerpregnancy) m ON m.patient_id = e.patient_id WHERE e.id = NEW.enrolment_id AND m.series = NEW.matter\n            ) THEN\n                RAISE EXCEPTION 'what is told of a pregnancy names one of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_pregnancycontact_of_the_patient';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="4a3874c490022796f5236ef7f34901b8b36371d2",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_patient_6fded",
                            table="safety_pregnancycontact",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["matter", "on"], name="contact_by_day")],
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
                        name="safety_pregnancycontact_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="safety_pregnancycontact_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered", False), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="safety_contact_answer_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PregnancyOutcome",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="safety.pregnancyoutcome",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                ("matter", models.UUIDField()),
                ("child", models.PositiveSmallIntegerField(default=1)),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("live_birth", "Live birth"),
                            ("spontaneous_loss", "Miscarriage"),
                            ("stillbirth", "Stillbirth"),
                            ("termination", "Termination"),
                            ("ectopic", "Ectopic pregnancy"),
                            ("molar", "Molar pregnancy"),
                            ("lost", "Lost to follow-up"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_on", models.DateField()),
                ("weeks", models.PositiveSmallIntegerField(null=True)),
                ("sex", models.CharField(blank=True, max_length=20)),
                ("weight_g", models.PositiveIntegerField(null=True)),
                ("apgar_5", models.PositiveSmallIntegerField(null=True)),
                (
                    "anomaly",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no", "No anomaly was found"),
                            ("yes", "An anomaly was found"),
                            ("unknown", "Not known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("child_lost", models.BooleanField(default=False)),
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
                            hash="fdb37a47a354ca1c01e21f97b214b1719c0b97bc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5498e",
                            table="safety_pregnancyoutcome",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="657092d40d34d8bf3ac00182e39c75c699110603",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_753b6",
                            table="safety_pregnancyoutcome",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM safety_pregnancyoutcome earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_pregnancyoutcome_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="82e631baa8e5c84fb6f85a2de47a5dba488252db",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_5a413",
                            table="safety_pregnancyoutcome",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_the_patient",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_enrolment e JOIN (SELECT series, patient_id FROM patients_pregnancy UNION ALL SELECT series, patient_id FROM patients_partnerpregnancy) m ON m.patient_id = e.patient_id WHERE e.id = NEW.enrolment_id AND m.series = NEW.matter\n            ) THEN\n                RAISE EXCEPTION 'what is told of a pregnancy names one of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_pregnancyoutcome_of_the_patient';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="ecd4b2e5a61cbb2c47fa1798e14ec765dac3a1ed",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_patient_80ca7",
                            table="safety_pregnancyoutcome",
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
                        name="safety_pregnancyoutcome_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="safety_pregnancyoutcome_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("matter", "child"),
                        name="safety_outcome_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("child_lost", False), ("ending", "live_birth"), _connector="OR"),
                        name="safety_outcome_lost_child_was_born",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("anomaly", "yes"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="safety_outcome_anomaly_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PregnancyReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="safety.pregnancyreport",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                ("matter", models.UUIDField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("suspected", "Suspected, not confirmed yet"),
                            ("confirmed", "Confirmed"),
                            ("false_alarm", "False alarm"),
                        ],
                        max_length=20,
                    ),
                ),
                ("known_how", models.TextField()),
                ("last_period_on", models.DateField(null=True)),
                ("weeks", models.PositiveSmallIntegerField(null=True)),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("dated_on", models.DateField(null=True)),
                (
                    "dated_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ultrasound", "Ultrasound"),
                            ("examination", "Examination"),
                            ("conception", "Known day of conception"),
                        ],
                        max_length=20,
                    ),
                ),
                ("children", models.PositiveSmallIntegerField(null=True)),
                ("exposed_from", models.DateField(null=True)),
                ("exposed_until", models.DateField(null=True)),
                ("contraception", models.TextField(blank=True)),
                (
                    "why_pregnant",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none_used", "No contraception was used"),
                            ("used_wrongly", "It was used irregularly or wrongly"),
                            ("method_failed", "It failed although used rightly"),
                            ("before", "She was pregnant before the treatment began"),
                            ("not_told", "She or he did not know of the risk"),
                            ("unknown", "Not known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("prospective", models.BooleanField(null=True)),
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
                            hash="16da0634a1fa76340f9990f92b84ab8ece25bf2d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a5842",
                            table="safety_pregnancyreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="a90206c31b6a359429fcfc14c6728632df5dc224",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_3a046",
                            table="safety_pregnancyreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM safety_pregnancyreport earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_pregnancyreport_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="2722d92af3eff693b636b9d3a8915ce65fd453d2",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_ea2d9",
                            table="safety_pregnancyreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_the_patient",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_enrolment e JOIN (SELECT series, patient_id FROM patients_pregnancy UNION ALL SELECT series, patient_id FROM patients_partnerpregnancy) m ON m.patient_id = e.patient_id WHERE e.id = NEW.enrolment_id AND m.series = NEW.matter\n            ) THEN\n                RAISE EXCEPTION 'what is told of a pregnancy names one of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_pregnancyreport_of_the_patient';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="0142b50d302057b7fb2717434c0258d91f8dc991",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_patient_22da1",
                            table="safety_pregnancyreport",
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
                        name="safety_pregnancyreport_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="safety_pregnancyreport_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("matter",),
                        name="safety_pregnancy_reported_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dated_by", ""),
                                ("dated_on__isnull", True),
                                ("days__isnull", True),
                                ("weeks__isnull", True),
                            ),
                            models.Q(
                                ("dated_on__isnull", False),
                                ("days__lte", 6),
                                ("weeks__lte", 44),
                                models.Q(("dated_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="safety_pregnancy_dated_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exposed_from__isnull", True),
                            ("exposed_until__isnull", True),
                            ("exposed_until__gte", models.F("exposed_from")),
                            _connector="OR",
                        ),
                        name="safety_pregnancy_exposure_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                (
                    "author",
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
                    "form",
                    models.CharField(
                        choices=[
                            ("side_effect", "Side Effect"),
                            ("completion", "Completion"),
                            ("pregnancy", "Pregnancy"),
                            ("contact", "Contact"),
                            ("outcome", "Outcome"),
                            ("correction", "Correction"),
                        ],
                        max_length=20,
                    ),
                ),
                ("matter", models.UUIDField(null=True)),
                ("answers", models.JSONField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "author", "organisation", "form", "matter"),
                        name="safety_draft_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RootCause",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="safety.rootcause",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                ("matter", models.UUIDField()),
                (
                    "element",
                    models.CharField(
                        choices=[
                            ("category", "The category was wrong"),
                            ("counselling", "The risk was not explained or not understood"),
                            ("contraception", "Contraception was missing, lapsed or too recent"),
                            ("method", "The method itself failed"),
                            ("test", "A test was missing, late or not good enough"),
                            ("dispensing", "It was dispensed against a rule"),
                            ("shared", "Somebody else’s medicine was taken"),
                            ("none", "No step failed"),
                            ("unknown", "Not known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                ("record_said", models.JSONField(default=list)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="433289c0540809c3110a74d0a303fc55d4603d8e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6c239",
                            table="safety_rootcause",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="716e0f3b0dc3e804af435b55f68bf1a0a1628359",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_cb4ae",
                            table="safety_rootcause",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM safety_rootcause earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_rootcause_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="d329f66dc20b6ece6237076ee32ff85c78916fe6",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_01630",
                            table="safety_rootcause",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_the_patient",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM patients_enrolment e JOIN (SELECT series, patient_id FROM patients_pregnancy UNION ALL SELECT series, patient_id FROM patients_partnerpregnancy) m ON m.patient_id = e.patient_id WHERE e.id = NEW.enrolment_id AND m.series = NEW.matter\n            ) THEN\n                RAISE EXCEPTION 'what is told of a pregnancy names one of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_rootcause_of_the_patient';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="be3550a40d247842322755d81828f6ad497c5946",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_patient_cfb33",
                            table="safety_rootcause",
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
                        name="safety_rootcause_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="safety_rootcause_error_needs_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("matter",),
                        name="safety_cause_judged_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyMessage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("direction", models.CharField(choices=[("out", "Written here"), ("in", "Read here")], max_length=10)),
                ("batch", models.CharField(max_length=200)),
                ("body", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
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
                            hash="9eaa559e9c999d8c0891340db0ada0a818854ec9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4c7c9",
                            table="safety_safetymessage",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="f952aec3a7bd3956f57b04a831db24d2d03e17cc",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_cf762",
                            table="safety_safetymessage",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("direction", "out")), fields=("batch",), name="safety_batch_once"
                    ),
                    models.UniqueConstraint(fields=("direction", "sha256"), name="safety_message_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("row", models.UUIDField(unique=True)),
                ("recorded_at", models.DateTimeField()),
                ("fault", models.CharField(max_length=100)),
                ("tries", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "set aside",
                "indexes": [models.Index(fields=["source", "tried_at"], name="set_aside_by_try")],
            },
        ),
        migrations.CreateModel(
            name="SideEffectReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("series", models.UUIDField(editable=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="safety.sideeffectreport",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                ("known_on", models.DateField()),
                ("words", models.TextField()),
                ("reaction", models.CharField(blank=True, max_length=40)),
                ("expected", models.BooleanField(null=True)),
                ("began_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("death", "It led to death"),
                                ("life_threatening", "It was life-threatening"),
                                ("hospitalisation", "Hospital stay, or a longer one"),
                                ("disability", "Lasting or significant disability"),
                                ("congenital_anomaly", "Congenital anomaly or birth defect"),
                                ("other_important", "Medically important for another reason"),
                            ],
                            max_length=20,
                        ),
                        null=True,
                        size=None,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recovered", "Recovered"),
                            ("recovering", "Recovering"),
                            ("not_recovered", "Not recovered"),
                            ("sequelae", "Recovered with lasting effects"),
                            ("fatal", "Fatal"),
                            ("unknown", "Not known"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "action_taken",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unchanged", "Dose unchanged"),
                            ("reduced", "Dose reduced"),
                            ("increased", "Dose increased"),
                            ("withdrawn", "Medicine stopped"),
                            ("not_applicable", "Does not apply"),
                            ("unknown", "Not known"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "causality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("possible", "Reasonably possible"),
                            ("not_possible", "Not reasonably possible"),
                            ("cannot_say", "Cannot be judged"),
                        ],
                        max_length=20,
                    ),
                ),
                ("tests", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="da54bf951d483251c51f19f99c1ae648b1522241",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3ddf5",
                            table="safety_sideeffectreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="2c4a3b4baef9c65789fd3044b4d12823c3d1eaf6",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_9ece5",
                            table="safety_sideeffectreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="same_series",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."supersedes_id" IS NOT NULL)',
                            func="\n            IF NOT EXISTS (\n                \n    SELECT 1 FROM safety_sideeffectreport earlier\n    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series\n      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'\n      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'\n      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'\n      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'\n\n            ) THEN\n                RAISE EXCEPTION 'a row supersedes only a row of its own series and of the same patient' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_sideeffectreport_same_series';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="eedd82c4b9a00cba22aab9ad6f6c104052dc7a2e",
                            operation="INSERT",
                            pgid="pgtrigger_same_series_75ba0",
                            table="safety_sideeffectreport",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["enrolment", "-recorded_at"], name="report_by_enrolment")],
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
                        name="safety_sideeffectreport_superseding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_in_error", False), ("supersedes__isnull", False), _connector="OR"),
                        name="safety_sideeffectreport_error_needs_a_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="safety_report_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("began_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="safety_report_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "fatal"), _negated=True),
                            ("criteria__contains", ["death"]),
                            _connector="OR",
                        ),
                        name="safety_report_fatal_is_a_death",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="safety.safetymessage",
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("words", models.TextField(blank=True)),
                ("answers", models.JSONField(default=list)),
                ("body", models.BinaryField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("read_at", models.DateTimeField()),
                (
                    "read_by",
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
                            hash="20994d87485078ed8e8f2109883e702ab3543194",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_09fe9",
                            table="safety_acknowledgement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="02e36c672beac501671fbf5524ca8f548ae8d370",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_0bc9f",
                            table="safety_acknowledgement",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseQuestion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="safety.case"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.enrolment"
                    ),
                ),
                (
                    "pharmacy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("words", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
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
                            hash="7b48dba4e82181c08bb4ff188f23fc0d525afd5f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c90c",
                            table="safety_casequestion",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="47c925f9349bcec14c93cdbfca46a5e40239358f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7e1e1",
                            table="safety_casequestion",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="safety.case"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                ("serious", models.BooleanField(null=True)),
                ("serious_since", models.DateField(null=True)),
                ("due_on", models.DateField()),
                ("source_row", models.UUIDField(null=True)),
                (
                    "drawn_from",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("nullified", models.BooleanField(default=False)),
                ("because", models.TextField(blank=True)),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="815f4c464d8265269fbcf6cd898fe6d16faae959",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5da76",
                            table="safety_caseversion",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="2058c01b589e05dec033e48b4fb8f37def1c2d72",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_4f535",
                            table="safety_caseversion",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="follows_the_last",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."number" > 1)',
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM safety_caseversion v WHERE v.case_id = NEW.case_id AND v.number = NEW.number - 1 AND NOT v.nullified\n            ) THEN\n                RAISE EXCEPTION 'a version follows the last one, and none follows a nullification' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_caseversion_follows_the_last';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="0c5c0f6823903dbf373dd4f71e2c423b7fa28a7c",
                            operation="INSERT",
                            pgid="pgtrigger_follows_the_last_9c1c5",
                            table="safety_caseversion",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="safety_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("number__gt", 1), models.Q(("because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="safety_version_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nullified", False),
                            models.Q(("number__gt", 1), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="safety_version_nullified_by_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadCase",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="read_from", to="safety.case"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="read_into", to="safety.safetymessage"
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
                            hash="e88979ea28cf78ee37aa67eeb95770448586bf6c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a5508",
                            table="safety_readcase",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="cc138a37580f30343433d148d0dccf4cbf730acb",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_85c79",
                            table="safety_readcase",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedMedicine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="medicines",
                        to="safety.sideeffectreport",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("suspect", models.BooleanField()),
                ("daily_dose_mg", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("from_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4af1f6f0283bb59c9ff97873c0c3c8916a82d59b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_48fde",
                            table="safety_reportedmedicine",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="cfc1b2981c39bebaa016819f18cc7b6e2be23923",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c846f",
                            table="safety_reportedmedicine",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="safety_medicine_has_a_name"
                    ),
                    models.UniqueConstraint(fields=("report", "place"), name="safety_medicine_once_at_a_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="safety.casequestion"
                    ),
                ),
                ("words", models.TextField()),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
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
                            hash="b537b8e451d0c269c7888b6c060abdcb1e2981cf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_048cb",
                            table="safety_caseanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="f05cb2084ee0d02d5b18f39194e7051265b81b7f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_9d50d",
                            table="safety_caseanswer",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="review", to="safety.caseversion"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reviewed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ee194a1bd99cf7ba1dbb71e5f65a153d0ed50626",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ba99d",
                            table="safety_casereview",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="a50c4bcfd8e06bc99c043cfc1bd1736573ae463a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_57fc4",
                            table="safety_casereview",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="by_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM safety_caseversion v WHERE v.id = NEW.version_id AND v.written_by_id IS NOT NULL AND v.written_by_id <> NEW.reviewed_by_id\n            ) THEN\n                RAISE EXCEPTION 'a version that a person wrote is reviewed by another' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_casereview_by_another';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="03788fab07e962fa0ca072c4476e7ee85b9ceed1",
                            operation="INSERT",
                            pgid="pgtrigger_by_another_f86bc",
                            table="safety_casereview",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passed_on", to="safety.caseversion"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_on",
                        to="safety.safetymessage",
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("passed_at", models.DateTimeField()),
                (
                    "passed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "passed on",
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ea7f7f01dee2b27578c512e85bd91ff5bc3ee93d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_21dc0",
                            table="safety_passedon",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="96e9b5a42a6a04fbc1e72670d2d04efd6f5ac9ea",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_3e217",
                            table="safety_passedon",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="reviewed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM safety_casereview r WHERE r.version_id = NEW.version_id\n            ) THEN\n                RAISE EXCEPTION 'nothing is passed on that nobody reviewed' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_passedon_reviewed';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="d813e87afd14a241e2d84726652eb72790d7ac4a",
                            operation="INSERT",
                            pgid="pgtrigger_reviewed_06c66",
                            table="safety_passedon",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "message"), name="safety_passed_on_once_in_a_message"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("message__isnull", False), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="safety_passed_on_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rejection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "passed_on",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rejection", to="safety.passedon"
                    ),
                ),
                (
                    "acknowledgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rejections",
                        to="safety.acknowledgement",
                    ),
                ),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5a70150e8c6e92b65e73ad17a621bc3fe2db3c5e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bd54f",
                            table="safety_rejection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="03894844bf45aa342ed9bad70e9e2b517f928e27",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_fc47d",
                            table="safety_rejection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_message",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT 1 FROM safety_passedon p JOIN safety_acknowledgement a ON a.message_id = p.message_id WHERE p.id = NEW.passed_on_id AND a.id = NEW.acknowledgement_id\n            ) THEN\n                RAISE EXCEPTION 'a message is refused by the answer to it' USING ERRCODE = 'integrity_constraint_violation',\n                    CONSTRAINT = 'safety_rejection_of_its_message';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="6d883b7ae2145b94f430f60aff4e832233c0fc44",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_message_91a10",
                            table="safety_rejection",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
