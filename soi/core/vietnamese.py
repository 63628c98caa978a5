"""Vietnamese text: one form of writing, search without marks, order of words."""

import re
import unicodedata
from datetime import date

from soi.core import letters
from soi.core.refusals import Unacceptable

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "chủ nhật")
_D = str.maketrans(dict.fromkeys("đðɖɗĐÐƉƊ", "d"))  # they do not decompose
_WORDS = re.compile(r"[^0-9a-z]+")
_MARKS = "\u0300-\u036f"
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_OPEN = re.compile(rf"(?<![qQ])([oO](?=[aAeE])|[uU](?=[yY]))(\w)([{_TONES}])(?![\w{_MARKS}])")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_ORDER = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """Return `text` with each letter composed, as it is stored and compared."""
    return unicodedata.normalize("NFC", text)


def clean(text: str, field: str) -> str:
    """Return what somebody typed, composed, without what no reader sees, no blanks around it.

    Raises: Unacceptable, where it holds control characters, broken Unicode or overrides of
    direction.
    """
    try:
        return letters.tidy(text)
    except letters.Deceives as refusal:
        raise Unacceptable(field, "control_characters") from refusal


def fold(text: str) -> str:
    """Return `text` as plain words in a-z and 0-9, for search."""
    if not text.isascii():
        text = letters.without_unseen(text)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_D)
    text = "".join(one for one in text if not unicodedata.combining(one))
    return _WORDS.sub(" ", text).strip()


def search_text(text: str) -> str:
    """Return the stored form that a folded word is looked for in, each word after a blank."""
    return " " + fold(text)


def canon(text: str) -> str:
    """Return `text` with the tone mark of oa, oe, uy on the first vowel: hoà becomes hòa."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _OPEN.sub(r"\1\3\2", parts))


def search_exact(text: str) -> str:
    """Return the stored form that marked words are looked for in."""
    return canon(nfc(letters.plain(letters.without_unseen(text)))).lower()


def sort_key(name: str) -> str:
    """Return a key by which names sort as Vietnamese lists do: the last word first."""
    words = nfc(name).lower().split()
    return " ".join(_word_key(word) for word in words[-1:] + words[:-1])


def weekday(day: date) -> str:
    """Return the name of the day of the week, as it stands within a sentence."""
    return WEEKDAYS[day.weekday()]


def _word_key(word: str) -> str:
    letters, tones = "", ""
    for one in word:
        base, tone = _without_tone(one)
        place = _LETTERS.find(base)
        letters += chr(ord("A") + place) if place >= 0 else base
        tones += _TONE_ORDER[tone]
    return f"{letters}!{tones}"


def _without_tone(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONE_ORDER), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), tone
