"""Send what was sealed elsewhere; this machine can read none of it."""

import json
import secrets
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core import sealed
from soi.denunciations.management import parcels

_SECONDS = 120
TOO_MANY = 429


class Command(BaseCommand):
    help = "Send FILE, as `soi denunciations seal` wrote it, with all that lies beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--door", required=True, help="such as https://tocao.example.vn")

    def handle(self, *args: Any, **options: Any) -> None:
        door = options["door"].rstrip("/")
        if not door.startswith(("http://", "https://")):
            raise CommandError("--door is an address that begins with http:// or https://")
        try:
            pieces = list(parcels.pieces(options["file"]))
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file']} is not whole here: {error}") from error
        for one in pieces:
            self._send(door, one)
        # Sent again, the same bytes are the same boxes: nothing is filed twice.
        self.stdout.write(f"sent: {len(pieces)} sealed pieces. Come back with the code.")

    def _send(self, door: str, piece: parcels.Piece) -> None:
        # The library's own name would tell by which way this came.
        headers = {"Content-Type": piece.kind, "User-Agent": ""}
        if piece.mark:
            headers["Soi-Commitment"] = piece.mark
        try:
            self._post(door + piece.address, piece.content, headers)
        except urllib.error.HTTPError as error:
            raise CommandError(f"not sent, send again: {_said(error)}") from error
        except OSError as error:
            raise CommandError("the door does not answer: nothing is lost, send again") from error

    def _post(self, address: str, content: bytes, headers: dict[str, str]) -> None:
        request = urllib.request.Request(  # noqa: S310 - of the two kinds asked for above
            address, content, headers
        )
        try:
            urllib.request.urlopen(request, timeout=_SECONDS).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            challenge = error.headers.get("Soi-Challenge", "")
            if error.code != TOO_MANY or not challenge or "Soi-Work" in headers:
                raise
            nonce = sealed.worked(bytes.fromhex(challenge), secrets.token_bytes)
            work = f"{challenge}:{nonce.hex()}"
            self._post(address, content, {**headers, "Soi-Work": work})


def _said(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read())["error"])
    except (KeyError, TypeError, ValueError):
        return f"the door answered {error.code}"
