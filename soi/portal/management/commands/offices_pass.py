"""Hand the duties on of every event whose day has come."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from soi.portal import services
from soi.web import clock


class Command(BaseCommand):
    help = "Chuyển việc của các quyết định sắp xếp bộ máy đã đến ngày có hiệu lực."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Pass them on, and say how many."""
        passed = services.pass_due(stamp=clock.system_stamp())
        figures = {
            "events": len(passed),
            "moved": sum(one.moved for one in passed),
            "queued": sum(one.queued for one in passed),
        }
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            text = _("%(events)s quyết định: %(moved)s việc đã chuyển, %(queued)s chờ.")
            self.stdout.write(text % figures)
