"""The background work: the commands a timer would run, in a loop."""

import io
import os
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from soi.web import heartbeat

# seconds between two runs
_TASKS = {
    "duties_overdue": 600,
    "reports_expire": 600,
    "staging_clean": 3600,
    "offices_pass": 600,
    "carry": 60,
    "desk_remind": 600,
    "directives_remind": 3600,
    "complaints_expire": 3600,
}

# Each in a thread of its own: a slow mail server must not hold up the record, nor a long morning
# of reminders the mail.
_ALONE = ({"record_publish": 10}, {"deliver": 5})


class Command(BaseCommand):
    help = "Do the background work until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        parent = os.getppid()
        for tasks in _ALONE:
            threading.Thread(target=self._loop, args=(parent, tasks), daemon=True).start()
        self._loop(parent, _TASKS)

    def _loop(self, parent: int, tasks: Mapping[str, int]) -> None:
        last = dict.fromkeys(tasks, 0.0)
        while os.getppid() == parent:
            if tasks is _TASKS:
                heartbeat.beat()
            for task, pause in tasks.items():
                if time.monotonic() - last[task] >= pause or not last[task]:
                    last[task] = time.monotonic()
                    self._run(task)
            due = min(last[task] + pause for task, pause in tasks.items())
            time.sleep(min(2.0, max(0.1, due - time.monotonic())))

    def _run(self, task: str) -> None:
        close_old_connections()
        try:
            call_command(task, stdout=io.StringIO())
        except Exception as error:  # noqa: BLE001 - one task that fails must not stop the others
            self.stderr.write(f"{task}: {error}")
