"""Oversight's act, on a machine without a network: sign who receives, with which keys."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core import sealed
from soi.denunciations import services
from soi.denunciations.management import keyfiles


class Command(BaseCommand):
    help = "Sign BODY (see denunciations chart) with the receivers' requests into a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", type=Path)
        parser.add_argument("--request", type=Path, nargs="*", default=[])
        parser.add_argument("--key", type=Path, required=True, help="oversight's key file")
        parser.add_argument("--passphrase-file", type=Path)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        _secrets, seed = keyfiles.read(options["key"], options["passphrase_file"])
        if not seed:
            raise CommandError("this key file cannot sign")
        try:
            body = json.loads(options["body"].read_text())
            asked = [json.loads(one.read_text()) for one in options["request"]]
        except (OSError, ValueError) as error:
            raise CommandError(f"not readable: {error}") from error
        signed = services.signed({**body, "receivers": merged(body, asked)}, seed)
        services.read(signed)
        options["out"].write_text(json.dumps(signed, ensure_ascii=False))
        self.stdout.write(f"signed into {options['out']} with {sealed.public_key(seed).hex()}")


def merged(body: dict[str, Any], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the receivers with each request's keys added; one signed by itself or refused."""
    found = {one["person"]: one for one in body.get("receivers", [])}
    known = {post["person"] for post in body["organisation"]["posts"]}
    for one in asked:
        told = {name: one.get(name) for name in ("person", "recipients", "verify")}
        message = json.dumps(told, sort_keys=True).encode()
        try:
            good = sealed.is_signed(
                bytes.fromhex(one["verify"]), message, bytes.fromhex(one["signature"])
            )
        except (KeyError, ValueError):
            good = False
        if not good or one["person"] not in known:
            raise CommandError(f"the request of {one.get('person')!r} is not good")
        before = found.get(one["person"], {})
        recipients = {**before.get("recipients", {}), **one["recipients"]}
        found[one["person"]] = {**told, "recipients": recipients}
    return list(found.values())
