"""A supply without a scan says why, where a pack had been refused; it stands with the batch as it was typed."""

from django.db import migrations, models

WHY = [
    ("code_damaged", "The pack’s code is damaged or missing"),
    ("scanner_broken", "The scanner does not work"),
    ("code_unknown", "The registry does not know the pack’s code"),
]


class Migration(migrations.Migration):
    """The rows of before said nothing: nobody was asked."""

    dependencies = [("patients", "0003_mute")]

    operations = [
        migrations.AddField(
            model_name="dispensing",
            name="why_unscanned",
            field=models.CharField(blank=True, choices=WHY, db_default="", max_length=20),
        ),
        migrations.AddConstraint(
            model_name="dispensing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why_unscanned", ""),
                    models.Q(
                        ("why_unscanned__in", [code for code, _words in WHY]), models.Q(("batch", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="patients_dispensing_unscanned_has_a_batch",
            ),
        ),
    ]
