"""Whose act an act on a filing is: asked here for one on its page, and for many at once."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from soi.core.mandates import Mandate
from soi.offices import queries as offices
from soi.people import queries as people


class Where(StrEnum):
    """Whose act it is."""

    HOLDER = "holder"  # of the office that holds the filing alone
    DESK = "desk"  # of whoever covers that office, or of the desk for the whole ward
    ANYWHERE = "anywhere"  # of anybody whom the services do not refuse


@dataclass(frozen=True, slots=True)
class Permit:
    """What a mandate must hold for an act. permission: of the table of mandates."""

    permission: str
    where: Where = Where.DESK


PERMITS: dict[str, Permit] = {
    "publish": Permit("reports.publish"),
    "hide": Permit("reports.publish"),
    "blur": Permit("reports.publish"),
    "photos": Permit("reports.publish"),
    "settle": Permit("reports.publish"),
    "sort": Permit("reports.triage"),
    "acknowledge": Permit("duties.acknowledge", Where.HOLDER),
    "answer": Permit("reports.answer", Where.HOLDER),
    "outside": Permit("reports.refer"),
    "take-over": Permit("reports.refer"),
    "transfer": Permit("reports.transfer"),
    "refer": Permit("reports.refer"),
    "ask-to-close": Permit("reports.answer", Where.HOLDER),
    "refuse": Permit("reports.refuse"),
    "decide": Permit("duties.judge", Where.ANYWHERE),  # and of the office that was asked to
    "close-unfixed": Permit("duties.judge", Where.ANYWHERE),
    "decline-to-close": Permit("duties.judge", Where.ANYWHERE),
}


def permitted(act: str, chosen: Mandate | None, office: str, today: date) -> bool:
    """Test if a mandate covers an act of `PERMITS` on a filing that `office` holds."""
    permit = PERMITS[act]
    return covers(permit.permission, permit.where, chosen, office, today)


def covers(permission: str, where: Where, chosen: Mandate | None, office: str, today: date) -> bool:
    """Test if a mandate covers a permission on what `office` holds."""
    if chosen is None:
        return False
    if where is Where.ANYWHERE:
        return people.may((chosen,), permission, "", today)
    if people.may((chosen,), permission, office, today):
        return True
    at_desk = chosen.office == offices.chart(today).desk()
    return where is Where.DESK and at_desk and people.may((chosen,), permission, "", today)
