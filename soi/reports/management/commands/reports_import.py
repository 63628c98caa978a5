"""Take in a file of filings."""

import codecs
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soi.core.filings import BORDER
from soi.reports import services
from soi.reports.services import Imported
from soi.web import clock

REASONS = {
    "denunciation": gettext_lazy("Tố cáo: không lưu ở đây. Nơi gửi: cửa tố cáo kín, /denounce/."),
    "needs_identity": gettext_lazy("Khiếu nại thiếu họ tên hoặc địa chỉ người khiếu nại."),
    "needs_a_person": gettext_lazy("Có phần tố cáo trong đơn: chưa lưu gì; cần người đọc và tách."),
    "may_accuse": gettext_lazy("Có thể là tố cáo người có chức vụ: chưa lưu gì; cần người đọc."),
    "not_json": gettext_lazy("Dòng không phải JSON đọc được."),
    "no_text": gettext_lazy("Dòng không có trường text."),
    "text_length": gettext_lazy("Nội dung phải từ 10 đến 5.000 chữ cái."),
    "unknown_kind": gettext_lazy("Loại không có trong danh sách."),
    "unknown_topic": gettext_lazy("Lĩnh vực không có trong danh sách."),
    "unknown_group": gettext_lazy("Không có tổ này."),
    "bad_point": gettext_lazy("Tọa độ không đọc được."),
    "outside_ward": gettext_lazy("Tọa độ nằm ngoài phường."),
    "bad_day": gettext_lazy("Ngày nhận không đọc được."),
    "in_the_future": gettext_lazy("Ngày nhận ở sau hôm nay."),
    "too_long_ago": gettext_lazy("Ngày nhận trước năm 2000."),
    "bad_contact": gettext_lazy("contact không đọc được."),
    "control_characters": gettext_lazy("Có ký tự máy không đọc được."),
}
_WIDTH = 30


class Command(BaseCommand):
    help = "Nhập phản ánh, kiến nghị, khiếu nại: mỗi dòng một đối tượng JSON, hoặc một tệp .txt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--kind", choices=sorted(BORDER), help="loại của tệp .txt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in each line, and say what became of it."""
        lines = _lines(options["file"], options["kind"])
        outcome = services.import_filings(
            lines=lines,
            stamp=clock.system_stamp(),
            told=_Bar(len(lines)).show,
        )
        if options["json"]:
            self.stdout.write(json.dumps(_plain(outcome), ensure_ascii=False))
            return
        for line, reason in sorted([*outcome.held, *outcome.not_stored]):
            self.stderr.write(
                _("Dòng %(line)d: %(reason)s") % {"line": line, "reason": _said(reason)}
            )
        counted = {
            "imported": outcome.imported,
            "split": outcome.split,
            "held": len(outcome.held),
            "not_stored": len(outcome.not_stored),
        }
        self.stdout.write(
            _(
                "Đã nhận %(imported)d đơn; %(split)d dòng tách thành nhiều đơn; "
                "%(held)d dòng chờ bổ sung; %(not_stored)d dòng không lưu."
            )
            % counted
        )


class _Bar:
    """A bar on the error output, where somebody sits before it."""

    def __init__(self, total: int) -> None:
        self.total, self.seen = total, sys.stderr.isatty()

    def show(self, line: int) -> None:
        """Draw how far the import has come."""
        if not self.seen:
            return
        done = _WIDTH * line // max(self.total, 1)
        end = "\n" if line == self.total else ""
        bar = "█" * done + "░" * (_WIDTH - done)
        sys.stderr.write(f"\r{bar} {line}/{self.total}{end}")
        sys.stderr.flush()


def _lines(file: Path, kind: str | None) -> list[bytes]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(_("Không đọc được tệp %s.") % file, returncode=2) from error
    if file.suffix != ".txt":
        return content.removeprefix(codecs.BOM_UTF8).splitlines()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(_("Tệp %s không phải UTF-8.") % file, returncode=2) from error
    told = {"text": text, "kind": kind or "kien_nghi"}
    return [json.dumps(told, ensure_ascii=False).encode()]


def _plain(outcome: Imported) -> dict[str, object]:
    return {
        "imported": outcome.imported,
        "split": outcome.split,
        "held": _told(outcome.held),
        "not_stored": _told(outcome.not_stored),
        "numbers": [{"line": line, "number": number} for line, number in outcome.numbers],
    }


def _told(rows: list[tuple[int, str]]) -> list[dict[str, object]]:
    return [{"line": line, "code": code, "reason": _said(code)} for line, code in rows]


def _said(code: str) -> str:
    return str(REASONS.get(code) or _("Có trường chưa đúng: %s.") % code.removeprefix("bad_"))
