from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def carry(apps: Any, editor: Any) -> None:
    """Make a row of each filing that stood in the lists of its run."""
    run, step = apps.get_model("desk", "BulkRun"), apps.get_model("desk", "BulkStep")
    for one in run.objects.order_by("pk").iterator(chunk_size=50):
        rows = {told["number"]: step(run=one, **told) for told in one.done}
        for told in one.failed:
            row = rows.setdefault(told["number"], step(run=one, number=told["number"]))
            setattr(row, "stuck" if one.undone_at else "why", told["why"])
        step.objects.bulk_create(rows.values(), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_note_who_passed_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="số")),
                ("before", models.JSONField(default=dict, verbose_name="trước đó")),
                ("why", models.TextField(blank=True, verbose_name="vì sao chưa được")),
                ("stuck", models.TextField(blank=True, verbose_name="vì sao không hoàn lại được")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="desk.bulkrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="desk_step_once"),
                ],
            },
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
    ]
