"""The one place that knows what day it is."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from soi.core.mandates import Mandate
from soi.core.stamps import RESIDENT, SYSTEM, Stamp


def now() -> datetime:
    """Return this moment."""
    return timezone.now()  # noqa: TID251 - here and nowhere else


def today() -> date:
    """Return today's date in Vietnam."""
    return timezone.localdate()


def stamp(request: HttpRequest) -> Stamp:
    """Return the mark of whoever sends `request`, acting now under the chosen mandate."""
    mandate: Mandate | None = getattr(request, "mandate", None)
    if not request.user.is_authenticated:
        return Stamp(RESIDENT, now())
    person = f"user:{request.user.pk}"
    if not mandate:
        return Stamp("", now(), person=person)
    return Stamp(mandate.post or mandate.role, now(), mandate.office, person, mandate or None)


def resident_stamp() -> Stamp:
    """Return the mark of a resident, who is nobody in particular."""
    return Stamp(RESIDENT, now())


def system_stamp() -> Stamp:
    """Return the mark of the system acting by itself."""
    return Stamp(SYSTEM, now())
