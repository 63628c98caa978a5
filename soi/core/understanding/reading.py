"""A filing word by word, as it is meant: read before it is understood, never stored.

Undone are keyboards without their input method, the short forms of messages, dialect, and
letters drawn out. What was read otherwise than typed can be shown beside the words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from soi.core.understanding.syllables import from_telex, from_vni
from soi.core.vietnamese import canon, fold

_TOKEN = re.compile(r"[^\W_]+(?:[./,]\d+)*|[.!?;:,()\n…“”\"'-]")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_INNER_FIGURE = re.compile(r"[a-z]+\d[a-z]+\d?|[a-z]*d9[a-z0-9]+")
_FIGURES = re.compile(r"\d")
# Short forms of messages and words of the Centre and the South, to the word that is meant.
_SHORT = {
    "ko": "không", "k": "không", "kh": "không", "hok": "không", "hk": "không",
    "hông": "không", "hổng": "không", "hong": "không", "hỏng": "hỏng", "kg": "không",
    "kô": "không", "kov": "không", "khg": "không", "khum": "không", "hem": "hẻm",
    "dc": "được", "đc": "được", "đk": "được", "dk": "được", "đx": "được",
    "j": "gì", "gj": "gì", "z": "vậy", "v": "vậy", "zậy": "vậy", "dz": "vậy", "zay": "vậy",
    "r": "rồi", "rùi": "rồi", "rui": "rồi", "òi": "rồi",
    "vs": "với", "vơi": "với", "cx": "cũng", "cg": "cũng", "cug": "cũng", "cũg": "cũng",
    "ng": "người", "ngta": "người ta", "nta": "người ta", "mn": "mọi người",
    "mng": "mọi người", "mk": "mình", "mik": "mình", "t": "tôi", "m": "mày", "e": "em",
    "a": "anh", "c": "chị", "ad": "admin", "tr": "triệu", "củ": "triệu", "cu": "cu",
     "bit": "biết", "bít": "biết", "bt": "biết", "bik": "biết",
    "trc": "trước", "trk": "trước", "h": "giờ", "giờ": "giờ", "hnay": "hôm nay", "hqua": "hôm qua",
    "nc": "nước", "p": "phường", "ph": "phường", "tdp": "tổ dân phố", "tổdp": "tổ dân phố",
    "hs": "hồ sơ", "cb": "cán bộ", "cty": "công ty", "ubnd": "ủy ban", "ub": "ủy ban",
    "ubp": "ủy ban phường", "ca": "công an", "cap": "công an phường", "csgt": "công an",
    "tdc": "tái định cư", "tđc": "tái định cư", "cccd": "căn cước", "cmnd": "căn cước",
    "bhyt": "bảo hiểm y tế", "gcn": "giấy chứng nhận", "gpxd": "giấy phép xây dựng",
    "sđ": "sổ đỏ", "qđ": "quyết định", "qd": "quyết định", "bb": "biên bản", "tb": "thông báo",
    "vpp": "vi phạm", "xl": "xử lý", "xly": "xử lý", "gq": "giải quyết", "đn": "đề nghị",
    "nv": "nhân viên", "gđ": "gia đình", "gd": "gia đình",  "ns": "nói", "lm": "làm",
    "vc": "việc", "vk": "vợ", "ck": "chồng", "ny": "người yêu", "hx": "hàng xóm",
    "ntn": "như thế nào", "nt": "nhắn tin", "đt": "điện thoại", "dt": "điện thoại",
    "sdt": "số điện thoại", "sđt": "số điện thoại", "ik": "đi", "đi": "đi", "thik": "thích",
    "thui": "thôi", "hoy": "thôi", "hui": "thôi", "wa": "quá", "qua": "qua", "wá": "quá",
    "q": "quận", "lun": "luôn", "luon": "luôn", "nhìu": "nhiều", "nhiu": "nhiêu", "iu": "yêu",
    "bh": "bây giờ", "bjo": "bây giờ", "hjx": "", "hic": "", "huhu": "", "ak": "à", "ah": "à",
    "ntrên": "như trên", "nhma": "nhưng mà", "nma": "nhưng mà", "nhg": "nhưng", "nhưg": "nhưng",
    "cf": "cà phê", "cafe": "cà phê", "cofe": "cà phê", "ks": "khách sạn", "xe": "xe",
    "tui": "tôi", "tau": "tôi", "choa": "tôi", "miềng": "mình", "bọ": "tôi", "tụi": "chúng",
    "răng": "sao", "rứa": "vậy", "ri": "vậy", "mô": "đâu", "chừ": "giờ", "nớ": "đó", "ni": "này",
    "tê": "kia", "chi": "gì", "hỉ": "nhỉ", "hè": "nhỉ", "hí": "nhỉ", "nghen": "nhé", "nhen": "nhé",
    "nghe": "nghe", "ổng": "ông ấy", "bả": "bà ấy", "ảnh": "anh ấy", "cổ": "cô ấy", "hắn": "nó",
    "biểu": "bảo", "bển": "bên kia", "trển": "trên kia", "vô": "vào", "zô": "vào", "dô": "vào",
    "zo": "vào", "giựt": "giật", "bịnh": "bệnh", "gởi": "gửi", "coi": "xem", "dòm": "nhìn",
    "ngó": "nhìn", "kiếm": "tìm", "méc": "mách", "mần": "làm", "mạ": "mẹ", "má": "mẹ",
    "tía": "bố", "ba": "ba", "chớ": "chứ", "chứ": "chứ", "nè": "này", "dì": "dì", "o": "cô",
    "hổm": "hôm", "bữa": "hôm", "hồi": "lúc", "dzậy": "vậy", "dậy": "vậy", "vầy": "vậy",
    "giùm": "giúp", "dùm": "giúp", "gium": "giúp", "dum": "giúp", "nhờ": "nhờ", "phạt": "phạt",
    "heo": "lợn", "dơ": "bẩn", "xài": "dùng", "kêu": "gọi", "nhậu": "nhậu", "mướn": "thuê",
}  # fmt: skip
_SHORT = {typed: meant for typed, meant in _SHORT.items() if typed != meant}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is matched.

    typed: as it stands in the text; marked: as it is meant, lower case; plain: folded
    start, end: str indices in the text
    """

    typed: str
    marked: str
    plain: str
    start: int
    end: int


def read(text: str) -> list[Token]:
    """Return the words and stops of `text` as they are meant."""
    found = list(_TOKEN.finditer(unicodedata.normalize("NFC", text)))
    vni = any(
        _INNER_FIGURE.fullmatch(word) and from_vni(word)
        for word in (match[0].lower() for match in found)
        if _FIGURES.search(word)
    )
    tokens = []
    for match in found:
        typed = match[0]
        marked, plain = _meant(typed.lower(), vni)
        tokens.append(Token(typed, marked, plain or typed, match.start(), match.end()))
    return tokens


@lru_cache(maxsize=20_000)  # people write the same few thousand words
def _meant(word: str, vni: bool) -> tuple[str, str]:  # noqa: FBT001 - cached by its place
    """Return a word as it is meant, with its marks and folded."""
    word = _DRAWN_OUT.sub(r"\1", word)
    meant = _SHORT.get(word) or (from_vni(word) if vni else "") or from_telex(word) or word
    return canon(meant), fold(meant)
