"""Who is kept away from a filing: the accused, their subordinates, kin and interest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from soi.core.competence.article12 import Accused
from soi.core.competence.bodies import LEADING, Organisation, Post

LOOK_BACK = timedelta(days=5 * 365)  # who served under the accused within it is still kept away
SELF, SUBORDINATE, KIN, INTEREST = "self", "subordinate", "kin", "interest"


@dataclass(slots=True)
class Barred:
    """Who may not come near, each with the reason.

    persons: person -> self, subordinate, kin or interest
    bodies: bodies that the accused leads, or that stand below one of the accused's
    """

    persons: dict[str, str] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)


def barred(
    accused: Sequence[Accused],
    concerned: Sequence[str],
    organisation: Organisation,
    day: date,
    look_back: timedelta = LOOK_BACK,
) -> Barred:
    """Return who is kept away from a filing about `accused`.

    concerned: persons whom the content directly concerns beside the accused; their kin are
        kept away too
    Source: Luật Tố cáo 25/2018/QH14, Điều 12; Nghị định 31/2019/NĐ-CP, Điều 5.2.
    """
    first = day - look_back
    found = Barred()
    selves = _selves(accused, organisation, first, day)
    for person in (*selves, *concerned):
        found.persons[person] = SELF
    for post in (post for person in selves for post in organisation.of(person)):
        if post.held_within(first, day):
            _bar_under(post, organisation, (first, day), found)
    for one in accused:
        if not one.person and one.office:
            _bar_body(one.office, organisation, (first, day), found)
    _bar_ties({*selves, *concerned}, organisation, found)
    return found


def _selves(
    accused: Sequence[Accused], organisation: Organisation, first: date, day: date
) -> list[str]:
    """Return every person accused; of a body accused, those who led it."""
    found: dict[str, None] = {}
    for one in accused:
        if one.person:
            found[one.person] = None
            continue
        for post in organisation.by_office.get(one.office, ()):
            if post.person and post.rank in LEADING and post.held_within(first, day):
                found[post.person] = None
    return list(found)


def _bar_under(
    post: Post, organisation: Organisation, span: tuple[date, date], found: Barred
) -> None:
    """Keep away everybody who served under a post while it was held."""
    subtree = organisation.below({post.office})
    if post.held(span[1]):
        found.bodies |= subtree if post.rank in LEADING else subtree - {post.office}
    for slug in subtree:
        for other in organisation.by_office.get(slug, ()):
            # Who leads the office of an ordinary official is above him, not below.
            own = slug == post.office and post.rank not in LEADING and other.rank in LEADING
            if other.person and not own and other.together(post, *span):
                found.persons.setdefault(other.person, SUBORDINATE)


def _bar_body(
    slug: str, organisation: Organisation, span: tuple[date, date], found: Barred
) -> None:
    subtree = organisation.below({slug})
    found.bodies |= subtree
    for one in subtree:
        for post in organisation.by_office.get(one, ()):
            if post.person and post.held_within(*span):
                found.persons.setdefault(post.person, SUBORDINATE)


def _bar_ties(near: set[str], organisation: Organisation, found: Barred) -> None:
    for tie in organisation.ties:
        reason = INTEREST if tie.kind == INTEREST else KIN
        if tie.one in near and tie.other:
            found.persons.setdefault(tie.other, reason)
        if tie.other in near and tie.one:
            found.persons.setdefault(tie.one, reason)
