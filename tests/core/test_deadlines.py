import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.deadlines import Alternative, Granted, Limit, Pause, Unit, compute
from soi.core.workdays import Calendar

WEEKENDS = Calendar()
SOURCE = "Luật 25/2018/QH14, Điều 30"


def limit(amount=30, unit=Unit.CALENDAR_DAY, **more):
    return Limit("tc.resolve", "2019-01-01", amount, unit, SOURCE, **more)


days = st.dates(date(2023, 1, 1), date(2027, 1, 1))
counted = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH])
limits = st.builds(limit, st.integers(1, 24), counted)
pauses = st.builds(
    lambda since, length: Pause(since, since + timedelta(length), "QĐ 3"), days, st.integers(0, 60)
)
extensions = st.builds(
    Granted, st.just("complex"), st.integers(1, 30), counted, st.just("QĐ 4"), days
)
calendars = st.builds(
    Calendar,
    st.dictionaries(days, st.just("nghỉ lễ"), max_size=20),
    st.dictionaries(days, st.just("làm bù"), max_size=5),
)


def test_the_first_day_is_not_counted():
    assert compute(limit(), date(2026, 3, 2), WEEKENDS).due_on == date(2026, 4, 1)


def test_a_limit_that_ends_on_a_day_off_ends_on_the_next_working_day():
    assert compute(limit(), date(2026, 3, 6), WEEKENDS).due_on == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("began_on", "months", "due_on"),
    [
        (date(2026, 3, 16), 1, date(2026, 4, 16)),
        (date(2026, 1, 31), 1, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2023, 12, 29), 2, date(2024, 2, 29)),
        (date(2025, 10, 31), 13, date(2026, 11, 30)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(began_on, months, due_on):
    assert compute(limit(months, Unit.MONTH), began_on, WEEKENDS).due_on == due_on


@pytest.mark.parametrize(
    ("amount", "unit", "due_on"),
    [
        (5, Unit.WORKING_DAY, date(2026, 3, 9)),
        (5, Unit.CALENDAR_DAY, date(2026, 3, 11)),
        (2, Unit.CALENDAR_DAY, date(2026, 3, 13)),  # a Saturday: earlier, never later
        (1, Unit.MONTH, date(2026, 2, 16)),
    ],
)
def test_counted_backwards_the_anchor_is_left_out_and_days_off_move_it_earlier(
    amount, unit, due_on
):
    anchor = date(2026, 3, 16)

    assert compute(limit(amount, unit, direction="before"), anchor, WEEKENDS).due_on == due_on


def test_at_once_means_the_same_day_though_it_be_a_sunday():
    assert compute(limit(0, Unit.IMMEDIATE), date(2026, 3, 1), WEEKENDS).due_on == date(2026, 3, 1)


def test_what_must_last_so_long_is_not_moved_by_a_day_off():
    rule = limit(30, bound="at_least")

    assert compute(rule, date(2026, 3, 6), WEEKENDS).due_on == date(2026, 4, 5)


def test_no_limit_gives_no_day():
    assert compute(None, date(2026, 3, 2), WEEKENDS).due_on is None


def test_of_several_totals_that_fit_the_longest_holds():
    rule = limit(
        alternatives=(
            Alternative("complex", 45, Unit.CALENDAR_DAY),
            Alternative("complex_remote", 60, Unit.CALENDAR_DAY),
            Alternative("other", 90, Unit.CALENDAR_DAY),
        )
    )
    facts = frozenset({"complex", "complex_remote"})
    deadline = compute(rule, date(2026, 3, 3), WEEKENDS, facts=facts)

    assert deadline.due_on == date(2026, 5, 4)
    assert deadline.trace["alternative"] == "complex_remote"


def test_the_trace_tells_rule_version_and_every_day_passed_over():
    calendar = Calendar({date(2026, 3, 3): "nghỉ lễ"}, {date(2026, 3, 7): "làm bù"})
    rule = limit(4, Unit.WORKING_DAY, counted_from="ngày thụ lý")

    assert compute(rule, date(2026, 3, 2), calendar).trace == {
        "rule": "tc.resolve",
        "version": "2019-01-01",
        "trigger": "ngày thụ lý",
        "day0": "2026-03-02",
        "amount": 4,
        "unit": "working_day",
        "bound": "at_most",
        "direction": "after",
        "alternative": "",
        "extensions": [],
        "pauses": [],
        "skipped": [{"on": "2026-03-03", "why": "nghỉ lễ"}],
        "worked": [{"on": "2026-03-07", "why": "làm bù"}],
        "counted": "2026-03-07",
        "result": "2026-03-07",
    }


def test_calendar_days_tell_only_the_days_off_at_their_end():
    trace = compute(limit(), date(2026, 3, 5), WEEKENDS).trace

    assert trace["skipped"] == [
        {"on": "2026-04-04", "why": "thứ Bảy"},
        {"on": "2026-04-05", "why": "chủ nhật"},
    ]


def test_calendar_days_that_end_on_a_monday_passed_over_nothing():
    assert compute(limit(), date(2026, 3, 7), WEEKENDS).trace["skipped"] == []


def test_the_trace_tells_extensions_and_pauses_with_their_documents():
    more = Granted("complex", 30, Unit.CALENDAR_DAY, "QĐ 4", date(2026, 3, 20))
    ended = Pause(date(2026, 3, 10), date(2026, 3, 12), "QĐ 3")
    trace = compute(limit(), date(2026, 3, 2), WEEKENDS, granted=(more,), pauses=(ended,)).trace

    assert trace["extensions"] == [{"amount": 30, "unit": "calendar_day", "document": "QĐ 4"}]
    assert trace["pauses"] == [{"since": "2026-03-10", "until": "2026-03-12", "document": "QĐ 3"}]


@given(limits, days, calendars)
def test_the_last_day_is_always_a_working_day_after_the_first(rule, began_on, calendar):
    due_on = compute(rule, began_on, calendar).due_on

    assert due_on > began_on
    assert calendar.is_working(due_on)


@given(limits, days, calendars)
def test_backwards_the_last_day_is_always_a_working_day_before_the_anchor(rule, anchor, calendar):
    rule = limit(rule.amount, rule.unit, direction="before")
    due_on = compute(rule, anchor, calendar).due_on

    assert due_on < anchor
    assert calendar.is_working(due_on)


@given(limits, days, days, calendars)
def test_whoever_begins_later_is_never_due_earlier(rule, one, other, calendar):
    first, second = sorted((one, other))

    assert compute(rule, first, calendar).due_on <= compute(rule, second, calendar).due_on


@given(limits, days, st.lists(pauses, max_size=3), st.lists(extensions, max_size=3), calendars)
def test_neither_pause_nor_extension_ever_brings_the_day_forward(
    rule, began_on, stood, more, calendar
):
    plain = compute(rule, began_on, calendar).due_on
    moved = compute(rule, began_on, calendar, granted=more, pauses=stood).due_on

    assert moved >= plain


@given(limits, days, st.lists(pauses, max_size=3), st.lists(extensions, max_size=3), calendars)
def test_the_order_in_which_acts_are_handed_over_changes_nothing(
    rule, began_on, stood, more, calendar
):
    # Of two acts on one day the first given is counted first; here each has its own day.
    stood = list({one.until: one for one in stood}.values())
    more = list({one.decided_on: one for one in more}.values())
    there = compute(rule, began_on, calendar, granted=more, pauses=stood)
    back = compute(rule, began_on, calendar, granted=more[::-1], pauses=stood[::-1])

    assert there.due_on == back.due_on


@given(limits, days, st.lists(pauses, max_size=2), calendars)
def test_the_trace_is_plain_json_and_its_days_off_are_days_off(rule, began_on, stood, calendar):
    deadline = compute(rule, began_on, calendar, pauses=stood)
    skipped = [date.fromisoformat(one["on"]) for one in deadline.trace["skipped"]]

    assert json.loads(json.dumps(deadline.trace)) == deadline.trace
    assert not any(calendar.is_working(day) for day in skipped)
    assert deadline.trace["result"] == deadline.due_on.isoformat()
