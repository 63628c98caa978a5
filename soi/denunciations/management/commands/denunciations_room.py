"""The room's own housekeeping, one act a call."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soi.denunciations import services
from soi.web import clock


class Command(BaseCommand):
    help = "publish FILE | release | spool | shred EPOCH --ground … | hold EPOCH --document …"

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("publish").add_argument("file", type=Path)
        acts.add_parser("release")
        acts.add_parser("spool")
        shred = acts.add_parser("shred")
        shred.add_argument("epoch")
        shred.add_argument("--ground", required=True)
        hold = acts.add_parser("hold")
        hold.add_argument("epoch")
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

    def _release(self, options: dict[str, Any]) -> str:
        return f"batch {services.release(day=clock.today())}"

    def _spool(self, options: dict[str, Any]) -> str:
        path = services.spool(folder=settings.SOI_SPOOL, day=clock.today())
        return f"spooled {path}" if path else "nothing is owed today"

    def _shred(self, options: dict[str, Any]) -> str:
        done = services.shred(
            epoch=options["epoch"], ground=options["ground"], day=clock.today()
        )  # fmt: skip
        if not done:
            raise CommandError("a legal hold stands in the way, or the epoch still runs")
        services.scrub()
        return f"{options['epoch']} is shredded; now destroy the officers' copies of its keys"

    def _hold(self, options: dict[str, Any]) -> str:
        services.hold(
            epoch=options["epoch"], document=options["document"], day=clock.today()
        )  # fmt: skip
        return f"{options['epoch']} is held"
