"""What an officer fills in to do one act on a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.duties.services import NewEvidence
from soi.offices import queries as offices
from soi.reports.forms.common import LONG, SAY, WHY, ActForm, area
from soi.reports.services import Decision
from soi.reports.words import MODERATION_REASONS, REFUSALS
from soi.web import pictures
from soi.web.fields import CleanText

_REASONS = MODERATION_REASONS.choices()


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
    note = CleanText(label=_("Ghi nhận tại chỗ"), most=1000, required=False, widget=area(2))
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


class ReasonForm(ActForm):
    """An act that needs nothing but its reason."""

    text = CleanText(label=_("Lý do"), most=1000, widget=area(3), error_messages=WHY)


class AnswerForm(EvidenceForm):
    """An answer to the sender."""

    field_order = ("text", "outcome", "document", "photo", "alt", "note", "noted_on")
    text = CleanText(
        label=_("Đã làm gì, kết quả ra sao"),
        help_text=_("Viết cho người gửi đọc được. Người gửi sẽ đồng ý hoặc chưa đồng ý."),
        most=LONG,
        widget=area(5),
        error_messages=SAY,
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
        help_text=_("Người không thuộc nơi giữ việc sẽ quyết định; lý do này công khai."),
        most=LONG,
        widget=area(4),
        error_messages=WHY,
    )


class RefuseForm(ActForm):
    """A refusal, with where to go instead."""

    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[("", _("Chọn một lý do")), *REFUSALS.choices()],
        error_messages={"required": _("Chọn một lý do")},
    )
    destination = CleanText(
        label=_("Người dân cần đến đâu"),
        help_text=_(
            "Tên cơ quan, địa chỉ hoặc cách làm. Không có chỗ để đến thì không từ chối được."
        ),
        most=500,
        widget=area(2),
        error_messages={"required": _("Ghi nơi người dân cần đến")},
    )
    text = CleanText(label=_("Nói thêm"), most=1000, required=False, widget=area(2))


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
        widget=area(2),
        error_messages=WHY,
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
    text = CleanText(label=_("Nói thêm"), most=1000, required=False, widget=area(2))

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
        label=_("Nơi đó trả lời thế nào"), most=LONG, widget=area(5), error_messages=SAY
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
        most=LONG,
        widget=area(4),
        error_messages=SAY,
    )


class IdentityForm(ReasonForm):
    """Why somebody must know who the sender is."""

    text = CleanText(
        label=_("Cần xem để làm gì"),
        help_text=_("Lý do và việc xem được ghi sổ; người gửi thấy được."),
        most=1000,
        widget=area(2),
        error_messages=WHY,
    )
