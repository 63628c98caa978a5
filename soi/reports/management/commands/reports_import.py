"""Take filings in from a file, one JSON object a line."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from soi.core.refusals import Unacceptable
from soi.reports import services
from soi.reports.forms.sentences import sentence
from soi.web import clock

_WIDTH = 30  # of the progress bar
_BECAUSE = {
    "denunciation": _noop(
        "Tố cáo: không lưu ở đây. Chuyển bộ phận tiếp nhận tố cáo của người có thẩm quyền"
    ),
    "denunciation_part": _noop(
        "Phần tố cáo: không lưu ở đây. Chuyển bộ phận tiếp nhận tố cáo của người có thẩm quyền"
    ),
    "not_json": _noop("Dòng này không phải JSON"),
    "no_text": _noop("Dòng này không có nội dung (text)"),
    "text_length": _noop("Nội dung phải từ 10 đến 5.000 chữ cái"),
    "unknown_kind": _noop("Loại đơn (kind) không có trong danh mục"),
    "unknown_topic": _noop("Lĩnh vực (topic) không có trong danh mục"),
    "needs_identity": _noop(
        "Khiếu nại phải ghi họ tên và địa chỉ người khiếu nại (Luật 02/2011/QH13, Điều 8)"
    ),
    "needs_a_person": _noop("Đơn lẫn nhiều loại: cần người tách"),
    "bad_point": _noop("Tọa độ (lat, long) không phải số"),
    "bad_contact": _noop("Thông tin liên hệ (contact) không đọc được"),
    "bad_day": _noop("Ngày nhận (received_on) không phải ngày"),
}


class Command(BaseCommand):
    help = "Take filings in from FILE, one JSON object a line; says which lines it did not take."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = options["file"].read_bytes().splitlines()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        outcome = services.import_filings(
            lines=lines,
            stamp=clock.system_stamp(),
            source=options["file"].name,
            told=_bar(len(lines)),
        )
        told = {
            "imported": outcome.imported,
            "split": outcome.split,
            "held": _lines(outcome.held),
            "not_stored": _lines(outcome.not_stored),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else _words(told))


def _lines(pairs: list[tuple[int, str]]) -> list[dict[str, object]]:
    return [{"line": line, "reason": because(code), "code": code} for line, code in pairs]


def because(code: str) -> str:
    """Say why a line was not taken."""
    if code in _BECAUSE:
        return _(_BECAUSE[code])
    return sentence(Unacceptable("text", code))


def _words(told: dict[str, Any]) -> str:
    lines = [f"imported {told['imported']}, split {told['split']}"]
    for name in ("held", "not_stored"):
        lines += [f"{name.replace('_', ' ')}: {one['line']}: {one['reason']}" for one in told[name]]
    return "\n".join(lines)


def _bar(count: int) -> Callable[[int], None]:
    """Return what draws a progress bar on a terminal, and nothing elsewhere."""

    def draw(line: int) -> None:
        done = _WIDTH * line // max(count, 1)
        end = "\n" if line == count else ""
        sys.stderr.write(f"\r[{'#' * done}{'.' * (_WIDTH - done)}] {line}/{count}{end}")

    return draw if sys.stderr.isatty() else lambda line: None
