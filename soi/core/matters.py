"""The matters of a filing that has several, as its words part them: a suggestion to confirm.

Two things are weighed: where one matter may end (a sentence, a word that counts on, a list that
was announced), and whether what follows is another matter or only the ground of the same one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from soi.core.filings import BORDER, Kind
from soi.core.suggestions import DENUNCIATION, NO_TOPIC, suggest
from soi.core.understanding.meaning import understand
from soi.core.understanding.model import Model
from soi.core.vietnamese import fold

# Words by which somebody turns to another matter. Matched over folded text.
_TURNS = (
    "ngoai ra|dong thoi|nhan tien|nhan day|tien the|luon tien|ben canh do|mat khac|da vay|rieng"
    "|toi cung|toi con|con (?:viec|chuyen|ve)|them nua|(?:mot )?(?:viec|chuyen) (?:nua|khac)"
    "|(?:viec |dieu )?thu (?:nhat|hai|ba|tu|nam)|(?:mot|hai|ba|bon|nam) la|[1-9]|[a-e]"
)
_TURN = re.compile(rf"(?:va |roi |con )?(?:{_TURNS})\b")
_COUNTED = r"(?:\(?[1-9a-e]\)|[1-9]\.|[-+•])\s"
_WORDED = (
    r"(?:và |va )?(?:ngoài ra|ngoai ra|đồng thời|dong thoi|nhân tiện|nhan tien|bên cạnh đó"
    r"|ben canh do|mặt khác|mat khac|đã vậy|da vay|riêng|rieng|một là|mot la|hai là|hai la"
    r"|ba là|ba la|bốn là|bon la|thứ (?:hai|ba|tư),|thu (?:hai|ba|tu),"
    r"|tôi cũng|toi cung|tôi còn|toi con|còn việc|con viec|còn chuyện|con chuyen"
    r"|thêm nữa|them nua|tiện thể|tien the)\b"
)
_SENTENCE = re.compile(
    rf"(?<=[.!?])\s+|\n+|(?<=[,:;])\s+(?={_WORDED}|{_COUNTED})|(?<=\w)\s+(?=\(?[1-9]\)\s)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?<=;)\s+")
# "Xin hai việc: A và B": a list that was announced comes apart at its commas.
_ANNOUNCED = re.compile(
    r"\b(?:hai|ba|bốn|bon|mấy|may|vài|vai|2|3|4) "
    r"(?:việc|viec|chuyện|chuyen|vấn đề|van de|điều|dieu|nội dung|noi dung|ý|y)\b[^:.;]{0,25}:\s+",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?<=[,;])\s+|\s+(?=(?:và|va|cùng với|cung voi)\s)", re.IGNORECASE)
_BOTH = re.compile(
    r"\s+(?=(?:vừa|vua) (?:là|la|bị|bi|có|co|thiếu|thieu|mất|mat|hư|hu)\s)", re.IGNORECASE
)
_ASKS = re.compile(r"\b(?:xin|de nghi|kien nghi|de xuat|mong|gop y)\b")
# Where a matter may change within one sentence, if both sides have a field of their own.
_SOFT = re.compile(r"(?<=,)\s+")
_BACK = re.compile(
    r"\b(?:viec|hanh vi|dieu|chuyen|cach lam)(?: \w+){0,2} (?:nay|tren|do)\b|\bday la\b"
)
_DEMANDS = re.compile(r"(?:de nghi|mong|xin|kinh mong|yeu cau|nho) ")
_CONTRAST = re.compile(r"(?:con )?(?:\w+ ){2,5}thi ")
_PROPOSES = re.compile(r"(?:nen|de xuat|gop y|kien nghi) ")
_TOLD = re.compile(r"\b(?:dan|ba con|nguoi ta|nghe|ai cung) (?:\w+ )?(?:noi|bao|don|biet|ke)\b")
# Nobody tells of more matters at once; what follows stays with the last.
_MOST_SENTENCES, _MOST_PIECES = 60, 20
_BARE = 0.3  # the margin of the ordinary kind over kinds of which nothing was said
_LIKE = ({"rac_thai", "moi_truong"},)  # of these two one is mostly the trace of the other


Places = Iterable[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """One matter within a filing that has several."""

    text: str
    kind: str
    topic: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause: what it is about, as far as its own words say.

    plain: no word of it tells its kind
    turns: it begins by turning to something else
    back: it points at what was said before
    """

    text: str
    kind: str
    topic: str
    plain: bool
    turns: bool
    back: bool


def split(text: str, places: Places = (), *, model: Model | None = None) -> list[Part]:
    """Return the matters of a mixed filing.

    model: the weights that were learnt; without them words of the lexicon part the matters
    places: slug of each residential group with its streets and landmarks
    """
    if model is None:
        return _by_lexicon(text, places)
    found = understand(text, model).matters
    return [Part(one.text, BORDER.get(one.kind, DENUNCIATION), one.topic) for one in found]


