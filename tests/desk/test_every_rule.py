"""Every rule of the book on complaints and reception is met by somebody who works with Soi.

Whole cases are walked through on both sides of 01/07/2026, and the rules by which their days were
counted are gathered. No rule of the book may be left over.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from soi.complaints import queries as complaint_queries
from soi.complaints import services as complaints
from soi.core.complaints import Against, Finding
from soi.core.stamps import RESIDENT, Stamp
from soi.desk import queries, services
from soi.duties import queries as duties
from soi.duties.services import NewEvidence
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.services import Contact, Filing
from tests.acting import acting
from tests.law.book import RULES

UBND, CITY, DESK, FRONT = (
    "ubnd-phuong-mau", "ubnd-thanh-pho-mau", "mot-cua-phuong-mau", "mttq-phuong-mau",
)  # fmt: skip
VHXH = "phong-vhxh-phuong-mau"
PARTS = {
    "content": "Khiếu nại Quyết định số 5.", "first_result": "Giữ nguyên.",
    "verification": "Đất đúng thửa.", "dialogue": "Chưa thống nhất.", "grounds": "Luật Đất đai.",
    "order": "Giữ nguyên.", "ways": "Khởi kiện.",
}  # fmt: skip
BEFORE, AFTER = date(2026, 4, 1), date(2026, 7, 6)


@dataclass
class Day:
    """Somebody's mark so many days after the first."""

    first: date

    def at(self, days=0, office=UBND, hours=0):
        on = self.first + timedelta(days=days)
        moment = datetime(on.year, on.month, on.day, 1, tzinfo=UTC) + timedelta(hours=hours)
        return acting("office_head", office, moment, person="user:9", by=f"{office}-truong")


def complained(day):
    filing = Filing(
        kind="complaint",
        text="Tôi khiếu nại quyết định xử phạt vì không đúng thửa đất.",
        topic="dat_dai",
        contact=Contact(name="Trần Thị Thử", address="12 Sen Hồng"),
    )
    return report_services.receive(filing=filing, stamp=Stamp(RESIDENT, day.at().at)).number


def settled(number, day, stage, start):
    """Walk one instance from its acceptance to the sending of its decision."""
    # What the superior decides, the desk writes down: never the office complained of.
    at = day.at if stage == 1 else partial(day.at, office=DESK)
    common = {"number": number, "stage": stage}
    complaints.accept(document="1/TB", verifier=VHXH, stamp=at(start), **common)
    complaints.ask_info(holder=VHXH, text="Hồ sơ", document="2/CV", stamp=at(start), **common)
    meeting = at(start + 8).at
    complaints.call_dialogue(
        at=meeting, place="Phòng họp", document="3/TB", stamp=at(start), **common
    )
    complaints.hold_dialogue(
        chair="Chủ tịch", present="Hai bên", minutes="Nêu ý kiến", outcome="Chưa thống nhất",
        document="4/BB", stamp=at(start + 8, hours=2), **common,
    )  # fmt: skip
    complaints.verify(text="Xong", document="5/BC", stamp=at(start + 9), **common)
    complaints.decide(
        document="6/QĐ", finding=Finding.WRONG, parts=PARTS, stamp=at(start + 10), **common
    )
    complaints.send(document="Sổ đi 7", stamp=at(start + 11), **common)


def through_both_instances(first, against=Against.DECISION):
    day = Day(first)
    number = complained(day)
    known_on = first - timedelta(days=5)
    complaints.open_case(
        number=number, stamp=day.at(), against=against, known_on=known_on, front=FRONT
    )
    settled(number, day, 1, 1)
    met = of_case(number)
    complaints.go_on(
        number=number, resolver=CITY, received_on=day.at(13).on, document="Đơn 2", stamp=day.at(13)
    )
    settled(number, day, 2, 14)
    return met | of_case(number)


def paused():
    day = Day(AFTER)
    number = complained(day)
    complaints.open_case(number=number, stamp=day.at(), against=Against.CONDUCT)
    complaints.accept(number=number, document="1/TB", verifier=VHXH, stamp=day.at(1))
    complaints.suspend(number=number, text="Chờ giám định", document="2/QĐ", stamp=day.at(2))
    return of_case(number)


def of_case(number):
    return {
        line.deadline.trace["rule"]
        for case in complaint_queries.cases(number)
        for line in complaint_queries.days(case, date(2026, 12, 31))
        if line.deadline.trace
    }


def rule_of(duty):
    return duties.by_number(duty).limit["rule"]


