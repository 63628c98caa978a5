"""What is filled in at the desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.filings import Kind
from soi.core.suggestions import DENUNCIATION
from soi.desk.words import WAYS
from soi.offices import queries as offices
from soi.reports.services import Contact, Filing
from soi.reports.words import TOPICS
from soi.web.fields import DAY, CleanText

_OPTIONAL: dict[str, Any] = {"required": False}
KINDS = [
    ("", _("Tự gợi ý")),
    (Kind.REPORT.value, _("Phản ánh")),
    (Kind.PETITION.value, _("Kiến nghị")),
    (Kind.COMPLAINT.value, _("Khiếu nại")),
    (DENUNCIATION, _("Tố cáo (không lưu ở đây)")),
]


class PaperForm(forms.Form):
    """One row of the grid: a paper or a call. An empty row is nothing."""

    received_on = forms.DateField(label=_("Ngày nhận"), **_OPTIONAL, **DAY)
    way = forms.ChoiceField(label=_("Nguồn đơn"), choices=WAYS)
    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS, **_OPTIONAL)
    text = CleanText(
        label=_("Nội dung"), most=5000, widget=forms.Textarea(attrs={"rows": 2}), **_OPTIONAL
    )
    group = forms.ChoiceField(label=_("Tổ"), **_OPTIONAL)
    name = CleanText(label=_("Họ tên"), most=120, **_OPTIONAL)
    phone = CleanText(label=_("Điện thoại"), most=40, **_OPTIONAL)
    address = CleanText(label=_("Địa chỉ"), most=300, **_OPTIONAL)
    again = forms.BooleanField(label=_("Đơn khác, dù trùng lời"), **_OPTIONAL)
    sure = forms.BooleanField(label=_("Đã xem, không phải tố cáo"), **_OPTIONAL)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, **_OPTIONAL)

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["group"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *groups]

    @property
    def is_blank(self) -> bool:
        """Nothing was written in this row."""
        return not any(self.data.get(self.add_prefix(name)) for name in ("text", "name", "phone"))

    def clean_text(self) -> str:
        """Refuse a row that says too little."""
        text: str = self.cleaned_data["text"]
        if len(text) < 10:
            raise forms.ValidationError(_("Viết ít nhất 10 chữ cái"))
        return text

    def filing(self, kind: str) -> Filing:
        """Return what the row tells."""
        told = self.cleaned_data
        return Filing(
            kind=kind,
            text=told["text"],
            group=told["group"],
            contact=Contact(told["name"], told["phone"], "", told["address"]),
            key=told["key"],
            received_on=told["received_on"],
        )


class ScheduleForm(forms.Form):
    """A reception day to be announced."""

    on = forms.DateField(label=_("Ngày"), **DAY)
    starts = forms.TimeField(label=_("Từ giờ"), error_messages={"invalid": _("Viết giờ như 08:00")})
    ends = forms.TimeField(label=_("Đến giờ"), error_messages={"invalid": _("Viết giờ như 11:30")})
    place = CleanText(label=_("Nơi tiếp"), most=200)
    post = forms.ChoiceField(label=_("Người tiếp"))
    document = CleanText(label=_("Văn bản"), most=200, **_OPTIONAL)
    urgent = CleanText(
        label=_("Lý do báo gấp"),
        help_text=_("Chỉ ghi khi không kịp niêm yết trước 5 ngày làm việc; ghi ra công khai."),
        most=300,
        **_OPTIONAL,
    )

    def __init__(self, *args: Any, chart: offices.Chart, office: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["post"]
        if isinstance(field, forms.ChoiceField):
            slugs = [office, *chart.lineage(office)[1:]]
            field.choices = [
                (one.slug, one.title)
                for slug in slugs
                if chart.has(slug) and not chart.office(slug).outside
                for one in chart.posts(slug)
            ]


class ArriveForm(forms.Form):
    """Somebody who came to a reception day."""

    subject = CleanText(label=_("Đến về việc gì"), most=300)
    name = CleanText(label=_("Họ tên"), most=120, **_OPTIONAL)
    address = CleanText(label=_("Địa chỉ"), most=300, **_OPTIONAL)
    phone = CleanText(label=_("Điện thoại"), most=40, **_OPTIONAL)
    people = forms.IntegerField(label=_("Số người"), min_value=1, max_value=200, initial=1)


class MinutesForm(forms.Form):
    """The minutes of one talk."""

    minutes = CleanText(label=_("Diễn biến"), most=5000, widget=forms.Textarea(attrs={"rows": 4}))
    outcome = CleanText(label=_("Kết quả"), most=2000, widget=forms.Textarea(attrs={"rows": 2}))


class RefusalForm(forms.Form):
    """Why somebody is not received."""

    ground = forms.ChoiceField(
        label=_("Căn cứ (Luật Tiếp công dân, Điều 9)"),
        choices=[
            (
                "drunk",
                _(
                    "say do dùng chất kích thích, hoặc mắc bệnh làm mất khả năng nhận thức hay "
                    "điều khiển hành vi"
                ),
            ),
            ("disorder", _("có hành vi đe dọa, xúc phạm hoặc gây rối trật tự")),
            (
                "settled",
                _(
                    "vụ việc đã giải quyết đúng chính sách, pháp luật, đã được kiểm tra, rà soát, "
                    "thông báo bằng văn bản, đã được tiếp, giải thích, mà vẫn cố tình khiếu nại, "
                    "tố cáo kéo dài"
                ),
            ),
            ("abuse", _("trường hợp khác theo luật")),
        ],
    )
    text = CleanText(label=_("Lý do cụ thể"), most=1000)


class BornForm(forms.Form):
    """A filing told at a visit."""

    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS, **_OPTIONAL)
    text = CleanText(label=_("Nội dung"), most=5000, widget=forms.Textarea(attrs={"rows": 3}))
    sure = forms.BooleanField(label=_("Đã xem, không phải tố cáo"), **_OPTIONAL)

    def clean_text(self) -> str:
        """Refuse too little."""
        text: str = self.cleaned_data["text"]
        if len(text) < 10:
            raise forms.ValidationError(_("Viết ít nhất 10 chữ cái"))
        return text


class PartForm(forms.Form):
    """One matter of a mixed filing."""

    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS[1:])
    topic = forms.ChoiceField(label=_("Lĩnh vực"), choices=TOPICS.choices(), **_OPTIONAL)
    text = CleanText(
        label=_("Nội dung phần này"),
        most=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        **_OPTIONAL,
    )


class SortForm(forms.Form):
    """Another kind or field."""

    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS[1:4])
    topic = forms.ChoiceField(label=_("Lĩnh vực"), choices=TOPICS.choices())
    reason = CleanText(label=_("Vì sao"), most=500)


class WordsForm(forms.Form):
    """Words and nothing else."""

    text = CleanText(label=_("Nội dung"), most=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ForwarderForm(forms.Form):
    """Which body passed a filing on."""

    by = forms.ChoiceField(label=_("Nơi chuyển đến"))
    document = CleanText(label=_("Văn bản chuyển"), most=200)
    on = forms.DateField(label=_("Ngày văn bản"), **DAY)

    def __init__(self, *args: Any, chart: offices.Chart, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["by"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.slug, one.name) for one in chart.offices() if one.kind != "group"]


class DocumentForm(forms.Form):
    """The number of a letter."""

    document = CleanText(label=_("Số văn bản"), most=200)


class IntoForm(forms.Form):
    """The filing that another goes on in."""

    into = CleanText(label=_("Gộp vào số"), most=20)


class ScanForm(forms.Form):
    """A scan of the paper."""

    file = forms.FileField(
        label=_("Tệp PDF"),
        help_text=_("Tối đa 120 trang, 20 MB; dài hơn thì tách thành nhiều tệp."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )


class DeputyForm(forms.Form):
    """Who stands in for whom, and how long."""

    user = forms.ChoiceField(label=_("Người vắng"))
    deputy = forms.ChoiceField(label=_("Người làm thay"))
    since = forms.DateField(label=_("Từ ngày"), **DAY)
    until = forms.DateField(label=_("Đến hết ngày"), **DAY)
    document = CleanText(label=_("Văn bản"), most=200)


class HandOverForm(forms.Form):
    """Which post hands over to which."""

    giver = forms.ChoiceField(label=_("Chức vụ bàn giao"))
    taker = forms.ChoiceField(label=_("Chức vụ nhận"))
    document = CleanText(label=_("Văn bản bàn giao"), most=200)


class ReasonForm(forms.Form):
    """Why somebody must see a paper that bears its sender's name."""

    text = forms.CharField(
        label=_("Cần xem để làm gì"),
        help_text=_("Lý do và việc xem được ghi sổ; người gửi thấy được."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi lý do")},
    )
