"""On PostgreSQL, whoever writes by an edition holds it; whoever changes it waits for them.

The function takes its own look at the table after it has the lock, so that what it tells is
what holds until the transaction ends. SQLite has one writer at a time, who needs no lock.
"""

from django.db import migrations

MAKE = """CREATE FUNCTION soi_edition(asked text) RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(7301002);
        RETURN coalesce((SELECT value FROM record_counter WHERE name = asked), 0);
    END $$"""


def put_up(apps, schema_editor):
    run(schema_editor, MAKE)


def take_down(apps, schema_editor):
    run(schema_editor, "DROP FUNCTION soi_edition(text)")


def run(schema_editor, statement):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0005_guard_the_log")]
    operations = [migrations.RunPython(put_up, take_down)]
