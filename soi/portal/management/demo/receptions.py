"""Reception days of phường Mẫu: one that was held, and one that is posted."""

from datetime import date, datetime, time, timedelta

from soi.core.filings import Kind
from soi.core.stamps import VIETNAM, Stamp
from soi.desk import services
from soi.portal.management.demo.people import COMMITTEE, HEAD, Cast
from soi.portal.management.demo.play import Stage
from soi.reports.services import Contact, Filing

_NOTICE = 8  # working days between the notice and the day itself
_VISITS = (  # minutes after half past seven, minutes of talk, people, what about, what came of it
    (5, 14, 1, "Hỏi vì sao đèn hẻm Sen Hồng sửa rồi lại tắt", "Nhận thành phản ánh, giao ngay"),
    (12, 9, 3, "Xin biết lịch cấp nước hẻm Trúc Xanh", "Đã trả lời tại chỗ, các hộ đồng ý"),
    (40, 0, 1, "Hỏi thủ tục cấp đổi số nhà", ""),
)
_TOLD = "Đèn hẻm Sen Hồng sửa tháng trước, nay tắt lại ba đêm liền, đề nghị phường kiểm tra dây."


class Receptions:
    """The chair's reception days, planned among everything else that happens."""

    def __init__(self, stage: Stage) -> None:
        self.cast: Cast = stage.cast
        self.calendar, self.agenda, self.pk = stage.calendar, stage.agenda, 0
        today = stage.agenda.now.astimezone(VIETNAM).date()
        self.held = self.calendar.add(today - timedelta(days=24), 1)
        self.agenda.plan(self._at(self._before(self.held), 9), self.post)
        self.agenda.plan(self._at(self.held, 7), self.hold)
        self.agenda.plan(self._at(self._before(today), 9), self.post_the_next)

    def post(self, at: datetime) -> None:
        """Announce the day that was held."""
        self.pk = self._announced(self.held, at)

    def post_the_next(self, at: datetime) -> None:
        """Announce the next day, far enough ahead."""
        self._announced(self.calendar.add(at.astimezone(VIETNAM).date(), 2 * _NOTICE), at)

    def hold(self, at: datetime) -> None:
        """Let three come: one files, one is answered at once, one leaves before the turn."""
        doors = at.replace(minute=30)
        for minutes, talk, people, subject, outcome in _VISITS:
            came = doors + timedelta(minutes=minutes)
            visit = services.arrive(
                pk=self.pk,
                subject=subject,
                people=people,
                contact=Contact("Người Đến Ví Dụ"),
                stamp=self.cast.desk(came),
            )
            if not talk:
                services.leave(visit=visit.pk, stamp=self.cast.desk(came + timedelta(minutes=25)))
                continue
            chair = self._chair(came + timedelta(minutes=6))
            services.call(visit=visit.pk, stamp=chair)
            if "Nhận thành" in outcome:
                told = Filing(
                    kind=Kind.REPORT,
                    text=_TOLD,
                    topic="ha_tang",
                    group="to-03",
                    accuses_nobody=True,
                )
                services.file_from_visit(visit=visit.pk, filing=told, stamp=self.cast.desk(came))
            ends = self._chair(came + timedelta(minutes=6 + talk))
            services.finish(visit=visit.pk, minutes=f"{subject}. {outcome}.", outcome=outcome,
                            stamp=ends)  # fmt: skip

    def _announced(self, on: date, at: datetime) -> int:
        day = services.schedule(
            on=on,
            starts=time(7, 30),
            ends=time(11, 0),
            place="Phòng tiếp công dân, trụ sở UBND phường Mẫu",
            post=f"{COMMITTEE}-{HEAD}",
            document="Lịch tiếp công dân của Chủ tịch UBND phường (hư cấu)",
            stamp=self._chair(at),
        )
        return int(day.pk)

    def _chair(self, at: datetime) -> Stamp:
        return self.cast.head(COMMITTEE, at)

    def _before(self, day: date) -> date:
        return self.calendar.add(day - timedelta(days=2 * _NOTICE), 1)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), VIETNAM)
