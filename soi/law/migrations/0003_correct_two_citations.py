"""Two rules that were shipped with a wrong article or holder; a row that a ward changed stays."""

from django.db import migrations


def correct(apps, schema_editor):
    rules = apps.get_model("law", "Rule").objects.using(schema_editor.connection.alias)
    rules.filter(code="mt.critique_draft", article="Điều 35").update(article="Điều 36.1")
    rules.filter(code="dc.gsdt_plan", article="Điều 45", holder="UBND cấp xã, Mặt trận").update(
        article="Điều 45.1b", holder="Mặt trận cấp xã", confidence="high"
    )


class Migration(migrations.Migration):
    dependencies = [("law", "0002_keep_transitions")]
    # What stood there before was wrong: going back leaves the right one.
    operations = [migrations.RunPython(correct, migrations.RunPython.noop)]
