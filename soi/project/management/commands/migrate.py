"""Django's own command, which then gives SQLite the counts that its planner goes by."""

from typing import Any

from django.core.management.commands import migrate

from soi.project.sqlite import statistics


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        statistics.give(options["database"])
