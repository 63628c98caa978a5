"""Decisions that change offices, as pages and commands read them."""

from datetime import date

from django.db.models import QuerySet

from soi.core.successions import Status
from soi.offices.models import OrgEvent


def events() -> QuerySet[OrgEvent]:
    """Return every decision with its legs, the latest day first."""
    return OrgEvent.objects.prefetch_related("legs")


def event(number: str) -> OrgEvent:
    """Return one decision.

    Raises: OrgEvent.DoesNotExist.
    """
    return events().get(number=number)


def find_event(number: str) -> OrgEvent | None:
    """Return one decision, or nothing."""
    return events().filter(number=number).first()


def events_to_pass(on: date) -> list[str]:
    """Return the enacted events whose day has come and whose duties have not passed yet."""
    rows = OrgEvent.objects.filter(
        status=Status.ENACTED, effective_on__lte=on, passed_on__isnull=True
    )
    return list(rows.order_by("effective_on", "pk").values_list("number", flat=True))
