"""More that may be asked of the offices of a day: history, working rules, competence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soi.core import competence, coordination
from soi.core.competence import Organisation, Rank, Tie, unnamed
from soi.offices.models import Office, Post
from soi.offices.queries import archive
from soi.offices.queries.archive import Archive, in_force
from soi.offices.queries.charts import ADMINISTRATIVE, FRONT_MEMBER, SECTORAL, Chart

_MANAGING = (ADMINISTRATIVE, FRONT_MEMBER, SECTORAL)  # the nearest in this order is the superior
_LEVELS = {"central": 400, "province": 300, "district": 200, "commune": 100}


@dataclass(frozen=True, slots=True)
class NameView:
    """What an office was called, from when to when."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class StepView:
    """An office before or after another. share: whole or part."""

    slug: str
    name: str
    since: date
    share: str
    document: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What became of an office: its names, and who came before and after."""

    since: date
    until: date | None
    names: tuple[NameView, ...]
    before: tuple[StepView, ...]
    after: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class WorkingRuleView:
    """Who signs in a body, and who stands in."""

    number: str
    office: str
    kind: str
    matter: str
    signer: str
    deputy: str
    collective: bool
    source: str
    since: date


def history(slug: str, chart: Chart) -> HistoryView | None:
    """Return the whole life of an office, also of one that ended; None if there never was one."""
    known = chart.archive
    row = next((one for one in known.offices if one.slug == slug), None)
    if row is None:
        return None
    names = {one.office_id: one.name for one in known.names}
    slugs = {one.pk: one.slug for one in known.offices}

    def step(pk: int, since: date, share: str, document: str) -> StepView:
        return StepView(slugs[pk], names.get(pk, slugs[pk]), since, share, document)

    return HistoryView(
        since=row.since,
        until=row.until,
        names=tuple(
            NameView(one.name, one.since, one.until)
            for one in known.names
            if one.office_id == row.pk
        ),
        before=tuple(
            step(one.old_id, one.since, one.share, one.document)
            for one in known.successions
            if one.new_id == row.pk
        ),
        after=tuple(
            step(one.new_id, one.since, one.share, one.document)
            for one in known.successions
            if one.old_id == row.pk
        ),
    )


def working_rules(chart: Chart, office: str = "") -> list[WorkingRuleView]:
    """Return the working rules in force on a chart's day, of one office or of all."""
    return [
        WorkingRuleView(
            number=row.number,
            office=row.office.slug,
            kind=row.kind,
            matter=row.matter,
            signer=row.signer.title,
            deputy=row.deputy.title if row.deputy else "",
            collective=row.collective,
            source=row.source,
            since=row.since,
        )
        for row in in_force(chart.archive.working_rules, chart.on)
        if not office or row.office.slug == office
    ]


def signing(office: str, kind: str, chart: Chart) -> WorkingRuleView | None:
    """Return the working rule by which an office signs for a kind of duty, if one is set."""
    rules = [one for one in working_rules(chart, office) if one.kind in ("", kind)]
    return max(rules, key=lambda one: bool(one.kind), default=None)


def coordination_rules(chart: Chart) -> list[coordination.Rule]:
    """Return the coordination rules in force, as `core.coordination` takes them."""
    return [
        coordination.Rule(
            number=one.number,
            role=one.role,
            office=one.office,
            source=one.source,
            kind=one.kind,
            topic=one.topic,
            group=one.group,
            over=one.over,
        )
        for one in chart.relations()
    ]


def organisation(on: date, ties: Sequence[Tie] = ()) -> Organisation:
    """Return all offices and posts ever, as `core.competence` takes them.

    on: the day whose superiors count; a post whose holder is not entered stands for itself
    ties: kin and interests, which are not kept here
    """
    known = archive.read(archive.edition())
    superiors = _superiors(known, on)
    slugs = {row.pk: row.slug for row in known.offices}
    heirs: dict[int, list[str]] = {}
    for one in known.successions:
        heirs.setdefault(one.old_id, []).insert(0, slugs[one.new_id])
    offices = [
        competence.Office(
            slug=row.slug,
            superior=slugs.get(superiors.get(row.pk, 0), ""),
            since=row.since,
            until=row.until,
            successors=tuple(dict.fromkeys(heirs.get(row.pk, ()))),
            inspects=row.kind == "inspectorate",
        )
        for row in known.offices
    ]
    return Organisation(offices, _posts(known, {row.pk: row for row in known.offices}), ties)


def _superiors(known: Archive, on: date) -> dict[int, int]:
    """Return the superior of each office on a day, or on the last day on which it had one."""
    found: dict[int, tuple[int, date, int]] = {}
    for row in known.parents:
        if row.relation not in _MANAGING or row.since > on:
            continue
        order = (_MANAGING.index(row.relation), -(row.until or date.max).toordinal())
        best = found.get(row.office_id)
        if best is None or order < (best[0], -best[1].toordinal()):
            found[row.office_id] = (order[0], row.until or date.max, row.parent_id)
    return {office: parent for office, (_order, _until, parent) in found.items()}


def _posts(known: Archive, offices: dict[int, Office]) -> list[competence.Post]:
    holders: dict[int, list[tuple[str, date, date | None]]] = {}
    for one in known.tenures:
        holders.setdefault(one.post_id, []).append((one.person, one.since, one.until))
    return [
        competence.Post(
            person=person,
            office=offices[post.office_id].slug,
            rank=_rank(post),
            since=since,
            until=until,
            slug=post.slug,
            grade=grade(offices[post.office_id].level, _rank(post)),
        )
        for post in known.posts
        for person, since, until in holders.get(
            post.pk, [(unnamed(post.slug), post.since, post.until)]
        )
    ]


def grade(level: str, rank: Rank) -> int:
    """Return how high a post stands, to be compared alone; level: that of its office."""
    return _LEVELS.get(level, 0) + _GRADES[rank]


_GRADES = {Rank.HEAD: 30, Rank.DEPUTY: 20, Rank.OFFICER: 10}


def _rank(post: Post) -> Rank:
    if post.is_head:
        return Rank.HEAD
    return Rank.DEPUTY if post.title.startswith("Phó") else Rank.OFFICER
