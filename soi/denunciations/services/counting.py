"""A month's figures, which tell nothing of a case: rounded down to fives, none under five.

They are drawn once a month is over, whatever it brought, and told to the public record on the
same day for an empty month and for a full one.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from soi.denunciations.models import Duty, Mailbox, OpenEvent
from soi.denunciations.services.intake import epoch_of
from soi.denunciations.services.keys import tell

STEP = 5
COUNTED = "denunciations.month_counted"


def rounded(count: int) -> int:
    """Return a count as the public sees it: 0 stands for any number under five."""
    return count - count % STEP


@transaction.atomic(using="sealed")
def count_month(*, day: date) -> str:
    """Count the month before a day's, once; returns it, or nothing where it was counted.

    filings: mailboxes opened, one for each filing; steps_done, steps_late: steps of the law
    finished in time, and those that were finished late or still wait after their day
    """
    last = day.replace(day=1) - timedelta(days=1)
    month = epoch_of(last)
    if OpenEvent.objects.filter(kind=COUNTED, facts__month=month).exists():
        return ""
    first = last.replace(day=1)
    due = Duty.objects.filter(due_on__gte=first, due_on__lte=last)
    done = due.filter(done_on__lte=F("due_on")).count()
    facts = {
        "month": month,
        "filings": rounded(Mailbox.objects.filter(epoch=month).count()),
        "steps_done": rounded(done),
        "steps_late": rounded(due.count() - done),
    }
    tell(COUNTED, facts, day)
    return month
