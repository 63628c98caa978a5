"""Every new entry waits in the outbox by itself; leaves and roots are never changed.

The outbox is filled by a trigger: no way into the record can forget it, and no act costs a
statement more. What is already recorded waits too, in its order.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER record_entry_waits AFTER INSERT ON record_entry
    BEGIN INSERT INTO record_outbox (entry_id, sealed) VALUES (NEW.id, NEW.entry_class = 2); END""",
    *(
        f"""CREATE TRIGGER record_{table}_no_{verb} BEFORE {verb.upper()} ON record_{table}
        BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"""
        for table in ("leaf", "root")
        for verb in ("update", "delete")
    ),
]
SQLITE_BACK = [
    "DROP TRIGGER record_entry_waits",
    *(
        f"DROP TRIGGER record_{table}_no_{verb}"
        for table in ("leaf", "root")
        for verb in ("update", "delete")
    ),
]
POSTGRES = [
    """CREATE FUNCTION record_entry_wait() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO record_outbox (entry_id, sealed)
        SELECT id, entry_class = 2 FROM fresh ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER record_entry_waits AFTER INSERT ON record_entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION record_entry_wait()""",
    *(
        statement
        for table in ("leaf", "root")
        for statement in (
            f"""CREATE TRIGGER record_{table}_no_change BEFORE UPDATE OR DELETE ON record_{table}
            FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()""",
            f"""CREATE TRIGGER record_{table}_no_truncate BEFORE TRUNCATE ON record_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refuse()""",
        )
    ),
]
POSTGRES_BACK = [
    "DROP TRIGGER record_entry_waits ON record_entry",
    "DROP FUNCTION record_entry_wait()",
    *(
        f"DROP TRIGGER record_{table}_no_{what} ON record_{table}"
        for table in ("leaf", "root")
        for what in ("change", "truncate")
    ),
]
WAITING = """INSERT INTO record_outbox (entry_id, sealed)
SELECT id, entry_class = 2 FROM record_entry ORDER BY id"""


def put_up(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)
    schema_editor.execute(WAITING, params=None)


def take_down(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


def run(schema_editor, sqlite, postgres):
    statements = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0004_grow_the_log")]
    operations = [migrations.RunPython(put_up, take_down)]
