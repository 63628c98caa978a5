"""How a due day came about, step by step, in words that a resident can check on paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from soi.core.deadlines import Deadline
from soi.core.vietnamese import weekday

UNITS = {
    "working_day": _lazy("%(amount)s ngày làm việc"),
    "calendar_day": _lazy("%(amount)s ngày"),
    "month": _lazy("%(amount)s tháng"),
    "immediate": _lazy("trong ngày"),
    "day_per_week": _lazy("%(amount)s ngày mỗi tuần"),
    "day_per_month": _lazy("%(amount)s ngày mỗi tháng"),
}
CONDITIONS = {
    "complex": _lazy("vụ việc phức tạp"),
    "very_complex": _lazy("vụ việc đặc biệt phức tạp"),
    "remote": _lazy("vùng sâu, vùng xa"),
    "remote_complex": _lazy("vùng sâu, vùng xa và phức tạp"),
    "several_places": _lazy("phải kiểm tra ở nhiều nơi hoặc ủy quyền kiểm tra"),
    "other_grounds": _lazy("căn cứ khác của luật"),
    "dismissal": _lazy("kỷ luật buộc thôi việc"),
    "needed": _lazy("cần thêm thời gian"),
    "decision": _lazy("có quyết định gia hạn"),
}
_MOST_NAMED = 12  # days named one by one; beyond it the sentence gives their number


def span_words(amount: int, unit: str) -> str:
    """Return a limit in words, such as "7 ngày làm việc"."""
    words = UNITS.get(unit)
    return str(words) % {"amount": amount} if words else f"{amount} {unit}"


def explain(trace: Mapping[str, Any]) -> list[str]:
    """Return the sentences that lead from day 0 to the last day, in order.

    trace: as `deadlines.compute` left it, also years ago
    """
    if not trace:
        return []
    steps = [_start(trace), _count(trace)]
    steps += _days(trace)
    steps += _moved(trace)
    steps += [_extension(one) for one in trace.get("extensions", ())]
    steps += [_pause(one) for one in trace.get("pauses", ())]
    result = date.fromisoformat(trace["result"])
    steps.append(_("Hạn cuối: %(day)s.") % {"day": _day(result)})
    if "known_until" in trace:
        steps.append(
            _("Lịch nghỉ mới công bố đến hết năm %(year)s: ngày này tính theo lịch dự kiến.")
            % {"year": trace["known_until"]}
        )
    return steps


def told(deadline: Deadline) -> list[str]:
    """Return the explanation of a deadline with its source and what is not certain of it."""
    if deadline.due_on is None:
        return [_("Luật không đặt số ngày cho việc này.")]
    steps = explain(deadline.trace)
    steps.append(_("Căn cứ: %(source)s.") % {"source": deadline.source})
    if not deadline.statutory:
        steps.append(_("Mốc nội bộ, không phải luật định."))
    if deadline.review != "reviewed":
        steps.append(_("Chưa được luật gia rà soát."))
    return steps


def _start(trace: Mapping[str, Any]) -> str:
    words = {"day": _day(date.fromisoformat(trace["day0"])), "event": trace["trigger"]}
    if trace["direction"] == "before":
        return _("Mốc: %(day)s (%(event)s). Đếm ngược; ngày mốc không tính.") % words
    if trace["unit"] == "immediate":
        return _("Ngày %(day)s (%(event)s): phải làm ngay trong ngày.") % words
    return (
        _("Ngày 0: %(day)s (%(event)s). Ngày này không tính (Bộ luật Dân sự 2015, Điều 147).")
        % words
    )


def _count(trace: Mapping[str, Any]) -> str:
    span = span_words(trace["amount"], trace["unit"])
    if trace.get("alternative"):
        case = str(CONDITIONS.get(trace["alternative"], trace["alternative"]))
        return _("Vì %(case)s: đếm %(span)s, vẫn từ ngày 0 ấy.") % {"case": case, "span": span}
    if trace.get("bound") == "at_least":
        return _("Ít nhất %(span)s.") % {"span": span}
    return _("Đếm %(span)s.") % {"span": span}


def _days(trace: Mapping[str, Any]) -> list[str]:
    found = []
    if trace.get("skipped"):
        found.append(_("Không tính: %(days)s.") % {"days": _named(trace["skipped"])})
    if trace.get("worked"):
        found.append(_("Tính cả ngày làm bù: %(days)s.") % {"days": _named(trace["worked"])})
    return found


def _moved(trace: Mapping[str, Any]) -> list[str]:
    counted = trace.get("counted", trace["result"])
    # Where a later act moved the day on, the first count is told all the same.
    whole = not trace.get("extensions") and not trace.get("pauses")
    if counted == trace["result"] or not whole:
        return []
    words = {"day": _day(date.fromisoformat(counted))}
    if trace["direction"] == "before":
        return [_("Đếm ra %(day)s, là ngày nghỉ: lùi về ngày làm việc trước đó.") % words]
    return [_("Đếm ra %(day)s, là ngày nghỉ: dời sang ngày làm việc kế tiếp (Điều 148).") % words]


def _extension(one: Mapping[str, Any]) -> str:
    span = span_words(one["amount"], one["unit"])
    return _("Gia hạn %(span)s theo %(document)s, đếm tiếp từ hạn khi ấy.") % {
        "span": span,
        "document": one["document"],
    }


def _pause(one: Mapping[str, Any]) -> str:
    words = {
        "since": _short(one["since"]),
        "until": _short(one["until"]) if one["until"] else "",
        "document": one["document"],
    }
    if one["until"]:
        return (
            _("Tạm đình chỉ từ %(since)s đến %(until)s theo %(document)s: không tính vào thời hạn.")
            % words
        )
    return _("Tạm đình chỉ từ %(since)s theo %(document)s, chưa tiếp tục.") % words


def _named(some: Sequence[Mapping[str, str]]) -> str:
    listed = ", ".join(f"{_short(one['on'])} ({one['why']})" for one in some[:_MOST_NAMED])
    rest = len(some) - _MOST_NAMED
    return (
        listed
        if rest <= 0
        else _("%(days)s và %(rest)s ngày nữa")
        % {
            "days": listed,
            "rest": rest,
        }
    )


def _day(day: date) -> str:
    return f"{weekday(day)}, {day:%d/%m/%Y}"


def _short(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"