def at_reception():
    day = Day(AFTER)
    held = day.at(10)
    row = services.schedule(
        on=held.on, starts=time(8), ends=time(11), place="Phòng tiếp công dân",
        post=f"{UBND}-truong", stamp=day.at(),
    )  # fmt: skip
    first = services.arrive(pk=row.pk, subject="Thu quỹ", stamp=held)
    second = services.arrive(pk=row.pk, subject="Say", stamp=held)
    services.call(visit=first.pk, stamp=held)
    filing = Filing(kind="petition", text="Đề nghị công khai thu chi quỹ của tổ dân phố.")
    born = services.file_from_visit(visit=first.pk, filing=filing, stamp=held)
    refused = services.refuse(visit=second.pk, ground="drunk", text="Say rượu", stamp=held)
    report = reports.by_number(born.number)
    return {
        services.notice_deadline(held.on, day.at().on).trace["rule"],
        rule_of(refused.duty),
        report.duty.limit["rule"],
        queries.warning_day(report).trace["rule"],
    }


def forwarded():
    day = Day(AFTER)
    filing = Filing(kind="report", text="Đèn đường Sen Hồng tắt ba đêm liền.")
    number = report_services.receive(filing=filing, stamp=Stamp(RESIDENT, day.at().at)).number
    services.note_forwarder(
        number=number, by=FRONT, document="9/MTTQ", on=day.at().on, stamp=day.at(office=DESK)
    )
    office = reports.by_number(number).office
    report_services.answer(
        number=number, text="Đã thay bóng", outcome="done", stamp=day.at(2, office),
        evidence=[NewEvidence("document", document_number="8/BC", dated_on=day.at(2).on)],
    )  # fmt: skip
    services.owe_results(stamp=day.at(3))
    services.tell_forwarder(number=number, document="10/UBND", stamp=day.at(4, office))
    row = queries.forwarding(number)
    services.note_passed_on(number=number, document="11/MTTQ", stamp=day.at(5, FRONT))
    assert duties.by_number(row.duty).state == "reported"
    assert duties.by_number(row.duty).starts_on == day.at(2).on  # from the settlement
    return {rule_of(row.duty), rule_of(row.pass_duty)}


@pytest.fixture
def met(ward):
    found = through_both_instances(BEFORE) | through_both_instances(AFTER)
    found |= through_both_instances(BEFORE, Against.DISCIPLINE)
    return found | paused() | at_reception() | forwarded()


def test_no_rule_on_complaints_and_reception_is_left_over(met):
    every = {one["id"] for one in RULES if one["kind"] in {"khieu_nai", "tiep_dan"}}
    standing = {one["id"] for one in RULES if one["role"] == "standing"}

    assert every - met == standing & every


def test_the_head_of_the_ward_is_asked_for_a_day_a_week_until_the_law_changed(ward):
    old = queries.standing_days(date(2026, 6, 30))
    new = queries.standing_days(date(2026, 7, 1))

    assert [(one.post, one.asked, one.announced, one.until) for one in old] == [
        (f"{UBND}-truong", 1, 0, date(2026, 7, 3))
    ]
    # From July on the figure for a commune is not verified: nothing is asked in its name.
    assert new == []


def test_the_head_of_the_city_is_asked_for_a_day_a_month(ward):
    from soi.offices import services as offices

    stamp = Day(date(2026, 1, 5)).at()
    offices.open_post(
        office=CITY, slug=f"{CITY}-truong", title="Chủ tịch UBND thành phố", is_head=True,
        since=stamp.on, stamp=stamp,
    )  # fmt: skip

    (found,) = queries.standing_days(date(2026, 7, 1))

    assert (found.post, found.asked, found.until) == (f"{CITY}-truong", 1, date(2026, 7, 31))


def test_a_petition_told_at_a_reception_is_owed_by_the_nearer_day(ward):
    day = Day(AFTER)
    texts = {"petition": "Đề nghị công khai thu chi quỹ của tổ.", "report": "Đèn đường tắt ba đêm."}
    found = {}
    for kind, text in texts.items():
        filing = Filing(kind=kind, text=text, at_reception=True)
        number = report_services.receive(filing=filing, stamp=Stamp(RESIDENT, day.at().at)).number
        found[kind] = reports.by_number(number).duty

    assert found["report"].limit["rule"] == "pm.report"  # the ward's own five days come first
    assert found["petition"].due_on == date(2026, 7, 20)


def test_whoever_passed_a_filing_on_is_noted_once_and_told_once_it_is_settled(ward):
    from soi.core.refusals import Unacceptable
    from soi.record import queries as record

    day = Day(AFTER)
    filing = Filing(kind="report", text="Đèn đường Sen Hồng tắt ba đêm liền.")
    number = report_services.receive(filing=filing, stamp=Stamp(RESIDENT, day.at().at)).number
    given = {"number": number, "by": FRONT, "document": "9/MTTQ", "on": day.at().on}
    services.note_forwarder(stamp=day.at(office=DESK), **given)
    before = record.root()

    for wrong in (given, {**given, "by": "nobody"}, {**given, "on": day.at(9).on}):
        with pytest.raises(Unacceptable):
            services.note_forwarder(stamp=day.at(office=DESK), **wrong)
    with pytest.raises(Unacceptable):
        services.tell_forwarder(number=number, document="10/UBND", stamp=day.at(1))

    assert services.owe_results(stamp=day.at(1)) == 0
    assert record.root() == before
