"""From running text to the references in it, with their places.

Source: directives.md, section 5 (measured on 2,203 lines of the Codification of law).
"""

import re
from collections.abc import Iterator
from datetime import date

from soi.core.citations import types
from soi.core.citations.dates import DATE, of_match
from soi.core.citations.named import named
from soi.core.citations.references import Reference, Role, Sort, code_of, plain_symbol
from soi.core.vietnamese import nfc

_CAPS = types.CAPITALS
_DASHES = "-\u2010-\u2015\u2212"
_SEG = rf"[{_CAPS}][{_CAPS}a-zđ]*\d{{0,3}}(?!\w)"
_CODE = "|".join(sorted(types.CODES, key=len, reverse=True))
# A line may end after a dash; blanks on both sides of one are only sure after a type code.
_JOINT = rf"(?:[{_DASHES}/&](?:[ \t]*\n[ \t]*)?|[ \t]+[{_DASHES}][ \t]+(?=[{_CAPS}]{{2}}))"
_CHAIN = (
    rf"(?:(?:{_CODE})(?!\w)[ \t]*[{_DASHES}][ \t]*\n?[ \t]*(?={_SEG}))?{_SEG}"
    rf"(?:[{_DASHES}/&](?:[ \t]*\n[ \t]*(?=[{_CAPS}]{{2}}))?{_SEG})*"
)
_SYMBOL = re.compile(
    rf"(?:(?<![\w/])|(?<=[Ss]ố))(?<!\d[.,])(?<![0-9A-Z]:)(?P<number>\d{{1,6}}(?:\.\d{{1,2}}(?=/(?:19|20)\d{{2}}/))?[a-zA-Z]?)\s*(?:"
    rf"[{_DASHES}]\s*(?P<code>[A-ZĐ][A-Za-zĐđ]{{0,6}})\s*/\s*(?P<body>{_SEG}(?:[{_DASHES}]{_SEG})*)"
    rf"|/\s*(?P<year>(?:19|20)\d{{2}}\s*/)?\s*(?P<chain>{_CHAIN}))"
)
_NUMBER_WORD = r"(?:(?<!\w)[Ss][ốôố]\s*[:.]?\s*){0,2}"
_GAP = rf"[\s*_:(“\"]*{_NUMBER_WORD}[\s*_:(“\"]*"
_LINE_GAP = r"[ \t*_:(“\"]*(?:(?<!\w)[Ss]ố[ \t]*[:.]?[ \t]*){0,2}[ \t*_:(“\"]*"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<outer>{types.WORDS})\s+)?"
    rf"(?:(?P<type>{types.WORDS})|(?P<short>(?-i:{types.ABBREVIATIONS})))(?P<gap>{_GAP})$",
    re.IGNORECASE,
)
_TYPE = re.compile(rf"(?<!\w)(?:{types.WORDS})(?!\w)", re.IGNORECASE)
_FORM = re.compile(
    rf"(?<!\w)(?<!phường )(?<!thành phố )(?<!xã )(?:mẫu|biểu|phiếu|phụ lục|ký hiệu|biển|biển số|biển kiểm soát|tờ khai|hóa đơn|"
    rf"mã hồ sơ|hợp đồng|mã|model|thửa đất|tờ bản đồ|quy chuẩn|tiêu chuẩn|qcvn|tcvn)[ \t]*{_LINE_GAP}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<!\w)[Ss][ốố]\s*[:.]?[\s*_:]*$")
