"""The rows that one create leaves, written down so that a bare handler can write them too.

`python -m bench.plan FILE` takes one filing in and keeps every row that came with it.
"""

import sys
from pathlib import Path

import django
from django.apps import apps
from django.core import serializers
from django.db import models

# In the order in which one needs the other.
MODELS = (
    "duties.Duty", "duties.SubHolder", "duties.DutyEvent", "reports.Report",
    "reports.ReportEvent", "notices.Notice", "record.Entry", "record.Payload",
)  # fmt: skip


def make(target: Path) -> None:
    """Take one filing in and write the rows that were not there before."""
    from soi.reports import services
    from soi.web import clock

    filing = services.Filing(
        kind="report", text="Nắp cống vỡ trước cổng trường, mong phường xem", topic="ha_tang"
    )
    found = [apps.get_model(name) for name in MODELS]
    before = {model: _newest(model) for model in found}
    services.receive(filing=filing, stamp=clock.resident_stamp())
    rows = [
        row
        for model in found
        for row in model._default_manager.filter(pk__gt=before[model]).order_by("pk")
    ]
    target.write_text(serializers.serialize("json", rows))


def _newest(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0)


if __name__ == "__main__":
    django.setup()
    make(Path(sys.argv[1]))
