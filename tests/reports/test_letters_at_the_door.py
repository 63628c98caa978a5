"""What deceives does not come in by the interface, and is covered before the public reads it."""

import pytest

from soi.core.privacy import MASK
from soi.offices import queries as offices
from soi.reports import queries, services
from soi.reports.forms.moderation import PublishForm
from tests.reports.api import REPORTS
from tests.reports.conftest import KT, START


def send(client, **body):
    told = {"kind": "phan_anh", "concerns": "no", **body}
    return client.post(REPORTS, told, content_type="application/json")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [12 * "\u200b", 12 * "\u3164", 12 * "\u2800", 20 * "\u00ad", "a" + 20 * "\u2060",
     "phường \u202egnox màl ãđ, rác đầy"],
    ids=["zero width", "Hangul filler", "empty Braille", "soft hyphens", "one letter", "override"],
)  # fmt: skip
def test_a_text_that_says_nothing_or_turns_around_is_refused_with_a_sentence(client, ward, text):
    answer = send(client, text=text)

    assert answer.status_code == 422
    assert answer.json()["fields"]["text"]
    assert queries.reports().count() == 0


@pytest.mark.parametrize(
    "phone",
    ["0900\u00a0123\u00a0456", "0900\u00ad123\u00ad456", "0900\u200b123456",
     "0900\u2011123\u2011456",
     "0900/123/456", "０９００ １２３ ４５６", "O9OO 123 456"],
)  # fmt: skip
def test_a_telephone_is_offered_for_covering_however_it_is_written(ward, filing, resident, phone):
    text = f"Rác đầy đầu hẻm ba ngày rồi, gọi tôi {phone} để chỉ chỗ."
    receipt = services.receive(filing=filing(text=text), stamp=resident())
    report = queries.by_number(receipt.number)

    form = PublishForm(
        {"seen": report.version, "spans": ["0"], "reason": "personal_data"},
        report=report,
        chart=offices.chart(START.date()),
    )

    assert form.is_valid(), form.errors
    [span] = form.masks()
    assert (
        phone in report.text[span.start : span.end] or phone == report.text[span.start : span.end]
    )


def test_a_place_that_is_covered_by_hand_is_covered_in_every_spelling(
    ward, filing, resident, officer
):
    text = "Chị Hoa Sen Mẫu đổ rác. Hôm qua hoa\u00a0sen  mẫu lại đổ, HOA SEN MẪU còn chửi."
    receipt = services.receive(filing=filing(text=text), stamp=resident())
    report = queries.by_number(receipt.number)
    form = PublishForm(
        {"seen": report.version, "spans": [], "more": "hoa sen mẫu", "reason": "personal_data"},
        report=report,
        chart=offices.chart(START.date()),
    )
    assert form.is_valid(), form.errors

    shown = services.publish(
        number=report.number, masks=form.masks(), reason="personal_data", stamp=officer(KT)
    )

    assert shown.public_text.count(MASK) == 3
    assert "mẫu" not in shown.public_text.lower()
