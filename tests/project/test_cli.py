import json
import os
import subprocess

import pytest

from soi.project import cli
from tests.servers import SOI


def soi(data, *words):
    run = subprocess.run(
        [str(SOI), *words],
        env={**os.environ, "SOI_DATA": str(data), "SOI_DEMO": "0", "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


def test_an_unknown_command_is_wrong_use_and_says_so_in_one_sentence(capsys):
    assert cli.main(["fly", "away"]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_no_command_is_wrong_use():
    assert cli.main([]) == 2


def test_a_noun_alone_tells_its_verbs(capsys):
    assert cli.main(["record", "--help"]) == 0

    told = capsys.readouterr().out
    assert "soi record audit LOG" in told
    assert "soi law" not in told


@pytest.mark.parametrize("words", [*cli.TWO_WORDS, *((word,) for word in cli.ONE_WORD)])
def test_every_command_has_help(words, capsys):
    assert cli.main([*words, "--help"]) == 0
    assert "usage:" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("backup",), ("law", "due"), ("doctor", "--fly")])
def test_wrong_arguments_are_wrong_use(words, capsys):
    assert cli.main(list(words)) == 2
    assert capsys.readouterr().err


def test_a_command_prepares_an_empty_folder_and_prints_nothing_but_its_json(tmp_path):
    code, out, _ = soi(tmp_path / "new", "doctor", "--json")

    findings = {one["name"]: one for one in json.loads(out)}
    assert code == 1  # nobody does the background work here
    assert findings["migrations"]["sound"]
    assert findings["guards"]["sound"]
    assert findings["files"]["sound"]
    assert not findings["work"]["sound"]
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_an_import_names_the_lines_it_did_not_take(tmp_path):
    lines = [
        '{"text": "Tôi khiếu nại quyết định số 12 về đất của tôi.", "kind": "khieu_nai"}',
        "not json",
        '{"text": "Tôi tố cáo ông chủ tịch nhận tiền.", "kind": "to_cao"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))

    code, out, err = soi(tmp_path, "reports", "import", str(tmp_path / "in.jsonl"), "--json")

    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["imported"] == 0
    assert [one["line"] for one in told["held"]] == [1, 2]
    assert [one["line"] for one in told["not_stored"]] == [3]
    assert "họ tên" in told["held"][0]["reason"]


def test_an_import_from_a_file_that_is_not_there_is_wrong_use(tmp_path):
    code, out, err = soi(tmp_path, "reports", "import", str(tmp_path / "none"))

    assert (code, out, err.count("\n")) == (2, "", 1)
