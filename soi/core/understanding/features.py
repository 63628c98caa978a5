"""What a model sees of a text: its words, words in a row, how clauses begin and end, letters.

Every feature is a short text that begins with a sign for its sort, so that a weight can be
read and shown: `w` word, `m` word with its marks, `b` two words, `n` two with marks, `k` and
`q` concepts and two of them near each other, `^ $` ends of the text, `< > ?` ends of clauses,
`!` stops and length, `c` letters within a word.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from soi.core.understanding.concepts import CONCEPTS
from soi.core.understanding.reading import Token

NEAR = 10  # words within which two concepts are seen together
_STOPS = frozenset(".,?!;:\n…-()")
_SHOWN_STOPS = ("?", "!", '"', "“", ":", "\n")
_LENGTHS, _LENGTH = 8, 12
_FIGURES = re.compile(r"\d")

Counts = dict[str, int]
Words = list[tuple[str, str]]  # folded, and with marks


def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Return, by first word, the rest of each phrase and the concepts it names; longest first."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, phrases in CONCEPTS.items():
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            if name not in names.get(words, ()):
                names[words] = (*names.get(words, ()), name)
    found: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {}
    for words in sorted(names, key=lambda one: (-len(one), one)):
        found[words[0]] = (*found.get(words[0], ()), (words[1:], names[words]))
    return found


_PHRASES = _phrases()


def clauses(tokens: Sequence[Token]) -> Iterable[tuple[Words, str]]:
    """Yield the words of each clause and the stop that ended it, empty at the end."""
    words: Words = []
    for token in tokens:
        if token.typed[0].isalnum():
            words += _words(token.plain, token.marked)
        elif token.typed in _STOPS and words:
            yield words, token.typed
            words = []
    if words:
        yield words, ""


@lru_cache(maxsize=20_000)
def _words(plain: str, marked: str) -> tuple[tuple[str, str], ...]:
    pairs = zip(plain.split(), marked.split(), strict=False)
    return tuple((_shape(a), _shape(b)) for a, b in pairs)


def _shape(word: str) -> str:
    return "#" + _FIGURES.sub("", word)[:2] if word[0].isdigit() else word


def word_features(tokens: Sequence[Token]) -> Counts:
    """Return how often each feature made of words stands in a text."""
    found: Counts = {}
    plain: list[str] = []
    marked: list[str] = []
    for words, stop in clauses(tokens):
        first, last = words[0][0], words[-1][0]
        before, after = " ".join(a for a, _ in words[:2]), " ".join(a for a, _ in words[-2:])
        ends = [f"<{first}", f"<{before}", f">{last}", f">{after}"]
        if stop == "?":
            ends += [f"?{last}", f"?{after}"]
        _count(found, ends)
        plain += [one for one, _ in words]
        marked += [one for _, one in words]
    _count(found, [f"w{one}" for one in plain])
    _count(found, [f"m{b}" for a, b in zip(plain, marked, strict=True) if a != b])
    _count(found, [f"b{a} {b}" for a, b in pairwise(plain)])
    _count(found, [f"n{a} {b}" for a, b in pairwise(marked)])
    _count(found, [f"^{one}" for one in (*plain[:3], " ".join(plain[:2]))])
    _count(found, [f"${one}" for one in (*plain[-3:], " ".join(plain[-2:]))])
    stops = {token.typed for token in tokens}
    _count(found, [f"!{stop}" for stop in _SHOWN_STOPS if stop in stops])
    _count(found, [f"!{min(len(plain) // _LENGTH, _LENGTHS)}"])
    _count(found, _concepts(plain))
    return found


def letter_features(tokens: Sequence[Token]) -> Counts:
    """Return how often two to five letters in a row stand within the words of a text."""
    found: Counts = {}
    for token in tokens:
        if token.typed[0].isalnum():
            for plain, _ in _words(token.plain, token.marked):
                _count(found, _letters(plain))
    return found


@lru_cache(maxsize=20_000)  # people write the same few thousand words
def _letters(word: str) -> tuple[str, ...]:
    framed = f" {word} "
    return tuple(
        f"c{framed[at : at + size]}"
        for size in (2, 3, 4, 5)
        for at in range(len(framed) - size + 1)
    )


def _count(found: Counts, names: Iterable[str]) -> None:
    for name in names:
        found[name] = found.get(name, 0) + 1


def _concepts(words: Sequence[str]) -> list[str]:
    hits = [
        (at, name)
        for at, word in enumerate(words)
        for rest, names in _PHRASES.get(word, ())
        if not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest
        for name in names
    ]
    pairs: dict[str, None] = {}
    for index, (at, name) in enumerate(hits):
        for other_at, other in hits[index + 1 :]:
            if other_at - at > NEAR:
                break
            if name != other:
                pairs[f"q{name} {other}"] = None
    return [*(f"k{name}" for _, name in hits), *pairs]
