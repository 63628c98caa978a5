import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.project import backup


class Command(BaseCommand):
    help = "Bring the state saved in FILE back, and check its record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="end the ward that is here")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.restore(options["file"], force="yes" if options["force"] else "")
        except backup.NotEmpty as error:
            raise CommandError("there is a ward here already; --force ends it") from error
        except backup.Damaged as error:
            raise CommandError(f"this is no whole backup: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps({"restored": True, **manifest}))
        else:
            self.stdout.write(f"restored: {manifest['entries']} record entries, all whole")
