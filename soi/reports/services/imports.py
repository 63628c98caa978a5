"""Taking in a whole file of filings: each line by itself, none halfway.

A line that lacks something is held with the reason. A denunciation (tố cáo), or the part of a
mixed filing that is one, is not stored anywhere: the answer says which line it was and where
it belongs. Where the two cannot be told apart, a person must, and nothing is stored.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from soi.core import matters, suggestions
from soi.core.filings import BORDER, TOPICS
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.core.suggestions import DENUNCIATION
from soi.core.vietnamese import clean
from soi.offices import queries as offices
from soi.reports.queries import digest
from soi.reports.services.intake import receive
from soi.reports.services.planning import Contact, Filing

SHORTEST, LONGEST = 10, 5000
_DENUNCIATION_WORD, _MIXED_WORD = "to_cao", "mixed"
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_CLAUSE = re.compile(r",\s+")


class Held(Refusal):
    """A line waits for what it lacks. facts: reason."""

    code = "held"


@dataclass(slots=True)
class Imported:
    """What became of the lines of a file.

    imported: filings stored; split: lines that became several filings
    held, not_stored: (line, reason), the line counted from 1
    numbers: (line, number of the filing)
    """

    imported: int = 0
    split: int = 0
    held: list[tuple[int, str]] = field(default_factory=list)
    not_stored: list[tuple[int, str]] = field(default_factory=list)
    numbers: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    topic: str
    text: str


def import_filings(
    *,
    lines: Iterable[str | bytes],
    stamp: Stamp,
    source: str = "",
    told: Callable[[int], None] = lambda line: None,
) -> Imported:
    """Take in filings, one JSON object a line, and return what became of each.

    source: name of the file; the same file again within a day stores nothing twice
    told: called after each line with its number
    """
    outcome = Imported()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            _one(number, line, source, stamp, outcome)
        told(number)
    return outcome


def _one(number: int, line: str | bytes, source: str, stamp: Stamp, outcome: Imported) -> None:
    try:
        data = _read(line)
        pieces, denounced = _pieces(data)
    except Held as reason:
        outcome.held.append((number, str(reason.facts["reason"])))
        return
    except Unacceptable as reason:
        outcome.held.append((number, reason.reason))
        return
    if denounced:
        reason_word = "denunciation_part" if pieces else "denunciation"
        outcome.not_stored.append((number, reason_word))
    stored: list[str] = []
    for place, piece in enumerate(pieces):
        key = digest("import", f"{source}\x00{number}\x00{place}\x00{piece.text}")
        _take(number, _filing(data, piece, key, stored, stamp.on), stamp, outcome, stored)
    outcome.split += len(pieces) + denounced > 1


def _take(
    number: int, filing: Filing | Held, stamp: Stamp, outcome: Imported, stored: list[str]
) -> None:
    try:
        if isinstance(filing, Held):
            raise filing
        receipt = receive(filing=filing, stamp=stamp)
    except Refusal as refusal:
        reason = refusal.facts.get("reason", refusal.code)
        outcome.held.append((number, str(reason)))
        return
    stored.append(receipt.number)
    outcome.imported += 1
    outcome.numbers.append((number, receipt.number))


def _read(line: str | bytes) -> dict[str, Any]:
    try:
        data = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Held(reason="not_json") from error
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise Held(reason="no_text")
    data["text"] = clean(data["text"], "text")
    if not SHORTEST <= len(data["text"]) <= LONGEST:
        raise Held(reason="text_length")
    return data


def _pieces(data: Mapping[str, Any]) -> tuple[list[_Piece], bool]:
    """Return what a line is made of, and whether a denunciation was among it."""
    kind, text = data.get("kind"), str(data["text"])
    if kind == _DENUNCIATION_WORD:
        return [], True
    if isinstance(kind, str) and kind in BORDER:
        return [_Piece(BORDER[kind], _topic(data), text)], False
    if kind == _MIXED_WORD:
        return _mixed(data, text)
    if kind not in (None, ""):
        raise Held(reason="unknown_kind")
    found = suggestions.suggest(text)
    if found.kind == DENUNCIATION or found.denunciation_words:
        return [], True
    return [_Piece(found.kind, _topic(data), text)], False


def _mixed(data: Mapping[str, Any], text: str) -> tuple[list[_Piece], bool]:
    named = data.get("parts")
    if not isinstance(named, list) or not named:
        parts = matters.split(text)
        kept = [_Piece(one.kind, one.topic, one.text) for one in parts if one.kind != DENUNCIATION]
        return kept, len(kept) < len(parts)
    kinds = [_part(one) for one in named]
    denounced = any(kind == DENUNCIATION for kind, _ in kinds)
    kept_kinds = [(kind, topic) for kind, topic in kinds if kind != DENUNCIATION]
    if denounced and kept_kinds:
        text = _without_denunciation(text)
    return [
        _Piece(kind, topic, words)
        for (kind, topic), words in zip(kept_kinds, _shared(text, kept_kinds), strict=True)
    ], denounced


def _part(named: object) -> tuple[str, str]:
    if not isinstance(named, dict):
        raise Held(reason="unknown_kind")
    kind = named.get("kind")
    if kind == _DENUNCIATION_WORD:
        return DENUNCIATION, ""
    if not isinstance(kind, str) or kind not in BORDER:
        raise Held(reason="unknown_kind")
    return BORDER[kind], _topic(named)


def _without_denunciation(text: str) -> str:
    """Return what is left once every sentence with a word of denunciation is gone.

    Raises: Held, where no such word is found or nothing is left: then a person must part them.
    """
    for cut in (_SENTENCE, _CLAUSE):
        pieces = cut.split(text)
        clean_ones = [one for one in pieces if not suggestions.suggest(one).denunciation_words]
        if len(clean_ones) == len(pieces):
            break
        if cut is _CLAUSE:
            # What follows an accusation in the same breath belongs to it.
            clean_ones = pieces[
                : pieces.index(next(one for one in pieces if one not in clean_ones))
            ]
        left = (" " if cut is _SENTENCE else ", ").join(clean_ones).strip()
        if len(left) >= SHORTEST:
            return left
    raise Held(reason="needs_a_person")


def _shared(text: str, kinds: list[tuple[str, str]]) -> list[str]:
    """Return each part's words; the whole text for each where it does not come apart cleanly."""
    parts = matters.split(text)
    fits = [one.kind for one in parts] == [kind for kind, _ in kinds]
    if len(kinds) > 1 and fits and all(len(one.text) >= SHORTEST for one in parts):
        return [one.text for one in parts]
    return [text] * len(kinds)


