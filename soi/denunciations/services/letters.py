"""What lies in a mailbox, and what of it is true: age does not say who wrote.

The browser does the same in `seal.js` and `boxes.js`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from soi.core import entries, sealed

_MOST = 100  # persons or accused that one letter names


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it came: what it says, and the day on which it was put there."""

    told: Mapping[str, Any]
    day: date


@dataclass(frozen=True, slots=True)
class Thread:
    """The denouncer's own note, and answers that a receiver signed about this case.

    about: the case; empty where neither tells one
    untrue: how many answers are not what they say
    accused: as the note names them; where there is none, as the answers do
    readers: the first receivers and whoever came since; nobody takes one away
    """

    about: str
    letters: tuple[Letter, ...]
    untrue: int
    accused: tuple[Mapping[str, str], ...]
    readers: tuple[str, ...]


def letter(content: bytes, secret: bytes, day: date) -> Letter | None:
    """Return what a box in a mailbox holds; nothing where it is for others, or no letter."""
    try:
        told = json.loads(sealed.emptied(sealed.open_with(content, [secret])))
    except (sealed.CannotOpen, sealed.NotAnEnvelope, sealed.NotFilled, ValueError, RecursionError):
        return None
    return Letter(told, day) if isinstance(told, dict) and _fits(told) else None


def thread(found: Iterable[Letter], body: Mapping[str, Any], verify: bytes) -> Thread:
    """Return what of the letters is true.

    verify: of the mailbox's own key, by which the denouncer signs
    """
    everything = sorted(found, key=_order)
    answers = [one for one in everything if one.told["type"] == "answer"]
    own = [
        one for one in everything
        if one.told["type"] == "filed" and _is_signed(one.told, verify)
    ][:1]  # fmt: skip
    true = [one for one in answers if _is_signed(one.told, _key(one.told, body))]
    about = next((one.told.get("case", "") for one in (*own, *true)), "")
    true = [one for one in true if one.told.get("case") == about]
    named = [who for one in own or true for who in one.told.get("accused") or []]
    readers = [
        person
        for one in (*own, *true)
        for person in (*(one.told.get("to") or []), (one.told.get("by") or {}).get("person", ""))
    ]
    return Thread(
        about, (*own, *true), len(answers) - len(true), tuple(named), tuple(dict.fromkeys(readers))
    )


def _order(one: Letter) -> tuple[date, bool, int, str]:
    told = one.told
    return one.day, told["type"] != "filed", told.get("at", 0), told.get("nonce", "")


def _key(told: Mapping[str, Any], body: Mapping[str, Any]) -> bytes:
    found = (one["verify"] for one in body["receivers"] if one["person"] == told["by"]["person"])
    return bytes.fromhex(next(found, ""))


def _is_signed(told: Mapping[str, Any], verify: bytes) -> bool:
    rest = {name: value for name, value in told.items() if name != "signature"}
    try:
        signature = bytes.fromhex(told.get("signature", ""))
        return sealed.is_signed(verify, entries.canonical(rest), signature)
    except (ValueError, RecursionError):
        return False


def _fits(told: Mapping[str, Any]) -> bool:
    kind, by = told.get("type"), told.get("by")
    words = [told.get(name, "") for name in ("case", "text", "nonce", "signature")]
    return (
        kind in ("filed", "answer")
        and all(isinstance(one, str) for one in words)
        and type(told.get("at", 0)) is int
        and (kind == "filed" or (isinstance(by, dict) and isinstance(by.get("person"), str)))
        and _is_list(told.get("to"), str)
        and _is_list(told.get("accused"), dict)
        and all(_is_accused(one) for one in told.get("accused") or [])
    )


def _is_list(value: object, kind: type) -> bool:
    if value is None:
        return True
    return (
        isinstance(value, list) and len(value) <= _MOST
        and all(isinstance(one, kind) for one in value)
    )  # fmt: skip


def _is_accused(one: Mapping[str, Any]) -> bool:
    words = [one.get(name) for name in ("person", "office", "acted_on")]
    if any(word is not None and not isinstance(word, str) for word in words):
        return False
    try:
        return not words[2] or bool(date.fromisoformat(words[2]))
    except ValueError:
        return False
