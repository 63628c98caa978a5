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

# Written down from how people write, and after the patterns: none may be missed.
WRITTEN = [
    "goi 0905.123.456 gap anh Tu",
    "goi cho toi so 0905 123 456",
    "lien he 0905-123-456",
    "sdt: 0905123456",
    "đt +84 905 123 456",
    "+84905123456",
    "(0236) 3 822 456 là máy bàn nhà tôi",
    "0236.3822.456",
    "84905123456",
    "sdt 09 05 12 34 56",
    "số điện thoại 0 9 0 5 1 2 3 4 5 6",
    "O905123456 nha em",
    "zalo 0905123456",
    "CCCD 048 090 001 234",
    "CCCD 048090001234",
    "cccd: 048.090.001.234",
    "can cuoc so 048090001234",
    "CMND 201234567",
    "cmnd số 201 234 567",
    "so chung minh 201234567",
    "căn cước: 048-090-001-234",
    "stk 0041000123456 vcb",
    "STK: 1903 4567 8901 23 Techcombank",
    "số tài khoản 19034567890123",
    "tai khoan agribank 2000 2061 23456",
    "chuyển vào tk 060123456789",
    "Vietcombank 0041000123456",
    "ngan hang ACB so 12345678",
    "biển số 43A-123.45",
    "xe 43A1-234.56 đậu",
    "xe bks 43C1 23456",
    "bien so 43 A 12345",
    "43A12345",
    "43-D1 345.67",
    "facebook.com/nguyen.van.a.123",
    "fb Nguyễn Văn A",
    "nhà ông Nguyễn Văn Tám xả nước thải",
    "bà Tư bán phở",
    "ba Nguyen Thi Lan ban ca",
    "ông Ba Mẫu",
    "anh Hùng ở cuối hẻm",
    "chị Thu Hà",
    "Nguyễn Văn An",
    "Tôi tên Trần Thị Mẫu",
    "toi ten la tran thi mau",
    "tôi là Lê Văn Thử",
    "Em là Phạm Thử, tổ 5",
    "toi la le van thu, o to 5",
    "nguyen van an o to 5",
    "Ong nguyen van tam",
    "bà nguyễn thị hoa",
    "nhà số 12 Sen Hồng",
    "số nhà 45/3 Mai Vàng",
    "12 Sen Hồng",
    "12/4 đường Sen Hồng",
    "k12/4 Sen Hồng",
    "K45/12 Lê Thử",
    "số 7 hẻm 12 Hoa Sữa",
    "nha 12 duong sen hong",
    "o 15 sen hong, to 3",
    "địa chỉ: 15 Sen Hồng",
    "địa chỉ nhà tôi 15/2 kiệt 8 Hoa Sữa",
    "căn hộ 1204 chung cư Mẫu",
    "phòng 302 nhà tập thể",
    "sinh ngày 12/03/1975",
    "sinh năm 1975, con ông Tám",
    "mã số thuế 0401234567",
    "mst 0401234567",
    "sổ bảo hiểm 4820123456",
    "thẻ BHYT DN4484812345678",
    "hộ chiếu B1234567",
    "số thửa 45 tờ bản đồ 12 của ông Tám",
    "nguyen van a @ vi-du . vn",
]
PLAIN = [
    "Đèn đường số 12 trên đường Sen Hồng tắt ba đêm.",
    "trụ đèn 45 hẻm 12 Hoa Sữa",
    "thu 1.200.000 đồng tiền rác",
    "12.000.000 đồng",
    "500 000 dong moi ho",
    "từ ngày 12/03/2026 đến 20/03/2026",
    "12-03-2026",
    "lúc 19h30 tối 12 tháng 3",
    "Quyết định 1234/QĐ-UBND ngày 12/3/2026",
    "Luật số 25/2018/QH14",
    "tổ 12 khu phố 3",
    "gọi 113 không ai nghe, 1022 cũng bận",
    "Trường Ban Mai, Trạm Y Tế, Chợ Mẫu",
    "Ủy ban nhân dân phường Mẫu",
    "ông tổ trưởng, bà con tổ 3",
    "bà con đi làm về khuya",
    "anh em trong xóm",
    "chị em phụ nữ đi chợ",
    "cô giáo, chú bảo vệ, bác sĩ",
    "ong to truong khong tra loi",
    "ba con to 3 phan anh",
    "Nghị định 124/2020/NĐ-CP",
    "Bà con Phường Mẫu",
    "Chợ Mẫu có ba việc",
    "kênh Cây Bàng đen ngòm",
    "Đường Hoa Sữa ngập 30 cm sau mưa",
    "hẻm 45/12 Hoa Sữa ngập",
    "ba dem lien den tat",
    "100 hộ dân, 25 học sinh",
    "co rac, co mui hoi",
    "khoảng 20 m trước cổng",
    "xe tải 15 tấn chạy 24/24",
    "0,5 m",
    "ho ngheo to 12 phai chia lai",
    "chu nhat hang tuan",
    "ong nuoc be",
    "hộ nghèo, hộ cận nghèo",
    "PA-2026-00012",
    "me toi 81 tuoi chua co luong huu, hoi to truong thi noi cho",
    "duong thi cong do dang",
    "cong trinh thi cong ban dem",
    "dang thi cong",
    "vi pham thi phat, ai vi pham thi xu",
    "dan hoang mang",
    "dia chinh doi 30 trieu",
    "chi tra cham, tran lan rac",
    "chương trình thi đua",
    "đường Nguyễn Văn Linh ngập",
    "hẻm Nguyễn Thị Minh Khai",
    "trường Lê Văn Tám thu tiền",
    "phòng 302 ubnd phuong",
    "lan can cau gay, pho di bo",
    "nha 2 tang xay khong phep",
    "o 3 diem tap ket rac",
    "ngày 12/3 đường Sen Hồng ngập",
    "tu 2024 den 2026, 2024-2025",
    "tk 12 chua tra",
    "tai khoan vneid muc 2",
    "ngân hàng chính sách cho vay 50 triệu",
    "so nha van hoa to 12",
    "PHƯỜNG MẪU, TỔ 12 KHU PHỐ 5",
    "Đường Trúc Xanh, Trường Ban Mai",
]

texts = st.text(st.sampled_from("aăđệ 0123456789.,-@\nNgười ÔngBàĐặng"), max_size=80)


@pytest.mark.parametrize(("text", "part", "what"), FOUND)
def test_what_may_give_somebody_away_is_marked(text, part, what):
    assert [(text[one.start : one.end], one.what) for one in spans(text)] == [(part, what)]


@pytest.mark.parametrize("text", WRITTEN)
def test_numbers_names_and_addresses_are_known_however_they_are_written(text):
    assert spans(text)


@pytest.mark.parametrize("text", PLAIN)
def test_sums_days_streets_and_trades_are_no_persons(text):
    assert spans(text) == []


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
