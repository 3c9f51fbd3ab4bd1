import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
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
            name="Programme",
            fields=[
                ("id", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("substance", models.CharField(max_length=100, verbose_name="substance")),
                ("atc", models.CharField(max_length=7, verbose_name="ATC code")),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
            ],
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="products", to="programmes.programme"
                    ),
                ),
                ("brand", models.CharField(max_length=100, verbose_name="brand")),
                ("holder", models.CharField(max_length=200, verbose_name="marketing authorisation holder")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "brand"), name="programmes_product_brand_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("language", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter", "Letter to health professionals"),
                            ("guide", "Guide for health professionals"),
                            ("checklist", "Checklist for health professionals"),
                            ("form-childbearing", "Risk awareness form: woman who can become pregnant"),
                            ("form-non-childbearing", "Risk awareness form: woman who cannot become pregnant"),
                            ("form-male", "Risk awareness form: man"),
                            ("brochure-childbearing", "Patient brochure: woman who can become pregnant"),
                            ("brochure-non-childbearing", "Patient brochure: woman who cannot become pregnant"),
                            ("brochure-male", "Patient brochure: man"),
                            ("card", "Text of the patient card"),
                            ("pregnancy-form", "Form to report a pregnancy"),
                            ("side-effect-form", "Form to report a side effect"),
                            ("knowledge-check", "Knowledge check on the guide"),
                        ],
                        max_length=30,
                    ),
                ),
                ("version", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("is_sample", models.BooleanField()),
                ("safety_relevant", models.BooleanField()),
                ("body", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="1a8fd160ebae1041ee87fa4460e8a558a92aca8a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bfb08",
                            table="programmes_material",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="d04074d33b60484544f8f2c9f74f1255d8835c73",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f9ec8",
                            table="programmes_material",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "country", "language", "kind", "version"), name="programmes_material_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sha256",
                                models.Func(
                                    models.Func(models.F("body"), function="sha256", output_field=models.BinaryField()),
                                    models.Value("hex"),
                                    function="encode",
                                    output_field=models.CharField(),
                                ),
                            )
                        ),
                        name="programmes_material_bears_its_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by__isnull", False), ("is_sample", True), _connector="OR"),
                        name="programmes_material_of_nobody_is_a_sample",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PharmacyApplication",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                ("responsible_name", models.CharField(max_length=100, verbose_name="responsible pharmacist")),
                ("licence_number", models.CharField(max_length=40, verbose_name="licence number")),
                ("declaration", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="1df07836a611c8908edbff32da7118dcc087fa91",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_498ce",
                            table="programmes_pharmacyapplication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="c26dad9043c640a141ede8cb7559bd72d9bcd38c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_971d0",
                            table="programmes_pharmacyapplication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="one_open",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_pharmacyapplication a WHERE a.pharmacy_id = NEW.pharmacy_id AND a.programme_id = NEW.programme_id AND NOT EXISTS (SELECT 1 FROM programmes_applicationanswer b WHERE b.application_id = a.id)) THEN\n                RAISE EXCEPTION 'a pharmacy has one open application for a programme'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_pharmacyapplication_one_open';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="5d15cce534a705a58076cddc40868023b1f1d302",
                            operation="INSERT",
                            pgid="pgtrigger_one_open_45849",
                            table="programmes_pharmacyapplication",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("responsible_name", ""), _negated=True),
                            models.Q(("licence_number", ""), _negated=True),
                            models.Q(("declaration", ""), _negated=True),
                        ),
                        name="programmes_pharmacyapplication_names_who_answers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PharmacyRegistration",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("suspended", models.BooleanField(default=False)),
                ("agreed_until", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="programmes_pharmacyregistration_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suspended", False),
                            models.Q(("valid_until__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="programmes_pharmacyregistration_suspended_says_why",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("pharmacy", "="),
                            ("programme", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[)"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="programmes_registration_no_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrescriberCertification",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("suspended", models.BooleanField(default=False)),
                ("agreed_until", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "prescriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="programmes_prescribercertification_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suspended", False),
                            models.Q(("valid_until__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="programmes_prescribercertification_suspended_says_why",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("prescriber", "="),
                            ("programme", "="),
                            ("country", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[)"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="programmes_certification_no_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="programmes.programme"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("sha256", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bb06cec43c199036fdb0b3ade6339e88d1a79190",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3c131",
                            table="programmes_programmeversion",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="3d8a94c3427fdc56e501ccb0d61deb1b5a7177bc",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1a69c",
                            table="programmes_programmeversion",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "valid_from"), name="programmes_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegimeProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                (
                    "regime",
                    models.CharField(
                        choices=[("normal", "normal"), ("warn", "warn"), ("suspended", "suspended")], max_length=10
                    ),
                ),
                ("last_on", models.DateField(null=True)),
                ("words", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
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
                            hash="a315871d8240a28c3dc71d38009e96153ed24b6b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_28877",
                            table="programmes_regimeproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="fb84871ea6562d4276f0a76aa6aca91c9837adb2",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_0fc58",
                            table="programmes_regimeproposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_country",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM accounts_organisation o\n                        WHERE o.id = NEW.authority_id AND o.kind = 'authority' AND o.country = NEW.country\n                    ) THEN\n                        RAISE EXCEPTION 'a regime is proposed by an authority, for its own country'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'programmes_regimeproposal_of_its_country';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="8a7ccfe05d9fc5863b968c91f7ed8b8f621daca1",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_country_0ad41",
                            table="programmes_regimeproposal",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["programme", "country"], name="regime_by_country")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="programmes_regime_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("last_on__isnull", True), ("regime", "normal")),
                            models.Q(("last_on__isnull", False), ("regime__in", ["warn", "suspended"])),
                            _connector="OR",
                        ),
                        name="programmes_regime_has_a_last_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="programmes.product"
                    ),
                ),
                ("strength_mg", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="strength in mg")),
                ("capsules", models.PositiveSmallIntegerField(verbose_name="capsules")),
                ("gtin", models.CharField(blank=True, max_length=14, null=True, unique=True, verbose_name="GTIN")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gtin__isnull", True), ("gtin__regex", "^[0-9]{14}$"), _connector="OR"),
                        name="programmes_pack_gtin_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capsules__gt", 0), ("strength_mg__gt", 0)),
                        name="programmes_pack_holds_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchRecall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recalls", to="programmes.product"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("from_on", models.DateField()),
                ("why", models.TextField()),
                (
                    "lifts",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifted_by",
                        to="programmes.batchrecall",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="d33248bde42adcbf2e3411cd6edac1ce3ca89c3c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_47cdc",
                            table="programmes_batchrecall",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="07e8393c65684ea334cb36cf51b36a83962f5039",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_874c1",
                            table="programmes_batchrecall",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("why", ""), _negated=True)
                        ),
                        name="programmes_batchrecall_names_batch_and_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegimeDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="programmes.regimeproposal",
                    ),
                ),
                ("agreed", models.BooleanField()),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
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
                            hash="a13fd378d35f5d3589a718a9e4b1bb24b3f2b874",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d95d4",
                            table="programmes_regimedecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="f3419f9b9d4430dfe11ef0eebe5639e609694ed6",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_82f22",
                            table="programmes_regimedecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="by_two",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM programmes_regimeproposal p\n                        WHERE p.id = NEW.proposal_id AND p.authority_id = NEW.authority_id\n                          AND p.proposed_at <= NEW.decided_at\n                          AND (p.proposed_by_id <> NEW.decided_by_id OR NOT NEW.agreed)\n                    ) THEN\n                        RAISE EXCEPTION 'a regime is agreed to by a second person of the same authority'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'programmes_regimedecision_by_two';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="842a136a1c887c454aaa34f55ec4c1926fe22865",
                            operation="INSERT",
                            pgid="pgtrigger_by_two_6a805",
                            table="programmes_regimedecision",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionRead",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.material"
                    ),
                ),
                ("section", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="58d94e6888a1eb4ecdde954b8e5f81519d33ad8a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_785fb",
                            table="programmes_sectionread",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="52ee9573fda02eeab3299877ee41bf54733eff7e",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_09e0c",
                            table="programmes_sectionread",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_a_guide",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_material m WHERE m.id = NEW.guide_id AND m.kind <> 'guide') THEN\n                RAISE EXCEPTION 'what is read section by section is a guide'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_sectionread_of_a_guide';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="36ae4b14409b52a61322fe7ec3815e95c2b441b3",
                            operation="INSERT",
                            pgid="pgtrigger_of_a_guide_c90de",
                            table="programmes_sectionread",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recorded_by", "guide", "section"), name="programmes_sectionread_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeTry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.material"
                    ),
                ),
                (
                    "check_material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.material"
                    ),
                ),
                ("seed", models.PositiveIntegerField()),
                ("answers", models.JSONField()),
                (
                    "wrong",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="976fadd46375a1967b5db5164544d80aaee42a8f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_84c6b",
                            table="programmes_knowledgetry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="0992e5c119151a8e85b4f69c691ef0f98f046540",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1c23f",
                            table="programmes_knowledgetry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_one_kit",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_material g, programmes_material c WHERE g.id = NEW.guide_id AND c.id = NEW.check_material_id AND NOT (g.kind = 'guide' AND c.kind = 'knowledge-check' AND (g.programme_id, g.country, g.language) = (c.programme_id, c.country, c.language))) THEN\n                RAISE EXCEPTION 'a knowledge check asks about the guide of its own programme, country and language'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_knowledgetry_of_one_kit';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="8e4e8d470d290819cfdc0b54234421e4a3ef5c10",
                            operation="INSERT",
                            pgid="pgtrigger_of_one_kit_d72c8",
                            table="programmes_knowledgetry",
                            when="BEFORE",
                        ),
                    ),
                ],
                "indexes": [models.Index(fields=["recorded_by", "guide"], name="try_by_reader")],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.material"
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
                    "pharmacy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3d3455421a5fa02df7287c4a588240f855574518",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e36c0",
                            table="programmes_acknowledgement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="5ea074ed23b446cd5e2a9dc586fc53c656fe0c8b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_b12ee",
                            table="programmes_acknowledgement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_what_was_in_force",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM programmes_materialstep s WHERE s.material_id = NEW.material_id AND s.step = 'in_force')) THEN\n                RAISE EXCEPTION 'what is sent and acknowledged was put in force'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_acknowledgement_of_what_was_in_force';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="80d426c1cb2f765cd6719e4a289181b15f55bfa6",
                            operation="INSERT",
                            pgid="pgtrigger_of_what_was_in_force_0629d",
                            table="programmes_acknowledgement",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pharmacy__isnull", False), ("prescriber__isnull", True)),
                            models.Q(("pharmacy__isnull", True), ("prescriber__isnull", False)),
                            _connector="OR",
                        ),
                        name="programmes_acknowledgement_one_holder",
                    ),
                    models.UniqueConstraint(
                        models.F("material"),
                        django.db.models.functions.comparison.Coalesce("prescriber", "pharmacy"),
                        name="programmes_acknowledgement_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("prescriber__isnull", True), ("prescriber", models.F("recorded_by")), _connector="OR"
                        ),
                        name="programmes_acknowledgement_by_herself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialCopy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.material"
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
                    "pharmacy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="c26ebb4a12d99c175d0ce9f646542cb5a2a6b6c2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8f7d1",
                            table="programmes_materialcopy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="739fdd9de6f855e2039244d725f04237bcd2e628",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a08f2",
                            table="programmes_materialcopy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_what_was_in_force",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM programmes_materialstep s WHERE s.material_id = NEW.material_id AND s.step = 'in_force')) THEN\n                RAISE EXCEPTION 'what is sent and acknowledged was put in force'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_materialcopy_of_what_was_in_force';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="67d7eb9219b3e0f4875490d9d56f4af128eeebd9",
                            operation="INSERT",
                            pgid="pgtrigger_of_what_was_in_force_a0346",
                            table="programmes_materialcopy",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pharmacy__isnull", False), ("prescriber__isnull", True)),
                            models.Q(("pharmacy__isnull", True), ("prescriber__isnull", False)),
                            _connector="OR",
                        ),
                        name="programmes_materialcopy_one_holder",
                    ),
                    models.UniqueConstraint(
                        models.F("material"),
                        django.db.models.functions.comparison.Coalesce("prescriber", "pharmacy"),
                        name="programmes_materialcopy_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="programmes.material"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("agreed", "agreed with the authority"),
                            ("returned", "returned by the authority"),
                            ("in_force", "put in force"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("why", models.TextField(blank=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="d1fe14749955bab610f5215630051b49e65b2cc6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c9cbf",
                            table="programmes_materialstep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="3d88fb74e47e9dc97e57a6e54b2d7afecf0ca3b2",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_40d85",
                            table="programmes_materialstep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="in_order",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 WHERE NEW.step IN ('in_force', 'withdrawn') AND NOT EXISTS (SELECT 1 FROM programmes_materialstep s WHERE s.material_id = NEW.material_id AND s.step = 'agreed') UNION ALL SELECT 1 FROM programmes_materialstep s WHERE s.material_id = NEW.material_id AND (s.step IN ('returned', 'withdrawn') OR NEW.step IN ('agreed', 'returned'))) THEN\n                RAISE EXCEPTION 'a material is agreed, then put in force, then withdrawn'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_materialstep_in_order';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="6bc728e21351d68463b44ef9fad46a584e1c6457",
                            operation="INSERT",
                            pgid="pgtrigger_in_order_ca71a",
                            table="programmes_materialstep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_country",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_material m, accounts_organisation o WHERE m.id = NEW.material_id AND o.id = NEW.organisation_id AND NOT (o.kind = 'company' AND NEW.step IN ('in_force', 'withdrawn') OR o.kind = 'authority' AND o.country = m.country AND NEW.step <> 'in_force')) THEN\n                RAISE EXCEPTION 'a material is agreed by the authority of its country, and put in force by the company'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_materialstep_of_its_country';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="afbaca09f0260359907a1a8deb4c72ef9118a5c6",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_country_8f1db",
                            table="programmes_materialstep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="by_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_material m WHERE m.id = NEW.material_id AND NEW.step = 'agreed' AND m.recorded_by_id = NEW.recorded_by_id) THEN\n                RAISE EXCEPTION 'nobody agrees to what she wrote herself'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_materialstep_by_another';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="3869be918a69e6785c2f3b4558828cc0212d58b6",
                            operation="INSERT",
                            pgid="pgtrigger_by_another_c9ce2",
                            table="programmes_materialstep",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("material", "step"), name="programmes_materialstep_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "agreed"), ("why", ""), models.Q(("reference", ""), _negated=True)),
                            models.Q(
                                ("reference", ""),
                                ("step__in", ["returned", "withdrawn"]),
                                models.Q(("why", ""), _negated=True),
                            ),
                            models.Q(("reference", ""), ("step", "in_force"), ("why", "")),
                            _connector="OR",
                        ),
                        name="programmes_materialstep_says_what_it_must",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            models.Q(("step", "in_force"), ("until_on__gt", models.F("from_on"))),
                            _connector="OR",
                        ),
                        name="programmes_materialstep_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="programmes.pharmacyapplication",
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application_answer",
                        to="programmes.pharmacyregistration",
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("by_declaration", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                            hash="fb880eabd6760676f18d44dfc279c24edaf0310b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_04c1c",
                            table="programmes_applicationanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="38491a20c745ff28090a3268ce0430aedd92fd62",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_492e1",
                            table="programmes_applicationanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_own",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_pharmacyapplication a, programmes_pharmacyregistration r WHERE a.id = NEW.application_id AND r.id = NEW.registration_id AND (a.pharmacy_id, a.programme_id) <> (r.pharmacy_id, r.programme_id)) THEN\n                RAISE EXCEPTION 'an application is answered with a registration of the same pharmacy and programme'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_applicationanswer_of_its_own';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="042b199dc29a039b149abbfee59115e52b98414f",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_own_fa26d",
                            table="programmes_applicationanswer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="by_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT 1 FROM programmes_pharmacyapplication a WHERE a.id = NEW.application_id AND a.recorded_by_id = NEW.recorded_by_id AND NOT NEW.by_declaration) THEN\n                RAISE EXCEPTION 'nobody answers what she applied for herself'\n                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programmes_applicationanswer_by_another';\n            END IF;\n            RETURN NEW;\n            ",
                            hash="1676c425439e9d3c0bd128ad06d5705c8b216f4a",
                            operation="INSERT",
                            pgid="pgtrigger_by_another_1f8c0",
                            table="programmes_applicationanswer",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("registration__isnull", False), ("why", "")),
                            models.Q(("registration__isnull", True), models.Q(("why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="programmes_applicationanswer_is_a_yes_or_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="programmes.pack"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="batch")),
                ("expires_on", models.DateField(verbose_name="expires on")),
                ("recalled_on", models.DateField(blank=True, null=True, verbose_name="recalled on")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("pack", "number"), name="programmes_batch_once")],
            },
        ),
    ]
