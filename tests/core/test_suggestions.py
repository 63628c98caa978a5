import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core import lexicon
from soi.core.filings import TOPICS
from soi.core.matters import split
from soi.core.suggestions import DENUNCIATION, group_named, is_filing_kind, suggest
from soi.core.vietnamese import fold

KINDS = {"report", "petition", "complaint", DENUNCIATION}
PLACES = [
    ("to-05", ["Hoa Sữa", "trường mầm non Ban Mai Mẫu"]),
    ("to-06", ["đường Trúc Xanh", "Hồ Nhỏ (bờ nam)"]),
    ("khu-cho", ["chợ Mẫu"]),
]

FILINGS = [
    ("Cột đèn đầu kiệt 27 tắt từ hôm mưa bão, tối om", "report", "ha_tang"),
    ("xe ep rac chay som qua nguoi dan ko kip mang ra", "report", "rac_thai"),
    ("Quán ốc mở nhạc xập xình tới 1 giờ sáng", "report", "an_ninh_trat_tu"),
    ("NHÀ BÊN NUÔI HEO, NƯỚC THẢI CHẢY RA ĐƯỜNG", "report", "moi_truong"),
    ("Nhà hàng xóm xây tường lấn qua ranh đất nhà tôi", "report", "dat_dai"),
    ("Làm giấy khai sinh cho con hẹn ba lần chưa có", "report", "thu_tuc"),
    ("Tổ thu quỹ 500 nghìn mỗi hộ mà không công khai", "report", "thu_chi"),
    ("Mẹ tôi 82 tuổi chưa nhận được trợ cấp", "report", "chinh_sach_xa_hoi"),
    ("can bo truc noi chuyen vo le, cup may ngang", "report", "thai_do_can_bo"),
    ("xin chào", "report", "khac"),
    ("Đề xuất lập nhóm dạy bơi cho trẻ em", "petition", "khac"),
    ("gia ma co thung rac o dau hem thi tot biet may", "petition", "rac_thai"),
    ("Tôi không đồng ý với quyết định thu hồi đất", "complaint", "dat_dai"),
    ("toi khieu nai viec tu choi ho so cua toi", "complaint", "thu_tuc"),
    ("Cán bộ vòi 5 triệu mới chịu ký hồ sơ", DENUNCIATION, "thu_tuc"),
    ("muon nhanh thi dua phong bi cho chi o quay 3", DENUNCIATION, "thu_tuc"),
]

INNOCENT = [
    "Đèn mới lắp không sáng",
    "Nộp hồ sơ nhưng nhiều lần không ai trả lời",
    "Tiếng ồn làm gia đình tôi mất ngủ",
    "Nhà to cao che hết nắng",
    "Cô nhân viên hỏi chứng chỉ hành nghề của tôi",
    "rác bỏ túi ni lông để trước nhà",
    "anh cán bộ ở quầy 2 rất nhiệt tình",
    "can bo bao toi len nhan tien tro cap",
    "sổ đỏ đứng tên chồng tôi",
    "cùng với tiền điện thì quá cao",
    "đi lại qua cầu khó khăn",
]

ACCUSING = [
    ("Kế toán lập khống chứng từ", "lập khống chứng từ"),
    ("ke toan lap khong chung tu", "lap khong chung tu"),
    ("trưởng khu ĂN CHẶN tiền cứu trợ", "ĂN CHẶN"),
    ("gây nhũng nhiễu cho dân", "nhũng nhiễu"),
    ("Có người bảo kê sòng bạc.", "bảo kê"),
    ("tôi tố cáo ông ấy", "tố cáo"),
]

URGENT = ["chay nha o to 5", "Mùi gas nồng nặc", "day dien dut rot xuong duong", "có người bị chém"]
CALM = ["xe cấp cứu đi qua xóc mạnh", "con út đang chạy thận", "cột đèn tắt"]

words = st.sampled_from(
    ["đèn", "tắt", "rác", "tố cáo", "khiếu nại", "đề nghị lắp thêm", "tổ 5", "ko", "(!)", ".", "\n",
     "ngoài ra", "lập khống hồ sơ", "ĐƯỜNG", "xin", "nhưng nhiều", ";", "một là"]
)  # fmt: skip
texts = st.lists(words, max_size=25).map(" ".join) | st.text(max_size=60)


@pytest.mark.parametrize(("text", "kind", "topic"), FILINGS)
def test_words_suggest_a_kind_and_a_topic(text, kind, topic):
    found = suggest(text)

    assert (found.kind, found.topic) == (kind, topic)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_a_denunciation_gives_no_hint(text):
    assert suggest(text).denunciation_words == ()


@pytest.mark.parametrize(("text", "typed"), ACCUSING)
def test_a_denunciation_is_hinted_at_in_the_words_as_typed(text, typed):
    assert typed in suggest(text).denunciation_words


@pytest.mark.parametrize("text", URGENT)
def test_danger_to_life_is_urgent(text):
    assert suggest(text).urgent_words


