"""Where it burnt in phường Mẫu: rubbish that nobody fetched, and a festival that only was loud."""

import random
from datetime import date, datetime, time, timedelta
from functools import partial

from soi.core.hotspots import Outcome, State
from soi.core.stamps import SYSTEM, VIETNAM, Stamp
from soi.insight import queries, services
from soi.insight.services import Task, nightly
from soi.portal.management.demo.cases import Case
from soi.portal.management.demo.endings import Acknowledged, Done
from soi.portal.management.demo.people import COMMITTEE, FRONT
from soi.portal.management.demo.play import Stage

USUAL, BURST, LOUD = 78, 17, 14
FESTIVAL_DAYS_AGO, LOOKED_DAYS = 75, 5
_KT = "phong-kt-phuong-mau"
_RUBBISH = (
    ("Rác không ai thu gom", "Xe rác bỏ ngõ mình từ đầu tuần, rác chất trước cổng {g} bốc mùi."),
    ("Điểm rác tràn ra đường", "Điểm rác cuối ngõ {g} tràn hết ra lòng đường, xe không đi được."),
    ("Xe rác lỡ chuyến", "Xe thu gom không vào {g} hai chuyến liền, nhà nào cũng phải giữ rác."),
)
_NOISE = ("Ồn suốt đêm", "Loa kéo mở quá nửa đêm ở bãi tắm gần {g}, trẻ nhỏ không ngủ được.")
_COLLECTED = "Xe rác đã vào lại theo lịch; điểm rác đã dọn và rửa."
_KEY = 20261  # the same chance each time


def hotspots(stage: Stage) -> None:
    """Plan what residents told, the nights that found it, and what was done about it."""
    now = stage.agenda.now
    today = now.astimezone(VIETNAM).date()
    dice = random.Random("điểm nóng")  # noqa: S311 - the same ward each time
    for number in range(USUAL):
        day = today - timedelta(days=10 + number * 4)
        _tell(stage, dice, day, dice.randrange(1, 13), dice.choice(_RUBBISH), Done)
    for number in range(BURST):
        day = today - timedelta(days=1 + number % 6)
        _tell(stage, dice, day, 11 + number % 2, dice.choice(_RUBBISH), Acknowledged, number)
    festival = today - timedelta(days=FESTIVAL_DAYS_AGO)
    for number in range(LOUD):
        day = festival - timedelta(days=number % 3)
        _tell(stage, dice, day, 9, _NOISE, Done, number, topic="an_ninh_trat_tu")
    _plan(stage, festival + timedelta(days=1), 1, partial(_look, festival))
    _plan(stage, festival + timedelta(days=LOOKED_DAYS), 9, partial(_close_festival, stage))
    for ago in (4, 3, 2, 1):
        day = today - timedelta(days=ago)
        _plan(stage, day + timedelta(days=1), 1, partial(_look, day))
    _plan(stage, today - timedelta(days=1), 8, partial(_assign_rubbish, stage))
    _plan(stage, today - timedelta(days=1), 16, partial(_follow_rubbish, stage))


def _tell(  # noqa: PLR0913, PLR0917 - what a filing has
    stage: Stage,
    dice: random.Random,
    day: date,
    group: int,
    story: tuple[str, str],
    ending: type[Done] | type[Acknowledged],
    caller: int | None = None,
    topic: str = "rac_thai",
) -> None:
    clock = time(dice.choice((6, 7, 12, 18, 19, 20)), dice.randrange(60), tzinfo=VIETNAM)
    case = Case(
        kind="phan_anh",
        topic=topic,
        title=story[0],
        text=story[1].replace("{g}", f"tổ {group}"),
        answer=_COLLECTED if topic == "rac_thai" else "Đã nhắc ban tổ chức; lễ hội đã kết thúc.",
        group=f"to-{group:02}",
        received_at=datetime.combine(day, clock),
        ending="done" if ending is Done else "acknowledged",
        pictures=0,
        contact="" if caller is None else f"0900 000 2{caller:02}",
        published=True,
        dice=dice.randrange(10**6),
    )
    ending(case, stage)


def _plan(stage: Stage, day: date, hour: int, step: "partial[None]") -> None:
    stage.agenda.plan(datetime.combine(day, time(hour, 10, tzinfo=VIETNAM)), step)


def _look(day: date, at: datetime) -> None:
    nightly.scan_night(day=day, stamp=Stamp(SYSTEM, at), key=_KEY + day.toordinal())


def _close_festival(stage: Stage, at: datetime) -> None:
    """Let the Front go and ask: it was a festival, no incident."""
    for spot in _about("to-09"):
        stamp = stage.cast.head(FRONT, at)
        services.look(number=spot.number, stamp=stamp)
        services.close(
            number=spot.number,
            outcome=Outcome.EVENT,
            text="Lễ hội bãi tắm ba ngày, có giấy phép; hết lễ hội không ai phản ánh nữa.",
            stamp=stamp,
        )


def _assign_rubbish(stage: Stage, at: datetime) -> None:
    for spot in _about("to-11", "to-12"):
        task = Task(
            _KT,
            "Cho xe nhỏ vào thu gom ở tổ 11 và tổ 12 hai buổi một ngày đến khi hết tồn.",
            at.astimezone(VIETNAM).date() + timedelta(days=7),
            "Ý kiến chỉ đạo của Chủ tịch UBND phường tại giao ban",
        )
        stamp = stage.cast.head(COMMITTEE, at)
        services.look(number=spot.number, stamp=stamp)
        services.assign(number=spot.number, task=task, stamp=stamp)
        return  # one decision for one matter, however many streams show it


def _follow_rubbish(stage: Stage, at: datetime) -> None:
    for spot in queries.open_spots().filter(state=State.ASSIGNED):
        services.follow(
            number=spot.number,
            text="Tổ 12 đã có hai chuyến xe; tổ 11 chiều nay chưa có xe vào.",
            stamp=stage.cast.head(_KT, at),
        )


def _about(*places: str) -> list[queries.Row]:
    wanted = set(places)
    rows = queries.open_spots().filter(state=State.FOUND).order_by("-topic", "pk")
    return [row for row in rows if wanted & set(row.places)]
