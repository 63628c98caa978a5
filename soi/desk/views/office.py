"""What an office does for itself: who stands in, who takes over, and what the month came to."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soi.core.duties import Visibility
from soi.core.refusals import Refusal
from soi.desk import queries, services
from soi.desk.forms import DeputyForm, HandOverForm
from soi.desk.views.access import demand
from soi.desk.words import WAYS
from soi.duties import queries as duties
from soi.duties import services as duty_services
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reports.words import KINDS
from soi.web import clock, papers, sheets
from soi.web.papers import Block, Paper
from soi.web.refusals import refuse


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turns(request: HttpRequest) -> HttpResponse:
    """Let a head name who stands in for whom, and hand a post's duties over."""
    chosen = demand(request, "desk.deputise")
    demand(request, "desk.deputise", chosen.office)
    deputy, over = _forms(request, chosen.office)
    if request.method == "POST":
        form = deputy if "deputy" in request.POST else over
        if form.is_valid():
            try:
                return _do(request, chosen.office, form)
            except Refusal as refusal:
                refuse(form, refusal)
    page = {
        "deputy_form": deputy,
        "over_form": over,
        "form": over if over.is_bound else deputy if deputy.is_bound else None,
        "past": queries.hand_overs(chosen.office),
        "owed": len(services.owed_by(chosen.office)),
        "office_name": offices.chart(clock.today()).name(chosen.office),
    }
    bad = deputy.errors or over.errors
    return render(request, "desk/turns.html", page, status=422 if bad else 200)


def _forms(request: HttpRequest, office: str) -> tuple[DeputyForm, HandOverForm]:
    chart, today = offices.chart(clock.today()), clock.today()
    slugs = frozenset({office, *chart.below(office)})
    here = people.persons_in(slugs, today)
    users = [(str(one.pk), str(one)) for one in people.users() if f"user:{one.pk}" in here]
    posts = [(one.slug, one.title) for one in chart.posts(office)]
    data = request.POST if request.method == "POST" else None
    deputy = DeputyForm(data if data and "deputy" in data else None)
    over = HandOverForm(data if data and "taker" in data else None)
    for form, names, choices in ((deputy, ("user", "deputy"), users), (over, ("giver", "taker"), posts)):  # fmt: skip  # noqa: E501
        for name in names:
            form.fields[name].choices = choices  # type: ignore[attr-defined]
    return deputy, over


def _do(request: HttpRequest, office: str, form: Any) -> HttpResponse:
    told, stamp = dict(form.cleaned_data), clock.stamp(request)
    if "deputy" in told:
        told |= {"user": int(told["user"]), "deputy": int(told["deputy"])}
        services.deputise(stamp=stamp, **told)
        return redirect("desk:turns")
    row = services.hand_over(office=office, stamp=stamp, **told)
    return redirect("desk:hand-over", row.pk)


@login_required
@require_safe
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list that goes along when a post changes hands; as a paper or file where asked."""
    row = queries.hand_over(pk)
    if row is None:
        raise Http404
    demand(request, "staff.enter")
    demand(request, "duties.read_internal", row.office)
    chart = offices.chart(clock.today())
    kind = request.GET.get("file", "")
    head = [_("Số"), _("Nội dung"), _("Hẹn"), _("Của chức vụ này")]
    rows = [
        [
            one["number"],
            one["title"],
            _day(one["due_on"]),
            _("có") if one["own"] else _("của cơ quan"),
        ]
        for one in row.duties
    ]
    if kind in ("xlsx", "csv"):
        return sheets.answer(f"ban-giao-{pk}", kind, head, rows)
    if kind == "docx":
        return _docx(f"ban-giao-{pk}", _list_of(row, rows))
    page = {
        "row": row,
        "giver": chart.title(row.giver),
        "taker": chart.title(row.taker),
        "office_name": chart.name(row.office),
    }
    return render(request, "desk/hand_over.html", page)


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""


def _list_of(row: Any, rows: list[list[str]]) -> Paper:
    chart = offices.chart(clock.today())
    return Paper(
        office=chart.name(row.office),
        symbol="……/BB-……",
        place=chart.ward_name(),
        dated=row.on,
        title="BIÊN BẢN",
        subject="Bàn giao việc đang giải quyết",
        blocks=[
            Block(f"Bên giao: {chart.title(row.giver)}."),
            Block(f"Bên nhận: {chart.title(row.taker)}."),
            Block(f"Theo {row.document}, hai bên bàn giao {len(rows)} việc:"),
        ],
        rows=[["Số", "Nội dung", "Hẹn", "Của chức vụ"], *([str(c) for c in r] for r in rows)],
        after=[Block("Biên bản lập thành hai bản, mỗi bên giữ một bản.")],
        beside=["BÊN GIAO", "", "", "", "(ký, ghi rõ họ tên)"],
        signer=["BÊN NHẬN", "", "", "", "(ký, ghi rõ họ tên)"],
        recipients=["Bên giao, bên nhận", "Lưu: VT"],
    )


def _docx(name: str, paper: Paper) -> HttpResponse:
    response = HttpResponse(papers.docx(paper), content_type=papers.TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response


@login_required
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show the figures of a month; as the report that offices file, where asked."""
    chosen = demand(request, "duties.read_internal")
    first, last = _span(request.GET.get("month", ""))
    found = queries.month(first, last)
    kind = request.GET.get("file", "")
    stem = f"bao-cao-thang-{first:%Y-%m}"
    if kind == "docx":
        with translation.override("vi"):  # whoever reads the page, the paper is an office's
            return _docx(stem, _monthly(chosen.office, first, last, found, _table(found)))
    head, *rows = _table(found)
    if kind in ("xlsx", "csv"):
        return sheets.answer(stem, kind, head, rows)
    page = {
        "first": first,
        "last": last,
        "head": head,
        "rows": [list(zip(head, row, strict=True)) for row in rows],
        "found": found,
        "total": sum(row[1] for row in rows),
        "month": f"{first:%Y-%m}",
    }
    return render(request, "desk/month.html", page)


