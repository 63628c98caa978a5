from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """The cache that all processes share; a table that Django itself describes."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_say_for_whom_one_stands_in")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop, elidable=False)]
