"""Bring in the provinces, districts and wards of the country."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from soi.offices import services
from soi.web import clock

_WIDTH = 40


class Command(BaseCommand):
    help = "Nạp tỉnh, huyện, xã của cả nước, trước và sau 01/07/2025; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--file", default="", help="tệp JSON thay cho các gói dữ liệu")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, showing how far it has come, and say what is there."""
        path = options["file"]
        try:
            nation = services.from_file(Path(path)) if path else services.from_packages()
        except services.SourceMissing as error:
            raise CommandError(
                _("Thiếu dữ liệu %(name)s. Chạy make full, hoặc đưa một tệp bằng --file.")
                % {"name": error.facts["name"]}
            ) from error
        loaded = services.load_national(
            nation=nation, stamp=clock.system_stamp(), progress=self._show
        )
        if sys.stderr.isatty():
            self.stderr.write("")
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
            return
        text = _(
            "%(provinces)s tỉnh, %(wards)s xã phường sau 01/07/2025; %(old_wards)s trước đó. "
            "Thêm %(added)s dòng."
        )
        self.stdout.write(text % asdict(loaded))

    def _show(self, done: int, whole: int) -> None:
        if not sys.stderr.isatty():
            return
        full = _WIDTH * done // max(1, whole)
        bar = "#" * full + "." * (_WIDTH - full)
        self.stderr.write(f"\r[{bar}] {done}/{whole}", ending="")
        self.stderr.flush()
