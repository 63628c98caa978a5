"""Who may do what at the desk, asked in one place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from soi.core.mandates import Mandate
from soi.core.refusals import Refusal
from soi.offices import queries as offices
from soi.people import queries as people
from soi.web import clock
from soi.web.templatetags.soi import day, moment

_WORDS = {
    "in_the_future": lambda f: (
        _(
            "Ngày nhận %(on)s ở sau hôm nay. Thời hạn đếm từ ngày hôm sau của ngày nhận đơn "
            "(Bộ luật Dân sự, Điều 147): ghi đúng ngày đơn đến."
        )
        % {"on": day(f["on"])}
    ),
    "already_entered": lambda f: (
        _(
            "Đơn này giống %(number)s, đã nhập lúc %(at)s; ngày hẹn của đơn ấy giữ nguyên. Nếu là "
            "đơn khác, đánh dấu “Đơn khác”."
        )
        % {"number": f["number"], "at": moment(f["at"])}
    ),
    "needs_identity": lambda f: _(
        "Khiếu nại phải có họ tên và địa chỉ người khiếu nại (Luật Khiếu nại, Điều 8)."
    ),
    "not_stored": lambda f: _("Tố cáo không lưu ở đây; người dân đến nơi nhận tố cáo."),
    "key_reused": lambda f: _("Dòng này vừa nhận rồi; lời đã đổi. Viết vào dòng mới."),
    "schedule_too_late": lambda f: (
        _("Lịch phải niêm yết chậm nhất %(on)s (%(source)s): chọn ngày sau, hoặc ghi lý do gấp.")
        % {"on": day(f["last_on"]), "source": f["source"]}
    ),
    "not_there": lambda f: _("Lượt này không còn ở bước cho làm như vậy."),
    "one_matter": lambda f: _("Cần ít nhất hai phần, và một phần được lưu ở đây."),
    "changed_meanwhile": lambda f: _("Có người vừa làm việc khác ở đây. Xem lại rồi làm tiếp."),
    "not_now": lambda f: _("Việc này không còn ở bước cho làm như vậy nữa."),
    "by_procedure": lambda f: _by_procedure(),
    "not_found": lambda f: _("Không có hồ sơ này."),
    "own_mandate": lambda f: _("Không ai tự giao vai cho mình."),
}
_REASONS = {
    "missing": lambda: _("Còn ô bắt buộc chưa ghi."),
    "past": lambda: _("Chọn một ngày sau hôm nay."),
    "day_off": lambda: _("Ngày này là ngày nghỉ."),
    "before_start": lambda: _("Giờ cuối phải sau giờ đầu."),
    "already_there": lambda: _("Đã có rồi."),
    "not_today": lambda: _("Buổi này không phải hôm nay, hoặc đã hoãn."),
    "too_many_pages": lambda: _(
        "Tệp có %(pages)s trang; mỗi tệp tối đa %(most)s trang. Tách thành nhiều tệp: đơn không bị "
        "trả lại vì dài, thời hạn vẫn đếm từ ngày nhận."
    ),
    "too_heavy": lambda: _("Tệp nặng quá %(most)s MB. Tách hoặc quét nhẹ hơn."),
    "not_pdf": lambda: _("Tệp không phải PDF đọc được."),
    "in_the_future": lambda: _("Ngày này ở sau hôm nay."),
    "not_settled": lambda: _("Chưa có kết quả để báo."),
    "no_paper": lambda: _("Chỉ đơn nhập tại quầy mới có bản giấy để quét."),
    "complaint_not_merged": lambda: _("Khiếu nại không gộp: mỗi đơn một hồ sơ theo luật."),
    "main_not_open": lambda: _("Chỉ gộp vào hồ sơ đang mở: hồ sơ này đã trả lời, đóng hoặc gộp."),
    "too_many": lambda: _("Chọn tối đa %(most)s việc một lần."),
    "not_undoable": lambda: _("Việc này không hoàn lại được."),
    "nothing_to_give": lambda: _("Người vắng không có vai nào thuộc cơ quan này để giao."),
    "before_since": lambda: _("Ngày cuối phải sau ngày đầu."),
    "too_short": lambda: _("Mỗi phần viết ít nhất 10 chữ cái."),
    "closed": lambda: _("Việc đã đóng, không tách được nữa."),
}


def mandate(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    chosen: Mandate | None = getattr(request, "mandate", None)
    return chosen or None


def demand(request: HttpRequest, act: str, office: str = "") -> Mandate:
    """Return the mandate, if it covers an act.

    Raises: PermissionDenied.
    """
    chosen = mandate(request)
    if chosen is None or not people.may((chosen,), act, office, clock.today()):
        raise PermissionDenied
    return chosen


def sentence(refusal: Refusal) -> str:
    """Return what a page says of a refusal."""
    facts: dict[str, Any] = dict(refusal.facts)
    reason = _REASONS.get(str(facts.get("reason", "")))
    if reason is not None:
        return str(reason()) % facts
    words = _WORDS.get(refusal.code)
    if words is None:
        return _("Chưa làm được việc này. Xem lại các ô rồi làm lại.")
    return str(words(facts))


def words(why: str) -> str:
    """Return what a page says of a refusal of which only the code was kept."""
    plain = {
        "not_found": _("Không có hồ sơ này."),
        "not_ours": _("Hồ sơ của cơ quan khác."),
        "by_procedure": _by_procedure(),
        "not_public": _("Khiếu nại không đăng công khai."),
        "not_now": _("Hồ sơ không còn ở bước cho làm như vậy."),
        "changed_meanwhile": _("Có người vừa làm việc khác ở đây."),
        "same_holder": _("Nơi giữ mới cũng là nơi đang giữ."),
        "needs_identity": _("Khiếu nại phải có họ tên và địa chỉ (Luật Khiếu nại, Điều 8)."),
    }
    return plain.get(why, _("Chưa làm được việc này. Xem lại từng hồ sơ."))


def _by_procedure() -> str:
    return _("Khiếu nại chỉ đi theo các bước trong sổ khiếu nại (Luật Khiếu nại, Điều 27–44).")


def groups(chart: offices.Chart) -> list[tuple[str, str]]:
    """Return the residential groups as choices."""
    return [(one.slug, one.name) for one in chart.groups()]
