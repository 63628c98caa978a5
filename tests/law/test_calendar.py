"""Ngày làm việc: ngày lễ, nghỉ bù, hoán đổi và Tết.

Nguồn: Bộ luật Lao động 45/2019/QH14, Điều 111, 112; thông báo nghỉ hằng năm.
"""

from datetime import date, timedelta

import pytest

from soi.core.deadlines import Limit, Unit, compute
from tests.law.book import DAYS, calendar, day, rows

WORKED = """
    ngày       | vì sao
    -----------+---------------------------------------------
    04/05/2024 | thứ Bảy làm bù cho 29/04/2024
    26/04/2025 | thứ Bảy làm bù cho 02/05/2025
    10/01/2026 | thứ Bảy làm bù cho 02/01/2026
    22/08/2026 | thứ Bảy làm bù cho 31/08/2026
    16/11/2026 | thứ Hai thường
"""

OFF = """
    ngày       | vì sao
    -----------+---------------------------------------------
    29/04/2024 | hoán đổi
    02/05/2025 | hoán đổi
    02/01/2026 | hoán đổi, quyết định ngày 25/12/2025
    31/08/2026 | hoán đổi
    10/02/2024 | mùng một Tết Giáp Thìn
    29/01/2025 | mùng một Tết Ất Tỵ
    17/02/2026 | mùng một Tết Bính Ngọ
    06/02/2027 | mùng một Tết Đinh Mùi
    27/04/2026 | nghỉ bù Giỗ Tổ: 10/3 âm lịch là Chủ nhật 26/04
    30/04/2026 | Ngày Chiến thắng
    01/05/2026 | Quốc tế Lao động
    02/09/2026 | Quốc khánh
    17/01/2026 | thứ Bảy thường
    18/01/2026 | Chủ nhật
"""

SEVEN_DAYS = """
    ngày 0     | hạn cuối   | vì sao
    -----------+------------+-----------------------------------------------
    20/08/2026 | 28/08/2026 | tính cả thứ Bảy làm bù 22/08
    24/04/2025 | 07/05/2025 | có thứ Bảy làm bù 26/04, mất 30/4, 1/5 và 2/5
    26/04/2024 | 09/05/2024 | nghỉ 29/4 đến 1/5, thứ Bảy 04/05 làm bù
    31/12/2025 | 12/01/2026 | nghỉ 1/1 và 2/1, thứ Bảy 10/01 làm bù
    12/02/2026 | 02/03/2026 | qua kỳ nghỉ Tết Bính Ngọ
"""


@pytest.mark.parametrize(("on", "why"), rows(WORKED))
def test_a_day_that_is_worked(on, why):
    assert calendar().is_working(day(on)), why


@pytest.mark.parametrize(("on", "why"), rows(OFF))
def test_a_day_that_is_not_worked(on, why):
    assert calendar().why_off(day(on)), why


@pytest.mark.parametrize(("began_on", "due_on", "why"), rows(SEVEN_DAYS))
def test_seven_working_days(began_on, due_on, why):
    assert calendar().add(day(began_on), 7) == day(due_on), why


def test_a_swap_known_only_by_half_gives_another_day():
    half = calendar(without=("2026-08-22",))

    assert half.add(day("20/08/2026"), 7) == day("03/09/2026")


def test_the_swapped_saturday_is_told_in_the_trace():
    limit = Limit("x", "2026-01-01", 7, Unit.WORKING_DAY, "Luật X, Điều 1")
    trace = compute(limit, day("20/08/2026"), calendar()).trace

    assert [one["on"] for one in trace["worked"]] == ["2026-08-22"]


def test_every_weekday_off_has_its_reason_and_its_source():
    assert [one for one in DAYS if not (one["reason"].strip() and one["source"].strip())] == []


def test_no_year_that_is_shipped_lacks_its_tet():
    off = {date.fromisoformat(one["on"]) for one in DAYS if one["state"] == "off"}
    tet = [date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29),
           date(2026, 2, 17), date(2027, 2, 6)]  # fmt: skip

    assert [on for on in tet if on.weekday() < 5 and on not in off] == []
    assert all(any(on + timedelta(step) in off for step in range(-1, 4)) for on in tet)
