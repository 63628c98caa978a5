from typing import Any

from django.core.management.base import BaseCommand

from soi.reports import services
from soi.web import clock


class Command(BaseCommand):
    help = "Close the answers that their senders have left unconfirmed to the last day."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = services.expire(today=clock.today(), stamp=clock.system_stamp())
        self.stdout.write(f"closed {closed}")
