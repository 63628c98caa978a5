"""What everybody reads all day comes from an index, whatever the ward's size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.reports import queries

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's planner names its index")
def test_the_public_list_is_read_in_the_order_of_an_index():
    plan = queries.with_parts(queries.public()).order_by("-received_at", "-id")[:101].explain()

    assert "USING INDEX report_public" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's planner names its index")
def test_what_senders_object_to_is_found_without_a_look_at_every_change():
    with CaptureQueriesContext(connection) as caught:
        queries.objected(None)

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + caught[0]["sql"])
        assert "moderation_objected" in " ".join(str(row) for row in cursor.fetchall())
