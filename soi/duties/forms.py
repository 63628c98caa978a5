from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.complexity import CRITERIA, VERY_COMPLEX
from soi.duties.queries import Duty
from soi.offices.queries import Chart
from soi.web.fields import CleanText


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
    alt = CleanText(label=_("Trong ảnh thấy gì"), most=300, required=False)
    document = CleanText(
        label=_("Số văn bản"), most=80, required=False, help_text=_("Như 41/QĐ-UBND.")
    )
    note = CleanText(label=_("Ghi chú tại chỗ"), required=False, most=1000)


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
    document = CleanText(label=_("Số văn bản"), most=80, required=False)


class ExtendForm(WordsForm):
    condition = forms.ChoiceField(label=_("Trường hợp"))
    criteria = forms.MultipleChoiceField(
        label=_("Tình tiết có trong vụ việc"),
        choices=list(CRITERIA.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    amount = forms.IntegerField(label=_("Thêm bao nhiêu ngày"), min_value=1, max_value=400)
    document = CleanText(label=_("Số quyết định gia hạn"), most=80)
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
    document = CleanText(label=_("Số quyết định tạm đình chỉ"), most=80)


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
