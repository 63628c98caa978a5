from typing import Any

from django.core.management import BaseCommand

from soi.directives import services
from soi.web import clock


class Command(BaseCommand):
    """Remind who was asked and has not answered, a day before and once."""

    help = "Nhắc nơi được hỏi mà chưa trả lời, một lần, trước một ngày."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send the reminders that are due, and say how many."""
        count = services.remind(today=clock.today(), stamp=clock.system_stamp())
        self.stdout.write(f"Đã nhắc {count} nơi.")
