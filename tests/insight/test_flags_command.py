import json
from pathlib import Path

import pytest

from soi.insight.management.commands import insight_flags
from soi.project import cli

SHORT = json.dumps(
    {"ocid": "ngắn", "tender": {"tenderPeriod": {"startDate": "2026-03-01T00:00:00Z",
                                                 "endDate": "2026-03-05T00:00:00Z"}}}
)  # fmt: skip


def run(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, *more: str
) -> tuple[int, str, str]:
    """Compute over these lines; gives exit code, output, errors."""
    (folder / "r.jsonl").write_text(text, encoding="utf-8")
    code = cli.main(["insight", "flags", f"{folder / 'r.jsonl'}", *more])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_json_has_cardinals_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "f.ini").write_text("[R003]\nthreshold = 10\n")

    code, out, _ = run(tmp_path, capsys, SHORT, "--settings", f"{tmp_path / 'f.ini'}", "--json")

    assert code == 0
    assert json.loads(out) == {"OCID": {"ngắn": {"R003": 1.0}}}


def test_what_the_file_cannot_tell_comes_before_the_flags(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(tmp_path, capsys, SHORT)

    assert code == 0
    assert "R024 Giá kế tiếp sát giá trúng: không tính được, thiếu bids.value" in out
    assert out.index("không tính được") < out.index("Cần xem lại")
    assert "vi phạm" not in out


def test_bad_lines_are_told_and_the_rest_used_only_when_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{SHORT}\n{{\n{SHORT}\n"

    refused, out, err = run(tmp_path, capsys, text, "--json")
    agreed, rest, _ = run(tmp_path, capsys, text, "--json", "--use-rest")

    assert (refused, out) == (1, "")
    assert "r.jsonl:2: dòng không phải JSON" in err
    assert "r.jsonl:3: hồ sơ này đã có" in err
    assert (agreed, json.loads(rest)["OCID"]["ngắn"]) == (0, {"R003": 1.0})


def test_settings_that_cannot_be_read_are_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.ini").write_text("[R003\n")

    code, _, err = run(tmp_path, capsys, SHORT, "--settings", f"{tmp_path / 'f.ini'}")

    assert code == 2
    assert err.count("\n") == 1


@pytest.mark.parametrize("twice", [False, True])
def test_a_large_file_read_by_several_gives_what_one_reader_gives(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    twice: bool,
) -> None:
    lines = [SHORT.replace("ngắn", f"mã {i}") for i in range(50)]
    text = "\n".join([*lines, lines[0]] if twice else lines)
    alone = run(tmp_path, capsys, text, "--json", "--use-rest")

    monkeypatch.setattr(insight_flags, "ALONE", 100)
    monkeypatch.setattr(insight_flags.os, "cpu_count", lambda: 3)

    assert run(tmp_path, capsys, text, "--json", "--use-rest") == alone
