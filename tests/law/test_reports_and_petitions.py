"""Thời hạn đối với phản ánh, kiến nghị và tại nơi tiếp công dân.

Phản ánh hiện trường không có thời hạn luật định: hoặc có quy định của địa phương (in rõ là
mốc nội bộ), hoặc trang ghi "không có thời hạn luật định".
"""

import pytest

from soi.core.deadlines import compute
from tests.law.book import calendar, day, limit, rows

CASES = """
    quy tắc            | ngày 0     | hạn cuối   | vì sao
    -------------------+------------+------------+------------------------------------------
    td.reply           | 02/03/2026 | 16/03/2026 | 10 ngày làm việc, ngày nhận không tính
    td.reply           | 09/02/2026 | 02/03/2026 | qua Tết Bính Ngọ
    td.forwarded_result| 20/08/2026 | 28/08/2026 | 7 ngày làm việc, thứ Bảy 22/08 làm bù
    td.pass_on         | 27/04/2026 | 06/05/2026 | qua 30/4 và 1/5
    td.refuse          | 06/07/2026 | 09/07/2026 | 3 ngày làm việc, Điều 4.3 NĐ 154/2026
    td.sanction45      | 02/07/2026 | 17/08/2026 | ngày thứ 45 là Chủ nhật 16/08
    pa.regulation_pass | 06/03/2026 | 13/03/2026 | 5 ngày làm việc, chỉ chuyển, không phải trả lời
    pa.dn.urgent       | 07/03/2026 | 09/03/2026 | nhận thứ Bảy, ngày 1 là thứ Hai
    pa.dn.simple       | 30/12/2025 | 06/01/2026 | qua 1/1 và ngày 2/1 được hoán đổi
    pm.report          | 30/04/2026 | 08/05/2026 | gửi trong ngày lễ, mốc nội bộ 5 ngày làm việc
    pm.petition        | 07/08/2026 | 21/08/2026 | mốc nội bộ 10 ngày làm việc
    pm.urgent          | 01/09/2026 | 03/09/2026 | 31/08, 1/9 và 2/9 đều nghỉ
"""

BACKWARDS = """
    quy tắc            | mốc        | chậm nhất  | vì sao
    -------------------+------------+------------+------------------------------------------
    td.schedule        | 16/03/2026 | 09/03/2026 | niêm yết lịch trước 5 ngày làm việc
    td.schedule        | 07/05/2026 | 28/04/2026 | 30/4 và 1/5 không tính
    kn.dialogue_notice | 20/07/2026 | 15/07/2026 | báo trước 5 ngày
    kn.dialogue_notice | 17/07/2026 | 10/07/2026 | 12/07 là Chủ nhật: lùi sớm hơn, không muộn hơn
"""


@pytest.mark.parametrize(("code", "began_on", "due_on", "why"), rows(CASES))
def test_the_last_day_to_act_on_a_report_or_petition(code, began_on, due_on, why):
    rule = limit(code, day(began_on))

    assert compute(rule, day(began_on), calendar()).due_on == day(due_on), why


@pytest.mark.parametrize(("code", "anchor", "due_on", "why"), rows(BACKWARDS))
def test_the_last_day_to_give_notice_beforehand(code, anchor, due_on, why):
    rule = limit(code, day(anchor))

    assert compute(rule, day(anchor), calendar()).due_on == day(due_on), why


def test_a_report_has_no_statutory_day():
    deadline = compute(None, day("02/03/2026"), calendar())

    assert (deadline.due_on, deadline.statutory, deadline.source) == (None, False, "")


@pytest.mark.parametrize("code", ["pm.report", "pm.petition", "pm.urgent", "pa.dn.simple"])
def test_what_a_place_promised_itself_is_never_shown_as_statutory(code):
    on = day("02/03/2026")

    assert not compute(limit(code, on), on, calendar()).statutory


def test_the_day_a_week_for_citizens_has_no_figure_after_the_middle_of_2026():
    assert limit("td.commune_chair", day("01/07/2026")) is None