def _table(found: dict[str, Any]) -> list[list[Any]]:
    """Return the figures of a month by kind, below their head."""
    head = [
        _("Loại"), _("Đã nhận"), _("Đã trả lời"), _("Trả lời trễ"), _("Từ chối"), _("Đã chuyển"),
        _("Đã gộp"), _("Đang giải quyết"),
    ]  # fmt: skip
    names = ("all", "answered", "late", "refused", "referred", "joined", "open")
    rows = [[KINDS.say(one["kind"]), *(one[name] for name in names)] for one in found["kinds"]]
    return [head, *rows]


def _span(text: str) -> tuple[date, date]:
    today = clock.today()
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first, last


def _ways(found: Any) -> str:
    told = [f"{WAYS.say(one['way']).lower()} {one['all']}" for one in found["ways"]]
    return "; ".join(told) or "không có"


def _above(chart: offices.Chart, office: str) -> str:
    over = [one for one in chart.parents(office) if chart.office(one).kind == "committee"]
    return chart.name(over[0]) if over else ""


def _monthly(office: str, first: date, last: date, found: Any, table: list[list[Any]]) -> Paper:
    chart = offices.chart(clock.today())
    figures, total = found["receptions"], sum(row[1] for row in table[1:])
    waited = figures.waited_minutes if figures.waited_minutes is not None else "…"
    return Paper(
        above=_above(chart, office),
        office=chart.name(office),
        symbol="……/BC-……",
        place=chart.ward_name(),
        dated=None,
        title="BÁO CÁO",
        subject=f"Kết quả tiếp công dân, xử lý đơn tháng {first:%m/%Y}",
        blocks=[
            Block(f"Số liệu lấy từ sổ của phần mềm, từ ngày {first:%d/%m/%Y} đến hết ngày "
                  f"{last:%d/%m/%Y}, theo ngày nhận đơn.", "note"),
            Block("I. TIẾP CÔNG DÂN", "heading"),
            Block(f"Số buổi: {found['days']}. Số lượt: {figures.visits}; số người: "
                  f"{figures.people}; đã tiếp: {figures.held}; đơn nhận tại buổi tiếp: "
                  f"{figures.filings}. Chờ trung bình {waited} phút (trên {figures.held} lượt)."),
            Block("II. TIẾP NHẬN, XỬ LÝ ĐƠN", "heading"),
            Block(f"Tổng số đơn nhận trong kỳ: {total}. Tố cáo có sổ riêng, không tính ở đây."),
            Block(f"Đơn nhập tại quầy theo nguồn đơn: {_ways(found)}."),
        ],
        rows=[[str(cell) for cell in row] for row in table],
        after=[
            Block("III. NHẬN XÉT, KIẾN NGHỊ", "heading"),
            Block("………………………………"),
        ],
        signer=["THỦ TRƯỞNG CƠ QUAN", "", "", "", "(ký, ghi rõ họ tên, đóng dấu)"],
        recipients=["………………", "Lưu: VT"],
    )  # fmt: skip


@login_required
@require_safe
def insight(request: HttpRequest) -> HttpResponse:
    """Show each office's figures with their denominators, and the longest chains."""
    demand(request, "duties.read_internal")
    chart, today = offices.chart(clock.today()), clock.today()
    rows = [{**one, "name": chart.name(one["office"])} for one in queries.insight(today)]
    kind = request.GET.get("file", "")
    if kind in ("xlsx", "csv"):
        names = ("name", "all", "answered", "disputed", "closed", "unfixed", "silent", "forwarded")
        head = [
            _("Cơ quan"), _("Đã nhận"), _("Đã trả lời"), _("Chưa đồng ý"), _("Đã đóng"),
            _("Đóng, chưa khắc phục"), _("Đóng vì im lặng"), _("Đã đổi nơi giữ"),
        ]  # fmt: skip
        return sheets.answer("theo-doi", kind, head, ([one[n] for n in names] for one in rows))
    chains = [{**one, "name": chart.name(one["office"])} for one in queries.chains(today)]
    return render(request, "desk/insight.html", {"rows": rows, "chains": chains})


@login_required
@require_POST
def take_over(request: HttpRequest, number: str) -> HttpResponse:
    """Let a colleague take one duty over from another post of the same office."""
    demand(request, "duties.report")
    duty = duties.by_number(number)
    if duty is None or duty.visibility == Visibility.SEALED:
        raise Http404
    chosen = demand(request, "duties.report", duty.holder.slug)
    reason = request.POST.get("reason", "").strip()[:300] or _("nhận làm tiếp")
    try:
        duty_services.reassign(
            number=number, post=chosen.post, reason=reason, stamp=clock.stamp(request)
        )
    except Refusal:
        return redirect("duties:detail", number)
    return redirect("duties:detail", number)
