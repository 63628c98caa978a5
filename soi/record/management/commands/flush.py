"""Django's `flush`, which alone may empty the record: with everything else, all at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import flush
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDS = "record_%_no_delete"


class Command(flush.Command):
    """Empty the database, the record included."""

    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        lifted = _without_trigger if connection.vendor == "sqlite" else _with_leave
        with lifted(connection):
            super().handle(**options)


@contextmanager
def _without_trigger(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [GUARDS]
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in found:
            cursor.execute(statement)


@contextmanager
def _with_leave(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET soi.flushing = 'on'")
        try:
            yield
        finally:
            cursor.execute("RESET soi.flushing")
