"""A denunciation as it is written, and its sealing by whoever has the receivers' keys.

The browser does the same in `seal.js`; here it is done for the page without script, in the
server's memory, and for the command line, on the sender's own machine.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from soi.core import entries, sealed
from soi.core.competence import Eligible, Post, Terms, decide, plain
from soi.core.refusals import Unacceptable
from soi.denunciations.queries import Reader, readers
from soi.denunciations.services.intake import epoch_of, spend, take
from soi.denunciations.services.mailboxes import open_mailbox

FACTS = ("who", "what", "when", "where", "evidence")
MOST_TEXT = 60_000  # characters; three bytes each stay under the largest bucket
_MOST_FACT = 2000


@dataclass(frozen=True, slots=True)
class Account:
    """What a denouncer says.

    accused: [{"person", "office", "acted_on"}], as the manifest names them
    files: (name, kind, content) of each
    identity: name, address, phone; empty where the sender gives none
    sealed_by: browser, server or offline
    """

    text: str
    facts: Mapping[str, str]
    accused: tuple[Mapping[str, str], ...]
    files: tuple[tuple[str, str, bytes], ...] = ()
    identity: Mapping[str, str] = field(default_factory=dict)
    sealed_by: str = "server"


@dataclass(frozen=True, slots=True)
class Filed:
    """What a sender is told: the code, shown once, and where the account went."""

    code: str
    box: str
    bodies: tuple[str, ...]
    commitment: bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """A denunciation sealed as a whole: what is sent, and what the sender keeps (the code).

    identity: the envelope of its own; there is always one
    first: the note that waits in the mailbox, for the sender alone
    address, verify: of the mailbox; commitment: 32 bytes for the public record
    """

    code: str
    envelope: bytes
    identity: bytes
    files: tuple[bytes, ...]
    first: bytes
    address: str
    verify: bytes
    bodies: tuple[str, ...]
    commitment: bytes


def demand_account(account: Account) -> None:
    """Refuse an account that says nothing, or more than fits.

    Raises: Unacceptable.
    """
    if not account.text.strip():
        raise Unacceptable("text", "empty")
    if len(account.text) > MOST_TEXT:
        raise Unacceptable("text", "too_long", most=MOST_TEXT)
    for name, value in account.facts.items():
        if name not in FACTS or len(value) > _MOST_FACT:
            raise Unacceptable(name, "too_long", most=_MOST_FACT)


def decided(body: Mapping[str, Any], accused: Sequence[Mapping[str, str]], day: date) -> Eligible:
    """Return what competence says of a denunciation by the manifest of a day.

    accused: nobody in particular means the bodies that the manifest names for it: one level up
    """
    whom = accused or [{"office": one} for one in body["unsure"]]
    return decide(
        plain.read_accused(whom),
        plain.read(body["organisation"]),
        day,
        Terms(readers=frozenset(readers(body, epoch_of(day)))),
    )


def choose(
    body: Mapping[str, Any], accused: Sequence[Mapping[str, str]], day: date
) -> tuple[list[Reader], tuple[str, ...], dict[str, Any]]:
    """Return the receivers that competence names, their bodies, and the trace.

    accused: nobody in particular means the bodies that the manifest names for it: one level up
    Raises: NobodyCompetent, naming the outside body.
    """
    have = readers(body, epoch_of(day))
    found = decided(body, accused, day)
    posts = trimmed(found.demand_receivers())
    told = plain.told(found)
    trace = {name: told[name] for name in ("lead", "rule", "receivers", "passed")}
    return [have[one.person] for one in posts], bodies(posts), trace


def bodies(posts: Sequence[Post]) -> tuple[str, ...]:
    """Return the bodies of some posts, each once."""
    return tuple(dict.fromkeys(one.office for one in posts))


def trimmed(posts: Sequence[Post], most: int = sealed.STANZAS) -> list[Post]:
    """Return at most eight of the receivers, of every body in turn."""
    queues = {body: [one for one in posts if one.office == body] for body in bodies(posts)}
    found: list[Post] = []
    while len(found) < most and any(queues.values()):
        found += [queue.pop(0) for queue in queues.values() if queue]
    return found[:most]


def content(
    account: Account, keys: sealed.Keys, *, day: date, trace: Mapping[str, Any], version: int,
    files: Sequence[Mapping[str, Any]] = (), identity: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Return what goes into the box, as JSON holds it."""
    return {
        "type": "denunciation",
        "case": secrets.token_hex(16),
        "text": account.text,
        "facts": {name: value for name, value in account.facts.items() if value},
        "accused": [dict(one) for one in account.accused],
        "files": [dict(one) for one in files],
        "identity": identity,
        "named": bool(account.identity),
        "mailbox": {
            "address": sha256(keys.lookup).hexdigest(),
            "recipient": sealed.recipient(keys.mailbox),
            "verify": keys.verify.hex(),
        },
        "sealed_by": account.sealed_by,
        "trace": dict(trace),
        "manifest": version,
        "day": day.isoformat(),
    }


