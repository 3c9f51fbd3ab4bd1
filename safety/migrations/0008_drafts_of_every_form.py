"""Drafts name the form that was left: what was kept before was of a side effect, or of a pregnancy."""

from typing import ClassVar

from django.db import migrations, models

KINDS = [
    ("side_effect", "Side Effect"),
    ("completion", "Completion"),
    ("pregnancy", "Pregnancy"),
    ("contact", "Contact"),
    ("outcome", "Outcome"),
    ("correction", "Correction"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("safety", "0007_rejections")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="reportdraft", name="safety_draft_once"),
        migrations.AddField(
            model_name="reportdraft",
            name="form",
            field=models.CharField(choices=KINDS, default="side_effect", max_length=20),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "UPDATE safety_reportdraft SET form = 'pregnancy' WHERE matter IS NOT NULL",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="reportdraft",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "author", "organisation", "form", "matter"),
                name="safety_draft_once",
                nulls_distinct=False,
            ),
        ),
    ]
