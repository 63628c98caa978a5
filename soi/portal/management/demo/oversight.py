"""A year of oversight in phường Mẫu: a programme, one visit to its end, another under way."""

import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from soi.core.oversight import Grade, Kind, Question, Role, Vote
from soi.core.stamps import VIETNAM, Stamp
from soi.duties import services as ledger
from soi.duties.services import NewEvidence
from soi.oversight import queries, services
from soi.oversight.services import Member, NewEntry, NewVisit
from soi.portal.management.demo import people
from soi.portal.management.demo.cases import working_moment
from soi.portal.management.demo.play import Stage

TEXTS: dict[str, Any] = json.loads(Path(__file__).with_name("oversight.json").read_text("utf-8"))


class Oversight:
    """The Front looks at rubbish collection; the board begins to look at income and spending."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.cast = stage, stage.cast
        self.dice = random.Random("giám sát")  # noqa: S311 - the same ward each time
        self.number = self.second = ""
        self.duties: list[str] = []
        self.now = stage.agenda.now.astimezone(VIETNAM)
        steps = (
            (330, self.programme),
            (180, self.plan),
            (150, self.visit),
            (146, self.report),
            (138, self.reply),
            (130, self.conclude),
            (126, self.advise),
            (120, self.receive),
            (108, self.mend_first),
            (84, self.mend_second),
            (40, self.plan_second),
            (1, self.begin_second),
        )
        for days, step in steps:
            stage.agenda.plan(self._moment(days), step)

    def programme(self, at: datetime) -> None:
        """Enter the year's programme, agreed with council and committee."""
        services.enter_programme(
            office=people.FRONT,
            year=self._day(150).year,
            document="Chương trình 02/CTr-MTTQ (hư cấu)",
            agreed_with="Văn bản thống nhất với HĐND, UBND phường (hư cấu)",
            adopted_on=at.date(),
            stamp=self._front(at),
        )

    def plan(self, at: datetime) -> None:
        """Plan the visit, seat the team, and tell the department in time."""
        new = NewVisit(
            kind=Kind.DELEGATION,
            leading=people.FRONT,
            subject=people.INFRASTRUCTURE,
            title="Thu gom rác khu tái định cư Đồi Thông",
            month=self._day(150),
            basis="Kiến nghị của người dân tổ 12 tại cuộc họp tổ.",
            scope="Từ tháng 1 đến ngày giám sát.",
        )
        names = ("Mai Thử Mặt Trận", "Đại diện Hội Phụ nữ", "Đại diện Hội Cựu chiến binh")
        words = "Kế hoạch 05/KH-MTTQ (hư cấu)"
        self.number = self._announced(new, names, words, self._day(150), self._front(at))

    def visit(self, at: datetime) -> None:
        """Go there, write down what is seen, and sign the minutes on both sides."""
        self._begin(self.number, TEXTS["questions"], self._front(at))
        later = self._front(at + timedelta(hours=3))
        for place, text in enumerate(TEXTS["seen"]):
            self._note(self.number, place, text, "no", later)
        words = "Đoàn đã xem tại chỗ lô C, lô D, nhà sinh hoạt cộng đồng tổ 12."
        services.minute(number=self.number, text=words, stamp=later)
        services.sign(number=self.number, stamp=later)
        services.countersign(
            number=self.number,
            differences="Phòng cho rằng 46 hộ gồm cả các hộ chưa đến ở.",
            stamp=self.cast.head(people.INFRASTRUCTURE, later.at),
        )
        for found in TEXTS["findings"]:
            services.find(
                number=self.number,
                fact=found["fact"],
                norm=found["norm"],
                evidence=found["evidence"],
                grade=Grade.ESTABLISHED,
                vote=Vote(3 - found["against"], found["against"]),
                dissent="Một thành viên cho là do mưa." if found["against"] else "",
                stamp=later,
            )

    def report(self, at: datetime) -> None:
        """Hand in the report."""
        words = "Ba việc có căn cứ; phòng đã cung cấp đủ hợp đồng và lịch xe."
        services.report(number=self.number, text=words, stamp=self._front(at))

    def reply(self, at: datetime) -> None:
        """Let the department explain itself."""
        words = "Xe nhỏ hỏng từ tháng 7, đã thuê xe thay thế; phòng nhận việc dán lịch và thay nắp."
        stamp = self.cast.head(people.INFRASTRUCTURE, at)
        services.reply(number=self.number, text=words, stamp=stamp)

    def conclude(self, at: datetime) -> None:
        """Let the Front's chair conclude, who did not write the report."""
        services.conclude(
            number=self.number,
            text="Việc thu gom ở lô C, lô D không đúng hợp đồng; phòng đã nhận và nêu cách sửa.",
            document="Kết luận 07/KL-MTTQ (hư cấu)",
            stamp=self.cast.chair(people.FRONT, at),
        )

    def advise(self, at: datetime) -> None:
        """Adopt three recommendations, each with the day that its text names; send them."""
        visit = queries.by_number(self.number)
        findings = list(visit.findings.all()) if visit else []
        for place, (finding, advice) in enumerate(zip(findings, TEXTS["advice"], strict=True)):
            row = services.adopt(
                visit=self.number,
                text=advice["text"],
                addressee=people.INFRASTRUCTURE,
                vote=Vote(3),
                finding=finding.pk,
                written_due_on=self._day(120) + timedelta(days=advice["days"]),
                stamp=self._front(at),
            )
            services.confirm(number=row.number, stamp=self.cast.chair(people.FRONT, at))
            document = f"{8 + place}/KN-MTTQ (hư cấu)"
            services.send(number=row.number, document=document, stamp=self._front(at))
            self.duties.append(row.number)

    def receive(self, at: datetime) -> None:
        """Note the proven day of receipt; from it the department owes."""
        for place, number in enumerate(self.duties):
            proof, stamp = "Ký sổ chuyển văn bản", self._front(at)
            row = services.receive(number=number, received_on=at.date(), proof=proof, stamp=stamp)
            self.duties[place] = row.duty

    def mend_first(self, at: datetime) -> None:
        """Let the department mend the first thing in time; the Front has looked, and judges."""
        self._mended(self.duties[0], "Xe nhỏ chạy lô C, lô D từ đầu tháng.", at)

    def mend_second(self, at: datetime) -> None:
        """Let it mend the second late; the third it never does."""
        self._mended(self.duties[1], "Đã dán bảng mica ở nhà sinh hoạt cộng đồng.", at)

    def plan_second(self, at: datetime) -> None:
        """Let the People's Inspection Board plan a check of income and spending."""
        new = NewVisit(
            kind=Kind.BOARD,
            leading=people.BOARD,
            subject=people.CULTURE,
            title="Thu, chi các khoản đóng góp tự nguyện",
            month=self.now.date(),
            basis="Nghị quyết hội nghị đại diện hộ gia đình (hư cấu).",
        )
        names = ("Trịnh Ví Dụ", "Thành viên tổ 3", "Thành viên tổ 7")
        words = "Kế hoạch 01/KH-BTTND (hư cấu)"
        self.second = self._announced(new, names, words, self._day(1), self.cast.board(at))

    def begin_second(self, at: datetime) -> None:
        """Begin it; two of four questions are answered so far."""
        stamp = self.cast.board(at)
        self._begin(self.second, [question for question, *_rest in TEXTS["board"]], stamp)
        for place, (_question, answer, text) in enumerate(TEXTS["board"]):
            if answer:
                self._note(self.second, place, text, answer, stamp)

    def _announced(
        self, new: NewVisit, names: tuple[str, ...], document: str, on: date, stamp: Stamp
    ) -> str:
        number = services.plan(new=new, stamp=stamp).number
        lead, *others = names
        members = [Member(stamp.person, lead, Role.LEAD)]
        members += [Member(f"guest:{place}", name) for place, name in enumerate(others)]
        services.seat(number=number, members=members, stamp=stamp)
        services.announce(number=number, starts_on=on, document=document, stamp=stamp)
        return number

    def _begin(self, number: str, texts: list[str], stamp: Stamp) -> None:
        questions = [Question(f"q{place}", text) for place, text in enumerate(texts, start=1)]
        services.start(number=number, questions=questions, stamp=stamp)

    def _note(self, number: str, place: int, text: str, answer: str, stamp: Stamp) -> None:
        new = NewEntry(
            uuid=UUID(int=self.dice.getrandbits(128), version=4),
            text=text,
            device_at=stamp.at,
            seconds=300.0 * place,
            question=f"q{place + 1}",
            answer=answer,
        )
        services.note(number=number, new=new, stamp=stamp)

    def _mended(self, duty: str, text: str, at: datetime) -> None:
        note = (NewEvidence("note", text=text),)
        stamp = self.cast.officer(people.INFRASTRUCTURE, at)
        ledger.report(number=duty, text=text, evidence=note, stamp=stamp)
        seen = self._front(at + timedelta(days=2))
        ledger.judge(number=duty, text="Đoàn đã xem lại tại chỗ.", stamp=seen)

    def _front(self, at: datetime) -> Stamp:
        return self.cast.head(people.FRONT, at)

    def _day(self, ago: int) -> date:
        return self.stage.calendar.on_or_before((self.now - timedelta(days=ago)).date())

    def _moment(self, ago: int) -> datetime:
        return working_moment(self._day(ago), self.dice, self.stage.calendar)
