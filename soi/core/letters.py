"""The one door for text: what the eye does not see is taken out, what deceives it is refused.

Three forms of a text stand here. `tidy` is what is stored: the sender's words, composed, without
what no reader sees. `plain` writes look-alikes as the letters they are taken for, sign by sign, so
that places in it are places in the text. `folded` is read by whatever recognises (telephones,
names, limits): every spelling that looks the same is the same, with the way back to the text.

Source: Unicode 15, Default_Ignorable_Code_Point; UAX #9 (directional formatting); UTS #39.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MOST_MARKS = 2  # on one letter; Vietnamese composed has none, no script of the country more

# No reader sees these. Joiners and selectors stay where they make one picture of several.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_OVERRIDES = "\u202d\u202e"
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"  # as wide as a letter, and empty
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINES = "\u2028\u2029"
_DASHES = "\u2010-\u2015\u2043\u207b\u208b\u2212\u02d7\u058a\u1806\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_DOTS = "\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\u3002\uff0e\uff61\ufe52"
_SLASHES = "\u2044\u2215\u29f8\uff0f\u2571"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
_ODD = re.compile(f"[{_UNSEEN}{_FILLERS}{_LINES}\r{_MARKS}]")
_GONE = re.compile(f"[{_UNSEEN}]")
# A picture made of several: joined by U+200D, its look chosen by U+FE0F, flags by tags.
_PICTURE = re.compile(
    "[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff][\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\u2600-\u27bf\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
    "|[0-9#*]\ufe0f?\u20e3"
)
_STACK = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_LOOSE = re.compile(rf"(^|\s)[{_MARKS}]+")
_D = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "Ɗ": "Đ", "ɗ": "đ"}
# Letters of Greek and Cyrillic that are drawn as Latin ones.
_DRAWN_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅԚԜавеорсухіјѕԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρυ",
        "ABEKMHOPCTYXIJSQWaBeopcyxijsqwhlABEZHIKMNOPTYXoavpu",
        strict=True,
    )
)


def _each(signs: str) -> list[str]:
    """Return every sign of a class as it stands in a pattern."""
    every, at = [], 0
    while at < len(signs):
        if signs[at + 1 : at + 2] == "-" and at + 2 < len(signs):
            every += [chr(code) for code in range(ord(signs[at]), ord(signs[at + 2]) + 1)]
            at += 3
        else:
            every.append(signs[at])
            at += 1
    return every


_PLAIN = str.maketrans(
    {
        **_D,
        **dict.fromkeys(_each(_BLANKS), " "),
        **dict.fromkeys(_FILLERS, " "),
        **dict.fromkeys(_LINES, "\n"),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u3000": " ",
    }
)
_SEEN_AS = {
    **dict.fromkeys(_each(_BLANKS), " "),
    **dict.fromkeys(_FILLERS, " "),
    **dict.fromkeys(_LINES, "\n"),
    **dict.fromkeys(_each(_DASHES), "-"),
    **dict.fromkeys(_DOTS, "."),
    **dict.fromkeys(_SLASHES, "/"),
    **_D,
    **_DRAWN_ALIKE,
}


class Deceives(ValueError):
    """A text holds signs that a machine cannot read, or that turn its letters around."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the eye reads it, and where each sign of it stands in the text itself.

    at, until: for each sign, the place where it begins in the text, and ends
    """

    text: str
    at: tuple[int, ...]
    until: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the places in the text that `start` to `end` of the folded copy stand for."""
        return min(self.at[start:end]), max(self.until[start:end])


def tidy(text: str) -> str:
    r"""Return `text` composed, its lines ended by "\n", without what no reader sees.

    Raises: Deceives, for control characters, broken Unicode and overrides of direction.
    """
    if _CONTROL.search(text):
        raise Deceives("control")
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()
    text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        if any(sign in text for sign in _OVERRIDES):
            raise Deceives("override")
        text = seen(text)
    return text.strip()


def seen(text: str) -> str:
    """Return `text` without what no reader sees; at most two marks on a letter, none on nothing."""
    text = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    text = re.sub(f"[{_FILLERS}]", " ", text)
    text = "".join(_pieces(text))
    text = unicodedata.normalize("NFC", text)
    return _LOOSE.sub(r"\1", _STACK.sub(r"\1", text))


def without_unseen(text: str) -> str:
    """Return `text` without signs that take no place and are not seen, pictures taken apart."""
    return text if text.isascii() else _GONE.sub("", text)


def _pieces(text: str) -> list[str]:
    """Return the pieces of `text`, pictures whole, the rest without what is not seen."""
    if not _GONE.search(text):
        return [text]
    pieces, at = [], 0
    for picture in _PICTURE.finditer(text):
        pieces += [_GONE.sub("", text[at : picture.start()]), picture[0]]
        at = picture.end()
    return [*pieces, _GONE.sub("", text[at:])]


def taken_out(text: str) -> tuple[str, list[int]]:
    """Return `text` without unseen signs, and the place before which each of them stood.

    What else deceives becomes plain sign for sign, so that places in it stay true.
    """
    if text.isascii() or not _GONE.search(text):
        return text, []
    places = [match.start() - count for count, match in enumerate(_GONE.finditer(text))]
    return _GONE.sub("", text), places


def plain(text: str) -> str:
    """Return `text`, sign for sign, with odd blanks, wide letters and look-alikes of Đ plain."""
    return text if text.isascii() else text.translate(_PLAIN)


def folded(text: str) -> Folded:
    """Return `text` as the eye reads it: composed, plain signs, nothing unseen, overrides done."""
    if text.isascii():
        places = tuple(range(len(text)))
        return Folded(text, places, tuple(place + 1 for place in places))
    signs: list[tuple[str, int, int]] = []
    for start, end in _clusters(text):
        signs += [(sign, start, end) for sign in _read_as(text[start:end])]
    if any(sign in text for sign in _OVERRIDES):
        signs = _turned(text, signs)
    return Folded(
        "".join(sign for sign, _, _ in signs),
        tuple(start for _, start, _ in signs),
        tuple(end for _, _, end in signs),
    )


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the places of each sign together with the marks upon it."""
    found, start = [], 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at] < "\u0300" or unicodedata.category(text[at])[0] != "M":
            found.append((start, at))
            start = at
    return found if text else []


@lru_cache(maxsize=8_000)
def _read_as(cluster: str) -> str:
    whole = unicodedata.normalize("NFC", cluster)[:1]
    if whole in _SEEN_AS:
        return _SEEN_AS[whole]
    if _GONE.match(whole):
        return ""
    if whole < "\u0180":
        return _SEEN_AS.get(whole, whole) if whole.isalpha() else _compatible(whole)
    return _compatible(whole)


def _compatible(sign: str) -> str:
    """Return what a sign is a form of: wide and circled figures, letters of formulas."""
    written = unicodedata.normalize("NFKC", sign)
    figures = "".join(
        str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one
        for one in written
    )
    return "".join(_SEEN_AS.get(one, one) for one in figures if not _GONE.match(one))


def _turned(text: str, signs: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the signs in the order in which they are drawn under an override to the left."""
    out: list[tuple[str, int, int]] = []
    held: list[tuple[str, int, int]] = []
    leftwards, before = False, 0
    for sign in signs:
        for mark in text[before : sign[1]]:
            if mark in "\u202d\u202c\u202e":
                out += reversed(held)
                held, leftwards = [], mark == "\u202e"
        before = sign[2]
        if sign[0] == "\n":
            out += reversed(held)
            held, leftwards = [], False
        (held if leftwards else out).append(sign)
    return [*out, *reversed(held)]
