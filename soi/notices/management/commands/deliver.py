"""Send the messages that wait: `soi deliver [--limit N] [--json]`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from soi.notices import services
from soi.web import clock


class Command(BaseCommand):
    help = "Send the messages that wait, each once; what fails is tried again later."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=50, help="at most so many (50)")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = services.deliver(now=clock.now(), limit=options["limit"])
        words = ", ".join(f"{name} {count}" for name, count in counts.items())
        self.stdout.write(json.dumps(counts) if options["json"] else words)
