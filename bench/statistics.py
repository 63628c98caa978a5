"""Count a seeded ward anew for SQLite's planner.

SOI_DATA=… python -m bench.statistics

After an index was added or a query changed: seed a ward of 200,000, count, measure, and commit
soi/project/sqlite/statistics.json.
"""

import json
import os
import sqlite3
import sys
from pathlib import Path

LARGE = 1_000  # rows; what the seed left small would be taken for small in every ward
ROOMS = ("complaints_", "desk_", "duties_", "reports_", "record_entry", "record_payload")
KEPT = Path(__file__).parent.parent / "soi" / "project" / "sqlite" / "statistics.json"


def main() -> None:
    """Count, and keep what was counted of the tables that grow with the filings."""
    with sqlite3.connect(Path(os.environ["SOI_DATA"]) / "soi.sqlite3") as database:
        database.execute("ANALYZE")
        rows = database.execute(
            "SELECT tbl, idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL ORDER BY tbl, idx"
        ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, index, stat in rows:
        if table.startswith(ROOMS) and int(stat.split()[0]) >= LARGE:
            found.setdefault(table, {})[index] = stat
    KEPT.write_text(json.dumps(found, indent=1) + "\n")
    sys.stdout.write(f"{sum(map(len, found.values()))} indexes\n")


if __name__ == "__main__":
    main()
