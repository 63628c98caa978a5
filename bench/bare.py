"""A bare handler that writes the same rows as one filing: the limit that a create can reach.

No Django in the request: one WSGI function, one connection a thread, the statements that a
real create was seen to send, with new values where they must be unique.
"""

import json
import os
import re
import secrets
import threading
from pathlib import Path
from typing import Any

_PLAN = json.loads(Path(os.environ["BENCH_PLAN"]).read_text())
_URL = os.environ.get("DATABASE_URL", "")
_local = threading.local()
_NUMBER = re.compile(r"\b(PA|NV)-\d{4}-\d+\b")


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Read the filing, write its rows in one transaction, answer with its number."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    json.loads(body)
    number = write(connection())
    start_response("201 Created", [("Content-Type", "application/json")])
    return [json.dumps({"number": number}).encode()]


def connection() -> Any:
    """Return this thread's connection."""
    if not hasattr(_local, "connection"):
        _local.connection = _postgres() if _URL else _sqlite()
    return _local.connection


def _sqlite() -> Any:
    import sqlite3

    found = sqlite3.connect(os.environ["BENCH_SQLITE"], timeout=20, isolation_level=None)
    found.execute("PRAGMA journal_mode=WAL")
    found.execute("PRAGMA synchronous=FULL")
    found.execute("PRAGMA foreign_keys=ON")
    return found


def _postgres() -> Any:
    import psycopg

    return psycopg.connect(_URL, autocommit=True)


def write(database: Any) -> str:
    """Send the plan's statements with fresh unique values; return the number used."""
    fresh = f"{10_000_000 + secrets.randbelow(10**9)}"
    cursor = database.cursor()
    cursor.execute("BEGIN" if _URL else "BEGIN IMMEDIATE")
    ids: dict[str, int] = {}
    for step in _PLAN:
        values = [_fresh(value, fresh, ids) for value in step["params"]]
        cursor.execute(step["sql"], values)
        if step["returns"]:
            rows = cursor.fetchall()
            ids.update({key: row[0] for key, row in zip(step["returns"], rows, strict=False)})
    cursor.execute("COMMIT")
    return f"PA-2026-{fresh}"


def _fresh(value: Any, fresh: str, ids: dict[str, int]) -> Any:
    if isinstance(value, dict):
        if "random" in value:
            return secrets.token_bytes(value["random"])
        if "hex" in value:
            return secrets.token_hex(value["hex"])
        return ids[value["id"]]
    if isinstance(value, str):
        return _NUMBER.sub(lambda match: f"{match[1]}-2026-{fresh}", value)
    return value
