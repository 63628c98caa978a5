"""Duties from other sources than residents: sessions, directives, targets, commitments."""

import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from soi.core.duties import DueKind, Kind
from soi.core.stamps import SYSTEM, VIETNAM, Stamp
from soi.duties import services
from soi.duties.services import NewDuty, NewEvidence
from soi.portal.management.demo import people
from soi.portal.management.demo.cases import working_moment
from soi.portal.management.demo.play import Stage

_OFFICES = {
    "party": people.PARTY,
    "committee": people.COMMITTEE,
    "front": people.FRONT,
    "desk": people.DESK,
    "office": people.OFFICE,
    "infrastructure": people.INFRASTRUCTURE,
    "culture": people.CULTURE,
    "police": people.POLICE,
}
_ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("ledger.json").read_text("utf-8"))
_JUDGED = {"met": "met", "met_late": "met", "partly": "partly", "not_met": "not_met"}


class Errand:
    """One duty, from the request to where it stands."""

    def __init__(self, row: dict[str, Any], stage: Stage) -> None:
        self.row, self.stage, self.cast = row, stage, stage.cast
        self.dice = random.Random(row["title"])  # noqa: S311 - the same ward each time
        self.holder = _OFFICES[row["holder"]]
        self.asker = _OFFICES.get(row["by"], "")
        self.number = ""
        start = stage.agenda.now - timedelta(days=row["ago"])
        self.start = stage.calendar.on_or_before(start.astimezone(VIETNAM).date())
        stage.agenda.plan(self._moment(self.start), self.assign)

    def assign(self, at: datetime) -> None:
        """Let whoever asks give the duty, and plan the rest."""
        # What nobody asked for is owed by law, and given by nobody.
        giver = self.cast.head(self.asker, at) if self.asker else Stamp(SYSTEM, at)
        duty = services.assign(new=self._new(), stamp=giver)
        self.number = duty.number
        self._plan(self._day_in(0.05), self.acknowledge)
        if self.row.get("percent"):
            self._plan(self._day_in(0.6), self.progress)
        self._plan_end()

    def acknowledge(self, at: datetime) -> None:
        """Let the holder say that it knows."""
        services.acknowledge(number=self.number, stamp=self._officer(at))

    def progress(self, at: datetime) -> None:
        """Let the holder claim how far it has come."""
        measure = self.row.get("measure")
        services.progress(
            number=self.number,
            percent=self.row["percent"],
            text="Tự báo cáo giữa kỳ.",
            actual=measure[3] if measure else None,
            stamp=self._officer(at),
        )

    def report(self, at: datetime) -> None:
        """Let the holder say that it is done."""
        number = f"{self.dice.randint(10, 300)}/BC-{at:%Y} (hư cấu)"
        day = at.astimezone(VIETNAM).date()
        paper = NewEvidence("document", "Báo cáo", document_number=number, dated_on=day)
        text = "Đã làm xong theo yêu cầu, có báo cáo kèm theo."
        services.report(number=self.number, text=text, evidence=[paper], stamp=self._officer(at))

    def judge(self, at: datetime) -> None:
        """Let somebody other than the holder give the verdict."""
        met = _JUDGED[self.row["fate"]]
        services.judge(number=self.number, met=met, stamp=self._judge(at))

    def give_back(self, at: datetime) -> None:
        """Let somebody other than the holder give the claim back."""
        reason = "Mới dán ở lô A, lô B; lô C và lô D chưa có. Làm cho đủ."
        services.return_(number=self.number, reason=reason, stamp=self._judge(at))

    def withdraw(self, at: datetime) -> None:
        """Let whoever asked take it back."""
        reason = "Đưa vào dự án của thành phố, không giao phường nữa."
        services.withdraw(number=self.number, reason=reason, stamp=self._judge(at))

    def _plan_end(self) -> None:
        fate = self.row["fate"]
        if fate == "withdrawn":
            self._plan(self._day_in(0.5), self.withdraw)
        elif fate == "not_met":
            self._plan(self._day_in(0.9), self.judge)
        elif fate != "open":
            late = 1.15 if fate == "met_late" else 0.85
            done = self._day_in(late)
            self._plan(done, self.report)
            if fate == "returned":
                self._plan(self._on(done, 4), self.give_back)
            elif fate != "reported":
                self._plan(self._on(done, 5), self.judge)

    def _new(self) -> NewDuty:
        row, days = self.row, self.row["days"]
        words = {"d": f"{self.start:%d/%m/%Y}", "y": self.start.year}
        month = (self.start.replace(day=1) - timedelta(days=1)).month
        measure = row.get("measure")
        return NewDuty(
            kind=Kind(row["kind"]),
            title=row["title"].format(m=month, **words),
            holder=self.holder,
            starts_on=self.start,
            requester_office=self.asker,
            responsible_post=f"{self.holder}-{people.HEAD}",
            due_kind=DueKind.DATE if days else DueKind.NONE,
            due_on=self._due_on() if days else None,
            due_source=row["source"].format(**words),
            measure=(measure[0], measure[1], measure[2]) if measure else None,
            evidence_required=("any",),
        )

    def _due_on(self) -> date:
        due = self.start + timedelta(days=self.row["days"])
        return self.stage.calendar.on_or_after(due)

    def _day_in(self, part: float) -> date:
        return self._on(self.start, int((self.row["days"] or 90) * part) + 1)

    def _on(self, day: date, days: int) -> date:
        return self.stage.calendar.on_or_after(day + timedelta(days=days))

    def _plan(self, day: date, step: Any) -> None:
        self.stage.agenda.plan(self._moment(day), step)

    def _moment(self, day: date) -> datetime:
        return working_moment(day, self.dice, self.stage.calendar)

    def _officer(self, at: datetime) -> Stamp:
        return self.cast.officer(self.holder, at)

    def _judge(self, at: datetime) -> Stamp:
        return self.cast.head(self.asker or people.COMMITTEE, at)


def errands(stage: Stage) -> list[Errand]:
    """Plan every duty of the demo that no resident asked for."""
    return [Errand(row, stage) for row in _ROWS]
