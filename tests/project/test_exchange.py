"""A ward leaves in open formats and is built from them again, on either database."""

import json
import os
import subprocess

import pytest

from tests.servers import SOI, found_ward, scratch

HERE = os.environ.get("DATABASE_URL", "")  # the database that this run is for


def soi(data, url, *words):
    run = subprocess.run(
        [str(SOI), *words],
        env={**os.environ, "SOI_DATA": str(data), "SOI_DEMO": "0", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A ward on SQLite with a filing in it, and the folder that it was written to."""
    data = tmp_path_factory.mktemp("ward")
    found_ward(data, "")
    line = {"text": "Nắp cống vỡ trước cổng trường, mong phường xem", "kind": "phan_anh"}
    (data / "in.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    assert soi(data, "", "reports", "import", str(data / "in.jsonl"))[0] == 0
    (data / "media").mkdir(exist_ok=True)
    (data / "media" / "a.jpg").write_bytes(b"\xff\xd8")
    assert soi(data, "", "export", str(data / "out"))[0] == 0
    return data / "out"


@pytest.fixture
def database():
    return scratch(HERE, "exchange")


def told(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    return {**manifest, "at": ""}


def test_what_comes_out_goes_in_and_comes_out_the_same(exported, tmp_path, database):
    new = tmp_path / "new"
    new.mkdir()

    code, said, wrong = soi(new, database, "import", str(exported), "--json")

    assert (code, wrong) == (0, "")
    assert json.loads(said)["entries"] > 0
    assert soi(new, database, "export", str(tmp_path / "again"))[0] == 0
    assert told(tmp_path / "again") == told(exported)
    assert (new / "secret.key").read_text() == (exported / "secret.key").read_text()
    assert (new / "media" / "a.jpg").read_bytes() == b"\xff\xd8"


def test_the_new_ward_goes_on_with_the_next_number(exported, tmp_path, database):
    new = tmp_path / "new"
    new.mkdir()
    soi(new, database, "import", str(exported))
    line = {"text": "Đèn đường tắt ba đêm nay ở đầu hẻm", "kind": "phan_anh"}
    (new / "in.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")

    assert soi(new, database, "reports", "import", str(new / "in.jsonl"))[0] == 0

    assert soi(new, database, "export", str(tmp_path / "again"))[0] == 0
    numbers = told(exported)["numbers"]
    later = told(tmp_path / "again")["numbers"]
    assert {name: later[name] - last for name, last in numbers.items()} == {
        name: 1 if name[:2] in {"PA", "NV"} else 0 for name in numbers
    }


def test_a_changed_file_leaves_nothing_behind(exported, tmp_path, database):
    import shutil

    bad, new = tmp_path / "bad", tmp_path / "new"
    new.mkdir()
    shutil.copytree(exported, bad)
    rows = bad / "tables" / "duties_duty.jsonl"
    rows.write_text(rows.read_text("utf-8").replace("ubnd-phuong-mau", "mttq-phuong-mau"), "utf-8")
    rows.write_bytes(rows.read_bytes() + b"{}\n")

    code, _said, wrong = soi(new, database, "import", str(bad))

    assert (code, wrong.count("\n")) == (1, 1)
    assert "duties_duty was changed" in wrong
    assert not (new / "media" / "a.jpg").exists()
    assert soi(new, database, "import", str(exported))[0] == 0, "the way is still free"


def test_nothing_is_written_over(exported, tmp_path):
    new = tmp_path / "new"
    new.mkdir()
    soi(new, "", "import", str(exported))

    assert soi(new, "", "import", str(exported))[0] == 1
    assert soi(new, "", "export", str(exported))[0] == 1
