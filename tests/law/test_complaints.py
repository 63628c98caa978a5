"""Thời hạn khiếu nại: hai phía của ngày 01/07/2026, và các tổng thay thế 30, 45, 60.

Nguồn: Luật Khiếu nại 02/2011/QH13, Điều 9, 27, 28, 36, 37; Nghị định 155/2026.
"""

import pytest

from soi.core.deadlines import compute
from tests.law.book import calendar, day, limit, rows

ACCEPTANCE = """
    quy tắc        | nhận đơn   | hạn thụ lý | vì sao
    ---------------+------------+------------+-----------------------------------------------
    kn.accept1     | 15/06/2026 | 25/06/2026 | lần đầu, 10 ngày theo Điều 27
    kn.accept2     | 15/06/2026 | 25/06/2026 | lần hai, 10 ngày theo Điều 36
    kn.accept1     | 30/06/2026 | 10/07/2026 | nhận ngày cuối của luật cũ thì giữ luật cũ
    kn.accept.2026 | 01/07/2026 | 10/07/2026 | từ 01/07/2026: 7 ngày làm việc
    kn.accept.2026 | 20/08/2026 | 28/08/2026 | thứ Bảy 22/08 làm bù, tính là ngày làm việc
"""

OUT_OF_FORCE = """
    quy tắc        | ngày       | vì sao
    ---------------+------------+------------------------------
    kn.accept1     | 01/07/2026 | hết hiệu lực từ 01/07/2026
    kn.accept2     | 01/07/2026 | hết hiệu lực từ 01/07/2026
    kn.accept.2026 | 30/06/2026 | chưa có hiệu lực
"""

SETTLEMENT = """
    quy tắc     | thụ lý     | tình tiết       | hạn cuối   | vì sao
    ------------+------------+-----------------+------------+---------------------------------
    kn.resolve1 | 02/03/2026 |                 | 01/04/2026 | 30 ngày
    kn.resolve1 | 02/03/2026 | complex         | 16/04/2026 | phức tạp: 45 ngày từ cùng ngày 0
    kn.resolve1 | 02/03/2026 | remote          | 16/04/2026 | vùng sâu, vùng xa: 45 ngày
    kn.resolve1 | 02/03/2026 | complex remote  | 04/05/2026 | 60 ngày là 01/05, nghỉ lễ và cuối tuần
    kn.resolve2 | 02/03/2026 |                 | 16/04/2026 | lần hai: 45 ngày
    kn.resolve2 | 02/03/2026 | complex         | 04/05/2026 | lần hai phức tạp: 60 ngày
    kn.resolve2 | 02/03/2026 | complex remote  | 11/05/2026 | 70 ngày
    kn.second   | 15/01/2026 |                 | 23/02/2026 | ngày thứ 30 là 14/02, tiếp đến Tết
    kn.second   | 15/01/2026 | remote          | 02/03/2026 | ngày thứ 45 là Chủ nhật 01/03
    kn.send1    | 13/02/2026 |                 | 25/02/2026 | 3 ngày làm việc, qua Tết
    kn.send2    | 13/02/2026 |                 | 23/02/2026 | ngày thứ 7 rơi vào Tết
    kn.limit    | 02/12/2025 |                 | 02/03/2026 | thời hiệu 90 ngày
    kn.discipline2 | 02/03/2026 | dismissal    | 01/04/2026 | buộc thôi việc: 30 ngày thay vì 10
"""


@pytest.mark.parametrize(("code", "received_on", "due_on", "why"), rows(ACCEPTANCE))
def test_the_last_day_to_accept_a_complaint(code, received_on, due_on, why):
    rule = limit(code, day(received_on))

    assert compute(rule, day(received_on), calendar()).due_on == day(due_on), why


@pytest.mark.parametrize(("code", "on", "why"), rows(OUT_OF_FORCE))
def test_a_rule_is_not_used_outside_its_days(code, on, why):
    assert limit(code, day(on)) is None, why


@pytest.mark.parametrize(("code", "began_on", "facts", "due_on", "why"), rows(SETTLEMENT))
def test_the_last_day_to_settle_a_complaint(code, began_on, facts, due_on, why):
    given = frozenset(facts.split())
    if {"complex", "remote"} <= given:
        given |= {"remote_complex"}
    deadline = compute(limit(code, day(began_on)), day(began_on), calendar(), facts=given)

    assert deadline.due_on == day(due_on), why


def test_a_complaint_to_be_settled_grants_no_extension():
    rule = limit("kn.resolve1", day("02/03/2026"))

    assert rule.extensions == ()
