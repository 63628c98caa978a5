"""Who is asked, who asks, and where the task begins."""

import re
from dataclasses import dataclass

from soi.core.extraction.clauses import skip_opening, trim
from soi.core.extraction.dues import due
from soi.core.extraction.lexicon import (
    BODY,
    MODAL,
    NAMED_BY_SOME,
    NAMED_BY_VERB,
    PAIRS,
    STRONG,
    TASK,
)
from soi.core.vietnamese import fold

_EACH = re.compile(r"h[ằà]ng|định kỳ|thường xuyên", re.IGNORECASE)
_ON = re.compile(
    r"(?:giao nhiệm vụ cho|giao cho|giao|yêu cầu|đề nghị|phân công|kiến nghị)\s+(?:cho\s+|với\s+)?"
)
_ABOUT = re.compile(r"(?:Đối với|Về phía|Riêng)\s+")
_NAME_COLON = re.compile(r"(?P<who>[^:.;\n]{3,170}):[\s*_]*")
_SPEECH = re.compile(
    r"(?<!\w)(?:đề nghị|yêu cầu|giao nhiệm vụ cho|giao|chỉ đạo|kiến nghị với|kiến nghị|phân công|lưu ý|"
    r"ủy quyền cho|đề xuất|mong muốn|nhấn mạnh)(?!\w)(?!\s+(?:của|này|trên|tại|nêu|được|ban|hữu))",
)
_IMPERATIVE = re.compile(
    r"(?:(?:(?:Hội nghị|Cuộc họp)\s+)?(?:[Tt]hống nhất|[Nn]hất trí|Đồng ý)\s+(?:giao nhiệm vụ cho|giao cho|giao|yêu cầu|đề nghị|phân công)|Giao nhiệm vụ cho|Giao cho|Giao|Yêu cầu|Đề nghị|Phân công(?!\s+(?:đồng chí|cán bộ|công chức|nhiệm vụ|trách nhiệm))|Kiến nghị với|Kiến nghị|Ủy quyền cho|Lưu ý)(?!\w)\s*:?\s*"
)
_PAST = re.compile(r"(?<!\w)(?:đã|từng|sẽ)\s+(?:\w+\s+){0,2}$")
_PREAMBLE = re.compile(
    r"(?:Đối với|đối với|Trong|trong|Sau|sau|Trước|trước|Khi|khi|Kết thúc|kết thúc|Căn cứ|căn cứ|Trên cơ sở|trên cơ sở|"
    r"Để|để|Nhằm|Từ|từ|Đến|Hằng|Hàng|Định kỳ|Theo|Ngoài|Nếu|nếu|Trường hợp|trường hợp|Với|Thực hiện|Quá trình|Cùng với|"
    r"Bên cạnh|Tại|Chậm nhất|chậm nhất|Ngay|Thời gian tới|Riêng|Qua|Nhân|Chuẩn bị|Để)(?!\w)(?!\s+dõi)"
)
_CONDITION = re.compile(
    r"(?:căn cứ|trên cơ sở|theo(?!\s+dõi)|khi có|nếu|trong quá trình|trong phạm vi)(?!\w)"
)
_DROPPED = re.compile(
    r"(?:(?:có trách nhiệm|có nhiệm vụ|phải|cần|được giao|cùng|cũng|đều|tự)(?!\w)[\s,]+)+"
)
_TIME = re.compile(
    r"[\s,:]*(?:(?:trong |vào )?(?:thời gian tới|những tháng cuối năm|các tháng cuối năm|trước mắt|từ nay đến [^,]{3,30}),?)?[\s,:]*"
)
_LEAD = re.compile(
    r"(?:Phát biểu|Kết luận|Tại|Sau khi|Trên cơ sở|Qua|Thay mặt|Trước|Chủ trì|Để|Nhằm|Theo)(?!\w)[^.]*?,\s*"
)
_SUB = re.compile(r"(?<!\w)(?:chỉ đạo|phối hợp(?: chặt chẽ)? với|cùng với|chỉ đạo, hướng dẫn)\s+")
_NP_END = re.compile(r"(?<!\w)(?:theo|trong|về|tại|để)(?!\w)|[.;:(]")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_BLANK = re.compile(r"\s")
_TURNS = re.compile(r",\s*|\s(?=chủ động|khẩn trương|tiếp tục|kịp thời|tổ chức\s)")
_POST = re.compile(
    r"(?<!\w)(?:đồng chí|phó|ông|bà|thành viên|ủy viên|uỷ viên|đảng viên|cán bộ|công chức|người)(?!\w)",
    re.IGNORECASE,
)
_NOBODY = {"cơ quan", "đơn vị", "người", "các tổ chức", "lãnh đạo", "địa phương"}
_LONGEST = 320
_FARTHEST = 900  # characters from a sentence's begin to where somebody is asked in it
# "Công an phường là cơ quan thường trực, có trách nhiệm …": the name ends before "là".
_IS_A = re.compile(
    r"\s+(?:trong|vào|từ)\s+(?:quý|tháng|năm|thời gian|những|nay)(?!\w)|,?\s+(?:là|làm)\s+(?=cơ quan|đơn vị|đầu mối|bộ phận|trưởng|phó|thường trực|ủy viên|uỷ viên|thành viên)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\s+(?:(?:đã\s+)?(?:có ý kiến|thảo luận|thống nhất|phát biểu|chủ trì|kết luận|chỉ đạo|quyết nghị|xem xét|ban hành|có văn bản|có công văn|có công điện|ký văn bản|ra văn bản|và|đã|vừa)(?!\w)[\s,]*)+$"
)
# "Phòng … chưa chủ động …" tells what is; "Ban Thường vụ cơ bản nhất trí với …" what is thought.
_NO_HOLDER = re.compile(
    r"(?<!\w)(?:chưa|không|đã|vẫn|đang|bị|còn|nhất trí|ghi nhận|đánh giá cao|cơ bản|hoan nghênh|biểu dương)(?!\w)(?! phải)"
    r"(?:\s+\w+){0,3}$"
)
_NO_NAME = re.compile(
    r"(?:việc|rằng|này|của|nghiêm túc|tổ chức|nội dung|chỉ tiêu|nhiệm vụ|kế hoạch|trách nhiệm|quyền|đất|vốn|biên chế|kinh phí|dự toán)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A task as its sentence gives it. holder, requester: empty where not named there."""

    start: int
    end: int
    holder: str = ""
    requester: str = ""
    modal: bool = False
    speech: bool = False
    from_: int = 0  # where what governs the due day begins


def opens_with_task(text: str, start: int, end: int) -> bool:
    """Test if a span begins with an action, after adverbs and words like "Đồng thời,"."""
    return bool(TASK.match(text, skip_opening(text, start, end), end))


def subject(text: str, start: int, end: int) -> tuple[str, int, bool] | None:
    """Return (holder, place where its task begins, told by a modal word), or None.

    The span must begin with the name of a body or a post.
    """
    if not BODY.match(text, start, end):
        return None
    found = _boundary(text, start, min(end, start + _LONGEST))
    if not found:
        return None
    at, modal = found
    holder = _IS_A.split(text[start:at])[0].strip(" ,:*_–-\n")
    if holder.lower() in _NOBODY or _NO_HOLDER.search(holder):
        return None
    begin = _past_conditions(text, at, end)
    if begin is None:
        return None
    dropped = _DROPPED.match(text, begin, end)
    return " ".join(holder.split()), dropped.end() if dropped else begin, modal


def _boundary(text: str, start: int, end: int) -> tuple[int, bool] | None:
    named = start  # up to here, verbs are part of a name: "đoàn kiểm tra, giám sát"
    for word in _WORD.finditer(text, start + 1, end):
        at = word.start()
        if text[at].isupper() or _ends_name(text, word):
            continue  # part of a name: Bộ Giáo dục và Đào tạo, Ủy ban Kiểm tra
        before = text[start:at]
        if re.search(r"[.:](?:\s|$)", before):
            return None
        if MODAL.match(text, at, end):
            return at, True
        verb = TASK.match(text, at, end)
        if not verb or at < named:
            continue
        if _is_named_by(text, start, at, verb.end()) or (
            named > start and before.rstrip()[-1:] in ",à" and named + 5 > at
        ):
            named = verb.end()
            continue
        return at, False
    return None


def _ends_name(text: str, word: "re.Match[str]") -> bool:
    """Test if a word ends a name that began with a capital: the "tạo" of "Đào tạo"."""
    before = text[max(0, word.start() - 12) : word.start()].split()
    return bool(before) and before[-1][:1].isupper() and (before[-1].lower(), word.group()) in PAIRS


def _is_named_by(text: str, start: int, at: int, end: int) -> bool:
    """Test if the verb at a place is part of the name before it."""
    before = text[start:at]
    if NAMED_BY_VERB.search(before) or (text.startswith("phụ trách", at) and _POST.search(before)):
        return True
    back = " ".join(before.split()[-3:])
    return any(
        one.end() > len(back) for one in NAMED_BY_SOME.finditer(f"{back} {text[at : at + 40]}")
    )


def _past_conditions(text: str, at: int, end: int) -> int | None:
    """Return where the task begins, after "căn cứ kế hoạch này, khi có thông báo"."""
    if not _CONDITION.match(text, at):
        return at
    if re.compile(r"trong quá trình|nếu").match(text, at):
        return at if re.search(r"(?<!\w)thì\s", text[at:end]) else _after_comma(text, at, end)
    return _after_comma(text, at, end)


def _after_comma(text: str, at: int, end: int) -> int | None:
    for comma in _TURNS.finditer(text, at, end):
        after = comma.end()
        if TASK.match(text, after, end) and (comma.group()[0] == "," or STRONG.match(text, after)):
            return after
    blanks = _BLANK.finditer(text, at + 8, end)
    return next((one.end() for one in blanks if TASK.match(text, one.end(), end)), None)


def imperative(text: str, start: int, end: int) -> Asked | None:
    """Read "Giao Bộ Tài chính chủ trì …", "Đề nghị các phòng, ban thực hiện …"."""
    return _imperative(text, start, end, _IMPERATIVE)


def goes_on_asking(text: str, start: int, end: int) -> Asked | None:
    """Read "…; đề nghị Mặt trận vận động …" after an act of speech: another body is asked."""
    said = _ON.match(text, skip_opening(text, start, end), end)
    if not said or not BODY.match(text, said.end(), end):
        return None
    return _imperative(text, start, end, _ON)


def _imperative(text: str, start: int, end: int, rule: "re.Pattern[str]") -> Asked | None:
    start = skip_opening(text, start, end)
    said = rule.match(text, start, end)
    if not said:
        return None
    at = skip_opening(text, said.end(), end)
    found = subject(text, at, end)
    if found:
        holder, begin, modal = found
        return Asked(begin, end, holder, modal=modal, speech=True, from_=at)
    colon = re.compile(r"([^:.;]{4,160}):\s*").match(text, at, end)
    if colon and BODY.match(text, at) and TASK.match(text, skip_opening(text, colon.end(), end)):
        return Asked(colon.end(), end, colon[1].strip(" *_"), speech=True, from_=at)
    if TASK.match(text, at, end):
        asks = said.group().split()[0] in {"Yêu", "Đề"}
        return Asked(at, end, speech=True, from_=at) if asks else None
    return None if ":" in said.group() else _to_anybody(text, at, end)


def _to_anybody(text: str, at: int, end: int) -> Asked | None:
    """Read "Đề nghị mỗi hộ dân treo cờ": who is asked need not be a body of any list."""
    if _NO_NAME.match(text, at):
        return None
    found = _boundary(text, at, min(end, at + 90))
    holder = text[at : found[0]].strip(" ,:*_–-\n") if found else ""
    if not found or not 0 < len(holder.split()) <= 12 or "," in holder:
        return None
    dropped = _DROPPED.match(text, found[0], end)
    return Asked(
        dropped.end() if dropped else found[0], end, holder, modal=found[1], speech=True, from_=at
    )


def named_task(text: str, start: int, end: int) -> Asked | None:
    """Read "b) Công an phường: tăng cường tuần tra": a body, a colon, its task."""
    about = _ABOUT.match(text, start, end)
    start = about.end() if about else start
    if not BODY.match(text, start, end):
        return None
    found = _NAME_COLON.match(text, start, end)
    if not found or not is_body_only(found["who"]):
        return None
    at = skip_opening(text, found.end(), end)
    if not TASK.match(text, at, end):
        return None
    return Asked(at, end, " ".join(found["who"].strip(" *_").split()), from_=start)


def spoken(text: str, start: int, end: int, holder_now: str = "") -> Asked | None:
    """Read "X đề nghị Y tiếp tục …": requester, holder and task in one sentence.

    holder_now: who owes what was asked before; what that body directs is its own task
    """
    for said in _SPEECH.finditer(text, start, min(end, start + _FARTHEST)):
        before = text[start : said.start()]
        if _PAST.search(before) or before.count("“") > before.count("”"):
            continue
        time = _TIME.match(text, said.end(), end)
        at = time.end() if time else said.end()
        found = subject(text, at, end)
        who = requester(before)
        listed = None if found or not who else _before_colon(text, at, end, who)
        if listed:
            return listed
        if not found and who and said.group() == "yêu cầu" and TASK.match(text, at, end):
            return Asked(at, end, "", who, speech=True, from_=at)
        if not found or not who or _same(who, holder_now):
            continue
        holder, begin, modal = found
        if said.group() in {"nhấn mạnh", "lưu ý", "mong muốn", "đề xuất"} and not modal:
            continue
        return Asked(begin, end, holder, who, modal, speech=True, from_=at)
    return None


def says_nothing(name: str) -> str:
    """Return a name without the words of speech that follow it: "… có ý kiến"."""
    return _SAYS.sub("", name)


def _before_colon(text: str, at: int, end: int, who: str) -> Asked | None:
    """Read "… yêu cầu các địa phương, đơn vị: tăng cường …": who is asked stands before a colon."""
    colon = _NAME_COLON.match(text, at, end)
    if not colon or not BODY.match(text, at):
        return None
    begin = skip_opening(text, colon.end(), end)
    if not TASK.match(text, begin, end):
        return None
    return Asked(begin, end, colon["who"].strip(" *_"), who, speech=True, from_=at)


def _same(one: str, other: str) -> bool:
    mine, his = fold(one), fold(other)
    return bool(mine and his) and (mine in his or his in mine)


def requester(before: str) -> str:
    """Return who speaks, from the words before the verb of speech; "" if nobody is named."""
    lead = _LEAD.match(before)
    words = before[lead.end() :] if lead else before
    words = re.split(
        r",\s*(?:đồng thời|nhấn mạnh|ghi nhận|đánh giá|biểu dương)|\s+(?:cũng|còn|đồng thời|ghi nhận|đánh giá|phát biểu|nhấn mạnh|kết luận)(?!\w)",
        words,
    )[0]
    words = says_nothing(words.strip(" ,*_:\n–-"))
    if not BODY.match(words) and not words.startswith(("Cử tri", "Đại biểu", "đ/c ", "Đ/c ")):
        return ""
    return " ".join(words.split())


def after_preamble(text: str, start: int, end: int) -> int | None:
    """Return the place after "Đối với …," or "Kết thúc …," where a body or a task follows."""
    if not _PREAMBLE.match(text, start, end):
        return None
    return _after_named(text, start, end) or _after_unnamed(text, start, end)


def _after_named(text: str, start: int, end: int) -> int | None:
    for found in re.compile(r"[,:]\s+|\s+thì\s+").finditer(text, start, min(end, start + 420)):
        if BODY.match(text, found.end(), end) and subject(text, found.end(), end):
            return found.end()
        if found.group().strip() in {":", "thì"} and TASK.match(text, found.end(), end):
            return found.end()
    return None


def _after_unnamed(text: str, start: int, end: int) -> int | None:
    begin = _after_time(text, start, end)
    if begin is not None:
        return begin
    for found in re.compile(r",\s+").finditer(text, start, min(end, start + 300)):
        if STRONG.match(text, found.end(), end) or TASK.match(text, found.end(), end):
            return found.end()
    return None


def _after_time(text: str, start: int, end: int) -> int | None:
    """Return where the task of "Định kỳ ngày 25 hằng tháng báo cáo …" begins."""
    for blank in _BLANK.finditer(text, start, min(end, start + 60)):
        if TASK.match(text, blank.end(), end) and not _EACH.match(text, blank.end()):
            words = text[start : blank.start()]
            printed = due(words[:1].lower() + words[1:])[0]
            return blank.end() if printed and len(printed) + 12 > len(words) else None
    return None


def is_body_only(text: str) -> bool:
    """Test if a heading names a body and nothing else: "2. Ban Công tác Mặt trận các thôn"."""
    words = text.strip(" *_:.")
    return bool(BODY.match(words)) and len(words) < 170 and subject(words, 0, len(words)) is None


def sub_holders(task: str) -> tuple[str, ...]:
    """Return whom the holder is to direct or to work with, as printed."""
    found = _SUB.search(task)
    if not found:
        return ()
    rest = task[found.end() :]
    if not BODY.match(rest) and not rest.startswith(("các ", "nhân dân")):
        return ()
    stop = _boundary(rest, 0, len(rest))
    end = _NP_END.search(rest)
    limit = min(stop[0] if stop else len(rest), end.start() if end else len(rest), 200)
    names = re.split(
        r",\s+(?!(?:xã|phường|ban|ngành|phòng|đoàn thể|đơn vị|huyện|quận)(?!\w))|\s+và\s+",
        rest[:limit],
    )
    return tuple(one.strip(" ,*_") for one in names if one.strip(" ,*_"))


def clean_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a task without what stands around it."""
    start = skip_opening(text, start, end)
    dropped = _DROPPED.match(text, start, end)
    return trim(text, dropped.end() if dropped else start, end)
