"""Organisations drawn from a seed, with people who move about in them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from soi.core.competence import Accused, Office, Post, Rank, Tie

DAY, REFORM = date(2026, 3, 2), date(2025, 7, 1)
LAST = REFORM - timedelta(days=1)
OLD = date(2020, 1, 1)
BEFORE = date(2024, 5, 6)


@dataclass(frozen=True)
class Case:
    """One generated matter: whom it is about, and the organisation around it."""

    accused: list[Accused]
    offices: list[Office]
    posts: list[Post]
    ties: list[Tie]


def case(seed: int) -> Case:
    """A tree of offices over some years, with people who move about in it, and their ties.

    Drawn from a seed and not from Hypothesis's own parts: a hundred thousand of them are
    then a matter of minutes, and a failing seed says everything.
    """
    chance = Random(seed)
    count = chance.randint(2, 9)
    slugs = [f"o{at}" for at in range(count)]
    ended = {slug for slug in slugs[1:] if chance.random() < 0.2}
    alive = [slug for slug in slugs if slug not in ended]
    offices = [
        Office(
            slug,
            chance.choice(slugs[:at]) if at and chance.random() < 0.9 else "",
            until=LAST if slug in ended else None,
            successors=tuple(chance.sample(alive, chance.randint(0, min(2, len(alive)))))
            if slug in ended
            else (),
            inspects=bool(at) and chance.random() < 0.2,
        )
        for at, slug in enumerate(slugs)
    ]
    if chance.random() < 0.05:
        offices[0] = replace(offices[0], superior=chance.choice(slugs))  # a ring, wrongly entered
    persons = [f"p{one}" for one in range(chance.randint(2, 10))]
    posts = [
        Post(
            person=chance.choice(persons) if chance.random() < 0.95 else "",
            office=chance.choice(slugs),
            rank=chance.choice([*Rank, Rank.HEAD]),
            since=chance.choice([OLD, date(2022, 1, 1), date(2024, 1, 1), REFORM]),
            until=chance.choice([None, None, LAST, date(2025, 12, 31)]),
            grade=chance.randint(0, 3),
        )
        for _ in range(chance.randint(2, 18))
    ]
    ties = [
        Tie(chance.choice(persons), chance.choice(persons), chance.choice(["kin", "interest"]))
        for _ in range(chance.randint(0, 4))
    ]
    return Case(_accused(chance, persons, slugs), offices, posts, ties)


def _accused(chance: Random, persons: list[str], slugs: list[str]) -> list[Accused]:
    found = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        office = chance.choice(slugs)
        if chance.random() < 0.3:
            found.append(Accused(office=office))
            continue
        acted_on = chance.choice([None, BEFORE])
        found.append(
            Accused(chance.choice(persons), office if chance.random() < 0.3 else "", acted_on)
        )
    return found
