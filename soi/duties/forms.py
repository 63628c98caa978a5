from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.complexity import CRITERIA, VERY_COMPLEX
from soi.core.vietnamese import clean
from soi.duties.queries import Duty
from soi.offices.queries import Chart

SENTENCES = {
    "not_allowed": _("Việc này không còn ở bước đó; mở lại trang để xem đang ở đâu."),
    "missing_evidence": _("Chưa báo xong được: còn thiếu bằng chứng. Thêm ảnh, số văn bản hoặc ghi chú có ngày."),
    "children_open": _("Chưa khép được: còn việc con chưa xong."),
    "may_not_judge.holder": _("Nơi giữ việc không được xác nhận việc của chính mình."),
    "may_not_judge.earlier_holder": _("Nơi từng giữ việc này không được xác nhận."),
    "may_not_judge.subordinate": _("Cấp dưới của nơi giữ việc không được xác nhận."),
    "may_not_judge.same_person": _("Người đã làm hoặc thuộc nơi giữ việc không được xác nhận, dù đang ở vai khác."),
    "may_not_judge.stranger": _("Chỉ nơi yêu cầu, cấp trên hoặc nơi giám sát được xác nhận việc này."),
    "may_not_transfer.stranger": _("Chỉ nơi giữ việc, nơi đã giao hoặc cấp trên được đổi nơi giữ."),
    "may_not_transfer.beyond_reach": _("Cấp trên chỉ chuyển việc giữa các nơi mình phụ trách."),
    "extension_refused.no_rule": _("Quy định của việc này không cho gia hạn."),
    "extension_refused.not_that_case": _("Các tình tiết đã ghi chưa đủ để coi là phức tạp theo Điều 3 Nghị định 31/2019/NĐ-CP."),
    "extension_refused.spent": _("Đã gia hạn hết số lần quy định cho phép."),
    "extension_refused.expired": _("Đã qua hạn: gia hạn phải được quyết định trước khi hết hạn."),
    "extension_refused.no_document": _("Ghi số quyết định gia hạn."),
    "extension_refused.too_long": _("Số ngày vượt mức quy định cho phép."),
    "pause_refused.no_ground": _("Quy định của việc này không có căn cứ để tạm dừng."),
    "pause_refused.not_yet": _("Luật chỉ cho tạm đình chỉ việc này từ ngày 01/07/2026."),
    "pause_refused.paused": _("Việc này đang tạm dừng."),
    "pause_refused.not_paused": _("Việc này không tạm dừng."),
    "reason_missing": _("Ghi lý do; lý do này hiện trong chuỗi việc đã làm."),
    "answer_missing": _("Viết đã làm gì, kết quả ra sao."),
    "document_missing": _("Ghi số văn bản."),
    "evidence_missing": _("Thêm ít nhất một bằng chứng."),
    "same_holder": _("Chọn một nơi khác, không phải nơi đang giữ."),
    "percent_out_of_range": _("Ghi từ 0 đến 100."),
    "unknown_office": _("Chọn một cơ quan trong danh sách."),
    "not_a_photo": _("Tệp này không phải ảnh đọc được. Chọn ảnh JPEG hoặc PNG."),
    "photo_too_heavy": _("Chọn ảnh từ 10 MB trở xuống."),
    "photo_too_many_pixels": _("Ảnh quá lớn. Chọn ảnh từ 40 triệu điểm ảnh trở xuống."),
    "control_characters": _("Trong lời có ký tự không đọc được. Gõ lại chỗ đó."),
    "unknown_duty": _("Không có việc mang số này."),
    "unknown_verdict": _("Chọn một kết luận trong danh sách."),
    "unknown": _("Chọn một cơ quan trong danh sách."),
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
    """What every act on a duty brings: the version that was seen, and words.

    notice: what the rule says about the act, shown before the fields
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = CleanText(label=_("Ghi rõ"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    notice = ""

    def __init__(self, *args: Any, duty: Duty, chart: Chart, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": duty.version})
        super().__init__(*args, **kwargs)
        self.fit(duty, chart)

    def fit(self, duty: Duty, chart: Chart) -> None:
        """Fit the fields to the duty and to the offices of the day."""


class WordsForm(ActForm):
    text = CleanText(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lý do này hiện trong chuỗi việc đã làm."),
    )


class EvidenceForm(ActForm):
    photo = forms.FileField(
        label=_("Ảnh"),
        required=False,
        help_text=_("JPEG hoặc PNG, tối đa 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    alt = CleanText(label=_("Trong ảnh thấy gì"), max_length=300, required=False)
    document = CleanText(
        label=_("Số văn bản"), max_length=80, required=False, help_text=_("Như 41/QĐ-UBND.")
    )
    note = CleanText(label=_("Ghi chú tại chỗ"), required=False, max_length=1000)


class ReportForm(EvidenceForm):
    text = CleanText(
        label=_("Đã làm gì, kết quả ra sao"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đây là lời tự báo; người khác nơi giữ sẽ xác nhận."),
    )
    field_order = ("seen", "text")


class OfficeForm(WordsForm):
    office = forms.ChoiceField(label=_("Nơi nhận"))
    field_order = ("seen", "office")

    def fit(self, duty: Duty, chart: Chart) -> None:
        choices = [
            (one.slug, one.name)
            for one in chart.offices()
            if one.kind not in {"residential_group", "ward"} and one.slug != duty.holder.slug
        ]
        self.fields["office"].choices = [("", _("Chọn cơ quan")), *choices]  # type: ignore[attr-defined]


class TransferForm(OfficeForm):
    document = CleanText(label=_("Số văn bản"), max_length=80, required=False)


class ExtendForm(WordsForm):
    condition = forms.ChoiceField(label=_("Trường hợp"))
    criteria = forms.MultipleChoiceField(
        label=_("Tình tiết có trong vụ việc"),
        choices=list(CRITERIA.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    amount = forms.IntegerField(label=_("Thêm bao nhiêu ngày"), min_value=1, max_value=400)
    document = CleanText(label=_("Số quyết định gia hạn"), max_length=80)
    field_order = ("seen", "condition", "criteria", "amount")

    def fit(self, duty: Duty, chart: Chart) -> None:
        rules = (duty.limit or {}).get("extensions", [])
        choices = [(one["condition"], _condition(one["condition"])) for one in rules]
        self.fields["condition"].choices = choices  # type: ignore[attr-defined]
        if VERY_COMPLEX not in dict(choices):
            del self.fields["criteria"]  # only the law on denunciations lists them
        told = {"source": duty.due_source, "day": duty.due_on, "given": len(duty.granted)}
        for one in rules[:1]:
            told |= {"most": one["amount_each"], "times": one["max_times"]}
            self.notice = _(
                "Mỗi lần nhiều nhất %(most)s ngày, cả thảy %(times)s lần, đã dùng %(given)s. "
                "Phải quyết định trước khi hết hạn %(day)s. Căn cứ: %(source)s."
            ) % {**told, "day": f"{duty.due_on:%d/%m/%Y}" if duty.due_on else ""}


class PauseForm(WordsForm):
    document = CleanText(label=_("Số quyết định tạm đình chỉ"), max_length=80)


class ProgressForm(ActForm):
    percent = forms.IntegerField(label=_("Đã xong bao nhiêu phần trăm"), min_value=0, max_value=100)
    field_order = ("seen", "percent")


class JudgeForm(ActForm):
    met = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[("met", _("Đạt")), ("partly", _("Đạt một phần")), ("not_met", _("Không đạt"))],
    )
    field_order = ("seen", "met")


def _condition(word: str) -> str:
    words = {
        "complex": _("Việc phức tạp"),
        "very_complex": _("Việc đặc biệt phức tạp"),
        "remote": _("Vùng sâu, vùng xa"),
        "needed": _("Cần thêm thời gian"),
    }
    return str(words.get(word, word))
