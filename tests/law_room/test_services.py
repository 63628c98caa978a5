from dataclasses import replace
from datetime import date

import pytest

from soi.core.refusals import Refusal, Unacceptable
from soi.core.workdays import HalfSwap
from soi.law import queries, services
from soi.law.services import DayOverride, NewRule
from soi.record import queries as record

FRIDAY, SATURDAY = date(2026, 12, 18), date(2026, 12, 12)
OFF = DayOverride(FRIDAY, "off", "Hoán đổi với thứ Bảy 12/12")
WORKED = DayOverride(SATURDAY, "working", "Làm bù cho thứ Sáu 18/12")
DOCUMENT = "Thông báo 99/TB-BNV ngày 01/12/2026"
RULE = NewRule(
    code="pm.report",
    kind="phan_anh",
    scope="phuong-mau",
    amount=3,
    unit="working_day",
    trigger="nhận phản ánh",
    holder="cơ quan chủ trì",
    counted_from="ngày nhận",
    act_title="Quy chế tiếp nhận phản ánh",
    act_number="50/QĐ-UBND",
    article="mục 1",
    valid_from=date(2027, 1, 1),
    source="văn bản của phường",
    applies_to={"step": "answer", "kinds": ["report"], "topics": [], "urgency": []},
)


@pytest.fixture
def untouched(demo_law):
    """Whatever is refused leaves the record as it was."""
    before = record.root()
    yield
    assert record.root() == before


def promise(on):
    return queries.book().service_level(
        kind="report", topic="khac", urgent=False, offices=["phuong-mau"], on=on
    )


def test_loading_twice_changes_nothing(law, stamp):
    before = record.root()

    again = services.load(stamp=stamp)

    assert again == services.Loaded(0, 0)
    assert record.root() == before


def test_loading_leaves_one_line_in_the_record(law):
    lines = record.about("law:shipped")

    assert [(line["kind"], line["facts"]["rules"]) for line in lines] == [("law.loaded", 72)]


def test_loading_again_mends_a_rule_that_was_changed_and_unsigns_it(law, stamp):
    services.review(
        code="td.reply", version=date(2014, 7, 1), by="Luật gia A", document="BB 1", stamp=stamp
    )
    services.Rule.objects.filter(code="td.reply").update(amount=99)

    services.load(stamp=stamp)

    limit = queries.book().limit("td.reply", FRIDAY)
    assert (limit.amount, limit.review) == (10, "not_reviewed")


def test_loading_again_keeps_the_end_that_a_newer_version_set(demo_law, stamp):
    services.enter_rule(rule=RULE, stamp=stamp)

    services.load_demo(stamp=stamp)

    assert promise(date(2027, 1, 1)).amount == 3


def test_a_new_version_ends_the_one_before_it_on_the_day_before(demo_law, stamp):
    services.enter_rule(rule=RULE, stamp=stamp)

    assert promise(date(2026, 12, 31)).amount == 5
    assert promise(date(2027, 1, 1)).amount == 3


