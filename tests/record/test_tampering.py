"""Ten ways to falsify a published log; each is found and called by its name.

Against a directory that the integrator has published and the command `soi record`, as anybody
would use it; what only the database shows is found when the background work starts.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from soi.core import merkle, notes, tiles
from soi.core.notes import ED25519, Checkpoint, Signer
from soi.record import services
from soi.record.models import Leaf, Log
from soi.record.offline import main as cli
from soi.record.services.keys import log_signer
from tests.record.conftest import AT, lift, lose, restart, tell
from tests.record.witnesses import policy, served

pytestmark = pytest.mark.django_db
SIZE = 700


@pytest.fixture
def log(started, stamp):
    """A published log of 700 entries that was published at 300 before; `kept` lies beside it."""
    tell(stamp, 300)
    services.publish(at=AT)
    shutil.copytree(started, started.with_name("old"))
    tell(stamp, SIZE - 300)
    services.publish(at=AT)
    shutil.copy(started / "checkpoint", started.with_name("kept"))
    watch(started)
    return started


def told(words, capsys):
    capsys.readouterr()
    code = cli.main([*words, "--json"])
    out = capsys.readouterr().out
    return code, [(one["name"], one["text"]) for one in json.loads(out)["faults"]]


def audit(log, capsys, *more):
    return told(["audit", str(log), "--key", str(log_signer("2026").key), *more], capsys)


def watch(log):
    key = str(log_signer("2026").key)
    return cli.main(["watch", str(log), "--key", key, "--state", str(log.with_name("state"))])


def started_again(stamp):
    """Start the background work; returns why the log is frozen then."""
    restart()
    tell(stamp)
    assert services.publish(at=AT) is None
    return Log.objects.get().frozen_why


def forge(log, size, data, signer):
    """Write a whole other log over the published one, as its keeper could."""
    shutil.rmtree(log / "tile")
    edge, parts = tiles.Edge(), {}
    for level, at, row in edge.extend(merkle.leaves(data)):
        parts[tiles.path(level, at)] = row
    for level, at, row in edge.partial():
        parts[tiles.path(level, at, len(row) // 32)] = row
    for number, width in tiles.bundles(size):
        parts[tiles.bundle_path(number, width)] = tiles.pack(data[number * 256 :][:width])
    for path, row in parts.items():
        (log / path).parent.mkdir(parents=True, exist_ok=True)
        (log / path).write_bytes(row)
    point = Checkpoint(signer.name, size, edge.root())
    (log / "checkpoint").write_text(f"{point}\n{notes.sign(point, signer)}")


def entries_of(log):
    found = []
    for number, width in tiles.bundles(SIZE):
        found += tiles.unpack((log / tiles.bundle_path(number, width)).read_bytes(), width)
    return found


def flip(path, place):
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(bytes(data))


def test_the_log_as_it_is_stands_every_check(log, capsys, stamp):
    soi = Path(sys.executable).parent / "soi"
    for words in (["audit", log], ["watch", log, "--state", log.with_name("other")]):
        done = subprocess.run([soi, "record", *words], capture_output=True, check=False, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    assert audit(log, capsys, "--kept", str(log.with_name("kept"))) == (0, [])
    restart()
    tell(stamp)
    assert services.publish(at=AT).size == SIZE + 1


def test_1_an_edited_row_is_found_at_the_start(log, stamp):
    lift("leaf")
    Leaf.objects.filter(pk=17).update(data=b"\1\1" + b"x" * 40)

    words = "edited: 1 rows are not what was published, at 17"
    assert services.reread() == words
    assert started_again(stamp) == words


def test_2_a_deleted_row_is_found_at_the_start(log, stamp):
    lift("leaf")
    Leaf.objects.filter(pk=17).delete()

    assert started_again(stamp) == "deleted: 1 rows are gone, the first at 17"


def test_3_swapped_rows_are_found_at_the_start(log, stamp):
    lift("leaf")
    one, two = Leaf.objects.get(pk=17).data, Leaf.objects.get(pk=400).data
    Leaf.objects.filter(pk=17).update(data=two)
    Leaf.objects.filter(pk=400).update(data=one)

    assert started_again(stamp) == "swapped: 2 rows are not what was published, at 17, 400"


def test_4_an_edited_tile_is_found_by_audit(log, capsys):
    flip(log / "tile/0/001", 5 * 32)

    assert audit(log, capsys) == (
        1,
        [("tile", "tile/0/001 does not fit its entries, first at 261")],
    )


def test_5_an_edited_bundle_is_found_by_audit(log, capsys):
    flip(log / "tile/entries/000", 17 * 44 + 20)

    code, faults = audit(log, capsys)
    assert code == 1
    assert faults[0] == (
        "bundle",
        "tile/entries/000 does not fit the signed tiles, first at 17",
    )


def test_6_a_truncated_log_is_found_by_audit(log, capsys):
    for path in (log / "tile/entries").rglob("*"):
        if path.is_file() and path != log / "tile/entries/000":
            path.unlink()

    assert audit(log, capsys) == (
        1,
        [
            (
                "truncated",
                "tile/entries/001 is not there: the log ends at 256, the checkpoint says 700",
            )
        ],
    )


def test_7_a_restored_old_backup_is_found_by_audit_watch_and_at_the_start(log, capsys, stamp):
    current = log.with_name("current-files")
    log.rename(current)
    log.with_name("old").rename(log)
    words = f"the record had {SIZE} entries and has 300"

    assert audit(log, capsys, "--kept", str(log.with_name("kept"))) == (1, [("rollback", words)])
    assert watch(log) == 1
    shutil.rmtree(log)
    current.rename(log)
    old = {"size": 300, "first": 0, "edge": edge_of(log, 300)}
    lose(old)
    restart()
    tell(stamp)
    assert services.publish(at=AT) is None
    why = Log.objects.get().frozen_why
    assert why == f"rollback: the database ends at 301, signed.log says {SIZE}"


def edge_of(log, size):
    edge = tiles.Edge()
    edge.extend(merkle.leaves(entries_of(log)[:size]))
    return edge.to_bytes()


def test_8_a_forged_checkpoint_is_found_by_audit_and_at_the_start(log, capsys, stamp):
    text = (log / "checkpoint").read_text()
    (log / "checkpoint").write_text(text.replace(f"\n{SIZE}\n", f"\n{SIZE - 1}\n"))

    code, faults = audit(log, capsys)
    assert (code, faults[0][0]) == (1, "forged")
    assert watch(log) == 1
    assert started_again(stamp).startswith("forged: the published checkpoint is not ours")


def test_9_a_fork_of_the_same_size_is_found_by_audit_watch_a_witness_and_at_the_start(
    log, capsys, stamp, tmp_path
):
    with served(tmp_path / "front", "front", str(log_signer("2026").key)) as front:
        (log.parent / "policy").write_text(policy(front))
        services.publish(at=AT)
        data = entries_of(log)
        forge(log, SIZE, [*data[:17], data[18], data[17], *data[19:]], log_signer("2026"))

        assert audit(log, capsys) == (0, []), "alone it looks whole: only memory finds it"
        words = [("fork", f"two roots at size {SIZE}")]
        assert audit(log, capsys, "--kept", str(log.with_name("kept"))) == (1, words)
        assert watch(log) == 1
        note = (log / "checkpoint").read_text()
        from soi.core.witnessing import Request
        from soi.record.services import calling

        assert calling.post(front.url, str(Request(SIZE, (), note)))[0] == 422
        assert started_again(stamp) == f"fork: checkpoint signed another root at size {SIZE}"


def test_10_a_wrong_key_is_found_by_audit_and_at_the_start(log, capsys, stamp):
    thief = Signer(log_signer("2026").name, ED25519, b"t" * 32)
    forge(log, SIZE, entries_of(log), thief)

    code, faults = audit(log, capsys)
    assert (code, faults[0][0]) == (1, "key")
    assert thief.key.id.hex() in faults[0][1]
    assert watch(log) == 1
    assert started_again(stamp).startswith("forged: the published checkpoint is not ours")
