import json
import sys
from pathlib import Path

import pytest

from soi.project import cli

GEO = "a 16.01 108.24\nb 16.02 108.24\nc 16.03 108.24\n"
CASES = "\n".join(f"{place} 1 2026/03/{day:02d}" for place in "abc" for day in range(1, 28, 2))


def run(
    folder: Path, capsys: pytest.CaptureFixture[str], *more: str, cases: str = CASES, geo: str = GEO
) -> tuple[int, str, str]:
    """Scan files with these lines; gives exit code, output, errors."""
    (folder / "f.cas").write_text(cases, encoding="utf-8")
    (folder / "f.geo").write_text(geo, encoding="utf-8")
    words = ["insight", "scan", "--cases", f"{folder / 'f.cas'}", "--geo", f"{folder / 'f.geo'}"]
    code = cli.main([*words, "--replications", "99", *more])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_burst_is_told_with_its_places_days_and_chance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    burst = CASES + "\nb 12 2026/03/27"

    code, out, _ = run(tmp_path, capsys, "--json", cases=burst)

    first = json.loads(out)["clusters"][0]
    assert code == 0
    assert (first["places"], first["start"], first["end"]) == (["b"], "2026-03-27", "2026-03-27")
    assert first["observed"] == 13
    assert first["p"] == 0.01


BAD = [
    ("d 1 2026/03/02", GEO, "f.cas:43", "nơi không có"),
    ("a một 2026/03/02", GEO, "f.cas:43", "không phải số nguyên"),
    ("a -2 2026/03/02", GEO, "f.cas:43", "âm"),
    ("a 1 2026/02/30", GEO, "f.cas:43", "ngày không đọc được"),
    ("a 1", GEO, "f.cas:43", "thiếu ngày"),
    ("a", GEO, "f.cas:43", "thiếu cột"),
    ("", GEO + "d 108.24 16.01", "f.geo:4", "đổi chỗ"),
    ("", GEO + "d 16,x 108", "f.geo:4", "không đọc được"),
    ("", GEO + "a 16.05 108.24", "f.geo:4", "tọa độ khác"),
    ("", GEO + "d 1600 4700", "f.geo:4", "tọa độ phẳng"),
]


@pytest.mark.parametrize(("line", "geo", "where", "words"), BAD)
def test_a_bad_line_is_told_by_number_and_the_rest_used_only_when_agreed(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    line: str,
    geo: str,
    where: str,
    words: str,
) -> None:
    cases = f"{CASES}\n{line}\n"

    refused, out, err = run(tmp_path, capsys, "--json", cases=cases, geo=geo)
    agreed, rest, _ = run(tmp_path, capsys, "--json", "--use-rest", cases=cases, geo=geo)

    assert (refused, out) == (1, "")
    assert f"{where}: " in err
    assert words in err
    assert agreed == 0
    assert json.loads(rest)["cases"] == 42
    assert json.loads(rest)["problem_count"] == 1


def test_places_where_nobody_lives_are_told_and_left_out_when_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.pop").write_text("a 2026 900\nb 2026 800\nc 2026 0\n")
    words = ["--pop", f"{tmp_path / 'f.pop'}", "--model", "poisson", "--json"]

    refused, _, err = run(tmp_path, capsys, *words)
    agreed, out, _ = run(tmp_path, capsys, *words, "--use-rest")

    assert refused == 1
    assert "không có dân số" in err
    assert agreed == 0
    assert json.loads(out)["cases"] == 28


def test_a_missing_extra_is_named_with_the_way_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soi.core.scan", None)

    code, _, err = run(tmp_path, capsys)

    assert code == 1
    assert "make full" in err


def test_a_file_that_is_not_there_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(tmp_path, capsys, "--pop", f"{tmp_path / 'none.pop'}")

    assert code == 2
    assert "none.pop" in err
    assert err.count("\n") == 1
