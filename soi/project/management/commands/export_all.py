import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.project import backup
from soi.web import clock


class Command(BaseCommand):
    help = "Write the whole state into DIR in open formats."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["dir"].resolve()
        try:
            manifest = backup.pack(folder, clock.now())
        except backup.NotEmpty as error:
            raise CommandError(f"{folder} is not empty") from error
        except OSError as error:
            raise CommandError(f"not exported: {error}") from error
        rows = sum(one["rows"] for one in manifest["tables"].values())
        facts = {"entries": manifest["entries"], "rows": rows}
        self.stdout.write(
            json.dumps(facts)
            if options["json"]
            else f"exported: {rows} rows, {manifest['entries']} record entries"
        )
