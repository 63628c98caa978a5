"""Who may receive, list, verify and settle a filing: one pure function, `eligible`.

Never the accused, their subordinates, kin or interest. The one exception is the law's own: a
first complaint goes to the head of the body whose act it is, and the answer says so.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from soi.core.competence.article12 import Accused, Named, above, named
from soi.core.competence.barred import LOOK_BACK, SELF, Barred, barred
from soi.core.competence.bodies import Office, Organisation, Post, Rank, Tie
from soi.core.refusals import Refusal

HIGHEST = "thanh-tra-chinh-phu"  # named where no body above is known at all
FEWEST = 2  # bodies, and officers, that must share what one alone could bury
AUTHOR_DECIDES = "author_decides"
COMPLAINTS = "Luật Khiếu nại 02/2011/QH13"


class Matter(StrEnum):
    """What sort of filing it is, as far as competence differs."""

    DENUNCIATION = "denunciation"  # tố cáo
    FIRST_COMPLAINT = "first_complaint"  # khiếu nại lần đầu
    SECOND_COMPLAINT = "second_complaint"  # khiếu nại lần hai


class Task(StrEnum):
    """What somebody wants to do with a filing."""

    RECEIVE = "receive"  # tiếp nhận, mở đọc
    LIST = "list"  # thấy là có
    VERIFY = "verify"  # xác minh
    SETTLE = "settle"  # giải quyết


class NobodyCompetent(Refusal):
    """Nobody here may take the filing. facts: outside (the body to name), rule."""

    code = "nobody_competent"


@dataclass(frozen=True, slots=True)
class Terms:
    """What else the answer depends on.

    concerned: persons whom the content directly concerns, beside the accused
    readers: persons who can receive at all (they have a key, a mandate); None means anybody
    look_back: how long ago somebody may have served under the accused
    """

    matter: Matter = Matter.DENUNCIATION
    concerned: tuple[str, ...] = ()
    readers: Set[str] | None = None
    look_back: timedelta = LOOK_BACK


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who may do what with one filing on one day, and why.

    lead: the body whose head settles it; empty where none that is known may
    decider: the head's post there; its person may be empty, where the holder is not known
    rule: the point of law that named the lead
    cooperating: bodies whose heads help
    receivers: officers to whom it may be sent, nearest first, at least two of at least two
        bodies; empty where there are not so many
    able: officers of every body on the way up who may be given it, nearest first, be they
        receivers or not: who was a receiver before and is not among them gets no more
    verifiers: officers of the lead and of the cooperating bodies who may verify
    barred: person -> self, subordinate, kin or interest
    barred_bodies: bodies that may see nothing of it
    passed: bodies that were passed over on the way up, with the reason
    outside: the body to name to the sender where `receivers` is empty
    note, next_step: "author_decides" and the body after it, for a first complaint
    """

    lead: str
    decider: Post | None
    rule: str
    cooperating: tuple[str, ...] = ()
    receivers: tuple[Post, ...] = ()
    able: tuple[Post, ...] = ()
    verifiers: tuple[Post, ...] = ()
    barred: Mapping[str, str] = field(default_factory=dict)
    barred_bodies: Set[str] = frozenset()
    passed: tuple[tuple[str, str], ...] = ()
    outside: str = ""
    note: str = ""
    next_step: str = ""

    def may(self, task: Task, person: str, office: str) -> bool:
        """Test if a person, acting for an office, may do a task."""
        if task is Task.SETTLE:
            post = self.decider
            return (
                post is not None
                and bool(person)
                and (post.person, post.office)
                == (
                    person,
                    office,
                )
            )
        allowed = self.verifiers if task is Task.VERIFY else self.receivers
        return any((post.person, post.office) == (person, office) for post in allowed)

    def demand_receivers(self) -> tuple[Post, ...]:
        """Return the receivers.

        Raises: NobodyCompetent, naming the body outside.
        """
        if not self.receivers:
            raise NobodyCompetent(outside=self.outside, rule=self.rule)
        return self.receivers


def eligible(
    accused: Sequence[Accused],
    offices: Sequence[Office],
    posts: Sequence[Post],
    ties: Sequence[Tie],
    day: date,
    terms: Terms = Terms(),
) -> Eligible:
    """Return who may receive, list, verify and settle a filing about `accused` on a day.

    accused: at least one
    posts: where a post's holder is not known, `unnamed(slug)` stands for the holder; then a
        post can be accused as a person is
    ties: kin and interest; the same input gives the same answer in the same order, so that a
        page without a server can come to it too
    Source: Luật Tố cáo 25/2018/QH14, Điều 12; Nghị định 31/2019/NĐ-CP, Điều 5.2;
    Luật Khiếu nại 02/2011/QH13, Điều 17 to 23.
    """
    return decide(accused, Organisation(offices, posts, ties), day, terms)


def decide(
    accused: Sequence[Accused],
    organisation: Organisation,
    day: date,
    terms: Terms = Terms(),
) -> Eligible:
    """Return what `eligible` does, for an organisation that was indexed before."""
    if terms.matter is Matter.FIRST_COMPLAINT:
        return _first_complaint(accused, organisation, day, terms)
    away = barred(accused, terms.concerned, organisation, day, terms.look_back)
    law = _named(accused, organisation, day, terms.matter)
    way = _Way(organisation, day, away, terms)
    ladder = _ladder([one.lead for one in law], organisation, day)
    lead, passed = way.first_fit(ladder)
    rising = ladder[ladder.index(lead) :] if lead else ()
    helping = tuple(dict.fromkeys(body for one in law for body in one.cooperating if body))
    helping = tuple(body for body in helping if body != lead and way.fault(body) == "")
    able = way.able(rising)
    receivers = nearest(able)
    return Eligible(
        lead=lead,
        decider=way.head(lead) if lead else None,
        rule="; ".join(dict.fromkeys(one.rule for one in law)),
        cooperating=helping,
        receivers=receivers,
        able=able,
        verifiers=tuple(post for body in (lead, *helping) if body for post in way.officers(body)),
        barred=dict(away.persons),
        barred_bodies=frozenset(away.bodies),
        passed=passed,
        outside="" if receivers else lead or HIGHEST,
    )


