"""The forms by which offices are reorganised and rules between them are set."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.successions import Change, Leg, Share
from soi.duties.queries import Waiting
from soi.offices.queries import ADMINISTRATIVE, Chart, working_rules
from soi.offices.services import NewEvent, NewOffice, NewRelation, NewWorkingRule
from soi.portal.forms.law import day_field
from soi.reports.words import TOPICS
from soi.web.words import tables

CHANGES = {
    "merge": _("Sáp nhập"),
    "split": _("Chia, tách"),
    "abolish": _("Giải thể"),
    "transfer": _("Chuyển chức năng giữa hai nơi còn hoạt động"),
    "create": _("Thành lập mới"),
    "rename": _("Đổi tên"),
}
STATUS = {
    "proposed": _("dự thảo, chưa có tác dụng"),
    "enacted": _("đã ban hành"),
    "cancelled": _("đã bỏ"),
}


class EventForm(forms.Form):
    """A decision on offices, as a draft."""

    change = forms.ChoiceField(
        label=_("Loại thay đổi"),
        choices=list(CHANGES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một loại thay đổi")},
    )
    effective_on = day_field(
        label=_("Có hiệu lực từ"), error_messages={"required": _("Ghi ngày có hiệu lực")}
    )
    document = forms.CharField(
        label=_("Văn bản"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành"),
        error_messages={"required": _("Ghi số và ngày của văn bản")},
    )
    olds = forms.MultipleChoiceField(
        label=_("Nơi cũ"), required=False, help_text=_("Giữ Ctrl để chọn nhiều nơi")
    )
    news = forms.MultipleChoiceField(
        label=_("Nơi mới, trong các nơi đang hoạt động"),
        required=False,
        help_text=_("Chọn nhiều nơi nếu chia, tách: mỗi nơi một phần"),
    )
    created_name = forms.CharField(
        label=_("Nơi mới được lập, tên đầy đủ"), max_length=200, required=False
    )
    created_slug = forms.SlugField(
        label=_("Mã của nơi mới"),
        max_length=60,
        required=False,
        help_text=_("Chữ thường không dấu, nối bằng gạch; ví dụ phong-noi-vu"),
    )
    default = forms.ChoiceField(
        label=_("Nơi giữ tạm phần chưa rõ"),
        required=False,
        help_text=_("Khi chia, tách: nơi nhận phần lớn nhất"),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Loại việc được chuyển"),
        required=False,
        choices=lambda: tables()["duty.kind"].choices(),
        help_text=_("Chỉ khi chuyển chức năng"),
    )
    new_name = forms.CharField(label=_("Tên mới"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chart = chart
        there = [(one.slug, one.name) for one in chart.offices()]
        for name in ("olds", "news"):
            self.fields[name].choices = there  # type: ignore[attr-defined]
        self.fields["default"].choices = [("", _("nơi đầu tiên")), *there]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of a new office, and for a name where one changes."""
        words = super().clean() or {}
        if bool(words.get("created_name")) != bool(words.get("created_slug")):
            self.add_error("created_slug", _("Nơi mới được lập cần cả tên và mã"))
        renames = words.get("change") == Change.RENAME
        if renames and not (words.get("new_name") and len(words.get("olds", ())) == 1):
            self.add_error("new_name", _("Đổi tên: chọn một nơi cũ và ghi tên mới"))
        return words

    def event(self) -> NewEvent:
        """Return what was entered, as the offices' services take it."""
        words = self.cleaned_data
        change = Change(words["change"])
        renames = change is Change.RENAME
        names = [(words["olds"][0], words["new_name"], words["new_name"][:80])] if renames else []
        return NewEvent(
            change=change,
            effective_on=words["effective_on"],
            document=words["document"],
            legs=[] if change in (Change.RENAME, Change.CREATE) else self._legs(change),
            creates=self._creates(),
            names=names,
            note=words["note"],
        )

    def _legs(self, change: Change) -> list[Leg]:
        words = self.cleaned_data
        news = [*words["news"], *([words["created_slug"]] if words["created_slug"] else [])]
        share = Share.PART if len(news) > 1 and change is not Change.TRANSFER else Share.WHOLE
        kinds = tuple(words["kinds"]) if change is Change.TRANSFER else ()
        first = words["default"] if words["default"] in news else (news[0] if news else "")
        return [
            Leg(old, new, share, default=share is Share.PART and new == first, kinds=kinds)
            for old in words["olds"]
            for new in news
            if old != new or share is Share.PART
        ]

    def _creates(self) -> list[NewOffice]:
        words = self.cleaned_data
        if not words["created_slug"]:
            return []
        model = self.chart.office(words["olds"][0]) if words["olds"] else None
        parents = self.chart.parents(words["olds"][0]) if words["olds"] else ()
        return [
            NewOffice(
                slug=words["created_slug"],
                name=words["created_name"],
                short_name=words["created_name"][:80],
                kind=model.kind if model else "department",
                track=model.track if model else "committee",
                level=model.level if model else "commune",
                since=words["effective_on"],
                parents=[(parents[0], ADMINISTRATIVE)] if parents else [],
            )
        ]


