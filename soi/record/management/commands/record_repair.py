from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.record import services
from soi.record.files import Frozen
from soi.web import clock


class Command(BaseCommand):
    help = "Fill a restored database again from the published files, and thaw the log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-log", help="give up the frozen log and open one of this name")
        parser.add_argument("--why", default="", help="what the old log is given up for")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_log"]:
            if not options["why"]:
                raise CommandError("say by --why what the old log is given up for")
            services.reopen(name=options["new_log"], at=clock.now(), why=options["why"])
            self.stdout.write(f"opened {options['new_log']}; the old log stays as it was signed")
            return
        try:
            added = services.refill(at=clock.now())
        except Frozen as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"{added} entries put back in their places; the log goes on")
