"""Send the reminders that are due: half of the term, its end, five working days after."""

from typing import Any

from django.core.management.base import BaseCommand

from soi.desk import services
from soi.web import clock


class Command(BaseCommand):
    help = "Send the reminders that are due, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = services.remind(today=clock.today(), stamp=clock.system_stamp())
        self.stdout.write(" ".join(f"{name} {count}" for name, count in counts.items()))
