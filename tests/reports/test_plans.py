"""The public list is read from an index, whatever the ward's size."""

import pytest
from django.db import connection

from soi.reports import queries

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's planner names its index")
def test_the_public_list_is_read_in_the_order_of_an_index():
    plan = queries.with_parts(queries.public()).order_by("-received_at", "-id")[:101].explain()

    assert "USING INDEX report_public" in plan
    assert "TEMP B-TREE" not in plan
