"""Bring in the shipped rules and calendar."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from soi.law import services
from soi.web import clock


class Command(BaseCommand):
    help = "Nạp các quy tắc về thời hạn và lịch làm việc đi kèm; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        loaded = services.load(stamp=clock.system_stamp())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
        else:
            self.stdout.write(_("Thêm hoặc sửa %(rules)d quy tắc, %(days)d ngày.") % asdict(loaded))
