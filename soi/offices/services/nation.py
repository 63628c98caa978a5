"""The provinces, districts and wards of the country, before and after 1 July 2025."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from soi.core.stamps import Stamp
from soi.core.vietnamese import fold
from soi.offices.models import AdminUnit, Office, OfficeName, Succession, UnitSuccession
from soi.offices.queries import EDITION
from soi.offices.services.sources import Nation
from soi.record import services as record

REFORM = date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)
UNKNOWN = date(1945, 9, 2)  # when the old units began is in neither package
DOCUMENT = "Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg"
_BATCH = 1000

Progress = Callable[[int, int], None]  # how many rows are done, of how many


@dataclass(frozen=True, slots=True)
class LoadedNation:
    """How many units there are, and how many rows this load added."""

    provinces: int
    wards: int
    old_wards: int
    pairs: int
    added: int


@transaction.atomic
def load_national(
    *, nation: Nation, stamp: Stamp, progress: Progress = lambda done, whole: None
) -> LoadedNation:
    """Bring the country's units in, with what became of the old ones; what is there stays."""
    before = AdminUnit.objects.count() + UnitSuccession.objects.count()
    whole = sum(len(getattr(nation, name)) for name in Nation.__slots__)
    done = 0

    def put(rows: Iterable[AdminUnit]) -> dict[str, AdminUnit]:
        nonlocal done
        made = _put(list(rows))
        done += len(made)
        progress(done, whole)
        return made

    provinces = put(_unit("province", row, None, REFORM) for row in nation.provinces)
    old_provinces = put(_unit("province", row, None, UNKNOWN) for row in nation.old_provinces)
    districts = put(
        _unit("district", row, old_provinces[row[3]], UNKNOWN) for row in nation.old_districts
    )
    wards = put(_unit("commune", row, provinces[row[3]], REFORM) for row in nation.wards)
    old = put(_unit("commune", row, districts.get(row[3]), UNKNOWN) for row in nation.old_wards)
    new_of = {row[0]: wards[row[1]] for row in nation.wards}
    old_of = {row[0]: old[row[1]] for row in nation.old_wards}
    UnitSuccession.objects.bulk_create(
        [
            UnitSuccession(
                old=old_of[pair.old],
                new=new_of[pair.new],
                share=pair.share,
                default=pair.default,
                document=DOCUMENT,
            )
            for pair in nation.pairs
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    progress(whole, whole)
    added = AdminUnit.objects.count() + UnitSuccession.objects.count() - before
    found = LoadedNation(
        len(nation.provinces), len(nation.wards), len(nation.old_wards), len(nation.pairs), added
    )
    if added:
        facts = {name: getattr(found, name) for name in LoadedNation.__slots__}
        record.append(kind="offices.nation_loaded", subject="nation", facts=facts, stamp=stamp)
    return found


def _unit(
    level: str, row: tuple[str, ...], parent: AdminUnit | None, since: date
) -> AdminUnit:  # fmt: skip
    return AdminUnit(
        code=row[1],
        level=level,
        name=row[2],
        folded=fold(row[2]),
        parent=parent,
        since=since,
        until=LAST_DAY if since < REFORM else None,
    )


def _put(rows: list[AdminUnit]) -> dict[str, AdminUnit]:
    """Write units that are not there yet, and return all of them by code."""
    if not rows:
        return {}
    AdminUnit.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    level, since = rows[0].level, rows[0].since
    return {unit.code: unit for unit in AdminUnit.objects.filter(level=level, since=since)}


@transaction.atomic
def found_units(*, stamp: Stamp) -> int:
    """Found one people's committee for each commune of the country, old and new.

    For a province or the nation as a whole; returns how many there are. Slugs are `cu-` or
    `moi-` and the code, for a code alone may be two units.
    """
    units = AdminUnit.objects.filter(level="commune").order_by("since", "code")
    rows = [
        Office(
            slug=f"{'cu' if unit.until else 'moi'}-{unit.code}",
            kind="committee",
            track="committee",
            level="commune",
            outside=True,
            since=unit.since,
            # An old unit goes on until an event ends it.
            until=None if unit.until == LAST_DAY else unit.until,
        )
        for unit in units
    ]
    Office.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    ids = dict(Office.objects.values_list("slug", "pk"))
    OfficeName.objects.bulk_create(
        [
            OfficeName(
                office_id=ids[row.slug],
                name=f"UBND {unit.name}",
                short_name=unit.name[:80],
                since=unit.since,
            )
            for row, unit in zip(rows, units, strict=True)
        ],
        batch_size=_BATCH,
    )
    record.bump(EDITION)
    record.append(
        kind="offices.units_founded", subject="nation", facts={"count": len(rows)}, stamp=stamp
    )
    return len(rows)


def tree_digest() -> str:
    """Return a digest of which offices there are, from when to when, and who follows whom."""
    digest = sha256()
    for row in Office.objects.order_by("slug").values_list("slug", "since", "until"):
        digest.update(repr(row).encode())
    pairs = Succession.objects.order_by("old__slug", "new__slug")
    for pair in pairs.values_list("old__slug", "new__slug", "since"):
        digest.update(repr(pair).encode())
    return digest.hexdigest()
