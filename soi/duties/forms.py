from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.vietnamese import clean

SENTENCES = {
    "not_allowed": _("Việc này không còn ở bước đó; mở lại trang để xem đang ở đâu."),
    "missing_evidence": _("Chưa báo xong được: còn thiếu bằng chứng. Thêm ảnh, số văn bản hoặc ghi chú có ngày."),
    "children_open": _("Chưa khép được: còn việc con chưa xong."),
    "may_not_judge.holder": _("Nơi giữ việc không được xác nhận việc của chính mình."),
    "may_not_judge.subordinate": _("Cấp dưới của nơi giữ việc không được xác nhận."),
    "may_not_judge.same_person": _("Người đã làm hoặc thuộc nơi giữ việc không được xác nhận, dù đang ở vai khác."),
    "may_not_judge.stranger": _("Chỉ nơi yêu cầu, cấp trên hoặc nơi giám sát được xác nhận việc này."),
    "extension_refused.no_rule": _("Quy định của việc này không cho gia hạn."),
    "extension_refused.spent": _("Đã gia hạn hết số lần quy định cho phép."),
    "extension_refused.expired": _("Đã qua hạn: gia hạn phải được quyết định trước khi hết hạn."),
    "extension_refused.no_document": _("Ghi số quyết định gia hạn."),
    "extension_refused.too_long": _("Số ngày vượt mức quy định cho phép."),
    "pause_refused.no_ground": _("Quy định của việc này không có căn cứ để tạm dừng."),
    "pause_refused.paused": _("Việc này đang tạm dừng."),
    "pause_refused.not_paused": _("Việc này không tạm dừng."),
    "reason_missing": _("Ghi lý do; lý do này hiện trong chuỗi việc đã làm."),
    "answer_missing": _("Viết đã làm gì, kết quả ra sao."),
    "document_missing": _("Ghi số văn bản."),
    "evidence_missing": _("Thêm ít nhất một bằng chứng."),
    "same_holder": _("Chọn một nơi khác nơi đang giữ."),
    "percent_out_of_range": _("Ghi từ 0 đến 100."),
    "unknown_office": _("Chọn một cơ quan trong danh sách."),
    "not_a_photo": _("Tệp này không phải ảnh đọc được. Chọn ảnh JPEG hoặc PNG."),
    "photo_too_heavy": _("Chọn ảnh từ 10 MB trở xuống."),
    "photo_too_many_pixels": _("Ảnh quá lớn. Chọn ảnh từ 40 triệu điểm ảnh trở xuống."),
    "control_characters": _("Trong lời có ký tự không đọc được. Gõ lại chỗ đó."),
    "not_permitted": _("Vai đang dùng không được làm việc này."),
}  # fmt: skip


class CleanText(forms.CharField):
    """A text, composed and without control characters."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 5000)
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "", "text")


class ActForm(forms.Form):
    """What every act on a duty brings: the version that was seen, and words."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = CleanText(label=_("Ghi rõ"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class EvidenceForm(ActForm):
    photo = forms.FileField(label=_("Ảnh"), required=False)
    alt = forms.CharField(label=_("Trong ảnh thấy gì"), max_length=300, required=False)
    document = forms.CharField(
        label=_("Số văn bản"), max_length=80, required=False, help_text=_("Như 41/QĐ-UBND.")
    )
    note = CleanText(label=_("Ghi chú tại chỗ"), required=False, max_length=1000)


class OfficeForm(ActForm):
    office = forms.CharField(label=_("Nơi nhận"), max_length=60)
    document = forms.CharField(label=_("Số văn bản"), max_length=80, required=False)


class ExtendForm(ActForm):
    amount = forms.IntegerField(label=_("Thêm bao nhiêu ngày"), min_value=1, max_value=400)
    document = forms.CharField(label=_("Số quyết định gia hạn"), max_length=80)


class PauseForm(ActForm):
    document = forms.CharField(label=_("Số quyết định"), max_length=80, required=False)


class ProgressForm(ActForm):
    percent = forms.IntegerField(label=_("Đã xong bao nhiêu phần trăm"), min_value=0, max_value=100)


class JudgeForm(ActForm):
    met = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[("met", _("Đạt")), ("partly", _("Đạt một phần")), ("not_met", _("Không đạt"))],
    )
