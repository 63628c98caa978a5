"""Papers that anybody could hand a resident, spoilt by chance: the same for both verifiers."""

import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from soi.core import entries, merkle, proofs
from soi.core.entries import Class, Entry
from soi.core.notes import Checkpoint
from tests.record.test_offline import DAY, LOG, PROMISE, note

TEXT = "Nắp cống vỡ trước nhà số 12"
_VALUES = (
    None, 0, 1, -1, 1.5, True, False, "", "x", "00", "zz" * 32, "A" * 64, "\ud800", [], [1], [None],
    {}, {"a": None}, {"text": 1}, {"text": "x", "salt": "zz"}, {"text": "x", "salt": None},
    {"text": TEXT, "salt": "00" * 32}, {"__proto__": None}, {"\x1b[2J": {}}, 2**70, [[[[]]]],
)  # fmt: skip
_WHOLE = (
    "", "{", "{}", "[]", "null", "1", '""', "{" * 3000, '{"a":' * 5000, "[" * 100_000,
    '{"payload":1,"salt":"00"}', '{"payload":"{\\"attachments\\":[]}","salt":"00","parts":[1]}',
    '{"payload":null}', '{"parts":{"a":null}}', "\x00", "\ufeff{}",
    '{"payload":"\\ud800","salt":""}',
)  # fmt: skip


@dataclass(frozen=True)
class Papers:
    """What a resident holds of one filing: proof, receipt, and the file of what was sent."""

    proof: str
    receipt: str
    sent: dict[str, object]


def papers(attachments: object = None) -> Papers:
    """Return papers that fit; attachments: what the payload names instead of its one mark."""
    salts = (b"1" * 32, b"2" * 32)
    mark = entries.commitment(salts[1], TEXT.encode()).hex()
    payload = entries.canonical({"attachments": [mark] if attachments is None else attachments})
    commitment = entries.commitment(salts[0], payload)
    whole = Entry(Class.SEALED, 1, DAY, commitment).to_bytes()
    there = note(Checkpoint(LOG.name, 1, merkle.leaf(whole)))
    promise = proofs.promise(commitment, Class.SEALED, DAY, PROMISE)
    parts = {"text": {"text": TEXT, "salt": salts[1].hex()}}
    sent = {"payload": payload.decode(), "salt": salts[0].hex(), "parts": parts}
    return Papers(str(proofs.Proof(0, (), there, whole)), proofs.to_text(promise, salts[0]), sent)


def fits(text: str, right: Papers) -> bool:
    """Return whether a file of what was sent says nothing but what was."""
    try:
        told = json.loads(text.encode())
    except (ValueError, RecursionError):
        return False
    if not isinstance(told, dict) or not isinstance(told.get("parts", {}), dict):
        return False
    known = right.sent["parts"]["text"]
    return (told.get("payload"), told.get("salt")) == (
        right.sent["payload"], right.sent["salt"],
    ) and all(
        isinstance(one, dict) and {**one, **known} == one for one in told.get("parts", {}).values()
    )  # fmt: skip


def spoilt_files(seed: int, count: int, right: Papers) -> Iterator[str]:
    """Yield files of what was sent, each wrong in another way, or as good as it was."""
    chance = random.Random(seed)
    yield from _WHOLE
    for _ in range(count):
        told = json.loads(json.dumps(right.sent))
        at = told
        while isinstance(at, dict) and at:
            key = chance.choice(sorted(at))
            if not isinstance(at[key], dict) or chance.random() < 0.4:
                _spoil(chance, at, key)
                break
            at = at[key]
        text = json.dumps(told, ensure_ascii=chance.random() < 0.5)
        yield _letters(chance, text) if chance.random() < 0.3 else text


def spoilt_texts(seed: int, count: int, text: str) -> Iterator[str]:
    """Yield a receipt or proof with some letters changed, left out or put in."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _letters(chance, text)


def _spoil(chance: random.Random, at: dict[str, object], key: str) -> None:
    way = chance.randrange(4)
    if way == 0:
        del at[key]
    elif way == 1 and isinstance(at[key], str):
        at[key] = _letters(chance, str(at[key]))
    elif way == 2:
        at[chance.choice(["", "a", "text", "\u202e", "parts"])] = chance.choice(_VALUES)
    else:
        at[key] = chance.choice(_VALUES)


def _letters(chance: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(letters)) if letters else 0
        put = chance.choice(["", "\x00", "\n", "A", "0", "{", '"', "\ud83d", "ệ", "𝟘", " "])
        letters[place : place + chance.randint(0, 3)] = put
    return "".join(letters)


def same(one: str, other: str) -> bool:
    """Test if two texts are one paper, wrapped and quoted otherwise."""
    if not proofs.is_promise(other):
        return proofs.parse_proof(one) == proofs.parse_proof(other)
    signed = len(other) - 48  # what follows is the salt, which no signature covers
    return _plain(other)[:signed].replace(" ", "") in _plain(one).replace(" ", "")


def _plain(text: str) -> str:
    drawn = unicodedata.normalize("NFKC", text).upper()
    return "".join(one for one in drawn if one in proofs.LETTERS)
