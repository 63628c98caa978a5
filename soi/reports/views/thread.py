"""The thread of acts on a report, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soi.core.filings import PRIVATE, Act
from soi.offices.queries import Chart
from soi.reports.words import ACTS, DISPUTES, OUTCOMES, REFUSALS

_QUOTED = {Act.ANSWERED, Act.UPHELD, Act.DISMISSED, Act.CLOSED_UNFIXED}


@dataclass(frozen=True, slots=True)
class Knot:
    """One act in the thread."""

    told: str
    on: date
    at: datetime
    shape: str
    office_name: str
    more: str
    text: str
    note: str
    quoted: bool


def thread(events: Iterable[Any], chart: Chart, *, private: bool) -> list[Knot]:
    """Return the acts in order; what is not for everybody only if `private`."""
    return [
        _knot(one, chart, private=private) for one in events if private or one.act not in PRIVATE
    ]


def _knot(event: Any, chart: Chart, *, private: bool) -> Knot:
    told, more = _told(event, chart)
    return Knot(
        told=told,
        on=event.on,
        at=event.at,
        shape=ACTS.tone(event.act),
        office_name=chart.name(event.office) if event.office else "",
        more=more,
        text=event.text,
        note=event.note if private else "",
        quoted=event.act in _QUOTED,
    )


def _told(event: Any, chart: Chart) -> tuple[str, str]:
    """Return the heading of an act, and a sentence with what belongs to it."""
    facts: dict[str, Any] = event.facts
    tell = _TELLERS.get(event.act)
    return tell(facts, chart, ACTS.say(event.act)) if tell else (ACTS.say(event.act), "")


def _assigned(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    return told, _("Vì: %(rule)s.") % {"rule": facts["text"]} if facts.get("text") else ""


def _transferred(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    names = {"from": chart.name(facts.get("from", "")), "to": chart.name(facts.get("to", ""))}
    return f"{told}: {names['to']}", _("Từ %(from)s. Ngày hẹn không đổi.") % names


def _referred(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    name = chart.name(facts.get("to", ""))
    source = facts.get("source") or _("không có thời hạn luật định")
    more = _("Văn bản: %(document)s. Thời hạn của nơi nhận: %(source)s. Phường theo dõi tiếp.")
    return f"{told}: {name}", more % {"document": facts.get("document", ""), "source": source}


def _answered(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    outcome = facts.get("outcome", "")
    return (f"{told}: {OUTCOMES.say(outcome).lower()}" if outcome else told), ""


def _disputed(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    reviewer = chart.name(facts.get("reviewer", ""))
    more = _("Nơi xem lại: %(office)s.") % {"office": reviewer} if reviewer else ""
    return f"{told}: {DISPUTES.say(facts.get('reason', ''))}", more


def _dismissed(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    return told, _("Đây là lần xem lại thứ hai. Việc khép tại đây.") if facts.get("final") else ""


def _refused(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    more = _("Ông/bà cần đến: %(destination)s.") % {"destination": facts.get("destination", "")}
    return f"{told}: {REFUSALS.say(facts.get('reason', ''))}", more


def _published(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    count = int(facts.get("masked", 0) or 0)
    more = ngettext("Che %(n)s chỗ vì thông tin riêng.", "Che %(n)s chỗ vì thông tin riêng.", count)
    return told, more % {"n": count} if count else ""


def _merged(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    return f"{told}: {facts.get('into', '')}", ""


def _unmerged(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    if not facts.get("goes_on"):
        return told, ""
    return told, _("Việc ở đây đi tiếp, không theo %(number)s nữa.") % {"number": facts["from"]}


def _escalated(facts: dict[str, Any], chart: Chart, told: str) -> tuple[str, str]:
    if facts.get("asks") == "close_unfixed":
        return _("Nơi giữ xin đóng, chưa khắc phục"), _(
            "Người không thuộc nơi giữ việc sẽ quyết định."
        )
    if facts.get("declined"):
        return _("Không cho đóng, nơi giữ phải làm tiếp"), ""
    return told, ""


_TELLERS = {
    Act.ASSIGNED: _assigned,
    Act.TRANSFERRED: _transferred,
    Act.REFERRED: _referred,
    Act.ANSWERED: _answered,
    Act.DISPUTED: _disputed,
    Act.DISMISSED: _dismissed,
    Act.REFUSED: _refused,
    Act.PUBLISHED: _published,
    Act.MERGED: _merged,
    Act.UNMERGED: _unmerged,
    Act.ESCALATED: _escalated,
}
