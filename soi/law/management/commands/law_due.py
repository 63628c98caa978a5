"""Say by when an act is due under a rule, or under each step of a kind."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from soi.core.deadlines import COUNTABLE, compute
from soi.law import queries
from soi.law.queries import Book, RuleView


class Command(BaseCommand):
    help = "Tính ngày đến hạn theo một quy tắc (td.reply) hoặc mọi bước của một loại (khieu_nai)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("rule", metavar="RULE_OR_KIND")
        parser.add_argument("--from", dest="began_on", required=True, metavar="DATE")
        parser.add_argument("--fact", action="append", default=[], metavar="complex")
        parser.add_argument("--scope", default="", metavar="VN-DN", help="thêm quy tắc của một nơi")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line or one JSON object for what was asked."""
        book = queries.book()
        on = _day(options["began_on"])
        asked: str = options["rule"]
        found = book.rule(asked, on)
        rules = (found,) if found else book.steps(asked, on, scope=options["scope"])
        if not rules:
            raise CommandError(
                _("Không có quy tắc nào tên là %(rule)s có hiệu lực ngày %(day)s.")
                % {"rule": asked, "day": f"{on:%d/%m/%Y}"}
            )
        items = [_item(rule, on, set(options["fact"]), book) for rule in rules]
        if options["json"]:
            self.stdout.write(json.dumps({"items": items}, ensure_ascii=False))
            return
        for item in items:
            self.stdout.write(_line(item))
            if len(items) == 1:
                self.stdout.writelines(f"  {step}" for step in item["explanation"])


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in COUNTABLE:
        sentence = _("Viết ngày như 2026-07-01, không phải %(text)s.") % {"text": text}
        raise CommandError(sentence, returncode=2)
    return day


def _item(rule: RuleView, on: date, facts: set[str], book: Book) -> dict[str, Any]:
    deadline = compute(rule.limit, on, book.calendar(), facts=queries.facts(facts))
    due_on = deadline.due_on or queries.last_working_day(rule, on, book.calendar())
    return {
        "rule": rule.code,
        "due_on": due_on.isoformat() if due_on else None,
        "source": rule.source,
        "trace": [{"step": step, "value": value} for step, value in deadline.trace.items()],
        "explanation": queries.told(deadline),
        "review": rule.review,
        "calendar": "expected" if _is_expected(due_on, book) else "announced",
        "statutory": rule.statutory,
        "role": rule.role,
    }


def _is_expected(due_on: date | None, book: Book) -> bool:
    return due_on is not None and book.calendar().is_expected(due_on)


def _line(item: dict[str, Any]) -> str:
    mark = "" if item["review"] == "reviewed" else _(" (chưa được luật gia rà soát)")
    if item["calendar"] == "expected":
        mark += _(" (lịch nghỉ năm ấy chưa công bố: ngày dự kiến)")
    return f"{item['rule']}\t{item['due_on'] or '-'}\t{item['source']}{mark}"
