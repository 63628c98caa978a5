"""The sealed door as `soi serve` starts it, on a free port and a scratch folder."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from soi.project import serve
from tests.servers import SOI, free_port


class Door:
    """The door's web process, prepared with the demo's readers."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.environment = {
            **os.environ, "SOI_DATA": str(data), "SOI_SEALED_PORT": str(self.port),
            "SOI_SEALED_DATA": "", "SOI_DEMO": "1", "TMPDIR": str(data / "tmp"),
            "DJANGO_SETTINGS_MODULE": "soi.project.sealed",
        }  # fmt: skip
        (data / "tmp").mkdir(exist_ok=True)
        self.log = data / "door.log"

    def start(self) -> "Door":
        self.run("denunciations", "prepare")
        command = serve.sealed_commands(self.port)[0]
        command[command.index("--bind") + 1] = f"127.0.0.1:{self.port}"
        command[command.index("--worker-tmp-dir") + 1] = str(self.data / "tmp")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.root}/healthz", timeout=5).read()
                return self
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(self.log.read_text())

    @property
    def root(self) -> str:
        return f"http://localhost:{self.port}"

    def run(self, *words: str) -> str:
        command = [str(SOI), *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def workers(self) -> list[int]:
        done = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [self.process.pid, *map(int, done.stdout.split())]

    def kill(self) -> None:
        for pid in self.workers():
            subprocess.run(["kill", "-9", str(pid)], check=False)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)

    def key(self, login: str) -> Path:
        return next((self.data / "sealed/demo-keys").glob(f"{login}-*.key"))

    def memory(self) -> bytes:
        """Return everything that the door's processes have in memory; needs root."""
        whole = []
        for pid in self.workers():
            for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
                span, rights = line.split()[:2]
                if "r" not in rights or "[v" in line:
                    continue
                begin, end = (int(one, 16) for one in span.split("-"))
                try:
                    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
                        memory.seek(begin)
                        whole.append(memory.read(end - begin))
                except OSError:
                    continue
        return b"".join(whole)


if __name__ == "__main__":
    sys.exit(0)
