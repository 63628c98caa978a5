"""What may tell of somebody in office is asked about first, and until then stands nowhere."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from soi.core.filings import BORDER
from soi.core.suggestions import DENUNCIATION, suggest
from soi.record import queries as record
from soi.reports import services
from soi.reports.models import Report
from soi.reports.queries import understanding
from soi.reports.services import MayAccuse

SHARED = Path(__file__).parents[3] / "shared" / "data"
SETS = [*sorted((SHARED / "filings").glob("*.jsonl")), SHARED / "reports_sample.jsonl"]
TEXT = "Muốn lấy giấy trong ngày thì kẹp hai trăm vào hồ sơ cho anh ở quầy, ai cũng biết."
API = "/api/v1/reports"


def test_what_may_accuse_is_refused_without_a_trace_until_the_sender_answers(
    ward, filing, resident
):
    before = record.root()

    with pytest.raises(MayAccuse):
        services.receive(filing=filing(text=TEXT, accuses_nobody=False), stamp=resident())

    assert (Report.objects.count(), record.root()) == (0, before)
    receipt = services.receive(filing=filing(text=TEXT), stamp=resident())
    assert Report.objects.get().number == receipt.number


def test_a_program_is_asked_as_a_page_is(ward, client):
    told = {"kind": "phan_anh", "text": TEXT}

    asked = client.post(API, json.dumps(told), content_type="application/json")
    answered = client.post(
        API, json.dumps({**told, "concerns": "nobody"}), content_type="application/json"
    )

    assert (asked.status_code, answered.status_code) == (422, 201)
    assert "chưa lưu gì cả" in asked.json()["error"]


def test_a_page_asks_whether_it_concerns_somebody_in_office(ward, client):
    page = client.post("/reports/new/check/", {"text": TEXT, "key": _key(client)}, follow=True)

    assert "Việc này có liên quan đến người có chức vụ không?" in page.content.decode()


def _key(client):
    page = client.get("/reports/new/").content.decode()
    return page.split('name="key" value="')[1].split('"')[0]


@pytest.mark.skipif(not SETS[-1].exists(), reason="SKIPPED LOUDLY: the shared sets are not here")
def test_no_denunciation_that_is_one_or_may_be_one_stands_in_clear_anywhere(
    ward, system, filing, resident
):
    rows = [json.loads(line) for file in SETS for line in file.read_text("utf-8").splitlines()]
    pure = [row for row in rows if {part["kind"] for part in row["parts"]} == {"to_cao"}]
    model = understanding.model()
    told = [row for row in pure if suggest(row["text"], model=model).asks]
    assert len(told) >= 0.9 * len(pure)

    lines = [json.dumps({"text": row["text"]}) for row in told]
    outcome = services.import_filings(lines=lines, stamp=system())
    for row in told[:40]:
        with pytest.raises(MayAccuse):
            services.receive(
                filing=filing(text=row["text"], accuses_nobody=False), stamp=resident()
            )

    assert (outcome.imported, Report.objects.count()) == (0, 0)
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    whole = b"".join(path.read_bytes() for path in kept)
    assert not any(row["text"][:40].encode() in whole for row in told)
    assert DENUNCIATION not in set(BORDER.values())