def first_note(
    keys: sealed.Keys, told: Mapping[str, Any], to: Sequence[Reader]
) -> dict[str, Any]:  # fmt: skip
    """Return what the sender leaves in the mailbox: which case it is, and who can open it.

    Signed, so that nobody else can tell the mailbox whom to write to.
    """
    note = {
        "type": "filed",
        "case": told["case"],
        "day": told["day"],
        "sealed_by": told["sealed_by"],
        "accused": told["accused"],
        "to": [one.person for one in to],
    }
    return signed_by(keys, note)


def pack(told: Mapping[str, Any], recipients: Sequence[str]) -> bytes:
    """Return an envelope over JSON, filled up.

    Raises: TooLong.
    """
    filled = sealed.fill(entries.canonical(told))
    return sealed.seal(filled, recipients, secrets.token_bytes)


def signed_by(keys: sealed.Keys, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the holder of a code says, with the signature that shows it."""
    return {**told, "signature": sealed.sign(keys.sign, entries.canonical(told)).hex()}


def commitment(keys: sealed.Keys, envelope: bytes, day: date) -> bytes:
    """Return what the public record keeps: only the code's holder can show what it means."""
    told = {
        "type": "denunciation",
        "envelope": sha256(envelope).hexdigest(),
        "day": day.isoformat(),
    }
    return entries.commitment(keys.salt, entries.canonical(told))


def seal_account(
    *, account: Account, body: Mapping[str, Any], code: str,
    stretch: Callable[[str, bytes], bytes], day: date,
) -> Whole:  # fmt: skip
    """Seal an account with its files and its identity; nothing is kept, no database is asked.

    code: in groups; from it come the mailbox and the salt
    stretch: derives 32 bytes; whoever calls sees to it that only one runs at a time
    Raises: NobodyCompetent, Unacceptable, TooLong.
    """
    demand_account(account)
    to, where, trace = choose(body, account.accused, day)
    recipients = [one.recipient for one in to]
    keys = sealed.keys(stretch(sealed.normal(code), bytes.fromhex(body["salt"])))
    files = [_file(one, recipients) for one in account.files]
    # An empty identity is sent too: whether there is one cannot be seen from outside.
    shut = pack({"type": "identity", **account.identity}, recipients)
    told = content(
        account, keys, day=day, trace=trace, version=body["version"],
        files=[one for one, _envelope in files], identity=reference(shut),
    )  # fmt: skip
    # Signed with the code's key: nobody who was given a copy can pass another off as this one.
    envelope = pack(signed_by(keys, told), recipients)
    return Whole(
        code=code, envelope=envelope, identity=shut, bodies=where,
        files=tuple(envelope for _told, envelope in files),
        commitment=commitment(keys, envelope, day),
        address=sha256(keys.lookup).hexdigest(), verify=keys.verify,
        first=pack(first_note(keys, told, to), [sealed.recipient(keys.mailbox)]),
    )  # fmt: skip


def file_account(
    *, account: Account, body: Mapping[str, Any], code: str,
    stretch: Callable[[str, bytes], bytes], day: date, once: bytes = b"",
) -> Filed:  # fmt: skip
    """Seal an account in memory and keep its boxes, all or none; see `seal_account`.

    once: what the form carries so that a second press files nothing; spent with the boxes or
        not at all, so that nobody is told that a denunciation was received which was refused
    Raises: AlreadySent, and what `seal_account` raises.
    """
    # The stretching and the sealing take a while: the room is locked for writing only after.
    whole = seal_account(account=account, body=body, code=code, stretch=stretch, day=day)
    return _keep(whole, day, once)


@transaction.atomic(using="sealed")
def _keep(whole: Whole, day: date, once: bytes) -> Filed:
    if once:
        spend(once, day)
    take(content=whole.identity, day=day, apart=True, shut=True)
    for one in whole.files:
        take(content=one, day=day, apart=True)
    open_mailbox(address=whole.address, verify=whole.verify, first=whole.first, day=day)
    box = take(content=whole.envelope, day=day, commitment=whole.commitment)
    return Filed(whole.code, box.name, whole.bodies, whole.commitment)


def reference(envelope: bytes) -> str:
    """Return how a box is asked for before it has a name."""
    return f"sha256:{sha256(envelope).hexdigest()}"


def _file(
    one: tuple[str, str, bytes], recipients: Sequence[str]
) -> tuple[dict[str, Any], bytes]:  # fmt: skip
    name, kind, data = one
    envelope = sealed.seal(sealed.fill(data, sealed.FILES), recipients, secrets.token_bytes)
    told = {
        "box": reference(envelope), "name": name, "kind": kind, "size": len(data),
        "sha256": sha256(data).hexdigest(),
    }  # fmt: skip
    return told, envelope
