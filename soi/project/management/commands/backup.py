import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.project import backup
from soi.web import clock


class Command(BaseCommand):
    help = "Save the whole state to FILE, while the ward goes on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.save(options["file"].resolve(), clock.now())
        except OSError as error:
            raise CommandError(f"not saved: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(manifest))
        else:
            self.stdout.write(f"saved {options['file']}: {manifest['entries']} record entries")
