"""The room's own housekeeping, one act a call."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soi.denunciations import services
from soi.web import clock


class Command(BaseCommand):
    help = (
        "publish FILE | pin KEY --document … | release | spool | shred EPOCH --ground … | "
        "hold EPOCH --document …"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("publish").add_argument("file", type=Path)
        pin = acts.add_parser("pin")
        pin.add_argument("key", help="oversight's verifying key, as hex, from the notice board")
        pin.add_argument("--version", type=int, default=0, help="of the list on the notice board")
        pin.add_argument("--document", required=True, help="who decided it; everybody reads it")
        acts.add_parser("release")
        acts.add_parser("spool")
        shred = acts.add_parser("shred")
        shred.add_argument("epoch", type=_month)
        shred.add_argument("--ground", required=True, help="in law; everybody reads it")
        shred.add_argument(
            "--leave-keys", action="store_true",
            help="destroy the boxes now, and keys that later months need with the last of those",
        )  # fmt: skip
        hold = acts.add_parser("hold")
        hold.add_argument("epoch", type=_month)
        hold.add_argument("--document", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(getattr(self, f"_{options['act']}")(options))

    def _publish(self, options: dict[str, Any]) -> str:
        try:
            told = json.loads(options["file"].read_text())
            version = services.publish(signed_text=told, day=clock.today())
        except (OSError, ValueError) as error:
            raise CommandError(f"not readable: {error}") from error
        except services.BadManifest as refusal:
            raise CommandError(f"not published: {refusal.facts['reason']}") from refusal
        return f"manifest {version} is in force"

    def _pin(self, options: dict[str, Any]) -> str:
        told = {name: options[name] for name in ("key", "document", "version")}
        try:
            services.pin_oversight(**told, day=clock.today())
        except services.BadManifest as refusal:
            raise CommandError(f"not pinned: {refusal.facts['reason']}") from refusal
        mark = services.fingerprint(bytes.fromhex(options["key"]))
        return f"from now on lists of receivers are believed that this key signed: {mark}"

    def _release(self, options: dict[str, Any]) -> str:
        number = services.release(day=clock.today())
        services.write_back()
        return f"batch {number}"

    def _spool(self, options: dict[str, Any]) -> str:
        path = services.spool(folder=settings.SOI_SPOOL, day=clock.today())
        return f"spooled {path}" if path else "nothing is owed today"

    def _shred(self, options: dict[str, Any]) -> str:
        epoch = options["epoch"]
        try:
            act = services.empty if options["leave_keys"] else services.shred
            done = act(epoch=epoch, ground=options["ground"], day=clock.today())
        except services.NotShredded as refusal:
            raise CommandError(_why(epoch, refusal.facts)) from refusal
        services.scrub()
        keys = ", ".join(done.keys) or "no month yet"
        lines = [f"{epoch} is shredded; now destroy the officers' copies of the keys of: {keys}"]
        lines += [
            f"BUT copies of its boxes still open with keys of {one}, which stay until these are "
            f"shredded: {', '.join(months)}"
            for one, months in done.left.items()
        ]
        return "\n".join(lines)

    def _hold(self, options: dict[str, Any]) -> str:
        services.hold(
            epoch=options["epoch"], document=options["document"], day=clock.today()
        )  # fmt: skip
        return f"{options['epoch']} is held"


def _month(text: str) -> str:
    return services.epoch_of(date.fromisoformat(f"{text}-01"))


def _why(epoch: str, facts: dict[str, Any]) -> str:
    if facts["reason"] == "needed":
        months = ", ".join(facts["months"])
        return (
            f"keys of {epoch} may open boxes of {months}, for which somebody had no newer key in "
            "time. With --leave-keys its boxes go now, and its keys with the last of those months"
        )
    if facts["reason"] == "held":
        return f"a legal hold on {epoch} stands in the way"
    return f"{epoch} still runs"
