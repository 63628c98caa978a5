"""Names, homes and mail as people write them. Numbers are known by their figures (`numbers`).

Every pattern begins where a word begins and has bounds, so that the worst text costs no more than
its length.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_LATIN = [chr(code) for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))]
_BIG = "A-Z" + "".join(one for one in _LATIN if one.isupper())
_SMALL = "a-z" + "".join(one for one in _LATIN if one.islower())
_WORD = rf"[{_BIG}][{_SMALL}]*(?![{_BIG}{_SMALL}])"
_NAMES = rf"{_WORD}(?:[ \t]+{_WORD}){{1,4}}"  # two words and more
# Words before a name: how people are addressed, and what they are when accused of something.
_MARKED = (
    r"ông|bà|cụ|anh|chị|cô|chú|bác|cậu|thầy|cháu|tên(?: là)?|tôi là|cán bộ|tổ trưởng|chủ tịch"
    r"|công an|trưởng phòng|bí thư|hộ|đồng chí|em là|con là|mình là|tôi tên|em tên|họ tên|họ và tên"
    r"|tôi tên là|tôi:|gia đình|(?:anh|chị) em tôi"
)
# Without marks they also begin the names of places (Ho Nho, cau Van): two words must follow.
_UNMARKED = (
    r"ong|(?<!nga )(?<!ngã )ba|chi|co|chu|bac|thay|chau|ten(?: la)?|toi la|can bo|to truong"
    r"|chu tich|cong an|truong phong|bi thu|ho|dong chi|em la|con la|toi ten|ho ten|ho va ten"
)
# What follows a form of address and is a post, a people or a place, not a name.
_POST = (
    r"(?!(?:Chủ|Phó|Tổ|Bí|Trưởng|Giám|Công|Cán|Hội|Ban|Mặt|Đảng|Ủy|Phường|Quận|Thành|Bộ|Ấn|Mỹ|Anh"
    r"|Hàn|Nhật|Nga|Pháp|Tây|Trung|Việt|Khmer|UBND|HĐND)(?!\w))"
)
_NUMBER = r"\d{1,5}[A-Za-z]?(?: ?/ ?\d{1,4}[A-Za-z]?){0,6}"
_WORDS = r"[^\W\d_]{1,20}"
# Without capitals only a family name tells a name. Left out are those that are other words when
# their marks are: "duong thi cong" is a street at work, "co luong huu" has a pension.
_FAMILY = "nguyen|nguyễn|tran|trần|pham|phạm|huynh|huỳnh|hoang|hoàng"
_FAMILY_TOO = (
    "trịnh|lương|le|lê|vo|võ|vu|vũ|phan|đặng|bui|bùi|đỗ|hồ|ngo|ngô|dương|ly|lý|hà|đinh|dinh|trương"
    "|tạ|tô|doan|đoàn|đào|lâm|châu|khổng|khong|mạc|mac|nghiêm|nghiem|uông|uong|thạch|thach|ôn|quách"
    "|quach|âu|đồng|hứa|hua|la|tiêu|tieu|sầm|sam|giang|mai|tôn|tống|tong|thái|thai|triệu|trieu"
    "|vương|vuong|viên|kiều|kieu|phùng|phung|tăng|tang|từ|văn|lưu|luu|cao|chu|doãn|đàm|diệp|diep"
    "|hàn|khúc|khuc|lã|lại|mẫn|ninh|nông|ông|phí|tiết|tiet|trà|ung|vi|yên|bạch|bành|biện|cù|đậu"
    "|đới|giáp|hạ|khuất|khuat|kim|lục|luc|lữ|nhâm|nham|quản|sái|sử|tào|thân|thẩm|tham|thiều|thieu"
    "|tòng|viêm|xa"
)
_MIDDLE = "van|văn|thi|thị|huu|hữu|duc|đức|ngoc|ngọc|đình|quang|xuan|xuân"
_NO_TRADE = (
    r"(?!(?:công|cong|hành|hanh|đua|dua|xã|trường|truong|trấn|phải|phai|cứ|không|khong|chưa|chua"
    r"|còn|bị|xây|xay|đổ|tuyển|tuyen|thôi|vẫn|hóa|phòng|bản|thư)\b)"
)
_TITLES = (
    "ông|ong|bà|ba|anh|chị|chi|cô|chú|chu|bác|bac|tên|ten"
    "|(?:tôi|toi|tên|ten|em|con|mình|minh|cháu|chau) (?:là|la|tên|ten)"
)
_LANES = "đường|duong|hẻm|hem|kiệt|kiet|ngõ|ngo|ngách|ngach|phố|pho"
_FLATS = "chung cư|chung cu|nhà tập thể|nha tap the|khu tập thể|khu tap the|lô|block"
_AREAS = r"tổ|to|tdp|khu|p\.|phường|phuong"


def _not_after(words_: str) -> str:
    return "".join(f"(?<!(?i:{word}) )" for word in words_.split("|"))


_NO_LAMP = _not_after("đèn|den|cột|cot|trụ|tru|cống|cong|tổ|to|quầy|quay")
_NO_DAY = _not_after("ngày|ngay|hôm|hom")
_NO_ROAD = _not_after(f"{_LANES}|trường|truong|cầu|cau|vi|xâm|xam|kênh|kenh|chợ|cho|tượng|tuong")
_AT = r"(?:@|\((?i:at)\)|\[(?i:at)\]|(?i:(?<= )(?:a còng|a cong|a móc|a moc)(?= )))"
_DOT = r"(?:\.| ?\((?i:dot)\) ?|(?i: (?:chấm|cham) ))"
_PATTERNS = tuple(
    (what, re.compile(pattern))
    for what, pattern in (
        ("mail", rf"(?<![\w.+-])[\w.+-]{{1,64}} ?{_AT} ?[\w-]{{1,63}}(?: ?{_DOT} ?[\w-]{{1,63}}){{1,6}}"),
        ("mail", r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?(?i:gmail|yahoo|hotmail|outlook|icloud)(?!\w)"),
        ("mail", r"(?<!\w)(?i:facebook|fb|zalo)\.(?:com|me)/\S{1,200}"),
        ("house", rf"(?<!\w)(?i:số nhà|so nha|nhà số|nha so|sn|s\.n\.?)[\s:.]{{1,3}}{_NUMBER}(?![\w/])"),
        # A number before the name of a street; a lamp post and an alley have a number too.
        ("house", rf"{_not_after('hẻm|hem|kiệt|kiet|ngõ|ngo|ngày|ngay|tổ|to|lớp|lop|cột|trụ|trường|truong')}"
                  rf"(?<![\w/.,:]){_NUMBER}[\s,-]{{1,3}}"
                  rf"(?:(?i:đường|duong|đ\.|d\.)\s{{0,2}}{_WORD}|{_NAMES})"),
        ("house", rf"(?<!\w)(?i:địa chỉ|dia chi)(?!\w)[^\d\n]{{0,20}}{_NUMBER}(?![\w/])"),
        ("house", rf"(?<!\w)(?i:nhà|nha|ở|o)\s{{1,3}}{_NUMBER},?\s{{1,3}}(?i:{_LANES})(?!\w)"),
        ("house", rf"(?<!\w)(?i:ở|o|tại|tai)\s{{1,3}}{_NUMBER}(?:\s{{1,3}}{_WORDS}){{1,3}},\s{{0,3}}"
                  rf"(?i:{_AREAS})(?!\w)"),
        ("house", rf"{_NO_LAMP}(?<!\w)(?i:số|so)\s{{1,3}}{_NUMBER},?\s{{1,3}}(?i:{_LANES})(?!\w)"),
        ("house", r"(?<!\w)[kK] ?\d{1,4}[A-Za-z]?(?: ?/ ?\d{1,4}[A-Za-z]?){1,5}(?![\w/])"),  # kiệt 45, số 12
        ("house", rf"{_NO_DAY}(?<![\w/])\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}[A-Za-z]?){{1,5}},?\s{{1,3}}(?i:{_LANES})(?!\w)"),
        ("house", r"(?<!\w)(?i:căn hộ|can ho)(?i: số| so)?\s{1,3}[A-Za-z]?\d{2,4}(?!\w)"),
        ("house", rf"(?<!\w)(?i:phòng|phong)\s{{1,3}}\d{{3,4}}\s{{1,3}}(?i:{_FLATS})(?!\w)"),
        ("name", rf"(?<!\w)(?:(?i:{_MARKED})[ \t]{{1,3}}{_POST}{_WORD}(?<!(?<![\w])\w)|(?i:{_UNMARKED})[ \t]{{1,3}}{_POST}{_NAMES})"
                 rf"(?:[ \t]{{1,3}}{_WORD}){{0,4}}"),
        ("house", r"(?<!\w)(?i:nhà|nha|lô|căn|can) (?i:số |so )?(?:[A-Z] ?\d{1,3}|\d{3,4})(?![\w/.,-]|\s?(?i:m2|hộ|ho|triệu|trieu|nghìn|nghin|ngàn|ngan|k|tr|lít|đồng|dong|mét|met|người|nguoi|cái|cai)\b)"),
        ("house", r"(?<![\w/.,-])(?!(?:[012]?\d|3[01])/(?:0?\d|1[0-2])/(?:\d\d|\d{4})(?!\w))\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){2,5}(?![\w/.,-])(?!\s(?:giờ|năm))"),
        # "X Văn Y", "X Thị Y": a name whatever the family.
        ("name", rf"{_NO_ROAD}(?<!\w){_POST}(?!(?:Đường|Cầu|Trường|Chợ|Hội|Nhà|Đô|Siêu|Phòng|Kênh)\b){_WORD} "
                 rf"(?:Văn|Thị|Van|Thi|Hữu|Huu|Nữ|Nu) {_WORD}(?: {_WORD}){{0,3}}"),
        ("name", rf"(?<!\w)(?i:fb|facebook|zalo|nick)(?i:[ :]{{1,3}}tên)?[ :]{{1,3}}{_NAMES}"),
        ("name", rf"{_NO_ROAD}(?<!\w)(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Nguyen|Tran"
                 rf"|Pham|Huynh|Hoang|Dang) {_WORD} {_WORD}(?: {_WORD})?"),
        ("name", rf"(?<!\w)(?i:my name is|i am|this is)\s{{1,3}}{_NAMES}"),
        # In small letters, in capitals, or standing alone: known by the family name.
        ("name", rf"(?<!\w)(?i:{_TITLES})\s{{1,3}}(?i:{_FAMILY})(?:\s{{1,3}}{_WORDS}){{1,3}}"),
        ("name", rf"(?<!\w)(?i:{_TITLES})\s{{1,3}}(?i:{_FAMILY_TOO})\s{{1,3}}(?i:{_MIDDLE})\s{{1,3}}{_NO_TRADE}{_WORDS}(?:\s{{1,3}}{_WORD})?"),
        ("name", rf"{_NO_ROAD}(?<!\w)(?<!\d )(?i:{_FAMILY}|trịnh|lương|le|lê|vo|võ|vu|vũ|phan|đặng|bui|bùi|đỗ|hồ|ngo|ngô|dương|ly|lý"
                 r"|hà|đinh|trương|tạ|tô|doan|đoàn|đào|lâm|châu|mạc|nghiêm|uông|thạch|quách|âu|hứa|sầm|tống|triệu|vương|kiều|phùng|lưu)"
                 rf" (?i:{_MIDDLE}) (?i:{_NO_TRADE}){_WORDS}(?: {_WORD})?"),
    )
)  # fmt: skip


def words(text: str, streets: Sequence[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Yield the places in a folded text that name somebody, their home or their mail.

    streets: the ward's own, as they are written
    """
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), what
    if streets:
        bare = _unmarked(text)
        for match in _on_street(tuple(streets)).finditer(bare):
            yield match.start(), match.end(), "house"


def _unmarked(text: str) -> str:
    """Return `text` in small letters without marks, sign for sign."""
    return "".join(_base(one) for one in text)


@lru_cache(maxsize=2_000)
def _base(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign.lower())[0]
    return "d" if plain == "đ" else plain


@lru_cache(maxsize=8)  # of one ward, until they change
def _on_street(streets: tuple[str, ...]) -> re.Pattern[str]:
    bare = (_unmarked(one).strip() for one in streets)
    names = {one.partition(" ")[2] for one in bare if one.startswith(("duong ", "pho "))}
    if not names:
        return re.compile(r"(?!)")
    either = "|".join(re.escape(one).replace(r"\ ", " ") for one in sorted(names, key=len)[::-1])
    return re.compile(
        rf"(?<!\w)(?<!hem )(?<!kiet )(?<!ngo )(?<!ngay )(?<!to )(?<!cot )(?<!tru )(?<!den )"
        rf"(?<!den so )(?<!tru so )(?<!cot so )\d{{1,4}}[a-z]?(?: ?/ ?\d{{1,4}}[a-z]?){{0,5}}"
        rf"[ ,-]{{1,3}}(?:(?:duong|d\.|pho) ?)?(?:{either})(?!\w)"
    )
