"""What came and what was made up are alike in every column, in the file and in its order."""

import os
import re
from datetime import date, timedelta

import pytest
from django.db import connections

from soi.core import sealed
from soi.denunciations import queries, services
from soi.denunciations.models import Box
from soi.denunciations.views.stretching import stretch
from tests.denunciations.conftest import DAY
from tests.denunciations.test_plain import fill

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)
BEFORE = DAY - timedelta(days=1)
FIRST = date(2026, 12, 1)


def shape(content):
    """The header of an age file without its chance, and the length of the rest."""
    head, _mark, rest = bytes(content).partition(b"\n---")
    return re.sub(rb"[A-Za-z0-9+/]{43}", b"?", head), len(rest)


def looks(row):
    """What each column shows, without what is chance by its nature."""
    return {
        "name": len(row.name.split("-")), "digest": len(bytes(row.digest)), "day": row.day,
        "epoch": row.epoch, "batch": row.batch, "shut": row.shut, "content": shape(row.content),
    }  # fmt: skip


def test_no_column_tells_what_came_from_what_was_made_up(room, envelope):
    names = {
        services.take(content=envelope(size), day=BEFORE).name for size in (4096, 4096, 8192, 16384)
    }
    services.release(day=DAY)
    rows = list(Box.objects.filter(batch=1))
    came = [looks(row) for row in rows if row.name in names]
    made_up = [looks(row) for row in rows if row.name not in names]

    assert (len(came), len(made_up)) == (4, 12)
    assert set(came[0]) == {one.name for one in Box._meta.fields}, "a new column is looked at too"
    for column in came[0]:
        assert {str(one[column]) for one in came} <= {str(one[column]) for one in made_up}, column


def places():
    """Return the boxes' names by the place of their bytes in the database."""
    connection = connections["sealed"]
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM denunciations_box ORDER BY ctid")
            return [name for (name,) in cursor.fetchall()]
    connection.ensure_connection()
    file = connection.connection.serialize()
    rows = Box.objects.values_list("name", "content")
    # A piece of the middle: pages cut what is long.
    return [name for _place, name in sorted((file.find(c[2000:2040]), n) for n, c in rows)]


def test_the_place_in_the_file_does_not_tell_what_came(room, envelope):
    ranks = []
    for _ in range(12):
        name = services.take(content=envelope(), day=DAY).name
        number = services.release(day=DAY)
        mine = set(Box.objects.filter(batch=number).values_list("name", flat=True))
        ranks.append([one for one in places() if one in mine].index(name))

    assert len(set(ranks)) > 3, ranks


def test_all_of_a_batch_were_written_by_one_transaction(room, envelope):
    if connections["sealed"].vendor == "sqlite":
        pytest.skip("SQLite keeps no number of the transaction with a row")
    services.take(content=envelope(), day=DAY)
    services.release(day=DAY)
    with connections["sealed"].cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM denunciations_box")
        assert cursor.fetchone() == (1,)


def test_a_month_that_ended_is_closed_by_a_batch_of_its_own_come_what_may(room, envelope):
    services.release(day=DAY)
    name = services.take(content=envelope(), day=date(2026, 11, 30)).name
    services.take(content=envelope(), day=FIRST)
    services.release(day=FIRST)
    services.release(day=date(2027, 1, 1))
    told = Box.objects.values_list("batch", "epoch", "day").distinct().order_by("batch")

    assert list(told) == [
        (1, "2026-11", DAY), (2, "2026-11", FIRST), (3, "2026-12", FIRST),
        (4, "2026-12", date(2027, 1, 1)), (5, "2027-01", date(2027, 1, 1)),
    ]  # fmt: skip
    assert Box.objects.get(name=name).batch == 2
    assert Box.objects.count() == 5 * 16


def test_what_is_fetched_by_its_name_keeps_its_month_alone(room, client):
    fill(client, name="Nguyễn Văn Thử")
    row = Box.objects.get(shut=True)

    assert row.day.day == 1
    assert row.epoch == f"{row.day:%Y-%m}"


def test_a_box_released_is_still_known_by_its_name_and_its_bytes(room, envelope):
    content = envelope()
    taken = services.take(content=content, day=DAY)
    services.release(day=DAY)
    again = services.take(content=content, day=DAY)

    assert (again.name, again.fresh) == (taken.name, False)
    assert not queries.is_waiting()
    assert len(content) in sealed.LENGTHS


def test_stretching_a_code_leaves_no_time_on_the_disk(room, settings):
    stretch("a", bytes(16))
    lock = settings.SOI_DATA / "stretch.lock"
    os.utime(lock, (0, 0))
    stretch("b", bytes(16))

    assert lock.stat().st_mtime == 0
