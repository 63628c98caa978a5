"""The offices, posts and ties that competence is worked out from, as plain values.

Nothing here knows where they come from: a database, a signed manifest, a test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

BEGINNING = date(1945, 9, 2)  # "always": before it there was no office of this state


class Rank(StrEnum):
    """How somebody stands in an office."""

    HEAD = "head"  # người đứng đầu
    DEPUTY = "deputy"  # cấp phó
    OFFICER = "officer"


LEADING = (Rank.HEAD, Rank.DEPUTY)


@dataclass(frozen=True, slots=True)
class Office:
    """A body as far as competence asks.

    superior: the body directly above that manages it; empty for the highest that is known
    since, until: both included
    successors: the bodies after it, where it was merged or split; none where it was dissolved
    inspects: an inspectorate, which receives beside its superior; it settles nothing itself
    """

    slug: str
    superior: str = ""
    since: date = BEGINNING
    until: date | None = None
    successors: tuple[str, ...] = ()
    inspects: bool = False

    def there(self, day: date) -> bool:
        """Test if it exists on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Post:
    """One person in one post of one office, for some time.

    person: such as "user:7"; empty where the post is there and its holder is not known
    grade: how high the post is, to tell an equal one from a higher one; only compared
    also_under: other bodies that manage this official beside the office
    """

    person: str
    office: str
    rank: Rank = Rank.OFFICER
    since: date = BEGINNING
    until: date | None = None
    slug: str = ""
    grade: int = 0
    also_under: tuple[str, ...] = ()

    def held(self, day: date) -> bool:
        """Test if it is held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def held_within(self, first: date, last: date) -> bool:
        """Test if it is held on any day of a span."""
        return self.since <= last and (self.until is None or first <= self.until)

    def together(self, other: "Post", first: date, last: date) -> bool:
        """Test if two posts were held on the same day of a span."""
        begin = max(self.since, other.since, first)
        ends = [one for one in (self.until, other.until, last) if one is not None]
        return begin <= min(ends)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two persons who are kin, or a person with an interest in another's matter.

    kind: "kin" (spouse; parents, children, own, adoptive or in law; siblings) or "interest"
    """

    one: str
    other: str
    kind: str = "kin"


def unnamed(post: str) -> str:
    """Return what stands for the holder of a post whom nobody named."""
    return f"post:{post}"


class Organisation:
    """Offices, posts and ties, indexed. Nothing in it changes."""

    def __init__(
        self, offices: Sequence[Office], posts: Sequence[Post], ties: Sequence[Tie] = ()
    ) -> None:
        # In an order of their own: in whatever order rows come, the answer is the same.
        self.offices = {one.slug: one for one in sorted(offices, key=lambda one: one.slug)}
        self.posts = tuple(sorted(posts, key=_order))
        self.ties = tuple(sorted(ties, key=lambda tie: (tie.kind, tie.one, tie.other)))

    @cached_property
    def by_office(self) -> dict[str, list[Post]]:
        """Every post of each office."""
        found: dict[str, list[Post]] = {}
        for post in self.posts:
            found.setdefault(post.office, []).append(post)
        return found

    def of(self, person: str) -> list[Post]:
        """Return every post that a person held or holds."""
        return [post for post in self.posts if person and post.person == person]

    def chain(self, slug: str, day: date) -> list[str]:
        """Return a body and all above it that are there on a day, the nearest first.

        A body that ended stands for its first successor, or for what was above it.
        """
        order: list[str] = []
        seen: set[str] = set()
        while slug and slug not in seen:
            seen.add(slug)
            office = self.offices.get(slug)
            if office is None:
                break
            if office.there(day):
                order.append(slug)
                slug = office.superior
            else:
                slug = office.successors[0] if office.successors else office.superior
        return order

    def below(self, slugs: set[str]) -> set[str]:
        """Return bodies and all that ever stood below one of them."""
        found, ahead = set(slugs), list(slugs)
        while ahead:
            for child in self._children.get(ahead.pop(), ()):
                if child not in found:
                    found.add(child)
                    ahead.append(child)
        return found

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for office in self.offices.values():
            found.setdefault(office.superior, []).append(office.slug)
        return found


def _order(post: Post) -> tuple[object, ...]:
    who = post.office, post.slug, post.person, post.rank
    return *who, post.since, post.until or date.max, post.grade, post.also_under
