import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.flags import ALL, INDICATORS, Apart, BadSettings, Reader, Reading, read
from soi.core.flags.outliers import quantile

FIXTURES = Path(__file__).parents[4] / "shared" / "data" / "cardinal"
COMMON = "no_price_comparison_procurement_methods = NPC\n[exclusions]\nprocurement_method_details = EXC\n"  # noqa: E501


def run(releases: Iterable[dict[str, Any]] | list[bytes], ini: str = "") -> Reading:
    """Read releases by these settings, or by all rules."""
    reader = Reader(read(ini) if ini else ALL)
    reader.feed(row if isinstance(row, bytes) else json.dumps(row).encode() for row in releases)
    return reader.finish()


def settings_of(stem: str) -> str:
    """Write the settings that a fixture's name tells."""
    rule, *words = stem.split("-")
    if len(words) > 2:
        table = "".join(f"{words[i]} = {words[i + 1]}\n" for i in range(1, len(words), 2))
        return f"{COMMON}[{rule}]\n[{rule}.{words[0]}]\n{table}"
    more = f"{words[0]} = {words[1].replace('+', '|')}\n" if words else ""
    return f"{COMMON}[{rule}]\n{more}"


def test_the_public_fixtures_match_exactly() -> None:
    stems = sorted(path.stem for path in FIXTURES.glob("*.jsonl"))
    if not stems:
        pytest.skip("CARDINAL'S FIXTURES ARE NOT HERE: ../shared/data/cardinal")

    for stem in stems:
        lines = (FIXTURES / f"{stem}.jsonl").read_bytes().splitlines()
        found = run(lines, settings_of(stem))

        assert found.results == json.loads((FIXTURES / f"{stem}.expected").read_text()), stem


def bid(
    who: str, amount: float | None = None, status: str = "valid", **more: Any
) -> dict[str, Any]:
    """Write a bid."""
    value = {} if amount is None else {"value": {"amount": amount, "currency": "VND"}}
    return {"status": status, "tenderers": [{"id": who}], **value, **more}


def release(ocid: str, *bids: dict[str, Any], winner: str = "W", **tender: Any) -> dict[str, Any]:
    """Write a release with one award that stands."""
    return {
        "ocid": ocid,
        "tender": tender,
        "bids": {"details": list(bids)},
        "awards": [{"status": "active", "suppliers": [{"id": winner}]}],
    }


def test_who_bids_often_and_hardly_wins_is_flagged() -> None:
    usual = [
        release(f"u{i}-{turn}", bid(f"U{i}"), winner=f"U{i}" if turn < 2 + i % 2 else "other")
        for i in range(20)
        for turn in range(4)
    ]
    loser = [release(f"l{i}", bid("L"), bid("L"), winner="other") for i in range(9)]
    seldom = [release("s", bid("S"), winner="other")]

    found = run([*usual, *loser, *seldom], "[R025]\n")

    assert found.results == {"Tenderer": {"L": {"R025": 0.0}}}


def test_a_late_valid_bid_that_won_is_flagged_whatever_the_zones() -> None:
    deadline = {"tenderPeriod": {"endDate": "2026-03-10T17:00:00+07:00"}}
    late = release("late", bid("W", date="2026-03-10T10:00:01Z"), **deadline)
    early = release("early", bid("W", date="2026-03-10T09:59:59Z"), **deadline)
    lost = release("lost", bid("L", date="2026-03-12T00:00:00Z"), **deadline)

    found = run([late, early, lost], "[R030]\n")

    assert found.results == {"OCID": {"late": {"R030": 1.0}}, "Tenderer": {"W": {"R030": 1.0}}}


def test_the_lowest_bid_disqualified_is_flagged_only_where_prices_compare() -> None:
    bids = (bid("D", 5, "disqualified"), bid("W", 7))

    found = run(
        [
            release("F", *bids),
            release("free", *bids, procurementMethodDetails="NPC"),
            release("pending", bid("D", 5, "disqualified"), bid("W", 7, "pending")),
            release("higher", bid("D", 9, "disqualified"), bid("W", 7)),
        ],
        COMMON + "[R036]\n",
    )

    assert found.results == {"OCID": {"F": {"R036": 1.0}}}


def test_a_discount_far_beyond_the_others_is_flagged() -> None:
    usual = [release(f"{i}", bid("W", 100), bid("L", 110 + i)) for i in range(12)]
    deep = release("deep", bid("W", 100), bid("L", 300))

    found = run([*usual, deep], "[R058]\n")

    assert found.results == {"OCID": {"deep": {"R058": 2.0}}, "Tenderer": {"W": {"R058": 0.0}}}


