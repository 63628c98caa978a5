"""What a stored word is called before people, and how the page seconds it.

Rooms write their tables down once, in `words.py`; pages, interface, exports, the record, papers
and notices read them there. The words themselves are translated above this floor.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

L = TypeVar("L")


class Table(Mapping[str, L]):
    """What each word of one sort is called, in the order in which it is offered.

    of: every word that can be stored, such as an enum; a test compares
    tones: the class by which a tag or a knot of the thread seconds the words
    """

    def __init__(
        self,
        names: Mapping[str, L],
        *,
        of: Iterable[str] = (),
        tones: Mapping[str, str] | None = None,
    ) -> None:
        self._names = {str(word): name for word, name in names.items()}
        self._tones = {str(word): tone for word, tone in (tones or {}).items()}
        self.of = tuple(str(word) for word in of)

    def __getitem__(self, word: str) -> L:
        return self._names[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __or__(self, other: "Table[L]") -> "Table[L]":
        """Return the words of both."""
        tones = self._tones | other._tones
        return Table(self._names | other._names, of=[*self.of, *other.of], tones=tones)

    def say(self, word: str) -> str:
        """Return what `word` is called, in the language of the moment; itself if unknown."""
        return str(self._names.get(word, word))

    def tone(self, word: str) -> str:
        """Return the class that seconds `word`; empty for a plain one."""
        return self._tones.get(word, "")

    def choices(self) -> list[tuple[str, L]]:
        """Return the words and their names, as a field of a form offers them."""
        return list(self._names.items())

    def gaps(self) -> list[str]:
        """Return the words that can be stored and have no name, and tones of unknown words."""
        unnamed = [word for word in self.of if word not in self._names]
        return unnamed + [word for word in self._tones if word not in self._names]
