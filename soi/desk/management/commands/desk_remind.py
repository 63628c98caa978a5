"""Send the reminders that are due, and open the duty to tell whoever passed a filing on."""

from typing import Any

from django.core.management.base import BaseCommand

from soi.desk import queries, services
from soi.web import clock


class Command(BaseCommand):
    help = "Send the reminders that are due, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        stamp = clock.system_stamp()
        counts = services.remind(today=clock.today(), stamp=stamp)
        counts["result"] = services.owe_results(stamp=stamp)
        counts["result_refused"] = queries.results_to_owe().count()
        self.stdout.write(" ".join(f"{name} {count}" for name, count in counts.items()))
