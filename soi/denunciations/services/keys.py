"""Keys: the signed manifest, and officers' keys locked on their own devices."""

import json
import os
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from soi.core import entries, sealed
from soi.core.refusals import Refusal
from soi.denunciations.models import Locker, Manifest, OpenEvent
from soi.denunciations.queries import are_published, known, pin, scripts
from soi.denunciations.queries.keys import FORMAT as FORMAT
from soi.denunciations.queries.keys import signed_message
from soi.denunciations.queries.scripts import PUBLISHED
from soi.denunciations.services.intake import random_words

_NEEDED = {"format", "version", "day", "key", "salt", "organisation", "names", "receivers"}
_KEY = 64  # hexadecimal digits
_MOST_LOCKER = 8192  # bytes


class BadManifest(Refusal):
    """The manifest is not whole, not signed, not newer, or signed by somebody else."""

    code = "bad_manifest"


class Refused(Refusal):
    """The locked key is none, or one is there already."""

    code = "locker_refused"


def signed(body: Mapping[str, Any], seed: bytes) -> dict[str, str]:
    """Return a manifest signed by oversight's offline key."""
    text = entries.canonical({**body, "key": sealed.public_key(seed).hex()}).decode()
    signature = sealed.sign(seed, signed_message(text)).hex()
    return {"manifest": text, "key": sealed.public_key(seed).hex(), "signature": signature}


def fingerprint(data: bytes) -> str:
    """Return 128 bits of a hash in groups of four, as the notice board shows it."""
    digest = sha256(data).hexdigest()[:32].upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def read(signed_text: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a signed manifest whose signature holds for the key it names.

    Raises: BadManifest.
    """
    try:
        text, key = str(signed_text["manifest"]), bytes.fromhex(signed_text["key"])
        signature = bytes.fromhex(signed_text["signature"])
        body: dict[str, Any] = json.loads(text)
    except (KeyError, TypeError, ValueError) as error:
        raise BadManifest(reason="shape") from error
    if not isinstance(body, dict) or not set(body) >= _NEEDED or body["format"] != FORMAT:
        raise BadManifest(reason="shape")
    if body["key"] != key.hex() or not sealed.is_signed(key, signed_message(text), signature):
        raise BadManifest(reason="signature")
    return body


def publish(*, signed_text: Mapping[str, Any], day: date) -> int:
    """Put a signed manifest in force and tell the public; returns its version.

    Raises: BadManifest.
    """
    body, believed = read(signed_text), pin.pinned()
    if believed is None or not believed.key:
        if believed or Manifest.objects.exists():
            raise BadManifest(reason="not_pinned")
        believed = pin.Pin(body["key"], 0)  # the first list of a new room, put in by hand
    if believed.key != body["key"]:
        raise BadManifest(reason="other_key")
    if body["version"] <= max(believed.version, _newest_signed()):
        raise BadManifest(reason="not_newer")
    version = int(body["version"])
    facts = {
        "version": version, "key": body["key"], "signature": signed_text["signature"],
        "fingerprint": fingerprint(bytes.fromhex(body["key"])),
        "manifest": fingerprint(signed_text["manifest"].encode()),
    }  # fmt: skip
    with transaction.atomic(using="sealed"):
        # A number that was taken by what nobody signed is given back to oversight.
        Manifest.objects.filter(version=version).delete()
        Manifest.objects.create(
            version=version,
            body=signed_text["manifest"],
            signature=bytes.fromhex(signed_text["signature"]),
        )
        tell("denunciations.manifest_published", facts, day)
    _put_pin(pin.Pin(body["key"], version))  # a crash before it leaves the older pin, which holds
    return version


def pin_oversight(*, key: str, document: str, day: date, version: int = 0) -> None:
    """Believe another oversight key from now on; the public record hears of it.

    The ceremony is in docs/run.md: two persons, the key read aloud from the notice board.
    key: Ed25519, as hex; version: of the list on the notice board, below which none is believed
    Raises: BadManifest, where it is no key, or no document is named.
    """
    if len(key) != _KEY or set(key) - set("0123456789abcdef"):
        raise BadManifest(reason="key")
    if not document.strip():
        raise BadManifest(reason="document")
    before = pin.pinned()
    pinned = {
        "key": key, "document": document,
        "before": before.key if before else "",
        "fingerprint": fingerprint(bytes.fromhex(key)),
    }  # fmt: skip
    tell("denunciations.oversight_pinned", pinned, day)
    _put_pin(pin.Pin(key, version))


def pin_what_is_there(*, day: date) -> bool:
    """Pin the key of a room from before pins, once; returns whether it was done."""
    newest = Manifest.objects.order_by("-version").first()
    if newest is None or pin.path().exists():
        return False
    body = json.loads(newest.body)
    if not sealed.is_signed(
        bytes.fromhex(body["key"]), signed_message(newest.body), bytes(newest.signature)
    ):
        return False
    pin_oversight(key=body["key"], document="upgrade", day=day, version=newest.version)
    return True


def believe_nobody() -> None:
    """Shut the room until somebody pins oversight's key: what was brought back may be altered."""
    _put_pin(pin.Pin("", 0))


def _newest_signed() -> int:
    found = known()
    return found.version if found else 0


def _put_pin(found: pin.Pin) -> None:
    """Write the pin whole or not at all, for the room's own account alone."""
    target = pin.path()
    part = target.with_name(f"{target.name}.part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump({"key": found.key, "version": found.version}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


@transaction.atomic(using="sealed")
def put_away(*, address: str, epoch: str, content: bytes) -> None:
    """Keep an officer's locked key for an epoch.

    Raises: Refused.
    """
    if len(content) > _MOST_LOCKER or not content.startswith(b"age-encryption.org/v1\n-> scrypt "):
        raise Refused(reason="shape")
    if Locker.objects.filter(address=address, epoch=epoch).exists():
        raise Refused(reason="taken")
    Locker.objects.create(name=random_words(), address=address, epoch=epoch, content=content)


@transaction.atomic(using="sealed")
def publish_scripts(*, day: date) -> bool:
    """Tell the public which scripts the pages run, where they are others than before.

    Then whoever compares a page with the record sees a script that was altered for him alone.
    """
    hashes = scripts()
    if are_published(hashes):
        return False
    for row in OpenEvent.objects.filter(kind=PUBLISHED, facts__last=True):
        row.facts = {**row.facts, "last": False}
        row.save(update_fields=["facts"])
    tell(PUBLISHED, {"scripts": hashes, "last": True}, day)
    return True


def tell(kind: str, facts: Mapping[str, object], day: date) -> None:
    """Tell the public what the room did to itself."""
    OpenEvent.objects.create(name=random_words(), kind=kind, facts=dict(facts), day=day)
