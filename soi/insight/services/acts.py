"""What people do about a hot spot: look, give a duty, follow it, say what it was."""

from dataclasses import dataclass
from datetime import date

from soi.core.duties import DueKind, Kind
from soi.core.hotspots import Act, Outcome
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.counter.services import take
from soi.duties import services as duties
from soi.duties.services import NewDuty
from soi.insight.models import HotSpot
from soi.insight.queries.ties import HOTSPOTS
from soi.offices import queries as offices

MOST = 2000  # characters


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done about a hot spot: by whom, what, by which day, by whose decision."""

    office: str
    text: str
    due_on: date
    document: str


def look(*, number: str, stamp: Stamp, seen: int | None = None) -> HotSpot:
    """Say that somebody has looked at it.

    Raises: Unknown, NotNow, NotPermitted, ChangedMeanwhile.
    """
    with take(HOTSPOTS, Act.LOOK, stamp, seen=seen, number=number) as (spot, move):
        move()
    return spot


def assign(*, number: str, task: Task, stamp: Stamp, seen: int | None = None) -> HotSpot:
    """Make it somebody's duty by one decision.

    Raises: Unacceptable, Unknown, NotNow, NotPermitted, ChangedMeanwhile.
    """
    with take(HOTSPOTS, Act.ASSIGN, stamp, seen=seen, number=number) as (spot, move):
        _demand_task(task, stamp)
        duty = duties.assign(
            new=NewDuty(
                kind=Kind.DIRECTIVE_TASK,
                title=_first_line(task.text),
                text=task.text,
                holder=task.office,
                starts_on=stamp.on,
                source_ref=spot.ref,
                topic=spot.topic,
                requester_office=stamp.office,
                due_kind=DueKind.DATE,
                due_on=task.due_on,
                due_source=task.document,
            ),
            stamp=stamp.within(spot.ref),
        )
        spot.duty, spot.holder = duty.number, task.office
        move(text=task.text, document=task.document, facts={"duty": duty.number})
    return spot


def follow(*, number: str, text: str, stamp: Stamp, seen: int | None = None) -> HotSpot:
    """Write down what was seen or done.

    Raises: Unacceptable, Unknown, NotNow, NotPermitted, ChangedMeanwhile.
    """
    with take(HOTSPOTS, Act.FOLLOW, stamp, seen=seen, number=number) as (spot, move):
        move(text=_words(text))
    return spot


def close(
    *, number: str, outcome: Outcome, text: str, stamp: Stamp, seen: int | None = None
) -> HotSpot:
    """Say what it was, with the reason; whoever owes what was to be done never does.

    Raises: Unacceptable, Unknown, NotNow, NotPermitted, ChangedMeanwhile.
    """
    with take(HOTSPOTS, Act.CLOSE, stamp, seen=seen, number=number) as (spot, move):
        spot.outcome, spot.closed_on = Outcome(outcome), stamp.on
        move(text=_words(text), facts={"outcome": str(outcome)})
    return spot


def _demand_task(task: Task, stamp: Stamp) -> None:
    _words(task.text)
    if not task.document.strip():
        raise Unacceptable("document", "missing")
    if task.due_on < stamp.on:
        raise Unacceptable("due_on", "in_the_past")
    chart = offices.chart(stamp.on)
    if not chart.has(task.office) or chart.office(task.office).outside:
        raise Unacceptable("office", "unknown")


def _words(text: str) -> str:
    text = text.strip()
    if len(text) < 10:
        raise Unacceptable("text", "spot_too_short")
    if len(text) > MOST:
        raise Unacceptable("text", "spot_too_long")
    return text


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0][:200]
