"""The offices as of one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from soi.core.places import inside
from soi.core.refusals import Unacceptable
from soi.offices.models import Post, Relation
from soi.offices.queries.archive import Archive, in_force

WARD, DESK, GROUP = "ward", "desk", "residential_group"  # kinds that the rules look for
ADMINISTRATIVE, TERRITORY, FRONT_MEMBER = "administrative", "territory", "front_member"
SECTORAL, PARTY_LEADS, COORDINATES = "sectoral", "party_leads", "coordinates"
# The Party leads by its own line; leading is not being the superior who gives a verdict.
SUPERIOR = {ADMINISTRATIVE, SECTORAL, TERRITORY, FRONT_MEMBER}
LEADS, COORDINATING, OVERSEES, REVIEWS = "leads", "coordinates", "oversees", "reviews"


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office as of one day."""

    id: int
    slug: str
    name: str
    short_name: str
    kind: str
    track: str
    level: str
    outside: bool
    email: str
    phone: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A residential group (tổ dân phố) as of one day."""

    slug: str
    number: int
    name: str
    places: tuple[str, ...]
    outline: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as of one day."""

    id: int
    slug: str
    office: str
    title: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Which office answers in a field, and by which rule.

    number, text, source: empty where no rule fits and the desk has to sort it
    reviewer: who looks first at an objection; empty if nobody is there for it
    """

    lead: str
    number: str = ""
    text: str = ""
    source: str = ""
    coordinating: tuple[str, ...] = ()
    overseeing: tuple[str, ...] = ()
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class RelationView:
    """One rule on who leads, coordinates, oversees or reviews. Empty: any."""

    number: str
    text: str
    role: str
    office: str
    kind: str
    topic: str
    group: str
    over: str
    source: str


class Chart:
    """The offices as of one day. Nothing in it changes."""

    def __init__(self, archive: Archive, on: date) -> None:
        self.on = on
        self._archive = archive
        self._routes: dict[tuple[str, str, str], Route] = {}  # those asked for already
        self._slug = {row.pk: row.slug for row in archive.offices}
        self._rows = {row.slug: row for row in in_force(archive.offices, on)}
        self._names = self._all_names()
        self._parents = self._all_parents()
        self._children = _turned(self._parents)
        self._relations = [
            row
            for row in in_force(archive.relations, on)
            if self._slug[row.office_id] in self._rows
        ]

    @property
    def archive(self) -> Archive:
        """All rows that the chart was made from."""
        return self._archive

    def office(self, slug: str) -> OfficeView:
        """Return an office that is there on this day.

        Raises: Unacceptable.
        """
        row = self._rows.get(slug)
        if row is None:
            raise Unacceptable("office", "unknown", office=slug)
        name, short_name = self._names[slug]
        return OfficeView(
            id=row.pk,
            slug=slug,
            name=name,
            short_name=short_name,
            kind=row.kind,
            track=row.track,
            level=row.level,
            outside=row.outside,
            email=row.email,
            phone=row.phone,
            address=row.address,
            hours=row.hours,
        )

    def has(self, slug: str) -> bool:
        """Test if an office is there on this day."""
        return slug in self._rows

    def offices(self) -> list[OfficeView]:
        """Return every office of this day, in the order in which they were entered."""
        return [self.office(slug) for slug in self._rows]

    def name(self, slug: str) -> str:
        """Return what an office is called on this day, or was called last."""
        return self._names.get(slug, (slug, slug))[0]

    def short_name(self, slug: str) -> str:
        """Return the short form of `name`."""
        return self._names.get(slug, (slug, slug))[1]

    def parents(self, slug: str) -> tuple[str, ...]:
        """Return the offices directly above one, the nearest first."""
        return self._parents.get(slug, ())

    def lineage(self, slug: str) -> tuple[str, ...]:
        """Return an office and all above it, the nearest first."""
        return tuple(_walk(slug, self._parents))

    def above(self, slug: str) -> frozenset[str]:
        """Return every office above one."""
        return frozenset(self.lineage(slug)) - {slug}

    def below(self, slug: str) -> frozenset[str]:
        """Return every office below one."""
        return frozenset(_walk(slug, self._children)) - {slug}

    def successor(self, slug: str) -> str:
        """Return the office of this day that answers for one that ended, or itself."""
        seen: set[str] = set()
        while slug not in self._rows and slug not in seen:
            seen.add(slug)
            slug = self._heirs.get(slug, slug)
        return slug

    def ward(self) -> OfficeView | None:
        """Return the ward itself, as a territory; None before one was entered."""
        slug = self._first(WARD)
        return self.office(slug) if slug else None

    def ward_name(self) -> str:
        """Return what the ward is called; empty before one was entered."""
        return self.name(slug) if (slug := self._first(WARD)) else ""

    def desk(self) -> str:
        """Return the slug of the reception desk; empty if there is none."""
        return self._first(DESK)

    def help(self) -> str:
        """Return where somebody finds help: the desk, its hours and its telephone."""
        if not (slug := self.desk()):
            return ""
        desk = self.office(slug)
        parts = [", ".join(filter(None, (desk.name, desk.address))), desk.hours]
        if desk.phone:
            parts.append(_("Điện thoại %(phone)s") % {"phone": desk.phone})
        return ". ".join(filter(None, parts)) + "."

    def groups(self) -> tuple[GroupView, ...]:
        """Return the residential groups, by number."""
        return self._groups

    def group_at(self, lat: float, long: float) -> str | None:
        """Return the slug of the residential group at a point, if one was drawn there."""
        for group in self._groups:
            if group.outline and inside((lat, long), group.outline):
                return group.slug
        return None

    def inside_ward(self, lat: float, long: float) -> bool:
        """Test if a point lies in the ward; a ward nobody drew takes any."""
        slug = self._first(WARD)
        outline = self._rows[slug].outline if slug else []
        return not outline or inside((lat, long), _ring(outline))

    def route(self, kind: str, topic: str, group: str) -> Route:
        """Return who answers for a filing: the most exact rule, then the order of rules.

        Where no rule fits, the reception desk takes it and sorts it.
        """
        field = (kind, topic, group)
        if field not in self._routes:
            self._routes[field] = self._route(field)
        return self._routes[field]

    def _route(self, field: tuple[str, str, str]) -> Route:
        topic = field[1]
        found = [row for row in self._relations if row.role == LEADS and self._fits(row, field)]
        rule = min(found, key=lambda row: (-_exactness(row), row.rank, row.pk), default=None)
        lead = self._slug[rule.office_id] if rule else self.desk()
        reviewers = self.reviewers(lead, topic)
        return Route(
            lead=lead,
            number=rule.number if rule else "",
            text=rule.text if rule else "",
            source=rule.source if rule else "",
            coordinating=self._beside(COORDINATING, field, lead),
            overseeing=self._beside(OVERSEES, field, lead),
            reviewer=reviewers[0] if reviewers else "",
        )

    def reviewers(self, holder: str, topic: str) -> tuple[str, ...]:
        """Return who may look at an objection to the holder's answer, the first to ask first.

        Whom a rule names, then the offices above, then whoever oversees; bodies outside the
        ward last, for nobody acts for them here. Never the holder, nor an office under it.
        """
        named = [
            self._slug[row.office_id]
            for row in self._relations
            if row.role == REVIEWS and row.topic in ("", topic) and self._over(row, holder)
        ]
        above = [slug for slug in self.lineage(holder)[1:] if self._rows[slug].kind != WARD]
        others = (*above, *self.overseers(holder))
        order = dict.fromkeys((*named, *sorted(others, key=self._outside)))
        barred = {holder, *self.below(holder)}
        return tuple(slug for slug in order if slug not in barred)

    def overseers(self, holder: str) -> tuple[str, ...]:
        """Return the offices that oversee the holder's work in some field."""
        barred = {holder, *self.below(holder)}
        found = [
            self._slug[row.office_id]
            for row in self._relations
            if row.role == OVERSEES and self._over(row, holder)
        ]
        return tuple(slug for slug in dict.fromkeys(found) if slug not in barred)

    def relations(self) -> list[RelationView]:
        """Return the rules of this day, by their order."""
        return [
            RelationView(
                number=row.number,
                text=row.text,
                role=row.role,
                office=self._slug[row.office_id],
                kind=row.kind,
                topic=row.topic,
                group=self._slug.get(row.group_id or 0, ""),
                over=self._slug.get(row.over_id or 0, ""),
                source=row.source,
            )
            for row in self._relations
        ]

    def posts(self, office: str) -> tuple[PostView, ...]:
        """Return the posts of an office, the head's first."""
        rows = [row for row in self._posts if self._slug[row.office_id] == office]
        rows.sort(key=lambda row: not row.is_head)
        return tuple(
            PostView(row.pk, row.slug, office, row.title, row.is_head) for row in rows
        )  # fmt: skip

    def head_post(self, office: str) -> PostView | None:
        """Return the post of an office's head."""
        return next((post for post in self.posts(office) if post.is_head), None)

    def title(self, post: str) -> str:
        """Return what a post is called; the slug itself where nobody knows it."""
        rows = (row for row in self._archive.posts if row.slug == post)
        return next((row.title for row in rows), post)

    def people_in(self, office: str, on: date) -> frozenset[str]:
        """Return who holds a post in an office on a day, such as "user:7"."""
        posts = {row.pk for row in self._archive.posts if self._slug[row.office_id] == office}
        rows = in_force(self._archive.tenures, on)
        return frozenset(row.person for row in rows if row.post_id in posts)

    @cached_property
    def _groups(self) -> tuple[GroupView, ...]:
        rows = [row for row in self._rows.values() if row.kind == GROUP]
        rows.sort(key=lambda row: row.number or 0)
        return tuple(
            GroupView(
                slug=row.slug,
                number=row.number or 0,
                name=self.short_name(row.slug),
                places=tuple(row.places),
                outline=_ring(row.outline),
            )
            for row in rows
        )

    @cached_property
    def _posts(self) -> tuple[Post, ...]:
        return tuple(in_force(self._archive.posts, self.on))

    @cached_property
    def _heirs(self) -> dict[str, str]:
        return {
            self._slug[row.old_id]: self._slug[row.new_id]
            for row in self._archive.successions
            if row.since <= self.on
        }

    def _all_names(self) -> dict[str, tuple[str, str]]:
        known: dict[str, tuple[str, str]] = {}
        for row in self._archive.names:
            if row.since <= self.on or self._slug[row.office_id] not in known:
                known[self._slug[row.office_id]] = (row.name, row.short_name)
        return known

    def _all_parents(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for row in in_force(self._archive.parents, self.on):
            office, parent = self._slug[row.office_id], self._slug[row.parent_id]
            if row.relation in SUPERIOR and office in self._rows and parent in self._rows:
                found.setdefault(office, []).append(parent)
        return {office: tuple(parents) for office, parents in found.items()}

    def _first(self, kind: str) -> str:
        return next((row.slug for row in self._rows.values() if row.kind == kind), "")

    def _fits(self, row: Relation, field: tuple[str, str, str]) -> bool:
        group = self._slug[row.group_id] if row.group_id else ""
        rule = (row.kind, row.topic, group)
        return all(not wanted or wanted == given for wanted, given in zip(rule, field, strict=True))

    def _over(self, row: Relation, holder: str) -> bool:
        return row.over_id is None or self._slug[row.over_id] == holder

    def _outside(self, slug: str) -> bool:
        return self._rows[slug].outside

    def _beside(self, role: str, field: tuple[str, str, str], lead: str) -> tuple[str, ...]:
        found = [
            self._slug[row.office_id]
            for row in self._relations
            if row.role == role and self._fits(row, field) and self._over(row, lead)
        ]
        return tuple(slug for slug in dict.fromkeys(found) if slug != lead)


def _turned(edges: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for child, parents in edges.items():
        for parent in parents:
            found.setdefault(parent, []).append(child)
    return {parent: tuple(children) for parent, children in found.items()}


def _walk(start: str, edges: dict[str, tuple[str, ...]]) -> list[str]:
    order = [start]
    for slug in order:
        order += [one for one in edges.get(slug, ()) if one not in order]
    return order


def _exactness(row: Relation) -> int:
    return bool(row.kind) + bool(row.topic) + bool(row.group_id)


def _ring(outline: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((lat, long) for lat, long in outline)
