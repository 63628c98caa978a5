"""The room's background work: batches at fixed hours, commitments and a notice once a day."""

import logging
import os
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from soi.denunciations import queries, services
from soi.web import clock, logs

_DEMO_PAUSE = 5


class Command(BaseCommand):
    help = "Release and spool until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        parent, done = os.getppid(), _slot()
        while os.getppid() == parent:
            close_old_connections()
            try:
                done = self._turn(done)
                self._remind(done)
            except Exception as error:  # noqa: BLE001 - the next turn may go better
                self.stderr.write(f"denunciations: {type(error).__name__}")
            time.sleep(_DEMO_PAUSE)

    def _remind(self, slot: str) -> None:
        # After the day's first fixed hour, whatever it brought: the clock alone decides.
        if slot[11:] or not settings.SOI_SEALED_HOURS:
            to = services.addresses(settings.SOI_SEALED_NOTICE)
            services.remind(to=to, day=clock.today())

    def _turn(self, done: str) -> str:
        today = clock.today()
        services.count_month(day=today)
        services.publish_scripts(day=today)  # what is changed while the room runs is told as well
        for version in queries.strangers():
            logs.note("manifest.not_signed", level=logging.ERROR, version=version)
        services.spool(folder=settings.SOI_SPOOL, day=today - timedelta(days=1))
        now = _slot()
        # In the demo nobody waits for an hour; a real room has its fixed ones.
        if now != done or (not settings.SOI_SEALED_HOURS and queries.is_waiting()):
            services.release(day=today)
            services.write_back()
        return now


def _slot() -> str:
    """Return the last fixed hour that is past, with its day."""
    moment = timezone.localtime(clock.now())
    hours = sorted(filter(None, settings.SOI_SEALED_HOURS.split(",")))
    past = [one for one in hours if one <= moment.strftime("%H:%M")]
    return f"{moment:%Y-%m-%d} {past[-1] if past else ''}" if hours else ""
