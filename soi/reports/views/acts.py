"""Which acts an officer may do on a report, with which form, and how each is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from soi.core.filings import OPEN, Act, State, is_ordinary
from soi.core.stamps import Stamp
from soi.law import queries as law
from soi.offices import queries as offices
from soi.reports import queries, services
from soi.reports.forms import acts as forms
from soi.reports.forms import moderation
from soi.reports.forms.common import ActForm
from soi.reports.services import Decision
from soi.reports.views import pictures
from soi.reports.views.access import mandate, reviews
from soi.web import clock
from soi.web.pictures import blurred

_Form = Any  # one of the forms of this module's table, filled in
_OPEN = frozenset(OPEN)
_EVERY = frozenset(State)


@dataclass(frozen=True, slots=True)
class Way:
    """One act: where a report stands then, and how it is done; whose it is say `queries.PERMITS`.

    act: as the life of a report knows it
    """

    act: Act
    label: str | Promise
    form: type[ActForm]
    states: frozenset[State]
    do: Callable[[_Form, dict[str, Any]], object]
    warn: bool = False
    hint: str | Promise = ""


WAYS: dict[str, Way] = {
    "publish": Way(
        act=Act.PUBLISHED,
        label=_("Đăng công khai"),
        form=moderation.PublishForm,
        states=_EVERY,
        do=lambda form, common: services.publish(
            masks=form.masks(),
            hidden_photos=form.photos(),
            reason=form.cleaned_data["reason"] or "personal_data",
            **common,
        ),
        hint=_("Nơi giữ việc vẫn đọc được nguyên văn; trang công khai hiện “▒▒▒” ở chỗ che."),
    ),
    "hide": Way(
        act=Act.HIDDEN,
        label=_("Ẩn khỏi trang công khai"),
        form=forms.ReasonForm,
        states=_EVERY,
        do=lambda form, common: services.hide(reason=form.cleaned_data["text"], **common),
        warn=True,
        hint=_("Số, nơi giữ, ngày hẹn và trạng thái vẫn hiện. Người gửi thấy lý do."),
    ),
    "blur": Way(
        act=Act.MODERATED,
        label=_("Làm mờ một phần ảnh"),
        form=moderation.BlurForm,
        states=_EVERY,
        do=lambda form, common: _blur(form, common),
        hint=_(
            "Ảnh trước khi làm mờ được giữ đến khi xem lại xong, đưa lại được. Người gửi "
            "thấy lý do và nói được nếu "
            "không đồng ý."
        ),
    ),
    "photos": Way(
        act=Act.MODERATED,
        label=_("Xem ảnh chưa ai xem"),
        form=moderation.PhotosForm,
        states=_EVERY,
        do=lambda form, common: services.decide_photos(
            shown=[int(pk) for pk in form.cleaned_data["shown"]],
            reason=form.cleaned_data["reason"],
            **common,
        ),
        hint=_("Ảnh không chọn thì không đăng; người gửi đọc được vì sao."),
    ),
    "settle": Way(
        act=Act.MODERATED,
        label=_("Xem lại cách đăng mà người gửi không đồng ý"),
        form=moderation.SettleForm,
        states=_EVERY,
        do=lambda form, common: services.settle_objection(
            moderation=int(form.cleaned_data["moderation"]),
            upheld=form.cleaned_data["upheld"] == "yes",
            text=form.cleaned_data["text"],
            **common,
        ),
        hint=_("Người đã sửa không tự xem lại việc mình sửa."),
    ),
    "acknowledge": Way(
        act=Act.ACKNOWLEDGED,
        label=_("Báo đã nhận việc"),
        form=ActForm,
        states=_OPEN,
        do=lambda form, common: services.acknowledge(**common),
    ),
    "answer": Way(
        act=Act.ANSWERED,
        label=_("Trả lời, kèm bằng chứng"),
        form=forms.AnswerForm,
        states=_OPEN,
        do=lambda form, common: services.answer(
            text=form.cleaned_data["text"],
            outcome=form.cleaned_data["outcome"],
            document=form.cleaned_data["document"],
            evidence=form.pieces(),
            **common,
        ),
    ),
    "outside": Way(
        act=Act.ANSWERED,
        label=_("Ghi câu trả lời của cơ quan ngoài"),
        form=forms.OutsideAnswerForm,
        states=frozenset({State.HANDED_OVER}),
        do=lambda form, common: services.record_outside_answer(
            text=form.cleaned_data["text"],
            document=form.cleaned_data["document"],
            dated_on=form.cleaned_data["dated_on"],
            **common,
        ),
    ),
    "take-over": Way(
        act=Act.TAKEN_OVER,
        label=_("Ghi: cơ quan ngoài đã nhận việc"),
        form=forms.TakeOverForm,
        states=frozenset({State.HANDED_OVER}),
        do=lambda form, common: services.take_over(
            document=form.cleaned_data["document"], **common
        ),
    ),
    "transfer": Way(
        act=Act.TRANSFERRED,
        label=_("Đổi nơi giữ trong phường"),
        form=forms.TransferForm,
        states=_OPEN,
        do=lambda form, common: services.transfer(
            to=form.cleaned_data["to"], reason=form.cleaned_data["text"], **common
        ),
    ),
    "refer": Way(
        act=Act.REFERRED,
        label=_("Chuyển lên trên hoặc sang cơ quan ngoài"),
        form=forms.ReferForm,
        states=_OPEN,
        do=lambda form, common: services.refer(
            to=form.cleaned_data["to"],
            document=form.cleaned_data["document"],
            rule=form.cleaned_data["rule"],
            reason=form.cleaned_data["text"],
            **common,
        ),
        hint=_("Phường vẫn theo dõi đến khi có trả lời; ngày hẹn với người gửi không đổi."),
    ),
    "ask-to-close": Way(
        act=Act.ESCALATED,
        label=_("Xin đóng, chưa khắc phục"),
        form=forms.AskToCloseForm,
        states=_OPEN,
        do=lambda form, common: services.ask_to_close(
            reason=form.cleaned_data["text"], evidence=form.pieces(), **common
        ),
        warn=True,
    ),
    "refuse": Way(
        act=Act.REFUSED,
        label=_("Từ chối, hướng dẫn đến nơi khác"),
        form=forms.RefuseForm,
        states=_OPEN,
        do=lambda form, common: services.refuse(
            reason=form.cleaned_data["reason"],
            destination=form.cleaned_data["destination"],
            text=form.cleaned_data["text"],
            **common,
        ),
        warn=True,
    ),
    "decide": Way(
        act=Act.UPHELD,
        label=_("Xem lại: người gửi chưa đồng ý"),
        form=forms.DecideForm,
        states=frozenset({State.DISPUTED}),
        do=lambda form, common: services.decide_dispute(
            upheld=Decision(form.cleaned_data["upheld"]),
            text=form.cleaned_data["text"],
            **common,
        ),
        hint=_("Người đã trả lời và nơi giữ việc không được xem lại việc của chính mình."),
    ),
    "close-unfixed": Way(
        act=Act.CLOSED_UNFIXED,
        label=_("Đóng, chưa khắc phục"),
        form=forms.ReasonForm,
        states=_OPEN,
        do=lambda form, common: services.close_unfixed(text=form.cleaned_data["text"], **common),
        warn=True,
    ),
    "decline-to-close": Way(
        act=Act.ESCALATED,
        label=_("Không cho đóng, nơi giữ làm tiếp"),
        form=forms.ReasonForm,
        states=_OPEN,
        do=lambda form, common: services.decline_to_close(text=form.cleaned_data["text"], **common),
    ),
}
_ASKED = frozenset({"close-unfixed", "decline-to-close"})
_OWED_ONLY = frozenset({"acknowledge", "answer", "ask-to-close", "refuse", "transfer"})


def allowed(request: HttpRequest, report: Any) -> list[str]:
    """Return the acts that the chosen mandate may do on a report as it stands."""
    return [
        name
        for name, way in WAYS.items()
        if report.state in way.states and _fits(name, report)
        if queries.permitted(name, mandate(request), report.office, clock.today())
        if name != "decide" or reviews(request, report)
        # A complaint moves in its register; the desk's own acts are not offered on it.
        if is_ordinary(way.act, report.kind, report.state)
    ]


def form_for(name: str, report: Any, data: Any = None, files: Any = None) -> ActForm:
    """Return the form of an act, filled in or not."""
    more: dict[str, Any] = {}
    if name == "settle":
        more["objections"] = _objections(report)
    if name in ("publish", "blur", "photos"):
        more["photos"] = queries.photos(report, hidden=True)
    if name == "photos":
        more["waiting"] = queries.waiting_photos([report.number])
    if name == "refer":
        more["rules"] = _rules()
    chart = offices.chart(clock.today())
    kind = WAYS[name].form
    return kind(data, files, report=report, chart=chart, auto_id=f"{name}-%s", **more)


def _blur(form: Any, common: dict[str, Any]) -> object:
    told = form.cleaned_data
    data = pictures.stored(form.file())
    if data is None:
        raise services.NotFound
    cells = [int(one) for one in told["cells"]]
    done = blurred(data, cells)
    return services.blur(
        photo=int(told["photo"]),
        picture=services.NewPhoto(done.data, done.width, done.height),
        areas=len(cells),
        reason=told["reason"],
        told=told["told"],
        **common,
    )


def do(name: str, form: ActForm, stamp: Stamp) -> object:
    """Do the act that `form` was filled in for.

    Raises: Refusal.
    """
    common = {"number": form.report.number, "stamp": stamp, "seen": form.cleaned_data["seen"]}
    return WAYS[name].do(form, common)


def _fits(name: str, report: Any) -> bool:
    published = report.is_published
    asked = report.duty.state == "reported" and report.state in _OPEN
    rules = {
        "publish": report.listed and not published,
        "hide": bool(published),
        "blur": report.listed and bool(queries.photos(report, hidden=True))
        if name == "blur"
        else False,
        "photos": report.listed and bool(queries.waiting_photos([report.number]))
        if name == "photos"
        else False,
        "settle": bool(_objections(report)) if name == "settle" else False,
        "acknowledge": report.duty.acknowledged_at is None and not asked,
        "decide": report.closed_on is None,
    }
    if name in _ASKED:
        return asked
    if name in _OWED_ONLY and asked:
        return False
    return rules.get(name, True)


def _objections(report: Any) -> list[Any]:
    rows = queries.moderations(report)
    return [one for one in rows if one.objected_at is not None and one.settled_at is None]


def _rules() -> list[tuple[str, str]]:
    """Return the rules that set a day for an office to which something is passed on."""
    book, today = law.book(), clock.today()
    return [
        (one.code, f"{one.source}: {one.trigger}")
        for kind in ("petition", "report")
        for one in book.steps(kind, today)
        if one.limit is not None
    ]
