"""A whole file of filings: what is stored, what waits, and what is never stored."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from soi.core.filings import BORDER
from soi.offices import queries as offices
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.models import Identity, Report, ReportEvent
from tests.reports.conftest import START, UBND

SHARED = Path(__file__).parents[3] / "shared"
SAMPLE = SHARED / "data" / "reports_sample.jsonl"
TEXT = "Nắp cống vỡ trước cổng trường hơn một tuần nay, chưa ai sửa."


def skipped_without(path):
    return pytest.mark.skipif(not path.exists(), reason=f"SKIPPED LOUDLY: {path.name} is not here")


@pytest.fixture
def take(ward, system):
    def take(*lines):
        encoded = [one if isinstance(one, str | bytes) else json.dumps(one) for one in lines]
        return services.import_filings(lines=encoded, stamp=system())

    return take


def test_a_line_becomes_a_filing_with_its_own_receipt_day(take):
    outcome = take(
        {"text": "Đèn hẻm tắt đã ba đêm liền.", "kind": "phan_anh", "received_on": "2026-09-21"}
    )

    ((line, number),) = outcome.numbers
    report = queries.by_number(number)
    assert (line, outcome.imported, outcome.held) == (1, 1, [])
    assert str(report.received_on) == "2026-09-21"
    assert str(report.duty.due_on) == "2026-09-28"


def test_a_complaint_without_name_and_address_is_held(take):
    outcome = take({"text": TEXT, "kind": "khieu_nai"})

    assert (outcome.held, Report.objects.count()) == ([(1, "needs_identity")], 0)


def test_a_complaint_with_name_and_address_is_taken(take):
    contact = {"name": "Trần Thị Thử", "address": "tổ 4"}

    outcome = take({"text": TEXT, "kind": "khieu_nai", "contact": contact})

    assert (outcome.imported, Identity.objects.count()) == (1, 1)


def test_a_denunciation_is_not_stored(take):
    before = record.root()

    outcome = take({"text": TEXT, "kind": "to_cao"})

    assert outcome.not_stored == [(1, "denunciation")]
    assert (Report.objects.count(), record.root()) == (0, before)


def test_a_mixed_line_with_an_accusation_waits_for_a_person_and_nothing_is_kept(take):
    text = (
        "Đường trước nhà ngập mỗi khi mưa. "
        "Tôi tố cáo người trông coi đã nhận tiền lót tay của chủ thầu."
    )
    parts = [{"kind": "phan_anh", "topic": "ha_tang"}, {"kind": "to_cao", "topic": "ha_tang"}]
    before = record.root()

    told = take({"text": text, "kind": "mixed", "parts": parts})
    untold = take({"text": text, "kind": "mixed"})

    assert told.held == untold.held == [(1, "needs_a_person")]
    assert (Report.objects.count(), record.root()) == (0, before)


def test_a_mixed_line_of_denunciations_alone_is_not_stored(take):
    parts = [{"kind": "to_cao", "topic": "ha_tang"}, {"kind": "to_cao", "topic": "thu_chi"}]

    outcome = take({"text": TEXT, "kind": "mixed", "parts": parts})

    assert outcome.not_stored == [(1, "denunciation")]


@pytest.mark.parametrize(
    "text",
    [
        "Biên lai ghi tám chục mà cô thu đưa tay lấy một trăm rưỡi, bảy chục kia vào túi ai?",
        "muon co giay trong ngay thi kep hai tram vao ho so cho anh o quay, khong kep thi ca tuan",
        "Danh sách nhận nền có ba cái tên là cháu ruột của ông phó chủ tịch, chưa ở đây ngày nào.",
    ],
)
def test_words_alone_that_tell_of_somebody_in_office_are_kept_nowhere(take, text):
    before = record.root()

    outcome = take({"text": text})

    assert [line for line, _ in [*outcome.held, *outcome.not_stored]] == [1]
    assert (Report.objects.count(), record.root()) == (0, before)


def test_the_parts_of_a_mixed_line_know_each_other(take):
    parts = [{"kind": "phan_anh", "topic": "rac_thai"}, {"kind": "phan_anh", "topic": "ha_tang"}]

    outcome = take({"text": TEXT, "kind": "mixed", "parts": parts})

    first, second = (queries.by_number(number) for _, number in outcome.numbers)
    assert (outcome.imported, outcome.split) == (2, 1)
    assert queries.parts(first) == [second]
    assert first.duty_id != second.duty_id


def test_the_same_file_again_stores_nothing_twice(take):
    lines = [{"text": TEXT, "kind": "phan_anh"}, {"text": TEXT + " Lần hai.", "kind": "kien_nghi"}]
    take(*lines)

    take(*lines)

    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not_json"),
        (b"\xff\xfe", "not_json"),
        ("[]", "no_text"),
        ('{"text": 5}', "no_text"),
        ('{"text": "ngắn"}', "text_length"),
        (json.dumps({"text": "a" * 5001}), "text_length"),
        (json.dumps({"text": TEXT, "kind": "x"}), "unknown_kind"),
        (json.dumps({"text": TEXT, "kind": ["phan_anh"]}), "unknown_kind"),
        (json.dumps({"text": TEXT, "kind": "mixed", "parts": [1]}), "unknown_kind"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "topic": "x"}), "unknown_topic"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "topic": []}), "unknown_topic"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "topic": ["x"]}), "unknown_topic"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "group": 99}), "unknown_group"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "lat": 1}), "bad_point"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "lat": 1, "long": 2}), "outside_ward"),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "received_on": "hôm qua"}), "bad_day"),
        (
            json.dumps({"text": TEXT, "kind": "phan_anh", "received_on": "2099-01-01"}),
            "in_the_future",
        ),
        (
            json.dumps({"text": TEXT, "kind": "phan_anh", "received_on": "0001-01-01"}),
            "too_long_ago",
        ),
        (
            json.dumps({"text": TEXT, "kind": "phan_anh", "received_on": "1969-07-20"}),
            "too_long_ago",
        ),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "contact": []}), None),
        (json.dumps({"text": TEXT, "kind": "phan_anh", "contact": [1]}), "bad_contact"),
        (json.dumps({"text": TEXT + "\x00", "kind": "phan_anh"}), "control_characters"),
    ],
)
def test_a_line_that_is_wrong_is_held_with_the_reason(take, line, reason):
    before = record.root()

    outcome = take(line)

    if reason is None or (reason == "unknown_topic" and '"topic": []' in str(line)):
        assert outcome.imported == 1
        return
    assert outcome.held == [(1, reason)]
    assert (Report.objects.count(), record.root()) == (0, before)


def test_the_command_answers_in_json(ward, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": TEXT, "kind": "to_cao"}) + "\n" + "{\n")
    out = io.StringIO()

    call_command("reports_import", str(file), "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["imported"], told["split"]) == (0, 0)
    assert told["held"][0]["line"] == 2
    assert "/denounce/" in told["not_stored"][0]["reason"]


def test_a_file_that_is_not_there_is_wrong_use(ward):
    with pytest.raises(CommandError) as refused:
        call_command("reports_import", "/nowhere/a.jsonl")

    assert refused.value.returncode == 2


@skipped_without(SAMPLE)
def test_every_report_and_petition_of_the_sample_gets_an_office_and_a_source(take):
    lines = SAMPLE.read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]

    outcome = take(*lines)

    stored = {line: [] for line in range(1, len(lines) + 1)}
    for line, number in outcome.numbers:
        stored[line].append(queries.by_number(number))
    not_stored, held = dict(outcome.not_stored), dict(outcome.held)
    for line, row in enumerate(gold, start=1):
        kinds = {part["kind"] for part in row["parts"]}
        assert ("to_cao" in kinds) == (line in not_stored) or held.get(line) == "needs_a_person"
        assert ("khieu_nai" in kinds) <= (held.get(line) in {"needs_identity", "needs_a_person"})
        wanted = sum(part["kind"] in {"phan_anh", "kien_nghi"} for part in row["parts"])
        assert len(stored[line]) == wanted or held.get(line) == "needs_a_person"
        assert all(one.duty.due_source and one.office for one in stored[line])
    assert all(report.kind in set(BORDER.values()) for rows in stored.values() for report in rows)
    people = [reason for reason in held.values() if reason == "needs_a_person"]
    assert len(people) <= sum(len(row["parts"]) > 1 for row in gold)


@skipped_without(SAMPLE)
def test_no_text_of_a_denunciation_of_the_sample_is_stored_anywhere(take):
    lines = SAMPLE.read_text("utf-8").splitlines()
    accused = [json.loads(line)["text"] for line in lines if json.loads(line)["kind"] == "to_cao"]

    take(*lines)

    stored = " ".join(Report.objects.values_list("text", flat=True))
    stored += " ".join(ReportEvent.objects.values_list("note", flat=True))
    assert not [text for text in accused if text in stored]


@pytest.mark.parametrize("name", ["kn05", "kn11", "kn13"])
def test_a_real_petition_beyond_the_ward_is_taken_in_referred_and_followed(
    ward, officer, name, tmp_path
):
    file = SHARED / "texts" / "dev" / f"{name}.txt"
    if not file.exists():
        pytest.skip(f"SKIPPED LOUDLY: {file.name} is not here")
    out = io.StringIO()
    call_command("reports_import", str(file), "--json", stdout=out)
    number = json.loads(out.getvalue())["numbers"][0]["number"]
    report = queries.by_number(number)
    assert (report.kind, bool(report.suggested["higher"])) == ("petition", True)
    stamp = officer(UBND, days=90)

    services.refer(number=number, to="bo-nganh-trung-uong", document="45/UBND-VP", stamp=stamp)

    report = queries.by_number(number)
    (referral,) = queries.referrals(report)
    name_there = offices.chart(START.date()).name(referral.duty.holder.slug)
    assert (report.state, report.duty.state, referral.duty.state) == ("handed_over", "open", "open")
    assert (name_there, referral.duty.due_source) == (
        "Bộ, ngành trung ương",
        "không có thời hạn luật định",
    )
    services.record_outside_answer(
        number=number, text="Bộ đã trả lời.", document="12/BKHCN-VP", stamp=stamp
    )
    assert queries.by_number(number).state == "answered"


def test_a_file_with_a_mark_of_bytes_is_read_from_its_first_line(ward, tmp_path, capsys):
    line = json.dumps({"text": TEXT, "kind": "phan_anh"}).encode()
    (tmp_path / "bom.jsonl").write_bytes(b"\xef\xbb\xbf" + line + b"\n")

    call_command("reports_import", str(tmp_path / "bom.jsonl"), "--json")

    told = json.loads(capsys.readouterr().out)
    assert (told["imported"], told["held"]) == (1, [])


def test_the_same_lines_under_another_name_are_taken_in_once(ward, tmp_path, capsys):
    lines = [json.dumps({"text": f"{TEXT} {at}", "kind": "phan_anh"}) for at in (1, 2, 2)]
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text("\n".join(lines))
        call_command("reports_import", str(tmp_path / name), "--json")

    assert Report.objects.count() == 3  # two residents may have used the same words
