"""The fourteen months, played through the same services that the pages call, in order of time."""

import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from soi.core.filings import BORDER, OPEN
from soi.core.stamps import RESIDENT, SYSTEM, VIETNAM, Stamp
from soi.core.workdays import Calendar
from soi.duties.services import NewEvidence
from soi.portal.management.demo.cases import Case, working_moment
from soi.portal.management.demo.people import Cast
from soi.portal.management.demo.pictures import VARIANTS, scene
from soi.reports import queries, services
from soi.reports.services import Contact, Filing, NewPhoto, Receipt

Step = Callable[[datetime], None]


class Agenda:
    """What is to happen, the earliest first; nothing happens after `now`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._steps: list[tuple[datetime, int, Step]] = []
        self._count = 0

    def plan(self, at: datetime, step: Step) -> None:
        """Plan a step for a moment; what lies ahead of `now` is not played."""
        if at < self.now:
            self._count += 1
            heapq.heappush(self._steps, (at, self._count, step))

    def play(self) -> int:
        """Play everything, also what a step plans while it is played; return how many."""
        while self._steps:
            at, _, step = heapq.heappop(self._steps)
            step(at)
        return self._count


class Stage:
    """What every filing of the demo shares."""

    def __init__(self, now: datetime, cast: Cast, calendar: Calendar) -> None:
        self.agenda, self.cast, self.calendar = Agenda(now), cast, calendar
        self.threads: list[Thread] = []


class Thread:
    """One filing: how it is sent, shown, taken up and answered."""

    def __init__(self, case: Case, stage: Stage) -> None:
        self.case, self.stage, self.cast = case, stage, stage.cast
        self.dice = random.Random(case.dice)  # noqa: S311 - the same ward each time
        self.number = self.code = self.office = ""
        self.due_on: date | None = None
        stage.agenda.plan(case.received_at, self.receive)

    def receive(self, at: datetime) -> None:
        """Let the resident send it, and plan what happens next."""
        self._note(self.send(at))
        self.stage.threads.append(self)
        if self.case.published:
            self.later(at, 0, self.publish)
        self.go_on(at)

    def send(self, at: datetime) -> Receipt:
        """Let the resident send it by the page."""
        return services.receive(filing=self._filing(), stamp=Stamp(RESIDENT, at))

    def go_on(self, at: datetime) -> None:
        """Plan what becomes of it; endings say more."""

    def publish(self, at: datetime) -> None:
        """Let the desk show it to everybody."""
        services.publish(number=self.number, stamp=self.cast.desk(at))

    def acknowledge(self, at: datetime) -> None:
        """Let the office say that it knows."""
        services.acknowledge(number=self.number, stamp=self.cast.officer(self.office, at))

    def answer(self, at: datetime) -> None:
        """Let the office answer, with evidence."""
        services.answer(
            number=self.number,
            text=self.case.answer,
            evidence=[self.evidence(at)],
            outcome="done",
            stamp=self.cast.officer(self.office, at),
        )

    def accept(self, at: datetime) -> None:
        """Let the sender be content."""
        services.accept(code=self.code, stamp=Stamp(RESIDENT, at))

    def expire(self, at: datetime) -> None:
        """Let the nightly work find what nobody spoke on for fourteen days."""
        services.expire(today=_day(at), stamp=Stamp(SYSTEM, at))

    def is_open(self) -> bool:
        """Test if it is still owed."""
        report = queries.by_number(self.number)
        return report is not None and report.state in OPEN

    def duty(self) -> str:
        """Return the number of the duty to answer it."""
        report = queries.by_number(self.number)
        return report.duty.number if report else ""

    def later(self, at: datetime, days: int, step: Step) -> datetime:
        """Plan a step in office hours, some working days after `at`; return when."""
        day = self.stage.calendar.add(_day(at), days)
        moment = working_moment(day, self.dice, self.stage.calendar)
        # Two steps of one day keep their order.
        moment = max(moment, at + timedelta(minutes=self.dice.randint(9, 50)))
        self.stage.agenda.plan(moment, step)
        return moment

    def answered_by(self, at: datetime) -> datetime:
        """Plan the answer: nine in ten times within its day; return when."""
        due_on = self.due_on or _day(at) + timedelta(days=14)
        left = self.stage.calendar.between(_day(at), due_on)
        if self.dice.random() < 0.9:
            days = self.dice.randint(min(1, left), max(left, 1)) if left > 0 else 0
        else:
            days = max(left, 0) + self.dice.randint(1, 6)
        return self.later(at, days, self.answer)

    def evidence(self, at: datetime) -> NewEvidence:
        """Return what shows that it was done: a photo, a document or a dated note."""
        if self.case.pictures or self.dice.random() < 0.5:
            picture = scene(self.case.topic, self.case.dice % VARIANTS, "after")
            text = f"{self.case.title}: sau khi làm"
            return NewEvidence("photo", text=text, dated_on=_day(at), data=picture.data, alt=text)
        if self.dice.random() < 0.5:
            number = f"{self.dice.randint(10, 400)}/TB-UBND"
            return NewEvidence("document", "Thông báo", document_number=number, dated_on=_day(at))
        text = f"Đã đến tận nơi xem. {self.case.answer}"
        return NewEvidence("note", text=text, dated_on=_day(at))

    def _note(self, receipt: Receipt) -> None:
        self.number, self.code = receipt.number, receipt.code
        self.office, self.due_on = receipt.office, receipt.due_on

    def _filing(self) -> Filing:
        case, contact = self.case, Contact()
        if case.contact:
            address = "số 1 đường Thử" if case.kind == "khieu_nai" else ""
            contact = Contact("Người Gửi Ví Dụ", phone=case.contact, address=address)
        return Filing(
            accuses_nobody=True,
            kind=BORDER[case.kind],
            text=case.text,
            topic=case.topic,
            group=case.group,
            contact=contact,
            photos=tuple(self._photo(place) for place in range(case.pictures)),
        )

    def _photo(self, place: int) -> NewPhoto:
        picture = scene(self.case.topic, (self.case.dice + place) % VARIANTS, "before")
        return NewPhoto(picture.data, picture.width, picture.height)


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
