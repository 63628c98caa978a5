"""What one create sends to the database, written down so that a bare handler can send it too.

`python -m bench.plan FILE` takes one filing in and writes the plan of its rows.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db import connection


class Watch:
    """Notes every INSERT of a create with its values, and which ids it gave back."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if sql.lstrip().upper().startswith("INSERT") and "record_counter" not in sql:
            # Numbers are left out: the bare handler takes its own from the air.
            table = sql.split('"')[1]
            tail = sql.rsplit("RETURNING", 1)
            count = sql.count("%s") // max(1, len(sql.split("VALUES")[0].split(",")))
            given = [f"{table}:{index}" for index in range(count)]
            returns = given if len(tail) > 1 and '"id"' in tail[1] else []
            self.steps.append({"sql": sql, "params": list(params or ()), "returns": returns})
        return execute(sql, params, many, context)


def make(target: Path) -> None:
    """Take one filing in, watched, and write what a bare handler has to send."""
    from soi.reports import services
    from soi.web import clock

    filing = services.Filing(
        kind="report", text="Nắp cống vỡ trước cổng trường, mong phường xem", topic="ha_tang"
    )
    watch = Watch()
    before = {table: _newest(table) for table in _tables()}
    with connection.execute_wrapper(watch):
        services.receive(filing=filing, stamp=clock.resident_stamp())
    names = {}
    for table in before:
        newest = _newest(table)
        for index, pk in enumerate(range(before[table] + 1, newest + 1)):
            names[pk] = f"{table}:{index}"
    for step in watch.steps:
        step["params"] = [_plain(value, names) for value in step["params"]]
        if connection.vendor == "sqlite":
            step["sql"] = step["sql"].replace("%s", "?")
    target.write_text(json.dumps(watch.steps, default=str))


def _tables() -> list[str]:
    models = ("reports.Report", "reports.ReportEvent", "duties.Duty", "record.Entry")
    return [apps.get_model(name)._meta.db_table for name in models]


def _newest(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])


def _plain(value: Any, names: dict[int, str]) -> Any:
    value = getattr(value, "obj", value)  # psycopg's wrapper around JSON and bytes
    if isinstance(value, bytes | memoryview):
        return {"random": len(bytes(value))}
    if isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef"):
        return {"hex": 32}
    if isinstance(value, int) and not isinstance(value, bool) and value in names:
        return {"id": names[value]}
    if isinstance(value, dict | list):
        return json.dumps(value, default=str)
    return value if isinstance(value, int | float | str | bool | None) else str(value)


if __name__ == "__main__":
    django.setup()
    make(Path(sys.argv[1]))
