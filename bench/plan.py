"""What one create sends to the database, written down so that a bare handler can send it too."""

import json
from pathlib import Path
from typing import Any

from django.db import connection


class Watch:
    """Notes every INSERT of a create with its values, and which ids it gave back."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.known: dict[int, str] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith("INSERT"):
            self._note(sql, params)
        return result

    def _note(self, sql: str, params: Any) -> None:
        if "record_counter" in sql:
            return  # the bare handler takes its numbers from the air
        table = sql.split('"')[1]
        returns = []
        if "RETURNING" in sql and '"id"' in sql.rsplit("RETURNING", 1)[1]:
            rows = 2 if table == "record_entry" or table == "reports_reportevent" else 1
            returns = [f"{table}:{index}" for index in range(rows)]
        self.steps.append({"sql": sql, "params": list(params or ()), "returns": returns})

    def save(self, path: Path, ids: dict[str, int]) -> None:
        """Write the plan; `ids` names the ids that the statements gave back."""
        names = {value: name for name, value in ids.items()}
        for step in self.steps:
            step["params"] = [_plain(value, names) for value in step["params"]]
            if connection.vendor == "sqlite":
                step["sql"] = step["sql"].replace("%s", "?")
        path.write_text(json.dumps(self.steps, default=str))


def _plain(value: Any, names: dict[int, str]) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"random": len(bytes(value))}
    if isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef"):
        return {"hex": 32}
    if isinstance(value, int) and not isinstance(value, bool) and value in names:
        return {"id": names[value]}
    if hasattr(value, "obj"):  # psycopg's wrapper around JSON
        return json.dumps(value.obj)
    return value if isinstance(value, int | float | str | bool | None) else str(value)
