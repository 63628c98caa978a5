"""Who acts, when and by which mandate: the mark that every act leaves in the record."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Self

from soi.core.mandates import RESIDENT_MANDATE, SYSTEM_MANDATE, Mandate

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time since 1975
RESIDENT = "resident"
SYSTEM = "system"
_OWN_KIND = {RESIDENT: RESIDENT_MANDATE, SYSTEM: SYSTEM_MANDATE}


@dataclass(frozen=True, slots=True)
class Stamp:
    """One mark on one act.

    by: the slug of the post that acts, or RESIDENT, or SYSTEM
    at: aware, any zone
    office: the slug of the office acted for; empty for a resident or the system
    person: who it is, such as "user:7"; never enters the record
    mandate: what it is done under; None permits nothing
    case: the case whose act this is a part of, such as "report:PA-2026-00001"; see `within`
    """

    by: str
    at: datetime
    office: str = ""
    person: str = ""
    mandate: Mandate | None = None
    case: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment without a zone is another day on another machine")
        if self.mandate is None:
            object.__setattr__(self, "mandate", _OWN_KIND.get(self.by))

    @property
    def on(self) -> date:
        """The day of the act in Vietnam."""
        return self.at.astimezone(VIETNAM).date()

    def within(self, case: str) -> Self:
        """Return the same mark for what is only a part of an act on `case`.

        For a service that has asked for the permission of its own act: what it then does to the
        duties of that case needs no second one, but the same competence.
        """
        return replace(self, case=case)
