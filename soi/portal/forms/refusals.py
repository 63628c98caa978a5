"""Why an act on law or offices was refused, in a sentence that names the conflict."""

from django.utils.translation import gettext_lazy as _

from soi.core.refusals import Refusal

_REFUSALS = {
    "missing": _("Không để trống chỗ này"),
    "already_there": _("Ngày ấy đã có một bản của quy tắc này"),
    "another_rule": _("Mã này đã dùng cho quy tắc khác: %(source)s"),
    "before_start": _("Ngày hết hiệu lực phải sau ngày có hiệu lực"),
    "overlaps": _("Chồng lên bản có hiệu lực từ %(version)s: cho kết thúc trước ngày ấy"),
    "out_of_range": _("Số lượng không hợp với đơn vị tính"),
    "unknown": _("Không có nơi này vào ngày ấy: %(office)s"),
    "unknown_event": _("Không có quyết định ấy, hoặc nó không còn ở bước này"),
    "in_force": _("Quyết định đã có hiệu lực: không hoàn tác được nữa"),
    "passed_already": _("Việc của quyết định này đã được chuyển"),
    "closed_after": _(
        "Việc %(number)s đã được nơi cũ khép sau ngày có hiệu lực: chọn ngày sau đó, "
        "hoặc xem lại việc ấy trước"
    ),
    "acted_since": _("Việc %(number)s đã có người làm tiếp: không trả lại được"),
    "no_legs": _("Chọn nơi cũ và nơi mới"),
    "no_legs_here": _("Lập mới hoặc đổi tên thì không chọn nơi cũ, nơi mới"),
    "old_not_there": _("%(office)s không còn hoạt động ngay trước ngày có hiệu lực"),
    "new_not_there": _("%(office)s chưa hoạt động vào ngày có hiệu lực"),
    "to_itself": _("%(office)s không thể chuyển cho chính mình"),
    "another_track": _("%(office)s và %(other)s không cùng hệ thống, việc không chuyển được"),
    "repeated": _("%(office)s chuyển hai lần cho cùng một nơi"),
    "kind_twice": _("Một loại việc của %(office)s được chuyển cho hai nơi"),
    "whole_and_more": _("%(office)s đã chuyển toàn bộ cho một nơi, không còn phần nào khác"),
    "no_kinds": _("Chuyển chức năng thì phải nói rõ loại việc nào của %(office)s"),
    "one_part": _("%(office)s mới có một phần đi: thiếu phần còn lại"),
    "one_whole": _("Chia, tách %(office)s thì phải có ít nhất hai phần"),
    "nobody_for_the_rest": _("Chưa nói ai giữ phần việc còn lại của %(office)s"),
    "two_defaults": _("Chỉ đề nghị một nơi giữ tạm cho %(office)s"),
    "heir_ends_too": _("%(office)s nhận việc của %(other)s nhưng cũng chấm dứt cùng ngày"),
    "not_queued": _("Việc %(number)s không chờ quyết định nào"),
    "no_candidate": _("Chọn một trong các nơi tiếp nhận"),
    "reason_missing": _("Ghi lý do"),
    "already_ruled": _("Quy tắc %(number)s đang có hiệu lực cho việc này: kết thúc nó trước"),
    "deputises_himself": _("Người ký và người ký thay phải là hai chức vụ"),
    "overlapping": _("Trùng với nhiệm kỳ từ %(since)s: kết thúc nhiệm kỳ ấy trước"),
    "under_itself": _("%(office)s không thể trực thuộc chính nó hoặc nơi dưới nó"),
}


def refusal_words(refusal: Refusal) -> str:
    """Return the sentence that says why an act was refused, naming what it conflicts with."""
    reason = str(refusal.facts.get("reason", refusal.code))
    sentence = str(_REFUSALS.get(reason, _("Chưa ghi được: xem lại những chỗ đã điền")))
    try:
        return sentence % refusal.facts
    except KeyError:
        return sentence
