from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0004_a_suspicion_not_sent_is_kept"),
    ]

    operations = [
        migrations.AddField(
            "sideeffectreport", "history", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField("pregnancyreport", "positive_on", models.DateField(null=True)),
        migrations.AddField("pregnancyreport", "earlier_pregnancies", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "pregnancyreport", "earlier_outcomes", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "pregnancyreport", "risk_factors", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField("pregnancyreport", "height_cm", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "pregnancyreport", "weight_kg", models.DecimalField(decimal_places=1, max_digits=4, null=True)
        ),
        migrations.AddField(
            "pregnancyoutcome", "length_cm", models.DecimalField(decimal_places=1, max_digits=3, null=True)
        ),
        migrations.AddField(
            "pregnancyoutcome", "head_cm", models.DecimalField(decimal_places=1, max_digits=3, null=True)
        ),
        migrations.AddConstraint(
            "pregnancyreport",
            models.CheckConstraint(
                condition=~Q(earlier_pregnancies=0) | Q(earlier_outcomes=""),
                name="safety_pregnancy_first_has_none_before",
            ),
        ),
    ]
