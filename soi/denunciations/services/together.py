"""Writes that come at the same time go to the disk together.

A commit waits for the disk, and the disk takes as long for eight boxes as for one. Whoever comes
while a write is under way waits for it, and then one of those who wait writes for all of them.
Nobody is answered before what he sent is safe.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class _Place(Generic[_Item, _Result]):
    """Somebody who waits: what he brought, and what became of it."""

    __slots__ = ("error", "item", "result")

    def __init__(self, item: _Item) -> None:
        self.item = item
        self.result: list[_Result] = []  # one, once it is written
        self.error: Exception | None = None


class Together(Generic[_Item, _Result]):
    """Calls `write` for many items at once, one call at a time; all of a call or nothing.

    most: how many go together
    hopeless: errors that say nothing of the items, so that trying each again is no use
    """

    def __init__(
        self,
        write: Callable[[Sequence[_Item]], Sequence[_Result]],
        *,
        most: int = 32,
        hopeless: tuple[type[Exception], ...] = (),
    ) -> None:
        self._write, self._most, self._hopeless = write, most, hopeless
        self._waiting: list[_Place[_Item, _Result]] = []
        self._list, self._turn = threading.Lock(), threading.Lock()

    def __call__(self, item: _Item) -> _Result:
        """Return what `write` returned for an item; raises what it raised for it."""
        place: _Place[_Item, _Result] = _Place(item)
        with self._list:
            self._waiting.append(place)
        with self._turn:
            while not place.result and place.error is None:
                self._lead()
        if place.error is not None:
            raise place.error
        return place.result[0]

    def _lead(self) -> None:
        with self._list:
            places, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._settle(places)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever brought its cause
            if len(places) == 1 or isinstance(error, self._hopeless):
                for place in places:
                    place.error = error
                return
            # One of them may have spoiled it: each once more, for himself.
            for place in places:
                self._alone(place)

    def _alone(self, place: _Place[_Item, _Result]) -> None:
        try:
            self._settle([place])
        except Exception as error:  # noqa: BLE001 - raised where the item came from
            place.error = error

    def _settle(self, places: Sequence[_Place[_Item, _Result]]) -> None:
        found = self._write([place.item for place in places])
        for place, result in zip(places, found, strict=True):
            place.result.append(result)
