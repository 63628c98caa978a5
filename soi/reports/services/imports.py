"""Taking in a whole file of filings: each line by itself, none halfway.

A line that lacks something is held with the reason. A denunciation (tố cáo) is not stored
anywhere: the answer says which line it was and where it belongs. A line that may be one, or of
which a part is one, is kept nowhere either: a person reads it where it came from.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from soi.core import matters, suggestions
from soi.core.days import demand_happened
from soi.core.filings import BORDER, TOPICS
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.core.suggestions import DENUNCIATION
from soi.core.vietnamese import clean
from soi.offices import queries as offices
from soi.reports.queries import digest, understanding
from soi.reports.services.intake import receive
from soi.reports.services.planning import Contact, Filing

SHORTEST, LONGEST = 10, 5000
_DENUNCIATION_WORD, _MIXED_WORD = "to_cao", "mixed"


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
    told: Callable[[int], None] = lambda line: None,
) -> Imported:
    """Take in filings, one JSON object a line, and return what became of each.

    The same lines again within a day store nothing twice, whatever their file is called.
    told: called after each line with its number
    """
    outcome = Imported()
    seen: Counter[str] = Counter()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            mark = digest("import-line", line.strip() if isinstance(line, str) else _text(line))
            seen[mark] += 1
            _one(number, line, f"{mark}:{seen[mark]}", stamp, outcome)
        told(number)
    return outcome


def _one(number: int, line: str | bytes, mark: str, stamp: Stamp, outcome: Imported) -> None:
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
        outcome.not_stored.append((number, "denunciation"))
    stored: list[str] = []
    for place, piece in enumerate(pieces):
        key = digest("import", f"{mark}\x00{place}\x00{piece.text}")
        _take(number, _filing(data, piece, key, stored, stamp.on), stamp, outcome, stored)
    outcome.split += len(pieces) > 1


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


def _text(line: bytes) -> str:
    return line.strip().decode("utf-8", "replace")


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
    found = suggestions.suggest(text, model=understanding.model())
    if found.kind == DENUNCIATION:
        return [], True
    if found.asks:
        raise Held(reason="may_accuse")
    return [_Piece(found.kind, _topic(data), text)], False


def _mixed(data: Mapping[str, Any], text: str) -> tuple[list[_Piece], bool]:
    named = data.get("parts")
    if not isinstance(named, list) or not named:
        return _parted(text), False
    kinds = [_part(one) for one in named]
    if all(kind == DENUNCIATION for kind, _ in kinds):
        return [], True
    if any(kind == DENUNCIATION for kind, _ in kinds):
        # Where an accusation ends no machine decides.
        raise Held(reason="needs_a_person")
    return [
        _Piece(kind, topic, words)
        for (kind, topic), words in zip(kinds, _shared(text, kinds), strict=True)
    ], False


def _parted(text: str) -> list[_Piece]:
    if suggestions.suggest(text, model=understanding.model()).asks:
        raise Held(reason="needs_a_person")
    parts = matters.split(text, model=understanding.model())
    if any(one.kind == DENUNCIATION for one in parts):
        raise Held(reason="needs_a_person")
    return [_Piece(one.kind, one.topic, one.text) for one in parts]


def _part(named: object) -> tuple[str, str]:
    if not isinstance(named, dict):
        raise Held(reason="unknown_kind")
    kind = named.get("kind")
    if kind == _DENUNCIATION_WORD:
        return DENUNCIATION, ""
    if not isinstance(kind, str) or kind not in BORDER:
        raise Held(reason="unknown_kind")
    return BORDER[kind], _topic(named)


def _shared(text: str, kinds: list[tuple[str, str]]) -> list[str]:
    """Return each part's words; the whole text for each where it does not come apart cleanly."""
    parts = matters.split(text, model=understanding.model())
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
            accuses_nobody=True,  # by its label, or by the model that was asked just now
        )
    except Held as reason:
        return reason
    except Unacceptable as refusal:
        return Held(reason=refusal.reason)


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
    demand_happened("received_on", day, today)
    return day
