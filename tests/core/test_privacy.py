from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.privacy import MASK, Span, mask, spans

FOUND = [
    ("gọi 0900 000 011 nhé", "0900 000 011", "phone"),
    ("gọi +84 900.000.011 nhé", "+84 900.000.011", "phone"),
    ("CCCD 000000000123 của tôi", "000000000123", "citizen_id"),
    ("xe 00C-123.45 đổ xà bần", "00C-123.45", "plate"),
    ("thư cho mau.thu+1@vi-du.vn nhé", "mau.thu+1@vi-du.vn", "mail"),
    ("chuyển vào stk 0071000123456 của", "stk 0071000123456", "account"),
    ("ở số nhà 12/3A đường", "số nhà 12/3A", "house"),
    ("nhà 27 Mai Vàng để rác", "27 Mai Vàng", "house"),
    ("ở 14 đường Hoa Sữa ồn", "14 đường Hoa", "house"),
    ("ông Nguyễn Văn Mẫu nhận tiền", "ông Nguyễn Văn Mẫu", "name"),
    ("Bà Mẫu bán cá", "Bà Mẫu", "name"),
    ("ong Tran Van Thu nhan tien", "ong Tran Van Thu", "name"),
    ("Tôi là Lê Thử, ở tổ 5", "Tôi là Lê Thử", "name"),
    ("cán bộ Trần Giả quát dân", "cán bộ Trần Giả", "name"),
]

INNOCENT = [
    "anh ấy đi qua ngã ba Phượng Vĩ",
    "Ho Nho hoi tanh, cau Van gay lan can",
    "ở tổ 12 khu phố 5, cột đèn số 7",
    "tổ dân phố số 5 họp lúc 19h ngày 02/03/2026",
    "đóng 300 ngàn, đợi 45 ngày",
    "rác ở hẻm 5 Phượng Vĩ",
    "KARAOKE Ở TỔ 2, NHÀ CÓ NGƯỜI BỆNH",
    "theo Nghị định 155/2026/NĐ-CP, Điều 10",
]

texts = st.text(st.sampled_from("aăđệ 0123456789.,-@\nNgười ÔngBàĐặng"), max_size=80)


@pytest.mark.parametrize(("text", "part", "what"), FOUND)
def test_what_may_give_somebody_away_is_marked(text, part, what):
    assert [(text[one.start : one.end], one.what) for one in spans(text)] == [(part, what)]


def test_a_number_that_may_be_two_things_is_marked_once():
    assert spans("số tài khoản 0900000011") == [Span(13, 23, "phone")]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_gives_nobody_away_is_left_alone(text):
    assert spans(text) == []


@pytest.mark.parametrize(
    ("hidden", "masked"),
    [
        ([], "gọi 0900 nhé"),
        ([Span(4, 8)], f"gọi {MASK} nhé"),
        ([Span(8, 12), Span(0, 4)], f"{MASK}0900{MASK}"),
        ([Span(0, 8), Span(4, 8)], f"{MASK}{MASK} nhé"),
        ([Span(0, 99)], MASK),
    ],
)
def test_a_mask_hides_what_it_covers_and_nothing_else(hidden, masked):
    assert mask("gọi 0900 nhé", hidden) == masked


@given(texts)
def test_marks_lie_in_the_text_in_order_and_apart(text):
    found = spans(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts)
def test_nothing_that_was_marked_survives_the_mask(text):
    masked = mask(text, spans(text))

    assert all(
        text[one.start : one.end] not in masked for one in spans(text) if one.what == "phone"
    )
