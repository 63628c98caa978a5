"""The database of a ward, looked at from outside."""

import sqlite3
from pathlib import Path
from typing import Any

_ORPHANS = {
    "reports without a duty": "SELECT count(*) FROM reports_report r LEFT JOIN duties_duty d ON d.id = r.duty_id WHERE d.id IS NULL",
    "duties without a report": "SELECT count(*) FROM duties_duty d LEFT JOIN reports_report r ON r.duty_id = d.id WHERE r.id IS NULL",
    "reports without events": "SELECT count(*) FROM reports_report r WHERE NOT EXISTS (SELECT 1 FROM reports_reportevent e WHERE e.report_id = r.id)",
    "duties without events": "SELECT count(*) FROM duties_duty d WHERE NOT EXISTS (SELECT 1 FROM duties_dutyevent e WHERE e.duty_id = d.id)",
    "entries without payload": "SELECT count(*) FROM record_entry e LEFT JOIN record_payload p ON p.entry_id = e.id WHERE p.entry_id IS NULL AND e.entry_class = 1",  # the sealed room sends bare ones
    "reports not in the record": "SELECT count(*) FROM reports_report r WHERE NOT EXISTS (SELECT 1 FROM record_payload p WHERE p.subject = 'report:' || r.number)",
}  # fmt: skip


class Ledger:
    """Read-only questions to a ward's database."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url

    def ask(self, question: str) -> list[Any]:
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as database:
                return database.execute(question).fetchall()
        database = sqlite3.connect(f"file:{self.data / 'soi.sqlite3'}?mode=ro", uri=True)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def numbers(self) -> list[str]:
        return sorted(row[0] for row in self.ask("SELECT number FROM reports_report"))

    def orphans(self) -> dict[str, int]:
        counts = {name: self.ask(question)[0][0] for name, question in _ORPHANS.items()}
        return {name: count for name, count in counts.items() if count}
