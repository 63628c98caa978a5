"""What an officer fills in before the public reads a filing, and when its sender objects."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.privacy import Span, everywhere, places, spans
from soi.reports.forms.common import WHY, ActForm, area
from soi.reports.queries import streets
from soi.reports.templatetags.reports import moderation_label
from soi.reports.words import MODERATION_REASONS, SPANS
from soi.web.fields import CleanText

_REASONS = MODERATION_REASONS.choices()


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
    told = CleanText(label=_("Nói với người gửi"), most=500, required=False, widget=area(2))

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


class PhotosForm(ActForm):
    """Which of the photos that nobody has looked at are shown; the others are not."""

    shown = forms.MultipleChoiceField(
        label=_("Đăng những ảnh này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(label=_("Vì sao không đăng ảnh còn lại"), choices=_REASONS)

    def __init__(
        self, *args: Any, photos: Sequence[Any] = (), waiting: Sequence[Any] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        wanted = {one.pk for one in waiting}
        field = self.fields["shown"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (str(one.pk), _("Ảnh %(n)s") % {"n": place})
                for place, one in enumerate(photos, 1)
                if one.pk in wanted
            ]


class SettleForm(ActForm):
    """Whether what the sender objects to stays as it is."""

    moderation = forms.ChoiceField(label=_("Chỗ người gửi không đồng ý"))
    upheld = forms.ChoiceField(
        label=_("Xem lại"),
        choices=[("no", _("Giữ như đã sửa")), ("yes", _("Đưa lại như trước"))],
    )
    text = CleanText(label=_("Vì sao"), most=1000, widget=area(3), error_messages=WHY)

    def __init__(self, *args: Any, objections: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.objections = objections
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
        widget=area(2),
    )
    hidden_photos = forms.MultipleChoiceField(
        label=_("Không đăng những ảnh này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(label=_("Vì sao che, nếu có che"), choices=_REASONS, required=False)

    def __init__(self, *args: Any, photos: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.found = spans(self.report.text, streets(self.chart))
        self._offer(
            "spans",
            [(str(place), self._told(span)) for place, span in enumerate(self.found)],
        )
        self._offer(
            "hidden_photos",
            [(str(one.pk), _("Ảnh %(n)s") % {"n": place}) for place, one in enumerate(photos, 1)],
        )
        if self.found and self.report.suggested.get("as_written"):
            self.fields["spans"].help_text = _(
                "Người gửi xin để nguyên. Che nếu là của người khác."
            )
        elif self.found:
            self.fields["spans"].initial = [str(place) for place in range(len(self.found))]

    def clean_more(self) -> str:
        """Refuse a line that does not stand in the text."""
        more: str = self.cleaned_data["more"]
        for line in self._lines(more):
            if not places(self.report.text, line):
                text = _("Không thấy “%(line)s” trong lời kể; chép đúng từng chữ")
                raise forms.ValidationError(text, params={"line": line})
        return more

    def masks(self) -> list[Span]:
        """Return the places to be masked, and wherever else the same is written."""
        chosen = [self.found[int(place)] for place in self.cleaned_data.get("spans", ())]
        text: str = self.report.text
        for line in self._lines(self.cleaned_data["more"]):
            chosen += places(text, line)
        return everywhere(text, chosen)

    def photos(self) -> list[int]:
        """Return the photos that are not to be shown."""
        return [int(pk) for pk in self.cleaned_data.get("hidden_photos", ())]

    def _told(self, span: Span) -> str:
        return f"“{self.report.text[span.start : span.end]}” ({SPANS.say(span.what)})"

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        one = self.fields[name]
        if choices and isinstance(one, forms.MultipleChoiceField):
            one.choices = choices
        else:
            del self.fields[name]

    @staticmethod
    def _lines(text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]
