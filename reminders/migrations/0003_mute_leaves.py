"""What a patient is not written about is part of her record by now."""

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing is done to the table, which has another name already."""

    dependencies = [("reminders", "0002_feed_address"), ("patients", "0003_mute")]

    operations = [
        migrations.SeparateDatabaseAndState(database_operations=[], state_operations=[migrations.DeleteModel("Mute")])
    ]
