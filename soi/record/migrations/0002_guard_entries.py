"""Entries are refused UPDATE and DELETE, on both engines.

Triggers stop accidents and careless scripts, not an administrator of the database: against
that stands the published log. Django's flush of a test database deletes every row on SQLite;
it may do so only where the counter `record.unlocked` says that this is a test.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'record entries are never changed'); END""",
    """CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
    WHEN NOT EXISTS (SELECT 1 FROM record_counter WHERE name = 'record.unlocked')
    BEGIN SELECT RAISE(ABORT, 'record entries are never taken out'); END""",
]
SQLITE_BACK = ["DROP TRIGGER record_entry_no_update", "DROP TRIGGER record_entry_no_delete"]
POSTGRES = [
    """CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'record entries are never changed or taken out'; END $$""",
    """CREATE TRIGGER record_entry_no_change BEFORE UPDATE OR DELETE ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()""",
]
POSTGRES_BACK = [
    "DROP TRIGGER record_entry_no_change ON record_entry",
    "DROP FUNCTION record_entry_refuse()",
]


def put_up(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)


def take_down(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


def run(schema_editor, sqlite, postgres):
    statements = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
