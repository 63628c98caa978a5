"""Messages that wait."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from soi.notices.models import Notice

STALE = timedelta(minutes=10)  # whoever took it so long ago is dead


def takeable(now: datetime) -> QuerySet[Notice]:
    """Return the messages that somebody may take now."""
    free = Q(taken_at=None) | Q(taken_at__lt=now - STALE)
    return Notice.objects.filter(free, sent_at=None, gave_up_at=None, not_before__lte=now)


def waiting(now: datetime) -> QuerySet[Notice, int]:
    """Return the ids of the messages to be sent now, the oldest first."""
    return takeable(now).order_by("not_before", "pk").values_list("pk", flat=True)


def counts() -> dict[str, int]:
    """Return how many messages wait, were sent and were given up (the demo's not counted)."""
    rows = Notice.objects
    return {
        "waiting": rows.filter(sent_at=None, gave_up_at=None).count(),
        "sent": rows.exclude(sent_at=None).count(),
        "gave_up": rows.exclude(gave_up_at=None).exclude(last_error="demo").count(),
    }


def late(now: datetime) -> int:
    """Return how many messages should have left an hour ago and did not."""
    due = Notice.objects.filter(sent_at=None, gave_up_at=None)
    return due.filter(created_at__lt=now - timedelta(hours=1)).count()
