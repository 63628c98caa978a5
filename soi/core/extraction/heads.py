"""What stands above the tasks: the genre, who issued it, who is addressed, where tasks begin."""

import re
from dataclasses import dataclass
from datetime import date

from soi.core.citations.dates import DATE, of_match
from soi.core.citations.types import TYPES
from soi.core.extraction.blocks import Block
from soi.core.extraction.lexicon import BODY
from soi.core.extraction.page import page
from soi.core.extraction.phrases import requester, says_nothing, subject
from soi.core.extraction.shapes import Genre
from soi.core.vietnamese import fold

_TITLES = (
    (Genre.ORDER, ("cong dien", "chi thi")),
    (Genre.CONCLUSION, ("bien ban", "ket luan")),
    (Genre.PLAN, ("ke hoach", "chuong trinh", "huong dan", "quyet dinh", "nghi quyet", "phuong an", "de an",
                  "chuong trinh hanh dong", "chuong trinh cong tac", "ke hoach lien tich", "quy che")),
)  # fmt: skip
_ISSUES = re.compile(
    r"(?:xây dựng|ban hành|hướng dẫn|triển khai|đề ra|yêu cầu|thông báo|quyết định|đề nghị|chỉ thị|chỉ đạo|kết luận|thống nhất)"
)
_OPENS = re.compile(
    r"(?:như sau|cụ thể|yêu cầu|sau đây|chỉ đạo|đề nghị|kết luận|quyết định|nhiệm vụ|nội dung sau|giao)[^:]{0,40}:$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:làm việc|họp|trao đổi)\s+với\s+(?:(?:tập thể|các đồng chí)\s+)?(?:lãnh đạo\s+(?:chủ chốt\s+)?)?(?P<who>[^\n]+?)"
    r"(?=\s+(?:về|nhằm|để|ngày|liên quan|do|tại|và kiểm tra)(?!\w)|[\n.;,:*]|$)"
)
_WHO = re.compile(
    r"(?:Kết luận của|Ý kiến (?:kết luận|chỉ đạo) của)\s+(?:đồng chí\s+)?(?P<who>[^\n*]+?)(?=\s+(?:tại|về|trong)(?!\w)|[\n*.])"
)
_PLACE_DAY = re.compile(
    rf"^[\s*_]*[^\W\d_][^\n,]{{2,40}},\s*{DATE.format('')}[\s*_]*$", re.MULTILINE
)
# Who asks whom in the line that opens the tasks, such as “Thành ủy yêu cầu các cấp ủy …”.
_ASKS = re.compile(
    r"(?P<who>[^.;:]{4,300}?)\s+(?:yêu cầu|đề nghị|giao|chỉ đạo)\s+(?P<whom>[^.:]{4,200}?)\s+"
    r"(?:tập trung|thực hiện|triển khai|quan tâm|khẩn trương|nghiêm túc|làm tốt|chỉ đạo|tiếp tục)\s[^.:]{0,120}:$"
)
_NUMBERED = re.compile(r"(?P<type>[a-z ]+?) (?:so )?\d{1,5} (?:20\d\d )?[a-z]{2,6}(?: [a-z]+)*$")
_FIELDS = re.compile(
    r"(?:coquanquanbanhanh|co_quan_ban_hanh|cơ quan ban hành|issuer)\s*[:|]\s*\"?(?P<who>[^\n|\"]+)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam")
