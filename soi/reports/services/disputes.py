"""An answer that the sender does not accept is looked at by somebody who did not write it.

The first dispute goes to the office that a rule names as reviewer, the second one level up.
Two looks at one answer are two offices and two persons: who let it stand has said so already.
"""

from enum import StrEnum

from django.db import transaction

from soi.core.competence import MayNotJudge, demand_judge, may_judge
from soi.core.duties import Kind as DutyKind
from soi.core.duties import State as DutyState
from soi.core.duties import Visibility
from soi.core.filings import MOST_DISPUTES, Act, Kind
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.law import queries as law
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.reports.models import Dispute, Report
from soi.reports.queries import dismissals
from soi.reports.services.acts import NotOurs, UnknownWord, demand, hold, hold_by_code, move
from soi.reports.words import DISPUTES


class Decision(StrEnum):
    """What a reviewer says about a dispute."""

    UPHELD = "upheld"  # the sender is right: the office goes on
    DISMISSED = "dismissed"  # the answer stands; the first time the sender may dispute it again


class NoReviewer(Refusal):
    """No other office can look at it; this must be set right in the tree of offices."""

    code = "no_reviewer"


@transaction.atomic
def dispute(*, code: str, reason: str, text: str, stamp: Stamp) -> Report:
    """Say that an answer is not good enough; another office gets the duty to look at it.

    reason: not_satisfied (chưa thỏa đáng), slow (xử lý chậm) or wrong (sai nội dung)
    Raises: NotFound, BadCode, UnknownWord, NotNow, NoReviewer, SecondInstance.
    """
    if reason not in DISPUTES:
        raise UnknownWord(field="reason")
    report = hold_by_code(code, Act.DISPUTED)
    rank = report.disputes.count() + 1
    reviewer = _reviewer(report, stamp)
    duty = duties.assign(new=_review(report, reviewer, stamp), stamp=stamp.within(report.ref))
    Dispute.objects.create(
        report=report,
        duty=duty,
        rank=rank,
        reason=reason,
        text=text,
        reviewer=reviewer,
        opened_on=stamp.on,
    )
    _tell(report, reviewer, stamp)
    facts = {"reason": reason, "rank": rank, "reviewer": reviewer}
    return move(report, Act.DISPUTED, stamp, note=text, facts=facts)


@transaction.atomic
def decide_dispute(
    *, number: str, upheld: Decision, text: str, stamp: Stamp, seen: int | None = None
) -> Report:
    """Decide a dispute: for the office that holds its review, and by nobody who judged before.

    Raises: NeedsWords, MayNotJudge, NotOurs, NotNow, ChangedMeanwhile.
    """
    demand("text", text)
    act = Act.UPHELD if upheld is Decision.UPHELD else Act.DISMISSED
    report = hold(number, act, seen)
    open_one = report.disputes.select_related("duty__holder").filter(decided_on=None).last()
    _demand_other(report, stamp)
    if open_one and stamp.office != open_one.duty.holder.slug:
        raise NotOurs(office=open_one.duty.holder.slug)
    if act is Act.UPHELD:
        duties.return_(number=report.duty.number, reason=text, stamp=stamp.within(report.ref))
    if open_one:
        _decided(open_one, upheld, text, stamp)
    facts = {"decision": upheld.value}
    if act is Act.DISMISSED and dismissals(report) == MOST_DISPUTES - 1:
        return _closed(report, text, stamp, facts)
    # The sender gets the same 14 days again, for this is another answer.
    since = report.answered_on if act is Act.UPHELD else stamp.on
    return move(report, act, stamp, text=text, facts=facts, answered_on=since)


def _closed(report: Report, text: str, stamp: Stamp, facts: dict[str, str]) -> Report:
    """Close a filing over the sender's disagreement, once a second review lets the answer stand."""
    if report.duty.state != DutyState.CLOSED:
        duties.judge(number=report.duty.number, text=text, stamp=stamp.within(report.ref))
    told = {**facts, "final": True}
    return move(report, Act.DISMISSED, stamp, text=text, facts=told, closed_on=stamp.on)


def _demand_other(report: Report, stamp: Stamp) -> None:
    """Refuse the answerer, the holder, whoever stands below and who let the answer stand.

    Raises: MayNotJudge.
    """
    held = duties.held(report.duty, stamp)
    demand_judge(held, person=stamp.person, office=stamp.office or report.office)
    if stamp.person and any(stamp.person in one.duty.actors for one in _stood(report)):
        raise MayNotJudge(rule="same_reviewer")


def _decided(one: Dispute, upheld: Decision, text: str, stamp: Stamp) -> None:
    one.decided_on, one.decision, one.decision_text = stamp.on, upheld.value, text
    one.save(update_fields=["decided_on", "decision", "decision_text"])
    if one.duty.state == DutyState.OPEN:
        duties.report(number=one.duty.number, text=text, stamp=stamp.within(one.report.ref))


def _stood(report: Report) -> list[Dispute]:
    """Return the reviews that have let the present answer stand."""
    times = dismissals(report)
    decided = report.disputes.select_related("duty__holder").exclude(decided_on=None)
    return list(decided.order_by("-id")[:times])


def _reviewer(report: Report, stamp: Stamp) -> str:
    chart, held = offices.chart(stamp.on), duties.held(report.duty, stamp)
    # Where all those have held it themselves, whoever else may judge it.
    order = (*chart.reviewers(report.office, report.topic), *sorted(held.overseers))
    stood = {chart.successor(one.duty.holder.slug) for one in _stood(report)}
    out = stood.union(*(chart.below(slug) for slug in stood))
    fitting = [
        slug
        for slug in dict.fromkeys(order)
        if slug not in out and may_judge(held, person="", office=slug).allowed
    ]
    if not fitting:
        raise NoReviewer
    # Another answer may be looked at by who judged the last one, if nobody else is there.
    before = set(report.disputes.values_list("duty__holder__slug", flat=True))
    return next((slug for slug in fitting if slug not in before), fitting[0])


def _review(report: Report, reviewer: str, stamp: Stamp) -> duties.NewDuty:
    limit = law.book().service_level(
        kind=report.kind,
        topic=report.topic,
        urgent=report.urgent,
        offices=offices.chart(stamp.on).lineage(reviewer),
        on=stamp.on,
        step="review",
    )
    public = report.kind != Kind.COMPLAINT
    return duties.NewDuty(
        kind=DutyKind.DISPUTE_REVIEW,
        title=report.number,
        source_ref=report.ref,
        holder=reviewer,
        parent=report.duty,
        limit=limit,
        due_source="" if limit else str(law.NO_STATUTORY_DAY),
        starts_on=stamp.on,
        evidence_required=(),
        visibility=Visibility.PUBLIC if public else Visibility.INTERNAL,
        topic=report.topic,
    )


def _tell(report: Report, reviewer: str, stamp: Stamp) -> None:
    office = offices.chart(stamp.on).office(reviewer)
    context = {
        "number": report.number,
        "office": office.name,
        "link": f"/staff/reports/{report.number}/",
    }
    notices.queue(to=office.email, template="report_disputed", context=context, stamp=stamp)
