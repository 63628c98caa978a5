"""Where staff plan a session, hold it, and close it with its requests."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soi.directives import forms, services
from soi.directives.queries import WorkingSession
from soi.directives.services import NewSession
from soi.directives.views.access import demand, demand_keeper, keeps, may
from soi.directives.views.acts import done, made
from soi.directives.views.desk import proposed
from soi.directives.views.notice import conclusion_notice
from soi.directives.views.sessions import find, page_of, page_of_list
from soi.offices import queries as offices
from soi.web import clock

ACTS: dict[str, Any] = {
    "participant": forms.ParticipantForm,
    "paper": forms.PaperForm,
    "minutes": forms.MinutesForm,
    "request": forms.RequestForm,
    "conclude": forms.ConcludeForm,
    "round": forms.RoundForm,
}
_WHEN = {
    "participant": {"planned", "held"},
    "paper": {"planned", "held", "concluded"},
    "minutes": {"planned", "held"},
    "request": {"held"},
    "conclude": {"held"},
    "round": {"concluded"},
}  # what can be done to a session, by where it stands
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """List the sessions, and plan a new one."""
    demand(request, "directives.schedule")
    form = made(forms.SessionForm, request if request.method == "POST" else None)
    kept: list[WorkingSession] = []
    if request.method == "POST" and done(form, partial(_schedule, kept, clock.stamp(request))):
        return redirect("sessions:staff", kept[0].number)
    page = {"form": form, **page_of_list(request, inside=True)}
    return render(request, "directives/meetings.html", page, status=422 if form.errors else 200)


def _schedule(kept: list[WorkingSession], stamp: Any, cleaned: dict[str, Any]) -> None:
    kept.append(services.schedule(new=NewSession(**cleaned), stamp=stamp))


@login_required
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show a session at work: what was asked before, who takes part, what is asked now."""
    demand(request, "directives.schedule")
    return show(request, find(request, number))


def show(
    request: HttpRequest,
    session: WorkingSession,
    *,
    wrong: Any = None,
    act: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the working page of a session, with a form that was refused if there is one."""
    chart = offices.chart(clock.today())
    page = page_of(session, inside=True)
    page["acts"] = [
        {
            "name": name,
            "form": wrong
            if name == act
            else made(kind, auto_id=f"{name}-%s", initial=_initial(name, session)),
        }
        for name, kind in ACTS.items()
        if (session.state in _WHEN[name] and keeps(request, session)) or name == act
    ]
    page["cards"] = [
        {
            "draft": one,
            "holder": holder,
            "may_pass_down": may(request, "directives.schedule", one.holder),
            "accept": made(
                forms.DecisionForm, initial=proposed(one, chart), auto_id=f"d{one.pk}-%s"
            ),
            "reject": forms.RejectForm(auto_id=f"b{one.pk}-%s"),
        }
        for one, holder in page["requests"]
    ]
    page["form"] = wrong
    return render(request, "directives/meeting.html", page, status=status)


def _initial(name: str, session: WorkingSession) -> dict[str, Any]:
    if name == "minutes":
        return {"minutes": session.minutes, "assessment": session.assessment}
    return {"holder": session.subject} if name == "request" else {}


@login_required
@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act on a session."""
    demand(request, "directives.schedule")
    if act not in ACTS:
        raise Http404
    session = find(request, number)
    demand_keeper(request, session)
    form = made(ACTS[act], request, auto_id=f"{act}-%s")
    if done(form, partial(_do, act, number, clock.stamp(request))):
        return redirect("sessions:staff", number)
    return show(request, session, wrong=form, act=act, status=422)


def _do(name: str, number: str, stamp: Any, cleaned: dict[str, Any]) -> None:
    if name == "participant":
        services.add_participant(number=number, stamp=stamp, **cleaned)
    elif name == "paper":
        services.add_paper(
            number=number, document=cleaned["document"].strip(), role=cleaned["role"], stamp=stamp
        )
    elif name == "minutes":
        services.hold(number=number, stamp=stamp, **cleaned)
    elif name == "request":
        services.request(number=number, stamp=stamp, **cleaned)
    elif name == "round":
        services.ask_round(session=number, stamp=stamp, **cleaned)
    else:
        services.conclude(number=number, notice=cleaned["notice"], stamp=stamp)


@login_required
@require_safe
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """Give the draft of the notice of conclusions as DOCX; the authority issues it."""
    demand(request, "directives.schedule")
    session = find(request, number)
    data = conclusion_notice(session=session, chart=offices.chart(clock.today()), day=clock.today())
    answer = HttpResponse(data, content_type=_DOCX)
    answer["Content-Disposition"] = f'attachment; filename="thong-bao-ket-luan-{number}.docx"'
    return answer
