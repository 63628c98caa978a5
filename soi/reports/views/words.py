"""What pages say in sentences: how a day was counted, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soi.core.filings import SILENCE_DAYS, Kind, State
from soi.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes next: on a day, or some time after."""

    text: str
    on: date | None = None
    when: str = ""


def span(amount: int, unit: str) -> str:
    """Return a span of time in words."""
    words = {
        "working_day": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", amount),
        "calendar_day": ngettext("%(n)s ngày", "%(n)s ngày", amount),
        "month": ngettext("%(n)s tháng", "%(n)s tháng", amount),
    }
    return words.get(unit, _("trong ngày")) % {"n": amount}


def held(since: date, until: date, calendar: Calendar) -> str:
    """Return how long an office held a matter."""
    count = calendar.between(since, until)
    if count <= 0:
        return _("trong ngày")
    return span(count, "working_day")


def next_steps(kind: str, due_on: date | None, received_on: date, calendar: Calendar) -> list[Step]:
    """Return what happens after sending, in order."""
    if kind == Kind.COMPLAINT:
        return _of_complaint(due_on, received_on)
    steps = [
        Step(
            _("Đã nhận. Cán bộ tiếp nhận đọc và che chỗ lộ thông tin riêng trước khi đăng."),
            received_on,
        ),
        Step(_("Nơi giữ việc phải báo đã nhận việc."), calendar.add(received_on, 1)),
    ]
    answer = _("Có câu trả lời kèm bằng chứng. Chưa có bằng chứng thì không đóng được.")
    steps.append(Step(answer, due_on) if due_on else Step(answer, when=_("Không có hạn")))
    after = _("%(days)s ngày sau") % {"days": SILENCE_DAYS}
    silence = _("Ông/bà bấm “Đồng ý” hoặc “Tôi chưa đồng ý”. Im lặng không bị tính là hài lòng.")
    return [*steps, Step(silence, when=after)]


def _of_complaint(due_on: date | None, received_on: date) -> list[Step]:
    return [
        Step(_("Đã nhận. Khiếu nại không đăng công khai."), received_on),
        Step(_("Thụ lý, hoặc báo bằng văn bản vì sao không thụ lý."), due_on),
        Step(
            _("Thời hạn giải quyết tính từ ngày ấy. Ông/bà xem từng bước bằng mã biên nhận."),
            when=_("Khi đã thụ lý"),
        ),
        Step(
            _("Không đồng ý thì khiếu nại lần hai hoặc khởi kiện tại Tòa án, trong thời hạn."),
            when=_("Khi có quyết định"),
        ),
    ]


def where_it_stands(
    state: str, office: str, facts: Sequence[str] = (), *, closed: bool = False
) -> str:
    """Return one plain sentence about where a report stands."""
    if closed and state == State.DISPUTED:
        return _(
            "Người gửi vẫn chưa đồng ý. Hai nơi khác đã xem lại và giữ câu trả lời của "
            "%(office)s; việc khép tại đây."
        ) % {"office": office}
    told = {
        State.RECEIVED: _("Phường đã nhận, chưa giao nơi nào."),
        State.ASSIGNED: _("%(office)s đang giữ việc, chưa báo đã nhận."),
        State.IN_PROGRESS: _("%(office)s đang giữ và đã báo nhận việc."),
        State.ANSWERED: _("%(office)s đã trả lời. Chờ người gửi đồng ý hoặc chưa đồng ý."),
        State.DONE: _("Người gửi đã đồng ý với câu trả lời của %(office)s."),
        State.DONE_SILENT: _(
            "Khép vì hết 14 ngày người gửi không có ý kiến. Không tính là hài lòng."
        ),
        State.CLOSED_UNFIXED: _("Đã khép nhưng việc chưa được khắc phục."),
        State.REFUSED: _("Phường từ chối giải quyết và đã hướng dẫn đến nơi khác."),
        State.MERGED: _("Việc này đã gộp vào một hồ sơ khác về cùng một chuyện."),
        State.DISPUTED: _(
            "Người gửi chưa đồng ý. Một nơi khác, không phải nơi đã trả lời, đang xem lại."
        ),
        State.REOPENED: _("Đã mở lại. %(office)s phải làm lại."),
        State.HANDED_OVER: _(
            "Đã chuyển đến %(outside)s. %(office)s vẫn theo dõi, ngày hẹn không đổi."
        ),
        State.WITHDRAWN: _("Người gửi đã rút việc này."),
    }
    outside = facts[0] if facts else _("cơ quan ngoài")
    return told[State(state)] % {"office": office, "outside": outside}
