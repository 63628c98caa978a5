"""What an officer fills in to do one act on a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.privacy import Span, spans
from soi.duties.services import NewEvidence
from soi.offices import queries as offices
from soi.reports.forms.fields import CleanText
from soi.reports.services import Decision
from soi.reports.templatetags.reports import (
    MODERATION_LABELS,
    REFUSAL_LABELS,
    moderation_label,
    span_label,
)
from soi.web import pictures

_LONG = 5000
_REASONS = list(MODERATION_LABELS.items())
_SAY = {"required": _("Viết ít nhất một câu")}
_WHY = {"required": _("Ghi lý do")}


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ActForm(forms.Form):
    """What every act carries: the version that the officer had on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, report: Any, chart: offices.Chart, **more: Any) -> None:
        super().__init__(*args, **more)
        self.report, self.chart = report, chart
        self.fields["seen"].initial = report.version


class EvidenceForm(ActForm):
    """An act that needs something to show for it: a photo, a document or a dated note."""

    document = CleanText(
        label=_("Số văn bản"), help_text=_("Như 214/KTHT."), most=80, required=False
    )
    photo = forms.FileField(
        label=_("Ảnh sau khi làm"),
        help_text=_("Tối đa 10 MB. Tọa độ và tên máy được xóa."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    alt = CleanText(label=_("Trong ảnh thấy gì"), most=300, required=False)
    note = CleanText(label=_("Ghi nhận tại chỗ"), most=1000, required=False, widget=_area(2))
    noted_on = forms.DateField(
        label=_("Ngày ghi nhận"),
        help_text=_("Ngày/tháng/năm; để trống là hôm nay."),
        required=False,
        widget=forms.DateInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Viết ngày như 21/10/2026")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an act with nothing to show for it."""
        found = super().clean() or self.cleaned_data
        if found.get("photo") and not found.get("alt") and "alt" not in self.errors:
            self.add_error("alt", _("Ghi trong ảnh thấy gì, cho người không nhìn được ảnh"))
        if not any(found.get(name) for name in ("photo", "document", "note")) and not self.errors:
            self.add_error(
                "document",
                _(
                    "Thêm ít nhất một bằng chứng: ảnh sau khi làm, số văn bản, "
                    "hoặc ghi nhận tại chỗ"
                ),
            )
        return found

    def pieces(self) -> list[NewEvidence]:
        """Return the evidence; photos written anew.

        Raises: Unacceptable, where a file is no photo that may be kept.
        """
        told, found = self.cleaned_data, []
        if told["photo"]:
            picture = pictures.reencode(told["photo"], "photo")
            found.append(NewEvidence("photo", data=picture.data, alt=told["alt"]))
        if told["document"]:
            found.append(NewEvidence("document", document_number=told["document"]))
        if told["note"]:
            found.append(NewEvidence("note", text=told["note"], dated_on=told["noted_on"]))
        return found


class BlurForm(ActForm):
    """Which parts of which photo nobody should see. A photo is looked at in 4 times 4 cells."""

    photo = forms.ChoiceField(label=_("Ảnh"))
    cells = forms.MultipleChoiceField(
        label=_("Làm mờ những ô này"),
        help_text=_("Chia ảnh thành 4 hàng, 4 cột."),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (str(4 * row + column), _("hàng %(r)s, cột %(c)s") % {"r": row + 1, "c": column + 1})
            for row in range(4)
            for column in range(4)
        ],
        error_messages={"required": _("Chọn ít nhất một ô")},
    )
    reason = forms.ChoiceField(label=_("Vì sao"), choices=_REASONS)
    told = CleanText(label=_("Nói với người gửi"), most=500, required=False, widget=_area(2))

    def __init__(self, *args: Any, photos: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.rows = {str(one.pk): one for one in photos}
        field = self.fields["photo"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (pk, _("Ảnh %(n)s") % {"n": place}) for place, pk in enumerate(self.rows, 1)
            ]

    def file(self) -> str:
        """Return where the chosen photo lies."""
        return str(self.rows[self.cleaned_data["photo"]].file)


class SettleForm(ActForm):
    """Whether what the sender objects to stays as it is."""

    moderation = forms.ChoiceField(label=_("Chỗ người gửi không đồng ý"))
    upheld = forms.ChoiceField(
        label=_("Xem lại"),
        choices=[("no", _("Giữ như đã sửa")), ("yes", _("Đưa lại như trước"))],
    )
    text = CleanText(label=_("Vì sao"), most=1000, widget=_area(3), error_messages=_WHY)

    def __init__(self, *args: Any, objections: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["moderation"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (str(one.pk), f"{moderation_label(one)}: {one.objection[:120]}")
                for one in objections
            ]


class PublishForm(ActForm):
    """What is masked before everybody may read it."""

    spans = forms.MultipleChoiceField(
        label=_("Che những chỗ này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = CleanText(
        label=_("Che thêm"),
        help_text=_("Mỗi dòng một chỗ, chép đúng như trong lời kể."),
        most=1000,
        required=False,
        widget=_area(2),
    )
    hidden_photos = forms.MultipleChoiceField(
        label=_("Không đăng những ảnh này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(label=_("Vì sao che, nếu có che"), choices=_REASONS, required=False)

    def __init__(self, *args: Any, photos: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.found = spans(self.report.text)
        self._offer(
            "spans",
            [(str(place), self._told(span)) for place, span in enumerate(self.found)],
        )
        self._offer(
            "hidden_photos",
            [(str(one.pk), _("Ảnh %(n)s") % {"n": place}) for place, one in enumerate(photos, 1)],
        )
        if self.found:
            self.fields["spans"].initial = [str(place) for place in range(len(self.found))]

    def clean_more(self) -> str:
        """Refuse a line that does not stand in the text."""
        more: str = self.cleaned_data["more"]
        for line in self._lines(more):
            if line not in self.report.text:
                text = _("Không thấy “%(line)s” trong lời kể; chép đúng từng chữ")
                raise forms.ValidationError(text, params={"line": line})
        return more

    def masks(self) -> list[Span]:
        """Return the places to be masked."""
        chosen = [self.found[int(place)] for place in self.cleaned_data.get("spans", ())]
        text: str = self.report.text
        for line in self._lines(self.cleaned_data["more"]):
            start = text.find(line)
            while start >= 0:
                chosen.append(Span(start, start + len(line), "more"))
                start = text.find(line, start + len(line))
        return sorted(chosen)

    def photos(self) -> list[int]:
        """Return the photos that are not to be shown."""
        return [int(pk) for pk in self.cleaned_data.get("hidden_photos", ())]

    def _told(self, span: Span) -> str:
        return f"“{self.report.text[span.start : span.end]}” ({span_label(span.what)})"

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        one = self.fields[name]
        if choices and isinstance(one, forms.MultipleChoiceField):
            one.choices = choices
        else:
            del self.fields[name]

    @staticmethod
    def _lines(text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]


class ReasonForm(ActForm):
    """An act that needs nothing but its reason."""

    text = CleanText(label=_("Lý do"), most=1000, widget=_area(3), error_messages=_WHY)


class AnswerForm(EvidenceForm):
    """An answer to the sender."""

    field_order = ("text", "outcome", "document", "photo", "alt", "note", "noted_on")
    text = CleanText(
        label=_("Đã làm gì, kết quả ra sao"),
        help_text=_("Viết cho người gửi đọc được. Người gửi sẽ đồng ý hoặc chưa đồng ý."),
        most=_LONG,
        widget=_area(5),
        error_messages=_SAY,
    )
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[
            ("done", _("Đã làm xong")),
            ("partly", _("Đã làm một phần")),
            ("planned", _("Đã lên kế hoạch")),
            ("explained", _("Đã giải thích")),
        ],
    )


class AskToCloseForm(EvidenceForm):
    """The wish to close what cannot be mended."""

    field_order = ("text", "document", "photo", "alt", "note", "noted_on")
    text = CleanText(
        label=_("Vì sao không khắc phục được"),
        help_text=_("Người khác nơi giữ việc sẽ quyết; lý do này công khai."),
        most=_LONG,
        widget=_area(4),
        error_messages=_WHY,
    )


class RefuseForm(ActForm):
    """A refusal, with where to go instead."""

    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[("", _("Chọn một lý do")), *REFUSAL_LABELS.items()],
        error_messages={"required": _("Chọn một lý do")},
    )
    destination = CleanText(
        label=_("Người dân cần đến đâu"),
        help_text=_(
            "Tên cơ quan, địa chỉ hoặc cách làm. Không có chỗ để đến thì không từ chối được."
        ),
        most=500,
        widget=_area(2),
        error_messages={"required": _("Ghi nơi người dân cần đến")},
    )
    text = CleanText(label=_("Nói thêm"), most=1000, required=False, widget=_area(2))


class _OfficeForm(ActForm):
    to = forms.ChoiceField(label=_("Nơi nhận"), error_messages={"required": _("Chọn một nơi nhận")})

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(one.slug, one.name) for one in self.chart.offices() if self.fits(one)]
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Chọn một nơi")), *names]

    def fits(self, office: offices.OfficeView) -> bool:
        """Test if `office` may be chosen."""
        return bool(office.slug != self.report.office)


class TransferForm(_OfficeForm):
    """Another office of the ward."""

    text = CleanText(
        label=_("Lý do"),
        help_text=_("Ngày hẹn với người gửi không đổi."),
        most=1000,
        widget=_area(2),
        error_messages=_WHY,
    )

    def fits(self, office: offices.OfficeView) -> bool:
        """Test if `office` is another of the ward's own."""
        own = not office.outside and office.kind not in {offices.WARD, offices.GROUP}
        return bool(own and office.slug != self.report.office)


class ReferForm(_OfficeForm):
    """An office outside, and the rule that gives it a day."""

    document = CleanText(
        label=_("Số, ngày văn bản chuyển"),
        help_text=_("Như 56/UBND-VP ngày 21/10/2026."),
        most=200,
        error_messages={"required": _("Ghi số và ngày văn bản chuyển")},
    )
    rule = forms.ChoiceField(
        label=_("Quy định đặt ngày cho nơi nhận"),
        required=False,
        help_text=_("Không có thì trang công khai ghi “không có thời hạn luật định”."),
    )
    text = CleanText(label=_("Nói thêm"), most=1000, required=False, widget=_area(2))

    def __init__(self, *args: Any, rules: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Không có thời hạn luật định")), *rules]

    def fits(self, office: offices.OfficeView) -> bool:
        """Test if `office` is outside the ward."""
        return office.outside


class TakeOverForm(ActForm):
    """The word of an office outside that the matter is theirs."""

    document = CleanText(
        label=_("Văn bản nhận việc của nơi đó"),
        most=200,
        error_messages={"required": _("Ghi số văn bản")},
    )


class OutsideAnswerForm(ActForm):
    """What an office outside answered."""

    text = CleanText(
        label=_("Nơi đó trả lời thế nào"), most=_LONG, widget=_area(5), error_messages=_SAY
    )
    document = CleanText(
        label=_("Số văn bản trả lời"),
        most=200,
        error_messages={"required": _("Ghi số văn bản trả lời")},
    )
    dated_on = forms.DateField(
        label=_("Văn bản đề ngày"),
        required=False,
        widget=forms.DateInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Viết ngày như 21/10/2026")},
    )


class DecideForm(ActForm):
    """What a reviewer decides."""

    upheld = forms.ChoiceField(
        label=_("Ai đúng?"),
        choices=[
            (Decision.UPHELD.value, _("Người gửi đúng: nơi giữ phải làm lại")),
            (Decision.DISMISSED.value, _("Giữ câu trả lời")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kết luận")},
    )
    text = CleanText(
        label=_("Vì sao"),
        help_text=_("Lời này công khai."),
        most=_LONG,
        widget=_area(4),
        error_messages=_SAY,
    )


class IdentityForm(ReasonForm):
    """Why somebody must know who the sender is."""

    text = CleanText(
        label=_("Cần xem để làm gì"),
        help_text=_("Lý do và việc xem được ghi sổ; người gửi thấy được."),
        most=1000,
        widget=_area(2),
        error_messages=_WHY,
    )
