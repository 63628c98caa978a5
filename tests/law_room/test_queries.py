from datetime import date

import pytest

from soi.core.deadlines import compute
from soi.law import queries

LAST_OLD, FIRST_NEW = date(2026, 6, 30), date(2026, 7, 1)


def test_a_complaint_is_accepted_within_ten_days_until_june_2026(law):
    limit = queries.book().limit("kn.accept1", LAST_OLD)

    assert (limit.amount, limit.unit, limit.rule) == (10, "calendar_day", "kn.accept1")


def test_a_complaint_is_accepted_within_seven_working_days_from_july_2026(law):
    limit = queries.book().limit("kn.accept1", FIRST_NEW)

    assert (limit.amount, limit.unit, limit.rule) == (7, "working_day", "kn.accept.2026")


def test_a_rule_gives_nothing_before_it_came_into_force(law):
    assert queries.book().limit("kn.accept.2026", LAST_OLD) is None


def test_a_rule_without_a_successor_gives_nothing_after_its_last_day(law):
    assert queries.book().rule("td.commune_chair", FIRST_NEW) is None


def test_an_unknown_rule_gives_nothing(law):
    assert queries.book().limit("tc.nothing", FIRST_NEW) is None


def test_a_rule_that_is_no_span_gives_no_limit_but_is_shown(law):
    rule = queries.book().rule("td.commune_chair", LAST_OLD)

    assert rule.limit is None
    assert queries.last_working_day(rule, date(2026, 6, 24), queries.book().calendar()) == date(
        2026, 6, 26
    )


def test_a_monthly_rule_is_due_on_the_last_working_day_of_the_month(law):
    book = queries.book()
    rule = book.rule("td.province_chair", date(2026, 5, 4))

    assert queries.last_working_day(rule, date(2026, 5, 4), book.calendar()) == date(2026, 5, 29)


def test_a_countable_rule_is_due_on_no_day_of_the_week(law):
    book = queries.book()

    assert queries.last_working_day(book.rule("td.reply", LAST_OLD), LAST_OLD, book.calendar()) is (
        None
    )


def test_a_kind_shows_all_its_steps_in_force_and_none_of_other_places(law):
    steps = queries.book().steps("khieu_nai", FIRST_NEW)

    assert {"kn.accept.2026", "kn.resolve1", "kn.resolve2"} <= {one.code for one in steps}
    assert "kn.accept1" not in {one.code for one in steps}
    assert "pa.dn.urgent" not in {one.code for one in queries.book().steps("phan_anh", FIRST_NEW)}


def test_every_limit_names_its_source_and_that_it_is_not_reviewed(law):
    for rule in queries.book().rules():
        assert rule.review == "not_reviewed"
        assert rule.source


def test_a_source_reads_as_readers_cite_it(law):
    limit = queries.book().limit("td.reply", FIRST_NEW)

    assert limit.source == "Luật Tiếp công dân 42/2013/QH13, Điều 28.1"
    assert limit.statutory


def test_a_report_has_no_statutory_day_where_no_office_promised_one(law):
    found = queries.book().service_level(
        kind="report", topic="rac_thai", urgent=False, offices=["phuong-khac"], on=FIRST_NEW
    )

    assert found is None


@pytest.mark.parametrize(
    ("kind", "urgent", "days", "source"),
    [
        ("report", False, 5, "mục 4"),
        ("report", True, 1, "mục 3"),
        ("petition", False, 10, "mục 5"),
        ("petition", True, 1, "mục 3"),
    ],
)
def test_the_demo_ward_promised_itself_a_day_for_each_kind(demo_law, kind, urgent, days, source):
    found = queries.book().service_level(
        kind=kind, topic="rac_thai", urgent=urgent, offices=["phuong-mau"], on=FIRST_NEW
    )

    assert (found.amount, found.unit) == (days, "working_day")
    assert found.source.endswith(f"27/QĐ-UBND ngày 12/01/2026, {source}")
    assert not found.statutory


def test_a_promise_is_taken_in_the_version_of_the_day(demo_law):
    found = queries.book().service_level(
        kind="report", topic="khac", urgent=False, offices=["phuong-mau"], on=date(2026, 1, 11)
    )

    assert found.version == "2025-07-01"
    assert "03/QĐ-UBND" in found.source


def test_reading_before_publication_has_a_promise_of_its_own(demo_law):
    found = queries.book().service_level(
        kind="report",
        topic="khac",
        urgent=False,
        offices=["phuong-mau"],
        on=FIRST_NEW,
        step="moderate",
    )

    assert found.rule == "pm.moderate"


def test_a_complaint_falls_under_no_promise_of_the_ward(demo_law):
    found = queries.book().service_level(
        kind="complaint", topic="khac", urgent=False, offices=["phuong-mau"], on=FIRST_NEW
    )

    assert found is None


def test_seven_working_days_over_the_swap_of_august_2026_end_on_the_28th(law):
    book = queries.book()
    limit = book.limit("kn.accept1", FIRST_NEW)

    assert compute(limit, date(2026, 8, 20), book.calendar()).due_on == date(2026, 8, 28)


def test_24_november_is_worked_unless_it_is_switched_on(law, settings):
    day = date(2026, 11, 24)
    worked = queries.book().calendar().is_working(day)

    settings.SOI_CULTURE_DAY = True

    assert worked
    assert queries.book().calendar().why_off(day) == "Ngày Văn hóa Việt Nam"


def test_far_away_and_complex_together_are_one_fact_more():
    assert queries.facts(["remote", "complex"]) == {"remote", "complex", "remote_complex"}
    assert queries.facts(["complex"]) == {"complex"}


def test_the_book_costs_one_select_while_the_law_stays_the_same(law, django_assert_num_queries):
    queries.book()

    with django_assert_num_queries(1):
        queries.book()
