"""The processes of one ward: the web, the background work, and who watches over them.

Everything stays in one process group. Whoever dies is started again; when this process ends,
however it ends, the others end too.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
_PR_SET_PDEATHSIG = 1


class Supervisor:
    """Starts the commands, keeps them running, ends them together.

    port, before: the first `before` commands start at once; the others once somebody answers
    at `port`, so that the web is there first on a machine with few processors
    """

    def __init__(
        self, commands: Sequence[Sequence[str]], port: int = 0, before: int | None = None
    ) -> None:
        self.commands = [list(command) for command in commands]
        self.port, self.before = port, len(self.commands) if before is None else before
        self.running: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def run(self) -> None:
        """Run until SIGTERM or Ctrl-C."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.running = [self._start(command) for command in self.commands[: self.before]]
        self._wait_for_the_first()
        self.running += [self._start(command) for command in self.commands[self.before :]]
        while not self.stopping:
            time.sleep(0.2)
            for index, process in enumerate(self.running):
                if process.poll() is not None and not self.stopping:
                    time.sleep(0.3)  # a command that dies at once must not burn the processor
                    self.running[index] = self._start(self.commands[index])
        self._end()

    def _wait_for_the_first(self) -> None:
        deadline = time.monotonic() + 15  # whoever is ill is restarted below, with all there
        while self.port and not self.stopping and time.monotonic() < deadline:
            if taken(self.port):
                return
            time.sleep(0.05)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=environment,
            preexec_fn=_die_with_parent,
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> None:
        for process in self.running:
            process.terminate()
        deadline = time.monotonic() + 10
        for process in self.running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def taken(port: int) -> bool:
    """Return whether somebody else listens here already."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((_host(), port))
        except OSError:
            return True
    return False


def _host() -> str:
    return os.environ.get("SOI_BIND", "127.0.0.1")


def _die_with_parent() -> None:
    if sys.platform == "linux":
        # Killed outright, a supervisor cannot tell its children; the kernel can.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def web_command(port: int, workers: int) -> list[str]:
    """Return the command that serves the web on this machine, or where SOI_BIND says."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "soi.project.wsgi:application",
        "--bind",
        f"{_host()}:{port}",
        "--workers",
        str(workers),
        "--worker-class",
        "soi.project.patience.PatientWorker",
        "--threads",
        "4",
        "--preload",
        "--timeout",
        "60",
        "--graceful-timeout",
        "8",
        "--max-requests",
        "20000",
        "--max-requests-jitter",
        "2000",
        "--worker-tmp-dir",
        "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: S108 - gunicorn's own file
        "--log-level",
        "warning",
        "--logger-class",
        "soi.project.voice.Voice",
        "--limit-request-line",
        "8190",
        "--no-control-socket",
        "--no-sendfile",  # it would wait for whoever takes nothing
    ]  # no access log: who asked for what is nobody's business


def sealed_commands(port: int, threads: int = 8) -> list[list[str]]:
    """Return the commands of the sealed door: one process that answers, one that works.

    One process, so that its memory stays small and codes are stretched one at a time.
    """
    web = web_command(port, 1)
    web[web.index("soi.project.wsgi:application")] = "soi.project.sealed_wsgi:application"
    web[web.index("--threads") + 1] = str(threads)
    web[web.index("--log-level") + 1] = "critical"  # an error's words may be a denouncer's
    web.remove("--preload")
    return [web, [sys.executable, "-m", "soi.project.cli", "denunciations", "work"]]


def work_command() -> list[str]:
    """Return the command that does the background work."""
    return [sys.executable, "-m", "soi.project.cli", "work"]
