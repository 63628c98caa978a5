"""The ways in which people, and their machines, write one and the same thing."""

import itertools
import random
import unicodedata
from collections.abc import Callable, Iterator

Habit = Callable[[str], str]

SEPARATORS = (
    "", " ", ".", "-", "/", ",", "_", "·", "•", "  ", " - ", " . ", "\t", "…", "~",
    "\u00a0", "\u202f", "\u2009", "\u3000", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212",
    "\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e", "-\u200b",
)  # fmt: skip


def _figures(first: int) -> Habit:
    return lambda text: "".join(
        chr(first + int(one)) if one in "0123456789" else one for one in text
    )


FIGURES: tuple[Habit, ...] = (
    lambda text: text,
    _figures(0xFF10),  # wide
    _figures(0x1D7CE),  # of formulas
    _figures(0x0660),  # Arabic
    lambda text: text.replace("0", "O"),
    lambda text: text.replace("0", "o").replace("1", "l"),
    lambda text: "".join(f"{one}\ufe0f\u20e3" if one.isdigit() else one for one in text),
    lambda text: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(one)] if one.isdigit() else one for one in text),
)


def grouped(text: str, sizes: tuple[int, ...]) -> list[str]:
    """Return `text` cut into pieces of these sizes."""
    cuts = [0, *itertools.accumulate(sizes)]
    return [text[start:end] for start, end in itertools.pairwise(cuts)]


def numbers(text: str, groupings: tuple[tuple[int, ...], ...], count: int = 200) -> list[str]:
    """Return `count` ways to write the figures of a number, always the same ones."""
    ways = list(itertools.product(groupings, SEPARATORS, FIGURES))
    random.Random(16).shuffle(ways)
    written = [drawn(gap.join(grouped(text, sizes))) for sizes, gap, drawn in ways]
    return list(dict.fromkeys(written))[:count]


def letters(text: str) -> Iterator[str]:
    """Yield ways in which a text of words looks the same or says the same."""
    for habit in HABITS.values():
        yield habit(text)


def _unmarked(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in plain if not unicodedata.combining(one))


def _wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one in "0123456789" else one for one in text)


def _wrapped(text: str) -> str:
    words, lines = text.split(" "), [""]
    for word in words:
        if len(lines[-1]) > 48 and not word[:1].isupper() and not word[:1].isdigit():
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _within(sign: str) -> Habit:
    def habit(text: str) -> str:
        return " ".join(
            f"{one[:2]}{sign}{one[2:]}" if len(one) > 3 else one for one in text.split(" ")
        )

    return habit


HABITS: dict[str, Habit] = {
    "as it is": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "unmarked": _unmarked,
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "zero-width signs": _within("\u200b"),
    "soft hyphens": _within("\u00ad"),
    "wide figures": _wide,
    "two blanks": lambda text: text.replace(" ", "  "),
    "lines wrapped": _wrapped,
    "Eth for Đ": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "joiners": _within("\u2060"),
    "marks to the right": lambda text: f"\u200e{text}\u200f",
}
