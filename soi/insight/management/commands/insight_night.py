from argparse import ArgumentParser
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.core.management import BaseCommand, CommandError

from soi.web import clock


class Command(BaseCommand):
    """Take the night's look over the ward, once for each day that has ended."""

    help = "Nhìn lại phường đến hết hôm qua: nơi nào được phản ánh vượt mức thường."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --day."""
        parser.add_argument("--day", help="ngày nhìn (YYYY-MM-DD); bỏ trống: hôm qua")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say how many were found."""
        day = _day(options["day"])
        nightly = import_module("soi.insight.services.nightly")  # numpy comes only where it works
        night = nightly.scan_night(day=day, stamp=clock.system_stamp())
        self.stdout.write(f"{night.day}: looked {night.looked}, found {night.found}")


def _day(text: str | None) -> date:
    yesterday = clock.today() - timedelta(days=1)  # the day that is not over yet is left out
    if text is None:
        return yesterday
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Không đọc được ngày “{text}”.", returncode=2) from error
    if day > yesterday:
        raise CommandError("Chỉ nhìn được ngày đã hết.", returncode=2)
    return day
