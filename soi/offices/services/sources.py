"""Where the country's units come from: the data files of two packages, or an import file.

The packages' own code is never run: only their tables are read. What they do not tell
(unchanged, renamed) is seen by comparing names.
"""

import gzip
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from soi.core.refusals import Refusal


class SourceMissing(Refusal):
    """The data of a package is not installed, or a file is not what it should be. facts: name."""

    code = "source_missing"


@dataclass(frozen=True, slots=True)
class Pair:
    """One old unit that went into a new one, by their keys. default: the larger part."""

    old: str
    new: str
    share: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Nation:
    """All units before and after 1 July 2025. Each list holds (key, code, name, parent's key)."""

    provinces: Sequence[tuple[str, str, str]]
    wards: Sequence[tuple[str, str, str, str]]
    old_provinces: Sequence[tuple[str, str, str]]
    old_districts: Sequence[tuple[str, str, str, str]]
    old_wards: Sequence[tuple[str, str, str, str]]
    pairs: Sequence[Pair]


def from_packages() -> Nation:
    """Return the units of `vietnamadminunits`, with the newer names of `vietnam-provinces`.

    Raises: SourceMissing.
    """
    data = _folder("vietnamadminunits")
    names = _newer_names()
    with closing(sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)) as base:
        new = base.execute(
            "SELECT provinceKey, provinceCode, province, wardKey, wardCode, ward FROM admin_units"
        ).fetchall()
        old = base.execute(
            "SELECT provinceKey, provinceCode, province, districtKey, districtCode, district, "
            "wardKey, wardCode, ward FROM admin_units_legacy"
        ).fetchall()
    converter = json.loads((data / "converter_2025.json").read_text("utf-8"))
    return Nation(
        provinces=_unique((row[1], row[1], names.get(f"p{row[1]}", row[2])) for row in new),
        wards=[
            (f"{row[0]}/{row[3]}", row[4], names.get(f"w{row[4]}", row[5]), row[1]) for row in new
        ],
        old_provinces=_unique((row[1], row[1], row[2]) for row in old),
        old_districts=_unique((row[4], row[4], row[5], row[1]) for row in old if row[4]),
        old_wards=[_old_ward(row) for row in old],
        pairs=_pairs(converter),
    )


def from_file(path: Path) -> Nation:
    """Return the units of an import file, JSON or gzipped JSON.

    Fields: provinces {code: name}, wards [code, name, province], old_provinces {code: name},
    old_districts [code, name, province], map [old code, old name, old district, new code,
    kind], kind 1 for a part. Rows without an old code are left out.
    Raises: SourceMissing.
    """
    try:
        data = path.read_bytes()
        plain = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
        return _from_plain(plain)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceMissing(name=path.name) from error


def _from_plain(plain: Mapping[str, Any]) -> Nation:
    codes = {row[0] for row in plain["wards"]}
    rows = [row for row in plain["map"] if row[0] and row[3] in codes]
    return Nation(
        provinces=[(code, code, name) for code, name in plain["provinces"].items()],
        wards=[(code, code, name, province) for code, name, province in plain["wards"]],
        old_provinces=[(code, code, name) for code, name in plain["old_provinces"].items()],
        old_districts=[(row[0], row[0], row[1], row[2]) for row in plain["old_districts"]],
        old_wards=_unique((row[0], row[0], row[1], row[2]) for row in rows),
        pairs=[Pair(row[0], row[3], "part" if row[4] == 1 else "whole") for row in rows],
    )


def _old_ward(row: Sequence[str]) -> tuple[str, str, str, str]:
    key = f"{row[0]}_{row[3]}_{row[6] or ''}"
    # Five island districts had no communes: the district itself is the unit.
    return key, row[7] or f"h{row[4]}", row[8] or row[5], row[4]


def _pairs(converter: Mapping[str, Any]) -> list[Pair]:
    found: dict[tuple[str, str], Pair] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old, f"{province}/{ward}"] = Pair(old, f"{province}/{ward}", "whole")
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            for part in parts:
                new = f"{province}/{part['newWardKey']}"
                found[old, new] = Pair(old, new, "part", bool(part["isDefaultNewWard"]))
    return list(found.values())


def _newer_names() -> dict[str, str]:
    path = _folder("vietnam_provinces") / "nested-divisions.json"
    names: dict[str, str] = {}
    for province in json.loads(path.read_text("utf-8")):
        names[f"p{province['code']:02}"] = province["name"]
        names |= {f"w{ward['code']:05}": ward["name"] for ward in province["wards"]}
    return names


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SourceMissing(name=package)
    return Path(found.submodule_search_locations[0]) / "data"


def _unique(rows: Any) -> list[Any]:
    return list({row[0]: row for row in rows}.values())
