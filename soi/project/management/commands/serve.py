"""Serve the web and the background work until Ctrl-C."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from soi.law import services as law
from soi.offices import queries as offices
from soi.offices import services as offices_services
from soi.project import cli, serve, witnesses
from soi.web import clock, logs


class Command(BaseCommand):
    help = "Serve the web and the background work until Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        if serve.taken(settings.SOI_PORT):
            raise CommandError(f"port {settings.SOI_PORT} is in use; name another in SOI_PORT")
        if serve.taken(settings.SOI_SEALED_PORT):
            port = settings.SOI_SEALED_PORT
            raise CommandError(f"port {port} is in use; name another in SOI_SEALED_PORT")
        with self._door():
            cli.prepare()
            self._static_files()
            self._ward()
        self._greet()
        workers = int(os.environ.get("SOI_WORKERS", "2"))
        web = serve.web_command(settings.SOI_PORT, workers)
        door = serve.sealed_commands(settings.SOI_SEALED_PORT)
        # Nobody else sees a demo's record, so it brings two witnesses along.
        watching = witnesses.commands() if settings.SOI_DEMO and not settings.SOI_WITNESSES else []
        commands = [web, serve.work_command(), *door, *watching]
        serve.Supervisor(commands, port=settings.SOI_PORT, before=2).run()

    @contextmanager
    def _door(self) -> Iterator[None]:
        """Make the sealed door ready beside what else there is to do."""
        # In a process of its own: this one never has the sealed room's settings or keys.
        command = [sys.executable, "-m", "soi.project.cli", "denunciations", "prepare"]
        environment = {**os.environ, "PYTHONPATH": str(serve.ROOT)}
        with subprocess.Popen(command, env=environment) as process:  # noqa: S603
            yield
        if process.returncode:
            raise CommandError("the sealed door could not be made ready")

    def _ward(self) -> None:
        if offices.chart(clock.today()).ward_name():
            return
        if settings.SOI_DEMO:
            with logs.without_events():
                call_command("demo", "--quiet", stdout=io.StringIO())
        elif os.environ.get("SOI_WARD") == "demo":  # its offices and rules, and nothing more
            stamp = clock.system_stamp()
            law.load_demo(stamp=stamp)
            offices_services.load_demo_ward(stamp=stamp)

    def _static_files(self) -> None:
        stamp = settings.STATIC_ROOT / "stamp"
        sources = list((settings.BASE_DIR / "soi").glob("*/static/**/*"))
        newest = str(max((path.stat().st_mtime_ns for path in sources), default=0))
        if not stamp.exists() or stamp.read_text() != newest:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(newest)

    def _greet(self) -> None:
        self.stdout.write(f"\nSoi: http://localhost:{settings.SOI_PORT}")
        self.stdout.write(
            f"  sealed door: http://localhost:{settings.SOI_SEALED_PORT}/denunciations/"
        )
        if settings.SOI_DEMO:
            self.stdout.write(
                "  demo log-ins: mot-cua, phong-kt, van-phong, lanh-dao, mat-tran;"
                " password soi-mau-2026\n"
                "  look first: send a report at /reports/new/, then sign in at"
                " /accounts/login/ as mot-cua\n"
                "  reading room of the sealed door: /denunciations/room/, phrase"
                " “soi mau 2026 chanh-thanh-tra”;\n"
                "  its keys as files: SOI_DATA/sealed/demo-keys"
            )
        self.stdout.flush()
