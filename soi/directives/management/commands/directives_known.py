from typing import Any

from django.core.management import BaseCommand

from soi.directives.services import load_known
from soi.web import clock


class Command(BaseCommand):
    """Enter the documents whose true dates Soi knows."""

    help = "Nạp sổ văn bản đã biết ngày đúng, để các điều kiểm tra có chỗ đối chiếu."

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter what is not there yet, and say how many."""
        count = load_known(stamp=clock.system_stamp())
        self.stdout.write(f"Đã nạp {count} văn bản.")
