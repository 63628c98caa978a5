"""The manifest in force: bodies, posts, receivers and their keys, as oversight signed them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from soi.denunciations.models import Manifest, OpenEvent


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
    for version, text in Manifest.objects.order_by("version").values_list("version", "body"):
        body = json.loads(text)
        receivers = [list(one["recipients"]) for one in body["receivers"]]
        found.append((days.get(version) or str(body["day"])[:7], receivers))
    untils = [since for since, _receivers in found[1:]] + ["9999-12"]
    return [(since, until, rows) for (since, rows), until in zip(found, untils, strict=True)]


def _latest(recipients: Iterable[str], epoch: str) -> str:
    # A reader who made no key for this month yet still opens with the last one before it.
    return max((one for one in recipients if one <= epoch), default="")
