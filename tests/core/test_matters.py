"""Mixed filings as residents write them, none of them from the sample that was measured on."""

import pytest

from soi.core.matters import split
from soi.core.suggestions import DENUNCIATION
from soi.core.vietnamese import fold

R, P, C, D = "report", "petition", "complaint", DENUNCIATION
MIXED = [
    (
        "Đèn đường hẻm 3 hư cả tháng nay. Nhân tiện tôi đề nghị phường mở thêm quầy chứng thực.",
        [(R, "ha_tang"), (P, "thu_tuc")],
    ),
    (
        "den duong hu 2 tuan ko ai sua. ngoai ra quan karaoke dau hem hat toi 12h dem",
        [(R, "ha_tang"), (R, "an_ninh_trat_tu")],
    ),
    (
        "Toi khieu nai quyet dinh xu phat so 15 vi toi khong xa nuoc thai. Ngoai ra, dien duong "
        "truoc nha bi dut day",
        [(C, "moi_truong"), (R, "ha_tang")],
    ),
    (
        "1) Rác ở đầu kiệt 12 ba ngày chưa gom. 2) Xe tải đậu kín vỉa hè đường Sen Hồng. 3) Đề "
        "nghị lắp thêm thùng rác ở công viên.",
        [(R, "rac_thai"), (R, "an_ninh_trat_tu"), (P, "rac_thai")],
    ),
    (
        "- Nắp cống vỡ trước trường\n- Chó thả rông cắn trẻ em\n- Đề nghị trồng thêm cây xanh",
        [(R, "ha_tang"), (R, "an_ninh_trat_tu"), (P, "moi_truong")],
    ),
    (
        "Thứ nhất, hồ sơ xin cấp phép xây dựng của tôi bị trả lại ba lần không lý do. Thứ hai, "
        "tôi tố cáo cán bộ địa chính đòi 5 triệu mới nhận hồ sơ.",
        [(R, "thu_tuc"), (D, "")],
    ),
    (
        "Tôi xin phản ánh hai việc: nước máy yếu cả tuần và loa kẹo kéo ồn đến khuya.",
        [(R, "ha_tang"), (R, "an_ninh_trat_tu")],
    ),
    (
        "Đề nghị hai việc: lắp camera ở ngã ba; sửa lại đèn cầu thang khu tập thể.",
        [(P, "an_ninh_trat_tu"), (P, "ha_tang")],
    ),
    (
        "Tôi không đồng ý với mức bồi thường đất trong quyết định thu hồi, đề nghị xem xét lại. "
        "Còn việc thu tiền quỹ của tổ 5 không có biên lai, mong phường kiểm tra.",
        [(C, "dat_dai"), (R, "thu_chi")],
    ),
    (
        "Đường Hoa Sữa đầy ổ gà, còn bãi đất trống cuối đường thì người ta đổ trộm xà bần.",
        [(R, "ha_tang"), (R, "rac_thai")],
    ),
    (
        "hem 5 ngap moi khi mua, ba con de nghi nao vet cong. them nua ho ngheo o hem cham nhan "
        "tro cap 2 thang roi",
        [(R, "ha_tang"), (R, "chinh_sach_xa_hoi")],
    ),
]
SINGLE = [
    "Đèn đường hẻm 3 hư cả tháng nay, trẻ em đi học về tối om, mong phường cho sửa.",
    "Tôi khiếu nại quyết định cưỡng chế vì gia đình tôi chưa nhận tiền bồi thường. Nhà tôi ở đó "
    "từ năm 1990, có giấy tờ đầy đủ. Đề nghị hủy quyết định.",
    "Quán nhậu đầu đường hát karaoke tới 1 giờ sáng, khách đậu xe tràn lòng đường.",
    "to cao ong can bo quay ho tich nhan tien cua dan 500 ngan moi chiu dong dau. Toi co ghi am "
    "lai. De nghi giu bi mat ten toi",
    "Rác chất đống trước chợ, ruồi nhặng bay vào nhà dân, mùi hôi rất khó chịu.",
    "De nghi phuong lap camera o nga ba, vi hay mat xe va tai nan.",
    "Bộ phận một cửa chỉ mở một quầy vào sáng thứ hai, bốn mươi người chờ.",
    "can bo vua lam vua nghe dien thoai, hoi thi gat",
    "Nước thải từ xưởng nhuộm chảy ra kênh, cá chết nổi trắng, nước đổi màu tím.",
    "Tôi bị đưa ra khỏi danh sách hộ nghèo. Tôi khiếu nại việc này và xin trả lời bằng văn bản.",
]


def told(text):
    return [(one.kind, "" if one.kind == D else one.topic) for one in split(text)]


@pytest.mark.parametrize(("text", "parts"), MIXED)
def test_a_filing_with_several_matters_is_parted_as_a_clerk_would(text, parts):
    assert told(text) == parts


@pytest.mark.parametrize(("text", "parts"), MIXED)
def test_it_is_parted_as_well_where_no_mark_was_typed(text, parts):
    # Only letters are folded: what stands between the words is what parts them.
    bare = "".join(fold(one) or one if one.isalpha() else one for one in text)

    assert [kind for kind, _topic in told(bare)] == [kind for kind, _topic in parts]


@pytest.mark.parametrize("text", SINGLE)
def test_one_matter_with_its_grounds_stays_one(text):
    assert len(split(text)) == 1


def test_streets_of_the_ward_say_nothing_about_the_matter():
    text = "Nha xay o Muong Tim khong phep ba tang, dan noi can bo nhan hoi lo nen lam ngo"

    parts = split(text, [("to-08", ["đường Muồng Tím"])])

    assert [one.kind for one in parts] == [R, D]
    assert parts[0].topic == "dat_dai"
