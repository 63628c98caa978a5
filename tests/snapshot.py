"""What a slow fixture wrote, kept as rows, so that the next test is given it in milliseconds."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

FILLED_BY_TRIGGERS = {"record_outbox"}


class Snapshot:
    """The rows that a function writes into empty tables, written anew each time but the first."""

    def __init__(self, write: Callable[..., None]) -> None:
        self.write = write
        self.rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}

    def put(self, *values: Any) -> None:
        """Call the function once; after that, put its rows back inside the test's transaction."""
        if self.rows:
            with connection.cursor() as cursor:
                for table, (columns, rows) in sorted(self.rows.items()):
                    if table not in FILLED_BY_TRIGGERS:
                        cursor.executemany(_insert(table, columns), rows)
                for statement in self.numbers():
                    cursor.execute(statement)
            return
        empty = [table for table in connection.introspection.table_names() if not _read(table)[1]]
        self.write(*values)
        found = {table: _read(table) for table in empty}
        self.rows = {table: kept for table, kept in found.items() if kept[1]}

    def numbers(self) -> list[str]:
        """Return the statements after which the next row gets the next number."""
        models = [model for model in apps.get_models() if model._meta.db_table in self.rows]
        return connection.ops.sequence_reset_sql(no_style(), models)


def _read(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    quote = connection.ops.quote_name
    plain = "+" if connection.vendor == "sqlite" else ""  # an expression, so kept as it is stored
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        columns = [column.name for column in described]
        names = ", ".join(plain + quote(name) for name in columns)
        cursor.execute(f"SELECT {names} FROM {quote(table)}")
        return columns, [tuple(row) for row in cursor.fetchall()]


def _insert(table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(table)} ({names}) VALUES ({places})"
