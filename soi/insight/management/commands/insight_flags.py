import gc
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from soi.core.flags import ALL, Apart, BadSettings, Reader, Reading, Settings, read
from soi.insight.sentences import DATA_FAULTS, RELEASE_PROBLEMS, RULES

ALONE = 20_000_000  # bytes that one process reads as soon as two


class Command(BaseCommand):
    """Compute red flags over OCDS releases, a line each. No database is asked."""

    help = "Tính dấu hiệu cần xem lại trên dữ liệu mua sắm OCDS, mỗi dòng một hồ sơ JSON."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let --settings name the rules' file: which settings Django has is not asked here."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("file", type=Path, metavar="RELEASES.jsonl")
        parser.add_argument("--settings", dest="ini", type=Path, help="tệp INI: chỉ báo và ngưỡng")
        parser.set_defaults(settings=None)
        parser.add_argument("--coverage", action="store_true", help="chỉ in tệp này cho biết gì")
        parser.add_argument("--meta", action="store_true", help="thêm mục Meta vào JSON")
        parser.add_argument("--use-rest", action="store_true", help="đồng ý dùng các dòng còn lại")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read once; coverage before flags, faults of the data apart from them."""
        settings = _settings(options["ini"])
        reading = _read(options["file"], settings)
        _demand_agreement(options["file"], reading, agreed=options["use_rest"])
        coverage = covered(reading, settings)
        if options["coverage"]:
            self.stdout.write(json.dumps(coverage, ensure_ascii=False, indent=1))
        elif options["json"]:
            meta = {"Meta": coverage} if options["meta"] else {}
            self.stdout.write(json.dumps({**reading.results, **meta}, ensure_ascii=False))
        else:
            self.stdout.write(_told(reading, coverage))


def covered(reading: Reading, settings: Settings) -> dict[str, Any]:
    """Tell what this file can tell: which rules can look at something, which not and why."""
    return {
        "releases": reading.releases,
        "cancelled": reading.cancelled,
        "excluded": reading.excluded,
        "currency": reading.currency,
        "rules": {
            rule: {"name": str(RULES[rule].name), "missing": reading.missing(rule)}
            for rule in settings.rules
        },
        "fields": dict(reading.covered),
        "faults": [
            {"code": code, "count": count, "text": str(DATA_FAULTS[code])}
            for code, count in sorted(reading.faults.items())
        ],
        "fences": reading.fences,
    }


def _settings(file: Path | None) -> Settings:
    if file is None:
        return ALL
    try:
        return read(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(_("Không đọc được tệp %s.") % file, returncode=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("Tệp %s không phải UTF-8.") % file, returncode=2) from error
    except BadSettings as error:
        raise CommandError(_("Cấu hình không đọc được: %s") % error, returncode=2) from error


@dataclass(frozen=True)
class _Part:
    """A stretch of a file: whole lines from one byte up to another."""

    file: Path
    start: int
    end: int
    settings: Settings


def _read(file: Path, settings: Settings) -> Reading:
    try:
        size = file.stat().st_size
        workers = min(os.cpu_count() or 1, 4) if size > ALONE else 1
        if workers > 1:
            try:
                return _read_beside(file, size, settings, workers)
            except Apart:
                pass  # the parts know too little of each other: once more, in one go
        return _read_part(_Part(file, 0, size, settings)).finish()
    except OSError as error:
        raise CommandError(_("Không đọc được tệp %s.") % file, returncode=2) from error


def _read_beside(file: Path, size: int, settings: Settings, workers: int) -> Reading:
    cuts = [size * at // workers for at in range(workers + 1)]
    parts = [_Part(file, cuts[at], cuts[at + 1], settings) for at in range(workers)]
    with ProcessPoolExecutor(workers - 1) as pool:
        rest = pool.map(_read_part, parts[1:])
        first = _read_part(parts[0])
        for reader in rest:
            first.absorb(reader)
    return first.finish()


def _read_part(part: _Part) -> Reader:
    reader = Reader(part.settings)
    gc.disable()  # millions of small things, none in a circle: looking for circles costs a fifth
    try:
        reader.feed(_lines(part))
    except BadSettings as error:
        raise CommandError(_("Cấu hình không đọc được: %s") % error, returncode=2) from error
    finally:
        gc.enable()
    return reader


def _lines(part: _Part) -> Iterator[bytes]:
    """Give the lines that begin in the part; the one that runs over its end belongs to it."""
    with part.file.open("rb") as file:
        if part.start:
            file.seek(part.start - 1)
            file.readline()
        at = file.tell()
        for line in file:
            if at >= part.end:
                return
            at += len(line)
            yield line


def _demand_agreement(file: Path, reading: Reading, *, agreed: bool) -> None:
    if not reading.problem_count or agreed:
        return
    for line, code in reading.problems[:20]:
        sys.stderr.write(f"{file.name}:{line}: {RELEASE_PROBLEMS[code]}\n")
    raise CommandError(
        _("%(count)d dòng không dùng được. Sửa tệp, hoặc thêm --use-rest để dùng phần còn lại.")
        % {"count": reading.problem_count}
    )


def _told(reading: Reading, coverage: dict[str, Any]) -> str:
    lines = [_("%(releases)d hồ sơ, %(cancelled)d đã hủy.") % coverage, _("Tệp này cho biết:")]
    for rule, row in coverage["rules"].items():
        lacks = ", ".join(row["missing"])
        lines.append(
            f"  {rule} {row['name']}: "
            + (_("không tính được, thiếu %s") % lacks if lacks else _("tính được"))
        )
    if coverage["faults"]:
        lines.append(_("Dữ liệu ngoài khoảng thường gặp (không phải dấu hiệu rủi ro):"))
        lines += [f"  {row['text']} {row['count']}" for row in coverage["faults"]]
    lines.append(_("Cần xem lại:"))
    for group, keys in sorted(reading.results.items()):
        for key, rules in sorted(keys.items()):
            lines.append(f"  {group} {key}: " + ", ".join(f"{r} {v:g}" for r, v in rules.items()))
    return "\n".join(lines)
