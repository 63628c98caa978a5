"""Who sent something hears of each step, by what they left; never a text, a name or the code."""

import json
from datetime import timedelta

import pytest

from soi.complaints import services as complaints
from soi.core.complaints import Against
from soi.core.stamps import RESIDENT, Stamp
from soi.duties.services import NewEvidence
from soi.notices import services as notices
from soi.reports import queries as reports
from soi.reports import services
from soi.reports.services import Contact, Filing
from tests.acting import acting
from tests.desk.conftest import DESK, LAMP, START, UBND

FRONT = "mttq-phuong-mau"
PHONE, MAIL = "0900 000 012", "thu@vi-du.vn"


def at(days=0, office=DESK):
    moment = START + timedelta(days=days)
    return acting("office_head", office, moment, person="user:1", by=f"{office}-truong")


@pytest.fixture
def gateways(settings, tmp_path):
    """Open recorded gateways for some channels, and give back what went out."""
    out = tmp_path / "out.jsonl"

    def make(*channels):
        settings.SOI_GATEWAYS = dict.fromkeys(channels, f"file:{out}")

        def sent():
            notices.deliver(now=START + timedelta(days=60))
            lines = out.read_text().splitlines() if out.exists() else []
            return [json.loads(one) for one in lines]

        return sent

    return make


def received(**contact):
    filing = Filing("report", LAMP, contact=Contact(name="Lê Thử", **contact))
    return services.receive(filing=filing, stamp=Stamp(RESIDENT, START))


def through_its_steps(number):
    office = reports.by_number(number).office
    services.ask_sender(number=number, text="Cột số mấy?", stamp=at(1))
    services.publish(number=number, stamp=at(1))
    services.hide(number=number, reason="xem lại", stamp=at(1))
    services.answer(
        number=number, text="Đã thay bóng", outcome="done", stamp=at(2, office),
        evidence=[NewEvidence("document", document_number="8/BC")],
    )  # fmt: skip


def test_a_telephone_alone_is_enough_to_hear_of_every_step(ward, gateways):
    sent = gateways("sms")
    receipt = received(phone=PHONE)

    through_its_steps(receipt.number)

    lines = sent()
    assert [one["channel"] for one in lines] == ["sms"] * 3
    assert len({one["text"] for one in lines}) == 3
    for one in lines:
        assert receipt.number in one["text"]
        assert not any(word in one["text"] for word in (receipt.code, "Lê Thử", "Đèn", "Cột"))


def test_zalo_comes_before_short_messages_and_never_both(ward, gateways):
    sent = gateways("sms", "zalo")

    through_its_steps(received(phone=PHONE).number)

    assert {one["channel"] for one in sent()} == {"zalo"}


def test_without_an_address_nothing_waits(ward, gateways):
    sent = gateways("sms")

    through_its_steps(received().number)

    assert sent() == []


def test_what_is_refused_or_passed_on_is_told(ward, gateways):
    sent = gateways("sms")
    refused, referred = received(phone=PHONE).number, received(phone=PHONE).number

    services.refuse(
        number=refused, reason="not_competent", destination="Công ty điện lực", stamp=at(1)
    )
    services.refer(number=referred, to="dien-luc-mau", document="3/CV", stamp=at(1))

    texts = [one["text"] for one in sent()]
    assert [number in text for number, text in zip((refused, referred), texts, strict=True)] == [
        True,
        True,
    ]
    assert "ngày hẹn với ông/bà không đổi" in texts[1]


def test_each_step_of_a_complaint_is_told_to_who_complains(ward, gateways):
    sent = gateways("sms")
    filing = Filing(
        "complaint",
        "Tôi khiếu nại quyết định xử phạt số 5.",
        contact=Contact(name="Lê Thử", address="12 Sen Hồng", phone=PHONE),
    )
    number = services.receive(filing=filing, stamp=Stamp(RESIDENT, START)).number
    stamp = at(1, UBND)
    complaints.open_case(number=number, stamp=stamp, against=Against.DECISION)
    complaints.accept(number=number, document="1/TB", verifier="phong-kt-phuong-mau", stamp=stamp)
    complaints.call_dialogue(
        number=number, at=START + timedelta(days=10), place="Phòng họp", document="2/TB",
        stamp=at(2, UBND),
    )  # fmt: skip
    complaints.suspend(number=number, text="Giám định", document="3/QĐ", stamp=at(3, UBND))

    first, second, third = [one["text"] for one in sent()]
    assert "đã thụ lý" in first
    assert "08/10/2026" in second
    assert "tạm đình chỉ" in third