def _topic(data: Mapping[str, Any]) -> str:
    topic = data.get("topic") or ""
    if not isinstance(topic, str) or (topic and topic not in TOPICS):
        raise Held(reason="unknown_topic")
    return topic


def _filing(
    data: Mapping[str, Any], piece: _Piece, key: str, stored: list[str], today: date
) -> Filing | Held:
    try:
        lat, long = _point(data)
        return Filing(
            kind=piece.kind,
            text=piece.text,
            topic=piece.topic,
            group=_group(data.get("group"), today),
            lat=lat,
            long=long,
            address=_words(data, "address", 200),
            contact=_contact(data),
            key=key,
            channel="import",
            received_on=_day(data.get("received_on"), today),
            part_of=stored[0] if stored else "",
        )
    except Held as reason:
        return reason


def _group(value: object, today: date) -> str:
    if value in (None, ""):
        return ""
    slug = f"to-{value:02}" if isinstance(value, int) else str(value)
    if slug not in {group.slug for group in offices.chart(today).groups()}:
        raise Held(reason="unknown_group")
    return slug


def _point(data: Mapping[str, Any]) -> tuple[float | None, float | None]:
    lat, long = data.get("lat"), data.get("long")
    if lat is None and long is None:
        return None, None
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (lat, long)):
        raise Held(reason="bad_point")
    return float(lat), float(long)  # type: ignore[arg-type]


def _contact(data: Mapping[str, Any]) -> Contact:
    given = data.get("contact") or {}
    if not isinstance(given, dict):
        raise Held(reason="bad_contact")
    return Contact(
        name=_words(given, "name", 120),
        phone=_words(given, "phone", 40),
        email=_words(given, "email", 254),
        address=_words(given, "address", 300),
    )


def _words(data: Mapping[str, Any], name: str, most: int) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str) or len(value) > most:
        raise Held(reason=f"bad_{name}")
    return clean(value, name)


def _day(value: object, today: date) -> date | None:
    if value in (None, ""):
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise Held(reason="bad_day") from error
    if day > today:
        raise Held(reason="bad_day")
    return day
