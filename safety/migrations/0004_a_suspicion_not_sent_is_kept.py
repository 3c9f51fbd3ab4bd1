from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0003_what_she_tells_is_kept"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportdraft",
            name="form",
            field=models.CharField(
                choices=[
                    ("side_effect", "Side Effect"),
                    ("completion", "Completion"),
                    ("pregnancy", "Pregnancy"),
                    ("contact", "Contact"),
                    ("outcome", "Outcome"),
                    ("correction", "Correction"),
                    ("lost", "Lost"),
                    ("cause", "Cause"),
                    ("version", "Version"),
                    ("nullification", "Nullification"),
                    ("otherwise", "Otherwise"),
                    ("question", "Question"),
                    ("answer", "Answer"),
                    ("told", "Told"),
                    ("suspicion", "Suspicion"),
                ],
                max_length=20,
            ),
        ),
    ]
