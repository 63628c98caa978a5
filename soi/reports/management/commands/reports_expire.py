"""Close what was answered 14 days ago without a word from its sender."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from soi.reports import services
from soi.web import clock


class Command(BaseCommand):
    help = "Đóng việc đã trả lời quá 14 ngày mà người gửi không nói gì; đếm riêng, không là đồng ý."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close them, and say how many there were."""
        closed = services.expire(today=clock.today(), stamp=clock.system_stamp())
        if options["json"]:
            self.stdout.write(json.dumps({"closed": closed}))
        else:
            self.stdout.write(_("Đã đóng %d việc vì hết hạn xác nhận.") % closed)
