"""Seal a denunciation on this machine, for the receivers that competence names."""

import json
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
from soi.web import clock

_MOST_MANIFEST = 16 * 1024 * 1024


class Command(BaseCommand):
    help = "Seal FILE (text, or JSON with text, facts, accused) into one age file for the door."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--manifest", required=True, help="address or file of the manifest")
        parser.add_argument("--about", required=True, help="the office, as the manifest names it")
        parser.add_argument("--person", default="", help="the holder of a post there")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        body = self._manifest(options["manifest"])
        account = self._account(options)
        offices = {one["slug"] for one in body["organisation"]["offices"]}
        if options["about"] not in offices:
            raise CommandError(f"the manifest knows no office “{options['about']}”")
        today = clock.today()
        try:
            services.demand_account(account)
            to, bodies, trace = services.choose(body, account.accused, today)
            code = sealed.from_bytes(secrets.token_bytes(16))
            salt = bytes.fromhex(body["salt"])
            keys = sealed.keys(sealed.stretch(sealed.normal(code), salt))
            told = services.content(account, keys, day=today, trace=trace, version=body["version"])
            envelope = services.pack(told, [one.recipient for one in to])
        except NobodyCompetent as refusal:
            raise CommandError(self._outside(body, str(refusal.facts["outside"]))) from refusal
        except Unacceptable as refusal:
            raise CommandError(f"{options['file']}: {refusal.reason}") from refusal
        except sealed.TooLong as refusal:
            raise CommandError("the account is too long for one box") from refusal
        options["out"].write_bytes(envelope)
        self._say(body, code, bodies, options)

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
        try:
            text = nfc(options["file"].read_text())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read as text") from error
        whom = [{"person": options["person"], "office": options["about"]}]
        facts: dict[str, str] = {}
        if options["file"].suffix == ".json":
            told = json.loads(text)
            text, facts = str(told.get("text", "")), dict(told.get("facts", {}))
            whom += told.get("accused", [])
        return services.Account(text=text, facts=facts, accused=tuple(whom), sealed_by="offline")

    def _outside(self, body: dict[str, Any], slug: str) -> str:
        told = body["names"].get(slug, {})
        name = ", ".join(filter(None, (told.get("name", slug), told.get("address", ""))))
        return f"there are not two bodies here that may receive this; the law names: {name}"

    def _say(
        self, body: dict[str, Any], code: str, bodies: tuple[str, ...], options: dict[str, Any]
    ) -> None:
        names = [body["names"].get(one, {}).get("name", one) for one in bodies]
        told = {
            "out": str(options["out"]), "code": code, "bodies": list(bodies),
            "key": body["key"], "manifest": body["version"],
        }  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"sealed into {options['out']} for: {'; '.join(names)}")
        self.stdout.write(f"code to come back with, shown once: {code}")
        self.stdout.write(f"compare with the notice board: oversight's key {body['key']}")
