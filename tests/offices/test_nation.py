"""The country before and after 1 July 2025, against the reference file beside the project."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from soi.offices import queries, services

DAY, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
REFERENCE = Path(__file__).parents[3] / "shared/data/admin_units.json.gz"


@pytest.fixture
def nation(db, stamp):
    return services.load_national(nation=services.from_packages(), stamp=stamp)


@pytest.mark.slow
def test_the_table_agrees_with_the_reference_but_for_the_differences_it_lists(nation, db, stamp):
    if not REFERENCE.exists():
        pytest.skip(f"{REFERENCE.name} is not there")
    wanted = json.loads(gzip.decompress(REFERENCE.read_bytes()))
    ours = {(pair.old if pair.old[0] != "h" else "", pair.new, pair.old_district)
            for pair in queries.pairs()}  # fmt: skip
    theirs = {(row[0], row[3], row[2]) for row in wanted["map"]}
    equal = {(old, new) for old, new, _ in ours if old} & {(old, new) for old, new, _ in theirs}

    assert (nation.provinces, nation.wards, nation.old_wards) == (34, 3321, 10040)
    assert (nation.pairs, len(equal)) == (10602, 10561)
    assert len({(old, new) for old, new, _ in ours if old} - equal) == 36  # and 5 without a code
    assert len({(old, new) for old, new, _ in theirs if old} - equal) == 4  # and 6 without a code
    codes = {row[0] for row in wanted["wards"]}
    built = {pair.new for pair in queries.pairs()}
    assert (built - codes, codes - built) == ({"06970"}, {"06978"})
    assert services.load_national(nation=services.from_packages(), stamp=stamp).added == 0
    assert queries.counts(DAY) == {"province": 34, "district": 0, "commune": 3321}
    assert queries.counts(BEFORE)["commune"] == 10040
    _names()


def _names():
    assert [one.path for one in queries.units_named("Ngũ Hành Sơn", BEFORE)] == [
        "Quận Ngũ Hành Sơn, Thành phố Đà Nẵng"
    ]
    assert [one.path for one in queries.units_named("ngu hanh son", DAY)] == [
        "Phường Ngũ Hành Sơn, Thành phố Đà Nẵng"
    ]
    assert queries.unit("20285", BEFORE).name == "Phường Khuê Mỹ"
    assert queries.unit("20285", DAY).name == "Phường Ngũ Hành Sơn"
    for code in ("20284", "20285", "20287", "20290"):
        (heir,) = queries.heirs_of(code, BEFORE)
        assert (heir.new, heir.share) == ("20285", "whole")
    assert {(one.new, one.share) for one in queries.heirs_of("20296", BEFORE)} == {
        ("20194", "part"),
        ("20197", "part"),
    }


def test_an_import_file_does_as_well_as_the_packages(db, stamp, tmp_path):
    plain = {
        "provinces": {"48": "Thành phố Mẫu"},
        "wards": [["20285", "Phường Mới", "48"]],
        "old_provinces": {"48": "Thành phố Mẫu"},
        "old_districts": [["494", "Quận Cũ", "48"]],
        "map": [["20284", "Phường Một", "494", "20285", 0], ["", "", "318", "20285", 0]],
    }
    path = tmp_path / "units.json"
    path.write_text(json.dumps(plain), "utf-8")

    loaded = services.load_national(nation=services.from_file(path), stamp=stamp)

    assert (loaded.wards, loaded.old_wards, loaded.pairs) == (1, 1, 1)
    assert queries.unit("20284", BEFORE).path == "Phường Một, Quận Cũ, Thành phố Mẫu"


def test_a_file_that_is_none_is_refused_by_name(tmp_path):
    path = tmp_path / "nothing.json"
    path.write_text("{", "utf-8")

    with pytest.raises(services.SourceMissing) as refusal:
        services.from_file(path)

    assert refusal.value.facts == {"name": "nothing.json"}
