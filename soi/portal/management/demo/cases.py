"""What the residents of phường Mẫu told in fourteen months: all of it made up.

The same day gives the same ward: nothing here is left to chance but by a fixed seed.
"""

import json
import random
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from soi.core.stamps import VIETNAM
from soi.core.workdays import Calendar

COUNT, DAYS = 300, 424
_LATELY = 0.4
GROUPS = 12
OUTSIDE = ("ha_tang", "khac", "dat_dai")  # topics that sometimes belong to somebody else
_STORIES = json.loads(Path(__file__).with_name("stories.json").read_text("utf-8"))
_PLACES = (
    ("Bằng Lăng", "chợ Mẫu"),
    ("Phượng Vĩ", "hẻm 5 Phượng Vĩ"),
    ("Hoa Sữa", "trường tiểu học Ban Mai Mẫu"),
    ("Sen Hồng", "công viên Hồ Nhỏ"),
    ("Mai Vàng", "trạm y tế phường"),
    ("Trúc Xanh", "bãi đất trống cuối đường Trúc Xanh"),
    ("Cau Vua", "khu tập thể Cũ"),
    ("Dừa Nước", "kênh Cây Bàng"),
    ("Muồng Tím", "bãi tắm Cát Mịn"),
    ("Sứ Trắng", "trụ sở UBND phường"),
    ("Me Xanh", "cầu Ván"),
    ("Hoa Giấy", "khu tái định cư Đồi Thông"),
)
_SHORT = (
    ("không", "ko"), ("được", "dc"), ("người", "ng"), ("với", "vs"), ("rồi", "r"),
    ("nhưng", "nhg"), ("trước", "trc"), ("đường", "đg"), ("phường", "p"), ("vẫn", "vẫn"),
)  # fmt: skip
_ENDINGS = {
    "done": 130, "silent": 44, "unfixed": 17, "refused": 16, "merged": 9, "withdrawn": 8,
    "answered_outside": 12, "mended": 10, "dismissed": 6,
}  # fmt: skip
_NOW = {
    "new": 10, "acknowledged": 12, "answered": 9, "overdue": 5, "disputed": 4, "reopened": 3,
    "handed_over": 5,
}  # fmt: skip
# How many days ago something with this ending was sent.
_AGES = {
    "new": (0, 1), "acknowledged": (0, 4), "answered": (6, 14), "overdue": (14, 40),
    "disputed": (9, 20), "reopened": (14, 22), "handed_over": (3, 30), "unfixed": (14, DAYS),
    "mended": (30, DAYS), "dismissed": (30, DAYS), "answered_outside": (25, DAYS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One filing, and what became of it.

    ending: a word from the tables above
    """

    kind: str
    topic: str
    title: str
    text: str
    answer: str
    group: str
    received_at: datetime
    ending: str
    pictures: int
    contact: str
    published: bool
    dice: int


def cases(now: datetime, calendar: Calendar) -> list[Case]:
    """Return every filing of the demo, the oldest first."""
    dice = random.Random("phường Mẫu")  # noqa: S311 - the same ward each time
    endings = [word for word, count in {**_ENDINGS, **_NOW}.items() for _ in range(count)]
    dice.shuffle(endings)
    made = [_case(dice, place, ending, now, calendar) for place, ending in enumerate(endings)]
    return sorted(made, key=lambda one: one.received_at)


def working_moment(day: date, dice: random.Random, calendar: Calendar) -> datetime:
    """Return a moment in office hours on `day`, or on the working day that follows."""
    hour = dice.choice((8, 8, 9, 9, 10, 10, 13, 14, 14, 15, 16))
    clock = time(hour, dice.randrange(60), dice.randrange(60), tzinfo=VIETNAM)
    return datetime.combine(calendar.on_or_after(day), clock)


def _case(dice: random.Random, place: int, ending: str, now: datetime, calendar: Calendar) -> Case:
    story = _story(dice, ending)
    group = dice.choice((*range(1, GROUPS + 1), 3, 8, 11, 12, 12))
    received_at = _received_at(dice, ending, now)
    plain = story["kind"] != "khieu_nai"
    return Case(
        kind=story["kind"],
        topic=story["topic"],
        title=story["title"],
        text=_told(dice, story["text"], group),
        answer=story["answer"],
        group=f"to-{group:02}",
        received_at=received_at,
        ending=ending,
        pictures=dice.choice((0, 0, 1, 1, 2)) if plain else 0,
        contact=f"0900 000 0{place % 90 + 10}" if dice.random() < 0.4 or not plain else "",
        published=plain and (ending != "new" or dice.random() < 0.3),
        dice=dice.randrange(10**6),
    )


def _story(dice: random.Random, ending: str) -> dict[str, str]:
    complaints = [one for one in _STORIES if one["kind"] == "khieu_nai"]
    if ending == "acknowledged" and dice.random() < 0.3:
        return dict(dice.choice(complaints))
    while True:
        story: dict[str, str] = dice.choice(_STORIES)
        outside = ending in {"handed_over", "answered_outside"}
        if outside and story["topic"] not in OUTSIDE:
            continue
        # Complaints have a path of their own; here they are only taken in.
        if story["kind"] != "khieu_nai":
            return story


def _received_at(dice: random.Random, ending: str, now: datetime) -> datetime:
    youngest, oldest = _AGES.get(ending, (3, DAYS))
    if ending == "done" and dice.random() < _LATELY:
        youngest, oldest = 9, 45  # the ward has come to be used more
    day = (now - timedelta(days=dice.randint(youngest, oldest))).astimezone(VIETNAM).date()
    hour = dice.choice((6, 7, 8, 9, 10, 11, 12, 14, 16, 17, 18, 19, 20, 21))
    clock = time(hour, dice.randrange(60), dice.randrange(60), tzinfo=VIETNAM)
    # What was sent today was sent some time before now.
    latest = now - timedelta(minutes=dice.randint(20, 200))
    return min(datetime.combine(day, clock), latest.astimezone(VIETNAM))


def _told(dice: random.Random, text: str, group: int) -> str:
    street, mark = _PLACES[group - 1]
    text = text.replace("{s}", f"đường {street}").replace("{m}", mark).replace("{g}", f"tổ {group}")
    text = text.replace("đường đường", "đường")
    style = dice.random()
    if style < 0.22:
        return _unmarked(text).lower()
    if style < 0.34:
        for long, short in _SHORT:
            text = text.replace(f" {long} ", f" {short} ")
        return text.lower()
    return text


def _unmarked(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in parts if not unicodedata.combining(one))
