"""Talking to witnesses: all at once, never for long. Knows no database.

Each call runs in a thread of its own. One that is not back in time is left behind, and its
witness is not asked again for a minute: somebody else's machine must not hold up the record.
"""

import contextlib
import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from soi.core.witnessing import Request, Witness

WAIT = 3.0  # seconds for all witnesses together
_REST = 60.0  # seconds in which one that hung is left alone
_SIZE = "text/x.tlog.size"
_out: dict[str, float] = {}  # address to the moment from which it may be asked again


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness said.

    lines: its signature lines; empty where it did not sign
    size: what it says it has seen, where it refused for that; else -1
    note: the checkpoint that it shows to monitors, where it refused
    """

    lines: str = ""
    size: int = -1
    note: str = ""


def now() -> float:
    """Return the moment of this machine, in seconds since 1970, as witnesses tell theirs."""
    return time.time()


def called(calls: Mapping[Witness, Callable[[str], Answer]]) -> dict[Witness, Answer]:
    """Make each call with the witness's address; returns the answers that came in time."""
    answers: dict[Witness, Answer] = {}
    threads: list[tuple[str, threading.Thread]] = []
    for witness, call in calls.items():
        address = _address(witness)
        if not address or time.monotonic() < _out.get(address, 0):
            continue
        thread = threading.Thread(
            target=_answer, args=(answers, witness, call, address), daemon=True
        )
        thread.start()
        threads.append((address, thread))
    until = time.monotonic() + WAIT
    for address, thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
        if thread.is_alive():
            _out[address] = time.monotonic() + _REST
    return dict(answers)


def submitted(
    address: str, origin: str, size: int, old: int, request: Callable[[int], Request]
) -> Answer:
    """Ask for a signature under a checkpoint of `size`; `request` builds what is sent.

    old: the size that the witness is thought to have seen last; it corrects it once
    """
    for _ in range(2):
        status, body = post(address, str(request(old)))
        if status == http.HTTPStatus.OK:
            return Answer(lines=body)
        known = int(body) if status == http.HTTPStatus.CONFLICT and _plain(body) else -1
        if not 0 <= known <= size or known == old:
            break
        old = known
    if status not in (http.HTTPStatus.CONFLICT, http.HTTPStatus.UNPROCESSABLE_ENTITY):
        return Answer()
    return Answer(size=known, note=shown(address, origin))


def shown(address: str, origin: str) -> str:
    """Return the checkpoint that a witness shows to monitors; empty where it shows none."""
    mark = sha256(origin.encode()).hexdigest()
    return _exchanged(urllib.request.Request(f"{address}/{mark}/checkpoint"))[1]  # noqa: S310


def post(address: str, body: str) -> tuple[int, str]:
    """Return the status and what came with it; of refusals only the size that is known."""
    target = f"{address}/add-checkpoint"
    return _exchanged(urllib.request.Request(target, body.encode(), method="POST"))  # noqa: S310


def _answer(
    answers: dict[Witness, Answer], witness: Witness, call: Callable[[str], Answer], address: str
) -> None:
    began = time.monotonic()
    with contextlib.suppress(OSError, ValueError):  # a tile that is not there proves nothing
        answers[witness] = call(address)
    if time.monotonic() - began >= WAIT:  # it hung, even if it gave up before we looked
        _out[address] = time.monotonic() + _REST


def _exchanged(request: urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310
            return answer.status, answer.read(20_000).decode()
    except urllib.error.HTTPError as error:
        known = error.headers.get("Content-Type") == _SIZE
        return error.code, error.read(100).decode(errors="replace") if known else ""
    except (OSError, ValueError, http.client.HTTPException):
        return 0, ""


def _plain(body: str) -> bool:
    return body.strip().isascii() and body.strip().isdigit()


def _address(witness: Witness) -> str:
    """Return where a witness listens: by the policy, or as one of the demo has written down."""
    if witness.url:
        return witness.url.rstrip("/")
    try:
        path = Path(settings.SOI_DATA) / "witnesses" / witness.name / "address"
        return path.read_text().rstrip("/")
    except FileNotFoundError:
        return ""
