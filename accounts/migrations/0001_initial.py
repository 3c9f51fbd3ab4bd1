import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("user_id", models.UUIDField(db_index=True, null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("network", models.CharField(blank=True, max_length=50)),
                ("device", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("telephone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("language", models.CharField(default="en-gb", max_length=10, verbose_name="language")),
                ("shortcuts", models.BooleanField(default=True, verbose_name="single keys on")),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="accounts_user_email_any_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("centre", "centre"),
                            ("pharmacy", "pharmacy"),
                            ("authority", "national authority"),
                            ("company", "company"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
                ("telephone", models.CharField(max_length=40, verbose_name="telephone")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(default="en-gb", max_length=10, verbose_name="language")),
                ("suspended", models.BooleanField(default=False)),
                (
                    "practice_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="stays_what_it_is",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."practice_of_id" IS DISTINCT FROM (NEW."practice_of_id"))',
                            func="\n                    RAISE EXCEPTION 'kind, country and practice of an organisation never change'\n                        USING ERRCODE = 'integrity_constraint_violation',\n                        CONSTRAINT = 'accounts_organisation_stays_what_it_is';\n                    ",
                            hash="07d5488b1b0f1b2612975852cb63a8e0713fe709",
                            operation="UPDATE",
                            pgid="pgtrigger_stays_what_it_is_4770b",
                            table="accounts_organisation",
                            when="BEFORE",
                        ),
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="accounts_organisation_country_code"
                    ),
                    models.UniqueConstraint(fields=("country", "name"), name="accounts_organisation_name_in_country"),
                    models.UniqueConstraint(
                        condition=models.Q(("practice_of__isnull", False)),
                        fields=("practice_of", "kind"),
                        name="accounts_organisation_practised_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterfaceClient",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clients", to="accounts.organisation"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f6c914bd69f0e09383e173036fb298319eb04a44",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_27324",
                            table="accounts_interfaceclient",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="474360b66ef0bce6a260acb092bcffc505c0f52b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c0e10",
                            table="accounts_interfaceclient",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_a_pharmacy",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM accounts_organisation place\n                        WHERE place.id = NEW.organisation_id AND place.kind = 'pharmacy'\n                            AND place.practice_of_id IS NULL\n                    ) THEN\n                        RAISE EXCEPTION 'a client is of a real pharmacy'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'accounts_interfaceclient_of_a_pharmacy';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="8ac27fdd0923c7a7d2e90cfd4c1b05181abe3f0e",
                            operation="INSERT",
                            pgid="pgtrigger_of_a_pharmacy_ff38a",
                            table="accounts_interfaceclient",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__gt", models.F("at")),
                            (
                                "expires_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("at"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                        ),
                        name="accounts_client_expires_within_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="accounts_client_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secret_hash__regex", "^[0-9a-f]{64}$")),
                        name="accounts_client_keeps_a_hash_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cc87beceb4bd6b89582a3a320312eade9fdc3fd8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_47906",
                            table="accounts_invitation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="e3f0e0fcce8c75245a8197a84d9980871f775d64",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c5715",
                            table="accounts_invitation",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("at"))), name="accounts_invitation_expires_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "role",
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
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="role_fits_place",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM accounts_organisation place\n                        WHERE place.id = NEW.organisation_id AND (NEW.role, place.kind) IN (('prescriber', 'centre'), ('delegate', 'centre'), ('pharmacist', 'pharmacy'), ('authority', 'authority'), ('safety_officer', 'company'), ('programme_manager', 'company'), ('administrator', 'company'))\n                    ) THEN\n                        RAISE EXCEPTION 'this role is not held in this kind of organisation'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'accounts_membership_role_fits_place';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="15e3d999cbe9296dce54926d5898ec71f2dac1c0",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_role_fits_place_5258a",
                            table="accounts_membership",
                            when="BEFORE",
                        ),
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="accounts_membership_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("organisation", "="),
                            ("role", "="),
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
                        name="accounts_membership_no_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerDetails",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
                ("telephone", models.CharField(max_length=40, verbose_name="telephone")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(default="en-gb", max_length=10, verbose_name="language")),
                ("until", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d2ecd4cb2115213c03b2d6121a7b7ce15aad18a5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6c9e5",
                            table="accounts_formerdetails",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="818a57121c6f9b59c254e8ec7d55bd8aa5bf672a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_93fde",
                            table="accounts_formerdetails",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "absent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who is away",
                    ),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who covers",
                    ),
                ),
                (
                    "arranged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("arranged_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6beeaa0b4400409a0a324dfbd58b015412271885",
                            operation="DELETE",
                            pgid="pgtrigger_kept_40dba",
                            table="accounts_cover",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="only_shortened",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF (to_jsonb(NEW) - 'valid_until') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_until')\n                        OR NEW.valid_until > OLD.valid_until THEN\n                        RAISE EXCEPTION 'a cover may be ended sooner, and nothing else of it changes'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'accounts_cover_only_shortened';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="60dbb95cbdd1f79912ffa7c387f7b32d50087873",
                            operation="UPDATE",
                            pgid="pgtrigger_only_shortened_457d7",
                            table="accounts_cover",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="accounts_cover_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", False),
                            (
                                "valid_until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("valid_from"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                        ),
                        name="accounts_cover_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absent", models.F("colleague")), _negated=True),
                        name="accounts_cover_by_another",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("absent", "="),
                            ("organisation", "="),
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
                        name="accounts_cover_by_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "identity_check",
                    models.CharField(
                        choices=[
                            ("in_person", "Seen in person, with an identity document"),
                            ("video", "Seen on video, with an identity document"),
                            ("called_back", "Called back on the telephone number of the organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("remarks", models.CharField(max_length=500)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6c957224a6fdc9c042593a2584bbb71ac1a8c841",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_04231",
                            table="accounts_recovery",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="46b47d2c5c7158697c12a71e16807d180f88cd69",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e2604",
                            table="accounts_recovery",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("started_by")), _negated=True),
                        name="accounts_recovery_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remarks", ""), _negated=True), name="accounts_recovery_says_how"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("act", models.CharField(max_length=80)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("signed_with", models.CharField(blank=True, max_length=10)),
                ("result_kind", models.CharField(max_length=80)),
                ("result_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7ab25079291435c2a4aeb14ca8257d55850e56f1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2f866",
                            table="accounts_submission",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="64739b4a1a0d72694afd91beb451756ab72a21f6",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_6e9aa",
                            table="accounts_submission",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("lifted", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="22a471c7eff720050257e78bd1f6e5991ad33928",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_44806",
                            table="accounts_suspension",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="9175bb405157d66420f0bdfd1558fbce6a533e53",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e288f",
                            table="accounts_suspension",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("user__isnull", True)),
                            models.Q(("organisation__isnull", True), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="accounts_suspension_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="accounts_suspension_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", True), models.Q(("user", models.F("by")), _negated=True), _connector="OR"
                        ),
                        name="accounts_suspension_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("address", models.CharField(max_length=64)),
                ("sealed", models.TextField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "address"), name="accounts_draft_once_at_an_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientUse",
            fields=[
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="use",
                        serialize=False,
                        to="accounts.interfaceclient",
                    ),
                ),
                ("last_used_at", models.DateTimeField(null=True)),
                ("since", models.DateTimeField()),
                ("calls", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="InvitationEnd",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ending", to="accounts.invitation"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("accepted", "accepted"), ("withdrawn", "withdrawn"), ("replaced", "sent again")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3e1557e46d5d1cc2e1eaa2f1e23cf4c2dbd408dc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d9aec",
                            table="accounts_invitationend",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="1f00ddaa0e749f69c8b7633c42b1baee0b1eec45",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c7e69",
                            table="accounts_invitationend",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryConfirmation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "recovery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="confirmation", to="accounts.recovery"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b19df4c6e72194f182575895ac5454e580a5038d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_81678",
                            table="accounts_recoveryconfirmation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="f2e5e5d7b11e7838369a1b5c59a7d5aaf0ccb21e",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_ea7de",
                            table="accounts_recoveryconfirmation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="by_a_third",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM accounts_recovery asked\n                        WHERE asked.id = NEW.recovery_id AND NEW.confirmed_by_id <> asked.started_by_id\n                            AND NEW.confirmed_by_id <> asked.user_id\n                    ) THEN\n                        RAISE EXCEPTION 'a recovery is confirmed by neither who started it nor whom it is for'\n                            USING ERRCODE = 'integrity_constraint_violation',\n                            CONSTRAINT = 'accounts_recoveryconfirmation_by_a_third';\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="201b7d62d93102441a57bc0824ff088f1dd3afb2",
                            operation="INSERT",
                            pgid="pgtrigger_by_a_third_1f7b4",
                            table="accounts_recoveryconfirmation",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryEnd",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "recovery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ending", to="accounts.recovery"
                    ),
                ),
                ("completed", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2029decf54a3ec358e9a356110572888269ec7b3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4bf6f",
                            table="accounts_recoveryend",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="ef9329756c31333c4e305ab441d5d969f44041f8",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1dd7a",
                            table="accounts_recoveryend",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientEnd",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ending",
                        to="accounts.interfaceclient",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="318b09e72b3639309e53beb622bb684f3b20be3b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ff0e7",
                            table="accounts_clientend",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
                            hash="af58ec3ef73b1043b15e1eefc96ecc45ab089a3d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_fbae8",
                            table="accounts_clientend",
                            when="BEFORE",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="accounts_client_end_says_why"
                    )
                ],
            },
        ),
    ]
