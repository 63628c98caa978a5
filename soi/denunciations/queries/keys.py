"""The manifest in force: bodies, posts, receivers and their keys, as oversight signed them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from soi.denunciations.models import Manifest


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


def manifest_version() -> int:
    """Return the version in force; 0 where there is none."""
    return Manifest.objects.order_by("-version").values_list("version", flat=True).first() or 0


def known() -> Known | None:
    """Return the manifest in force, if there is one."""
    version = manifest_version()
    return _read(version) if version else None


@lru_cache(maxsize=4)
def _read(version: int) -> Known:
    row = Manifest.objects.get(version=version)
    body = json.loads(row.body)
    text = {"manifest": row.body, "key": body["key"], "signature": bytes(row.signature).hex()}
    return Known(version, body, json.dumps(text, ensure_ascii=False))


def readers(body: Mapping[str, Any], epoch: str) -> dict[str, Reader]:
    """Return everybody who has a key in an epoch such as "2026-11", by person."""
    found = {}
    for one in body["receivers"]:
        recipient = one["recipients"].get(epoch) or _latest(one["recipients"], epoch)
        if recipient:
            found[one["person"]] = Reader(one["person"], recipient, one["verify"])
    return found


def _latest(recipients: Mapping[str, str], epoch: str) -> str:
    # A reader who made no key for this month yet still opens with the last one before it.
    earlier: Sequence[str] = sorted(one for one in recipients if one <= epoch)
    return recipients[earlier[-1]] if earlier else ""
