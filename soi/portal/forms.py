from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.refusals import Refusal
from soi.law.queries import RuleView
from soi.law.services import EXTRA, SWAP, DayOverride

GROUNDS = [
    (SWAP, _("Đổi ngày: nghỉ một ngày làm việc, làm bù một ngày cuối tuần")),
    (EXTRA, _("Nghỉ thêm một ngày, không làm bù")),
]


def _day(**kwargs: object) -> forms.DateField:
    hint = _("Ngày, tháng, năm; ví dụ 31/08/2026")
    return forms.DateField(help_text=hint, **kwargs)  # type: ignore[arg-type]


class DaysForm(forms.Form):
    """Days that differ from the shipped calendar, by a document."""

    ground = forms.ChoiceField(
        label=_("Thay đổi gì"),
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đổi ngày hay nghỉ thêm")},
    )
    off_on = _day(label=_("Ngày nghỉ"), error_messages={"required": _("Ghi ngày được nghỉ")})
    worked_on = _day(label=_("Ngày làm bù"), required=False)
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=200,
        help_text=_("Ví dụ: nghỉ Quốc khánh liền hai ngày cuối tuần"),
        error_messages={"required": _("Ghi lý do, sẽ hiện ở mọi hạn tính qua ngày này")},
    )
    document = forms.CharField(
        label=_("Văn bản"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành"),
        error_messages={"required": _("Ghi số và ngày của văn bản")},
    )

    def days(self) -> list[DayOverride]:
        """Return what was entered, as the law's services take it."""
        reason = self.cleaned_data["reason"]
        days = [DayOverride(self.cleaned_data["off_on"], "off", reason)]
        if self.cleaned_data.get("worked_on"):
            days.append(DayOverride(self.cleaned_data["worked_on"], "working", reason))
        return days


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


class ReviewForm(forms.Form):
    """Who read which version of a rule, and with which document."""

    version = forms.ChoiceField(label=_("Bản nào"))
    by = forms.CharField(
        label=_("Ai rà soát"),
        max_length=200,
        help_text=_("Chức danh và nơi công tác; ví dụ: luật gia, Sở Tư pháp"),
        error_messages={"required": _("Ghi ai đã rà soát")},
    )
    document = forms.CharField(
        label=_("Văn bản rà soát"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành"),
        error_messages={"required": _("Ghi số và ngày của văn bản")},
    )

    def __init__(self, *args: Any, versions: Sequence[RuleView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (one.valid_from.isoformat(), f"{one.valid_from:%d/%m/%Y}: {one.source}")
            for one in versions[::-1]
        ]


_LAW_KINDS = [
    ("phan_anh", _("Phản ánh, kiến nghị")),
    ("khieu_nai", _("Khiếu nại")),
    ("to_cao", _("Tố cáo")),
    ("tiep_dan", _("Tiếp công dân")),
    ("dan_chu", _("Dân chủ ở cơ sở")),
    ("mat_tran", _("Mặt trận")),
    ("pctn", _("Phòng, chống tham nhũng")),
    ("bao_tro", _("Trợ giúp xã hội")),
    ("thong_tin", _("Tiếp cận thông tin")),
    ("van_thu", _("Văn thư")),
]
_LAW_UNITS = [
    ("working_day", _("ngày làm việc")),
    ("calendar_day", _("ngày")),
    ("month", _("tháng")),
    ("immediate", _("ngay trong ngày")),
]


class RuleForm(forms.Form):
    """A version of a rule, with the document that sets it."""

    code = forms.CharField(
        label=_("Mã quy tắc"),
        max_length=60,
        help_text=_("Giữ mã cũ nếu đây là bản mới của quy tắc đang có; ví dụ td.reply"),
    )
    kind = forms.ChoiceField(label=_("Loại việc"), choices=_LAW_KINDS)
    scope = forms.CharField(
        label=_("Phạm vi"),
        max_length=60,
        initial="VN",
        help_text=_("VN: cả nước; hoặc mã cơ quan: cho nơi ấy và các nơi dưới nó"),
    )
    trigger = forms.CharField(label=_("Khi nào"), max_length=300)
    holder = forms.CharField(label=_("Ai phải làm"), max_length=300)
    amount = forms.IntegerField(label=_("Bao nhiêu"), min_value=0, max_value=400)
    unit = forms.ChoiceField(label=_("Đơn vị tính"), choices=_LAW_UNITS)
    counted_from = forms.CharField(label=_("Đếm từ"), max_length=300)
    act_title = forms.CharField(label=_("Tên văn bản"), max_length=300)
    act_number = forms.CharField(label=_("Số văn bản"), max_length=60)
    article = forms.CharField(
        label=_("Điều, khoản"),
        max_length=120,
        error_messages={"required": _("Ghi điều, khoản: không có thì không ai kiểm được")},
    )
    valid_from = _day(label=_("Có hiệu lực từ"))
    valid_to = _day(label=_("Hiệu lực đến hết"), required=False)

    def fields_of_rule(self) -> dict[str, Any]:
        """Return what was entered, as the law's services take it."""
        words = dict(self.cleaned_data)
        return {**words, "source": f"{words['act_title']} {words['act_number']}"}
