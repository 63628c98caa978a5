"""Acts that touch more than one room at once."""

from collections.abc import Sequence

from django.db import transaction

from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.law import services as law
from soi.law.services import DayOverride


@transaction.atomic
def set_days(*, days: Sequence[DayOverride], document: str, ground: str, stamp: Stamp) -> int:
    """Set days against the shipped calendar, and return how many open due days moved by it.

    Raises: HalfSwap, Unacceptable.
    """
    calendar = law.override_day(days=days, document=document, ground=ground, stamp=stamp)
    return duties.recompute(calendar=calendar, cause=document, stamp=stamp)