@pytest.mark.parametrize("text", CALM)
def test_what_only_sounds_like_danger_is_not_urgent(text):
    assert suggest(text).urgent_words == ()


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("kiến nghị các bộ, ngành sớm hướng dẫn", "các bộ, ngành"),
        ("de nghi Chinh phu xem xet", "Chinh phu"),
        ("đề nghị Trung ương bố trí vốn", "Trung ương"),
        ("mong UBND tỉnh quan tâm", "UBND tỉnh"),
    ],
)
def test_a_petition_beyond_the_ward_names_the_level(text, typed):
    assert suggest(text).higher_words == (typed,)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("đèn tắt ở tổ 5", "to-05"),
        ("den tat o TDP so 6", "to-06"),
        ("rác trên đường Hoa Sữa", "to-05"),
        ("rac o truc xanh", "to-06"),
        ("gần trường mầm non Ban Mai", "to-05"),
        ("bờ Hồ Nhỏ hôi", "to-06"),
        ("trong chợ Mẫu", "khu-cho"),
        ("Hoa Sữa đến Trúc Xanh đều ngập", ""),  # two groups: a person decides
        ("tổ 5 và tổ 6 đều ngập", ""),
        ("tổ 99", ""),
        ("không rõ", ""),
    ],
)
def test_a_group_is_named_by_number_street_or_landmark(text, group):
    assert group_named(text, PLACES) == suggest(text, PLACES).group == group


def test_a_landmark_says_nothing_about_the_topic():
    station = [("to-07", ["trạm y tế kênh Rác"])]

    assert suggest("tối quá ở Trạm Y Tế Kênh Rác", station).topic == "khac"
    assert suggest("tối quá ở Trạm Y Tế Kênh Rác").topic == "rac_thai"


def test_the_matter_of_each_part_is_told_apart():
    text = (
        "Kính gửi phường. Đèn đường tắt cả tuần. Rất tối. Ngoài ra tôi khiếu nại quyết định thu "
        "hồi đất. Ông ấy ở phòng bên. Tôi tố cáo ông ấy nhận hối lộ. Mong sớm có kết quả xử lý."
    )

    assert [(part.text, part.kind, part.topic) for part in split(text)] == [
        ("Kính gửi phường. Đèn đường tắt cả tuần. Rất tối.", "report", "ha_tang"),
        ("Ngoài ra tôi khiếu nại quyết định thu hồi đất.", "complaint", "dat_dai"),
        # Who is meant goes with what he is accused of.
        (
            "Ông ấy ở phòng bên. Tôi tố cáo ông ấy nhận hối lộ. Mong sớm có kết quả xử lý.",
            DENUNCIATION,
            "dat_dai",
        ),
    ]


def test_two_matters_of_one_kind_are_two_parts():
    parts = split("Rác chất đống ba ngày. Đèn đường tắt. Bóng đèn vỡ.")

    assert [(part.kind, part.topic) for part in parts] == [
        ("report", "rac_thai"),
        ("report", "ha_tang"),
    ]


def test_a_text_that_says_nothing_is_one_report():
    assert [(part.text, part.kind, part.topic) for part in split(" Xin chào. Dạ. ")] == [
        ("Xin chào. Dạ.", "report", "khac")
    ]


def test_ordinary_rooms_store_no_denunciation():
    assert [kind for kind in sorted(KINDS) if not is_filing_kind(kind)] == [DENUNCIATION]


def test_the_lexicon_is_written_without_marks_but_for_what_is_meant():
    patterns = [row[0] for table in (lexicon.KINDS, lexicon.TOPICS) for rows in table.values()
                for row in rows]  # fmt: skip

    assert all(pattern.isascii() for pattern in (*patterns, lexicon.URGENT, lexicon.HIGHER))
    assert set(lexicon.TOPICS) | {"khac"} == set(TOPICS)
    assert set(lexicon.KINDS) == KINDS


@given(texts)
def test_whatever_is_typed_gets_a_kind_a_topic_and_words_that_stand_in_it(text):
    found = suggest(text, PLACES)
    squeezed = " ".join(text.split())

    assert found.kind in KINDS
    assert found.topic in TOPICS
    assert found.sure >= 0
    assert all(word in squeezed for word in (*found.words, *found.denunciation_words))


@given(texts)
def test_writing_without_marks_loses_no_hint(text):
    hinted = suggest(text).denunciation_words
    bare = " ".join(fold(word) for word in text.split())

    assert not hinted or suggest(bare).denunciation_words


@given(texts)
def test_splitting_loses_no_word(text):
    parts = split(text)

    assert " ".join(" ".join(part.text for part in parts).split()) == " ".join(text.split())
    assert all(part.topic in TOPICS and part.kind in KINDS for part in parts)


@given(texts)
def test_no_part_with_a_hint_is_taken_for_anything_but_a_denunciation(text):
    assert all(
        part.kind == DENUNCIATION for part in split(text) if suggest(part.text).denunciation_words
    )
