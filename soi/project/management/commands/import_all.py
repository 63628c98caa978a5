import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.project import backup


class Command(BaseCommand):
    help = "Build the ward that was exported into DIR, where there is none yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["dir"].resolve()
        try:
            manifest = backup.unpack(folder)
        except backup.NotEmpty as error:
            raise CommandError("there is a ward here already") from error
        except backup.Damaged as error:
            raise CommandError(f"nothing was taken in: {error}") from error
        rows = sum(one["rows"] for one in manifest["tables"].values())
        facts = {"entries": manifest["entries"], "rows": rows}
        self.stdout.write(
            json.dumps(facts)
            if options["json"]
            else f"imported: {rows} rows, {manifest['entries']} record entries"
        )
