"""Khiếu nại và tiếp công dân: mọi quy tắc, ở cả hai phía của ngày 01/07/2026.

Quy tắc còn hiệu lực ở phía nào thì có một lần tính ở phía đó; phía kia thì không được dùng.
"""

import pytest

from soi.core import complaints, receptions
from soi.core.deadlines import compute
from tests.law.book import RULES, calendar, day, limit, rows

BEFORE, AFTER = "30/06/2026", "01/07/2026"
KINDS = {"khieu_nai", "tiep_dan"}
SIDES = """
    quy tắc             | ngày 0     | hạn cuối   | vì sao
    --------------------+------------+------------+------------------------------------------
    kn.limit            | 30/06/2026 | 28/09/2026 | 90 ngày
    kn.limit            | 01/07/2026 | 29/09/2026 | 90 ngày
    kn.accept1          | 30/06/2026 | 10/07/2026 | 10 ngày, luật cũ
    kn.accept1          | 01/07/2026 |            | hết hiệu lực: kn.accept.2026 thay
    kn.accept2          | 30/06/2026 | 10/07/2026 | 10 ngày, luật cũ
    kn.accept2          | 01/07/2026 |            | hết hiệu lực: kn.accept.2026 thay
    kn.accept.2026      | 30/06/2026 |            | chưa có hiệu lực
    kn.accept.2026      | 01/07/2026 | 10/07/2026 | 7 ngày làm việc
    kn.resolve1         | 30/06/2026 | 30/07/2026 | 30 ngày
    kn.resolve1         | 01/07/2026 | 31/07/2026 | 30 ngày
    kn.send1            | 30/06/2026 | 03/07/2026 | 3 ngày làm việc
    kn.send1            | 01/07/2026 | 06/07/2026 | 3 ngày làm việc, qua cuối tuần
    kn.second           | 30/06/2026 | 30/07/2026 | 30 ngày
    kn.second           | 01/07/2026 | 31/07/2026 | 30 ngày
    kn.resolve2         | 30/06/2026 | 14/08/2026 | 45 ngày
    kn.resolve2         | 01/07/2026 | 17/08/2026 | ngày thứ 45 là thứ Bảy 15/08
    kn.send2            | 30/06/2026 | 07/07/2026 | 7 ngày
    kn.send2            | 01/07/2026 | 08/07/2026 | 7 ngày
    kn.info             | 30/06/2026 | 07/07/2026 | 7 ngày
    kn.info             | 01/07/2026 | 08/07/2026 | 7 ngày
    kn.inforce1         | 30/06/2026 | 30/07/2026 | 30 ngày
    kn.inforce1         | 01/07/2026 | 31/07/2026 | 30 ngày
    kn.inforce2         | 30/06/2026 | 30/07/2026 | 30 ngày
    kn.inforce2         | 01/07/2026 | 31/07/2026 | 30 ngày
    kn.front            | 30/06/2026 | 07/07/2026 | 7 ngày
    kn.front            | 01/07/2026 | 08/07/2026 | 7 ngày
    kn.discipline1      | 30/06/2026 | 15/07/2026 | 15 ngày
    kn.discipline1      | 01/07/2026 | 16/07/2026 | 15 ngày
    kn.discipline2      | 30/06/2026 | 10/07/2026 | 10 ngày
    kn.discipline2      | 01/07/2026 | 13/07/2026 | ngày thứ 10 là thứ Bảy 11/07
    kn.dialogue_notice  | 30/06/2026 |            | chưa có hiệu lực
    kn.dialogue_notice  | 01/07/2026 | 26/06/2026 | 5 ngày, đếm ngược
    kn.suspend_notice   | 30/06/2026 |            | chưa có hiệu lực
    kn.suspend_notice   | 01/07/2026 | 06/07/2026 | 3 ngày làm việc
    td.reply            | 30/06/2026 | 14/07/2026 | 10 ngày làm việc
    td.reply            | 01/07/2026 | 15/07/2026 | 10 ngày làm việc
    td.forwarded_result | 30/06/2026 | 09/07/2026 | 7 ngày làm việc
    td.forwarded_result | 01/07/2026 | 10/07/2026 | 7 ngày làm việc
    td.pass_on          | 30/06/2026 | 07/07/2026 | 5 ngày làm việc
    td.pass_on          | 01/07/2026 | 08/07/2026 | 5 ngày làm việc
    td.schedule         | 30/06/2026 | 23/06/2026 | trước 5 ngày làm việc
    td.schedule         | 01/07/2026 | 24/06/2026 | trước 5 ngày làm việc
    td.refuse           | 30/06/2026 |            | chưa có hiệu lực
    td.refuse           | 01/07/2026 | 06/07/2026 | 3 ngày làm việc
    td.sanction45       | 30/06/2026 |            | chưa có hiệu lực
    td.sanction45       | 01/07/2026 | 17/08/2026 | ngày thứ 45 là thứ Bảy 15/08; chỉ là lời nhắc
"""
STANDING = {"td.commune_chair", "td.province_chair"}  # lịch định kỳ: không phải một ngày đến hạn


def lawful():
    return [one for one in RULES if one["kind"] in KINDS]


@pytest.mark.parametrize(("code", "began_on", "due_on", "why"), rows(SIDES))
def test_each_side_of_july_has_its_own_law(code, began_on, due_on, why):
    rule = limit(code, day(began_on))

    if not due_on:
        assert rule is None, why
    else:
        assert compute(rule, day(began_on), calendar()).due_on == day(due_on), why


def test_every_rule_on_complaints_and_reception_stands_in_the_table_on_both_sides():
    told = {(row[0], row[1]) for row in rows(SIDES)}

    wanted = {(one["id"], side) for one in lawful() for side in (BEFORE, AFTER)}
    assert {pair for pair in wanted if pair[0] not in STANDING} == told


def test_the_table_says_of_each_side_what_the_book_says():
    for code, side, due_on, _why in rows(SIDES):
        versions = [one for one in lawful() if one["id"] == code]
        on = day(side).isoformat()
        in_force = any(one["valid_from"] <= on <= (one["valid_to"] or "9") for one in versions)
        assert in_force == bool(due_on), (code, side)


def test_every_rule_on_complaints_and_reception_is_named_by_a_step():
    """A rule that a step names, or one that follows such a rule from a later day."""
    named = {code for pair in complaints.RULES.values() for code in pair if code}
    named |= {complaints.rule_of(complaints.Step.FILE, stage, complaints.Against.DISCIPLINE)
              for stage in (complaints.FIRST, complaints.SECOND)}  # fmt: skip
    named |= set(receptions.RULES.values())
    named |= {one["superseded_by"] for one in lawful() if one["id"] in named}

    assert {one["id"] for one in lawful()} <= named
