"""Papers of every make that a ward meets, written for this test: who is to do what by when.

Beside each paper stands what a reader expects, one duty a line: holder, task, due as printed.
"""

import time
from pathlib import Path

import pytest

from soi.core.citations import Sort
from soi.core.extraction import extract

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))


def told(path):
    return [
        f"{one.holder}\t{' '.join(one.text.split())}\t{one.due}"
        for one in extract(path.read_text("utf-8")).drafts
    ]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_gives_the_duties_that_a_reader_expects(path):
    expected = path.with_suffix(".tsv").read_text("utf-8").splitlines()

    assert told(path) == expected


def test_who_speaks_and_who_issues_are_told_apart():
    paper = extract((PAPERS[0].parent / "thong_bao_giao_ban.txt").read_text("utf-8"))

    assert paper.issuer == "ỦY BAN NHÂN DÂN PHƯỜNG MẪU"
    assert {one.requester for one in paper.drafts} == {"đồng chí Chủ tịch UBND phường"}


def test_a_pronoun_is_told_by_the_name_it_stands_for():
    paper = extract((PAPERS[0].parent / "tin_giam_sat.txt").read_text("utf-8"))

    assert paper.drafts[0].requester == "đồng chí Nguyễn Văn A"


def test_what_a_news_page_dates_by_day_and_month_falls_in_the_year_of_the_page():
    paper = extract((PAPERS[0].parent / "tin_giam_sat.txt").read_text("utf-8"))

    assert paper.drafts[1].due_on.isoformat() == "2026-05-30"


def test_helpers_of_a_table_stand_beside_who_leads():
    paper = extract((PAPERS[0].parent / "bang_nhiem_vu.txt").read_text("utf-8"))

    assert [one.sub_holders for one in paper.drafts[:2]] == [("Trạm Y tế",), ("Đoàn Thanh niên",)]


@pytest.mark.parametrize(
    ("line", "symbols"),
    [
        ("Kế hoạch số 10/KH-BCĐ389, Quyết định số 20/QĐ-BCĐ35", ["10/KH-BCĐ389", "20/QĐ-BCĐ35"]),
        ("Nghị quyết số 66.7/2025/NQ-CP ngày 15/11/2025", ["66.7/2025/NQ-CP"]),
        ("Công điện số 01/CĐ-BNNMT hồi 9h00 ngày 1/8/2026", ["01/CĐ-BNNMT"]),
        ("Chỉ thị 05-CT/TW (khóa XII), Nghị quyết 18-NQ/TW khoá XII", ["05-CT/TW", "18-NQ/TW"]),
        ("địa chỉ 12/3B, tỷ lệ 3/4, cúm A/H5N1, 110/22kV, hợp đồng số 12/HĐ-XD", []),
    ],
)
def test_symbols_of_rarer_makes_are_read_whole(line, symbols):
    found = extract(line).references

    assert [one.symbol for one in found if one.sort is Sort.NUMBERED] == symbols


@pytest.mark.parametrize(
    "words",
    [
        "giao ",
        "đề nghị ",
        "\n",
        " \n",
        "kiểm tra, ",
        "buổi làm việc với ",
        "Luật Phòng, ",
        "1.",
        "số ",
        "- ",
        "| a ",
    ],
)
def test_no_repetition_makes_the_reading_slow(words):
    text = words * (40_000 // len(words))

    began = time.process_time()
    extract(text)
    extract(f"KẾ HOẠCH\nSố: 1/KH-UBND\nĐộc lập - Tự do - Hạnh phúc\nI. NHIỆM VỤ\n{text}")

    assert time.process_time() - began < 5
