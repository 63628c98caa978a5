"""The two forms of a resident's filing: telling it, and checking it before it is sent."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.filings import Kind
from soi.core.privacy import everywhere, mask, spans
from soi.offices import queries as offices
from soi.reports.forms.fields import ManyFiles
from soi.reports.forms.staging import MOST
from soi.reports.queries import streets
from soi.reports.words import TOPICS
from soi.web.fields import CleanText

UNKNOWN_PLACE = "unknown"
DENUNCIATION = "denunciation"
NOBODY = "nobody"  # the sender says that it concerns nobody in office
LONGEST = 5000
_SHORTEST = 10
_OPTIONAL = {"required": False}


class TellForm(forms.Form):
    """What happened, where, with photos; and, if they wish, how to reach whoever tells it."""

    text = CleanText(
        label=_("Việc gì đang xảy ra?"),
        help_text=_("Viết như kể cho hàng xóm nghe. Không dấu, viết tắt đều đọc được."),
        most=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Viết ít nhất một câu về việc đang xảy ra")},
    )
    group = forms.ChoiceField(
        label=_("Tổ dân phố, đường"),
        required=False,
        error_messages={
            "invalid_choice": _("Chọn một tổ có trong danh sách, hoặc “Không rõ chỗ nào”")
        },
    )
    address = CleanText(
        label=_("Chỗ dễ nhận ra"),
        help_text=_("Như: đầu dốc, cạnh trạm biến áp, lô C."),
        most=300,
        **_OPTIONAL,
    )
    lat = forms.FloatField(widget=forms.HiddenInput, **_OPTIONAL)  # type: ignore[arg-type]
    long = forms.FloatField(widget=forms.HiddenInput, **_OPTIONAL)  # type: ignore[arg-type]
    photos = ManyFiles(
        label=_("Ảnh"),
        help_text=_(
            "Tối đa 5 ảnh, mỗi ảnh 10 MB. Tọa độ và thông tin máy chụp trong ảnh được xóa "
            "trước khi lưu."
        ),
        required=False,
    )
    name = CleanText(
        label=_("Tên muốn được gọi"),
        most=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        **_OPTIONAL,
    )
    phone = CleanText(
        label=_("Số điện thoại"),
        help_text=_("Chỉ dùng khi cần hỏi thêm về việc này."),
        most=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "short"}),
        **_OPTIONAL,
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        help_text=_("Tin báo chỉ ghi số phản ánh, không ghi nội dung."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Viết địa chỉ thư như ten@noi.vn, hoặc để trống")},
    )
    home = CleanText(
        label=_("Địa chỉ của ông/bà"),
        help_text=_("Chỉ cần khi khiếu nại."),
        most=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        **_OPTIONAL,
    )

    def __init__(self, *args: Any, chart: offices.Chart, kept: Sequence[str] = (), **more: Any):
        super().__init__(*args, **more)
        self.chart, self.kept = chart, list(kept)
        group = self.fields["group"]
        if isinstance(group, forms.ChoiceField):
            group.choices = partial(group_choices, chart)  # asked for where a page shows them

    def clean_text(self) -> str:
        """Refuse a text that says too little."""
        text: str = self.cleaned_data["text"]
        if len(text) < _SHORTEST:
            raise forms.ValidationError(_("Viết thêm vài chữ: ít nhất 10 chữ cái"))
        return text

    def clean_photos(self) -> list[Any]:
        """Refuse more photos than one filing may bring, those kept from before counted."""
        photos: list[Any] = self.cleaned_data["photos"]
        if len(photos) + len(self.kept) > MOST:
            raise forms.ValidationError(_("Chọn tối đa 5 ảnh"))
        return photos

    def clean(self) -> dict[str, Any]:
        """Refuse a point outside the ward; half a point is none."""
        found = super().clean() or self.cleaned_data
        lat, long = found.get("lat"), found.get("long")
        if lat is None or long is None:
            found["lat"] = found["long"] = None
        elif not self.chart.inside_ward(lat, long):
            self.add_error("group", _("Chỗ này nằm ngoài phường. Chọn tổ, hoặc tả chỗ bằng lời"))
        return found

    @property
    def place_told(self) -> str:
        """The group that was chosen; empty where the place is unknown."""
        group: str = self.cleaned_data.get("group", "")
        return "" if group == UNKNOWN_PLACE else group


class CheckForm(TellForm):
    """The same words again, with what the resident decides on the check page."""

    kind = forms.ChoiceField(
        label=_("Loại việc"),
        choices=[
            (Kind.REPORT.value, _("Phản ánh, kiến nghị")),
            (Kind.COMPLAINT.value, _("Khiếu nại")),
            (DENUNCIATION, _("Tố cáo")),
        ],
        error_messages={"required": _("Chọn loại việc")},
    )
    topic = forms.ChoiceField(label=_("Về việc gì"), choices=TOPICS.choices(), required=False)
    concerns = forms.ChoiceField(
        label=_("Việc này có liên quan đến người có chức vụ không?"),
        choices=[(NOBODY, _("Không")), (DENUNCIATION, _("Có"))],
        required=False,
    )
    mask = forms.ChoiceField(
        label=_("Những chỗ được đánh dấu"),
        choices=[
            ("yes", _("Che khi đăng (khuyên dùng)")),
            ("blank", _("Xóa hẳn trước khi gửi")),
            ("no", _("Để nguyên")),
        ],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a complaint that does not say whose it is."""
        found = super().clean()
        if found.get("kind") == Kind.COMPLAINT.value:
            if not found.get("name") and "name" not in self.errors:
                self.add_error("name", _("Khiếu nại phải ghi họ tên người khiếu nại"))
            if not found.get("home") and "home" not in self.errors:
                self.add_error("home", _("Khiếu nại phải ghi địa chỉ người khiếu nại"))
        return found

    def words(self) -> str:
        """Return the text to be sent: without the marked places if the sender wants them gone."""
        text: str = self.cleaned_data["text"]
        if self.cleaned_data.get("mask") != "blank":
            return text
        return mask(text, everywhere(text, spans(text, streets(self.chart))))


def group_choices(chart: offices.Chart) -> list[tuple[str, object]]:
    """Return the residential groups with their streets, as choices."""
    groups = [
        (group.slug, f"{group.name}: {', '.join(group.places)}" if group.places else group.name)
        for group in chart.groups()
    ]
    return [("", _("Chọn tổ hoặc con đường")), *groups, (UNKNOWN_PLACE, _("Không rõ chỗ nào"))]
