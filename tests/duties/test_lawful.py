"""A new version of a rule: shown first, then done; a past day is never rewritten."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from soi.core.deadlines import ExtensionRefused, Unit
from soi.core.duties import Kind
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.duties import queries, services
from soi.duties.services import NewDuty
from soi.duties.services.clockwork import PauseRefused
from soi.law import queries as law
from soi.law import services as laws
from soi.law.services import NewRule
from soi.portal import services as portal
from soi.record import queries as record
from tests.acting import unbound

KT = "phong-kt-phuong-mau"
NEW = NewRule(
    code="td.reply", kind="tiep_dan", scope="VN", amount=5, unit="working_day",
    trigger="nhận tại nơi tiếp công dân", holder="người tiếp nhận", counted_from="ngày nhận",
    act_title="Luật Tiếp công dân", act_number="99/2026/QH16", article="Điều 28.1",
    valid_from=date(2026, 3, 1), source="bản thử",
)  # fmt: skip

CASE = "test:1"  # whose parts all these acts are


def at(day: date) -> Stamp:
    return unbound(datetime(day.year, day.month, day.day, 2, tzinfo=UTC), office=KT).within(CASE)


def owed(began_on: date, code: str = "td.reply", facts=frozenset()):
    limit = law.book().limit(code, began_on)
    new = NewDuty(kind=Kind.PETITION_REPLY, title="Trả lời", holder=KT, starts_on=began_on,
                  source_ref=CASE, limit=limit, facts=frozenset(facts))  # fmt: skip
    return services.assign(new=new, stamp=at(began_on))


@pytest.fixture
def untouched(ward):
    before = record.root()
    yield
    assert record.root() == before


def foreseen(today: date):
    return services.touched(limit=laws.limit_of(NEW), calendar=law.book().calendar(), today=today)


def test_a_change_shows_the_duties_it_touches_before_it_is_applied(ward):
    before, after = owed(date(2026, 2, 26)), owed(date(2026, 3, 2))

    (one,) = foreseen(date(2026, 3, 4))

    assert (one.number, one.before, one.after, one.kept) == (
        after.number, date(2026, 3, 16), date(2026, 3, 9), "",
    )  # fmt: skip
    assert queries.by_number(before.number).due_on == before.due_on


def test_applying_it_moves_what_was_shown_and_leaves_a_line_with_both_days(ward):
    duty = owed(date(2026, 3, 2))

    moved = portal.enter_rule(rule=NEW, stamp=at(date(2026, 3, 4)))

    assert moved == 1
    assert queries.by_number(duty.number).due_on == date(2026, 3, 9)
    line = record.about(duty.ref)[-1]
    assert (line["facts"]["from"], line["facts"]["to"]) == ("2026-03-16", "2026-03-09")


def test_a_past_due_day_is_never_rewritten(ward):
    duty = owed(date(2026, 3, 2))
    (one,) = foreseen(date(2026, 3, 12))

    moved = portal.enter_rule(rule=NEW, stamp=at(date(2026, 3, 12)))

    assert (one.kept, moved) == ("past", 0)
    assert queries.by_number(duty.number).due_on == date(2026, 3, 16)


def test_a_case_keeps_the_version_of_its_trigger(ward):
    duty = owed(date(2026, 2, 26))

    portal.enter_rule(rule=NEW, stamp=at(date(2026, 3, 4)))

    assert queries.by_number(duty.number).limit["version"] == "2014-07-01"
    assert law.book().limit("td.reply", date(2026, 2, 28)).amount == 10
    assert law.book().limit("td.reply", date(2026, 3, 1)).amount == 5


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"article": " "}, "article", "missing"),
        ({"valid_from": date(2014, 7, 1)}, "valid_from", "already_there"),
        ({"valid_to": date(2026, 2, 1)}, "valid_to", "before_start"),
        ({"kind": "khieu_nai"}, "code", "another_rule"),
        ({"valid_from": date(2013, 1, 1), "valid_to": date(2015, 1, 1)}, "valid_to", "overlaps"),
        ({"unit": "week"}, "unit", "unknown"),
    ],
)
def test_a_rule_that_cannot_stand_is_refused_by_name(untouched, change, field, reason):
    with pytest.raises(Unacceptable) as refusal:
        portal.enter_rule(rule=replace(NEW, **change), stamp=at(date(2026, 3, 4)))

    assert (refusal.value.field, refusal.value.reason) == (field, reason)


def test_a_complaint_may_be_suspended_only_from_july_2026(ward):
    duty = owed(date(2026, 6, 15), "kn.resolve1")
    words = {"number": duty.number, "ground": "chờ giám định", "document": "QĐ 8"}

    with pytest.raises(PauseRefused) as refusal:
        services.pause(stamp=at(date(2026, 6, 30)), **words)

    assert refusal.value.facts["reason"] == "not_yet"
    assert services.pause(stamp=at(date(2026, 7, 1)), **words).paused


def test_very_complex_is_computed_from_what_was_noted(ward):
    duty = owed(date(2026, 3, 2), "tc.resolve")
    words = {
        "number": duty.number, "condition": "very_complex", "amount": 30,
        "unit": Unit.CALENDAR_DAY, "document": "QĐ 9", "reason": "nhiều nơi",
        "stamp": at(date(2026, 3, 20)),
    }  # fmt: skip

    with pytest.raises(ExtensionRefused) as refusal:
        services.extend(criteria=["many_places"], **words)

    assert refusal.value.facts["reason"] == "not_that_case"
    later = services.extend(criteria=["many_places", "foreign_element"], **words)
    assert later.due_on == date(2026, 5, 4)
