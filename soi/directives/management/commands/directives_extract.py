import json
import sys
from argparse import ArgumentParser
from bisect import bisect_right
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from soi.core.extraction import Extraction, extract
from soi.directives.account import sentences
from soi.directives.services import Read, Unreadable, known, read

REASONS = {
    "scanned": "tệp PDF chỉ có ảnh chụp, không có chữ; cần bản có chữ hoặc bản nhận dạng chữ",
    "broken": "tệp hỏng, không mở được",
    "wrong_encoding": "bảng mã của tệp không đọc được; lưu lại thành UTF-8",
    "too_long": "tệp dài quá 1.000 trang",
    "too_heavy": "tệp nặng quá 30 MB",
    "locked": "tệp PDF có mật khẩu",
    "empty": "tệp không có chữ nào",
    "unknown_kind": "chỉ đọc được PDF, DOCX, HTML và TXT",
}


class Command(BaseCommand):
    """Read a document: citations, draft duties, findings. No database is asked."""

    help = "Đọc một văn bản (TXT, DOCX, PDF, HTML): trích dẫn, dự thảo việc, điều không khớp."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take FILE and --json."""
        parser.add_argument("file", help="tệp văn bản; “-” là đầu vào chuẩn (UTF-8)")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was read."""
        text = self._read(options["file"])
        found = extract(text.text, known())
        if options["json"]:
            plain = _as_in_file(found.plain(), text.unseen)
            plain["account"] = {**text.account, "told": sentences(text.account)}
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
        else:
            told = [_told(found), *(f"  {one}" for one in sentences(text.account))]
            self.stdout.write("\n".join(told))

    def _read(self, name: str) -> Read:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"{name}: không mở được tệp") from error
        try:
            return read("-.txt" if name == "-" else Path(name).name, data)
        except Unreadable as refusal:
            raise CommandError(f"{name}: {REASONS[str(refusal.facts['reason'])]}") from refusal


def _as_in_file(value: Any, unseen: list[int]) -> Any:
    """Return what was found with its places in the file's own composed text."""
    if not unseen:
        return value
    if isinstance(value, list):
        return [_as_in_file(one, unseen) for one in value]
    if not isinstance(value, dict):
        return value
    moved = {name: _as_in_file(one, unseen) for name, one in value.items()}
    for name, back in (("start", 0), ("end", 1)):
        if isinstance(moved.get(name), int):
            place = moved[name] - back
            moved[name] = place + bisect_right(unseen, place) + back
    return moved


def _told(found: Extraction) -> str:
    lines = [f"{found.genre.value} · {found.symbol or 'không có số'} · {found.issuer}"]
    lines += [f"  dẫn   {one}" for one in found.references if one.role == "cites"]
    for one in found.drafts:
        holder, due = one.holder or "(chưa rõ nơi giữ)", one.due or "không có hạn"
        lines.append(f"  việc  {holder}: {one.text[:110]} [{due}]")
    lines += [f"  xem   {one.code}: {one.text}" for one in found.findings]
    return "\n".join(lines)
