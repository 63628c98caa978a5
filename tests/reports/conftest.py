import json
from datetime import UTC, datetime, timedelta

import pytest

from soi.core.mandates import Role
from soi.core.stamps import RESIDENT, SYSTEM, Stamp
from tests.reports.api import REPORTS

START = datetime(2026, 9, 28, 1, tzinfo=UTC)  # Monday, 8 o'clock in Vietnam
KT, VHXH, UBND, FRONT = (
    "phong-kt-phuong-mau",
    "phong-vhxh-phuong-mau",
    "ubnd-phuong-mau",
    "mttq-phuong-mau",
)


@pytest.fixture
def officer(user):
    """Give back a stamp of somebody with a role in an office, `days` after the start."""

    def make(office, role=Role.OFFICER, *, days=0, who=""):
        login = who or f"{office}-{role.value}"
        account = user(role, office, since=(START - timedelta(days=10)).date(), login=login)
        at = START + timedelta(days=days)
        return Stamp(f"{office}-chuyen-vien", at, office, f"user:{account.pk}")

    return make


@pytest.fixture
def resident():
    def make(days=0, hours=0):
        return Stamp(RESIDENT, START + timedelta(days=days, hours=hours))

    return make


@pytest.fixture
def system():
    def make(days=0):
        return Stamp(SYSTEM, START + timedelta(days=days))

    return make


@pytest.fixture
def filing():
    from soi.reports.services import Filing

    def make(**more):
        words = {
            "kind": "report",
            "text": "Đèn đường Sen Hồng tắt ba đêm liền, trẻ đi học về không thấy đường.",
            "topic": "ha_tang",
            "accuses_nobody": True,  # the sender was asked
            **more,
        }
        return Filing(**words)

    return make


@pytest.fixture
def told(ward, filing, resident, officer):
    """Take a report in and publish it."""
    from soi.reports import services

    def told(text, *, hours=0, **more):
        receipt = services.receive(filing=filing(text=text, **more), stamp=resident(hours=hours))
        services.publish(number=receipt.number, stamp=officer("mot-cua-phuong-mau"))
        return receipt.number

    return told


@pytest.fixture
def received(ward, filing, resident):
    """One report, received on the first day."""
    from soi.reports import services

    return services.receive(filing=filing(), stamp=resident())


@pytest.fixture
def note():
    from soi.duties.services import NewEvidence

    return NewEvidence("document", document_number="12/BB-KT", text="Biên bản thay bóng đèn")


@pytest.fixture
def answered(received, officer, note):
    """The same report, answered two days later."""
    from soi.reports import services

    services.answer(
        number=received.number,
        text="Đã thay ba bóng đèn trên đường Sen Hồng.",
        evidence=[note],
        outcome="done",
        stamp=officer(KT, days=2),
    )
    return received


@pytest.fixture
def send(client):
    """Send something to the interface as a program does."""

    def send(data=None, *, body=None, content_type="application/json", **headers):
        body = json.dumps(data) if body is None else body
        return client.post(REPORTS, body, content_type=content_type, headers=headers)

    return send
