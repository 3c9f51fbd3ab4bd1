"""Lets the planner know that the grants of one centre are many and without end, those of pharmacies many and over.

It took kind and end for independent of the place, expected a fifteenth of a centre's patients, and looked each of
ten thousand up by itself.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """Statistics over place, kind and end together; gathered by the database itself, as for every table."""

    dependencies = [("patients", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="CREATE STATISTICS patients_grants_of_a_place (mcv) ON organisation_id, kind, until_at "
            "FROM patients_accessgrant",
            reverse_sql="DROP STATISTICS patients_grants_of_a_place",
        )
    ]
