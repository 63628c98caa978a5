"""What is filled in to take one step on a complaint."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.complaints.services import NewComplainant
from soi.complaints.words import AGAINST, FINDINGS, GROUNDS
from soi.core.complaints import DECLINE_GROUNDS
from soi.offices import queries as offices
from soi.reports.services import Contact
from soi.web.fields import DAY, CleanText

_LONG = 4000


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _text(label: Any, *, hint: Any = "", required: bool = True) -> Callable[[], forms.Field]:
    return lambda: CleanText(
        label=label, help_text=hint, most=_LONG, widget=_area(), required=required
    )


def _line(label: Any, *, hint: Any = "", required: bool = True) -> Callable[[], forms.Field]:
    return lambda: CleanText(label=label, help_text=hint, most=200, required=required)


def _day(label: Any, *, required: bool = True, hint: Any = "") -> Callable[[], forms.Field]:
    return lambda: forms.DateField(label=label, help_text=hint, required=required, **DAY)


def _words(table: dict[str, str]) -> list[tuple[str, Any]]:
    return [(word, _(text)) for word, text in table.items()]


FIELDS: dict[str, Callable[[], forms.Field]] = {
    "document": _line(_("Số văn bản"), hint=_("Như 12/TB-UBND; bản nháp lấy ở mục Văn bản.")),
    "text": _text(_("Nội dung, lý do")),
    "note": _text(_("Ghi chú"), required=False),
    "verifier": lambda: forms.ChoiceField(label=_("Giao xác minh cho")),
    "holder": lambda: forms.ChoiceField(label=_("Yêu cầu cơ quan")),
    "resolver": lambda: forms.ChoiceField(label=_("Nơi giải quyết lần hai")),
    "complex": lambda: forms.BooleanField(label=_("Vụ việc phức tạp"), required=False),
    "remote": lambda: forms.BooleanField(
        label=_("Vùng sâu, vùng xa, đi lại khó khăn"), required=False
    ),
    "ground": lambda: forms.ChoiceField(
        label=_("Căn cứ không thụ lý (Điều 11)"),
        choices=[
            (word, _("khoản %(n)s: %(text)s") % {"n": n, "text": GROUNDS[word]})
            for word, n in DECLINE_GROUNDS.items()
        ],
    ),
    "key": lambda: forms.ChoiceField(label=_("Lần yêu cầu")),
    "on": _day(_("Ngày đối thoại")),
    "hour": lambda: forms.TimeField(
        label=_("Giờ"),
        widget=forms.TimeInput(attrs={"class": "short"}),
        error_messages={"invalid": _("Viết giờ như 08:30")},
    ),
    "place": _line(_("Nơi đối thoại")),
    "chair": _line(_("Chủ trì")),
    "present": _text(_("Thành phần dự")),
    "minutes": _text(_("Diễn biến")),
    "outcome": _text(_("Kết quả đối thoại")),
    "places": lambda: forms.MultipleChoiceField(
        label=_("Ai rút"), widget=forms.CheckboxSelectMultiple
    ),
    "signed": lambda: forms.MultipleChoiceField(
        label=_("Đã ký bổ sung"), widget=forms.CheckboxSelectMultiple, required=False
    ),
    "speakers": lambda: forms.MultipleChoiceField(
        label=_("Được cử làm đại diện"), widget=forms.CheckboxSelectMultiple, required=False
    ),
    "finding": lambda: forms.ChoiceField(label=_("Kết luận"), choices=FINDINGS.choices()),
    "content": _text(_("Nội dung khiếu nại")),
    "first_result": _text(_("Kết quả giải quyết lần đầu")),
    "verification": _text(_("Kết quả xác minh")),
    "dialogue": _text(_("Kết quả đối thoại"), required=False),
    "grounds": _text(_("Căn cứ pháp luật")),
    "order": _text(_("Giữ nguyên, sửa đổi, hủy bỏ; việc cụ thể phải làm")),
    "ways": _text(_("Quyền khiếu nại tiếp, khởi kiện")),
    "agreed": _text(
        _("Không đối thoại vì yêu cầu và kết quả xác minh không khác nhau"),
        hint=_("Chỉ ghi khi lần đầu không tổ chức đối thoại (Điều 30)."),
        required=False,
    ),
    "received_on": _day(_("Ngày nhận đơn lần hai")),
    "hindered": lambda: forms.BooleanField(
        label=_("Có lý do chính đáng nên đến muộn"), required=False
    ),
}


class StepForm(forms.Form):
    """One step: the version that was seen, and the fields of the step."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, names: Sequence[str], choices: dict[str, Any], **more: Any):
        super().__init__(*args, **more)
        for name in names:
            field = FIELDS[name]()
            field.error_messages.setdefault("required", "")
            field.error_messages["required"] = _("Ghi ô này")
            if isinstance(field, forms.ChoiceField) and name in choices:
                field.choices = choices[name]
            self.fields[name] = field