def test_a_supplier_of_many_kinds_is_flagged_among_those_with_enough_processes() -> None:
    def supply(ocid: str, who: str, *codes: str) -> dict[str, Any]:
        made = release(ocid, winner=who)
        made["awards"][0]["items"] = [{"classification": {"id": code}} for code in codes]
        return made

    usual = [supply(f"{w}{i}", w, "4512", "4599") for w in "ABCDE" for i in range(20)]
    many = [supply(f"M{i}", "M", f"{10 + i}00") for i in range(20)]
    few = [supply(f"f{i}", "N", f"{10 + i}00") for i in range(19)]

    found = run([*usual, *many, *few], "[R048]\n")

    assert found.results == {"Tenderer": {"M": {"R048": 20.0}}}


def test_a_missing_input_is_said_and_never_no_flag() -> None:
    found = run([{"ocid": "1", "bids": {"details": [bid("A")]}}])

    assert found.results == {}
    assert found.missing("R036") == ["bids.value", "awards.status"]
    assert all(found.missing(rule) for rule in INDICATORS if rule != "R038")


def test_faults_of_the_data_stand_apart_from_flags() -> None:
    ill = release("1", bid("W", -5), bid("L", 4))
    ill["tender"] = {"tenderPeriod": {"startDate": "2026-03-09T00:00:00Z",
                                      "endDate": "2026-03-01T00:00:00Z"},
                     "numberOfTenderers": "một"}  # fmt: skip
    foreign = release("2", {**bid("W"), "value": {"amount": 3, "currency": "USD"}})

    found = run([ill, foreign], "currency = VND\n[R036]\n")

    assert found.results == {}
    assert dict(found.faults) == {
        "no_positive_amount": 1, "ends_before_it_starts": 1, "wrong_type": 1, "other_currency": 1,
    }  # fmt: skip


def test_lines_that_cannot_be_used_are_told_by_number() -> None:
    lines = [b'{"ocid":"a"}', b"", b"{", b"[1]", b'{"ocid":7}', b'{"ocid":"a"}', b"\xff"]

    found = run(lines)

    assert found.problems == [
        (3, "not_json"), (4, "not_an_object"), (5, "no_ocid"), (6, "release_twice"),
        (7, "not_json"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "ini", ["[R003\n", "[R024]\nthreshold = cao\n", "[R003.procurement_method_details]\nx = y\n"]
)
def test_settings_that_cannot_be_read_are_refused(ini: str) -> None:
    with pytest.raises(BadSettings):
        run([release("1", bid("W", 1), bid("L", 2))], ini)


@given(st.integers(0, 60), st.integers(2, 5), st.randoms(use_true_random=False))
def test_parts_read_beside_each_other_give_what_one_reading_gives(
    count: int, workers: int, chance: Any
) -> None:
    rows = [
        json.dumps(
            release(
                f"{i}",
                *[
                    bid(f"T{chance.randint(0, 9)}", chance.randint(1, 5),
                        chance.choice(["valid", "disqualified", "withdrawn"]))
                    for _ in range(chance.randint(0, 4))
                ],
                winner=f"T{chance.randint(0, 9)}",
                procurementMethod="open", numberOfTenderers=chance.randint(1, 3),
            )
        ).encode()
        for i in range(count)
    ] + [b"{"]  # fmt: skip
    whole = run(rows)
    size = -(-len(rows) // workers)
    readers = []
    for start in range(0, len(rows), size):
        readers.append(Reader(ALL))
        readers[-1].feed(rows[start : start + size])

    for other in readers[1:]:
        readers[0].absorb(other)
    joined = readers[0].finish()

    assert joined.results == whole.results
    assert (joined.problems, joined.covered) == (whole.problems, whole.covered)


def test_parts_with_the_same_process_do_not_make_one_reading() -> None:
    one, other = Reader(ALL), Reader(ALL)
    one.feed([b'{"ocid":"a"}'])
    other.feed([b'{"ocid":"a"}'])

    with pytest.raises(Apart):
        one.absorb(other)


def test_quartiles_are_of_type_eight() -> None:
    assert quantile([1, 2, 3, 4], 0.25) == pytest.approx(1 + 5 / 12)
    assert quantile([7], 0.75) == 7
    assert math.isnan(quantile([], 0.5))
