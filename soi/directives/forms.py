from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.directives.words import HALVES, PAPERS, RELATIONS, ROLES, VISIBILITIES
from soi.offices.queries import Chart
from soi.web.fields import CleanText


def words(
    label: Any, *, required: bool = False, rows: int = 3, most: int = 20000, hint: Any = ""
) -> CleanText:
    """Return a field for several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return CleanText(label=label, required=required, most=most, widget=area, help_text=hint)


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """Return a field for a day, with how it is written."""
    return forms.DateField(label=label, required=required, help_text=_("Như 31/10/2026."))


class OfficesForm(forms.Form):
    """A form whose fields named in `office_fields` choose among the offices of a day."""

    office_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one.slug, one.name) for one in chart.offices() if one.kind != "ward"]
        for name in self.office_fields:
            self.fields[name].choices = [("", _("Chọn cơ quan")), *rows]  # type: ignore[attr-defined]


class UploadForm(OfficesForm):
    office_fields = ("issuer_office",)
    file = forms.FileField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("PDF có chữ, DOCX, HTML hoặc TXT, tối đa 30 MB."),
    )
    text = words(_("Hoặc dán lời văn bản"), rows=6, most=2_000_000)
    title = CleanText(label=_("Trích yếu"), required=False, most=400)
    symbol = CleanText(
        label=_("Số, ký hiệu"),
        required=False,
        most=80,
        help_text=_("Để trống thì máy đọc trong văn bản."),
    )
    issuer = CleanText(label=_("Nơi ban hành"), required=False, most=200)
    issuer_office = forms.ChoiceField(label=_("Cơ quan trong sổ"), required=False)
    issued_on = day(_("Ngày ban hành"), required=False)
    term = CleanText(
        label=_("Nhiệm kỳ"),
        required=False,
        most=10,
        help_text=_("Với văn bản của Đảng, như XIII."),
    )
    session = CleanText(
        label=_("Thuộc buổi làm việc"),
        required=False,
        most=20,
        help_text=_("Như BL-2026-00001."),
    )
    visibility = forms.ChoiceField(
        label=_("Ai thấy"),
        choices=[("", _("Theo văn bản")), *VISIBILITIES.choices()],
        required=False,
    )


class DecisionForm(OfficesForm):
    office_fields = ("holder",)
    title = words(_("Việc"), required=True, rows=2, most=300)
    holder = forms.ChoiceField(label=_("Nơi giữ"))
    due_on = day(_("Đến hạn"), required=False)
    measure_target = forms.IntegerField(label=_("Chỉ số cần đạt"), required=False, min_value=0)
    measure_unit = CleanText(label=_("Đơn vị đo"), required=False, most=40)
    visibility = forms.ChoiceField(
        label=_("Ai thấy"), choices=VISIBILITIES.choices(), required=False
    )


class RejectForm(forms.Form):
    reason = CleanText(label=_("Vì sao không phải việc"), most=300)


class SplitForm(forms.Form):
    pieces = words(_("Mỗi việc một dòng, đúng lời trong đoạn"), required=True, rows=4)


class PlainForm(forms.Form):
    """A button alone."""


class RelateForm(forms.Form):
    target = CleanText(
        label=_("Số nội bộ của văn bản kia"), most=20, help_text=_("Như VB-2026-00001.")
    )
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=RELATIONS.choices())


class AliasForm(forms.Form):
    name = CleanText(label=_("Tên khác"), most=200)


class MadeKnownForm(OfficesForm):
    office_fields = ("office",)
    office = forms.ChoiceField(label=_("Đơn vị"))
    held_on = day(_("Ngày"))
    form = CleanText(
        label=_("Hình thức"),
        most=120,
        help_text=_("Như hội nghị, sinh hoạt chi bộ, gửi văn bản."),
    )
    invited = forms.IntegerField(label=_("Số được triệu tập"), required=False, min_value=0)
    attended = forms.IntegerField(label=_("Số có mặt"), required=False, min_value=0)
    proof = CleanText(
        label=_("Bằng chứng"), required=False, most=200, help_text=_("Như số biên bản.")
    )


class RoundForm(forms.Form):
    question = words(_("Hỏi gì"), required=True, rows=2, most=400)
    due_on = day(_("Trả lời trước hết ngày"))


class AnswerForm(forms.Form):
    text = words(_("Trả lời"), required=True, most=5000)
    percent = forms.IntegerField(
        label=_("Đã xong bao nhiêu phần trăm"), required=False, min_value=0, max_value=100
    )


class BodyForm(OfficesForm):
    office_fields = ("parent",)
    slug = forms.SlugField(
        label=_("Mã"), max_length=60, help_text=_("Chữ không dấu, như to-cong-tac-12.")
    )
    name = CleanText(label=_("Tên đầy đủ"), most=200)
    parent = forms.ChoiceField(label=_("Trực thuộc"))
    since = day(_("Từ ngày"))


class DissolveForm(OfficesForm):
    office_fields = ("office",)
    office = forms.ChoiceField(label=_("Cơ quan giải thể"))
    on = day(_("Ngày cuối"))


class PartForm(OfficesForm):
    office_fields = ("office", "helper")
    office = forms.ChoiceField(label=_("Đơn vị chủ trì"), required=False)
    title = CleanText(label=_("Phần việc"), required=False, most=300)
    weight = forms.IntegerField(
        label=_("Trọng số"), min_value=1, max_value=100, initial=1, required=False
    )
    due_on = day(_("Đến hạn"), required=False)
    helper = forms.ChoiceField(label=_("Cùng làm"), required=False)
    helper_role = forms.ChoiceField(
        label=_("Vai của nơi cùng làm"),
        choices=[("coordinates", _("phối hợp")), ("directs", _("chỉ đạo"))],
        required=False,
    )


class SessionForm(OfficesForm):
    office_fields = ("visiting", "subject")
    title = CleanText(label=_("Nội dung"), most=300)
    held_on = day(_("Ngày"))
    half = forms.ChoiceField(label=_("Buổi"), choices=HALVES.choices())
    place = CleanText(label=_("Nơi họp"), required=False, most=200)
    visiting = forms.ChoiceField(label=_("Đoàn làm việc"))
    subject = forms.ChoiceField(label=_("Cơ quan làm việc với đoàn"))
    agenda = words(_("Chương trình"), rows=4)
    visibility = forms.ChoiceField(label=_("Ai thấy"), choices=VISIBILITIES.choices())


class ParticipantForm(OfficesForm):
    office_fields = ("office", "acting_for")
    role = forms.ChoiceField(label=_("Vai"), choices=ROLES.choices())
    post = CleanText(label=_("Chức vụ"), most=120)
    office = forms.ChoiceField(label=_("Cơ quan"))
    acting_for = forms.ChoiceField(label=_("Thay mặt cơ quan khác"), required=False)


class PaperForm(forms.Form):
    document = CleanText(label=_("Số nội bộ của văn bản"), most=20)
    role = forms.ChoiceField(label=_("Là"), choices=PAPERS.choices())


class MinutesForm(forms.Form):
    minutes = words(_("Biên bản"), required=True, rows=8, most=200_000)
    assessment = words(_("Đánh giá của chủ trì"), rows=3)


class RequestForm(OfficesForm):
    office_fields = ("holder",)
    text = words(_("Yêu cầu, đúng lời chủ trì"), required=True, most=2000)
    holder = forms.ChoiceField(label=_("Nơi giữ"))
    due_on = forms.DateField(
        label=_("Đến hạn"),
        required=False,
        help_text=_("Để trống là yêu cầu không có hạn; trang sẽ ghi đúng như vậy."),
    )
    measure = CleanText(label=_("Chỉ số"), required=False, most=120)


class ConcludeForm(forms.Form):
    notice = CleanText(
        label=_("Số thông báo kết luận"),
        required=False,
        most=80,
        help_text=_("Để trống nếu chưa ban hành."),
    )
