"""However it is written: what a reader sees as a telephone is one, and no harmless number is."""

import json
import random
import time
from pathlib import Path

import pytest

from soi.core import matters
from soi.core.privacy import everywhere, mask, spans
from tests.core import spellings

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "reports_sample.jsonl"
FILINGS = Path(__file__).parents[3] / "shared" / "data" / "filings"
STREETS = ("đường Sen Hồng",)
PHONE = spellings.numbers(
    "0900123456", ((4, 3, 3), (3, 3, 4), (2, 2, 2, 2, 2), (5, 5), (4, 6), (10,), (1,) * 10)
)
CARD = spellings.numbers("001088123456", ((3, 3, 3, 3), (12,), (4, 4, 4), (6, 6), (2,) * 6))
ACCOUNT = spellings.numbers("0071000123456", ((4, 4, 5), (13,), (3, 3, 3, 4), (4, 3, 3, 3)))
_R = random.Random(16)


def _plates() -> list[str]:
    ways = [
        f"{town}{gap}{letter}{end}{three}{dot}{two}"
        for town in ("00", "0О".replace("О", "0"))
        for gap in ("", "-", " ", "\u2011", "\u00a0", "\u200b", " - ")
        for letter in ("C", "C1", "Ｃ", "С")  # wide, Cyrillic
        for end in ("-", " ", "", "\u2013", ".", "\u00a0", " - ")
        for three, dot, two in (("123", ".", "45"), ("123", "", "45"), ("123", " ", "45"))
    ]
    _R.shuffle(ways)
    return list(dict.fromkeys(ways))[:200]


def _addresses() -> list[tuple[str, str]]:
    """Return the number of a house, and it with its street."""
    numbers = ("27", "27/3", "27/3A", "２７", "27 / 3")
    leads = ("số nhà {}", "nhà số {}", "nhà {}", "{}", "Số {}", "so nha {}", "SN {}", "ở {}")
    lanes = (" đường Sen Hồng", ", đường Sen Hồng", " Sen Hồng", " SEN HỒNG", " sen hong",
             " duong Sen Hong", "\u00a0Sen\u00a0Hồng", " S\u200ben Hồng", ", sen hồng",
             " đ. Sen Hồng")  # fmt: skip
    ways = [
        (number, lead.format(number) + lane)
        for number in numbers
        for lead in leads
        for lane in lanes
    ]
    _R.shuffle(ways)
    return ways[:200]


def _sum(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _harmless() -> list[str]:
    n = _R.randint
    kinds = (
        lambda: f"thu {_sum(n(1000, 99_999_999_999))} đồng mỗi hộ",
        lambda: f"từ {n(1, 28):02}/{n(1, 12):02}/2026 đến {n(1, 28):02}/{n(1, 12):02}/2027",
        lambda: f"họp lúc {n(0, 23):02}:{n(0, 59):02} ngày {n(1, 28):02}-{n(1, 12):02}-2026",
        lambda: f"{n(1, 28):02}.{n(1, 12):02}.2026 {n(0, 23):02}h{n(0, 59):02}",
        lambda: f"Quyết định {n(1, 9999)}/QĐ-UBND ngày {n(1, 28)}/{n(1, 12)}/2026",
        lambda: f"Nghị định {n(1, 200):02}/{n(2015, 2026)}/NĐ-CP, Điều {n(1, 90)}",
        lambda: f"PA-2026-{n(1, 99999):05}",
        lambda: f"trụ {', '.join(f'{at:02}' for at in range(n(1, 9), 60, n(3, 9)))} tắt",
        lambda: f"tọa độ 16.0{n(10000, 99999)}, 108.2{n(10000, 99999)}",
        lambda: f"mã hồ sơ 000.00.{n(10, 99)}.H{n(10, 30)}-{n(240101, 261231)}-{n(1, 9999):04}",
        lambda: f"{n(1, 99)} hộ, {n(1, 900)} học sinh, {n(1, 30)} tổ, năm {n(2010, 2026)}",
        lambda: "gọi 113, 114, 115, 1022 không ai nghe",
        lambda: f"điện {n(100, 900)} kWh, tiền {_sum(n(10**5, 10**7))}đ, nước {n(5, 40)} m3",
        lambda: f"diện tích {n(40, 900)},{n(1, 9)} m2, thửa {n(1, 400)} tờ {n(1, 99)}",
        lambda: f"tỷ lệ 0,{n(100_000_000, 999_999_999)}",
        lambda: f"không có {n(2, 9)} năm nay, hỏi một hai ba lần, bốn năm sáu người",
        lambda: f"ISO 9001:2015, TCVN {n(1000, 9999)}:20{n(10, 25)}, lớp {n(1, 12)}A{n(1, 9)}",
        lambda: f"{n(10, 24)}h {n(10_000, 90_000)} đồng một xe",
        lambda: f"chuyển khoản {_sum(n(10**5, 10**8))} đồng qua ngân hàng chính sách",
        lambda: "nhiệm kỳ 2021 - 2026, 2026 - 2031",
    )  # fmt: skip
    return [kinds[at % len(kinds)]() for at in range(500)]


def _covered(text: str, part: str, streets: tuple[str, ...] = ()) -> bool:
    start = text.index(part)
    return any(
        one.start <= start + 7 and one.end >= start + len(part) - 1 for one in spans(text, streets)
    )


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        (PHONE, "gọi tôi {} nhé"),
        (PHONE, "nhà có rác, {} gặp tôi"),
        (CARD, "căn cước {} của tôi"),
        (ACCOUNT, "chuyển vào stk {} của tôi"),
        (_plates(), "xe biển số {} đậu qua đêm"),
    ],
    ids=["telephone", "telephone without its word", "card", "account", "plate"],
)
def test_a_number_is_found_in_two_hundred_spellings(ways, told):
    missed = [one for one in ways if not _covered(told.format(one), one)]

    assert len(ways) == 200
    assert missed == []


