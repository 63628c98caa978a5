"""How the offices change: founded, renamed, moved, merged, ended; posts filled, rules set.

Nothing is overwritten: what was true until yesterday stays readable for yesterday. Each act
raises the edition and leaves one line in the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.offices import queries
from soi.offices.models import (
    Office,
    OfficeName,
    OfficeParent,
    Post,
    Relation,
    Succession,
    Tenure,
    WorkingRule,
)
from soi.record import services as record

ONE_DAY = timedelta(days=1)
_RELATIONS = {
    queries.ADMINISTRATIVE,
    queries.TERRITORY,
    queries.SECTORAL,
    queries.FRONT_MEMBER,
    queries.PARTY_LEADS,
    queries.COORDINATES,
}
_ROLES = {queries.LEADS, queries.COORDINATING, queries.OVERSEES, queries.REVIEWS}


@dataclass(frozen=True, slots=True)
class NewOffice:
    """An office to be founded.

    parents: (slug, relation), the nearest first
    outline: a ring of (latitude, longitude)
    """

    slug: str
    name: str
    short_name: str
    kind: str
    track: str
    level: str
    since: date
    parents: Sequence[tuple[str, str]] = ()
    outside: bool = False
    email: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""
    number: int | None = None
    outline: Sequence[tuple[float, float]] = ()
    places: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class NewRelation:
    """A rule on who leads, coordinates, oversees or reviews; empty fields mean any."""

    number: str
    role: str
    office: str
    source: str
    since: date
    text: str = ""
    kind: str = ""
    topic: str = ""
    group: str = ""
    over: str = ""
    rank: int = 100


@transaction.atomic
def create(*, office: NewOffice, document: str, stamp: Stamp) -> Office:
    """Found an office, with its first name and the offices above it.

    Raises: Unacceptable, where the slug was ever used, or a parent is unknown.
    """
    demand(document, "document")
    demand(office.name, "name")
    if Office.objects.filter(slug=office.slug).exists():
        raise Unacceptable("slug", "already_there", office=office.slug)
    row = Office.objects.create(
        slug=office.slug,
        kind=office.kind,
        track=office.track,
        level=office.level,
        outside=office.outside,
        since=office.since,
        email=office.email,
        phone=office.phone,
        address=office.address,
        hours=office.hours,
        number=office.number,
        outline=[list(point) for point in office.outline],
        places=list(office.places),
    )
    OfficeName.objects.create(
        office=row, name=office.name, short_name=office.short_name, since=office.since
    )
    for parent, relation in office.parents:
        _set_above(row, parent, relation, office.since)
    facts = {"name": office.name, "since": office.since.isoformat(), "document": document}
    _tell("office.created", office.slug, facts, stamp)
    return row


@transaction.atomic
def rename(
    *, slug: str, name: str, short_name: str, since: date, document: str, stamp: Stamp
) -> None:
    """Give an office another name from a day on; the old one stays for the days before.

    Raises: Unacceptable.
    """
    demand(document, "document")
    demand(name, "name")
    office = _find(slug)
    names = OfficeName.objects.filter(office=office)
    if names.filter(since__gte=since).exists():
        raise Unacceptable("since", "too_early")
    names.filter(until=None).update(until=since - ONE_DAY)
    OfficeName.objects.create(office=office, name=name, short_name=short_name, since=since)
    facts = {"name": name, "since": since.isoformat(), "document": document}
    _tell("office.renamed", slug, facts, stamp)


@transaction.atomic
def move(
    *, slug: str, parent: str, relation: str, since: date, document: str, stamp: Stamp
) -> None:
    """Put an office under another one, in the same sense, from a day on.

    Raises: Unacceptable, also where it would stand under itself.
    """
    demand(document, "document")
    office = _find(slug)
    chart = queries.chart(since)
    if parent == slug or parent in chart.below(slug):
        raise Unacceptable("parent", "under_itself", office=slug)
    OfficeParent.objects.filter(office=office, relation=relation, until=None).update(
        until=since - ONE_DAY
    )
    _set_above(office, parent, relation, since)
    facts = {"parent": parent, "relation": relation, "since": since.isoformat()}
    _tell("office.moved", slug, {**facts, "document": document}, stamp)


@transaction.atomic
def end(*, slug: str, on: date, document: str, stamp: Stamp) -> None:
    """Let an office end; `on` is its last day. Its posts, tenures and rules end with it.

    Raises: Unacceptable.
    """
    demand(document, "document")
    _end(_find(slug), on)
    _tell("office.ended", slug, {"until": on.isoformat(), "document": document}, stamp)


@transaction.atomic
def merge(*, slugs: Sequence[str], into: str, since: date, document: str, stamp: Stamp) -> None:
    """Let offices end the day before `since`, and another one answer for them.

    Open duties keep their due days; handing them on is an act of the ledger.

    Raises: Unacceptable, where they are not all of one track.
    """
    demand(document, "document")
    heir = _find(into)
    old = [_find(slug) for slug in slugs if slug != into]
    if not old:
        raise Unacceptable("slugs", "missing")
    if {office.track for office in old} != {heir.track}:
        raise Unacceptable("into", "another_track", office=into)
    for office in old:
        Succession.objects.create(old=office, new=heir, since=since, document=document)
        _end(office, since - ONE_DAY)
    facts = {"from": [office.slug for office in old], "since": since.isoformat()}
    _tell("office.merged", into, {**facts, "document": document}, stamp)


@transaction.atomic
def open_post(
    *, slug: str, office: str, title: str, is_head: bool, since: date, stamp: Stamp
) -> Post:
    """Open a post in an office.

    Raises: Unacceptable.
    """
    demand(title, "title")
    if Post.objects.filter(slug=slug).exists():
        raise Unacceptable("slug", "already_there", post=slug)
    post = Post.objects.create(
        slug=slug, office=_find(office), title=title, is_head=is_head, since=since
    )
    _tell("office.post_opened", office, {"post": slug, "since": since.isoformat()}, stamp)
    return post


@transaction.atomic
def appoint(
    *, post: str, person: str, since: date, document: str, stamp: Stamp, acting: bool = False
) -> Tenure:
    """Give a post to a person, such as "user:7"; who held it holds it no longer.

    Raises: Unacceptable.
    """
    demand(document, "document")
    row = _find_post(post)
    tenures = Tenure.objects.filter(post=row)
    if tenures.filter(since__gte=since).exists():
        raise Unacceptable("since", "too_early")
    met = tenures.filter(until__gte=since).first()
    if met is not None:
        raise Unacceptable("since", "overlapping", since=f"{met.since:%d/%m/%Y}")
    tenures.filter(until=None).update(until=since - ONE_DAY)
    tenure = Tenure.objects.create(post=row, person=person, since=since, acting=acting)
    # Who it is stays out of the record: names in it could never be taken back.
    facts = {"post": post, "since": since.isoformat(), "document": document}
    _tell("office.post_filled", row.office.slug, facts, stamp)
    return tenure


@transaction.atomic
def vacate(*, post: str, on: date, document: str, stamp: Stamp) -> None:
    """End the tenure of whoever holds a post; `on` is the last day.

    Raises: Unacceptable, where nobody holds it.
    """
    demand(document, "document")
    row = _find_post(post)
    if not Tenure.objects.filter(post=row, until=None, since__lte=on).update(until=on):
        raise Unacceptable("post", "vacant", post=post)
    facts = {"post": post, "until": on.isoformat(), "document": document}
    _tell("office.post_vacated", row.office.slug, facts, stamp)


@transaction.atomic
def relate(*, relation: NewRelation, stamp: Stamp) -> Relation:
    """Set a rule on who leads, coordinates, oversees or reviews in a field.

    Raises: Unacceptable, where the rule names no source or an office is unknown.
    """
    demand(relation.source, "source")
    demand(relation.number, "number")
    if relation.role not in _ROLES:
        raise Unacceptable("role", "unknown", role=relation.role)
    row = Relation.objects.create(
        number=relation.number,
        text=relation.text,
        kind=relation.kind,
        topic=relation.topic,
        group=_find(relation.group) if relation.group else None,
        office=_find(relation.office),
        role=relation.role,
        over=_find(relation.over) if relation.over else None,
        source=relation.source,
        rank=relation.rank,
        since=relation.since,
    )
    facts = {"number": relation.number, "role": relation.role, "topic": relation.topic}
    _tell("office.related", relation.office, {**facts, "source": relation.source}, stamp)
    return row


@transaction.atomic
def end_relation(*, number: str, on: date, document: str, stamp: Stamp) -> None:
    """End every line of a rule; `on` is its last day.

    Raises: Unacceptable, where no such rule is in force.
    """
    demand(document, "document")
    rows = Relation.objects.filter(number=number, until=None).select_related("office")
    office = next((row.office.slug for row in rows), "")
    if not office:
        raise Unacceptable("number", "unknown", number=number)
    rows.update(until=on)
    facts = {"number": number, "until": on.isoformat(), "document": document}
    _tell("office.relation_ended", office, facts, stamp)


@transaction.atomic
def draw(*, slug: str, outline: Sequence[tuple[float, float]], document: str, stamp: Stamp) -> None:
    """Set the outline of a ward or of a residential group.

    Raises: Unacceptable, where it is no ring of at least three points.
    """
    demand(document, "document")
    if 0 < len(outline) < 3:
        raise Unacceptable("outline", "too_few_points")
    office = _find(slug)
    office.outline = [list(point) for point in outline]
    office.save(update_fields=["outline"])
    points = [f"{lat:.6f} {long:.6f}" for lat, long in outline]
    _tell("office.drawn", slug, {"points": points, "document": document}, stamp)


def _set_above(office: Office, parent: str, relation: str, since: date) -> None:
    if relation not in _RELATIONS:
        raise Unacceptable("relation", "unknown", relation=relation)
    OfficeParent.objects.create(office=office, parent=_find(parent), relation=relation, since=since)


def _end(office: Office, on: date) -> None:
    if on < office.since or office.until is not None:
        raise Unacceptable("on", "out_of_range", office=office.slug)
    office.until = on
    office.save(update_fields=["until"])
    ended: list[QuerySet[Any]] = [
        OfficeParent.objects.filter(office=office),
        Post.objects.filter(office=office),
        Tenure.objects.filter(post__office=office),
        Relation.objects.filter(office=office),
        WorkingRule.objects.filter(office=office),
    ]
    for rows in ended:
        rows.filter(until=None).update(until=on)


def _find(slug: str) -> Office:
    # Locked, so that two editors of one office come one after the other.
    office = Office.objects.select_for_update().filter(slug=slug).first()
    if office is None:
        raise Unacceptable("office", "unknown", office=slug)
    return office


def _find_post(slug: str) -> Post:
    post = Post.objects.select_related("office").filter(slug=slug, until=None).first()
    if post is None:
        raise Unacceptable("post", "unknown", post=slug)
    return post


def demand(text: str, name: str) -> None:
    """Refuse an act without the words that it is to leave behind.

    Raises: Unacceptable.
    """
    if not text.strip():
        raise Unacceptable(name, "missing")


def _tell(kind: str, slug: str, facts: Mapping[str, object], stamp: Stamp) -> None:
    record.bump(queries.EDITION)
    record.append(kind=kind, subject=f"office:{slug}", facts=facts, stamp=stamp)
