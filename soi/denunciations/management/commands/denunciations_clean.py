"""Clean a file of what it tells of its author, shut away from the network and the disk."""

import resource
import shutil
import subprocess
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

_SECONDS = 120
_MOST = 512 * 1024 * 1024  # bytes, of memory that unpacking takes and of what is written
_OWN = "/tmp"  # noqa: S108 - the cell's own, gone with it
# Nothing of the machine but its programs, read only; no network; one folder to work in.
_CELL = [
    "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
    "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib",
    "--symlink", "usr/lib64", "/lib64", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
    "--ro-bind-try", "/etc/mime.types", "/etc/mime.types", "--proc", "/proc", "--dev", "/dev",
    # A packed file that unfolds without end fills this, and nothing of the machine.
    "--size", str(_MOST), "--tmpfs", _OWN, "--setenv", "PATH", "/usr/bin", "--setenv", "HOME", _OWN,
]  # fmt: skip


class Command(BaseCommand):
    help = "Write a copy of FILE without its author, place and machine (mat2 in bubblewrap)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        cell, cleaner = shutil.which("bwrap"), shutil.which("mat2")
        if not cell or not cleaner:
            raise CommandError("this needs mat2 and bubblewrap: apt-get install mat2 bubblewrap")
        if not options["file"].is_file():
            raise CommandError(f"{options['file']} is not there")
        with tempfile.TemporaryDirectory() as folder:
            # The name is the sender's too.
            inside = Path(folder) / f"file{options['file'].suffix.lower()}"
            shutil.copyfile(options["file"], inside)
            command = [cell, *_CELL, "--bind", folder, "/work", "--chdir", "/work"]
            command += ["/usr/bin/mat2", "--inplace", inside.name]
            try:
                done = subprocess.run(  # noqa: S603 - our own command
                    command,
                    capture_output=True,
                    timeout=_SECONDS,
                    check=False,
                    preexec_fn=_limit,
                )
            except subprocess.TimeoutExpired as error:
                raise CommandError("the file took too long to clean: leave it shut") from error
            if done.returncode:
                raise CommandError("mat2 cannot clean this file: leave it shut")
            shutil.copyfile(inside, options["out"])
        options["out"].chmod(0o600)
        self.stdout.write(f"cleaned into {options['out']}")


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_FSIZE, _MOST), (resource.RLIMIT_AS, 8 * _MOST),
        (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
