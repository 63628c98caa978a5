"""What the register kept of a complaint that turned out to be a denunciation."""

from django.db import transaction

from soi.complaints.models import Case
from soi.reports import services as reports


@transaction.atomic
def forget_erased() -> int:
    """Destroy the cases whose filing was erased at the desk: steps, dialogues, who complained.

    The desk erases and knows no register; until this has run no page and no act opens them.
    Returns how many there were.
    """
    cases = Case.objects.filter(report__office="")
    pairs = cases.values_list("complainants__identity_key", "complainants__guardian_key")
    keys = {key for pair in pairs for key in pair if key}
    count = cases.count()
    cases.delete()
    for key in keys:
        reports.forget_identity(key)
    return count
