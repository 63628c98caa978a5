"""Save the sealed room, or bring it back; the ward's own backup never holds it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from soi.denunciations import services

_SAID = {
    "engine": "this room lies in PostgreSQL: copy it with pg_dump, leaving out the table "
    "denunciations_locker, whose rows belong in a copy of their own",
    "in_use": "there is a room here already; bring it back where there is none",
    "damaged": "the file is not a whole copy of a room",
}


class Command(BaseCommand):
    help = "Save the room to FILE and the officers' locked keys to a folder apart from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path, help="the folder of locked keys (FILE.keys)")
        parser.add_argument("--restore", action="store_true", help="bring the room back")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"].resolve()
        keys = (options["keys"] or file.with_name(f"{file.name}.keys")).resolve()
        try:
            if options["restore"]:
                count = services.restore(source=file, keys=keys)
                call_command("migrate", database="sealed", interactive=False, verbosity=0)
            else:
                count = services.save(target=file, keys=keys)
        except services.NotSaved as refusal:
            raise CommandError(_SAID[str(refusal.facts["reason"])]) from refusal
        except OSError as error:
            raise CommandError(f"not done: {error}") from error
        done = "brought back" if options["restore"] else "saved"
        self.stdout.write(f"{done}: {count} boxes; locked keys, a month a file, in {keys}")
