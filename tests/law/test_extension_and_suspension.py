"""Gia hạn và tạm đình chỉ.

Gia hạn được cộng vào ngày đến hạn, theo hình thức luật định, quyết định trước khi hết hạn.
Tạm đình chỉ: thời gian tạm đình chỉ không tính vào thời hạn.
Nguồn: Luật Tố cáo 25/2018/QH14, Điều 30, 34; Nghị định 31/2019/NĐ-CP, Điều 3.
"""

from datetime import timedelta

import pytest

from soi.core.deadlines import (
    Extension,
    ExtensionRefused,
    Granted,
    Limit,
    Pause,
    Unit,
    compute,
    extended,
)
from tests.law.book import calendar, day, rows

CALENDAR_DAY = Unit.CALENDAR_DAY
DENUNCIATION = Limit(
    "tc.resolve", "2019-01-01", 30, CALENDAR_DAY, "Luật Tố cáo 25/2018/QH14, Điều 30",
    extensions=(
        Extension("complex", 1, 30, CALENDAR_DAY, "quyết định gia hạn"),
        Extension("very_complex", 2, 30, CALENDAR_DAY, "quyết định gia hạn"),
    ),
)  # fmt: skip
LIMITS = {
    "30 ngày": DENUNCIATION,
    "5 ngày làm việc": Limit("pm.report", "2026-01-12", 5, Unit.WORKING_DAY, "Quy chế, mục 4"),
    "7 ngày làm việc": Limit("kn.accept.2026", "2026-07-01", 7, Unit.WORKING_DAY, "NĐ 155/2026"),
}

EXTENSIONS = """
    thụ lý     | gia hạn | hạn cuối   | vì sao
    -----------+---------+------------+-----------------------------------------
    02/03/2026 |         | 01/04/2026 | ngày thụ lý không tính
    06/03/2026 |         | 06/04/2026 | ngày thứ 30 là Chủ nhật
    02/03/2026 | 30      | 04/05/2026 | ngày thứ 60 là Quốc tế Lao động, thứ Sáu
    02/03/2026 | 30 30   | 03/06/2026 | tính tiếp từ 04/05, là ngày đến hạn khi ấy
"""

REFUSALS = """
    tình tiết    | đã gia hạn | quyết định | văn bản | lý do từ chối
    -------------+------------+------------+---------+--------------
    simple       | 0          | 30/03/2026 | QĐ 1    | no_rule
    complex      | 1          | 30/03/2026 | QĐ 1    | spent
    very_complex | 2          | 30/03/2026 | QĐ 1    | spent
    complex      | 0          | 02/04/2026 | QĐ 1    | expired
    complex      | 0          | 30/03/2026 |         | no_document
"""

SUSPENSIONS = """
    thời hạn        | ngày 0     | tạm đình chỉ | tiếp tục   | hạn cuối   | vì sao
    ----------------+------------+--------------+------------+------------+----------------------
    30 ngày         | 02/03/2026 | 10/03/2026   | 20/03/2026 | 13/04/2026 | 01/04 + 10: Bảy 11/04
    30 ngày         | 02/03/2026 | 10/03/2026   | 16/03/2026 | 07/04/2026 | 01/04 + 6
    30 ngày         | 02/03/2026 | 10/03/2026   |            | 01/04/2026 | chưa tiếp tục
    5 ngày làm việc | 02/03/2026 | 04/03/2026   | 11/03/2026 | 16/03/2026 | dừng 5 ngày làm việc
    5 ngày làm việc | 02/03/2026 | 07/03/2026   | 09/03/2026 | 09/03/2026 | dừng cuối tuần
    7 ngày làm việc | 20/08/2026 | 21/08/2026   | 24/08/2026 | 04/09/2026 | cả Bảy làm bù
"""


def granted(count: int, on: str = "16/03/2026") -> tuple[Granted, ...]:
    return tuple(Granted("complex", 30, CALENDAR_DAY, "QĐ 12", day(on)) for _ in range(count))


@pytest.mark.parametrize(("accepted_on", "extensions", "due_on", "why"), rows(EXTENSIONS))
def test_the_last_day_after_extensions(accepted_on, extensions, due_on, why):
    given = granted(len(extensions.split()))
    deadline = compute(DENUNCIATION, day(accepted_on), calendar(), granted=given)

    assert deadline.due_on == day(due_on), why


@pytest.mark.parametrize(("condition", "count", "decided_on", "document", "reason"), rows(REFUSALS))
def test_an_extension_the_law_does_not_grant_is_refused(
    condition, count, decided_on, document, reason
):
    new = Granted(condition, 30, CALENDAR_DAY, document, day(decided_on))

    with pytest.raises(ExtensionRefused) as refused:
        extended(DENUNCIATION, granted(int(count)), new, day("01/04/2026"))
    assert refused.value.facts["reason"] == reason


@pytest.mark.parametrize("amount", [0, -1, 31])
def test_an_extension_longer_than_the_law_grants_is_refused(amount):
    new = Granted("complex", amount, CALENDAR_DAY, "QĐ 1", day("30/03/2026"))

    with pytest.raises(ExtensionRefused) as refused:
        extended(DENUNCIATION, (), new, day("01/04/2026"))
    assert refused.value.facts == {
        "reason": "too_long", "source": DENUNCIATION.source, "most": 30,
    }  # fmt: skip


def test_an_extension_may_be_decided_on_the_last_day_itself():
    new = Granted("complex", 30, CALENDAR_DAY, "QĐ 1", day("01/04/2026"))

    assert extended(DENUNCIATION, (), new, day("01/04/2026")) == (new,)


def test_thirty_and_thirty_and_thirty_is_never_more_than_ninety_days_and_days_off():
    due_on = compute(DENUNCIATION, day("02/03/2026"), calendar(), granted=granted(2)).due_on

    assert timedelta(days=90) <= due_on - day("02/03/2026") <= timedelta(days=93)


@pytest.mark.parametrize(
    ("limit", "began_on", "since", "until", "due_on", "why"), rows(SUSPENSIONS)
)
def test_the_time_of_a_suspension_does_not_count(limit, began_on, since, until, due_on, why):
    pause = Pause(day(since), day(until) if until else None, "QĐ tạm đình chỉ")
    deadline = compute(LIMITS[limit], day(began_on), calendar(), pauses=(pause,))

    assert deadline.due_on == day(due_on), why


def test_acts_are_counted_in_the_order_in_which_they_were_decided():
    pause = Pause(day("10/03/2026"), day("20/03/2026"), "QĐ tạm đình chỉ")
    late = granted(1, "08/04/2026")
    first = compute(DENUNCIATION, day("02/03/2026"), calendar(), pauses=(pause,)).due_on
    both = compute(DENUNCIATION, day("02/03/2026"), calendar(), granted=late, pauses=(pause,))

    assert both.due_on == calendar().on_or_after(first + timedelta(days=30))
