"""Carry what the sealed room laid down into the public record; this process sees no box."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from soi.record import queries
from soi.record import services as record
from soi.web import clock


class Command(BaseCommand):
    help = "Carry the sealed room's commitments into the public record."

    def handle(self, *args: Any, **options: Any) -> None:
        carried = 0
        for path in sorted(Path(settings.SOI_SPOOL).glob("*.json")):
            carried += self._file(path)
        self.stdout.write(f"{carried} carried")

    @transaction.atomic
    def _file(self, path: Path) -> int:
        told, stamp = json.loads(path.read_text()), clock.system_stamp()
        commitments = [bytes.fromhex(one) for one in told["commitments"]]
        count = record.carry(commitments=commitments, stamp=stamp)
        for one in told["events"]:
            subject = f"sealed:{one['name']}"[:60]
            if not queries.about(subject):
                record.append(kind=one["kind"], subject=subject, facts=one["facts"], stamp=stamp)
        # The name stays, so that the room lays down one file a day; a crash before this line
        # carries again, and finds every commitment here already.
        os.replace(path, path.with_name(f"{path.name}.done"))
        return count
