"""On PostgreSQL, numbers come from one sequence for each kind and year.

A sequence never makes a writer wait and never gives a number twice. The function makes the
sequence at the first number of a year; the lock lets one of two writers make it while the
other waits. `soi_raise_number` brings a sequence up to where a restored copy left off.
"""

from django.db import migrations

FUNCTIONS = [
    """CREATE FUNCTION soi_number_series(series text) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE made text := 'soi_number_' || lower(replace(series, '-', '_'));
    BEGIN
        IF to_regclass(quote_ident(made)) IS NULL THEN
            PERFORM pg_advisory_xact_lock(7301001);
            EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', made);
        END IF;
        RETURN made;
    END $$""",
    """CREATE FUNCTION soi_next_number(series text) RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN
        RETURN nextval(quote_ident(soi_number_series(series))::regclass);
    END $$""",
    """CREATE FUNCTION soi_raise_number(series text, given bigint) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE made regclass := quote_ident(soi_number_series(series))::regclass;
    BEGIN
        PERFORM setval(made, greatest(nextval(made) - 1, given, 1));
    END $$""",
]
BACK = [
    "DROP FUNCTION soi_raise_number(text, bigint)",
    "DROP FUNCTION soi_next_number(text)",
    "DROP FUNCTION soi_number_series(text)",
]


def put_up(apps, schema_editor):
    run(schema_editor, FUNCTIONS)


def take_down(apps, schema_editor):
    run(schema_editor, BACK)


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_guard_entries")]
    operations = [migrations.RunPython(put_up, take_down)]
