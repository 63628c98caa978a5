"""What Soi publishes is read by a log that is not ours: Go's, of golang.org/x/mod/sumdb."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from soi.core import tiles
from soi.record import queries, services
from tests.record.conftest import AT, tell
from tests.record.test_offline import lay

PROGRAM = Path(__file__).parent / "foreign" / "main.go"
GOPATH = Path(os.environ.get("GOPATH", "/usr/share/gocode"))


@pytest.fixture(scope="session")
def verifier(tmp_path_factory):
    """Build the foreign reader; skipped where Go or its library is missing."""
    if not shutil.which("go") or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("no Go here: install golang-go and golang-golang-x-mod-dev")
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {
        "GO111MODULE": "off", "GOPATH": str(GOPATH), "GOCACHE": str(folder / "cache"),
    }  # fmt: skip
    command = ["go", "build", "-o", str(folder / "verify"), str(PROGRAM)]
    subprocess.run(command, env=environment, check=True, timeout=300)
    return folder / "verify"


@pytest.fixture
def foreign(verifier):
    """Ask the foreign reader about a log; returns what it said, and whether it is content."""

    def foreign(folder, *given):
        command = [verifier, folder, (folder / "vkey").read_text().strip(), *given]
        found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return found.returncode == 0, found.stdout + found.stderr

    return foreign


@pytest.mark.parametrize("size", [1, 255, 256, 257, 66_000])
def test_a_log_of_any_size_is_sound(foreign, tmp_path, size):
    lay(tmp_path, size)

    sound, said = foreign(tmp_path)

    assert sound, said
    assert said.startswith(f"{size} entries, ")


@pytest.mark.django_db
def test_a_log_that_grew_is_sound_with_every_partial_file_and_proof(foreign, home, stamp, tmp_path):
    kept = []
    for number, step in enumerate([1, 254, 3, 300]):
        tell(stamp, step)
        services.publish(at=AT)
        path = tmp_path / f"{number}.proof"
        path.write_text(queries.open_proof(number) or "")
        kept.append(path)

    sound, said = foreign(home, *kept)

    assert sound, said
    assert said.endswith("4 proof files\n")


@pytest.mark.parametrize(
    "path", ["checkpoint", "tile/entries/000", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"]
)
def test_one_byte_changed_is_found(foreign, tmp_path, path):
    lay(tmp_path, 300)
    spoilt = bytearray((tmp_path / path).read_bytes())
    spoilt[5] ^= 1
    (tmp_path / path).write_bytes(spoilt)

    sound, said = foreign(tmp_path)

    assert not sound, said


def test_a_log_whose_tiles_fit_another_root_is_found(foreign, tmp_path):
    lay(tmp_path, 300)
    signed = (tmp_path / "checkpoint").read_text()
    lay(tmp_path, 300, data=lambda number: tiles.pack([bytes([number % 251])]) * 14)
    (tmp_path / "checkpoint").write_text(signed)

    sound, said = foreign(tmp_path)

    assert not sound, said