def test_a_version_entered_between_two_ends_where_the_later_one_begins(demo_law, stamp):
    services.enter_rule(rule=RULE, stamp=stamp)

    middle = replace(RULE, amount=4, valid_from=date(2026, 9, 1))
    services.enter_rule(rule=middle, stamp=stamp)

    assert [promise(day).amount for day in (date(2026, 8, 31), date(2026, 12, 31))] == [5, 4]
    assert promise(date(2027, 1, 1)).amount == 3


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"act_number": " "}, "act_number", "missing"),
        ({"unit": "fortnight"}, "unit", "unknown"),
        ({"amount": 0}, "amount", "out_of_range"),
        ({"amount": -1}, "amount", "out_of_range"),
        ({"valid_from": date(2026, 1, 12)}, "valid_from", "already_there"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(untouched, stamp, change, field, reason):
    with pytest.raises(Unacceptable) as refusal:
        services.enter_rule(rule=replace(RULE, **change), stamp=stamp)

    assert (refusal.value.field, refusal.value.reason) == (field, reason)


def test_a_jurists_signature_shows_on_the_limit(law, stamp):
    services.review(
        code="td.reply",
        version=date(2014, 7, 1),
        by="Luật gia A",
        document="Biên bản 1/2026",
        stamp=stamp,
    )

    assert queries.book().limit("td.reply", FRIDAY).review == "reviewed"
    assert record.about("law:td.reply")[0]["kind"] == "law.rule_reviewed"


@pytest.mark.parametrize(
    "change", [{"document": ""}, {"by": " "}, {"code": "td.none"}, {"version": date(2000, 1, 1)}]
)
def test_a_signature_under_nothing_is_refused(untouched, stamp, change):
    given = {"code": "td.reply", "version": date(2014, 7, 1), "by": "A", "document": "B"}

    with pytest.raises(Unacceptable):
        services.review(**{**given, **change}, stamp=stamp)


def test_both_halves_of_a_swap_change_the_calendar(law, stamp):
    calendar = services.override_day(days=[OFF, WORKED], document=DOCUMENT, stamp=stamp)

    assert calendar.why_off(FRIDAY) == "Hoán đổi với thứ Bảy 12/12 (" + DOCUMENT + ")"
    assert calendar.is_working(SATURDAY)
    assert queries.book().calendar() == calendar


def test_a_swap_leaves_one_line_with_its_document_and_days(law, stamp):
    services.override_day(days=[OFF, WORKED], document=DOCUMENT, stamp=stamp)

    (line,) = record.about("law:calendar")
    assert line["facts"]["document"] == DOCUMENT
    assert [day["on"] for day in line["facts"]["days"]] == ["2026-12-18", "2026-12-12"]


@pytest.mark.parametrize("half", [OFF, WORKED])
def test_half_a_swap_is_refused(untouched, stamp, half):
    with pytest.raises(HalfSwap):
        services.override_day(days=[half], document=DOCUMENT, stamp=stamp)


def test_a_day_off_for_a_storm_needs_no_saturday(law, stamp):
    storm = DayOverride(FRIDAY, "off", "Nghỉ tránh bão")

    calendar = services.override_day(
        days=[storm], document="Công điện 5/CĐ-UBND", stamp=stamp, ground=services.EXTRA
    )

    assert calendar.why_off(FRIDAY) == "Nghỉ tránh bão (Công điện 5/CĐ-UBND)"


def test_a_swap_that_was_called_off_is_set_right(law, stamp):
    services.override_day(days=[OFF, WORKED], document=DOCUMENT, stamp=stamp)
    back = [DayOverride(FRIDAY, "working", "Thôi"), DayOverride(SATURDAY, "off", "Thôi")]

    calendar = services.override_day(
        days=back, document="TB 100", stamp=stamp, ground=services.CORRECTION
    )

    assert calendar.is_working(FRIDAY)
    assert not calendar.is_working(SATURDAY)
    assert [one.document for one in queries.overrides()][:2] == ["TB 100", "TB 100"]


@pytest.mark.parametrize(
    ("days", "document", "ground", "field"),
    [
        ([OFF, WORKED], "  ", "swap", "document"),
        ([], DOCUMENT, "swap", "days"),
        ([OFF, OFF], DOCUMENT, "swap", "days"),
        ([OFF, WORKED], DOCUMENT, "whim", "ground"),
        ([replace(OFF, reason=""), WORKED], DOCUMENT, "swap", "reason"),
        ([replace(OFF, state="half"), WORKED], DOCUMENT, "swap", "state"),
        ([replace(OFF, on=date(2026, 12, 19)), WORKED], DOCUMENT, "swap", "on"),
        ([replace(WORKED, on=FRIDAY), OFF], DOCUMENT, "swap", "days"),
        ([WORKED], DOCUMENT, "extra_day_off", "state"),
    ],
)
def test_days_that_make_no_sense_are_refused(untouched, stamp, days, document, ground, field):
    with pytest.raises(Unacceptable) as refusal:
        services.override_day(days=days, document=document, stamp=stamp, ground=ground)

    assert refusal.value.field == field


def test_a_refused_change_never_reaches_the_book(law, stamp):
    calendar = queries.book().calendar()

    with pytest.raises(Refusal):
        services.override_day(days=[OFF], document=DOCUMENT, stamp=stamp)

    assert queries.book().calendar() == calendar
