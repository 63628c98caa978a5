"""What the sealed room's manifest is made from, drawn from the ward's offices and tenures.

Nobody writes the chart by hand: a body that was merged, a post that changed hands, a day off that
was decided are in it because they are in the ward. No person is named: a holder is a number of
this house, or stands for the post. What the ward does not keep is taken over from the manifest
before: bodies and posts above it, receivers and their keys, kin and interests, the salt.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from soi.core import competence
from soi.core.competence import Accused, NobodyCompetent, Organisation, Rank, Terms, plain
from soi.core.refusals import Unacceptable
from soi.law import queries as law
from soi.offices import queries as offices

_KEPT = ("receivers", "unsure", "salt", "format")
HIGHEST = {"name": "Thanh tra Chính phủ", "address": ""}

Body = dict[str, Any]


def draw(day: date, before: Mapping[str, Any]) -> Body:
    """Return the body of a manifest for a day; the signer adds the receivers' new keys.

    before: the manifest in force, or what stands in for it: at least salt and unsure
    """
    chart = offices.chart(day)
    ours = plain.write(offices.organisation(day))
    slugs = [one["slug"] for one in ours["offices"]]
    names = {one: _name(chart, one) for one in slugs}
    titles = {one["slug"]: chart.title(one["slug"]) for one in ours["posts"]}
    return {
        "version": int(before.get("version", 0)) + 1,
        "day": day.isoformat(),
        "organisation": merged(ours, before.get("organisation", {}), chart),
        "names": {competence.HIGHEST: HIGHEST, **before.get("names", {}), **names},
        "titles": {**before.get("titles", {}), **titles},
        "calendar": calendar(),
        **{name: before[name] for name in _KEPT if name in before},
    }


def merged(
    ours: Mapping[str, Any], before: Mapping[str, Any], chart: offices.Chart
) -> dict[str, list[Any]]:
    """Return the ward's chart with what it does not know of the bodies outside it."""
    known = {one["slug"] for one in ours["offices"]}
    staffed = {one["office"] for one in ours["posts"]}
    theirs = {one["slug"]: one for one in before.get("offices", ())}
    found = [
        # The ward knows its neighbours by name; who stands above them is known above.
        {**one, "superior": one["superior"] or theirs.get(one["slug"], {}).get("superior", "")}
        for one in ours["offices"]
    ]
    outside = [one for one in before.get("posts", ()) if one["office"] not in staffed]
    return {
        "offices": found + [one for slug, one in theirs.items() if slug not in known],
        "posts": [*ours["posts"], *(_graded(one, theirs, chart) for one in outside)],
        "ties": list(before.get("ties", ())),
    }


def _graded(
    post: Mapping[str, Any], theirs: Mapping[str, Any], chart: offices.Chart
) -> dict[str, Any]:
    """Return a post from outside on the ward's own scale: grades are compared."""
    slug, level = post["office"], ""
    while slug and not level:
        level = _level(chart, slug)
        slug = theirs.get(slug, {}).get("superior", "")
    rank = Rank(post["rank"])
    return {**post, "grade": offices.grade(level, rank) if level else post["grade"]}


def _level(chart: offices.Chart, slug: str) -> str:
    try:
        return chart.office(slug).level
    except Unacceptable:
        return ""


def calendar() -> dict[str, dict[str, str]]:
    """Return the ward's decided days off and days worked, the last word on each day."""
    last = {row.on: row for row in reversed(law.overrides())}
    found: dict[str, dict[str, str]] = {"off": {}, "worked": {}}
    for on, row in sorted(last.items()):
        found["off" if row.state == "off" else "worked"][on.isoformat()] = row.reason
    return found


def unreached(body: Mapping[str, Any], day: date) -> dict[str, str]:
    """Return the bodies about whose head nobody here may be told, each with the body to name."""
    whole = plain.read(body["organisation"])
    readers = frozenset(one["person"] for one in body.get("receivers", ()))
    found = {}
    for slug in _bodies(whole, day):
        try:
            competence.decide(
                [Accused(office=slug)], whole, day, Terms(readers=readers)
            ).demand_receivers()
        except NobodyCompetent as refusal:
            found[slug] = str(refusal.facts["outside"])
    return found


def changes(body: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    """Return in lines what differs from the manifest before, for whoever signs."""
    lines: list[str] = []
    for kind, key in (("offices", _office), ("posts", _post)):
        now = {key(one) for one in body["organisation"][kind]}
        then = {key(one) for one in before.get("organisation", {}).get(kind, ())}
        lines += [f"+ {kind[:-1]} {one}" for one in sorted(now - then)]
        lines += [f"- {kind[:-1]} {one}" for one in sorted(then - now)]
    return lines


def _office(one: Mapping[str, Any]) -> str:
    heirs = ", ".join(one.get("successors", ()))
    return f"{one['slug']} under {one['superior'] or '-'} until {one['until']} then {heirs or '-'}"


def _post(one: Mapping[str, Any]) -> str:
    return f"{one['slug']} in {one['office']}: {one['person']} {one['since']} to {one['until']}"


def _bodies(whole: Organisation, day: date) -> Sequence[str]:
    """Return the bodies that somebody leads on a day."""
    return [
        slug
        for slug, office in whole.offices.items()
        if office.there(day)
        and any(one.rank is Rank.HEAD and one.held(day) for one in whole.by_office.get(slug, ()))
    ]


def _name(chart: offices.Chart, slug: str) -> dict[str, str]:
    try:
        address = chart.office(slug).address
    except Unacceptable:
        address = ""  # a body that ended; its name still stands in a filing
    return {"name": chart.name(slug), "address": address}
