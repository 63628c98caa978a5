from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core.entries import Class
from soi.core.rooms import house
from soi.record import services
from soi.web import clock


class Command(BaseCommand):
    help = "Destroy what entries about a subject commit to; the entries stay, and so does this act."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("subject", help="such as report:PA-2026-00031")
        parser.add_argument("--ground", required=True, help="the legal basis, with its article")
        parser.add_argument("--by", required=True, help="the body that decided, and its document")

    def handle(self, *args: Any, **options: Any) -> None:
        stamp = clock.system_stamp()
        told = {"ground": options["ground"], "decided_by": options["by"]}
        # A filing goes under the seal whatever the ground: were other grounds told in the open,
        # one that is not told would be a denunciation.
        register = house().register_of(options["subject"])
        filing = register is not None and register.sealed is not None
        told["entry_class"] = Class.SEALED if filing else Class.OPEN
        try:
            count = services.erase(subject=options["subject"], stamp=stamp, **told)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} entries have lost their content; the erasure is recorded")
