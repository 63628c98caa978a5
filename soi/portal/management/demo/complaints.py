"""Complaints in the register of phường Mẫu: one verified, one decided, one gone to the city."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from soi.complaints import services
from soi.core.complaints import FIRST, SECOND, Against, Finding
from soi.core.filings import Kind
from soi.core.stamps import RESIDENT, SYSTEM, VIETNAM, Stamp
from soi.desk import services as desk
from soi.desk.services import NewPaper
from soi.portal.management.demo import people
from soi.portal.management.demo.cases import working_moment
from soi.portal.management.demo.counter import ROWS, came_on, entered_at
from soi.portal.management.demo.play import Stage
from soi.reports import services as reports
from soi.reports.services import Contact, Filing

_CITY = "ubnd-thanh-pho-mau"
_CITY_VERIFIER = "so-xay-dung-mau"
_PLACES = {FIRST: "Phòng tiếp công dân của phường Mẫu", SECOND: "Trụ sở UBND thành phố Mẫu"}
_CHAIRS = {FIRST: "Chủ tịch UBND phường", SECOND: "Phó Chủ tịch UBND thành phố"}
_OFFICES = {
    "committee": people.COMMITTEE,
    "infrastructure": people.INFRASTRUCTURE,
    "culture": people.CULTURE,
    "office": people.OFFICE,
}
_KNOWN = 20  # days between the decision and the complaint
_NOTICE = 8  # working days between the notice of a dialogue and the dialogue


class Complaint:
    """One complaint, step by step; the road ends where `now` cuts it off."""

    def __init__(self, row: dict[str, Any], place: int, stage: Stage) -> None:
        self.row, self.stage, self.cast = row, stage, stage.cast
        self.calendar = stage.calendar
        self.dice = random.Random(row["document"])  # noqa: S311 - the same ward each time
        self.number, self.instance = "", FIRST
        self.road: list[tuple[int, Callable[[datetime], None]]] = [
            (1, self.enter),
            *self._instance(accept=2, call=1, verify=2),
        ]
        if row["goes_on"]:
            self.road += [(10, self.go_on), *self._instance(accept=3, call=5, verify=5)]
        self.road.append((24, self.expire))
        stage.agenda.plan(entered_at(stage, row["ago"], place), self.file)

    def file(self, at: datetime) -> None:
        """Let it come in by the page, or as a paper that the desk types in."""
        row = self.row
        filing = Filing(
            accuses_nobody=True,
            kind=Kind.COMPLAINT,
            text=row["text"],
            topic=row["topic"],
            group=f"to-{row['group']:02}",
            contact=Contact("Người Khiếu Nại Ví Dụ", address="số 2 đường Thử"),
            received_on=came_on(self.stage, at, 2) if row["way"] else None,
        )
        if row["way"]:
            receipt = desk.take_in(paper=NewPaper(filing, row["way"]), stamp=self.cast.desk(at))
        else:
            receipt = reports.receive(filing=filing, stamp=Stamp(RESIDENT, at))
        self.number = receipt.number
        self._plan(at)

    def walk(self, at: datetime) -> None:
        """Take the next step, and plan the one after it."""
        _days, step = self.road.pop(0)
        step(at)
        if self.road:
            self._plan(at)

    def enter(self, at: datetime) -> None:
        """Let the desk put it into the register."""
        services.open_case(
            number=self.number,
            stamp=self.cast.desk(at),
            against=Against(self.row["against"]),
            target=_OFFICES[self.row["target"]],
            document=self.row["document"],
            known_on=_day(at) - timedelta(days=_KNOWN),
        )

    def accept(self, at: datetime) -> None:
        """Let the chair accept it, and name who verifies."""
        first = _OFFICES[self.row["verifier"]]
        verifier = first if self.instance == FIRST else _CITY_VERIFIER
        services.accept(document=self._paper("TB"), verifier=verifier, **self._by_chair(at))

    def ask(self, at: datetime) -> None:
        """Ask the office that holds the papers."""
        services.ask_info(
            holder=_OFFICES[self.row["verifier"]],
            text=self.row["paper"],
            document=self._paper("CV"),
            **self._by_chair(at),
        )

    def take(self, at: datetime) -> None:
        """Note that the papers came."""
        services.take_info(key="info-1", document=self._paper("CV"), **self._by_chair(at))

    def call(self, at: datetime) -> None:
        """Call both sides to a dialogue."""
        on = datetime.combine(self.calendar.add(_day(at), _NOTICE), time(8), VIETNAM)
        services.call_dialogue(
            at=on,
            place=_PLACES[self.instance],
            document=self._paper("TB"),
            **self._by_chair(at),
        )

    def talk(self, at: datetime) -> None:
        """Keep the minutes of the dialogue."""
        services.hold_dialogue(
            chair="Chủ tịch UBND phường"
            if self.instance == FIRST
            else "Phó Chủ tịch UBND thành phố",
            present="Người khiếu nại, nơi bị khiếu nại, nơi xác minh, Mặt trận.",
            minutes="Người khiếu nại nói rõ yêu cầu; nơi bị khiếu nại trình bày hồ sơ.",
            outcome="Hai bên thống nhất về sự việc, chưa thống nhất cách giải quyết.",
            document=self._paper("BB"),
            **self._by_chair(at),
        )

    def verify(self, at: datetime) -> None:
        """Put the report of verification on the file."""
        text, document = self.row["found"], self._paper("BC")
        services.verify(text=text, document=document, **self._by_chair(at))

    def decide(self, at: datetime) -> None:
        """Let the chair decide, with every part that the law wants."""
        row = self.row
        services.decide(
            document=self._paper("QĐ"),
            finding=Finding(row["finding"]),
            parts={
                "content": row["text"],
                "first_result": f"Lần đầu: {row['order']}",
                "verification": row["found"],
                "dialogue": "Đã đối thoại, có biên bản.",
                "grounds": row["grounds"],
                "finding": row["finding"],
                "order": row["order"],
                "ways": "Không đồng ý thì khiếu nại lần hai hoặc khởi kiện tại Tòa án.",
            },
            **self._by_chair(at),
        )

    def send(self, at: datetime) -> None:
        """Note that the decision left."""
        number = self.dice.randint(100, 900)
        services.send(document=f"Sổ công văn đi, số {number} (hư cấu)", **self._by_chair(at))

    def go_on(self, at: datetime) -> None:
        """Let whoever complains go to the superior."""
        services.go_on(
            number=self.number,
            resolver=_CITY,
            received_on=_day(at),
            document="Đơn khiếu nại lần hai",
            stamp=self.cast.head(people.COMMITTEE, at),
        )
        self.instance = SECOND

    def expire(self, at: datetime) -> None:
        """Let the nightly work find what took effect."""
        services.expire(today=_day(at), stamp=Stamp(SYSTEM, at))

    def _instance(
        self, *, accept: int, call: int, verify: int
    ) -> list[tuple[int, Callable[[datetime], None]]]:
        """Return the steps before one resolver, each with the working days before it."""
        return [
            (accept, self.accept),
            (1, self.ask),
            (3, self.take),
            (call, self.call),
            (_NOTICE, self.talk),
            (verify, self.verify),
            (2, self.decide),
            (1, self.send),
        ]

    def _plan(self, at: datetime) -> None:
        day = self.calendar.add(_day(at), self.road[0][0])
        self.stage.agenda.plan(working_moment(day, self.dice, self.calendar), self.walk)

    def _paper(self, kind: str) -> str:
        office = "UBND" if self.instance == FIRST else "UBND-TP"
        return f"{self.dice.randint(20, 400)}/{kind}-{office} (hư cấu)"

    def _by_chair(self, at: datetime) -> dict[str, Any]:
        """Return whose step it is; what the city does, the desk writes down."""
        # Never the ward's own chair, against whose decision it is.
        first = self.instance == FIRST
        stamp = self.cast.head(people.COMMITTEE, at) if first else self.cast.desk(at)
        return {"number": self.number, "stage": self.instance, "stamp": stamp}


def complaints(stage: Stage) -> list[Complaint]:
    """Plan every complaint of the register."""
    return [Complaint(row, place, stage) for place, row in enumerate(ROWS["complaints"])]


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
