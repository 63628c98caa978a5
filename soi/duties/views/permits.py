"""Who sees a duty, and which acts the chosen mandate may do on it as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from soi.core.duties import Act
from soi.core.mandates import Mandate, holds
from soi.core.rooms import house
from soi.counter.queries import permitted
from soi.duties import forms, queries
from soi.duties.queries import DUTIES, Duty
from soi.offices import queries as offices
from soi.web import clock


@dataclass(frozen=True, slots=True)
class Offered:
    """An act as a page offers it: what it is to the register, its form, and where it makes sense.

    states: fewer than the act's own; empty for all of them
    """

    act: Act
    form: type[forms.ActForm]
    states: tuple[str, ...] = ()


ACTS: dict[str, Offered] = {
    "acknowledge": Offered(Act.ACKNOWLEDGE, forms.ActForm),
    "evidence": Offered(Act.ADD_EVIDENCE, forms.EvidenceForm),
    "progress": Offered(Act.PROGRESS, forms.ProgressForm),
    "report": Offered(Act.REPORT, forms.ReportForm),
    "extend": Offered(Act.EXTEND, forms.ExtendForm),
    "pause": Offered(Act.PAUSE, forms.PauseForm),
    "resume": Offered(Act.RESUME, forms.WordsForm),
    "delegate": Offered(Act.DELEGATE, forms.OfficeForm),
    "transfer": Offered(Act.TRANSFER, forms.TransferForm),
    "judge": Offered(Act.JUDGE, forms.JudgeForm, ("reported",)),
    "return": Offered(Act.RETURN, forms.WordsForm),
    "void": Offered(Act.JUDGE, forms.WordsForm),
    "reopen": Offered(Act.REOPEN, forms.WordsForm),
    "escalate": Offered(Act.ESCALATE, forms.OfficeForm),
    "confirm": Offered(Act.CONFIRM, forms.ActForm),
    "withdraw": Offered(Act.WITHDRAW, forms.WordsForm),
}


def find(request: HttpRequest, number: str) -> Duty:
    """Return the duty if this visitor may see it, else answer as if there were none."""
    duty = queries.by_number(number)
    if duty is None or not DUTIES.knows(duty, clock.stamp(request)):
        raise Http404
    return duty


def seen(request: HttpRequest, rows: Iterable[Duty]) -> list[Duty]:
    """Return those of `rows` that this visitor may see."""
    stamp = clock.stamp(request)
    return [duty for duty in rows if DUTIES.knows(duty, stamp)]


def chosen(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    return getattr(request, "mandate", None) or None


def reads_words(request: HttpRequest, duty: Duty) -> bool:
    """Test if this visitor may read what was said and given in the duty's life.

    Of a filing's duty only its own officers may: the filing's page shows everybody else what an
    officer has looked at, and this page must not show more.
    """
    kind = house().duty_kinds.get(duty.kind)
    if kind is None or not kind.words:
        return True
    mandate, chart = chosen(request), offices.chart(clock.today())
    if mandate is None:
        return False
    sides = {*(one.slug for one in (duty.holder, duty.delegate) if one), *duty.givers}
    if mandate.office == chart.desk():
        sides.add(mandate.office)
    return any(
        holds((mandate,), kind.words, slug, chart.on, above=chart.above(slug)) for slug in sides
    )


def allowed(request: HttpRequest, duty: Duty) -> list[str]:
    """Return the acts that the chosen mandate may do with the duty as it stands."""
    if chosen(request) is None:
        return []
    stamp = clock.stamp(request)
    may = {act: permitted(DUTIES, duty, act, stamp) for act in {one.act for one in ACTS.values()}}
    return [
        name
        for name, one in ACTS.items()
        if may[one.act] and (not one.states or duty.state in one.states)
    ]