class OpenForm(forms.Form):
    """What the paper of a complaint says, to put it into the register."""

    against = forms.ChoiceField(label=_("Khiếu nại gì"), choices=AGAINST.choices())
    document = CleanText(
        label=_("Quyết định, hành vi bị khiếu nại"),
        help_text=_("Số, ngày, nơi ban hành; hoặc hành vi gì, ngày nào."),
        most=200,
    )
    target = forms.ChoiceField(label=_("Của cơ quan"))
    known_on = forms.DateField(
        label=_("Ngày nhận quyết định hoặc biết hành vi"),
        help_text=_("Thời hiệu đếm từ ngày này; không rõ thì để trống."),
        required=False,
        **DAY,
    )
    since = forms.DateField(
        label=_("Trở ngại từ ngày"),
        help_text=_("Ốm đau, thiên tai, đi công tác xa: những ngày ấy không tính (Điều 9)."),
        required=False,
        **DAY,
    )
    until = forms.DateField(label=_("Trở ngại đến ngày"), required=False, **DAY)
    paper = CleanText(label=_("Giấy tờ chứng minh trở ngại"), most=200, required=False)
    complex = forms.BooleanField(label=_("Vụ việc phức tạp"), required=False)
    remote = forms.BooleanField(label=_("Vùng sâu, vùng xa, đi lại khó khăn"), required=False)
    front = forms.ChoiceField(label=_("Do Mặt trận chuyển đến"), required=False)

    def __init__(self, *args: Any, chart: offices.Chart, **more: Any) -> None:
        super().__init__(*args, **more)
        everyone = [(one.slug, one.name) for one in chart.offices() if one.kind != "ward"]
        fronts = [(one.slug, one.name) for one in chart.offices() if one.kind == "front"]
        for name, choices in (("target", everyone), ("front", [("", _("Không")), *fronts])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse half a hindrance."""
        found = super().clean() or self.cleaned_data
        given = [found.get(name) for name in ("since", "until", "paper")]
        if any(given) and not all(given):
            self.add_error("paper", _("Trở ngại cần đủ hai ngày và giấy tờ (Điều 9)"))
        elif given[0] and given[0] > given[1]:
            self.add_error("until", _("Ngày cuối phải sau ngày đầu"))
        return found

    def hindered(self) -> list[dict[str, str]]:
        """Return the time not counted against who complains."""
        since: date | None = self.cleaned_data["since"]
        if since is None:
            return []
        until: date = self.cleaned_data["until"]
        told = {"since": since.isoformat(), "until": until.isoformat()}
        return [{**told, "document": self.cleaned_data["paper"]}]


class ComplainantForm(forms.Form):
    """One of several who complain; an empty row is nobody."""

    name = CleanText(label=_("Họ tên"), most=120, required=False)
    address = CleanText(label=_("Địa chỉ"), most=300, required=False)
    birth_year = forms.IntegerField(
        label=_("Năm sinh"), min_value=1900, max_value=2100, required=False
    )
    guardian = CleanText(label=_("Người đại diện theo pháp luật"), most=120, required=False)
    speaks = forms.BooleanField(label=_("Đại diện"), required=False)
    signed = forms.BooleanField(label=_("Đã ký"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Refuse a name without an address (Điều 8)."""
        found = super().clean() or self.cleaned_data
        if found.get("name") and not found.get("address"):
            self.add_error("address", _("Ghi địa chỉ người khiếu nại"))
        return found

    def person(self) -> NewComplainant | None:
        """Return who it is; nobody for an empty row."""
        told = self.cleaned_data
        if not told.get("name"):
            return None
        return NewComplainant(
            contact=Contact(name=told["name"], address=told["address"]),
            birth_year=told["birth_year"],
            guardian=Contact(name=told["guardian"]),
            speaks=told["speaks"],
            signed=told["signed"],
        )


People = forms.formset_factory(ComplainantForm, extra=4, max_num=20, validate_max=True)
