"""The holder says done; somebody else says whether it is."""

from collections.abc import Sequence

from django.db import transaction

from soi.core.competence import Held, demand_judge
from soi.core.duties import (
    Act,
    MissingEvidence,
    NotAllowed,
    State,
    Verdict,
    closing_verdict,
    missing_evidence,
)
from soi.core.refusals import Unacceptable
from soi.core.stamps import SYSTEM, Stamp
from soi.duties.models import Duty
from soi.duties.services.ledger import (
    NewEvidence,
    demand_no_child_owed,
    demand_words,
    hold,
    move,
    run_again,
    store,
)
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.people import queries as people

JUDGED = ("met", "partly", "not_met")


@transaction.atomic
def report(
    *,
    number: str,
    text: str,
    stamp: Stamp,
    evidence: Sequence[NewEvidence] = (),
    seen: int | None = None,
) -> Duty:
    """Say that the duty is done, with evidence of every type it asks for.

    Raises: MissingEvidence, NotAllowed, Unacceptable.
    """
    demand_words(text, "text", "answer_missing")
    duty = hold(number, seen)
    given = [*duty.evidence.values_list("kind", flat=True), *(one.kind for one in evidence)]
    missing = missing_evidence(duty.evidence_required, given)
    if missing:
        raise MissingEvidence(missing=missing)
    store(duty, evidence, stamp)
    if duty.paused:
        # Saying that it is done ends the wait: else the days it stood would count as late.
        run_again(duty, stamp.on, law.book().calendar())
    duty.reported_on, duty.percent = stamp.on, 100
    duty.actors = sorted({*duty.actors, stamp.person} - {""})
    move(duty, Act.REPORT, stamp, text=text)
    return duty


@transaction.atomic
def judge(
    *, number: str, stamp: Stamp, met: str = "met", text: str = "", seen: int | None = None
) -> Duty:
    """Give the verdict: met (late, if it was), partly or not met.

    met: met, partly or not_met
    Raises: MayNotJudge, ChildrenOpen, NotAllowed, Unacceptable.
    """
    if met not in JUDGED:
        raise Unacceptable("met", "unknown_verdict")
    duty = hold(number, seen)
    if duty.state != State.REPORTED and met != "not_met":
        raise NotAllowed(state=duty.state, act=Act.JUDGE)
    rule = _demand(duty, stamp)
    verdict = Verdict(met)
    if verdict is Verdict.MET:
        verdict = closing_verdict(duty.reported_on or stamp.on, duty.due_on)
    _close(duty, verdict, stamp, text, rule)
    return duty


@transaction.atomic
def void(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Close a duty that ought not to have been given; never by its own holder.

    Raises: MayNotJudge, ChildrenOpen, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    duty = hold(number, seen)
    _close(duty, Verdict.VOID, stamp, reason, _demand(duty, stamp))
    return duty


@transaction.atomic
def return_(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Give a claim back as not enough; the holder owes it again, by the same day.

    Raises: MayNotJudge, NotAllowed, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    duty = hold(number, seen)
    rule = _demand(duty, stamp)
    duty.reported_on = None
    move(duty, Act.RETURN, stamp, text=reason, rule=rule)
    return duty


@transaction.atomic
def reopen(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Open a closed duty again; its due day stays what it was.

    Raises: MayNotJudge, NotAllowed, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    duty = hold(number, seen)
    _demand(duty, stamp)
    duty.verdict, duty.closed_on, duty.reported_on = "", None, None
    move(duty, Act.REOPEN, stamp, text=reason)
    return duty


def held(duty: Duty, stamp: Stamp) -> Held:
    """Return what matters for who may judge the duty on the day of the stamp."""
    chart = offices.chart(stamp.on)
    slug = duty.holder.slug
    holders = {slug} | ({duty.delegate.slug} if duty.delegate else set())
    earlier = _earlier(duty, chart) - holders
    under = frozenset().union(*(chart.below(one) for one in holders | earlier))
    barred = holders | earlier | under
    # Who asked may have been merged since: whoever came after may judge.
    requester = chart.successor(duty.requester_office)
    superiors = chart.above(slug) - barred
    overseers = {*chart.reviewers(slug, duty.topic), *chart.overseers(slug)} - barred
    territory = {ward.slug} if (ward := chart.ward()) else set()
    if not ({requester} | superiors | overseers) - barred - territory - {""}:
        # All who could judge have held it themselves: it goes up a level.
        overseers = _beyond(earlier, chart) - barred - territory
    return Held(
        holders=frozenset(holders),
        under=under,
        persons=people.persons_in(frozenset(holders | earlier), stamp.on),
        actors=frozenset(duty.actors),
        requester=requester,
        superiors=superiors,
        overseers=frozenset(overseers),
        earlier=frozenset(earlier),
    )


def _earlier(duty: Duty, chart: Chart) -> set[str]:
    """Return who held the duty before, or was lent the work, and who answers for them now."""
    found, lent, by_law = set[str](), set[str](), dict[str, str]()
    rows = duty.events.filter(act__in=(Act.TRANSFER, Act.DELEGATE)).values_list("act", "facts")
    for act, facts in rows:
        if act == Act.DELEGATE:
            lent.add(facts["to"])
        elif "event" not in facts:
            found.add(facts["from"])
        elif by_law.get(facts["event"]) == facts["to"]:
            del by_law[facts["event"]]  # the event was taken back
        else:
            by_law.setdefault(facts["event"], facts["from"])
    # Nobody is kept from judging by having the work pressed on them.
    found |= lent - {duty.requester_office}
    # The heir of an office that an event ended holds in its place; only who is left counts.
    return found | {chart.successor(one) for one in found} | set(by_law.values())


def _beyond(earlier: set[str], chart: Chart) -> set[str]:
    return set().union(*({*chart.above(one), *chart.overseers(one)} for one in earlier))


def _demand(duty: Duty, stamp: Stamp) -> str:
    if stamp.by == SYSTEM:
        return "silence"  # nobody spoke within the days given; told apart from a yes
    return demand_judge(held(duty, stamp), person=stamp.person, office=stamp.office)


def _close(duty: Duty, verdict: Verdict, stamp: Stamp, text: str, rule: str) -> None:
    demand_no_child_owed(duty)
    duty.verdict, duty.closed_on = verdict, stamp.on
    move(duty, Act.JUDGE, stamp, text=text, verdict=verdict.value, rule=rule)
