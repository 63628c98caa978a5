"""Make a key on this machine, as age-keygen does; nothing is sent anywhere."""

import json
import secrets
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from soi.core import sealed
from soi.denunciations.management import keyfiles
from soi.denunciations.services import epoch_of
from soi.web import clock


class Command(BaseCommand):
    help = "Make a receiver's key (or oversight's); prints it unless --out names a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, help="the key file")
        parser.add_argument("--person", default="", help="as the manifest names its holder")
        parser.add_argument(
            "--passphrase-file", type=Path, help="lock the key with this passphrase"
        )
        parser.add_argument(
            "--keep", type=Path, help="the key file before: go on signing with its key"
        )
        parser.add_argument("--lock", action="store_true", help="lock it with eight random words")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        key = keyfiles.new(options["person"], epoch_of(clock.today()))
        if options["keep"]:
            # A new month brings a new key to open with; what was signed before stays signed.
            _secrets, seed = keyfiles.read(options["keep"], options["passphrase_file"])
            key = replace(key, seed=seed or key.seed)
        data, phrase = key.text().encode(), ""
        if options["passphrase_file"] or options["lock"]:
            given = options["passphrase_file"]
            phrase = given.read_text().strip() if given else keyfiles.phrase()
            data = sealed.lock(data, phrase, secrets.token_bytes, work=18)
        told: dict[str, object] = {
            "recipient": sealed.recipient(key.secret),
            "verify": sealed.public_key(key.seed).hex(),
            "request": key.request,
        }
        if phrase and not options["passphrase_file"]:
            told["passphrase"] = phrase
        if options["out"]:
            keyfiles.put(options["out"], data)
            told["file"] = str(options["out"])
        elif not phrase:
            told["identity"] = sealed.identity(key.secret)
        self._say(told, data, options)

    def _say(self, told: dict[str, object], data: bytes, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(told))
        elif options["out"]:
            self.stdout.write(f"public key: {told['recipient']}")
            if "passphrase" in told:
                self.stdout.write(f"passphrase, shown once: {told['passphrase']}")
            elif not options["passphrase_file"]:
                self.stderr.write("the key is not locked: --lock locks it with eight words")
        else:
            self.stdout.write(data.decode("utf-8", "replace"), ending="")
