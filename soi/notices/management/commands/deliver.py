"""Send the messages that wait."""

from typing import Any

from django.core.management.base import BaseCommand

from soi.notices import services
from soi.web import clock


class Command(BaseCommand):
    help = "Send the messages that wait."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = services.deliver(now=clock.now())
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