def _by_lexicon(text: str, places: Places) -> list[Part]:
    """Return the matters clause by clause, neighbours of a kind joined.

    What says nothing by itself goes with what stood before it; but right before a
    denunciation it goes with that, for it may say whom it is about.
    """
    places = tuple(places)
    parts: list[_Said] = []
    waiting: list[str] = []
    for clause, asked in _clauses(text, places):
        found = _said(clause, places)
        if found is None:
            waiting.append(clause)
            continue
        if asked and found.kind == Kind.REPORT:
            found = replace(found, kind=Kind.PETITION)
        if parts and found.kind != DENUNCIATION:
            parts[-1] = _longer(parts[-1], waiting)
            waiting = []
        parts = _joined(parts, replace(found, text=" ".join([*waiting, clause])))
        waiting = []
    if not parts:
        return [Part(text.strip(), Kind.REPORT, NO_TOPIC)]
    parts[-1] = _longer(parts[-1], waiting)
    return _with_topics(parts)


def _clauses(text: str, places: Places) -> Iterable[tuple[str, bool]]:
    """Yield each clause, and whether it is an item of a list of wishes."""
    for sentence in filter(None, (one.strip() for one in _SENTENCE.split(text, _MOST_SENTENCES))):
        announced = _ANNOUNCED.search(sentence)
        items = _items(sentence, announced.end(), places) if announced else []
        if announced and items:
            lead = fold(sentence[: announced.end()])
            asked = bool(_ASKS.search(lead)) and "phan anh" not in lead
            yield from ((one, asked) for one in items)
            continue
        for clause in _CLAUSE.split(sentence, _MOST_PIECES):
            for part in _both(clause):
                yield from ((one, False) for one in _softly(part, places))


def _items(sentence: str, start: int, places: Places) -> list[str]:
    """Return the items of a list that was announced; nothing where it does not come apart."""
    items: list[str] = []
    for item in _ITEM.split(sentence[start:], _MOST_PIECES):
        if items and _said(item, places) is None:
            items[-1] = f"{items[-1]} {item}"
        else:
            items.append(item)
    if len(items) < 2:
        return []
    return [sentence[:start] + items[0], *items[1:]]


def _both(clause: str) -> list[str]:
    """Part "is both this and that"."""
    pieces = [one for one in _BOTH.split(clause, _MOST_PIECES) if one]
    if len(pieces) < 3:
        return [clause]
    return [f"{pieces[0]} {pieces[1]}", *pieces[2:]]


def _softly(sentence: str, places: Places) -> list[str]:
    """Part a sentence at a comma, where each side has a field of its own and nothing joins them."""
    pieces: list[str] = []
    for piece in _SOFT.split(sentence, _MOST_PIECES):
        if pieces and not _other_matter(pieces[-1], piece, places):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return pieces


def _other_matter(before: str, after: str, places: Places) -> bool:
    one, other, folded = _said(before, places), _said(after, places), f"{fold(after)} "
    if one is None or other is None or one.kind != Kind.REPORT or one.topic == NO_TOPIC:
        return False
    if other.kind == DENUNCIATION:
        # An accusation in the same breath as a sight of its own: a house without a permit, and
        # who was paid to look away.
        return bool(_TOLD.search(folded))
    if other.kind == Kind.PETITION:
        return bool(_PROPOSES.match(folded))
    fields = {one.topic, other.topic}
    if other.kind != Kind.REPORT or len(fields) < 2 or NO_TOPIC in fields or fields in _LIKE:
        return False
    sights = not one.plain and not other.plain and not _DEMANDS.match(folded)
    return sights or bool(_CONTRAST.match(folded))


def _said(clause: str, places: Places) -> _Said | None:
    """Return what a clause is about; None where no word of it says so."""
    found = suggest(clause, places)
    folded = fold(clause)
    if found.denunciation_words:
        kind = DENUNCIATION
    elif found.words:
        kind = found.kind
    else:
        return None
    plain = kind == Kind.REPORT and found.sure <= _BARE
    turns = bool(_TURN.match(folded))
    return _Said(clause, kind, found.topic, plain, turns, bool(_BACK.search(folded)))


def _joined(parts: list[_Said], new: _Said) -> list[_Said]:
    if not parts:
        return [new]
    last = parts[-1]
    if not new.turns and _same_matter(last, new):
        kind = last.kind if new.plain else new.kind
        topic = last.topic if last.topic != NO_TOPIC else new.topic
        joined = replace(_longer(last, [new.text]), kind=kind, topic=topic, plain=False)
        return [*parts[:-1], joined]
    if last.kind != new.kind:
        return [*parts, new]
    topics = {last.topic, new.topic} - {NO_TOPIC}
    if len(topics) > 1 or (new.turns and last.topic != new.topic):
        return [*parts, new]
    longer = replace(_longer(last, [new.text]), plain=last.plain and new.plain)
    return [*parts[:-1], replace(longer, topic=next(iter(topics), NO_TOPIC))]


def _same_matter(last: _Said, new: _Said) -> bool:
    """Test if one of two is only the ground, or the proof, of a complaint or an accusation."""
    serious = (Kind.COMPLAINT, DENUNCIATION)
    if new.kind in serious and last.kind == Kind.REPORT:
        near = last.topic == new.topic or NO_TOPIC in (last.topic, new.topic)
        return new.back or (last.plain and near)
    return last.kind in serious and new.plain


def _longer(part: _Said, more: list[str]) -> _Said:
    return replace(part, text=" ".join([part.text, *more]))


def _with_topics(parts: list[_Said]) -> list[Part]:
    """Give a part without a topic of its own the one before it, or the first there is."""
    topic = next((one.topic for one in parts if one.topic != NO_TOPIC), NO_TOPIC)
    given = []
    for part in parts:
        topic = topic if part.topic == NO_TOPIC else part.topic
        given.append(Part(part.text, part.kind, topic))
    return given
