"""The public life of a complaint while the law's own procedure walks it.

The steps and their days belong to the room `complaints`; here the filing only follows, so that
its sender reads one state and one answer. No duty is touched: each step has its own.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from soi.core.filings import Act, State
from soi.core.stamps import Stamp
from soi.reports.models import Answer, Report
from soi.reports.services.acts import hold_in_procedure, move
from soi.reports.services.telling import tell_sender


@transaction.atomic
def follow_procedure(
    *,
    number: str,
    act: Act,
    stamp: Stamp,
    text: str = "",
    facts: Mapping[str, object] | None = None,
) -> Report:
    """Let a complaint's public state follow a step of its procedure.

    act: ACKNOWLEDGED, REFUSED, DISPUTED, EXPIRED or WITHDRAWN
    Raises: NoComplaint, NotFound, NotNow.
    """
    report = hold_in_procedure(number, act)
    silent = act is Act.EXPIRED
    return move(report, act, stamp, note=text, facts=facts, silent=silent)


@transaction.atomic
def answer_by_decision(
    *, number: str, text: str, document: str, stamp: Stamp, dated_on: date
) -> Report:
    """Show the sender the decision on their complaint as its answer.

    Raises: NoComplaint, NotFound, NotNow.
    """
    report = hold_in_procedure(number, Act.ADDED)
    act = Act.DISMISSED if report.state == State.DISPUTED else Act.ANSWERED
    report = hold_in_procedure(number, act)
    Answer.objects.create(
        report=report,
        text=text,
        outcome="explained",
        document=document,
        office=stamp.office,
        by=stamp.by,
        person=stamp.person,
        on=dated_on,
    )
    tell_sender(report, "report_answered", stamp, {"complaint": True})
    facts = {"document": document}
    return move(report, act, stamp, note=text, facts=facts, answered_on=stamp.on)
