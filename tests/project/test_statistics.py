"""SQLite's planner goes by the counts of a large ward, and finds each pile by its index."""

import json
from importlib.resources import files

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.reports import queries
from tests.reports.conftest import START

TODAY = START.date()

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself"),
]


def kept():
    path = files("soi.project.sqlite").joinpath("statistics.json")
    told = json.loads(path.read_text())
    return {(table, index): stat for table, found in told.items() for index, stat in found.items()}


def test_a_migrated_database_has_the_counts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        found = {(table, index): stat for table, index, stat in cursor.fetchall()}

    assert found == kept()


def test_every_index_of_filings_and_duties_is_counted():
    counted = {index for _table, index in kept()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' "
            "AND tbl_name IN ('reports_report', 'duties_duty')"
        )
        found = {name for (name,) in cursor.fetchall()}

    assert found - counted == set()
    assert len(found) > 20


def plan(cursor, statement):
    cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
    return [row[3] for row in cursor.fetchall()]


@pytest.mark.parametrize("offices", [None, ["phong-kt-phuong-mau"]])
@pytest.mark.parametrize("queue", queries.QUEUES)
def test_a_pile_is_walked_by_its_index_and_never_sorted(ward, queue, offices):
    with CaptureQueriesContext(connection) as captured:
        queries.staff_queue(queue, offices=offices, today=TODAY, shown=queries.as_cases)
    with connection.cursor() as cursor:
        steps = plan(cursor, captured.captured_queries[-1]["sql"])

    assert not [step for step in steps if "SCAN" in step and "INDEX" not in step], steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


def test_words_are_looked_for_in_one_stretch_only(ward):
    with CaptureQueriesContext(connection) as captured:
        queries.staff_queue("held", offices=None, today=TODAY, q="đèn", shown=queries.as_titles)
    with connection.cursor() as cursor:
        steps = plan(cursor, captured.captured_queries[0]["sql"])

    assert any("LIST SUBQUERY" in step for step in steps), steps
    assert any("SEARCH reports_report USING INTEGER PRIMARY KEY" in step for step in steps), steps
