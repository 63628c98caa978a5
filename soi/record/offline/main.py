"""`soi record verify | audit | watch`: without a database, on anybody's machine."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from soi.core import notes, witnessing
from soi.core.notes import BadNote, Checkpoint, Key
from soi.core.proofs import is_promise
from soi.core.tiles import BadTile
from soi.core.witnessing import BadPolicy
from soi.record.offline import audit, verify, watch
from soi.record.offline.source import Missing, Source

TRUSTS = "the key was taken from the log itself: this trusts the log"


class WrongUse(Exception):
    """The words of a command do not go together."""


def main(words: Sequence[str]) -> int:
    """Run one command; returns 0 for sound, 1 for a finding, 2 for wrong use."""
    try:
        told = _parser().parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        said, facts = {"verify": _verify, "audit": _audit, "watch": _watch}[told.what](told)
    except WrongUse as error:
        return _wrong(str(error), 2)
    except (Missing, BadNote, BadPolicy, BadTile) as error:
        return _wrong(f"{type(error).__name__.lower()}: {error}", 1)
    out = json.dumps(facts, ensure_ascii=False) if told.json else "\n".join(said)
    sys.stdout.write(out + "\n")
    return 0 if facts["sound"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="soi record")
    rows = parser.add_subparsers(dest="what", required=True)
    one = rows.add_parser("verify", help="a receipt (SOI1:… or a file with it) or a proof file")
    one.add_argument("proof")
    one.add_argument("--log", help="address or folder of the log")
    one.add_argument("--disclosure", type=Path, help="the file of what was sent")
    two = rows.add_parser("audit", help="read a whole log again")
    two.add_argument("log")
    two.add_argument("--kept", type=Path, help="a checkpoint that was kept from before")
    three = rows.add_parser("watch", help="compare a log with what it was, and what its acts say")
    three.add_argument("log")
    three.add_argument("--state", type=Path, required=True, help="where to keep what was seen")
    three.add_argument("--pages", default="", help="address of the ward, whose list is compared")
    three.add_argument("--every", type=int, default=0, help="seconds; 0: once")
    for each in (one, two, three):
        each.add_argument("--key", help="the log's vkey, or a file with it")
        each.add_argument("--policy", type=Path, help="whose names a checkpoint needs")
        each.add_argument("--json", action="store_true")
    return parser


def _verify(told: argparse.Namespace) -> tuple[list[str], dict[str, object]]:
    text = _given(told.proof)
    source = Source(told.log) if told.log else None
    if is_promise(text):
        key, warned = _key(told.key, source, "promise.vkey")
        # --key is the promise's: that the entries are what the log signed is the log's own word.
        log, warned = _key(None, source, "vkey") if source else (key, warned)
        result = verify.receipt(text, (key, log), source, _now(), told.disclosure)
    else:
        key, warned = _key(told.key, source, "vkey")
        result = verify.proof(text, key, _policy(told).keys(), told.disclosure)
    sound = result.verdict in {"proved", "promised", "waiting"}
    facts = {"sound": sound, "verdict": result.verdict, "said": result.said, **result.facts}
    return [*result.said, *warned], facts | {"trusts_log": bool(warned)}


def _audit(told: argparse.Namespace) -> tuple[list[str], dict[str, object]]:
    source = Source(told.log)
    key, warned = _key(told.key, source, "vkey")
    policy = _policy(told)
    kept = _kept(told.kept, key) if told.kept else None
    found = audit.audit(source, key, policy.keys(), kept)
    if not policy.met([one.name for one in found.seen]):
        found.fault("quorum", "the witnesses that the policy asks for have not all signed")
    said = [f"{name}: {words}" for name, words in found.faults]
    point = found.checkpoint
    size = point.size if point else 0
    if not said and point:
        said = [f"sound: {size} entries of {point.origin}, root {point.root.hex()}"]
    facts: dict[str, object] = {
        "sound": not found.faults,
        "size": size,
        "root": point.root.hex() if point else "",
        "classes": found.classes,
        "faults": [{"name": name, "text": words} for name, words in found.faults],
        "witnesses": [{"name": one.name, "at": one.at} for one in found.seen],
        "trusts_log": bool(warned),
    }
    return [*said, *warned], facts


def _watch(told: argparse.Namespace) -> tuple[list[str], dict[str, object]]:
    source = Source(told.log)
    while True:
        key, warned = _key(told.key, source, "vkey")
        found = watch.look(source, key, _policy(told).keys(), told.state, _now(), told.pages)
        said = [f"{name}: {words}" for name, words in found.faults] or [found.summary]
        facts: dict[str, object] = {
            "sound": not found.faults,
            "size": found.size,
            "offices": found.offices,
            "faults": [{"name": name, "text": words} for name, words in found.faults],
            "trusts_log": bool(warned),
        }
        if not told.every or found.faults:
            return [*said, *warned], facts
        time.sleep(told.every)


def _given(text: str) -> str:
    if is_promise(text):
        return text
    try:
        return Path(text).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise WrongUse(f"“{text[:40]}” is no receipt and no file") from error


def _key(given: str | None, source: Source | None, path: str) -> tuple[Key, list[str]]:
    if given:
        try:
            text = given if "+" in given else Path(given).read_text()
            return notes.parse_key(text), []
        except (OSError, UnicodeDecodeError, BadNote) as error:
            raise WrongUse(f"--key: {error}") from error
    if source is None:
        raise WrongUse("name the log by --log, or its key by --key")
    return notes.parse_key(source.text(path)), [TRUSTS]


def _policy(told: argparse.Namespace) -> witnessing.Policy:
    try:
        return (
            witnessing.parse_policy(told.policy.read_text()) if told.policy else witnessing.Policy()
        )
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"--policy: {error}") from error


def _kept(path: Path, key: Key) -> Checkpoint:
    try:
        return notes.opened(path.read_text(), key)[0]
    except (OSError, UnicodeDecodeError, BadNote) as error:
        raise WrongUse(f"--kept: {error}") from error


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def _wrong(text: str, code: int) -> int:
    sys.stderr.write(f"soi: {' '.join(text.split())}\n")
    return code
