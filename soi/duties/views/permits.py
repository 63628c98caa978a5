"""Who sees a duty, and which acts the chosen mandate may do on it as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from soi.core.competence import may_judge
from soi.core.duties import Kind, State, Visibility
from soi.core.mandates import Mandate, holds
from soi.core.rooms import house
from soi.duties import forms, queries, services
from soi.duties.queries import Duty
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.web import clock

_OPEN, _REPORTED = (State.OPEN.value,), (State.REPORTED.value,)
_OWED = (*_OPEN, *_REPORTED)


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that a page offers.

    permission: the name it has in the table of mandates
    states: where it makes sense
    side: whose act it is: holder, transfer, judge, requester or anybody with the permission
    """

    permission: str
    form: type[forms.ActForm]
    states: tuple[str, ...]
    side: str


ACTS: dict[str, Offered] = {
    "acknowledge": Offered("duties.acknowledge", forms.ActForm, _OPEN, "holder"),
    "evidence": Offered("duties.add_evidence", forms.EvidenceForm, _OWED, "holder"),
    "progress": Offered("duties.progress", forms.ProgressForm, _OPEN, "holder"),
    "report": Offered("duties.report", forms.ReportForm, _OPEN, "holder"),
    "extend": Offered("duties.extend", forms.ExtendForm, _OPEN, "holder"),
    "pause": Offered("duties.pause", forms.PauseForm, _OPEN, "holder"),
    "resume": Offered("duties.pause", forms.WordsForm, _OPEN, "holder"),
    "delegate": Offered("duties.delegate", forms.OfficeForm, _OPEN, "holder"),
    "transfer": Offered("duties.transfer", forms.TransferForm, _OPEN, "transfer"),
    "judge": Offered("duties.judge", forms.JudgeForm, _REPORTED, "judge"),
    "return": Offered("duties.judge", forms.WordsForm, _REPORTED, "judge"),
    "void": Offered("duties.judge", forms.WordsForm, _OWED, "judge"),
    "reopen": Offered("duties.judge", forms.WordsForm, (State.CLOSED.value,), "judge"),
    "escalate": Offered("duties.escalate", forms.OfficeForm, _OWED, "anybody"),
    "confirm": Offered("duties.assign", forms.ActForm, (State.DRAFT.value,), "requester"),
    "withdraw": Offered("duties.assign", forms.WordsForm, (State.DRAFT.value, *_OWED), "requester"),
}
# Who gave a duty takes it elsewhere by the right by which it was given.
_MOVING = {"holder": "duties.transfer", "leader": "duties.transfer", "giver": "duties.assign"}
# A report's own duty is answered, disputed, judged and withdrawn on the report's page, where
# the report moves with it.
_ON_THE_REPORT = {"report", "judge", "return", "void", "reopen", "transfer", "withdraw"}
# The clock of a complaint stands by a decision in its register alone, which all sides are told of
# (Luật Khiếu nại, Điều 11a): paused here, the case would go on beside its own clock.
_IN_THE_REGISTER = {"pause", "resume"}


def find(request: HttpRequest, number: str) -> Duty:
    """Return the duty if this visitor may see it, else answer as if there were none."""
    duty = queries.by_number(number)
    if duty is None or not _visible(chosen(request), duty):
        raise Http404
    return duty


def seen(request: HttpRequest, rows: Iterable[Duty]) -> list[Duty]:
    """Return those of `rows` that this visitor may see."""
    mandate = chosen(request)
    return [duty for duty in rows if _visible(mandate, duty)]


def chosen(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    return getattr(request, "mandate", None) or None


def reads_words(request: HttpRequest, duty: Duty) -> bool:
    """Test if this visitor may read what was said and given in the duty's life.

    Of a filing's duty only its own officers may: the filing's page shows everybody else what an
    officer has looked at, and this page must not show more.
    """
    kind = house().duty_kinds.get(duty.kind)
    if kind is None or not (kind.words and duty.of_report):
        return True
    mandate, chart = chosen(request), offices.chart(clock.today())
    if mandate is None:
        return False
    sides = {*_holding(duty), duty.requester_office, duty.deciding_office} - {""}
    if mandate.office == chart.desk():
        sides.add(mandate.office)
    return any(
        holds((mandate,), kind.words, slug, chart.on, above=chart.above(slug)) for slug in sides
    )


def allowed(request: HttpRequest, duty: Duty) -> list[str]:
    """Return the acts that the chosen mandate may do with the duty as it stands."""
    mandate = chosen(request)
    if mandate is None:
        return []
    today = clock.today()
    chart = offices.chart(today)
    names = [name for name, offered in ACTS.items() if _fits(name, offered, duty)]
    sides = {ACTS[name].side for name in names}
    judges = "judge" in sides and _judges(request, duty)
    return [name for name in names if _covered(mandate, ACTS[name], duty, chart, judges=judges)]


def _fits(name: str, offered: Offered, duty: Duty) -> bool:
    if duty.state not in offered.states:
        return False
    if name in _ON_THE_REPORT and duty.of_report:
        return False
    if name in _IN_THE_REGISTER and duty.kind == Kind.COMPLAINT_STEP:
        return False
    limit = duty.limit or {}
    fits = {
        "acknowledge": duty.acknowledged_at is None,
        "extend": bool(limit.get("extensions")),
        "pause": limit.get("suspension", "none") != "none" and not duty.paused,
        "resume": duty.paused,
    }
    return fits.get(name, True)


def _judges(request: HttpRequest, duty: Duty) -> bool:
    stamp = clock.stamp(request)
    held = services.held(duty, stamp)
    return may_judge(held, person=stamp.person, office=stamp.office).allowed


def _covered(mandate: Mandate, offered: Offered, duty: Duty, chart: Chart, *, judges: bool) -> bool:
    today = chart.on
    if offered.side == "judge":
        return judges and _has(mandate, offered.permission, today)
    if offered.side == "requester":
        own = mandate.office in {duty.requester_office, duty.deciding_office}
        return own and _has(mandate, offered.permission, today)
    if offered.side == "anybody":
        return _has(mandate, offered.permission, today)
    if offered.side == "transfer":
        moved = services.mover(duty, mandate.office, chart)
        return moved.allowed and _has(mandate, _MOVING[moved.rule], today)
    return any(
        holds((mandate,), offered.permission, slug, today, above=chart.above(slug))
        for slug in _holding(duty)
    )


def _has(mandate: Mandate, permission: str, today: date) -> bool:
    return holds((mandate,), permission, "", today)


def _holding(duty: Duty) -> list[str]:
    return [one.slug for one in (duty.holder, duty.delegate) if one]


def _visible(mandate: Mandate | None, duty: Duty) -> bool:
    if duty.visibility == Visibility.SEALED:
        return False
    if duty.visibility == Visibility.PUBLIC and duty.state != State.DRAFT:
        return True
    return mandate is not None and _has(mandate, "duties.read_internal", clock.today())
