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
        parser.add_argument("--board", type=Path, help="write the sheet for the notice board here")

    def handle(self, *args: Any, **options: Any) -> None:
        _secrets, seed = keyfiles.read(options["key"], options["passphrase_file"])
        if not seed:
            raise CommandError("this key file cannot sign")
        try:
            body = json.loads(options["body"].read_text())
            asked = [json.loads(one.read_text()) for one in options["request"]]
        except (OSError, ValueError) as error:
            raise CommandError(f"not readable: {error}") from error
        whole = {"format": services.FORMAT, **body, "receivers": merged(body, asked)}
        try:
            signed = services.signed(whole, seed)
            body = services.read(signed)
        except (KeyError, TypeError, ValueError, services.BadManifest) as error:
            raise CommandError(f"{options['body']} is not the whole body of a manifest") from error
        options["out"].write_text(json.dumps(signed, ensure_ascii=False))
        sheet = board(body, signed)
        if options["board"]:
            options["board"].write_text(sheet)
        self.stdout.write(f"signed into {options['out']} with {sealed.public_key(seed).hex()}")
        self.stdout.write(sheet)


def board(body: dict[str, Any], signed: dict[str, str]) -> str:
    """Return the sheet for the notice board: what anybody may compare with the pages."""
    posts = {one["person"]: one for one in body["organisation"]["posts"]}
    lines = [
        f"Danh sách người nhận tố cáo kín, bản {body['version']}, ngày {body['day']}",
        f"Dấu khóa của nơi giám sát: {services.fingerprint(bytes.fromhex(body['key']))}",
        f"Dấu của danh sách: {services.fingerprint(signed['manifest'].encode())}",
        "Người nhận và dấu khóa:",
    ]
    for one in body["receivers"]:
        post = posts.get(one["person"], {"slug": one["person"], "office": ""})
        where = body["names"].get(post["office"], {}).get("name", post["office"])
        title = body["titles"].get(post["slug"], post["slug"])
        lines.append(f"- {title}, {where}")
        lines += [
            f"  {epoch}: {services.fingerprint(recipient.encode())}"
            for epoch, recipient in sorted(one["recipients"].items())[-2:]
        ]
    return "\n".join(lines) + "\n"


def merged(body: dict[str, Any], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the receivers with each request's keys added; one signed by itself or refused."""
    found = {one["person"]: one for one in body.get("receivers", [])}
    known = {post["person"] for post in body.get("organisation", {}).get("posts", [])}
    # Whose post is gone receives nothing more; what was sealed before can be opened all the same.
    found = {person: one for person, one in found.items() if person in known}
    for one in asked:
        person = _signed_by_itself(one)
        if not person or person not in known:
            raise CommandError(f"the request of {person or 'somebody'!r} is not good")
        before = found.get(person, {})
        recipients = {**before.get("recipients", {}), **one["recipients"]}
        found[person] = {"person": person, "recipients": recipients, "verify": one["verify"]}
    return list(found.values())


def _signed_by_itself(one: Any) -> str:
    """Return whose request it is; nothing where its own key did not sign it."""
    try:
        told = {name: one[name] for name in ("person", "recipients", "verify")}
        message = json.dumps(told, sort_keys=True).encode()
        verify, signature = bytes.fromhex(one["verify"]), bytes.fromhex(one["signature"])
    except (KeyError, TypeError, ValueError):
        return ""
    return str(one["person"]) if sealed.is_signed(verify, message, signature) else ""
