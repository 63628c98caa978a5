from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

register = template.Library()

STATES = {
    "received": (_noop("Chờ thụ lý"), "wait"),
    "incomplete": (_noop("Đã yêu cầu bổ sung"), "wait"),
    "accepted": (_noop("Đã thụ lý, đang xác minh"), ""),
    "verified": (_noop("Đã có kết quả xác minh"), ""),
    "suspended": (_noop("Tạm đình chỉ giải quyết"), "wait"),
    "decided": (_noop("Đã có quyết định, chưa gửi"), ""),
    "sent": (_noop("Đã gửi quyết định, chưa có hiệu lực"), ""),
    "in_force": (_noop("Quyết định có hiệu lực"), "done"),
    "declined": (_noop("Không thụ lý"), "unfixed"),
    "stopped": (_noop("Đình chỉ giải quyết"), "faint"),
    "continued": (_noop("Đã khiếu nại lần hai"), "wait"),
    "in_court": (_noop("Tòa án đã thụ lý"), "faint"),
}
ACTS = {
    "received": _noop("Vào sổ"),
    "asked": _noop("Yêu cầu bổ sung"),
    "completed": _noop("Người khiếu nại đã bổ sung"),
    "accepted": _noop("Thụ lý"),
    "declined": _noop("Không thụ lý, nêu lý do"),
    "info_asked": _noop("Yêu cầu cung cấp tài liệu"),
    "info_given": _noop("Đã nhận tài liệu"),
    "execution_stayed": _noop("Tạm đình chỉ thi hành quyết định bị khiếu nại"),
    "execution_resumed": _noop("Hủy bỏ quyết định tạm đình chỉ thi hành"),
    "verified": _noop("Báo cáo kết quả xác minh"),
    "dialogue_called": _noop("Thông báo đối thoại"),
    "dialogue_held": _noop("Biên bản đối thoại"),
    "suspended": _noop("Tạm đình chỉ giải quyết"),
    "resumed": _noop("Tiếp tục giải quyết"),
    "notified": _noop("Đã gửi thông báo tạm đình chỉ, đình chỉ hoặc tiếp tục giải quyết"),
    "withdrawn": _noop("Rút khiếu nại"),
    "stopped": _noop("Đình chỉ giải quyết"),
    "decided": _noop("Ra quyết định giải quyết"),
    "sent": _noop("Đã gửi quyết định"),
    "front_told": _noop("Đã báo Mặt trận kết quả"),
    "took_effect": _noop("Quyết định có hiệu lực"),
    "continued": _noop("Khiếu nại lần hai"),
    "went_to_court": _noop("Tòa án thụ lý"),
}
STEPS = {
    "file": _noop("Thời hiệu khiếu nại (của người dân)"),
    "accept": _noop("Thụ lý hoặc thông báo không thụ lý"),
    "settle": _noop("Ra quyết định giải quyết"),
    "info": _noop("Cung cấp tài liệu"),
    "dialogue_notice": _noop("Báo trước buổi đối thoại"),
    "suspension_notice": _noop("Gửi thông báo tạm đình chỉ, đình chỉ, tiếp tục"),
    "send": _noop("Gửi quyết định"),
    "front": _noop("Báo kết quả cho Mặt trận đã chuyển đơn"),
    "second": _noop("Khiếu nại lần hai hoặc khởi kiện (của người dân)"),
    "effect": _noop("Quyết định có hiệu lực nếu không khiếu nại tiếp"),
    "last_effect": _noop("Quyết định có hiệu lực"),  # nobody is above the second instance
}
AGAINST = {
    "decision": _noop("Quyết định hành chính"),
    "conduct": _noop("Hành vi hành chính"),
    "discipline": _noop("Quyết định kỷ luật cán bộ, công chức"),
    "dismissal": _noop("Quyết định kỷ luật buộc thôi việc"),
}
FINDINGS = {
    "right": _noop("Khiếu nại đúng toàn bộ"),
    "partly": _noop("Khiếu nại đúng một phần"),
    "wrong": _noop("Khiếu nại sai toàn bộ"),
}
GROUNDS = {
    "internal": _noop(
        "quyết định, hành vi hành chính trong nội bộ cơ quan nhà nước, có chứa quy phạm "
        "pháp luật hoặc thuộc phạm vi bí mật nhà nước"
    ),
    "not_affected": _noop(
        "không liên quan trực tiếp đến quyền, lợi ích hợp pháp của người khiếu nại"
    ),
    "no_capacity": _noop(
        "người khiếu nại không có năng lực hành vi dân sự đầy đủ mà không có người đại "
        "diện hợp pháp"
    ),
    "no_mandate": _noop("người đại diện không hợp pháp"),
    "unsigned": _noop("đơn không có chữ ký hoặc điểm chỉ"),
    "out_of_time": _noop("thời hiệu, thời hạn khiếu nại đã hết mà không có lý do chính đáng"),
    "settled_twice": _noop("khiếu nại đã có quyết định giải quyết lần hai"),
    "stopped": _noop(
        "đã có văn bản thông báo đình chỉ việc giải quyết mà sau 30 ngày không tiếp tục khiếu nại"
    ),
    "in_court": _noop(
        "đã được Tòa án thụ lý hoặc đã được giải quyết bằng bản án, quyết định của Tòa án"
    ),
}
PAPERS = {
    "thong-bao-thu-ly": _noop("Thông báo thụ lý"),
    "thong-bao-khong-thu-ly": _noop("Thông báo không thụ lý"),
    "thong-bao-doi-thoai": _noop("Thông báo đối thoại"),
    "bien-ban-doi-thoai": _noop("Biên bản đối thoại"),
    "quyet-dinh-giai-quyet": _noop("Quyết định giải quyết"),
    "quyet-dinh-tam-dinh-chi": _noop("Quyết định tạm đình chỉ"),
    "quyet-dinh-tiep-tuc": _noop("Quyết định tiếp tục"),
    "quyet-dinh-dinh-chi": _noop("Quyết định đình chỉ"),
    "quyet-dinh-tam-dinh-chi-thi-hanh": _noop("Quyết định tạm đình chỉ thi hành"),
}
_TABLES = {"act": ACTS, "step": STEPS, "against": AGAINST, "finding": FINDINGS, "ground": GROUNDS}


@register.filter
def case_label(state: str) -> str:
    """Say in words where a complaint stands."""
    return _(STATES[state][0]) if state in STATES else state


@register.filter
def case_class(state: str) -> str:
    """Return the class of a complaint's tag."""
    return STATES.get(state, ("", ""))[1]


@register.filter
def told(word: str, table: str) -> str:
    """Say a word of one of the tables: act, step, against, finding or ground."""
    found = _TABLES[table].get(word, "")
    return _(found) if found else word
