"""Open a box on a reader's own machine."""

import contextlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core import sealed
from soi.denunciations.management import keyfiles


class Command(BaseCommand):
    help = "Open one age file with a key file; prints what is in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True)
        parser.add_argument("--passphrase-file", type=Path)
        parser.add_argument("--out", type=Path, help="write the content here")
        parser.add_argument("--json", action="store_true", help="say it as {content, text}")

    def handle(self, *args: Any, **options: Any) -> None:
        secrets, _seed = keyfiles.read(options["key"], options["passphrase_file"])
        try:
            data = sealed.open_with(options["file"].read_bytes(), secrets)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read") from error
        except sealed.NotAnEnvelope as refusal:
            raise CommandError("this is no whole sealed box, or somebody altered it") from refusal
        except sealed.CannotOpen as refusal:
            raise CommandError("this box was sealed for others") from refusal
        with contextlib.suppress(sealed.NotFilled):  # another program fills nothing up
            data = sealed.emptied(data)
        self._say(data, options)

    def _say(self, data: bytes, options: dict[str, Any]) -> None:
        if options["out"]:
            keyfiles.put(options["out"], data)
        text = data.decode("utf-8", "replace")
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            content = None
        if options["json"]:
            told = content.get("text", text) if isinstance(content, dict) else text
            self.stdout.write(json.dumps({"content": content, "text": told}, ensure_ascii=False))
        elif not options["out"]:
            self.stdout.write(
                json.dumps(content, ensure_ascii=False, indent=1) if content else text
            )