_LIST = re.compile(r"[\s,;*_]*(?:và|hoặc|đến|hay)?[\s*_]*(?:số)?[\s:*_]*")
_CLAUSE_END = re.compile(r"[;!?\n|]|\.(?=\s)")
_DATE_AFTER = re.compile(
    rf"[\s*_]*[,(]?\s*(?:(?:ban hành|ký)\s+)?"
    rf"(?:hồi\s+\d{{1,2}}\s*(?:giờ|h|:)\s*\d{{0,2}}(?:\s*phút)?,?\s+)?{DATE.format('')}"
)
_DATE_LATER = re.compile(rf"\s+của\s+[^,;.()\n]{{3,60}}?\s+\(?{DATE.format('')}")
_TERM = re.compile(r"[\s,(]*[Kk]h[óo][aá]\s+([IVX]+)(?!\w)\)?")
_CLAUSE = re.compile(
    r"((?:điểm\s+\w{1,2}(?:\s*,\s*\w)*,?\s+)?(?:khoản\s+\d+[a-z]?(?:\s*,\s*\d+)*,?\s+)?"
    r"[Đđ]iều\s+\d+[a-zđ]?(?:\s*,\s*(?:Điều\s+)?\d+)*)\s*,?\s*(?:của\s+)?$"
)
_BLANK = re.compile(
    rf"(?:(?<!\w)(?P<type>{types.WORDS})\s+)?(?<!\w)[Ss]ố[ \t]*[:.]?[ \t*_]*[.…_ \t]*"
    rf"(?:/[ \t]*(?:(?:19|20)\d{{2}}[ \t]*/[ \t]*)?(?P<chain>{_SEG}(?:[{_DASHES}/&]{_SEG})*)"
    rf"|[.…_]+[ \t]*(?:{_CODE})[ \t]*[/{_DASHES}][ \t]*{_SEG}(?:[{_DASHES}/&]{_SEG})*"
    rf"|[{_DASHES}][ \t]*(?:{_CODE})[ \t]*/[ \t]*{_SEG}(?:[{_DASHES}]{_SEG})*)"
)
_OWN = re.compile(
    r"^[\s*_#|>]*(?:số hiệu|số, ký hiệu|số và ký hiệu|số ký hiệu|sokyhieu|so_ky_hieu|số)"
    r"(?:[\s*_]*[:|][\s*_:|\"']*|[ \t]+(?=\d))",
    re.IGNORECASE | re.MULTILINE,
)
_OWN_TITLE = re.compile(
    rf"\s*(?:#+\s*|title:\s*[\"']?)(?:{types.WORDS})\s+(?:số\s+)?", re.IGNORECASE
)
_HEAD = 8000
_LAWS = ("Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh", "Hiến pháp", "Lệnh", "Nghị quyết liên tịch")
_PARLIAMENT = re.compile(r"/(?:QH|UBTVQH|PL-|NQ-|NQLT-|L-)")
_LOOK_BACK = 220


def read(text: str) -> list[Reference]:
    """Return every reference in `text`, in order; places are those of its composed form.

    Numbered ones carry their symbol; laws and resolutions of congresses and plenums without
    a number are "named"; a place for a number that nobody filled in is a "blank". Form codes,
    dates, terms and fractions are none.
    """
    text = nfc(text)
    found = list(_numbered(text))
    found += _blanks(text, found)
    found += _apart(named(text), found)
    own = own_number(text)
    if own:
        issued = _header_day(text)
        found = [_with_role(one, own, issued) for one in found]
    return sorted(found, key=lambda one: one.start)


def own_number(text: str) -> str:
    """Return the symbol that a document bears itself, or "" where its head shows none."""
    head = text[:_HEAD]
    for place in _OWN.finditer(head):
        symbol = _SYMBOL.match(head, place.end())
        if symbol:
            return plain_symbol(symbol.group())
    for line in re.finditer(r"^.*$", head, re.MULTILINE):
        title = _OWN_TITLE.match(line.group())
        symbol = _SYMBOL.match(line.group(), title.end()) if title else None
        if symbol:
            return plain_symbol(symbol.group())
    return ""


def _numbered(text: str) -> Iterator[Reference]:
    last: Reference | None = None
    for found in _SYMBOL.finditer(text):
        one = _reference(text, found, last)
        if one:
            last = one
            yield one


def _reference(text: str, found: "re.Match[str]", last: Reference | None) -> Reference | None:
    floor = last.end if last else 0
    window = text[max(floor, found.start() - _LOOK_BACK) : found.start()]
    if _FORM.search(window[-40:]) or _continues_form(text, found.start()):
        return None
    symbol = plain_symbol(found.group())
    word, start = _type_before(window, found.start(), symbol)
    if not word and last and _LIST.fullmatch(text, last.end, found.start()):
        word = last.type if types.fits(last.type, code_of(symbol)) else ""
        start = found.start()
    if not word and not _plausible(symbol, window):
        return None
    if not word:
        word = types.of_code(code_of(symbol))
        start = found.start()
    day, end = _day_after(text, found.end())
    clause = _CLAUSE.search(text[max(0, start - 80) : start])
    term = _TERM.match(text, end)
    return Reference(
        start=start,
        end=end,
        text=text[start:end],
        sort=Sort.NUMBERED,
        symbol=symbol,
        type=word,
        day=day,
        clause=clause[1] if clause else "",
        term=term[1] if term else "",
    )


