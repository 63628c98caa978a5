"""Draw the sealed room's manifest from the ward's offices and tenures, for oversight to sign."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core.competence import plain
from soi.project import chart
from soi.web import clock


class Command(BaseCommand):
    help = "Write the body of a manifest: bodies, posts and holders as the ward has them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument(
            "--before", type=Path, help="the manifest in force: what the ward does not keep"
        )
        parser.add_argument("--salt", default="", help="site.salt of the door, where none is")
        parser.add_argument(
            "--unsure", nargs="*", default=[],
            help="bodies meant where a sender is not sure, so that it goes one level up",
        )  # fmt: skip
        parser.add_argument("--ties", type=Path, help="JSON: [{one, other, kind: kin|interest}]")
        parser.add_argument("--as-of", type=date.fromisoformat, help="a day, YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["as_of"] or clock.today()
        before = self._before(options)
        body = chart.draw(day, before)
        self._demand_whole(body, day)
        options["out"].write_text(json.dumps(body, ensure_ascii=False, indent=1))
        for line in chart.changes(body, before):
            self.stdout.write(line)
        for slug, outside in chart.unreached(body, day).items():
            self.stdout.write(f"! about {slug}: not two bodies with keys; {outside} will be named")
        self.stdout.write(f"version {body['version']} for {day} in {options['out']}: now sign it")

    def _before(self, options: dict[str, Any]) -> dict[str, Any]:
        told = self._json(options["before"]) if options["before"] else {}
        if not isinstance(told, dict):
            raise CommandError(f"{options['before']} is no manifest")
        # As it is served, the body is text inside; as it is written here, it is the whole.
        before = json.loads(told["manifest"]) if "manifest" in told else dict(told)
        before["salt"] = options["salt"] or before.get("salt", "")
        before["unsure"] = options["unsure"] or before.get("unsure", [])
        if options["ties"]:
            ties = self._json(options["ties"])
            before["organisation"] = {**before.get("organisation", {}), "ties": ties}
        return before

    def _json(self, path: Path) -> Any:
        try:
            return json.loads(path.read_text())
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} is not readable") from error

    def _demand_whole(self, body: dict[str, Any], day: date) -> None:
        try:
            whole = plain.read(body["organisation"])
            salt = bytes.fromhex(body["salt"])
        except (KeyError, TypeError, ValueError) as error:
            raise CommandError(f"the chart does not hold together: {error!r}") from error
        if len(salt) != 16:
            raise CommandError("--salt: the 32 letters in site.salt of the door")
        strange = [one for one in body["unsure"] if one not in whole.offices]
        if strange or not body["unsure"]:
            raise CommandError(f"--unsure: bodies of the chart, not {strange or 'none'}")
        if not any(office.there(day) for office in whole.offices.values()):
            raise CommandError("the ward has no offices on that day")