def nearest(able: Sequence[Post]) -> tuple[Post, ...]:
    """Return the officers of the two nearest bodies; nobody, if there is one."""
    bodies = list(dict.fromkeys(post.office for post in able))[:FEWEST]
    return tuple(post for post in able if post.office in bodies) if len(bodies) == FEWEST else ()


@dataclass(slots=True)
class _Way:
    """The way up from the body that the law names."""

    organisation: Organisation
    day: date
    away: Barred
    terms: Terms

    def posts(self, body: str) -> list[Post]:
        found = self.organisation.by_office.get(body, ())
        return [post for post in found if post.held(self.day)]

    def head(self, body: str) -> Post | None:
        return next((post for post in self.posts(body) if post.rank is Rank.HEAD), None)

    def fault(self, body: str) -> str:
        """Return why a body may not decide; empty where it may."""
        if body in self.away.bodies:
            return "under_the_accused"
        known = self.posts(body)
        heads = [post for post in known if post.rank is Rank.HEAD]
        if known and not heads:
            return "no_head"
        # Of a body outside nothing but its name may be known: the law names it all the same.
        reasons = [self.away.persons.get(post.person, "") for post in heads]
        return next((f"head_{reason}" for reason in reasons if reason), "")

    def first_fit(self, ladder: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
        passed: list[tuple[str, str]] = []
        for body in ladder:
            fault = self.fault(body)
            if not fault:
                return body, tuple(passed)
            passed.append((body, fault))
        return "", tuple(passed)

    def officers(self, body: str) -> list[Post]:
        """Return whoever in a body is known and not kept away, the head first."""
        order = list(Rank)
        found = [p for p in self.posts(body) if p.person and p.person not in self.away.persons]
        return sorted(found, key=lambda post: (order.index(post.rank), post.slug, post.person))

    def able(self, rising: Sequence[str]) -> tuple[Post, ...]:
        """Return every officer on the way up who can receive, body after body."""
        # Another hat does not make another person; of two in one body the higher counts.
        found: dict[str, Post] = {}
        for body in self._beside(rising):
            for post in self.officers(body):
                if self._reads(post.person):
                    found.setdefault(post.person, post)
        return tuple(found.values())

    def _reads(self, person: str) -> bool:
        return self.terms.readers is None or person in self.terms.readers

    def _beside(self, rising: Sequence[str]) -> list[str]:
        """Return each body on the way up that may decide, followed by its inspectorates."""
        order: list[str] = []
        for body in rising:
            if self.fault(body):
                continue
            order.append(body)
            order += [
                office.slug
                for office in self.organisation.offices.values()
                if office.inspects
                and office.superior == body
                and office.there(self.day)
                and not self.fault(office.slug)
            ]
        return list(dict.fromkeys(order))


def _named(
    accused: Sequence[Accused], organisation: Organisation, day: date, matter: Matter
) -> list[Named]:
    if matter is Matter.DENUNCIATION:
        return [named(one, organisation, day) for one in accused]
    return [Named(above(_body_of(one, organisation, day), organisation), "", ()) for one in accused]


def _ladder(leads: Sequence[str], organisation: Organisation, day: date) -> list[str]:
    """Return the bodies that stand at or above all the leads, the nearest first."""
    chains = [organisation.chain(lead, day) for lead in dict.fromkeys(leads)]
    if not chains:
        return []
    shared = set(chains[0]).intersection(*chains[1:])
    return [body for body in chains[0] if body in shared]


def _body_of(one: Accused, organisation: Organisation, day: date) -> str:
    if one.office:
        return one.office
    held = [post for post in organisation.of(one.person) if post.held(day)]
    return max(held, key=lambda post: post.grade).office if held else ""


def _first_complaint(
    accused: Sequence[Accused], organisation: Organisation, day: date, terms: Terms
) -> Eligible:
    # The author of the act decides first: that is the law, and it gives no other way.
    bodies = [_body_of(one, organisation, day) for one in accused]
    ladder = _ladder(bodies, organisation, day)
    lead = ladder[0] if ladder else ""
    # The authors and their kin stay away from the verifying, which the law leaves open.
    away = barred(accused, terms.concerned, organisation, day, terms.look_back)
    kept = {who: why for who, why in away.persons.items() if why != "subordinate"}
    way = _Way(organisation, day, Barred(kept), terms)
    officers = tuple(way.officers(lead)) if lead else ()
    decider = way.head(lead) if lead else None
    receivers = officers
    if decider is not None and decider.person and kept.get(decider.person) == SELF:
        receivers = (decider, *officers)
    return Eligible(
        lead=lead,
        decider=decider,
        rule=f"{COMPLAINTS}, Điều 17-22",
        receivers=receivers,
        verifiers=officers,
        barred=kept,
        outside="" if lead else HIGHEST,
        note=AUTHOR_DECIDES,
        next_step=above(lead, organisation) if lead else "",
    )
