"""Who stands how to a duty: the office that owes it, who asked, who may give the verdict."""

from collections.abc import Set
from datetime import date
from functools import cache

from soi.core.competence import Held
from soi.core.duties import LIFE, Act, State, Tie, Visibility
from soi.core.mandates import NotPermitted
from soi.core.permits import BY_SYSTEM, Demand, Ties, permits
from soi.core.rooms import DutyKind, house
from soi.core.stamps import Stamp
from soi.counter.registers import Register
from soi.duties.models import Duty, DutyEvent
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.people import queries as people

# Whoever has a part in a duty, or stands above or over one who has, knows of it.
_READ = "duties.read_internal"
_BESIDE, _DESK, _OVER = "beside", "desk", "over"
_PARTIES = (Tie.HOLDER, Tie.GIVER, Tie.DECIDING, _BESIDE, _DESK)


def ties(duty: Duty, on: date) -> Ties:
    """Return who stands how to a duty on a day, by the names of `core.duties.Tie`."""
    chart = offices.chart(on)

    @cache
    def judging() -> Held:
        return held(duty, on)

    return {
        Tie.OWING: lambda: {duty.holder.slug},
        Tie.HOLDER: lambda: _holders(duty),
        Tie.REQUESTER: lambda: {chart.successor(duty.requester_office)} - {""},
        Tie.DECIDING: lambda: {chart.successor(duty.deciding_office)} - {""},
        Tie.GIVER: lambda: {chart.successor(one) for one in duty.givers},
        Tie.ABOVE: lambda: chart.above(duty.holder.slug),
        Tie.BELOW: lambda: _below(_holders(duty), chart),
        Tie.STAFF: lambda: people.persons_in(frozenset(_holders(duty)), on),
        Tie.SUPERIOR: lambda: judging().superiors,
        Tie.OVERSEER: lambda: judging().overseers,
        Tie.EARLIER: lambda: judging().earlier,
        Tie.SUBORDINATE: lambda: judging().under,
        Tie.SAME_PERSON: lambda: judging().actors | judging().persons,
        Tie.RESIDENT: lambda: set() if duty.requester_office else {""},
        _BESIDE: lambda: set(duty.sub_holders.values_list("office__slug", flat=True)),
        _DESK: lambda: {chart.desk()} - {""} if _kind(duty).acts else set(),
        _OVER: lambda: _overseeing(duty, chart),
    }


def knows(duty: Duty, stamp: Stamp) -> bool:
    """Test if whoever acts may know that a duty is there.

    One that is public, everybody may; another, who has a part in it, stands above one who has, or
    oversees its holder; of a complaint only those who may read complaints.
    """
    if duty.visibility == Visibility.SEALED:
        return False
    if duty.visibility == Visibility.PUBLIC and duty.state != State.DRAFT:
        return True
    permission = _kind(duty).reads
    over = (_OVER,) if permission == _READ else ()
    asked = (BY_SYSTEM, Demand(permission, of=(*_PARTIES, *over), from_above=True))
    chart = offices.chart(stamp.on)
    try:
        permits("read", asked, ties(duty, stamp.on), stamp, above=chart.above)
    except NotPermitted:
        return False
    return True


def held(duty: Duty, on: date) -> Held:
    """Return what matters for who may judge the duty on a day."""
    chart = offices.chart(on)
    slug = duty.holder.slug
    holders = _holders(duty)
    earlier = _earlier(duty, chart) - holders
    under = _below(holders | earlier, chart)
    barred = holders | earlier | under
    # Who asked may have been merged since: whoever came after may judge.
    requester = chart.successor(duty.requester_office)
    superiors = chart.above(slug) - barred
    overseers = _overseeing(duty, chart) - barred
    territory = {ward.slug} if (ward := chart.ward()) else set()
    if not ({requester} | superiors | overseers) - barred - territory - {""}:
        # All who could judge have held it themselves: it goes up a level.
        overseers = _beyond(earlier, chart) - barred - territory
    return Held(
        holders=frozenset(holders),
        under=under,
        persons=people.persons_in(frozenset(holders | earlier), on),
        actors=frozenset(duty.actors),
        requester=requester,
        superiors=superiors,
        overseers=frozenset(overseers),
        earlier=frozenset(earlier),
    )


def _fits(duty: Duty, act: Act) -> bool:
    limit = duty.limit or {}
    fits = {
        Act.ACKNOWLEDGE: duty.acknowledged_at is None,
        Act.EXTEND: bool(limit.get("extensions")),
        Act.PAUSE: limit.get("suspension", "none") != "none" and not duty.paused,
        Act.RESUME: duty.paused,
    }
    return fits.get(act, True)


def _belongs(duty: Duty) -> frozenset[str]:
    return frozenset({duty.source_ref, duty.parent.ref if duty.parent else ""} - {""})


def _kind(duty: Duty) -> DutyKind:
    return house().duty_kinds.get(duty.kind) or DutyKind(kind=duty.kind)


def _holders(duty: Duty) -> set[str]:
    return {duty.holder.slug} | ({duty.delegate.slug} if duty.delegate else set())


def _overseeing(duty: Duty, chart: Chart) -> set[str]:
    slug = duty.holder.slug
    return {*chart.overseers(slug), *chart.reviewers(slug, duty.topic)}


def _below(slugs: Set[str], chart: Chart) -> frozenset[str]:
    return frozenset().union(*(chart.below(one) for one in slugs))


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


DUTIES = Register(
    life=LIFE,
    states=State,
    model=Duty,
    rows=lambda: Duty.objects.select_related("holder", "delegate", "parent"),
    step=DutyEvent,
    case="duty",
    ties=ties,
    knows=knows,
    fits=_fits,
    belongs=_belongs,
    bound=lambda duty: _kind(duty).acts,
    facts=lambda duty: {
        "state": str(duty.state),
        "due_on": duty.due_on.isoformat() if duty.due_on else "",
    },
)