_CONCLUDES = re.compile(
    r"ket luan (?:cua|hoi nghi|tai|phien|cuoc|buoi|giam sat|kiem tra|thanh tra|ve|doi voi)|y kien (?:ket luan|chi dao)"
)
_HEADER_NOISE = re.compile(r"cong hoa xa hoi|doc lap tu do|dang cong san")
_TYPE_LINES = frozenset(one.lower() for one in TYPES)
_OWN_LINE = re.compile(r"[\s*_#|]*(?:Số|SỐ)\s*[:.\d/…]")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text gives.

    first: number of the block where tasks may begin
    holder: who owes what has no holder of its own; requester: who asks
    """

    genre: Genre
    first: int
    issuer: str = ""
    requester: str = ""
    holder: str = ""
    issued_on: date | None = None
    minutes: bool = False  # what is said in the talk binds nobody; what is concluded may


def head(text: str, found: list[Block]) -> Head:
    """Read the head of a text."""
    genre = _genre(text, found)
    first = _first(found, genre)
    top = found[:first]
    issuer = _issuer(text, top, genre)
    speaker = _speaker(text, top, issuer)
    holder = {
        Genre.CONCLUSION: _met(top),
        Genre.ORDER: _addressees(top) or _asked(top),
        Genre.PLAN: issuer,
    }.get(genre, "")
    minutes = any(fold(one.text) == "bien ban" for one in found[:40])
    return Head(genre, first, issuer, speaker or issuer, holder, issued_on(text), minutes)


def issued_on(text: str) -> date | None:
    """Return the day that the head of a document prints below its place."""
    found = _PLACE_DAY.search(text[:6000])
    return of_match(found) if found else None


def _genre(text: str, found: list[Block]) -> Genre:
    top = [fold(one.text) for one in found[:40]]
    front = fold(text[:3500])
    if _OFFICIAL.search(front) or _titled(top):
        return _official(front, top, found)
    asked = "cu tri" in front[:400] and not page(text).published
    return Genre.PETITION if asked else Genre.NEWS


def _official(front: str, top: list[str], found: list[Block]) -> Genre:
    if "thong bao" in front and _CONCLUDES.search(front):
        return Genre.CONCLUSION
    titles = [genre for line in top for genre, words in _TITLES if _is_title(line, words)]
    if titles:
        return titles[0]
    if "kinh gui" in front:
        return Genre.ORDER
    return Genre.PLAN if any(one.depth <= 1 for one in found) else Genre.OTHER


def _titled(top: list[str]) -> bool:
    return any(_is_title(line, titles) for line in top[:12] for _genre_, titles in _TITLES)


def _is_title(line: str, titles: tuple[str, ...]) -> bool:
    """Test if a line is the name of a type, or the type with its number: "Nghị quyết 22-NQ/ĐU"."""
    if line in titles:
        return True
    numbered = _NUMBERED.match(line)
    return bool(numbered) and numbered["type"] in titles  # type: ignore[index]


def _first(found: list[Block], genre: Genre) -> int:
    if genre in {Genre.NEWS, Genre.PETITION, Genre.OTHER}:
        return 0
    title = _title_at(found)
    for at, block in enumerate(found[title:], title):
        if block.number in {"roman", "number", "article"} and block.depth <= 2:
            return at
        if _OPENS.search(block_line(block)) and "điện:" not in block_line(block)[-8:]:
            return at + 1
    return min(title + 1, len(found))


def _title_at(found: list[Block]) -> int:
    title = 0
    for at, block in enumerate(found[:60]):
        if block.number == "roman" or block.text.startswith("Căn cứ"):
            break
        if _HEADER_NOISE.search(fold(block.text)) or _OWN_LINE.match(block.text):
            title = at
    return title


def block_line(block: Block) -> str:
    """Return the words of a block with a colon where it opened a list."""
    return block.text + (":" if block.raw_end > block.end and block.opens else "")


def _issuer(text: str, top: list[Block], genre: Genre) -> str:
    field = _FIELDS.search(text[:4000])
    if field:
        return field["who"].strip(" *_")
    acting = next((named for block in reversed(top) if (named := _acts(block.text))), "")
    above = _capitals(top)
    # Who speaks in a notice or an order signs for a body: the body stands in capitals above.
    return (above or acting) if genre in {Genre.CONCLUSION, Genre.ORDER} else (acting or above)


def _capitals(top: list[Block]) -> str:
    lines = []
    for block in top[:12]:
        words = block.text.strip(" *_#")
        if _OWN_LINE.match(block.text) or words.lower() in _TYPE_LINES:
            break
        if (
            words.isupper()
            and not _HEADER_NOISE.search(fold(words))
            and not _NUMBERED.match(fold(words))
        ):
            lines.append(words)
        elif lines:
            break
    return " ".join(" ".join(lines).split())


def _acts(line: str) -> str:
    """Return who issues in "Thực hiện Kế hoạch số …, Ban Thường vụ Đảng ủy xã xây dựng …"."""
    starts = [0, *(one.end() for one in re.finditer(r"[,;.]\s+", line))]
    for start in starts:
        if not BODY.match(line, start):
            continue
        named = subject(line, start, len(line))
        if named and len(named[0]) < 140 and _ISSUES.match(line, named[1]):
            return says_nothing(named[0])
    return ""


def _speaker(text: str, top: list[Block], issuer: str) -> str:
    concluded = _WHO.search(text[:5000])
    for block in reversed(top):
        line = block_line(block)
        asks = _ASKS.search(line)
        if asks:
            who = requester(re.split(r",\s+", asks["who"])[-1])
            if who and len(who) < 120:
                return who
        said = re.search(
            r"[,.]?\s*([^.]*?)(?<!\w)(?:yêu cầu|kết luận|chỉ đạo|đề nghị)(?:\s+như sau|\s+một số[^:]*)?:$",
            line,
        )
        if said:
            parts = [one for one in re.split(r",\s+", said[1]) if one]
            for start in range(len(parts)):
                who = requester(", ".join(parts[start:]))
                if who and len(who) < 120:
                    return who
    return concluded["who"].strip() if concluded else ""


def _met(top: list[Block]) -> str:
    for block in top:
        found = _WITH.search(block.text)
        if found and len(found["who"]) < 120:
            return found["who"].strip(" *_")
    return ""


def _addressees(top: list[Block]) -> str:
    for at, block in enumerate(top):
        line = fold(block.text)
        if line.startswith("kinh gui"):
            inline = block.text.partition(":")[2].strip(" *_;.-")
            return inline or _list_after(top, at)
        if line.endswith("dien") and block.opens:
            return _list_after(top, at)
    return ""


def _asked(top: list[Block]) -> str:
    """Return who is asked in the line that opens the tasks."""
    for block in reversed(top):
        asks = _ASKS.search(block_line(block))
        if asks and BODY.match(asks["whom"]):
            return asks["whom"]
    return ""


def _list_after(top: list[Block], at: int) -> str:
    names = []
    for block in top[at + 1 :]:
        if block.number != "bullet":
            break
        names.append(block.text)
    return ", ".join(names)
