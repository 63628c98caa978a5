"""One of several writers at once: draws numbers, appends, prints what it drew."""

import sys
from datetime import UTC, datetime

import django

django.setup()

from django.db import transaction  # noqa: E402

from soi.core.stamps import Stamp  # noqa: E402
from soi.record import services  # noqa: E402
from soi.record.services import Line  # noqa: E402

STAMP = Stamp("tester", datetime(2026, 3, 2, 8, tzinfo=UTC))


@transaction.atomic
def act() -> list[str]:
    drawn = services.numbers(kinds=("PA", "NV"), year=2026)
    services.append_all(lines=[Line("a.b", one, {}, begins=True) for one in drawn], stamp=STAMP)
    services.append(kind="a.c", subject="ward", facts={}, stamp=STAMP)
    return drawn


sys.stdin.readline()  # all of them start together
for _ in range(int(sys.argv[1])):
    print(*act(), flush=True)
