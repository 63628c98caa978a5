"""Seal a denunciation on this machine, for the receivers that competence names."""

import json
import mimetypes
import secrets
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core import sealed
from soi.core.competence import NobodyCompetent
from soi.core.refusals import Unacceptable
from soi.core.vietnamese import nfc
from soi.denunciations import services
from soi.denunciations.management import parcels
from soi.web import clock

_MOST_MANIFEST = 16 * 1024 * 1024
_MOST_FILE = max(sealed.FILES) - 4
_IDENTITY = ("name", "address", "phone")


class Command(BaseCommand):
    help = (
        "Seal FILE (text, or JSON with text, facts, accused, identity) into age files for the "
        "door; `soi denunciations send` sends them from any machine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--manifest", required=True, help="address or file of the manifest")
        parser.add_argument("--about", required=True, help="the office, as the manifest names it")
        parser.add_argument("--person", default="", help="the holder of a post there")
        parser.add_argument(
            "--attach", type=Path, nargs="+", action="extend", default=[], metavar="EVIDENCE",
            help="files to seal with it, each in an envelope of its own",
        )  # fmt: skip
        parser.add_argument(
            # Not an argument each: what is typed stays in the shell's history.
            "--identity",
            type=Path,
            help="a file with the lines name:, address:, phone:",
        )
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        body = self._manifest(options["manifest"])
        account = self._account(options)
        offices = {one["slug"] for one in body["organisation"]["offices"]}
        if options["about"] not in offices:
            raise CommandError(f"the manifest knows no office “{options['about']}”")
        whole = self._sealed(account, body, options)
        try:
            written = parcels.write(options["out"], whole)
        except OSError as error:
            raise CommandError(f"not written: {error}") from error
        self._say(body, whole, written, options)

    def _sealed(
        self, account: services.Account, body: dict[str, Any], options: dict[str, Any]
    ) -> services.Whole:
        try:
            return services.seal_account(
                account=account,
                body=body,
                code=sealed.from_bytes(secrets.token_bytes(16)),
                stretch=sealed.stretch,
                day=clock.today(),
            )
        except NobodyCompetent as refusal:
            raise CommandError(self._outside(body, str(refusal.facts["outside"]))) from refusal
        except Unacceptable as refusal:
            raise CommandError(f"{options['file']}: {refusal.reason}") from refusal
        except sealed.TooLong as refusal:
            raise CommandError("the account is too long for one box") from refusal

    def _manifest(self, where: str) -> dict[str, Any]:
        try:
            if where.startswith(("http://", "https://")):
                with urllib.request.urlopen(where, timeout=60) as answer:  # noqa: S310
                    text = answer.read(_MOST_MANIFEST)
            else:
                text = Path(where).read_bytes()
            return services.read(json.loads(text))
        except services.BadManifest as error:
            raise CommandError("the manifest is not signed rightly") from error
        except (OSError, ValueError) as error:
            raise CommandError(f"there is no manifest at {where}") from error

    def _account(self, options: dict[str, Any]) -> services.Account:
        told = self._told(options["file"])
        whom = [{"person": options["person"], "office": options["about"]}]
        identity = told.get("identity") or {}
        if options["identity"]:
            identity = self._identity(options["identity"])
        return services.Account(
            text=str(told.get("text", "")),
            facts={str(name): str(one) for name, one in dict(told.get("facts") or {}).items()},
            accused=(*whom, *(told.get("accused") or [])),
            files=tuple(self._attached(one) for one in options["attach"]),
            identity={name: str(identity[name]) for name in _IDENTITY if identity.get(name)},
            sealed_by="offline",
        )

    def _told(self, file: Path) -> dict[str, Any]:
        text = self._text(file)
        if file.suffix != ".json":
            return {"text": text}
        try:
            told = json.loads(text)
        except ValueError as error:
            raise CommandError(f"{file} is no JSON") from error
        if not isinstance(told, dict):
            raise CommandError(f"{file} is no JSON object")
        return told

    def _identity(self, file: Path) -> dict[str, str]:
        lines = [line.partition(":") for line in self._text(file).splitlines() if line.strip()]
        found = {name.strip().lower(): value.strip() for name, _colon, value in lines}
        if not found or set(found) - set(_IDENTITY):
            raise CommandError(f"{file} holds other lines than name:, address:, phone:")
        return found

    def _attached(self, file: Path) -> tuple[str, str, bytes]:
        try:
            if file.stat().st_size > _MOST_FILE:
                raise CommandError(f"{file} is larger than 64 MB")
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read") from error
        return nfc(file.name), mimetypes.guess_type(file.name)[0] or "", data

    def _text(self, file: Path) -> str:
        try:
            return nfc(file.read_text())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read as text") from error

    def _outside(self, body: dict[str, Any], slug: str) -> str:
        told = body["names"].get(slug, {})
        name = ", ".join(filter(None, (told.get("name", slug), told.get("address", ""))))
        return f"there are not two bodies here that may receive this; the law names: {name}"

    def _say(
        self, body: dict[str, Any], whole: services.Whole, written: list[Path],
        options: dict[str, Any],
    ) -> None:  # fmt: skip
        names = [body["names"].get(one, {}).get("name", one) for one in whole.bodies]
        told = {
            "out": str(options["out"]), "code": whole.code, "bodies": list(whole.bodies),
            "key": body["key"], "manifest": body["version"],
            "files": [str(one) for one in written],
        }  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"sealed for: {'; '.join(names)}")
        self.stdout.write(f"written: {', '.join(one.name for one in written)}")
        self.stdout.write(f"send all of it: soi denunciations send {options['out']} --door ADDRESS")
        self.stdout.write(f"code to come back with, shown once: {whole.code}")
        self.stdout.write(f"compare with the notice board: oversight's key {body['key']}")
        if options["attach"]:
            self.stdout.write(
                "the originals are sealed as they are: what they say of their author, place and "
                "machine goes to the receivers too"
            )
