"""What must hold of every organisation, whoever is accused in it."""

import json
import os
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soi.core.competence import (
    HIGHEST,
    LOOK_BACK,
    Accused,
    Office,
    Organisation,
    Rank,
    decide,
    eligible,
    plain,
)
from tests.core.organisations import DAY, case

CASES = 100_000 if os.environ.get("SOI_LONG") else 400
seeds = st.integers(0, 2**63)
matters = st.builds(case, seeds)


def under(slug: str, top: str, offices: list[Office]) -> bool:
    """Test by climbing, not by descending as the code does."""
    superior = {one.slug: one.superior for one in offices}
    for _ in offices:  # as many steps as there are offices: enough, and no ring holds us
        slug = slug if slug == top else superior.get(slug, "")
    return slug == top and bool(top)


def served_under(person: str, accused: list[Accused], offices, posts) -> bool:
    first = DAY - LOOK_BACK
    for boss in (
        one for one in posts for who in accused if who.person and one.person == who.person
    ):
        for own in (one for one in posts if one.person == person):
            begin = max(boss.since, own.since, first)
            end = min(boss.until or DAY, own.until or DAY, DAY)
            equal = boss.office == own.office
            led = boss.rank is not Rank.OFFICER
            spared = equal and not led and own.rank is not Rank.OFFICER
            if begin <= end and under(own.office, boss.office, offices) and not spared:
                return True
    return False


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(matters)
def test_a_denunciation_never_reaches_the_accused_their_subordinates_or_kin(drawn):
    accused, offices, posts, ties = (
        drawn.accused, drawn.offices, drawn.posts, drawn.ties,
    )  # fmt: skip
    found = eligible(accused, offices, posts, ties, DAY)
    persons = {one.person for one in accused if one.person}
    bodies = [one.office for one in accused if not one.person]
    leaders = {
        one.person
        for one in posts
        if one.office in bodies and one.rank is not Rank.OFFICER and one.held_within(
            DAY - LOOK_BACK, DAY)
    }  # fmt: skip
    near = {one.person for one in (*found.receivers, *found.able, *found.verifiers)}
    near = (near | {found.decider.person if found.decider else ""}) - {""}

    assert not near & (persons | leaders)
    for one in near:
        assert not served_under(one, accused, offices, posts)
        assert not any({tie.one, tie.other} >= {one} and {tie.one, tie.other} & (
            persons | leaders) for tie in ties)  # fmt: skip
    for slug in {one.office for one in (*found.able, *found.verifiers)} | {found.lead}:
        assert not any(under(slug, body, offices) for body in bodies)


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(matters)
def test_there_is_always_a_lawful_body_or_the_outside_is_named(drawn):
    accused, offices, posts, ties = (
        drawn.accused, drawn.offices, drawn.posts, drawn.ties,
    )  # fmt: skip
    found = eligible(accused, offices, posts, ties, DAY)

    assert set(found.receivers) <= set(found.able)
    if found.receivers:
        assert found.outside == ""
        assert len({one.person for one in found.receivers}) >= 2
        assert len({one.office for one in found.receivers}) >= 2
    else:
        assert found.outside
        assert found.outside == (found.lead or HIGHEST)
    if found.lead:
        assert next(one for one in offices if one.slug == found.lead).there(DAY)
        assert found.lead not in found.barred_bodies
    if found.decider:
        assert found.decider.held(DAY)


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(matters, seeds)
def test_the_order_in_which_rows_come_changes_nothing(drawn, seed):
    accused, offices, posts, ties = (
        drawn.accused, drawn.offices, drawn.posts, drawn.ties,
    )  # fmt: skip
    mixed = list(dict.fromkeys(posts))
    Random(seed).shuffle(mixed)
    one = eligible(accused, offices, list(dict.fromkeys(posts)), ties, DAY)
    other = eligible(accused, list(reversed(offices)), mixed, list(reversed(ties)), DAY)

    assert one == other


@settings(max_examples=50, deadline=None)
@given(matters)
def test_what_was_written_for_another_language_reads_back_the_same(drawn):
    accused, offices, posts, ties = (
        drawn.accused, drawn.offices, drawn.posts, drawn.ties,
    )  # fmt: skip
    ours = Organisation(offices, posts, ties)
    theirs = plain.read(json.loads(json.dumps(plain.write(ours))))
    about = plain.read_accused(
        [{"person": one.person, "office": one.office,
          "acted_on": one.acted_on.isoformat() if one.acted_on else None} for one in accused]
    )  # fmt: skip

    assert about == accused
    assert plain.told(decide(about, theirs, DAY)) == plain.told(decide(accused, ours, DAY))
