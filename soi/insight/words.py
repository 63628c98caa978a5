"""What is stored about hot spots, in words, and the sentence that an officer reads."""

from datetime import date

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from soi.core.hotspots import LIFE, Act, Outcome, State
from soi.core.words import Table
from soi.insight.queries import Row
from soi.reports.words import TOPICS

STATES = Table(
    {
        State.FOUND: _("Chưa ai xem"),
        State.LOOKED_AT: _("Đã xem"),
        State.FOLLOWED: _("Đang theo dõi"),
        State.ASSIGNED: _("Đã giao việc"),
        State.QUIET: _("Đã lặng, chờ kết luận"),
        State.CLOSED: _("Đã đóng"),
    },
    of=State,
    tones={
        State.FOUND: "late",
        State.LOOKED_AT: "wait",
        State.FOLLOWED: "wait",
        State.ASSIGNED: "wait",
        State.QUIET: "faint",
        State.CLOSED: "done",
    },
)
OUTCOMES = Table(
    {
        Outcome.REAL: _("Có thật"),
        Outcome.EVENT: _("Không phải sự cố: do một sự kiện"),
        Outcome.DATA_FAULT: _("Lỗi số liệu"),
        Outcome.CHANCE: _("Ngẫu nhiên, không rõ nguyên nhân"),
    },
    of=Outcome,
    tones={Outcome.REAL: "done"},
)
ACTS = Table(
    {
        Act.FOUND: _("Máy thấy vượt mức thường"),
        Act.SEEN: _("Máy thấy lại"),
        Act.LOOK: _("Đã xem"),
        Act.ASSIGN: _("Giao việc"),
        Act.FOLLOW: _("Ghi việc đã làm, đã thấy"),
        Act.QUIETED: _("Bảy ngày không thấy nữa"),
        Act.CLOSE: _("Đóng, nói rõ thực ra là gì"),
    },
    of=Act,
)
WORDS = {
    "hotspot.state": STATES,
    "hotspot.outcome": OUTCOMES,
    "hotspot.act": ACTS,
    "record.kind": Table({LIFE.kind(act): ACTS[act] for act in Act}),
}


def topic_of(spot: Row) -> str:
    """Name what a hot spot is about."""
    return TOPICS.say(spot.topic) if spot.topic else gettext("Mọi lĩnh vực")


def rare(days: float) -> str:
    """Write a recurrence in years, months or days: “2,7 năm”."""
    if days >= 365:
        years = f"{days / 365.25:.1f}".rstrip("0").rstrip(".")
        return gettext("%s năm") % _decimal(years)
    if days >= 60:
        return gettext("%d tháng") % round(days / 30.4)
    return gettext("%d ngày") % round(days)


def about(number: float) -> str:
    """Write what was to be expected as one says it: a whole number, or “dưới 1”."""
    return gettext("dưới 1") if number < 1 else str(round(number))


def sentence(spot: Row) -> str:
    """Say what an officer must know of a hot spot: days, how many, what is usual, how rare.

    Source: insight.md, section 1.6.
    """
    facts = {
        "days": (spot.last_on - spot.first_on).days + 1,
        "from": _short(spot.first_on, spot.last_on),
        "until": f"{spot.last_on:%d/%m/%Y}",
        "observed": spot.observed,
        "senders": spot.senders,
        "places": len(spot.places),
        "usual": about(spot.expected),
        "rare": rare(spot.recurrence),
    }
    counted = ngettext(
        "%(days)d ngày, %(from)s–%(until)s: %(observed)d phản ánh của %(senders)d người gửi ở "
        "%(places)d tổ dân phố; mức thường ngày ứng với khoảng %(usual)s.",
        "%(days)d ngày, %(from)s–%(until)s: %(observed)d phản ánh của %(senders)d người gửi ở "
        "%(places)d tổ dân phố; mức thường ngày ứng với khoảng %(usual)s.",
        len(spot.places),
    )
    chance = (
        gettext("Nếu chỉ do ngẫu nhiên, mức này hiếm hơn một lần trong %(rare)s.")
        if spot.rarer
        else gettext("Nếu chỉ do ngẫu nhiên, mức này chừng %(rare)s mới có một lần.")
    )
    return f"{counted % facts} {chance % facts}"


def _short(first: date, last: date) -> str:
    return f"{first:%d/%m}" if first.year == last.year else f"{first:%d/%m/%Y}"


def _decimal(text: str) -> str:
    return text if (get_language() or "vi").startswith("en") else text.replace(".", ",")
