"""Text in the codes of old Vietnamese fonts: TCVN3 (ABC) and VNI, told apart and put right.

Source: TCVN 5712:1993 (VN3) for lower case letters; VNI-Windows. Capitals of TCVN3 have letters
of their own only without a mark (Ă Â Ê Ô Ơ Ư Đ): a font of capitals drew the others.
"""

from dataclasses import dataclass

from soi.core.vietnamese import nfc

_TCVN3_CODES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_BREVE = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


@dataclass(frozen=True, slots=True)
class Converted:
    """Text put right. code: tcvn3 or vni."""

    text: str
    code: str


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base in "aeouy":
        pairs |= {base + code: nfc(base + tone) for code, tone in _TONES.items()}
    for base in "aeo":
        pairs |= {base + code: nfc(base + "\u0302" + tone) for code, tone in _CIRCUMFLEX.items()}
    pairs |= {"a" + code: nfc("a\u0306" + tone) for code, tone in _BREVE.items()}
    for lead, base in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {lead + code: nfc(base + tone) for code, tone in _TONES.items()}
    pairs |= {code.upper(): letter.upper() for code, letter in pairs.items()}
    capital = {code[0].upper() + code[1:]: letter.upper() for code, letter in pairs.items()}
    return {**capital, **pairs}


_VNI = _vni_pairs()
_VNI_ALONE = {**_ALONE, **{code.upper(): letter.upper() for code, letter in _ALONE.items()}}


def from_tcvn3(text: str) -> str:
    """Return text whose letters stand in the codes of TCVN3."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return text whose letters stand in the codes of VNI, one letter in one or two."""
    out, at = [], 0
    while at < len(text):
        pair = _VNI.get(text[at : at + 2])
        out.append(pair or _VNI_ALONE.get(text[at], text[at]))
        at += 2 if pair else 1
    return "".join(out)


def recognised(text: str) -> Converted | None:
    """Return the text put right if it stands in an old font's codes, else None.

    It is taken for one only where that makes it read as Vietnamese and it does not as it is.
    """
    sample = text[:20000]
    high = sum(one > "\x7f" for one in sample)
    # Letters that Vietnamese alone has stand in no old code: one word of them tells.
    if high < 8 or _shown_vietnamese(sample) >= _ENOUGH:
        return None
    tried = [(from_tcvn3(sample), "tcvn3"), (from_vni(sample), "vni")]
    best, code = max(tried, key=lambda one: _likeness(one[0]))
    if _likeness(best) < 0.8:
        return None
    return Converted(nfc(from_tcvn3(text) if code == "tcvn3" else from_vni(text)), code)


_OWN = frozenset("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđăơư")
_ENOUGH = 2
_SHARED = frozenset("àáâãèéêìíòóôõùúý")
_FREQUENT = (
    "của",
    "và",
    "các",
    "được",
    "không",
    "việc",
    "thực",
    "công",
    "trong",
    "nhân",
    "phường",
    "ủy",
)


def _shown_vietnamese(text: str) -> int:
    """Count letters that Vietnamese alone has; old codes show none of them."""
    return sum(one in _OWN for one in text.lower())


def _likeness(text: str) -> float:
    """Return the share of marked letters that are Vietnamese, times whether common words occur."""
    low = text.lower()
    high = [one for one in low if one > "\x7f" and one.isalpha()]
    if not high:
        return 0.0
    share = sum(one in _OWN or one in _SHARED for one in high) / len(high)
    own = sum(one in _OWN for one in high) / len(high)
    words = sum(word in low for word in _FREQUENT)
    return share if own > 0.3 and words else 0.0
