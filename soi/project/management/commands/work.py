"""The background work: the commands a timer would run, in a loop."""

import io
import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from soi.core.rooms import house
from soi.web import heartbeat


class Command(BaseCommand):
    help = "Do the background work until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        parent = os.getppid()
        tasks = house().tasks
        # Each in a thread of its own: a slow mail server must not hold up the record, nor a long
        # morning of reminders the mail.
        for task in tasks:
            if task.alone:
                alone = (parent, {task.command: task.every}, lambda: None)
                threading.Thread(target=self._loop, args=alone, daemon=True).start()
        together = {task.command: task.every for task in tasks if not task.alone}
        self._loop(parent, together, heartbeat.beat)

    def _loop(self, parent: int, tasks: Mapping[str, int], beat: Callable[[], object]) -> None:
        last = dict.fromkeys(tasks, 0.0)
        while os.getppid() == parent:
            beat()
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
