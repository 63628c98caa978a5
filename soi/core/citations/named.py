"""Laws, and resolutions of congresses and plenums, that are cited by name alone."""

import re

from soi.core.citations.dates import DATE, of_match
from soi.core.citations.references import Reference, Sort
from soi.core.citations.types import CAPITALS

# Names that hold a comma, an "và" or an "của": without them a name would end too early.
_LONG_NAMES = (
    "Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân",
    "Bầu cử đại biểu Quốc hội và Hội đồng nhân dân",
    "Bầu cử đại biểu Quốc hội và đại biểu HĐND",
    "Bầu cử ĐBQH và đại biểu HĐND",
    "Hoạt động giám sát của Quốc hội và Hội đồng nhân dân",
    "Phòng, chống tham nhũng",
    "Phòng chống tham nhũng",
    "Thực hành tiết kiệm, chống lãng phí",
    "Phòng, chống rửa tiền",
    "Phòng, chống ma túy",
    "Phòng, chống bạo lực gia đình",
    "Phòng, chống mua bán người",
    "Phòng, chống thiên tai",
    "Phòng, chống bệnh truyền nhiễm",
    "Phòng, chống tác hại của rượu, bia",
    "Phòng, chống tác hại của thuốc lá",
    "Phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "Phòng cháy và chữa cháy",
    "Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ",
    "Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp",
    "Khoa học, công nghệ và đổi mới sáng tạo",
    "Khoa học và Công nghệ",
    "Trật tự, an toàn giao thông đường bộ",
    "Thuế sử dụng đất nông nghiệp",
    "Nghĩa vụ quân sự",
    "Bảo vệ quyền lợi người tiêu dùng",
    "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
    "Xuất cảnh, nhập cảnh của công dân Việt Nam",
    "Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam",
    "Phí và lệ phí",
    "Ban hành văn bản quy phạm pháp luật",
    "Quy hoạch đô thị và nông thôn",
    "An toàn, vệ sinh lao động",
    "Hôn nhân và gia đình",
    "Trách nhiệm bồi thường của Nhà nước",
    "Tổ chức Quốc hội",
    "Cán bộ, công chức",
    "Thi đua, khen thưởng",
    "Hỗ trợ doanh nghiệp nhỏ và vừa",
    "Tiếp cận thông tin",
    "Thực hiện dân chủ ở cơ sở",
)
_KNOWN = "|".join(re.escape(one) for one in sorted(_LONG_NAMES, key=len, reverse=True))
_STOP = (
    "năm|ngày|và|của|theo|được|đã|có|quy|về|để|trong|tại|khi|này|thì|là|cho|với|mới|hiện|còn|"
    "sẽ|do|từ|đối|nhằm|số|cũng|không|phải|khoản|điều|điểm|bằng|vào|đến|cùng|như|hoặc|hay|trên|"
    "nêu|ban|gồm|bao|mà|thông|qua|giao|nhưng|nếu|đang|các|những|hướng|chưa|cần|nhất|tới|sau|trước"
)
_NAME = rf"(?:(?i:{_KNOWN})|[{CAPITALS}][\w&]*(?:[ \t]+(?!(?:{_STOP})(?!\w))\w+){{0,9}})"
_AMENDS = r"sửa đổi(?:, bổ sung)?(?:\s+một số)?(?:\s+điều)?(?:\s+của)?\s+(?:các\s+)?"
_LAW = re.compile(
    rf"(?<!\w)(?P<type>Bộ luật|Luật|Pháp lệnh)\s+"
    rf"(?:{_AMENDS}(?:Bộ luật|Luật|Pháp lệnh)\s+)?(?P<name>{_NAME})(?P<year>\s+(?:năm\s+)?(?:19|20)\d{{2}}(?!\w))?"
    rf"(?:\s*,?\s*{DATE.format('')})?"
)
_CONSTITUTION = re.compile(
    r"(?<!\w)(?P<type>Hiến pháp)(?:\s+(?:nước[^,.;\n]{0,60}?\s+)?năm\s+\d{4})?"
)
_KEYS = r"[Kk]h[óo][aá]\s+(?P<term>[IVX]+|\d{1,2})(?!\w)"
_PLENUM = re.compile(
    r"(?<!\w)(?P<type>Nghị quyết|Kết luận)\s+(?:của\s+)?(?:Hội nghị\s+)?(?:lần thứ\s+\w+\s+)?"
    r"(?:Ban Chấp hành\s+)?(?:Trung ương|TW)(?:\s+Đảng)?\s*(?:lần thứ\s+)?(?P<plenum>\d{1,2})?"
    rf"(?:\s*[,(]?\s*(?:các\s+)?{_KEYS}\s*(?(plenum)\)?|\)))?"
)
_CONGRESS = re.compile(
    r"(?<!\w)(?P<type>Nghị quyết)\s+Đại hội\s+(?:đại biểu\s+)?(?:toàn quốc\s+)?"
    r"(?:Đảng bộ\s+(?:[^\W\d_]+\s+){1,7}?)?(?:Đảng\s+)?(?:lần thứ\s+)?(?P<term>[IVX]+)(?!\w)"
    r"(?:\s+của Đảng)?"
)
_BILL = re.compile(
    r"(?:dự án|dự thảo|Đại học|Khoa|khoa|trường|ngành|Hội|Công ty)\s*\(?$", re.IGNORECASE
)


def named(text: str) -> list[Reference]:
    """Return the references without a number: laws, plenums, congresses."""
    found = [*_laws(text), *_resolutions(text)]
    return sorted(found, key=lambda one: one.start)


def _laws(text: str) -> list[Reference]:
    found = []
    for one in _LAW.finditer(text):
        if _BILL.search(text[max(0, one.start() - 12) : one.start()]):
            continue
        found.append(_reference(one, name=_tidy(one.group())))
    found += [_reference(one, name=_tidy(one.group())) for one in _CONSTITUTION.finditer(text)]
    return found


def _resolutions(text: str) -> list[Reference]:
    found = []
    for pattern in (_PLENUM, _CONGRESS):
        for one in pattern.finditer(text):
            plenum = pattern is _PLENUM
            if plenum and not (one["plenum"] and one["term"]):
                continue
            name = f"{one['type']} Trung ương {one['plenum']}" if plenum else _tidy(one.group())
            found.append(_reference(one, name=name, term=one["term"] or ""))
    return found


def _reference(found: "re.Match[str]", name: str, term: str = "") -> Reference:
    dated = "d" in found.re.groupindex and found["d"]
    return Reference(
        start=found.start(),
        end=found.end(),
        text=found.group(),
        sort=Sort.NAMED,
        type=found["type"],
        day=of_match(found) if dated else None,
        name=name,
        term=term,
    )


def _tidy(name: str) -> str:
    return " ".join(re.split(r",?\s*[Nn]gày\s", name)[0].split())
