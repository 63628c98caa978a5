"""The sample of filings through the desk: how well parts, kinds and twins are offered."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from soi.core import matters, privacy, suggestions
from soi.core.filings import BORDER
from soi.core.stamps import Stamp
from soi.desk import queries, services
from soi.offices import queries as offices
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.models import Report
from soi.reports.services import Contact, Filing, PartGiven
from tests.desk.conftest import START, at, paper

SAMPLE = Path(__file__).parents[3] / "shared/data/reports_sample.jsonl"
needs_sample = pytest.mark.skipif(
    not SAMPLE.exists(), reason="SKIPPED LOUDLY: the sample is not here"
)


@pytest.fixture
def sample():
    return [json.loads(line) for line in SAMPLE.read_text().splitlines()]


def gold(row):
    """What the sample says, in no order; of a denunciation nothing is kept, no field either."""
    kinds = [
        (BORDER.get(one["kind"], suggestions.DENUNCIATION), one["topic"]) for one in row["parts"]
    ]
    return sorted(
        (kind, "" if kind == suggestions.DENUNCIATION else topic) for kind, topic in kinds
    )


def as_offered(row):
    """The parts that the page offers."""
    places = [(one.slug, one.places) for one in offices.chart(at().on).groups()]
    return [PartGiven(one.kind, one.topic, one.text) for one in matters.split(row["text"], places)]


def confirmed(row):
    """The parts after one look by a clerk, who changes what is not as it should be."""
    offered = as_offered(row)
    if kinds_of(offered) == gold(row):
        return offered
    told = [
        (BORDER.get(one["kind"], suggestions.DENUNCIATION), one["topic"]) for one in row["parts"]
    ]
    return [PartGiven(kind, topic, row["text"]) for kind, topic in told]


def kinds_of(parts):
    return sorted(
        (one.kind, "" if one.kind == suggestions.DENUNCIATION else one.topic) for one in parts
    )


@needs_sample
def test_every_mixed_filing_is_split_as_the_gold_says_after_one_confirmation(ward, sample):
    contact = Contact(name="Trần Thử", address="tổ 4")
    mixed = [row for row in sample if row["kind"] == "mixed"]
    wrong, unchanged = [], 0
    for row in mixed:
        number = services.take_in(
            paper=paper(row["text"], contact=contact, again=True), stamp=at()
        ).number
        given = confirmed(row)
        unchanged += kinds_of(as_offered(row)) == gold(row)
        receipts = report_services.split(number=number, parts=given, stamp=at(1))
        stored = [reports.by_number(one) for one in (number, *(r.number for r in receipts))]
        kept = [pair for pair in gold(row) if pair[0] != suggestions.DENUNCIATION]
        if sorted((one.kind, one.topic) for one in stored) != kept:
            wrong.append(row["id"])

    print(f"\nmixed filings: {len(mixed)}; offered as the gold says: {unchanged}")
    assert wrong == []
    assert unchanged / len(mixed) >= 0.8


@needs_sample
def test_what_is_one_matter_is_not_offered_in_parts(ward, sample):
    single = [row for row in sample if row["kind"] != "mixed"]
    parted = [row["id"] for row in single if len(as_offered(row)) > 1]

    print(f"\nof {len(single)} filings with one matter, offered in parts: {len(parted)}")
    assert len(parted) / len(single) <= 0.05


@needs_sample
def test_the_whole_sample_passes_the_desk(ward, sample):
    contact = Contact(name="Trần Thử", address="tổ 4")
    outcomes = {"received": 0, "shown the other way": 0}
    for row in sample:
        found = suggestions.suggest(row["text"])
        if found.denunciation_words:
            outcomes["shown the other way"] += 1
            continue
        one = paper(row["text"], contact=contact, again=True)
        services.take_in(
            paper=replace(one, filing=replace(one.filing, kind=found.kind)), stamp=at()
        )
        outcomes["received"] += 1

    print(f"\n{outcomes}")
    assert sum(outcomes.values()) == len(sample) == 200
    assert Report.objects.count() == outcomes["received"]


@needs_sample
def test_duplicates_are_offered_well_enough(ward, sample):
    """Asked as the sorting page asks: each filing against all that came before it."""
    numbers, ids = {}, {}
    for row in sample:
        found = suggestions.suggest(row["text"])
        if found.kind in ("complaint", suggestions.DENUNCIATION):
            continue
        filing = Filing(kind=found.kind, text=row["text"])
        number = report_services.receive(filing=filing, stamp=Stamp("resident", START)).number
        numbers[row["id"]], ids[number] = number, row["id"]
    first = {row["id"]: row["duplicates_of"] or row["id"] for row in sample}
    pairs, right, met = set(), set(), set()
    for one, number in numbers.items():
        for twin, _like in queries.likely_twins(reports.by_number(number), at().on):
            other = ids[twin.number]
            pairs.add(frozenset((one, other)))
            if first[one] == first[other]:
                right.add(frozenset((one, other)))
                met |= {one, other}
    twins = {row["id"] for row in sample if row["duplicates_of"] and row["id"] in numbers}
    recall, precision = len(met & twins) / len(twins), len(right) / len(pairs)

    print(f"\nduplicates: recall {recall:.2f} of {len(twins)}, precision {precision:.2f}")
    assert recall >= 0.8
    assert precision >= 0.7


@needs_sample
def test_personal_data_is_warned_of(sample):
    told = [row for row in sample if row["contains_personal_data"]]
    warned = [row for row in told if privacy.spans(row["text"])]
    others = [row for row in sample if not row["contains_personal_data"]]
    in_vain = sum(bool(privacy.spans(row["text"])) for row in others)

    print(
        f"\npersonal data: {len(warned)} of {len(told)} warned; {in_vain} of {len(others)} in vain"
    )
    assert len(warned) / len(told) >= 0.9
