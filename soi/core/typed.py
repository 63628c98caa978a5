"""Codes, promises and keys as they come back: retyped, wrapped, quoted, changed by a keyboard.

A code carries its own proof, so whatever a machine did to it on the way may be undone: a wrong
guess does not pass the check. Source: the rules of Telex and VNI typing.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice, product

from soi.core.letters import folded, without_unseen

# The key that made a mark; "=" is the letter itself once more.
_TELEX = {
    "\u0301": "S", "\u0300": "F", "\u0309": "R", "\u0303": "X", "\u0323": "J", "\u0302": "=",
    "\u0306": "W", "\u031b": "W", "đ": "D",
}  # fmt: skip
_VNI = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6",
    "\u0306": "8", "\u031b": "7", "đ": "9",
}  # fmt: skip
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›<>()[]{} \t"
_MOST = 256
_LONGEST = 40  # letters of a code in one piece, its keys still upon it
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


def spellings(text: str, alphabet: str) -> Iterator[str]:
    """Yield the symbols that a typed code may stand for, the likeliest first.

    alphabet: the symbols of the code; hyphens, blanks, quotes and other signs are left out
    """
    seen: set[str] = set()
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", folded(text).text.upper()))
    if any(len(word) > _LONGEST for word in words):
        return
    for method in (_TELEX, _VNI):
        # Only one keyboard was on; where nothing is marked the two say the same.
        each = [list(islice(_word(word, method), _MOST)) for word in words]
        for guess in islice(map("".join, product(*each)), 4 * _MOST):
            if guess not in seen and all(one in alphabet for one in guess):
                seen.add(guess)
                yield guess


def _word(word: str, method: Mapping[str, str]) -> Iterator[str]:
    """Yield what may have been typed: a key for each mark, at its letter or later in the word."""
    for at, sign in enumerate(word):
        letter, *marks = list(unicodedata.normalize("NFD", sign))
        if sign == "Đ":
            letter, marks = "D", ["đ"]
        if not marks:
            continue
        key = method.get(marks[-1], "").replace("=", letter)
        rest = unicodedata.normalize("NFC", letter + "".join(marks[:-1]))
        if sign == "Ư" and method is _TELEX:  # the key W alone
            yield from _word(f"{word[:at]}W{word[at + 1 :]}", method)
        for later in range(at + 1, len(word) + 1):
            yield from _word(f"{word[:at]}{rest}{word[at + 1 : later]}{key}{word[later:]}", method)
        return
    yield word


def joined(text: str) -> str:
    """Return a key or a receipt on one line: wraps, quotes, unseen signs and odd dashes gone."""
    return "".join(pieces(text))


def pieces(text: str) -> list[str]:
    """Return the lines that a key or a receipt was wrapped to, without quotes and blanks around."""
    lines = (folded(line).text.strip(_QUOTES) for line in unwrapped(text).split("\n"))
    return [line for line in lines if line]


def unwrapped(text: str) -> str:
    """Return a file's text with plain line ends, without a mark of bytes or signs of quoting."""
    text = without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in _QUOTED_LINE.sub("", text).split("\n"))
