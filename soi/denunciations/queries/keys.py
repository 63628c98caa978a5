"""The manifest in force: bodies, posts, receivers and their keys, as oversight signed them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from soi.core import sealed
from soi.denunciations.models import Manifest, OpenEvent
from soi.denunciations.queries.pin import pinned

FORMAT = "soi/denunciations/manifest/v1"


@dataclass(frozen=True, slots=True)
class Reader:
    """One person who may be given boxes.

    recipient: the age public key of the asked epoch
    verify: the Ed25519 key by which the person signs, as hex
    """

    person: str
    recipient: str
    verify: str


@dataclass(frozen=True, slots=True)
class Known:
    """One signed version.

    text: what is served, JSON with `manifest` (text), `key` and `signature` (hex)
    """

    version: int
    body: Mapping[str, Any]
    text: str


def signed_message(text: str) -> bytes:
    """Return what oversight signs of a manifest."""
    return FORMAT.encode() + b"\n" + text.encode()


def manifest_version() -> int:
    """Return the version in force; 0 where there is none."""
    found = known()
    return found.version if found else 0


def known() -> Known | None:
    """Return the manifest in force: the newest that the pinned key signed.

    It is looked at anew each time. None where there is none, where nobody is pinned, or
    where the newest that was put in force is gone: a room set back to an older list is shut.
    """
    pin = pinned()
    if pin is None:
        return None
    for row in Manifest.objects.filter(version__gte=pin.version).order_by("-version"):
        if found := _verified(row.version, row.body, bytes(row.signature), pin.key):
            return found
    return None


def strangers() -> list[int]:
    """Return the versions that lie in the database and that the pinned key did not sign."""
    pin = pinned()
    rows = Manifest.objects.order_by("version")
    return [
        row.version
        for row in rows
        if pin is None or not _verified(row.version, row.body, bytes(row.signature), pin.key)
    ]


@lru_cache(maxsize=8)  # by every byte that was signed, and by the key: what differs is asked anew
def _verified(version: int, text: str, signature: bytes, key: str) -> Known | None:
    if not sealed.is_signed(_hex(key), signed_message(text), signature):
        return None
    body = json.loads(text)
    if body.get("key") != key or body.get("version") != version:
        return None
    told = {"manifest": text, "key": key, "signature": signature.hex()}
    return Known(version, body, json.dumps(told, ensure_ascii=False))


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def readers(body: Mapping[str, Any], epoch: str) -> dict[str, Reader]:
    """Return everybody who has a key in an epoch such as "2026-11", by person."""
    found = {}
    for one in body["receivers"]:
        if month := _latest(one["recipients"], epoch):
            recipient = one["recipients"][month]
            found[one["person"]] = Reader(one["person"], recipient, one["verify"])
    return found


def key_months(epochs: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return, for each of some months, the months whose keys may open its boxes.

    Its own, and those of which a receiver's key was the last one while the month ran, by any
    manifest that was in force on one of its days.
    """
    spans = _spans()
    return {
        epoch: frozenset(
            {epoch, *(
                month
                for since, until, receivers in spans if since <= epoch <= until
                for one in receivers if (month := _latest(one, epoch))
            )}
        )
        for epoch in epochs
    }  # fmt: skip


def _spans() -> list[tuple[str, str, list[list[str]]]]:
    """Return each manifest's first and last month in force, and every receiver's key months."""
    told = OpenEvent.objects.filter(kind="denunciations.manifest_published")
    days = {row.facts["version"]: f"{row.day:%Y-%m}" for row in told}
    found = []
    strange = set(strangers())
    for version, text in Manifest.objects.order_by("version").values_list("version", "body"):
        if version in strange:
            continue
        body = json.loads(text)
        receivers = [list(one["recipients"]) for one in body["receivers"]]
        found.append((days.get(version) or str(body["day"])[:7], receivers))
    untils = [since for since, _receivers in found[1:]] + ["9999-12"]
    return [(since, until, rows) for (since, rows), until in zip(found, untils, strict=True)]


def _latest(recipients: Iterable[str], epoch: str) -> str:
    # A reader who made no key for this month yet still opens with the last one before it.
    return max((one for one in recipients if one <= epoch), default="")
