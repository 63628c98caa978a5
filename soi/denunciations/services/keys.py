"""Keys: the signed manifest, and officers' keys locked on their own devices."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from soi.core import entries, sealed
from soi.core.refusals import Refusal
from soi.denunciations.models import Locker, Manifest, OpenEvent
from soi.denunciations.queries import are_published, known, scripts
from soi.denunciations.queries.scripts import PUBLISHED
from soi.denunciations.services.intake import random_words

_NEEDED = {"format", "version", "day", "key", "salt", "organisation", "names", "receivers"}
FORMAT = "soi/denunciations/manifest/v1"
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
    signature = sealed.sign(seed, _message(text)).hex()
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
    if body["key"] != key.hex() or not sealed.is_signed(key, _message(text), signature):
        raise BadManifest(reason="signature")
    return body


@transaction.atomic(using="sealed")
def publish(*, signed_text: Mapping[str, Any], day: date) -> int:
    """Put a signed manifest in force and tell the public; returns its version.

    Raises: BadManifest.
    """
    body, before = read(signed_text), known()
    if before and before.body["key"] != body["key"]:
        raise BadManifest(reason="other_key")
    if before and body["version"] <= before.version:
        raise BadManifest(reason="not_newer")
    Manifest.objects.create(
        version=body["version"],
        body=signed_text["manifest"],
        signature=bytes.fromhex(signed_text["signature"]),
    )
    facts = {
        "version": body["version"], "key": body["key"], "signature": signed_text["signature"],
        "fingerprint": fingerprint(bytes.fromhex(body["key"])),
        "manifest": fingerprint(signed_text["manifest"].encode()),
    }  # fmt: skip
    tell("denunciations.manifest_published", facts, day)
    return int(body["version"])


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


def _message(text: str) -> bytes:
    return FORMAT.encode() + b"\n" + text.encode()
