"""Audit, verification, watching and witnesses: every kind of tampering is found and named."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from soi.core import entries, merkle, notes, proofs, tiles
from soi.core.entries import Class, Entry
from soi.core.notes import ED25519, OWN, Checkpoint, Signer
from soi.record.offline import main as cli
from soi.record.offline import watch
from soi.record.offline.audit import audit
from soi.record.offline.source import Source

LOG = Signer("soi.example/record/2026", ED25519, b"l" * 32)
PROMISE = Signer("soi.example/record/2026/promise", OWN, b"p" * 32)
DAY = date(2026, 3, 2)
AT = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp())


def entry(number: int) -> bytes:
    return Entry(Class.OPEN, 1, DAY, number.to_bytes(32)).to_bytes()


def point(size, log=LOG, data=entry):
    root = merkle.root(merkle.leaf(data(number)) for number in range(size))
    return Checkpoint(log.name, size, root)


def note(checkpoint, log=LOG, *lines):
    return f"{checkpoint}\n{notes.sign(checkpoint, log)}" + "".join(lines)


def lay(folder, size, data=entry):
    """Write a small log as its keeper would."""
    edge, told = tiles.Edge(), [data(number) for number in range(size)]
    made = {tiles.path(level, at): row for level, at, row in edge.extend(merkle.leaves(told))}
    made |= {tiles.path(level, at, len(row) // 32): row for level, at, row in edge.partial()}
    for number, width in tiles.bundles(size):
        made[tiles.bundle_path(number, width)] = tiles.pack(told[number * 256 :][:width])
    for path, row in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(row)
    (folder / "checkpoint").write_text(note(point(size, data=data)))
    (folder / "vkey").write_text(str(LOG.key))
    (folder / "promise.vkey").write_text(str(PROMISE.key))
    return made


@pytest.fixture
def log(tmp_path):
    lay(tmp_path / "log", 300)
    return tmp_path / "log"


def faults(folder, **more):
    return {name for name, _ in audit(Source(str(folder)), LOG.key, **more).faults}


def test_a_whole_log_is_sound(log):
    found = audit(Source(str(log)), LOG.key)

    assert (found.faults, found.classes) == ([], {"open": 300})
    assert cli.main(["audit", str(log)]) == 0


def test_every_file_matters_byte_by_byte(log):
    needed = [path for path in (log / "tile").rglob("*") if path.is_file()]
    for path in [*needed, log / "checkpoint"]:
        data = path.read_bytes()
        for place in {0, 1, 2, 5, len(data) // 2, len(data) - 1, *range(7, len(data), 997)}:
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert faults(log), (path, place)
        for spoilt in (b"", data[:-1], data + b"\0"):
            path.write_bytes(spoilt)
            assert faults(log), path
        path.unlink()
        assert faults(log) & {"missing", "truncated"}
        path.write_bytes(data)
    assert faults(log) == set()


def test_an_edited_entry_is_found_and_placed(log):
    path = log / tiles.bundle_path(0)
    told = tiles.unpack(path.read_bytes(), 256)
    told[17] = Entry(Class.OPEN, 1, DAY, b"e" * 32).to_bytes()
    path.write_bytes(tiles.pack(told))

    found = audit(Source(str(log)), LOG.key)

    assert found.faults[0][0] == "bundle"
    assert "first at 17" in found.faults[0][1]


@pytest.mark.parametrize("spoil", ["swapped", "deleted"])
def test_rows_changed_with_their_tiles_do_not_lead_to_the_signed_root(log, spoil):
    def other(number):
        if spoil == "swapped":
            return entry({3: 4, 4: 3}.get(number, number))
        return entry(number + (number >= 5))

    signed = (log / "checkpoint").read_text()
    lay(log, 300, other)
    (log / "checkpoint").write_text(signed)

    assert faults(log) == {"root"}


def test_a_truncated_log_is_found(log):
    shutil.rmtree(log / "tile")
    lay(log, 200)
    (log / "checkpoint").write_text(note(point(300)))

    assert "truncated" in faults(log)


def test_a_forged_checkpoint_and_a_wrong_key_are_found(log):
    other = Signer(LOG.name, ED25519, b"o" * 32)
    (log / "checkpoint").write_text(note(point(300), other))

    assert faults(log) == {"key"}
    assert cli.main(["audit", str(log), "--key", str(LOG.key)]) == 1
    (log / "checkpoint").write_text(note(point(300)).replace("\n300\n", "\n299\n"))
    assert faults(log) == {"forged"}


def test_a_restored_old_log_and_a_fork_are_found_by_whoever_kept_a_checkpoint(tmp_path, log):
    kept = point(300)
    lay(tmp_path / "old", 200)
    lay(tmp_path / "same", 300, lambda n: entry(n + (n == 7) * 1000))
    lay(tmp_path / "longer", 400, lambda n: entry(n + (n == 7) * 1000))
    lay(tmp_path / "honest", 400)

    assert faults(tmp_path / "old", kept=kept) == {"rollback"}
    assert faults(tmp_path / "same", kept=kept) == {"fork"}
    assert faults(tmp_path / "longer", kept=kept) == {"fork"}
    assert faults(tmp_path / "honest", kept=kept) == set()


def test_an_entry_dated_after_it_was_witnessed_is_found(tmp_path):
    def late(number):
        return Entry(Class.OPEN, 1, DAY + timedelta(days=9 * number), b"c" * 32).to_bytes()

    lay(tmp_path, 2, late)
    own = Signer("w", notes.COSIGNATURE, b"w" * 32)
    there = point(2, data=late)
    (tmp_path / "checkpoint").write_text(note(there, LOG, str(notes.cosign(there, own, AT))))

    assert faults(tmp_path, witnesses=[own.key]) == {"day"}


def test_a_quorum_that_is_not_met_is_a_finding(tmp_path, log, capsys):
    own = Signer("w", notes.COSIGNATURE, b"w" * 32)
    (tmp_path / "policy").write_text(f"witness w {own.key}\nquorum w\n")

    assert cli.main(["audit", str(log), "--policy", str(tmp_path / "policy"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["name"] == "quorum"
    (log / "checkpoint").write_text(note(point(300), LOG, str(notes.cosign(point(300), own, AT))))
    assert cli.main(["audit", str(log), "--policy", str(tmp_path / "policy")]) == 0


def proof_file(log, index, size=300):
    reader = tiles.Reader(size, lambda path: (log / path).read_bytes())
    there = (log / "checkpoint").read_text()
    return str(proofs.Proof(index, tuple(reader.inclusion(index)), there, entry(index)))


def test_a_proof_file_is_verified_without_the_log(tmp_path, log, capsys):
    path = tmp_path / "PA.tlog-proof"
    path.write_text(proof_file(log, 123))

    assert cli.main(["verify", str(path), "--key", str(LOG.key), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["index"], told["trusts_log"]) == ("proved", 123, False)
    assert cli.main(["verify", str(path), "--log", str(log)]) == 0
    assert cli.TRUSTS in capsys.readouterr().out
    path.write_text(proof_file(log, 123).replace("index 123", "index 124"))
    assert cli.main(["verify", str(path), "--key", str(LOG.key)]) == 1


def promise(number, day=DAY):
    given = proofs.promise(number.to_bytes(32), Class.SEALED, day, PROMISE)
    return proofs.to_text(given, b"s" * 32)


@pytest.mark.parametrize(
    ("text", "code", "verdict"),
    [
        (promise(7), 0, "proved"),
        (promise(4000, date(2199, 1, 1)), 0, "waiting"),
        (promise(4000), 1, "broken"),
        ("SOI1:" + promise(7)[9:], 1, "false"),
    ],
)
def test_a_receipt_is_kept_waiting_broken_or_false(log, text, code, verdict, capsys):
    assert cli.main(["verify", text, "--log", str(log), "--json"]) == code
    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


def forge(log, place, data, number=0, width=256):
    """Serve a bundle with one entry written over; checkpoint and tiles stay as they were."""
    path = log / tiles.bundle_path(number, width)
    told = tiles.unpack(path.read_bytes(), width)
    told[place] = data
    path.write_bytes(tiles.pack(told))


@pytest.mark.parametrize("missing", [4000, 17])
def test_no_promise_is_kept_or_broken_by_a_bundle_that_was_written_over(log, capsys, missing):
    # The dropped filing shown in one forged bundle; and one that is in, hidden by another.
    forge(log, 17, entry(4000))

    assert cli.main(["verify", promise(missing), "--log", str(log), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "false"
    assert "what the record serves as its entries is not what it has signed" in told["said"][-1]


def test_no_promise_is_kept_by_a_forged_bundle_and_its_forged_tile(log, capsys):
    # Only the tiles of the right edge lead to the root by themselves.
    forge(log, 17, entry(4000))
    told = tiles.unpack((log / tiles.bundle_path(0)).read_bytes(), 256)
    (log / tiles.path(0, 0)).write_bytes(b"".join(merkle.leaves(told)))

    assert cli.main(["verify", promise(4000), "--log", str(log), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "false"


def test_a_promise_held_against_a_log_says_that_its_signature_was_taken_from_there(log, capsys):
    words = ["verify", promise(7), "--log", str(log), "--key", str(PROMISE.key)]

    assert cli.main(words) == 0
    assert cli.TRUSTS in capsys.readouterr().out


def test_where_bundle_and_tile_were_both_written_over_neither_is_called_signed(log):
    forge(log, 17, entry(4000))
    told = merkle.leaves(tiles.unpack((log / tiles.bundle_path(0)).read_bytes(), 256))
    (log / tiles.path(0, 0)).write_bytes(b"".join([*told[:3], b"x" * 32, *told[4:]]))

    found = audit(Source(str(log)), LOG.key).faults

    assert not [words for _, words in found if "signed tiles" in words]
    assert "tile" in {name for name, _ in found}


def test_a_watch_does_not_count_what_it_could_not_read(tmp_path, log, capsys):
    words = ["watch", str(log), "--state", str(tmp_path / "state"), "--json"]
    assert cli.main(words) == 0
    lay(log, 310)
    forge(log, 50, entry(4000), 1, 54)
    capsys.readouterr()

    for _ in range(2):
        assert cli.main(words) == 1
        assert json.loads(capsys.readouterr().out)["faults"][0]["name"] == "bundle"


def test_a_watch_names_a_signed_entry_that_is_none(tmp_path, capsys):
    lay(tmp_path / "log", 3, lambda number: entry(number) if number else b"\1\7" + bytes(40))

    assert cli.main(["watch", str(tmp_path / "log"), "--state", str(tmp_path / "state")]) == 1
    assert "entry 0 is no entry" in capsys.readouterr().out


def test_a_receipt_alone_is_genuine_or_not(capsys):
    assert cli.main(["verify", promise(7), "--key", str(PROMISE.key)]) == 0
    other = Signer(PROMISE.name, OWN, b"o" * 32)
    assert cli.main(["verify", promise(7), "--key", str(other.key)]) == 1


@pytest.mark.parametrize("words", [[], ["verify"], ["verify", "nothing"], ["verify", promise(1)],
                                   ["dance"], ["audit", "x", "--key", "y"]])  # fmt: skip
def test_wrong_use_is_wrong_use(words):
    assert cli.main(words) == 2


def test_what_was_sent_is_held_against_the_entry(tmp_path):
    salts, text = (b"1" * 32, b"2" * 32), "Nắp cống vỡ"
    mark = entries.commitment(salts[1], text.encode()).hex()
    payload = entries.canonical({"attachments": [mark]})
    whole = Entry(Class.SEALED, 1, DAY, entries.commitment(salts[0], payload)).to_bytes()
    there = Checkpoint(LOG.name, 1, merkle.leaf(whole))
    (tmp_path / "p").write_text(str(proofs.Proof(0, (), note(there), whole)))
    told = {"payload": payload.decode(), "salt": salts[0].hex()}
    told["parts"] = {"text": {"text": text, "salt": salts[1].hex()}}
    (tmp_path / "d").write_text(json.dumps(told))
    words = ["verify", str(tmp_path / "p"), "--key", str(LOG.key)]
    words += ["--disclosure", str(tmp_path / "d")]

    assert cli.main(words) == 0
    told["parts"]["text"]["text"] = "Nắp cống lành"
    (tmp_path / "d").write_text(json.dumps(told))
    assert cli.main(words) == 1


def test_a_watch_sees_growth_rollback_and_fork(tmp_path, log, capsys):
    words = ["watch", str(log), "--state", str(tmp_path / "state"), "--json"]
    assert cli.main(words) == 0
    capsys.readouterr()
    lay(log, 200)
    assert cli.main(words) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["name"] == "rollback"
    lay(log, 300, lambda n: entry(n + (n == 7) * 1000))
    assert cli.main(words) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["name"] == "fork"


def test_a_watch_names_an_entry_that_was_dated_back(tmp_path, log, capsys):
    words = ["watch", str(log), "--state", str(tmp_path / "state"), "--json"]
    cli.main(words)
    capsys.readouterr()
    lay(log, 301)  # the new one is of 2 March 2026 and appears now

    assert cli.main(words) == 1
    assert json.loads(capsys.readouterr().out)["faults"] == [
        {"name": "day", "text": "entry 300 appeared now and is dated 2026-03-02"}
    ]


class Remote(Source):
    """A log on the disk that answers as one over the network does."""

    def __init__(self, place):
        super().__init__(str(place))
        self.is_remote = True

    def _fetched(self, path):
        return Path(self.place, path).read_bytes()


def test_a_watch_counts_a_duty_that_was_erased_and_does_not_name_it(tmp_path):
    salt, folder, now = b"s" * 32, tmp_path / "log", datetime(2026, 3, 2, 9, tzinfo=UTC)
    facts = {"due_on": "2026-03-09", "holder": "x"}
    told = {"type": "duty.assigned", "case": "duty:NV-1", "day": "2026-03-02", "prev": ""}
    payload = entries.canonical({**told, "unit": 1, "body": {"facts": facts}, "attachments": []})
    line = Entry(Class.OPEN, 1, DAY, entries.commitment(salt, payload)).to_bytes()
    lay(folder, 1, lambda number: line)
    (folder / "entry").mkdir()
    (folder / "entry" / "0").write_text(
        json.dumps({"salt": salt.hex(), "payload": payload.decode()})
    )
    api = tmp_path / "pages" / "api" / "v1"
    api.mkdir(parents=True)
    page = api / "duties?limit=200"
    row = {"number": "NV-1", "due_on": "2026-03-09"}
    page.write_text(json.dumps({"items": [row], "next": ""}))

    def look():
        state, pages = tmp_path / "state", str(tmp_path / "pages")
        return watch.look(Remote(folder), LOG.key, [], state, now, pages)

    assert look().faults == []
    page.write_text(json.dumps({"items": [], "next": ""}))
    (folder / "entry" / "0").unlink()

    seen = [look(), look(), look()]

    assert [one.faults for one in seen] == [[], [], []]
    assert "lost their content: 1" in seen[0].summary
