"""Note what is overdue, and tell whoever stands above after five working days."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from soi.core.refusals import Refusal
from soi.duties import queries, services
from soi.duties.queries import Duty
from soi.law import queries as law
from soi.offices import queries as offices
from soi.web import clock

ESCALATE_AFTER = 5  # working days
MOST = 2_000  # acts of one run; what is left waits ten minutes, and the rest of the work goes on


class Command(BaseCommand):
    help = "Note overdue duties and escalate those five working days late. Does each once."

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        calendar = law.book().calendar()
        noted = escalated = 0
        for duty in _unnoticed(today):
            if noted + escalated >= MOST:
                break
            late = calendar.between(duty.due_on, today) if duty.due_on else 0
            try:
                noted += _noted(duty)
                escalated += late >= ESCALATE_AFTER and _escalated(duty)
            except Refusal as refusal:
                # Answered a moment ago, or its office has ended: the others are still to be told.
                self.stderr.write(f"{duty.number}: {refusal.code}")
        self.stdout.write(f"noted {noted}, escalated {escalated}")


def _unnoticed(today: date) -> Iterator[Duty]:
    # By key and not the first MOST: some wait for their fifth day, or have nobody above them.
    after = 0
    while rows := queries.unnoticed(today, after=after, limit=500):
        yield from rows
        after = rows[-1].pk


def _noted(duty: Duty) -> bool:
    if duty.overdue_noticed_on is not None:
        return False
    services.notice_overdue(number=duty.number, stamp=clock.system_stamp())
    return True


def _escalated(duty: Duty) -> bool:
    to = above(duty)
    if duty.escalated_on is not None or not to:
        return False
    services.escalate(number=duty.number, to=to, reason="", stamp=clock.system_stamp())
    return True


def above(duty: Duty) -> str:
    """Return the office that is told: the overseer of the holder, else one above; "" if none."""
    chart = offices.chart(clock.today())
    slug = duty.holder.slug
    return next(iter([*chart.overseers(slug), *chart.reviewers(slug, duty.topic)]), "")
