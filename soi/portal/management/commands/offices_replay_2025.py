"""Try the reform of 1 July 2025 on a scratch database, and count what got lost."""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = (
        "Diễn lại việc sắp xếp đơn vị hành chính ngày 01/07/2025 trên một cơ sở dữ liệu nháp: "
        "mỗi xã cũ giữ việc, việc sang xã mới hoặc vào hàng chờ, không việc nào mất."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--duties", type=int, default=0, help="bao nhiêu việc; 0: mỗi xã một")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--here", action="store_true", help="trên cơ sở dữ liệu đang dùng")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it in a process of its own, whose data are thrown away."""
        if options["here"]:
            from soi.portal.management.replay import replay

            self.stdout.write(json.dumps(replay(options["duties"], self._say)))
            return
        figures = self._elsewhere(options["duties"])
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            text = _(
                "%(moved)s việc sang nơi mới, %(queued)s chờ người quyết định, %(lost)s mất; "
                "%(dead_holders)s ở nơi đã chấm dứt. Hoàn tác trả lại như cũ: %(undone)s."
            )
            undone = _("đúng") if figures["undone_equal"] else _("không")
            self.stdout.write(text % {**figures, "undone": undone})
        whole = not figures["lost"] and not figures["dead_holders"] and figures["undone_equal"]
        if not whole:
            raise CommandError(_("Có việc bị mất hoặc không trả lại được như cũ."))

    def _elsewhere(self, count: int) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="soi-replay-") as folder:
            environment = {
                **os.environ,
                "SOI_DATA": folder,
                "SOI_DEMO": "0",
                "DATABASE_URL": "",
                "DJANGO_SETTINGS_MODULE": "soi.project.settings",
            }
            words = [sys.executable, "-m", "soi.project.cli", "offices", "replay-2025"]
            done = subprocess.run(  # noqa: S603 - our own command
                [*words, "--here", "--duties", str(count)],
                env=environment,
                stdout=subprocess.PIPE,
                check=False,
            )
        if done.returncode:
            raise CommandError(_("Không diễn lại được."))
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def _say(self, text: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(text)
