"""The drafts of papers that belong to a complaint, as DOCX (Nghị định 30/2020)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soi.complaints import queries
from soi.complaints.views.ways import may, office_of
from soi.complaints.words import AGAINST, FINDINGS, GROUNDS
from soi.core.complaints import DECLINE_GROUNDS, FIRST, RULES, Step, rule_of
from soi.core.stamps import VIETNAM
from soi.law import queries as law
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reports import services as reports
from soi.web import clock, papers
from soi.web.papers import Block, Paper

_DOTS = "…………………………"
_SPACE = ("", "", "")  # to sign and to seal
_SIGNED = "(ký, ghi rõ họ tên, đóng dấu)"
_STAGE = {1: "lần đầu", 2: "lần hai"}
_UNREVIEWED = (
    "Bản nháp do phần mềm soạn; các điều luật nêu trong bản nháp chưa được luật gia rà soát. "
    "Xóa dòng này trước khi ban hành."
)


@login_required
@require_POST
@never_cache
def paper(request: HttpRequest, number: str, stage: int, name: str) -> HttpResponse:
    """Give one draft; with names only to whoever may read them, for a reason that is kept."""
    case = next((one for one in queries.cases(number) if one.stage == stage), None)
    if case is None or name not in PAPERS:
        raise Http404
    if not may(request, "complaints.read", office_of(case)):
        raise Http404  # that there is such a complaint is not theirs to know either
    names = _names(request, case)
    response = HttpResponse(papers.docx(PAPERS[name](case, names)), content_type=papers.TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}-{number}-{stage}.docx"'
    return response


def _names(request: HttpRequest, case: Any) -> list[str]:
    rows = [one for one in queries.complainants(case) if one.withdrawn_on is None]
    reason = request.POST.get("reason", "").strip()[:300]
    # Whoever decides needs the names: the right may come from another mandate of theirs.
    held = tuple(getattr(request, "mandates", ()))
    if not reason:
        return [f"{_DOTS}, địa chỉ: {_DOTS}" for _ in rows] or [_DOTS]
    if not people.may(held, "reports.read_identity", "", clock.today()):
        raise PermissionDenied
    keys = [one.identity_key for one in rows]
    found = reports.read_identities(
        number=case.report.number, keys=keys, reason=reason, stamp=clock.stamp(request)
    )
    return [
        f"{found[key].name}, địa chỉ: {found[key].address}" if key in found else _DOTS
        for key in keys
    ]


def _frame(  # noqa: PLR0913 - all named, so many are no burden
    case: Any,
    title: str,
    subject: str,
    blocks: Sequence[Block],
    sign: str,
    *,
    act: str,
    beside: Sequence[str] = (),
) -> Paper:
    """Return the paper of a step: numbered and dated as the step was, where it was taken."""
    chart = offices.chart(clock.today())
    above = next(
        (slug for slug in chart.parents(case.resolver) if chart.office(slug).kind == "committee"),
        "",
    )
    head, step = chart.head_post(case.resolver), _step(case, act)
    return Paper(
        above=chart.name(above) if above else "",
        office=chart.name(case.resolver),
        symbol=(step.document if step else "") or f"……/{sign}-……",
        place=chart.ward_name() or _DOTS,
        dated=step.on if step else None,
        title=title,
        subject=subject,
        blocks=[Block(_UNREVIEWED, "note"), *blocks],
        signer=[(head.title if head else "THỦ TRƯỞNG CƠ QUAN").upper(), *_SPACE, _SIGNED],
        beside=[*beside, *_SPACE, "(ký, ghi rõ họ tên)"] if beside else (),
        recipients=["Người khiếu nại", "Người bị khiếu nại", "Lưu: VT, hồ sơ"],
    )


def _step(case: Any, act: str) -> Any:
    return next((one for one in reversed(queries.steps(case)) if one.act == act), None)


def _rule(step: Step, case: Any) -> str:
    if step not in RULES:
        return ""
    found = law.book().rule(rule_of(step, case.stage), clock.today())
    return found.source if found else ""


def _who(names: Sequence[str]) -> list[Block]:
    return [Block(f"Người khiếu nại: {one}.") for one in names]


def _target(case: Any) -> str:
    return offices.chart(clock.today()).name(case.target)


def _against(case: Any) -> str:
    what = AGAINST.say(case.against).lower()
    return f"{what} {case.document} của {_target(case)}".replace("  ", " ")


def _accepted(case: Any, names: Sequence[str]) -> Paper:
    day = case.accepted_on
    settle = queries.settle_day(case)
    blocks = [
        Block(f"Ngày {case.received_on:%d/%m/%Y}, cơ quan nhận đơn khiếu nại "
              f"{case.report.number} của:"),
        *_who(names),
        Block(f"Nội dung: khiếu nại {_against(case)}."),
        Block(f"Sau khi xem xét, khiếu nại đủ điều kiện và được thụ lý {_STAGE[case.stage]}"
              f"{f' ngày {day:%d/%m/%Y}' if day else ''}, theo {_rule(Step.ACCEPT, case)}."),
        Block(f"Hạn giải quyết: {settle:%d/%m/%Y} ({_rule(Step.SETTLE, case)})."
              if settle else "Hạn giải quyết tính từ ngày thụ lý."),
    ]  # fmt: skip
    subject = "Về việc thụ lý giải quyết khiếu nại"
    return _frame(case, "THÔNG BÁO", subject, blocks, "TB", act="accepted")


def _declined(case: Any, names: Sequence[str]) -> Paper:
    step = _step(case, "declined")
    ground = step.facts.get("ground", "") if step else ""
    clause = DECLINE_GROUNDS.get(ground, "…")
    blocks = [
        *_who(names),
        Block(f"Nội dung: khiếu nại {_against(case)}."),
        Block(f"Khiếu nại không được thụ lý theo Điều 11 khoản {clause} Luật Khiếu nại: "
              f"{GROUNDS.get(ground, _DOTS)}."),
        Block(f"Lý do cụ thể: {step.text if step else _DOTS}"),
        Block("Người khiếu nại có quyền khởi kiện vụ án hành chính tại Tòa án."),
    ]  # fmt: skip
    subject = "Về việc không thụ lý giải quyết khiếu nại"
    return _frame(case, "THÔNG BÁO", subject, blocks, "TB", act="declined")


def _dialogue(case: Any, names: Sequence[str]) -> Paper:
    last = next(reversed(queries.dialogues(case)), None)
    when = last.on.astimezone(VIETNAM) if last else None
    blocks = [
        Block("Kính mời:"),
        *_who(names),
        Block(f"Người bị khiếu nại: {_target(case)}."),
        Block(f"Dự đối thoại lúc {when:%H:%M ngày %d/%m/%Y} tại {last.place}."
              if last and when else f"Dự đối thoại lúc {_DOTS} tại {_DOTS}."),
        Block(f"Nội dung: khiếu nại {_against(case)}."),
    ]  # fmt: skip
    subject = "Về việc tổ chức đối thoại"
    return _frame(case, "THÔNG BÁO", subject, blocks, "TB", act="dialogue_called")


def _minutes(case: Any, names: Sequence[str]) -> Paper:
    held = [one for one in queries.dialogues(case) if one.held_on]
    last = held[-1] if held else None
    blocks = [
        Block(f"Hôm nay, ngày {last.held_on:%d/%m/%Y}, tại {last.place}."
              if last and last.held_on else f"Hôm nay, ngày {_DOTS}, tại {_DOTS}."),
        Block(f"Chủ trì: {last.chair if last else _DOTS}."),
        Block(f"Thành phần: {last.present if last else _DOTS}."),
        *_who(names),
        Block("Diễn biến", "heading"),
        Block(last.minutes if last else _DOTS),
        Block("Kết quả", "heading"),
        Block(last.outcome if last else _DOTS),
        Block("Biên bản đã đọc lại cho mọi người cùng nghe và ký tên."),
    ]  # fmt: skip
    subject = "Đối thoại về giải quyết khiếu nại"
    beside = ["NGƯỜI KHIẾU NẠI"]
    return _frame(case, "BIÊN BẢN", subject, blocks, "BB", act="dialogue_held", beside=beside)


def _decision(case: Any, names: Sequence[str]) -> Paper:
    parts = case.parts or {}
    head = offices.chart(clock.today()).head_post(case.resolver)
    blocks = [
        Block((head.title if head else _target(case)).upper(), "centre"),
        Block("Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;", "ground"),
        Block("Căn cứ Nghị định số 124/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ quy định "
              "chi tiết một số điều và biện pháp thi hành Luật Khiếu nại, được sửa đổi bởi Nghị "
              "định số 155/2026/NĐ-CP;", "ground"),
        *papers.grounds(parts.get("grounds") or _DOTS),
        Block(f"Xét đơn khiếu nại {case.report.number} của:"),
        *_who(names),
        Block(f"Người bị khiếu nại: {_target(case)}."),
        *_chapters(case, parts),
        Block("QUYẾT ĐỊNH:", "centre"),
        Block(f"Điều 1. {parts.get('order') or _DOTS}"),
        Block(f"Điều 2. {parts.get('ways') or _DOTS}"),
        Block("Điều 3. Người khiếu nại, người bị khiếu nại và các cơ quan, tổ chức, cá nhân có "
              "liên quan chịu trách nhiệm thi hành Quyết định này."),
    ]  # fmt: skip
    subject = f"Về việc giải quyết khiếu nại ({_STAGE[case.stage]})"
    return _frame(case, "QUYẾT ĐỊNH", subject, blocks, "QĐ", act="decided")


def _chapters(case: Any, parts: Mapping[str, str]) -> list[Block]:
    """Return what the law wants said, part by part (Điều 31, Điều 40), numbered as they come."""
    chapters = [("NỘI DUNG KHIẾU NẠI", parts.get("content"))]
    if case.stage > FIRST:
        chapters.append(("KẾT QUẢ GIẢI QUYẾT LẦN ĐẦU", parts.get("first_result")))
    finding = FINDINGS.get(case.finding)
    chapters += [
        ("KẾT QUẢ XÁC MINH", parts.get("verification")),
        ("KẾT QUẢ ĐỐI THOẠI", parts.get("dialogue") or parts.get("agreed")),
        ("KẾT LUẬN", f"{finding}." if finding else ""),
    ]
    return [
        block
        for number, (name, text) in zip(("I", "II", "III", "IV", "V"), chapters, strict=False)
        for block in (Block(f"{number}. {name}", "heading"), Block(text or _DOTS))
    ]


def _by_step(act: str, title: str, subject: str, article: str) -> Callable[..., Paper]:
    def made(case: Any, names: Sequence[str]) -> Paper:
        step = _step(case, act)
        head = offices.chart(clock.today()).head_post(case.resolver)
        blocks = [
            Block((head.title if head else _target(case)).upper(), "centre"),
            *papers.grounds(article),
            *_who(names),
            Block(f"Nội dung: khiếu nại {_against(case)}."),
            Block("QUYẾT ĐỊNH:", "centre"),
            Block(f"Điều 1. {subject} kể từ ngày "
                  f"{f'{step.on:%d/%m/%Y}' if step else _DOTS}."),
            Block(f"Lý do: {step.text if step else _DOTS}"),
            Block("Điều 2. Các bên có liên quan chịu trách nhiệm thi hành Quyết định này."),
        ]  # fmt: skip
        return _frame(case, title, subject, blocks, "QĐ", act=act)

    return made


PAPERS: dict[str, Callable[[Any, Sequence[str]], Paper]] = {
    "thong-bao-thu-ly": _accepted,
    "thong-bao-khong-thu-ly": _declined,
    "thong-bao-doi-thoai": _dialogue,
    "bien-ban-doi-thoai": _minutes,
    "quyet-dinh-giai-quyet": _decision,
    "quyet-dinh-tam-dinh-chi": _by_step(
        "suspended", "QUYẾT ĐỊNH", "Tạm đình chỉ giải quyết khiếu nại", "Điều 11a Luật Khiếu nại"
    ),
    "quyet-dinh-tiep-tuc": _by_step(
        "resumed", "QUYẾT ĐỊNH", "Tiếp tục giải quyết khiếu nại", "Điều 11a Luật Khiếu nại"
    ),
    "quyet-dinh-dinh-chi": _by_step(
        "stopped", "QUYẾT ĐỊNH", "Đình chỉ giải quyết khiếu nại", "Điều 10 Luật Khiếu nại"
    ),
    "quyet-dinh-tam-dinh-chi-thi-hanh": _by_step(
        "execution_stayed",
        "QUYẾT ĐỊNH",
        "Tạm đình chỉ thi hành quyết định bị khiếu nại",
        "Điều 35 Luật Khiếu nại",
    ),
}
