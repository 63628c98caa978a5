"""Small drawn scenes instead of photos: nobody's street, nobody's face."""

import io
import random
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

from soi.web.pictures import Picture

WIDTH, HEIGHT, GROUND = 640, 480, 300
VARIANTS = 6
_Brush = ImageDraw.ImageDraw
_Point = tuple[float, float]
_WALLS = ("#d9c7a3", "#c9d6cf", "#e3d3c4", "#bfc9d9", "#d8cfd9")
_ROOFS = ("#8c3b2a", "#6b4a3a", "#4f6d5b", "#7a5560")


@cache
def scene(topic: str, variant: int, when: str) -> Picture:
    """Return a drawn scene of `topic`; `when` is "before" or "after" it was mended."""
    dice = random.Random(f"{topic}/{variant}")  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", (WIDTH, HEIGHT), "#cfe3ee" if when == "after" else "#c3ccd4")
    brush = ImageDraw.Draw(image)
    _street(brush, dice)
    wrong, mended = _SUBJECTS.get(topic, (_notice_board, _notice_board))
    (mended if when == "after" else wrong)(brush, dice)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return Picture(target.getvalue(), WIDTH, HEIGHT)


def _street(brush: _Brush, dice: random.Random) -> None:
    left = -20
    while left < WIDTH:
        width, height = dice.randint(90, 150), dice.randint(110, 200)
        _house(brush, dice, left, GROUND - height, left + width)
        left += width + 6
    brush.rectangle((0, GROUND, WIDTH, GROUND + 34), fill="#b9b2a6")
    for kerb in range(0, WIDTH, 40):
        brush.line((kerb, GROUND, kerb - 14, GROUND + 34), fill="#a39c90", width=2)
    brush.rectangle((0, GROUND + 34, WIDTH, HEIGHT), fill="#5d6266")
    for dash in range(20, WIDTH, 110):
        brush.rectangle((dash, 410, dash + 56, 418), fill="#d6d6cf")


def _house(brush: _Brush, dice: random.Random, left: int, top: int, right: int) -> None:
    brush.rectangle((left, top, right, GROUND), fill=dice.choice(_WALLS))
    roof = dice.choice(_ROOFS)
    brush.polygon([(left - 6, top), ((left + right) / 2, top - 34), (right + 6, top)], fill=roof)
    middle = (left + right) // 2
    brush.rectangle((middle - 16, GROUND - 62, middle + 16, GROUND), fill="#6a5848")
    for window in (left + 12, right - 36):
        brush.rectangle((window, top + 18, window + 24, top + 46), fill="#8fb3c7", outline="#555")


def _hole(brush: _Brush, dice: random.Random) -> None:
    x, y = dice.randint(200, 380), dice.randint(352, 390)
    brush.ellipse((x, y, x + 130, y + 56), fill="#3a3d40", outline="#8a8d8f", width=5)
    edge: list[_Point] = [(x + 20, y + 30), (x + 60, y + 8), (x + 100, y + 34), (x + 62, y + 48)]
    brush.polygon(edge, fill="#15181a")
    brush.line((x + 40, y + 4, x + 72, y + 52), fill="#c2a24a", width=4)
    brush.polygon([(x - 40, y + 60), (x - 20, y - 6), (x, y + 60)], fill="#d9672b")
    brush.rectangle((x - 33, y + 24, x - 7, y + 34), fill="#f4efe6")


def _cover(brush: _Brush, dice: random.Random) -> None:
    x, y = dice.randint(200, 380), dice.randint(352, 390)
    brush.ellipse((x, y, x + 130, y + 56), fill="#8d9296", outline="#c9cdd0", width=5)
    for line in range(18, 120, 18):
        brush.line((x + line, y + 12, x + line, y + 46), fill="#6f7478", width=4)


def _bags(brush: _Brush, dice: random.Random) -> None:
    for _ in range(16):
        x, y = dice.randint(180, 420), dice.randint(285, 345)
        colour = dice.choice(("#2b2f31", "#3f5a48", "#6a4b32", "#7b7f82", "#c8c4b6"))
        brush.ellipse((x, y, x + 62, y + 48), fill=colour)
        brush.polygon([(x + 24, y + 6), (x + 31, y - 12), (x + 38, y + 6)], fill=colour)
    for _ in range(24):
        x, y = dice.randint(170, 490), dice.randint(250, 400)
        brush.ellipse((x, y, x + 4, y + 4), fill="#14181a")


def _bins(brush: _Brush, dice: random.Random) -> None:
    for number in range(3):
        x = 220 + number * 76 + dice.randint(-4, 4)
        brush.rectangle((x, 262, x + 54, 334), fill="#2f7d57", outline="#1d4f37", width=3)
        brush.rectangle((x - 5, 252, x + 59, 264), fill="#1d4f37")


