"""Competence in plain values that JSON can hold: for a signed manifest, and for other languages.

The same function may be written anew in a page's script; `told` is what both must answer.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from soi.core.competence.article12 import Accused
from soi.core.competence.bodies import BEGINNING, Office, Organisation, Post, Rank, Tie
from soi.core.competence.deciding import Eligible

Plain = Mapping[str, Any]


def write(organisation: Organisation) -> dict[str, list[dict[str, Any]]]:
    """Return an organisation as {"offices": […], "posts": […], "ties": […]}, days as ISO."""
    return {
        "offices": [
            {
                "slug": one.slug,
                "superior": one.superior,
                "since": one.since.isoformat(),
                "until": _iso(one.until),
                "successors": list(one.successors),
                "inspects": one.inspects,
            }
            for one in organisation.offices.values()
        ],
        "posts": [
            {
                "person": one.person,
                "office": one.office,
                "rank": one.rank.value,
                "since": one.since.isoformat(),
                "until": _iso(one.until),
                "slug": one.slug,
                "grade": one.grade,
                "also_under": list(one.also_under),
            }
            for one in organisation.posts
        ],
        "ties": [
            {"one": tie.one, "other": tie.other, "kind": tie.kind} for tie in organisation.ties
        ],
    }


def read(plain: Mapping[str, Sequence[Plain]]) -> Organisation:
    """Return the organisation that `write` wrote; what is left out takes its default.

    Raises: KeyError, ValueError, where a row is not what it should be.
    """
    offices = [
        Office(
            slug=one["slug"],
            superior=one.get("superior", ""),
            since=_day(one.get("since")) or BEGINNING,
            until=_day(one.get("until")),
            successors=tuple(one.get("successors", ())),
            inspects=bool(one.get("inspects", False)),
        )
        for one in plain["offices"]
    ]
    posts = [
        Post(
            person=one["person"],
            office=one["office"],
            rank=Rank(one.get("rank", Rank.OFFICER)),
            since=_day(one.get("since")) or BEGINNING,
            until=_day(one.get("until")),
            slug=one.get("slug", ""),
            grade=int(one.get("grade", 0)),
            also_under=tuple(one.get("also_under", ())),
        )
        for one in plain["posts"]
    ]
    ties = [Tie(one["one"], one["other"], one.get("kind", "kin")) for one in plain.get("ties", ())]
    return Organisation(offices, posts, ties)


def read_accused(plain: Sequence[Plain]) -> list[Accused]:
    """Return whom a filing is about: [{"person", "office", "acted_on"}, …], all optional."""
    return [
        Accused(one.get("person", ""), one.get("office", ""), _day(one.get("acted_on")))
        for one in plain
    ]


def told(found: Eligible) -> dict[str, Any]:
    """Return an answer as another language must give it: the same words in the same order."""
    return {
        "lead": found.lead,
        "decider": found.decider.person if found.decider else "",
        "rule": found.rule,
        "cooperating": list(found.cooperating),
        "receivers": [[post.office, post.person] for post in found.receivers],
        "able": [[post.office, post.person] for post in found.able],
        "barred": dict(sorted(found.barred.items())),
        "barred_bodies": sorted(found.barred_bodies),
        "passed": [list(step) for step in found.passed],
        "outside": found.outside,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
