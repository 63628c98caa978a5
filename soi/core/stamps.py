"""Who acts, and when: the mark that every act leaves in the record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time since 1975
RESIDENT = "resident"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Stamp:
    """One mark on one act.

    by: the slug of the post that acts, or RESIDENT, or SYSTEM
    at: aware, any zone
    office: the slug of the office acted for; empty for a resident or the system
    person: who it is, such as "user:7"; never enters the record
    """

    by: str
    at: datetime
    office: str = ""
    person: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment without a zone is another day on another machine")

    @property
    def on(self) -> date:
        """The day of the act in Vietnam."""
        return self.at.astimezone(VIETNAM).date()
