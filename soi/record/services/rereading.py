"""The rows of a log, read again: what is missing, changed or moved, by its place."""

from collections.abc import Iterator

from soi.core import merkle, tiles
from soi.record import files
from soi.record.files import Frozen
from soi.record.models import Leaf, Log, Root
from soi.record.services.integrating import BATCH


def leaves(log: Log, start: int, end: int) -> Iterator[list[bytes]]:
    """Yield the entries from `start` up to `end`, many at a time.

    Raises: Frozen, where one is not there.
    """
    for at in range(start, end, BATCH):
        stop = min(end, at + BATCH)
        rows = Leaf.objects.filter(pk__gte=log.first + at, pk__lt=log.first + stop).order_by("pk")
        found = list(rows.values_list("pk", "data"))
        if len(found) != stop - at:
            there = {pk for pk, _ in found}
            gone = [n for n in range(at, stop) if log.first + n not in there]
            raise Frozen(f"deleted: {len(gone)} rows are gone, the first at {gone[0]}")
        yield [bytes(data) for _, data in found]


def demand_whole(log: Log) -> None:
    """Demand that all rows lead to the root that the database has committed to.

    Raises: Frozen, naming the first row that is deleted, edited or swapped.
    """
    edge = tiles.Edge()
    for data in leaves(log, 0, log.size):
        edge.extend(merkle.leaves(data))
    held = Root.objects.filter(log=log, size=log.size).values_list("root", flat=True).first()
    if log.size and (held is None or bytes(held) != edge.root()):
        raise Frozen(named(log))


def reread() -> str:
    """Return what is wrong with the rows of the current log; empty where they are whole."""
    log = Log.objects.filter(name=files.current()).first()
    try:
        if log is not None:
            demand_whole(log)
    except Frozen as why:
        return str(why)
    return ""


def named(log: Log) -> str:
    """Return in words how the rows differ from the published entries."""
    wrong: list[tuple[int, bytes, bytes]] = []
    at = 0
    for data in leaves(log, 0, log.size):
        told = _published(log, at, len(data))
        pairs = enumerate(zip(data, told, strict=False), at)
        wrong += [(place, one, other) for place, (one, other) in pairs if one != other]
        at += len(data)
    if not wrong:
        return "edited: the rows of the database do not lead to the root it has committed to"
    places = ", ".join(str(place) for place, _, _ in wrong[:5])
    moved = sorted(one for _, one, _ in wrong) == sorted(other for _, _, other in wrong)
    word = "swapped" if moved else "edited"
    return f"{word}: {len(wrong)} rows are not what was published, at {places}"


def _published(log: Log, start: int, count: int) -> list[bytes]:
    """Return up to `count` published entries from `start` on; fewer where files are not there.

    start: a multiple of the batch, which no bundle boundary need be
    """
    first, found = start // tiles.WIDTH, list[bytes]()
    for number in range(first, (start + count - 1) // tiles.WIDTH + 1):
        told = _bundle(log, number)
        if not told:
            break
        found += told
    return found[start - first * tiles.WIDTH :][:count]


def _bundle(log: Log, number: int) -> list[bytes]:
    folder = files.folder(log.name)
    whole = folder / tiles.bundle_path(number)
    parts = folder / f"{tiles.bundle_path(number)}.p"
    try:
        if whole.exists():
            return tiles.unpack(whole.read_bytes(), tiles.WIDTH)
        width = max((int(one.name) for one in parts.iterdir() if one.name.isdigit()), default=0)
        return tiles.unpack((parts / str(width)).read_bytes(), width) if width else []
    except (OSError, tiles.BadTile):
        return []
