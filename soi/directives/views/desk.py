"""Where staff take documents in, and read drafts beside their words."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soi.core.cursors import number as whole
from soi.core.refusals import Refusal
from soi.core.vietnamese import fold
from soi.directives import forms, queries, services
from soi.directives.queries import Document, DraftDuty
from soi.directives.services import Decision, NewDocument, Unreadable
from soi.directives.services.followup import Known
from soi.directives.views.access import demand, demand_keeper, demand_unbound, find, keeps, may
from soi.directives.views.acts import done, made
from soi.directives.views.marked import marked
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.offices.services import NewOffice
from soi.web import clock
from soi.web.lists import Listing
from soi.web.refusals import refuse, sentence

_Cleaned = dict[str, Any]
_OPEN = 2
_CARDS = 20  # drafts on a page; with their text it stays small
KINDS: dict[str, Any] = {
    "accept": forms.DecisionForm,
    "split": forms.SplitForm,
    "reject": forms.RejectForm,
    "ask": forms.PlainForm,
}
ACTS: dict[str, tuple[Any, str]] = {
    "relate": (forms.RelateForm, "directives.register"),
    "alias": (forms.AliasForm, "directives.register"),
    "known": (forms.MadeKnownForm, "directives.register"),
    "round": (forms.RoundForm, "directives.schedule"),
    "body": (forms.BodyForm, "directives.register"),
    "dissolve": (forms.DissolveForm, "directives.register"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """List what waits for a reader, and take new documents in."""
    demand(request, "directives.register")
    if request.method != "POST":
        return _index(
            request,
            made(forms.UploadForm, initial={"session": request.GET.get("session", "")[:20]}),
        )
    form = made(forms.UploadForm, request)
    if not form.is_valid():
        return _index(request, form, status=422)
    try:
        document = _taken(request, form.cleaned_data)
    except Refusal as refusal:
        refuse(form, refusal)
        return _index(request, form, status=422)
    if isinstance(document, str):
        form.add_error("file", problem(document))
        form.add_error(None, _("Tệp đã được giữ lại; chưa có gì vào sổ."))
        return _index(request, form, status=422)
    if document.visibility == "internal" and not form.cleaned_data["visibility"]:
        messages.info(
            request, _("Văn bản ghi là nội bộ, nên chỉ cán bộ thấy. Đổi được khi vào sổ.")
        )
    return redirect("documents:review", document.number)


def _taken(request: HttpRequest, cleaned: _Cleaned) -> Document | str:
    """Return the document, or the name of what kept its file from being read."""
    names = (
        "title",
        "symbol",
        "issuer",
        "issuer_office",
        "term",
        "session",
        "visibility",
    )
    new = NewDocument(issued_on=cleaned["issued_on"], **{name: cleaned[name] for name in names})
    stamp, upload = clock.stamp(request), cleaned["file"]
    if upload is None:
        return services.register(text=cleaned["text"], new=new, stamp=stamp)
    intake, document = services.take_in(name=upload.name, data=upload.read(), new=new, stamp=stamp)
    return document or intake.problem


def problem(name: str) -> str:
    """Return what kept a file from being read, in words."""
    return sentence(Unreadable(reason=name))


def _index(request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
    found = Listing(queries.waiting()).first(request)
    page = {
        "form": form,
        "first": ("file", "text", "session", "visibility"),
        "waiting": found.rows,
        "unread": [(one, problem(one.problem)) for one in queries.unread()],
        "changes": queries.all_changes(),
    }
    page |= found.pager(request.GET)
    return render(request, "directives/desk.html", page, status=status)


@login_required
@require_safe
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Show the text with its numbered spans, and the drafts beside it."""
    demand(request, "directives.review")
    return show(request, find(request, number))


