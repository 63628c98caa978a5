"""`soi witness`: see checkpoints of other people's logs, and put one's name under what only grew.

One table: origin, size, root, note. It is written before the answer leaves. Never two roots
for a size, never a smaller size; what was refused although the log had signed it is kept,
for two conflicting signed notes prove the fraud.
"""

import argparse
import hashlib
import os
import secrets
import sqlite3
import sys
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from soi.core import merkle, notes, witnessing
from soi.core.notes import COSIGNATURE, MLDSA_COSIGNATURE, BadNote, Key, Signer
from soi.core.witnessing import BadRequest

_MOST = 100_000  # bytes of a request
_TABLES = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, size INTEGER, root BLOB, note TEXT);
CREATE TABLE IF NOT EXISTS refused (at INTEGER, origin TEXT, status INTEGER, note TEXT);
"""


class Refused(Exception):
    """A checkpoint gets no signature. status: of HTTP; size: what the witness knows."""

    def __init__(self, status: int, text: str, size: int | None = None) -> None:
        super().__init__(text)
        self.status, self.size = status, size


class Witness:
    """The state of one witness: a key, the logs it knows, and what it has seen."""

    def __init__(self, folder: Path, signer: Signer) -> None:
        self.folder, self.signer = folder, signer
        self._lock = threading.Lock()
        self._rows = sqlite3.connect(folder / "witness.sqlite3", check_same_thread=False)
        self._rows.executescript(_TABLES)

    def logs(self) -> dict[str, Key]:
        """Return the keys of the logs that are witnessed, by origin; read anew each time."""
        path = self.folder / "logs"
        lines = path.read_text().split() if path.exists() else []
        return {key.name: key for key in map(notes.parse_key, lines)}

    def add(self, body: str, at: int) -> str:
        """Return the signature line for a checkpoint, having kept what was seen.

        at: seconds since 1970
        Raises: Refused.
        """
        request = _request(body)
        checkpoint, log = self._known(request)
        with self._lock, self._rows:
            try:
                self._grown(request, checkpoint)
            except Refused as refused:
                self._rows.execute(
                    "INSERT INTO refused VALUES (?, ?, ?, ?)",
                    (at, checkpoint.origin, refused.status, request.note),
                )
                self._rows.commit()
                raise
            line = str(notes.cosign(checkpoint, self.signer, at))
            self._rows.execute(
                "INSERT INTO seen VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET "
                "size = excluded.size, root = excluded.root, note = excluded.note",
                (log.name, checkpoint.size, checkpoint.root, _shown(request.note, log, line)),
            )
        return line

    def latest(self, mark: str) -> str | None:
        """Return the last note seen of a log, by the SHA-256 of its origin."""
        with self._lock:  # one connection: what is not committed must not be shown
            rows = self._rows.execute("SELECT origin, note FROM seen").fetchall()
        for origin, note in rows:
            if hashlib.sha256(origin.encode()).hexdigest() == mark:
                return str(note)
        return None

    def _known(self, request: witnessing.Request) -> tuple[notes.Checkpoint, Key]:
        try:
            origin = notes.parse_checkpoint(notes.parse(request.note)[0]).origin
        except BadNote as error:
            raise Refused(400, str(error)) from error
        log = self.logs().get(origin)
        if log is None:
            raise Refused(404, "this log is not witnessed here")
        try:
            return notes.opened(request.note, log)[0], log
        except BadNote as error:
            raise Refused(403, str(error)) from error

    def _grown(self, request: witnessing.Request, new: notes.Checkpoint) -> None:
        if request.old > new.size:
            raise Refused(400, "the old size is larger than the checkpoint")
        row = self._rows.execute(
            "SELECT size, root FROM seen WHERE origin = ?", (new.origin,)
        ).fetchone()
        size, root = row or (0, merkle.EMPTY)
        if request.old != size:
            raise Refused(409, "another size was seen last", size)
        if size == new.size and row and root != new.root:
            raise Refused(422, "two roots for one size")
        try:
            merkle.verify_consistency(size, new.size, request.proof, root, new.root)
        except merkle.BadProof as error:
            raise Refused(422, str(error)) from error


def _shown(note: str, log: Key, line: str) -> str:
    """Return a checkpoint for monitors: with the log's own signature and this witness's."""
    text, signatures = notes.parse(note)
    own = [str(one) for one in signatures if (one.name, one.key_id) == (log.name, log.id)]
    return "".join([text, "\n", *own, line])


def _request(body: str) -> witnessing.Request:
    try:
        return witnessing.parse_request(body)
    except BadRequest as error:
        raise Refused(400, str(error)) from error


class Answers(BaseHTTPRequestHandler):
    """What answers requests; `serving` gives it its witness."""

    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds for a caller who says nothing
    witness: Witness

    def do_POST(self) -> None:
        """Take a checkpoint."""
        length = int(self.headers.get("Content-Length") or 0)
        if not self.path.endswith("/add-checkpoint") or not 0 < length <= _MOST:
            self.close_connection = True
            self._answer(404, "there is nothing here\n")
            return
        try:
            text = self.rfile.read(length).decode()
            self._answer(200, self.witness.add(text, int(time.time())))
        except UnicodeDecodeError:
            self._answer(400, "this is no text\n")
        except Refused as refused:
            if refused.size is None:
                self._answer(refused.status, f"{refused}\n")
            else:
                self._answer(refused.status, f"{refused.size}\n", "text/x.tlog.size")

    def do_GET(self) -> None:
        """Give the last note that was seen, to whoever monitors."""
        mark, _, rest = self.path.strip("/").rpartition("/")
        note = self.witness.latest(mark.rpartition("/")[2]) if rest == "checkpoint" else None
        if self.path.strip("/") == "vkey":
            note = f"{self.witness.signer.key}\n"
        self._answer(200 if note else 404, note or "there is nothing here\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Write no access log."""

    def _answer(self, status: int, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def serving(witness: Witness, bind: str, port: int) -> ThreadingHTTPServer:
    """Return a server for one witness; port 0 is any free one.

    Raises: OSError.
    """
    server = ThreadingHTTPServer((bind, port), type("Own", (Answers,), {"witness": witness}))
    server.daemon_threads = True
    return server


def signer(folder: Path, name: str, kind: int = COSIGNATURE) -> Signer:
    """Return the witness's key, made at its first start; it never leaves the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "witness.seed"
    if not path.exists():
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(f"{name}\n{kind}\n{secrets.token_hex(32)}\n")
            file.flush()
            os.fsync(file.fileno())
    made, told, seed = path.read_text().split()
    return Signer(made, int(told), bytes.fromhex(seed))


def main(words: Sequence[str]) -> int:
    """Serve as a witness, or print its key; returns 0, 1 or 2."""
    try:
        told = _parser().parse_args(words)
        keys = [str(notes.parse_key(one)) for one in told.log]
    except SystemExit as stop:
        return int(stop.code or 0)
    except BadNote as error:
        sys.stderr.write(f"soi: --log: {error}\n")
        return 2
    own = signer(told.dir, told.name, MLDSA_COSIGNATURE if told.mldsa else COSIGNATURE)
    if keys:
        path = told.dir / "logs"
        before = path.read_text().split() if path.exists() else []
        path.write_text("\n".join(dict.fromkeys([*before, *keys])) + "\n")
    if told.vkey:
        sys.stdout.write(f"{own.key}\n")
        return 0
    return _serve(told, own)


def _serve(told: argparse.Namespace, own: Signer) -> int:
    try:
        server = serving(Witness(told.dir, own), told.bind, told.port)
    except OSError as error:
        sys.stderr.write(f"soi: the witness cannot listen on port {told.port}: {error}\n")
        return 1
    address = f"http://{told.bind}:{server.server_port}"
    if told.address_file:
        told.address_file.write_text(address)
    else:
        sys.stdout.write(f"{own.key}\nserving at {address}\n")
        sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="soi witness")
    parser.add_argument("--dir", type=Path, required=True, help="its key and what it has seen")
    parser.add_argument("--name", default="witness.localhost", help="its name, kept with the key")
    parser.add_argument("--log", action="append", default=[], help="vkey of a log to witness")
    parser.add_argument("--port", type=int, default=8100, help="0: any free one")
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--address-file", type=Path, help="where to write the address down")
    parser.add_argument("--mldsa", action="store_true", help="a key of ML-DSA-44")
    parser.add_argument("--vkey", action="store_true", help="print the key and end")
    return parser