def _canal(brush: _Brush, dice: random.Random, water: str, fish: str) -> None:
    brush.polygon([(0, 350), (WIDTH, 330), (WIDTH, 450), (0, 470)], fill=water)
    for _ in range(14):
        x, y = dice.randint(10, 600), dice.randint(360, 440)
        brush.ellipse((x, y, x + 26, y + 9), fill=fish)
        brush.polygon([(x + 24, y + 4), (x + 34, y - 2), (x + 34, y + 10)], fill=fish)


def _dirty_canal(brush: _Brush, dice: random.Random) -> None:
    _canal(brush, dice, "#2f3327", "#d9d9cf")


def _clean_canal(brush: _Brush, dice: random.Random) -> None:
    _canal(brush, dice, "#6fa3b5", "#86b4c2")


def _trucks(brush: _Brush, dice: random.Random) -> None:
    for number in range(3):
        x = 40 + number * 200 + dice.randint(-10, 10)
        brush.rectangle((x, 300, x + 120, 372), fill=dice.choice(("#b5533c", "#3c6fb5", "#8a8f3c")))
        brush.rectangle((x + 120, 326, x + 164, 372), fill="#d5d8da", outline="#555")
        for wheel in (x + 16, x + 84, x + 128):
            brush.ellipse((wheel, 360, wheel + 28, 388), fill="#1d1f20")


def _free_road(brush: _Brush, dice: random.Random) -> None:
    x = dice.randint(420, 520)
    brush.rectangle((x, 180, x + 8, 334), fill="#777")
    brush.ellipse((x - 26, 150, x + 34, 210), fill="#c9402f", outline="#fff", width=5)
    brush.rectangle((x - 16, 174, x + 24, 186), fill="#fff")


def _fence(brush: _Brush, dice: random.Random) -> None:
    for post in range(60, 580, 34):
        brush.rectangle((post, 246, post + 9, 338), fill="#7d6a4f")
    for rail in (262, 300):
        brush.rectangle((56, rail, 580, rail + 8), fill="#93805f")
    x = dice.randint(180, 360)
    brush.polygon([(x, 338), (x + 60, 288), (x + 120, 338)], fill="#a5492f")


def _open_ground(brush: _Brush, dice: random.Random) -> None:
    brush.rectangle((40, 270, 600, 338), fill="#8fae6c")
    for _ in range(3):
        x = dice.randint(80, 540)
        brush.rectangle((x, 210, x + 10, 290), fill="#6b4f36")
        brush.ellipse((x - 34, 150, x + 44, 226), fill="#4f7f45")


def _counter(brush: _Brush, dice: random.Random, waiting: int) -> None:
    brush.rectangle((0, 0, WIDTH, HEIGHT), fill="#ece6da")
    brush.rectangle((60, 220, 580, 330), fill="#8a6a48", outline="#5b4630", width=4)
    brush.rectangle((80, 60, 360, 150), fill="#2f4f46")
    for line in range(3):
        brush.rectangle((100, 78 + line * 22, 240 + line * 30, 86 + line * 22), fill="#dfe9e4")
    brush.rectangle((440, 70, 560, 140), fill="#111", outline="#777", width=4)
    brush.rectangle((462, 92, 538, 118), fill="#c9402f" if waiting else "#3fae6e")
    for place in range(waiting):
        x = 60 + place * 74 + dice.randint(-6, 6)
        colour = dice.choice(("#5a6b7a", "#7a5a5a", "#5a7a63", "#77705a"))
        brush.ellipse((x, 330, x + 44, 374), fill="#8b6f5c")
        brush.rectangle((x - 8, 372, x + 52, HEIGHT), fill=colour)


def _queue(brush: _Brush, dice: random.Random) -> None:
    _counter(brush, dice, 7)


def _no_queue(brush: _Brush, dice: random.Random) -> None:
    _counter(brush, dice, 0)


def _notice_board(brush: _Brush, dice: random.Random) -> None:
    brush.rectangle((190, 130, 450, 300), fill="#f4f1e6", outline="#5b4630", width=8)
    for row in range(6):
        length = dice.randint(120, 210)
        brush.rectangle((215, 156 + row * 22, 215 + length, 164 + row * 22), fill="#8d9296")
    for leg in (214, 416):
        brush.rectangle((leg, 300, leg + 12, 338), fill="#5b4630")


_Drawn = Callable[[_Brush, random.Random], None]
_SUBJECTS: dict[str, tuple[_Drawn, _Drawn]] = {
    "ha_tang": (_hole, _cover),
    "rac_thai": (_bags, _bins),
    "moi_truong": (_dirty_canal, _clean_canal),
    "an_ninh_trat_tu": (_trucks, _free_road),
    "dat_dai": (_fence, _open_ground),
    "thu_tuc": (_queue, _no_queue),
    "thai_do_can_bo": (_queue, _no_queue),
}
