from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from soi.core.oversight import Grade, Kind, Question, Role, Vote
from soi.oversight import services
from soi.oversight.models import Recommendation, Visit
from soi.oversight.services import Member, NewEntry, NewVisit
from tests.acting import acting

FRONT, BOARD, UBND = "mttq-phuong-mau", "ban-ttnd-phuong-mau", "ubnd-phuong-mau"
KT, WOMEN = "phong-kt-phuong-mau", "phu-nu-phuong-mau"
START = datetime(2026, 10, 1, 2, tzinfo=UTC)
ALL = Vote(3)


def at(days, role="front_officer", office=FRONT, **more):
    return acting(role, office, START + timedelta(days=days), **more)


def head(days, office=FRONT):
    return at(days, "office_head", office, person="user:head")


def theirs(days, office=KT):
    return at(days, "office_head", office, person="user:kt")


def new_visit(**changed):
    plain = {
        "kind": Kind.DELEGATION,
        "leading": FRONT,
        "subject": KT,
        "title": "Thu gom rác khu Đồi Thông",
        "month": date(2026, 10, 1),
    }
    return NewVisit(**{**plain, **changed})


def team(lead="user:front_officer-mttq-phuong-mau"):
    names = (lead, "user:901", "user:902")
    return [
        Member(person, f"Người {place}", Role.LEAD if not place else Role.MEMBER)
        for place, person in enumerate(names)
    ]


def entry(text="Xe không vào được lô C", **changed):
    plain = {"uuid": uuid4(), "text": text, "device_at": START + timedelta(days=20)}
    return NewEntry(**{**plain, **changed})


@pytest.fixture
def planned(ward):
    return services.plan(new=new_visit(), stamp=at(0)).number


@pytest.fixture
def announced(planned):
    services.seat(number=planned, members=team(), stamp=at(0))
    services.announce(
        number=planned, starts_on=date(2026, 10, 20), document="Kế hoạch 12/KH-MTTQ", stamp=at(1)
    )
    return planned


@pytest.fixture
def held(announced):
    questions = [Question("q1", "Xe vào đến lô C?"), Question("q2", "Lịch có dán?")]
    services.start(number=announced, questions=questions, stamp=at(20))
    return announced


@pytest.fixture
def reported(held):
    services.minute(number=held, text="Hai bên đã xem", stamp=at(20))
    services.sign(number=held, stamp=at(20))
    services.countersign(number=held, differences="Không nhận câu 2", stamp=theirs(20))
    services.find(
        number=held,
        fact="Xe không vào lô C từ tháng 7",
        norm="Hợp đồng 3/HĐ, điều 4",
        evidence="Ảnh câu 1",
        grade=Grade.ESTABLISHED,
        vote=ALL,
        stamp=at(20),
    )
    services.report(number=held, text="Báo cáo", stamp=at(25))
    return held


@pytest.fixture
def concluded(reported):
    services.reply(number=reported, text="Xe hỏng, đã thuê xe khác", stamp=theirs(26))
    services.conclude(number=reported, text="Kết luận", document="15/KL-MTTQ", stamp=head(28))
    return reported


def adopted(number, **changed):
    plain = {"visit": number, "text": "Thu gom lô C mỗi ngày", "addressee": KT, "vote": ALL}
    return services.adopt(stamp=at(29), **{**plain, **changed}).number


def received(number, day=33, **changed):
    found = adopted(number, **changed)
    services.confirm(number=found, stamp=head(30))
    services.send(number=found, document="16/MTTQ", stamp=at(31))
    services.receive(
        number=found,
        received_on=(START + timedelta(days=day)).date(),
        proof="ký sổ chuyển văn bản",
        stamp=at(day),
    )
    return Recommendation.objects.get(number=found)


def row(number):
    return Visit.objects.get(number=number)
