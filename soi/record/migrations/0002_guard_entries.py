"""Entries are refused UPDATE and DELETE, on both engines; PostgreSQL refuses TRUNCATE too.

Triggers stop accidents and careless scripts, not an administrator of the database: against
that stands the published log. The one way past them is our own command `flush`, which
empties the whole database, as tests do after each case.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'record entries are never changed'); END""",
    """CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'record entries are never taken out'); END""",
]
SQLITE_BACK = ["DROP TRIGGER record_entry_no_update", "DROP TRIGGER record_entry_no_delete"]
POSTGRES = [
    """CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' AND current_setting('soi.flushing', true) = 'on' THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION 'record entries are never changed or taken out'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER record_entry_no_change BEFORE UPDATE OR DELETE ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()""",
    """CREATE TRIGGER record_entry_no_truncate BEFORE TRUNCATE ON record_entry
    FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refuse()""",
]
POSTGRES_BACK = [
    "DROP TRIGGER record_entry_no_truncate ON record_entry",
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
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_open_the_record")]
    operations = [migrations.RunPython(put_up, take_down)]
