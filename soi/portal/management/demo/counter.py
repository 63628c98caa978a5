"""What comes over the counter of phường Mẫu: papers typed in days after they came, and calls."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from soi.core.stamps import VIETNAM
from soi.desk import services as desk
from soi.desk.services import NewPaper
from soi.portal.management.demo.cases import Case
from soi.portal.management.demo.endings import Acknowledged, Done
from soi.portal.management.demo.play import Stage, Thread
from soi.reports.services import Receipt

ROWS: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("counter.json").read_text("utf-8")
)
_ENTERED = 9  # o'clock: the pile of the last days is typed in first thing


class Paper(Thread):
    """A paper or a call: the resident is its author, the desk writes it down later."""

    way: str
    came_on: date

    def send(self, at: datetime) -> Receipt:
        """Let the desk type it in; its days run from when it came."""
        filing = replace(self._filing(), received_on=self.came_on)
        return desk.take_in(paper=NewPaper(filing, self.way), stamp=self.cast.desk(at))


class PaperAcknowledged(Paper, Acknowledged):
    """A paper that its office works on."""


class PaperDone(Paper, Done):
    """A paper that was answered, and whose author is content."""


_ENDINGS: dict[str, type[Paper]] = {"acknowledged": PaperAcknowledged, "done": PaperDone}


def papers(stage: Stage) -> list[Paper]:
    """Plan every paper and call of the demo."""
    return [_paper(place, row, stage) for place, row in enumerate(ROWS["papers"])]


def _paper(place: int, row: dict[str, Any], stage: Stage) -> Paper:
    at = entered_at(stage, row["ago"], place)
    case = Case(
        kind=row["kind"],
        topic=row["topic"],
        title=row["title"],
        text=row["text"],
        answer=row["answer"],
        group=f"to-{row['group']:02}",
        received_at=at,
        ending=row["ending"],
        pictures=0,
        contact=row["contact"],
        published=True,
        dice=place,
    )
    paper = _ENDINGS[row["ending"]](case, stage)
    paper.way, paper.came_on = row["way"], came_on(stage, at, row["came"])
    return paper


def entered_at(stage: Stage, ago: int, place: int) -> datetime:
    """Return a morning on which the desk types in what came."""
    day = (stage.agenda.now - timedelta(days=ago)).astimezone(VIETNAM).date()
    opens = datetime.combine(stage.calendar.on_or_before(day), datetime.min.time(), VIETNAM)
    return opens + timedelta(hours=_ENTERED, minutes=7 * place)


def came_on(stage: Stage, entered: datetime, days: int) -> date:
    """Return the working day, some days before its entry, on which a paper came."""
    return stage.calendar.on_or_before(entered.astimezone(VIETNAM).date() - timedelta(days=days))
