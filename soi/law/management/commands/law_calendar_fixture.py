"""Write the shipped calendar anew from the `holidays` package, for those who build Soi."""

import json
from datetime import date
from importlib.metadata import version
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from soi.law.services import DATA

CULTURE = (11, 24)  # whether it is a day off was not verified: a switch, not a row
_BY_HAND = "thông báo hoán đổi ngày làm việc ngày 25/12/2025 (nguồn báo chí)"
BY_HAND = (
    (date(2026, 1, 2), "off", "Nghỉ, làm bù thứ Bảy 10/01/2026", _BY_HAND),
    (date(2026, 1, 10), "working", "Làm bù cho thứ Sáu 02/01/2026", _BY_HAND),
)


class Command(BaseCommand):
    help = "Viết lại lịch đi kèm từ gói holidays (cần bộ công cụ phát triển: make test)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--first", type=int, default=2022)
        parser.add_argument("--last", type=int, default=2027)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        rows = _rows(options["first"], options["last"])
        lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        path = DATA / "calendar.json"
        path.write_text(f'{{\n "format": 1,\n "days": [\n{lines}\n ]\n}}\n', "utf-8")
        self.stdout.write(_("Đã viết %(count)d ngày.") % {"count": len(rows)})


def _rows(first: int, last: int) -> list[dict[str, str]]:
    try:
        import holidays
    except ImportError as error:
        raise CommandError(_("Thiếu gói holidays: hãy chạy make test trước.")) from error
    years = range(first, last + 1)
    found = holidays.country_holidays("VN", years=years, language="vi")
    source = "holidays " + version("holidays")
    days = [
        (on, "off", name, source)
        for on, name in found.items()
        if (on.month, on.day) != CULTURE and on.year in years
    ]
    days += [(on, "working", "Làm bù", source) for on in found.weekend_workdays if on.year in years]
    return [
        {"on": on.isoformat(), "state": state, "reason": reason, "source": origin}
        for on, state, reason, origin in sorted([*days, *BY_HAND])
    ]
