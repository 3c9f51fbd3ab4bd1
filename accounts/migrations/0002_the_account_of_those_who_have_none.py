"""Adds the account under which rows stand that patients enter on their own page: nobody can log in with it."""

from django.contrib.auth.hashers import make_password
from django.db import migrations

from accounts.actor import PATIENT_ACCOUNT


def add(apps, schema_editor):
    apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias).get_or_create(
        id=PATIENT_ACCOUNT,
        defaults={
            "email": "patient@registry.invalid",
            "name": "The patient",
            "is_active": False,
            "password": make_password(None),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