def _type_before(window: str, at: int, symbol: str) -> tuple[str, int]:
    """Return the type word that governs a symbol, and where the reference begins."""
    code = code_of(symbol)
    near = _BEFORE.search(window[-90:])
    if near:
        base = at - len(window[-90:])
        outer, inner = near["outer"], near["type"] or near["short"]
        # "Thông báo kết luận số 5/TB-UBND" is a thông báo: the code says which word counts.
        if (
            outer
            and types.fits(types.full(outer), code)
            and not types.fits(types.full(inner), code)
        ):
            return types.full(outer), base + near.start("outer")
        begin = near.start("type") if near["type"] else near.start("short")
        return types.full(inner), base + begin
    return _type_over_title(window, at, symbol)


def _type_over_title(window: str, at: int, symbol: str) -> tuple[str, int]:
    ends = [one.end() for one in _CLAUSE_END.finditer(window)]
    begin = ends[-1] if ends else 0
    code = code_of(symbol)
    for found in reversed(list(_TYPE.finditer(window, begin))):
        word = types.full(found.group())
        capital = found.group()[0].isupper()
        if _PARLIAMENT.search(symbol) and code not in types.CODES:
            suits = capital and word in _LAWS
        elif code in types.CODES:
            suits = types.fits(word, code)
        else:
            suits = word not in _LAWS and bool(_NUMBERED.search(window))
            suits = suits and (capital or word == "Công văn")
        if suits:
            return word, at - len(window) + found.start()
    return "", at


def _plausible(symbol: str, window: str) -> bool:
    """Test if a symbol that no type word announces is a document's number at all."""
    _head, _slash, tail = symbol.partition("/")
    if code_of(symbol) in types.CODES:
        return "-" in symbol
    if re.match(r"\d+[a-zA-Z]?/\d{4}/(?:QH|UBTVQH)\d", symbol):
        return True
    parts = re.split(r"[-/&]", tail)
    shouted = all(len(one) > 1 and one[:2].isupper() for one in parts)
    return bool(_NUMBERED.search(window)) and len(parts) > 1 and shouted


def _continues_form(text: str, at: int) -> bool:
    """Test if a code goes on a list of form codes: "Mẫu số 01/HNCT, 02/HNCT"."""
    before = re.search(
        rf"(?:mẫu|biểu)\s+(?:số\s+)?\d+[a-z]?/[{_CAPS}-]+(?:\s*(?:,|và|đến)\s*\d+[a-z]?/[{_CAPS}-]+)*"
        r"\s*(?:,|và|đến)\s*$",
        text[max(0, at - 120) : at],
        re.IGNORECASE,
    )
    return before is not None


def _day_after(text: str, at: int) -> tuple[date | None, int]:
    near = _DATE_AFTER.match(text, at)
    if near:
        return of_match(near), near.end()
    later = _DATE_LATER.match(text, at)
    return (of_match(later), later.end()) if later else (None, at)


def _blanks(text: str, taken: list[Reference]) -> list[Reference]:
    found = [
        Reference(
            start=one.start(),
            end=one.end(),
            text=one.group(),
            sort=Sort.BLANK,
            role=Role.BLANK,
            type=types.full(one["type"]) if one["type"] else "",
        )
        for one in _BLANK.finditer(text)
    ]
    return _apart(found, taken)


def _apart(found: list[Reference], taken: list[Reference]) -> list[Reference]:
    spans = sorted((one.start, one.end) for one in taken)
    kept, at = [], 0
    for one in sorted(found, key=lambda each: each.start):
        while at < len(spans) and spans[at][1] <= one.start:
            at += 1
        if at == len(spans) or one.end <= spans[at][0]:
            kept.append(one)
    return kept


def _header_day(text: str) -> date | None:
    found = re.search(rf",[\s*_]*{DATE.format('')}", text[:_HEAD])
    return of_match(found) if found else None


def _with_role(one: Reference, own: str, issued: date | None) -> Reference:
    # Numbers come again every year: last year's plan of the same number is another document.
    if one.symbol != own or (one.day and issued and one.day != issued):
        return one
    plain = {name: getattr(one, name) for name in one.__slots__}
    return Reference(**{**plain, "role": Role.OWN})
