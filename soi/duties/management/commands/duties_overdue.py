"""Note what is overdue, and tell whoever stands above after five working days."""

from typing import Any

from django.core.management.base import BaseCommand

from soi.duties import queries, services
from soi.law import queries as law
from soi.offices import queries as offices
from soi.web import clock

ESCALATE_AFTER = 5  # working days


class Command(BaseCommand):
    help = "Note overdue duties and escalate those five working days late. Does each once."

    def handle(self, *args: Any, **options: Any) -> None:
        today, stamp = clock.today(), clock.system_stamp()
        calendar = law.book().calendar()
        noted = escalated = 0
        for duty in queries.overdue(today):
            if duty.paused:
                continue
            if duty.overdue_noticed_on is None:
                services.notice_overdue(number=duty.number, stamp=stamp)
                noted += 1
            late = calendar.between(duty.due_on, today) if duty.due_on else 0
            if late >= ESCALATE_AFTER and duty.escalated_on is None:
                services.escalate(number=duty.number, to=above(duty), reason="", stamp=stamp)
                escalated += 1
        self.stdout.write(f"noted {noted}, escalated {escalated}")


def above(duty: Any) -> str:
    """Return the office that is told: the overseer of the holder, else the one above it."""
    chart = offices.chart(clock.today())
    slug = duty.holder.slug
    candidates = [*chart.overseers(slug), *chart.reviewers(slug, duty.topic)]
    return next((one for one in candidates if one != slug), slug)
