"""What SQLite's planner goes by: the same in every ward, and not what it happened to count.

SQLite never counts by itself. Without counts it takes every index for equally good, and at 200,000
filings a search in the open ones took 28 seconds instead of 0.05. Counting in a ward at work would
hold its writers up for as long as it takes (8 seconds at that size), and would change the plans
from one day to the next. So the counts of a large ward are kept here (`python -m bench.statistics`)
and given to each database as it is migrated: what was measured is what runs. Source: SQLite, "The
Query Planner Stability Guarantee".
"""

import json
from importlib.resources import files

from django.db import connections


def give(using: str) -> None:
    """Put the counts into the SQLite database of this name; another kind is left alone."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    kept: dict[str, dict[str, str]] = json.loads(
        files(__package__).joinpath("statistics.json").read_text()
    )
    with connection.cursor() as cursor:
        known = set(connection.introspection.table_names(cursor))
        rows = [
            (table, index, stat)
            for table, indexes in kept.items()
            if table in known
            for index, stat in indexes.items()
        ]
        if not rows:
            return
        cursor.execute("ANALYZE sqlite_master")  # makes the table of counts, and counts nothing
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", rows)
        cursor.execute("ANALYZE sqlite_master")  # read by this connection too