def show(
    request: HttpRequest,
    document: Document,
    *,
    wrong: Any = None,
    at: int = 0,
    act: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the reviewing page, with a form that was refused if there is one."""
    drafts = queries.drafts(document)
    begin = request.GET.get("from", "")
    start = whole(begin, digits=6) or 0
    opened, first = _opened(drafts, start or 1, at), _first(drafts, start, at)
    shown = list(enumerate(drafts, 1))[first : first + _CARDS]
    chart = offices.chart(clock.today())
    edges = queries.edges_out(document, internal=True)
    page = {
        "document": document,
        "cards": [
            _card(one, n, chart, (at, act, wrong) if n in opened else None) for n, one in shown
        ],
        "count": len(drafts),
        "before": max(1, first + 1 - _CARDS) if first else 0,
        "after": first + 1 + _CARDS if first + _CARDS < len(drafts) else 0,
        "waiting": sum(one.state == "waiting" for one in drafts),
        "text": marked(document.text, shown, edges),
        "edges": edges,
        "findings": document.findings,
        "acts": _acts(request, document, act if not at else "", wrong),
        "form": wrong,
    }
    return render(request, "directives/review.html", page, status=status)


def _acts(
    request: HttpRequest, document: Document, refused: str, wrong: Any
) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "form": wrong if name == refused else made(kind, auto_id=f"{name}-%s"),
        }
        for name, (kind, permission) in ACTS.items()
        if may(request, permission) and (name == "known" or keeps(request, document))
    ]


def _first(drafts: list[DraftDuty], start: int, at: int) -> int:
    """Return how many drafts stand before the page: of one draft, or of the first that waits."""
    waiting = (n for n, one in enumerate(drafts) if one.state == "waiting")
    mine = next((n for n, one in enumerate(drafts) if one.pk == at), None)
    here = mine if mine is not None else (start - 1 if start else next(waiting, 0))
    return min(max(here, 0), max(len(drafts) - 1, 0)) // _CARDS * _CARDS


def _opened(drafts: list[DraftDuty], start: int, at: int) -> set[int]:
    """Return the numbers of the cards that carry their forms: a page stays under 60 kB."""
    waiting = [n for n, one in enumerate(drafts, 1) if one.state == "waiting"]
    mine = [n for n in waiting if drafts[n - 1].pk == at]
    later = [n for n in waiting if n >= start] or waiting
    return {*mine, *later[:_OPEN]}


def _card(
    one: DraftDuty, number: int, chart: Chart, refused: tuple[int, str, Any] | None
) -> dict[str, Any]:
    card: dict[str, Any] = {
        "draft": one,
        "number": number,
        "office": chart.name(one.holder) if one.holder else "",
    }
    if one.state != "waiting" or refused is None:
        return card
    at, act, wrong = refused
    mine = act if at == one.pk else ""
    card["accept"] = (
        wrong
        if mine == "accept"
        else made(forms.DecisionForm, initial=proposed(one, chart), auto_id=f"d{one.pk}-%s")
    )
    card["split"] = (
        wrong
        if mine == "split"
        else forms.SplitForm(initial={"pieces": one.text}, auto_id=f"t{one.pk}-%s")
    )
    card["reject"] = wrong if mine == "reject" else forms.RejectForm(auto_id=f"b{one.pk}-%s")
    card["open"] = mine
    card["guess"] = (
        chart.name(card["accept"].initial.get("holder", ""))
        if card["accept"].initial.get("holder")
        else ""
    )
    return card


def proposed(one: DraftDuty, chart: Chart) -> dict[str, Any]:
    """Return what the form of a draft begins with."""
    return {
        "title": one.title,
        "holder": one.holder or guess(one.holder_printed, chart),
        "due_on": one.due_on,
        "measure_unit": one.measure_unit,
        "measure_target": one.measure_target,
        "visibility": "public",
    }


def guess(printed: str, chart: Chart) -> str:
    """Return the office that a printed name most likely means, or "" where none fits."""
    words = fold(printed).replace("uy ban nhan dan", "ubnd").replace("mat tran to quoc", "mttq")
    if not words:
        return ""
    ranked = []
    for one in chart.offices():
        for name in (one.name, one.short_name):
            told = fold(name).replace("uy ban nhan dan", "ubnd").replace("mat tran to quoc", "mttq")
            if told and (told in words or words in told):
                ranked.append((min(len(told), len(words)), one.slug))
    return max(ranked)[1] if ranked else ""


@login_required
@require_POST
def decide(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Accept, split or reject one draft, or note that the chair was asked."""
    mandate = demand(request, "directives.review")
    draft = queries.draft(pk)
    if draft is None or act not in KINDS:
        raise Http404
    demand_unbound(request, draft)
    prefix = {"accept": "d", "split": "t", "reject": "b"}.get(act, "q")
    form = made(KINDS[act], request, auto_id=f"{prefix}{pk}-%s")
    if done(form, partial(_do, act, pk, mandate.office, clock.stamp(request))):
        return redirect(_back(draft))
    if draft.document is None:
        messages.error(request, " ".join(str(one) for rows in form.errors.values() for one in rows))
        return redirect("sessions:staff", draft.session.number if draft.session else "")
    return show(request, draft.document, wrong=form, at=pk, act=act, status=422)


def _do(act: str, pk: int, office: str, stamp: Any, cleaned: _Cleaned) -> None:
    if act == "accept":
        names = ("title", "holder", "due_on", "measure_unit", "measure_target")
        decision = Decision(
            **{name: cleaned[name] for name in names}, visibility=cleaned["visibility"] or "public"
        )
        services.accept(
            pk=pk, decision=decision, requester=queries.asker(pk) or office, stamp=stamp
        )
    elif act == "split":
        services.split(pk=pk, pieces=cleaned["pieces"].split("\n"), stamp=stamp)
    elif act == "reject":
        services.reject(pk=pk, reason=cleaned["reason"], stamp=stamp)
    else:
        services.ask_again(pk=pk, stamp=stamp)


def _back(draft: DraftDuty) -> str:
    if draft.document is None:
        return f"/staff/sessions/{draft.session.number}/" if draft.session else "/staff/sessions/"
    following = next(
        (one for one in queries.drafts(draft.document) if one.state == "waiting"), None
    )
    numbers = [one.pk for one in queries.drafts(draft.document)]
    place = f"#d{numbers.index(following.pk) + 1}" if following else ""
    return f"/staff/documents/{draft.document.number}/{place}"


@login_required
@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act on a document."""
    if act not in ACTS:
        raise Http404
    kind, permission = ACTS[act]
    demand(request, permission)
    document = find(request, number)
    if act != "known":
        demand_keeper(request, document)
    form = made(kind, request, auto_id=f"{act}-%s")
    if done(form, partial(_act, act, document, clock.stamp(request))):
        return redirect("documents:review", number)
    return show(request, document, wrong=form, act=act, status=422)


def _act(name: str, document: Document, stamp: Any, cleaned: _Cleaned) -> None:
    number = document.number
    if name == "relate":
        services.relate(
            source=number, target=cleaned["target"].strip(), kind=cleaned["kind"], stamp=stamp
        )
    elif name == "alias":
        services.name_alias(number=number, name=cleaned["name"], stamp=stamp)
    elif name == "known":
        services.make_known(number=number, told=Known(**cleaned), stamp=stamp)
    elif name == "round":
        services.ask_round(
            document=number, question=cleaned["question"], due_on=cleaned["due_on"], stamp=stamp
        )
    elif name == "body":
        services.create_body(document=number, office=_body(cleaned), stamp=stamp)
    else:
        services.dissolve_body(
            document=number, office=cleaned["office"], on=cleaned["on"], stamp=stamp
        )


def _body(cleaned: _Cleaned) -> NewOffice:
    parent = offices.chart(cleaned["since"]).office(cleaned["parent"])
    return NewOffice(
        slug=cleaned["slug"],
        name=cleaned["name"],
        short_name=cleaned["name"],
        kind="standing_body",
        track=parent.track,
        level=parent.level,
        since=cleaned["since"],
        parents=[(cleaned["parent"], "administrative")],
    )


@login_required
@require_POST
def confirm(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Confirm a relation that the machine read."""
    demand(request, "directives.register")
    document = find(request, number)
    if not any(one.pk == pk for one in queries.edges_out(document, internal=True)):
        raise Http404
    demand_keeper(request, document)
    services.confirm_edge(pk=pk, stamp=clock.stamp(request))
    return redirect("documents:review", number)