def test_an_address_is_found_in_two_hundred_spellings():
    ways = _addresses()
    missed = [
        written
        for number, written in ways
        if not _covered(f"hàng xóm ở {written} đổ rác", number, STREETS)
    ]

    assert (len(ways), missed) == (200, [])


def test_none_of_five_hundred_harmless_numbers_is_taken_for_one():
    assert [text for text in _harmless() if spans(text)] == []


@pytest.mark.parametrize("other", PHONE[:60:3])
def test_covering_one_spelling_covers_every_other(other):
    text = f"gọi 0900 123 456, lần hai thì {other} nhé"
    first = [one for one in spans(text) if one.start < 10]

    assert everywhere(text, first)[-1].end >= text.index(other) + len(other) - 2


def test_covering_a_name_covers_it_in_small_letters_too():
    text = "Ông Trần Văn Mẫu đổ rác; trần\u00a0văn mẫu lại đổ nữa"
    first = spans(text)[:1]

    assert "văn mẫu" not in mask(text, everywhere(text, first)).replace("\u00a0", " ").lower()


def _sample() -> list[dict]:
    if not SAMPLE.exists():
        pytest.skip(f"no sample of reports at {SAMPLE}")
    return [json.loads(line) for line in SAMPLE.read_text().splitlines()]


def test_personal_data_is_found_in_the_sample_under_twelve_habits_of_typing():
    found = wanted = marked = 0
    for report in _sample():
        for habit in spellings.HABITS.values():
            seen = bool(spans(habit(report["text"])))
            wanted += report["contains_personal_data"]
            marked += seen
            found += seen and report["contains_personal_data"]

    assert found / wanted >= 0.97
    assert found / marked >= 0.9


@pytest.mark.parametrize("habit", spellings.HABITS)
def test_personal_data_is_found_in_filings_by_other_hands(habit):
    write, found, wanted = spellings.HABITS[habit], 0, 0
    if not FILINGS.exists():
        pytest.skip(f"no filings at {FILINGS}")
    for file in sorted(FILINGS.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            filing = json.loads(line)
            if not filing.get("pii"):
                continue
            text = write(filing["text"])
            marks = spans(text)
            for one in filing["pii"]:
                part = write(one["text"])
                start = text.find(part.strip("\u200e\u200f"))
                if start >= 0:
                    wanted += 1
                    found += any(
                        mark.start < start + len(part) and start < mark.end for mark in marks
                    )

    assert found / wanted >= 0.9


WORST = {
    "letters": "đ" * 5_000, "dots": "a." * 2_500, "figures": "1" * 5_000, "slashes": "1/" * 2_500,
    "blanks": "ông" + " " * 4_990, "families": "nguyen " * 714, "titles": "ông " * 1_250,
    "wishes": "xin hai viec: " + "a, " * 1_600, "at": "@" * 5_000, "capitals": "Ông A " * 830,
    "zeros": "0 " * 2_500, "noughts": "O" * 5_000, "words": "không " * 830, "bars": "|" * 5_000,
    "lines": "\n" * 5_000, "digits and dots": "0.9." * 1_250, "marks": "a\u0301\u0301" * 1_600,
    "accounts": "stk " * 1_250, "lists": "1) " * 1_600, "commas": "," * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("name", WORST)
def test_the_worst_five_thousand_letters_cost_little(name):
    started = time.process_time()
    spans(WORST[name], STREETS)
    matters.split(WORST[name])

    assert time.process_time() - started < 0.6
