"""A working session of phường Mẫu, from a made-up resolution to what became of its requests."""

import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path

from soi.core.citations import written
from soi.core.stamps import VIETNAM, Stamp
from soi.directives import queries, services
from soi.directives.queries import Document
from soi.directives.services import Decision, NewDocument, NewSession, Part
from soi.directives.services.followup import Known
from soi.duties import services as ledger
from soi.portal.management.demo import people
from soi.portal.management.demo.cases import working_moment
from soi.portal.management.demo.play import Stage

_TEXTS: dict[str, str] = json.loads(Path(__file__).with_name("session.json").read_text("utf-8"))
_CITY, _CITY_FRONT = "thanh-uy-mau", "mttq-thanh-pho-mau"
_HOLDERS = {"31/KH-UBND": people.COMMITTEE}


class Meeting:
    """One story: three documents, a session with its article, a round, the next session."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.dice = stage, random.Random("buổi làm việc")  # noqa: S311 - the same ward each time
        self.calendar, self.number = stage.calendar, ""
        now = stage.agenda.now.astimezone(VIETNAM)
        self.held = self._day(now, 120)
        self.words = self._words(now)
        steps = (
            (190, self.plans),
            (130, self.schedule),
            (120, self.meet),
            (100, self.pass_down),
            (20, self.ask_back),
            (8, self.next_session),
        )
        for days, step in steps:
            stage.agenda.plan(self._moment(now, days), step)

    def plans(self, at: datetime) -> None:
        """Register the resolution and the two plans that carry it out."""
        for name in ("resolution", "city_plan", "ward_plan"):
            document = services.register(
                text=self._text(name), new=NewDocument(), stamp=self._party(at)
            )
            self._take(document, people.COMMITTEE, at)

    def schedule(self, at: datetime) -> None:
        """Plan the session with its participants; the chair acts for the city's Party committee."""
        stamp = self._party(at)
        session = services.schedule(
            new=NewSession(
                title="Thực hiện Nghị quyết về giữ gìn phố phường sạch",
                held_on=self.held,
                visiting=_CITY,
                subject=people.PARTY,
                place="phòng họp 1, 1 đường Sứ Trắng",
                agenda=_TEXTS["agenda"],
            ),
            stamp=stamp,
        )
        self.number = session.number
        rows = (
            ("chair", "Chủ tịch Ủy ban MTTQ Việt Nam thành phố Mẫu", _CITY_FRONT, _CITY),
            ("subject", "Bí thư Đảng ủy phường", people.PARTY, ""),
            ("attending", "Chủ tịch Ủy ban MTTQ Việt Nam phường", people.FRONT, ""),
        )
        for role, post, office, acting_for in rows:
            services.add_participant(
                number=self.number,
                office=office,
                post=post,
                role=role,
                acting_for=acting_for,
                stamp=stamp,
            )

    def meet(self, at: datetime) -> None:
        """Hold the session, read its article, confirm its requests, conclude."""
        stamp = self._party(at)
        services.hold(
            number=self.number,
            minutes="Biên bản buổi làm việc (hư cấu).",
            assessment="Nhiều tổ tự quản tốt; khu tái định cư Đồi Thông còn rác tồn.",
            stamp=stamp,
        )
        article = services.register(
            text=self._text("article"), new=NewDocument(session=self.number), stamp=stamp
        )
        services.add_paper(number=self.number, document=article.number, role="press", stamp=stamp)
        self._take(article, _CITY, at)
        for draft in queries.drafts(article):
            if draft.vagueness > 1:
                services.ask_again(pk=draft.pk, stamp=stamp)
        services.conclude(number=self.number, notice="31-TB/TCT (hư cấu)", stamp=stamp)

    def pass_down(self, at: datetime) -> None:
        """Pass the city's task down to the cells, and make the plan known."""
        whole = self._duty_of("31/KH-UBND")
        plan = next(iter(queries.listed("12/KH-UBND", internal=True)))
        beside = [(people.FRONT, "coordinates")]
        parts = services.pass_down(
            number=whole,
            parts=[
                Part(people.INFRASTRUCTURE, "Lập lịch thu gom cho 12 tổ", 2, helpers=beside),
                Part("to-08", "Giữ điểm tập kết bên kênh Cây Bàng"),
                Part("to-12", "Giữ điểm tập kết khu Đồi Thông"),
            ],
            stamp=self.stage.cast.head(people.COMMITTEE, at),
        )  # fmt: skip
        holder = self.stage.cast.officer(people.INFRASTRUCTURE, at)
        ledger.progress(number=parts[0].number, percent=75, text="Tự báo cáo.", stamp=holder)
        day = at.astimezone(VIETNAM).date()
        told = (
            Known("to-08", day, "Họp tổ dân phố", 60, 41, "Biên bản số 04"),
            Known("to-12", day, "Gửi văn bản"),
        )
        for one in told:
            services.make_known(number=plan.number, told=one, stamp=self._party(at))

    def ask_back(self, at: datetime) -> None:
        """Ask every holder of the session's requests how far they are."""
        due = at.astimezone(VIETNAM).date() + timedelta(days=10)
        services.ask_round(
            session=self.number,
            question="Việc được giao đến đâu, vướng gì, khi nào xong?",
            due_on=due,
            stamp=self._party(at),
        )

    def next_session(self, at: datetime) -> None:
        """Plan the next session: it begins with what is still open."""
        day = self.calendar.on_or_after(at.astimezone(VIETNAM).date() + timedelta(days=18))
        services.schedule(
            new=NewSession(
                title="Xem lại yêu cầu của buổi trước về giữ gìn phố phường sạch",
                held_on=day,
                visiting=_CITY,
                subject=people.PARTY,
                agenda=_TEXTS["agenda"],
            ),
            stamp=self._party(at),
        )

    def _take(self, document: Document, asker: str, at: datetime) -> None:
        for draft in queries.drafts(document):
            holder = _HOLDERS.get(document.symbol) or _holder(draft.holder_printed)
            decision = Decision(
                draft.title,
                holder,
                draft.due_on,
                draft.due_kind,
                draft.measure_unit,
                draft.measure_target,
            )
            services.accept(pk=draft.pk, decision=decision, requester=asker, stamp=self._party(at))

    def _duty_of(self, symbol: str) -> str:
        document = next(iter(queries.listed(symbol, internal=True).filter(symbol=symbol)))
        return queries.numbers_of(document, None)[0]

    def _party(self, at: datetime) -> Stamp:
        return self.stage.cast.officer(people.PARTY, at)

    def _text(self, name: str) -> str:
        return _TEXTS[name].format(**self.words)

    def _words(self, now: datetime) -> dict[str, str]:
        days = {
            "resolution": 260,
            "city": 230,
            "ward": 200,
            "city_due": 30,
            "ward_due": 60,
            "bins_due": 40,
        }
        found = {name: self._day(now, ago) for name, ago in days.items()}
        words = {name: written(day) for name, day in found.items() if not name.endswith("due")}
        words |= {f"{name}_short": f"{day:%d/%m/%Y}" for name, day in found.items()}
        words |= {name: f"{day:%d/%m/%Y}" for name, day in found.items() if name.endswith("due")}
        words["press"] = f"{self.held:%d-%m-%Y} 15:30"
        words["held_short"] = f"{self.held.day}-{self.held.month}"
        words["next_year"] = str(self.held.year + 1)
        return words

    def _day(self, now: datetime, ago: int) -> date:
        return self.calendar.on_or_before((now - timedelta(days=ago)).date())

    def _moment(self, now: datetime, ago: int) -> datetime:
        return working_moment(self._day(now, ago), self.dice, self.calendar)


def _holder(printed: str) -> str:
    for words, slug in (
        ("Phòng Kinh tế", people.INFRASTRUCTURE),
        ("Công an", people.POLICE),
        ("Ủy ban Mặt trận", people.FRONT),
    ):
        if printed.startswith(words):
            return slug
    return people.PARTY
