from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.oversight import Vote
from soi.offices.queries import Chart
from soi.oversight.queries import Visit
from soi.oversight.words import ANSWERS, GRADES, KINDS
from soi.web.fields import DAY, CleanText

VOTES: dict[str, Any] = {"min_value": 0, "max_value": 99}
AREA: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 5}), "most": 20_000}


def _bodies(chart: Chart) -> list[tuple[str, str]]:
    own = [one for one in chart.offices() if not one.outside]
    return [(one.slug, one.name) for one in own if one.kind not in ("ward", "residential_group")]


class ActForm(forms.Form):
    """What every act on a visit brings: the version that was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, visit: Visit, chart: Chart, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": visit.version})
        super().__init__(*args, **kwargs)
        self.fit(visit, chart)

    def fit(self, visit: Visit, chart: Chart) -> None:
        """Fit the fields to the visit and to the offices of the day."""


class PlanForm(forms.Form):
    leading = forms.ChoiceField(label=_("Nơi giám sát"))
    subject = forms.ChoiceField(label=_("Nơi được giám sát"))
    kind = forms.ChoiceField(label=_("Hình thức"), choices=KINDS.choices())
    title = CleanText(label=_("Giám sát việc gì"), most=300)
    month = forms.DateField(label=_("Ngày dự kiến"), **DAY)
    basis = CleanText(label=_("Căn cứ, ai đề nghị"), required=False, **AREA)
    scope = CleanText(label=_("Phạm vi, thời kỳ xem xét"), required=False, **AREA)
    agreed = CleanText(
        label=_("Văn bản của Mặt trận"),
        most=200,
        required=False,
        help_text=_("Chỉ khi tổ chức thành viên chủ trì."),
    )

    def __init__(self, *args: Any, leaders: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leading"].choices = leaders  # type: ignore[attr-defined]
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn cơ quan")),
            *(
                (one.slug, one.name)
                for one in chart.offices()
                if not one.outside and one.kind not in {"ward", "residential_group"}
            ),
        ]


class SeatForm(ActForm):
    people = CleanText(
        label=_("Thành viên, mỗi người một dòng"),
        help_text=_(
            "Người đầu là trưởng đoàn. Viết tên đăng nhập; có lợi ích liên quan thì ghi sau dấu "
            "hai chấm."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        most=2000,
    )  # fmt: skip


class AnnounceForm(ActForm):
    starts_on = forms.DateField(label=_("Ngày đến giám sát"), **DAY)
    document = CleanText(label=_("Số kế hoạch"), most=200)


class StartForm(ActForm):
    questions = CleanText(
        label=_("Bảng hỏi, mỗi câu một dòng"),
        help_text=_("Khóa từ lúc bắt đầu; sửa sau này là bản của cuộc khác."),
        **AREA,
    )


class MinuteForm(ActForm):
    text = CleanText(label=_("Biên bản"), **AREA)

    def fit(self, visit: Visit, chart: Chart) -> None:
        self.fields["text"].initial = visit.minutes


class CountersignForm(ActForm):
    differences = CleanText(label=_("Điều nơi được giám sát không nhận"), required=False, **AREA)


class VoteForm(ActForm):
    votes = forms.IntegerField(label=_("Số người tán thành"), **VOTES)
    against = forms.IntegerField(label=_("Số người không tán thành"), initial=0, **VOTES)

    def vote(self) -> Vote:
        """Return how the team voted."""
        return Vote(self.cleaned_data["votes"], self.cleaned_data["against"])


class FindForm(VoteForm):
    fact = CleanText(label=_("Sự việc"), **AREA)
    norm = CleanText(label=_("Trái với quy định nào"), most=300)
    evidence = CleanText(label=_("Bằng chứng"), required=False, **AREA)
    grade = forms.ChoiceField(label=_("Mức"), choices=GRADES.choices())
    dissent = CleanText(label=_("Ý kiến bảo lưu"), required=False, **AREA)


class TextForm(ActForm):
    text = CleanText(label=_("Nội dung"), **AREA)


class ConcludeForm(TextForm):
    document = CleanText(label=_("Số văn bản kết luận"), most=200)


class ReasonForm(ActForm):
    reason = CleanText(label=_("Lý do"), most=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AdviseForm(VoteForm):
    text = CleanText(label=_("Kiến nghị"), **AREA)
    addressee = forms.ChoiceField(label=_("Nơi nhận kiến nghị"))
    finding = forms.ChoiceField(label=_("Từ điều đã thấy"), required=False)
    written_due_on = forms.DateField(
        label=_("Ngày ghi trong kiến nghị"),
        required=False,
        help_text=_("Chỉ dùng khi luật không định thời hạn trả lời."),
        **DAY,
    )

    def fit(self, visit: Visit, chart: Chart) -> None:
        here = [
            (one.slug, one.name)
            for one in chart.offices()
            if one.kind not in {"ward", "residential_group"}
        ]
        first = (visit.subject, chart.name(visit.subject))
        self.fields["addressee"].choices = [first, *(pair for pair in here if pair != first)]  # type: ignore[attr-defined]
        found = [(str(one.pk), one.fact[:80]) for one in visit.findings.all()]
        self.fields["finding"].choices = [("", _("Không từ điều nào")), *found]  # type: ignore[attr-defined]


class SendForm(ActForm):
    document = CleanText(label=_("Số văn bản gửi"), most=200)


class ReceiveForm(ActForm):
    received_on = forms.DateField(label=_("Ngày nơi nhận đã nhận"), **DAY)
    proof = CleanText(label=_("Chứng cứ đã nhận"), most=200)


class EntryForm(forms.Form):
    """One entry without script; with script the page sends the same as JSON, when it can."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999, initial=0)
    question = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    answer = forms.ChoiceField(
        label=_("Trả lời"), choices=ANSWERS.choices(), widget=forms.RadioSelect, required=False
    )
    text = CleanText(
        label=_("Thấy gì"), most=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
