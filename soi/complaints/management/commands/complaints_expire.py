"""Note which decisions on complaints took effect because nobody went on; forget erased cases."""

from typing import Any

from django.core.management.base import BaseCommand

from soi.complaints import services
from soi.web import clock


class Command(BaseCommand):
    help = "Note the taking effect of decisions whose days are over."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = services.forget_erased()
        count = services.expire(today=clock.today(), stamp=clock.system_stamp())
        self.stdout.write(f"in force {count} erased {gone}")
