"""Who settles a denunciation, as Điều 12 of the Law on Denunciations names the body.

Only the law's own rule is here: which body's head leads, who cooperates. Whether that head may
(kin, interest, a former subordinate) is asked in `deciding`.

Source: Luật Tố cáo 25/2018/QH14, Điều 12.
"""

from dataclasses import dataclass
from datetime import date

from soi.core.competence.bodies import LEADING, Organisation, Post

ACT = "Luật Tố cáo 25/2018/QH14"


@dataclass(frozen=True, slots=True)
class Accused:
    """Whom a filing is about: a person, a body, or a person for what was done in one.

    person: such as "user:7"; empty where the body itself is meant
    office: the body meant, or the one in which the person is accused; may be empty
    acted_on: the day of the act; None where it is now or not known
    """

    person: str = ""
    office: str = ""
    acted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The body whose head the law names, before anybody's ties are looked at.

    point: the point of Điều 12; cooperating: bodies whose heads help
    """

    lead: str
    point: str
    cooperating: tuple[str, ...] = ()
    act: str = ACT

    @property
    def rule(self) -> str:
        """The point of law as readers see it."""
        return f"{self.act}, Điều {self.point}"


def named(accused: Accused, organisation: Organisation, day: date) -> Named:
    """Return the body that Điều 12 names for one accused; an empty lead where none is known."""
    if not accused.person:
        return _body(accused.office, organisation, day)
    now = _first(organisation.of(accused.person), day, "")
    then = _then(accused, organisation, day) or now
    if then is None:
        return Named(accused.office, "12.1")
    before = organisation.offices.get(then.office)
    if before is not None and not before.there(day):
        return _ended(before.slug, now, organisation, day)
    if now is None:
        return Named(then.office, "12.3d")
    if now.office != then.office:
        return _moved(then, now, organisation)
    return _in_office(now, organisation)


def above(slug: str, organisation: Organisation) -> str:
    """Return the body directly above one, or nothing."""
    office = organisation.offices.get(slug)
    return office.superior if office else ""


def _then(accused: Accused, organisation: Organisation, day: date) -> Post | None:
    posts = organisation.of(accused.person)
    if accused.acted_on is not None:
        return _first(posts, accused.acted_on, accused.office)
    if accused.office:
        found = [post for post in posts if post.office == accused.office and post.since <= day]
        return max(found, key=lambda post: (post.held(day), post.since), default=None)
    last = [post for post in posts if post.since <= day]
    return _first(posts, day, "") or max(last, key=lambda post: post.since, default=None)


def _first(posts: list[Post], day: date, office: str) -> Post | None:
    held = [post for post in posts if post.held(day)]
    exact = [post for post in held if office and post.office == office]
    # Of several hats the highest: its superior stands above the others too.
    return max(exact or held, key=lambda post: (post.grade, post.rank in LEADING), default=None)


def _body(slug: str, organisation: Organisation, day: date) -> Named:
    office = organisation.offices.get(slug)
    if office is None:
        return Named("", "12.6")
    if not office.there(day):
        return _body_ended(slug, organisation, day)
    return Named(office.superior, "12.6")


def _in_office(now: Post, organisation: Organisation) -> Named:
    if now.rank in LEADING:
        return Named(above(now.office, organisation), "12.1", now.also_under)
    return Named(now.office, "12.2" if now.also_under else "12.1", now.also_under)


def _moved(then: Post, now: Post, organisation: Organisation) -> Named:
    leading = then.rank in LEADING
    if now.grade > then.grade:
        lead = above(now.office, organisation) if now.rank in LEADING else now.office
        return Named(lead, "12.3b", (then.office,))
    if leading and now.grade == then.grade:
        superiors = above(then.office, organisation), above(now.office, organisation)
        return Named(superiors[0], "12.3a", superiors[1:])
    return Named(then.office, "12.3c", (now.office,))


def _ended(slug: str, now: Post | None, organisation: Organisation, day: date) -> Named:
    heirs = _heirs(slug, organisation, day)
    if not heirs:
        # Dissolved: whoever managed it, or what that has become.
        return Named(above(slug, organisation), "12.5")
    if now is None:
        return Named(heirs[0], "12.4", tuple(heirs[1:]))
    if now.office not in heirs:
        return Named(heirs[0], "12.4", (*heirs[1:], now.office))
    # The accused works in one of the bodies that came after: its head, or whoever is above him.
    lead = above(now.office, organisation) if now.rank in LEADING else now.office
    return Named(lead, "12.4", tuple(one for one in heirs if one != now.office))


def _body_ended(slug: str, organisation: Organisation, day: date) -> Named:
    heirs = _heirs(slug, organisation, day)
    if not heirs:
        return Named(above(slug, organisation), "12.5")
    return Named(above(heirs[0], organisation), "12.4", tuple(heirs[1:]))


def _heirs(slug: str, organisation: Organisation, day: date) -> list[str]:
    found: list[str] = []
    ahead, seen = [slug], {slug}
    for one in ahead:
        office = organisation.offices.get(one)
        if office is None:
            continue
        if office.there(day):
            found.append(one)
            continue
        fresh = [heir for heir in office.successors if heir not in seen]
        seen.update(fresh)
        ahead += fresh
    return found
