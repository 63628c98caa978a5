from typing import Any

from django.core.management.base import BaseCommand

from soi.reports.forms import staging


class Command(BaseCommand):
    help = "Forget the photos of forms that were never sent."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"forgot {staging.sweep()}")
