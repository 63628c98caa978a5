"""Which steps an officer may take on a complaint, with which fields, and how each is taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from soi.complaints import queries, services
from soi.core.complaint_life import DECIDE
from soi.core.complaints import SECOND, Act, Finding
from soi.core.mandates import Mandate
from soi.core.stamps import VIETNAM
from soi.counter.queries import permitted
from soi.offices import queries as offices
from soi.people import queries as people
from soi.web import clock

_Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """One step: what it is called, who may take it, what is asked, and the service."""

    act: Act
    label: str | Promise
    fields: tuple[str, ...]
    do: Callable[..., object]
    hint: str | Promise = ""
    warn: bool = False
    adapt: Callable[[_Told], _Told] = lambda told: told


def _facts(told: _Told) -> _Told:
    facts = [name for name in ("complex", "remote") if told.pop(name)]
    return {**told, "facts": facts}


def _moment(told: _Told) -> _Told:
    on, hour = told.pop("on"), told.pop("hour")
    return {**told, "at": datetime.combine(on, hour, tzinfo=VIETNAM)}


def _numbers(*names: str) -> Callable[[_Told], _Told]:
    return lambda told: {
        name: [int(one) for one in value] if name in names else value
        for name, value in told.items()
    }


def _decision(told: _Told) -> _Told:
    kept = {"document": told.pop("document"), "agreed": told.pop("agreed")}
    finding = Finding(told.pop("finding"))
    return {**kept, "finding": finding, "parts": {**told, "finding": finding.value}}


_PARTS = ("content", "verification", "dialogue", "grounds", "finding", "order", "ways")
_SIMPLE = ("text", "document")
WAYS: dict[str, Way] = {
    "accept": Way(
        Act.ACCEPTED, _("Thụ lý"), ("document", "verifier", "complex", "remote"),
        services.accept,
        _("Thời hạn giải quyết đếm từ hôm nay. Nơi bị khiếu nại không nên tự xác minh."),
        adapt=_facts,
    ),
    "decline": Way(
        Act.DECLINED, _("Không thụ lý"), ("ground", *_SIMPLE), services.decline, warn=True
    ),
    "ask": Way(
        Act.ASKED, _("Yêu cầu bổ sung đơn"), _SIMPLE, services.ask_missing,
        hint=_("Thời hạn thụ lý vẫn chạy từ ngày nhận đơn."),
    ),
    "complete": Way(
        Act.COMPLETED, _("Ghi: đã bổ sung"), ("text", "signed", "speakers"), services.complete,
        adapt=_numbers("signed", "speakers"),
    ),
    "info": Way(
        Act.INFO_ASKED, _("Yêu cầu cơ quan cung cấp tài liệu"), ("holder", *_SIMPLE),
        services.ask_info,
    ),
    "info-given": Way(
        Act.INFO_GIVEN, _("Ghi: đã nhận tài liệu"), ("key", "document"), services.take_info
    ),
    "stay": Way(
        Act.EXECUTION_STAYED, _("Tạm đình chỉ thi hành quyết định bị khiếu nại"), _SIMPLE,
        services.stay_execution,
        _("Khi thi hành sẽ gây hậu quả khó khắc phục (Luật Khiếu nại, Điều 35)."),
    ),
    "unstay": Way(
        Act.EXECUTION_RESUMED, _("Hủy bỏ quyết định tạm đình chỉ thi hành"), _SIMPLE,
        services.resume_execution,
    ),
    "verify": Way(
        Act.VERIFIED, _("Nộp báo cáo kết quả xác minh"), _SIMPLE, services.verify
    ),
    "dialogue": Way(
        Act.DIALOGUE_CALLED, _("Thông báo đối thoại"), ("on", "hour", "place", "document"),
        services.call_dialogue, adapt=_moment,
    ),
    "minutes": Way(
        Act.DIALOGUE_HELD, _("Ghi biên bản đối thoại"),
        ("chair", "present", "minutes", "outcome", "document"), services.hold_dialogue,
    ),
    "suspend": Way(
        Act.SUSPENDED, _("Tạm đình chỉ giải quyết"), _SIMPLE, services.suspend,
        _(
            "Thời gian tạm đình chỉ không tính vào thời hạn giải quyết. Phải có quyết định "
            "tạm đình chỉ thì thời hạn mới ngừng tính."
        ),
    ),
    "resume": Way(
        Act.RESUMED, _("Tiếp tục giải quyết"), _SIMPLE, services.resume
    ),
    "notify": Way(
        Act.NOTIFIED, _(
            "Ghi: đã gửi thông báo tạm đình chỉ, đình chỉ hoặc tiếp tục giải quyết"
        ), ("document",), services.notify
    ),
    "withdraw": Way(
        Act.WITHDRAWN, _("Ghi: có người rút khiếu nại"), ("places", "document", "note"),
        services.withdraw,
        hint=_("Phải có đơn rút có chữ ký. Việc chỉ đình chỉ khi tất cả đã rút (Điều 10)."),
        adapt=lambda told: _numbers("places")({**told, "text": told.pop("note")}),
    ),
    "decide": Way(
        Act.DECIDED, _("Ra quyết định giải quyết"),
        ("document", *_PARTS, "agreed"), services.decide, adapt=_decision,
    ),
    "send": Way(
        Act.SENT, _("Ghi: đã gửi quyết định"), ("document",), services.send,
        hint=_("Gửi người khiếu nại, người bị khiếu nại và các nơi luật nêu."),
    ),
    "front": Way(
        Act.FRONT_TOLD, _("Ghi: đã báo Mặt trận"), ("document",), services.tell_front
    ),
    "second": Way(
        Act.CONTINUED, _("Ghi: khiếu nại lần hai"),
        ("resolver", "received_on", "document", "hindered"), services.go_on,
    ),
    "court": Way(
        Act.WENT_TO_COURT, _("Ghi: Tòa án thụ lý"), ("document",), services.go_to_court, warn=True
    ),
}  # fmt: skip


def mandate(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    chosen: Mandate | None = getattr(request, "mandate", None)
    return chosen or None


def may(request: HttpRequest, act: str, office: str) -> bool:
    """Test if the chosen mandate covers an act for `office`; the desk prepares for all."""
    chosen, today = mandate(request), clock.today()
    if chosen is None:
        return False
    if people.may((chosen,), act, office, today):
        return True
    at_desk = chosen.office == offices.chart(today).desk()
    return at_desk and act != DECIDE and people.may((chosen,), act, "", today)


def may_take(request: HttpRequest, way: Way, case: queries.CaseRow) -> bool:
    """Test if this officer may take a step, as the step itself will ask."""
    return permitted(queries.COMPLAINTS, case, way.act, clock.stamp(request))


def office_of(case: queries.CaseRow) -> str:
    """Return whose file an instance is here: the resolver's, or the first one's for a superior."""
    chart = offices.chart(clock.today())
    outside = chart.has(case.resolver) and chart.office(case.resolver).outside
    return case.report.office if outside else case.resolver


def offered(request: HttpRequest, case: queries.CaseRow) -> list[str]:
    """Return the steps that can be taken now, in the order of the procedure."""
    return [name for name, way in WAYS.items() if may_take(request, way, case)]


def fields_of(name: str, case: queries.CaseRow) -> tuple[str, ...]:
    """Return the fields of a step; the second instance speaks of the first as well."""
    fields = WAYS[name].fields
    if name == "decide" and case.stage == SECOND:
        return ("document", "content", "first_result", *fields[2:])
    return fields


def choices(case: queries.CaseRow) -> Mapping[str, Any]:
    """Return what the fields of choice offer in this case."""
    chart = offices.chart(clock.today())
    outside = chart.has(case.resolver) and chart.office(case.resolver).outside
    # The resolver's own side comes first, so that no body far away is chosen by an idle hand.
    near = sorted(chart.offices(), key=lambda one: one.outside is not outside)
    everyone = [(one.slug, one.name) for one in near if one.kind != "ward"]
    above = [(slug, chart.name(slug)) for slug in _superiors(case, chart)]
    people_here = [
        (str(one.place), _("Người số %(n)s") % {"n": one.place})
        for one in queries.complainants(case)
    ]
    left = [
        (str(one.place), _("Người số %(n)s") % {"n": one.place})
        for one in queries.complainants(case)
        if one.withdrawn_on is None
    ]
    keys = [(key, key) for key in case.duties if key.startswith("info")]
    not_target = [pair for pair in everyone if pair[0] != case.target or len(everyone) == 1]
    return {
        "verifier": [*not_target, *(pair for pair in everyone if pair not in not_target)],
        "holder": everyone,
        "resolver": above,
        "places": left,
        "signed": people_here,
        "speakers": people_here,
        "key": keys,
    }


def _superiors(case: queries.CaseRow, chart: offices.Chart) -> list[str]:
    """Return the direct superiors that may decide at the second instance."""
    direct = [slug for slug in chart.parents(case.resolver) if chart.office(slug).kind != "ward"]
    own_line = [slug for slug in direct if chart.office(slug).kind == "committee"]
    return own_line or direct


def take(name: str, case: queries.CaseRow, told: _Told, request: HttpRequest) -> object:
    """Take the step that was filled in.

    Raises: Refusal.
    """
    way, told = WAYS[name], dict(told)
    common = {"number": case.report.number, "seen": told.pop("seen"), "stamp": clock.stamp(request)}
    if name != "second":
        common["stage"] = case.stage
    return way.do(**way.adapt(told), **common)
