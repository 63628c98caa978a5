import io
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfWriter

from soi.core.mandates import Mandate, Role
from soi.core.stamps import Stamp
from soi.desk.services import NewPaper
from soi.reports import services as report_services
from soi.reports.services import Filing
from tests.acting import acting

DESK, UBND, KT, VHXH = (
    "mot-cua-phuong-mau", "ubnd-phuong-mau", "phong-kt-phuong-mau", "phong-vhxh-phuong-mau",
)  # fmt: skip
START = datetime(2026, 9, 28, 1, tzinfo=UTC)
LAMP = "Đèn đường Sen Hồng tắt ba đêm liền, trẻ đi học về không thấy đường."


def at(days=0, *, office=DESK, hours=0, minutes=0, person="user:1"):
    moment = START + timedelta(days=days, hours=hours, minutes=minutes)
    role = "desk_officer" if office == DESK else "office_head"
    return acting(role, office, moment, person=person, by=f"{office}-chuyen-vien")


def held(role=Role.DESK_OFFICER, office=DESK):
    return Mandate("user:1", role, office, "", date(2026, 1, 1))


def paper(text=LAMP, *, on=None, way="paper", again=False, **more):
    more = {"accuses_nobody": True, **more}
    filing = Filing(kind="report", text=text, received_on=on, **more)
    return NewPaper(filing, way, again=again)


def pdf(pages):
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def hundred(ward):
    texts = [f"Đèn đường số {n} trên đường Sen Hồng tắt ba đêm liền." for n in range(30)]
    return [
        report_services.receive(
            filing=Filing(kind="report", text=text, accuses_nobody=True),
            stamp=Stamp("resident", START),
        ).number
        for text in texts
    ]
