"""What the sealed room told of itself is found at once, however long the record is.

An index of those few rows alone: an act of the ward writes nothing into it. Its condition stands
word for word in the query, for by that alone both engines know that it may be used.
"""

from django.db import migrations

MAKE = """CREATE INDEX record_payload_room ON record_payload (kind, entry_id)
WHERE kind LIKE 'denunciations.%'"""


def put_up(apps, schema_editor):
    schema_editor.execute(MAKE, params=None)


def take_down(apps, schema_editor):
    schema_editor.execute("DROP INDEX record_payload_room", params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0006_tell_the_edition")]
    operations = [migrations.RunPython(put_up, take_down)]
