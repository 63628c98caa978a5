import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.record import queries, services
from soi.web import clock


class Command(BaseCommand):
    help = "Give waiting entries their place in the public log, sign it and publish it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        published = services.publish(at=clock.now())
        log = queries.log()
        if log is not None and log.frozen_why:
            # No sys.exit: the loop of the background work must live on.
            state = "is frozen" if log.frozen_at else "is not published"
            raise CommandError(f"the log {log.origin} {state}: {log.frozen_why}")
        size = published.size if published else 0
        told = {"size": size, "root": published.root.hex() if published else ""}
        self.stdout.write(json.dumps(told) if options["json"] else f"published: {size} entries")
