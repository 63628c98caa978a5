"""What is written down during a visit, from phones that lose the net and come back.

See `core.fieldwork`: what arrives twice is kept once, what was written over the same version is
kept beside it, and nothing is acknowledged before its last photo is here.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.crypto import get_random_string

from soi.core.fieldwork import Arrival, Kept, Sent, missing_photos, moment, place
from soi.core.oversight import Act, NotOnTeam, Question, frozen
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.vietnamese import clean
from soi.counter import services as counter
from soi.oversight.models import Entry, EntryPhoto, Visit
from soi.oversight.queries.registers import VISITS

ANSWERS = ("yes", "no", "unclear")
MOST_LETTERS, MOST_PHOTOS = 5_000, 10
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One version of one entry as a phone sends it.

    base: number of the version it was written over; 0 for a new entry
    photos: SHA-256, as hex, of the files as they are sent
    device_at: what the phone's clock said; seconds: counted since the visit was opened there
    """

    uuid: UUID
    text: str
    device_at: datetime
    seconds: float = 0.0
    base: int = 0
    question: str = ""
    answer: str = ""
    photos: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of it. missing: photos that are still to come; empty: it is acknowledged."""

    entry: Entry
    arrival: Arrival
    missing: Sequence[str]


@transaction.atomic
def start(
    *, number: str, questions: Sequence[Question], stamp: Stamp, seen: int | None = None
) -> Visit:
    """Begin a visit; its checklist is frozen with it.

    Raises: Unacceptable, before the announced day, or where two questions have one key.
    """
    with counter.take(VISITS, Act.START, stamp, seen=seen, number=number) as (visit, move):
        _demand_on_team(visit, stamp)
        if visit.starts_on is None or stamp.on < visit.starts_on:
            raise Unacceptable("starts_on", "before_start", on=visit.starts_on)
        if len({question.key for question in questions}) != len(questions):
            raise Unacceptable("questions", "repeated")
        visit.checklist, visit.started_at = frozen(questions), stamp.at
        digest = sha256(json.dumps(visit.checklist, ensure_ascii=False).encode()).hexdigest()
        return move(facts={"questions": len(questions), "checklist_digest": digest})


@transaction.atomic
def note(*, number: str, new: NewEntry, stamp: Stamp) -> Noted:
    """Keep one entry from the field; the same one twice is kept once.

    Raises: NotOnTeam, Unacceptable, NotNow.
    """
    text, photos = _checked(new)
    with counter.take(VISITS, Act.NOTE, stamp, number=number) as (visit, move):
        _demand_on_team(visit, stamp)
        if new.question and new.question not in {one["key"] for one in visit.checklist}:
            raise Unacceptable("question", "unknown_question")
        rows = list(visit.entries.filter(uuid=new.uuid).order_by("number"))
        placed = place([_kept(row) for row in rows], _sent(new, text, photos))
        if placed.arrival is Arrival.AGAIN:
            row = next(row for row in rows if row.number == placed.kept.number)
            return Noted(row, placed.arrival, _missing(visit, row))
        row = _row(visit, new, text, placed.kept, stamp)
        facts = {"entry": str(new.uuid), "version": row.number, "entry_digest": row.digest}
        move(facts=facts)
        return Noted(row, placed.arrival, _missing(visit, row))


@transaction.atomic
def add_photo(*, number: str, digest: str, data: bytes, stamp: Stamp) -> EntryPhoto:
    """Keep a photo of an entry, written anew; sent twice it is kept once.

    digest: of the file as the phone sent it; data: the picture, already without metadata
    Raises: NotOnTeam, Unacceptable, where no entry names it.
    """
    visit = Visit.objects.select_for_update().filter(number=number).first()
    if visit is None:
        raise VISITS.unknown(act=Act.NOTE)
    counter.demand(VISITS, visit, Act.NOTE, stamp)
    _demand_on_team(visit, stamp)
    there = visit.photos.filter(digest=digest).first()
    if there is not None:
        return there
    named = visit.entries.values_list("photos", flat=True)
    if not any(digest in photos for photos in named):
        raise Unacceptable("photo", "not_named")
    path = f"visits/{stamp.on:%Y/%m}/{get_random_string(20)}.jpg"
    file = default_storage.save(path, ContentFile(data))
    return EntryPhoto.objects.create(visit=visit, digest=digest, file=file, added_at=stamp.at)


@transaction.atomic
def settle(*, number: str, entry: int, stamp: Stamp) -> Entry:
    """Say that a person has read both of two versions; both stay.

    Raises: NotOnTeam, Unacceptable.
    """
    with counter.take(VISITS, Act.NOTE, stamp, number=number) as (visit, move):
        _demand_on_team(visit, stamp)
        row = visit.entries.filter(pk=entry, settled_at=None).exclude(beside=None).first()
        if row is None:
            raise Unacceptable("entry", "unknown")
        row.settled_at = stamp.at
        row.save(update_fields=["settled_at"])
        move(facts={"entry": str(row.uuid), "read_beside": [row.beside, row.number]})
        return row


def _checked(new: NewEntry) -> tuple[str, tuple[str, ...]]:
    text = clean(new.text, "text")
    photos = tuple(dict.fromkeys(new.photos))
    if len(text) > MOST_LETTERS:
        raise Unacceptable("text", "entry_too_long", most=MOST_LETTERS)
    if len(photos) > MOST_PHOTOS:
        raise Unacceptable("photos", "entry_photos", most=MOST_PHOTOS)
    if new.answer and new.answer not in ANSWERS:
        raise Unacceptable("answer", "unknown_word")
    if not (text or photos or new.answer):
        raise Unacceptable("text", "missing")
    if any(len(one) != 64 or not set(one) <= _HEX for one in photos):
        raise Unacceptable("photos", "entry_malformed")
    if not 0 <= new.base < 1000:
        raise Unacceptable("base", "entry_malformed")
    return text, photos


def _sent(new: NewEntry, text: str, photos: tuple[str, ...]) -> Sent:
    # The digest is of what was written, not of when it came: sent again it is the same.
    body = {
        "question": new.question,
        "answer": new.answer,
        "text": text,
        "photos": photos,
        "base": new.base,
    }
    digest = sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return Sent(str(new.uuid), new.base, digest, photos)


def _kept(row: Entry) -> Kept:
    return Kept(row.number, row.base, row.digest, tuple(row.photos), row.beside)


def _row(visit: Visit, new: NewEntry, text: str, kept: Kept, stamp: Stamp) -> Entry:
    began = visit.started_at or stamp.at
    written = moment(
        began_at=began, seconds=new.seconds, device_at=new.device_at, received_at=stamp.at
    )
    row = {key: value for key, value in asdict(kept).items() if key != "photos"}
    return Entry.objects.create(
        visit=visit,
        uuid=new.uuid,
        question=new.question,
        answer=new.answer,
        text=text,
        photos=list(kept.photos),
        written_at=written.at,
        device_at=new.device_at,
        received_at=stamp.at,
        by=stamp.by,
        person=stamp.person,
        **row,
    )


def _missing(visit: Visit, row: Entry) -> list[str]:
    stored = set(visit.photos.filter(digest__in=row.photos).values_list("digest", flat=True))
    return missing_photos(_kept(row), stored)


def _demand_on_team(visit: Visit, stamp: Stamp) -> None:
    if not visit.team.filter(person=stamp.person).exists():
        raise NotOnTeam
