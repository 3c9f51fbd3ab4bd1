"""Verdicts of an enrolment by moment, rows by their recording, and the facts of a verdict beside its table.

Three quarters of a verdict are its facts, which no figure reads: beside the table, a page of it holds four times as
many verdicts.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_the_account_of_those_who_have_none"),
        ("patients", "0003_sending"),
        ("programmes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="capsulereturn",
            index=models.Index(fields=["recorded_at"], name="capsule_return_by_recording"),
        ),
        migrations.AddIndex(
            model_name="dispensing",
            index=models.Index(fields=["recorded_at"], name="dispensing_by_recording"),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(fields=["enrolment", "at"], name="verdict_by_enrolment"),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="enrolment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="patients.enrolment",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE patients_verdict SET (toast_tuple_target = 256)",
            "ALTER TABLE patients_verdict RESET (toast_tuple_target)",
        ),
    ]
