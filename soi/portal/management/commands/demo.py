"""`soi demo`: phường Mẫu, a fictional ward with fourteen months behind it."""

import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction

from soi.core.stamps import SYSTEM, VIETNAM, Stamp
from soi.law import queries as law_queries
from soi.law import services as law
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.offices import services as office_services
from soi.people import queries as people_queries
from soi.portal.management.demo.cases import cases
from soi.portal.management.demo.complaints import complaints
from soi.portal.management.demo.counter import papers
from soi.portal.management.demo.endings import ENDINGS
from soi.portal.management.demo.hotspots import hotspots
from soi.portal.management.demo.ledger import errands
from soi.portal.management.demo.oversight import Oversight
from soi.portal.management.demo.people import ACCOUNTS, PASSWORD, Cast, enlist
from soi.portal.management.demo.play import Stage
from soi.portal.management.demo.receptions import Receptions
from soi.portal.management.demo.sessions import Meeting
from soi.portal.management.demo.targets import Targets
from soi.web import clock

_FOUNDED = datetime(2025, 7, 1, 7, 30, tzinfo=VIETNAM)


class Command(BaseCommand):
    """Build phường Mẫu, unless it is there already."""

    help = "Dựng phường Mẫu, phường hư cấu: 12 tổ, 22 tài khoản, 300 phản ánh trong 14 tháng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --fresh and --quiet."""
        parser.add_argument(
            "--fresh", action="store_true", help="bỏ phường Mẫu đang có, dựng lại từ đầu"
        )
        parser.add_argument(
            "--empty", action="store_true", help="chỉ cơ quan và tài khoản, chưa có việc nào"
        )
        parser.add_argument("--quiet", action="store_true", help="không in bảng đăng nhập")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the ward, and print how to get in."""
        if options["fresh"]:
            self._clear()
        if offices.chart(clock.today()).ward():
            self.stdout.write("Đã có một phường ở đây; không dựng thêm gì.")
            return
        began = time.monotonic()
        with transaction.atomic():
            steps = found() if options["empty"] else build(clock.now())
        self.stdout.write(f"Phường Mẫu: {steps} việc, {time.monotonic() - began:.0f} giây.")
        if not options["quiet"]:
            self.stdout.write(accounts_table())

    def _clear(self) -> None:
        users = list(people_queries.users())
        if not users and not offices.chart(clock.today()).ward():
            return
        if not users or not all(user.is_demo for user in users):
            raise CommandError("Ở đây có tài khoản thật: không xóa gì. --fresh chỉ cho phường Mẫu.")
        # The record refuses to lose a line, as it should; so the whole database goes.
        call_command("flush", interactive=False, verbosity=0)


def found() -> int:
    """Build the ward alone: rules, offices, accounts. Nothing has happened in it yet."""
    _enlisted()
    return 0


def build(now: datetime) -> int:
    """Build the ward and play its fourteen months; returns how many acts there were."""
    cast = _enlisted()
    calendar = law_queries.book().calendar()
    stage = Stage(now, cast, calendar)
    for case in cases(now, calendar):
        ENDINGS[case.ending](case, stage)
    planned = errands(stage)
    papers(stage)
    complaints(stage)
    hotspots(stage)
    Meeting(stage)
    Receptions(stage)
    Oversight(stage)
    Targets(stage)
    steps = stage.agenda.play() + len(planned)
    # These messages belong to a past that nobody lived: they are not sent.
    notices.skip(until=now + timedelta(seconds=1))
    return steps


def _enlisted() -> Cast:
    stamp = Stamp(SYSTEM, _FOUNDED)
    law.load(stamp=stamp)
    law.load_demo(stamp=stamp)
    office_services.load_demo_ward(stamp=stamp)
    return enlist(since=_FOUNDED.date(), stamp=stamp)


def accounts_table() -> str:
    """Return the log-ins of the demo as lines of text."""
    width = max(len(one.login) for one in ACCOUNTS)
    rows = [f"  {one.login:<{width}}  {one.name}: {one.what}" for one in ACCOUNTS]
    head = f"Đăng nhập trình diễn (mật khẩu chung: {PASSWORD}); tên người đều bịa:"
    return "\n".join([head, *rows])