class DecideForm(forms.Form):
    """To which office a waiting duty goes; the largest part is offered."""

    office = forms.ChoiceField(label=_("Nơi giữ chính thức"))
    reason = forms.CharField(label=_("Vì sao"), max_length=500)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)

    def __init__(self, *args: Any, row: Waiting, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            (slug, chart.name(slug)) for slug in row.candidates
        ]


class _Ruling(forms.Form):
    """What every rule between offices needs: a number, a source, a first day."""

    number = forms.CharField(label=_("Số quy tắc"), max_length=40)
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Quy chế, điều, số và ngày của quyết định"),
        error_messages={"required": _("Ghi căn cứ: quy tắc không có căn cứ thì không ai theo")},
    )
    since = day_field(label=_("Có hiệu lực từ"))

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [(one.slug, one.name) for one in chart.offices()]
        for name in ("office", "over", "group"):
            if name in self.fields:
                empty = [] if name == "office" else [("", _("mọi nơi"))]
                self.fields[name].choices = [*empty, *there]  # type: ignore[attr-defined]
        self.fit(chart)

    def fit(self, chart: Chart) -> None:
        """Fit what else there is to the offices of the day."""


class RelationForm(_Ruling):
    """Who leads, coordinates, oversees or reviews in a field."""

    office = forms.ChoiceField(label=_("Cơ quan"))
    role = forms.ChoiceField(
        label=_("Vai"),
        choices=[
            ("leads", _("chủ trì")),
            ("coordinates", _("phối hợp")),
            ("oversees", _("giám sát")),
            ("reviews", _("xem lại")),
        ],
    )
    topic = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    over = forms.ChoiceField(label=_("Việc của ai"), required=False)
    text = forms.CharField(label=_("Lời của quy tắc"), max_length=300, required=False)

    def fit(self, chart: Chart) -> None:
        topics = TOPICS.choices()
        self.fields["topic"].choices = [("", _("mọi lĩnh vực")), *topics]  # type: ignore[attr-defined]

    def relation(self) -> NewRelation:
        """Return what was entered, as the offices' services take it."""
        return NewRelation(**self.cleaned_data)


class WorkingRuleForm(_Ruling):
    """Who signs in a body, who stands in, what is decided together."""

    office = forms.ChoiceField(label=_("Cơ quan"))
    kind = forms.ChoiceField(
        label=_("Loại việc"),
        required=False,
        choices=lambda: [("", _("mọi việc")), *tables()["duty.kind"].choices()],
    )
    matter = forms.CharField(label=_("Việc gì"), max_length=200)
    signer = forms.ChoiceField(label=_("Ai ký"))
    deputy = forms.ChoiceField(label=_("Ai ký thay"), required=False)
    collective = forms.BooleanField(label=_("Tập thể quyết định"), required=False)

    def fit(self, chart: Chart) -> None:
        posts = [
            (post.slug, f"{post.title}, {one.short_name}")
            for one in chart.offices()
            for post in chart.posts(one.slug)
        ]
        self.fields["signer"].choices = posts  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", _("không ai")), *posts]  # type: ignore[attr-defined]

    def rule(self) -> NewWorkingRule:
        """Return what was entered, as the offices' services take it."""
        return NewWorkingRule(**self.cleaned_data)


class EndRuleForm(forms.Form):
    """The last day of a coordination rule."""

    number = forms.CharField(label=_("Số quy tắc"), max_length=40)
    on = day_field(label=_("Ngày cuối có hiệu lực"))
    document = forms.CharField(label=_("Văn bản"), max_length=300)

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class EndWorkingRuleForm(EndRuleForm):
    """The last day of a working rule; numbers are told apart by their office."""

    office = forms.ChoiceField(label=_("Cơ quan"))
    field_order = ("office", "number", "on", "document")

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, chart=chart, **kwargs)
        ruled = dict.fromkeys(one.office for one in working_rules(chart))
        self.fields["office"].choices = [(slug, chart.name(slug)) for slug in ruled]  # type: ignore[attr-defined]
