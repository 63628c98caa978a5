"""Many duties at once, for trying things out at the size of a country."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction

from soi.core.duties import DueKind, Kind, State, Visibility
from soi.core.stamps import Stamp
from soi.duties.models import Duty
from soi.offices import queries as offices
from soi.record import services as record

_BATCH = 500


@transaction.atomic
def fill(*, holders: Sequence[str], count: int, stamp: Stamp) -> int:
    """Give `holders` open duties in turn until there are about `count`; returns how many.

    Each holder gets the same number, so that `count` is rounded up. One line in the record
    stands for all: for a scratch database, never for a ward's own.
    """
    ids = offices.identities()
    each = -(-count // len(holders))
    first = [_one(place, slug, ids[slug], stamp) for place, slug in enumerate(holders)]
    Duty.objects.bulk_create(first, batch_size=_BATCH)
    _multiply(each)
    made = Duty.objects.count()
    facts = {"count": made, "holders": len(holders)}
    record.append(kind="duties.filled", subject="trial", facts=facts, stamp=stamp)
    return made


def _one(place: int, slug: str, office_id: int, stamp: Stamp) -> Duty:
    return Duty(
        number=f"NV-T-{place:05}",
        kind=Kind.PETITION_REPLY,
        title="Trả lời kiến nghị",
        holder_id=office_id,
        origin_holder=slug,
        starts_on=stamp.on,
        due_kind=DueKind.PERIOD,
        due_on=stamp.on + timedelta(days=14 + place % 30),
        visibility=Visibility.PUBLIC,
        state=State.OPEN,
    )


def _multiply(each: int) -> None:
    """Copy the first duty of each holder, in one statement."""
    if each < 2:
        return
    columns = [str(field.column) for field in Duty._meta.concrete_fields if field.column != "id"]
    quoted = {name: connection.ops.quote_name(name) for name in columns}
    values = ", ".join(
        "d.number || '-' || s.n" if name == "number" else f"d.{quoted[name]}" for name in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %s) "  # noqa: S608 - our own columns
            f"INSERT INTO duties_duty ({', '.join(quoted.values())}) SELECT {values} "
            "FROM duties_duty d CROSS JOIN s",
            [each - 1],
        )
