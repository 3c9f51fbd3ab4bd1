"""The key of a kept answer is held once, and its number stands with each answer it fits.

No kept answer is carried over: they hold no fact of their own, and are computed anew when the next page asks.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

EMPTIED = "DELETE FROM prescribers_keptstatus"


class Migration(migrations.Migration):
    """Empty the answers, and give them other columns."""

    dependencies = [
        ("patients", "0003_mute"),
        ("prescribers", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(sql=EMPTIED, reverse_sql=EMPTIED),
        migrations.CreateModel(
            name="KeptKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("law", models.CharField(max_length=64)),
                ("asked", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("accredited", models.CharField(max_length=64)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "day", "law", "accredited"), name="prescribers_kept_key_held_once"
                    )
                ],
            },
        ),
        migrations.RemoveField(model_name="keptstatus", name="accredited"),
        migrations.RemoveField(model_name="keptstatus", name="asked"),
        migrations.RemoveField(model_name="keptstatus", name="day"),
        migrations.RemoveField(model_name="keptstatus", name="law"),
        migrations.AddField(
            model_name="keptstatus",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="prescribers.keptkey"
            ),
        ),
        migrations.AddField(
            model_name="keptstatus",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
            ),
        ),
        migrations.AddField(model_name="keptstatus", name="enrolled_at", field=models.DateTimeField()),
    ]
