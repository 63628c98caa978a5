"""A complaint before the ward and before the superior, with what may not happen to it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from soi.complaints import queries, services
from soi.core.complaints import (
    Against,
    Finding,
    NeedsDialogue,
    NeedsGuardian,
    NeedsRepresentative,
    NoticeTooShort,
    NotWithdrawn,
    NotYetLaw,
    OutOfTime,
    TooEarly,
)
from soi.core.lives import NotNow
from soi.core.refusals import Unacceptable
from soi.duties import queries as duties
from soi.record import queries as record
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.services import Contact
from tests.acting import system
from tests.complaints.conftest import CITY, START, UBND, VHXH

PARTS = {
    "content": "Ông Thử khiếu nại Quyết định xử phạt số 5.",
    "first_result": "Lần đầu: giữ nguyên.",
    "verification": "Biên bản đo ngày 10/07/2026: đất đúng thửa.",
    "dialogue": "Hai bên đã đối thoại.",
    "grounds": "Luật Đất đai; Luật Khiếu nại.",
    "order": "Giữ nguyên Quyết định số 5.",
    "ways": "Khiếu nại lần hai hoặc khởi kiện trong 30 ngày.",
}


def due(case, step):
    found = [one for one in queries.days(case, date(2026, 12, 31)) if one.step == step]
    return found[0].deadline.due_on if found else None


def opened(number, stamp, **more):
    given = {"against": Against.DECISION, "known_on": stamp.on - timedelta(days=10), **more}
    return services.open_case(number=number, stamp=stamp, **given)


def accepted(number, at, **more):
    opened(number, at(0), **more)
    return services.accept(number=number, document="1/TB-UBND", verifier=VHXH, stamp=at(1))


def talked(number, at, stage=1, days=2):
    when = START + timedelta(days=days + 8)
    services.call_dialogue(
        number=number, at=when, place="Phòng họp", document="2/TB", stamp=at(days), stage=stage
    )
    return services.hold_dialogue(
        number=number,
        chair="Chủ tịch UBND phường",
        present="Người khiếu nại, người bị khiếu nại",
        minutes="Hai bên nêu ý kiến.",
        outcome="Chưa thống nhất.",
        document="3/BB",
        stamp=at(days + 8, hours=3),
        stage=stage,
    )


def decided(number, at, stage=1, days=12):
    talked(number, at, stage, days - 10)
    services.verify(number=number, text="Đã xác minh", document="4/BC", stamp=at(days), stage=stage)
    return services.decide(
        number=number,
        document="5/QĐ-UBND",
        finding=Finding.WRONG,
        parts=PARTS,
        stamp=at(days),
        stage=stage,
    )


def test_acceptance_starts_the_limit_to_settle(complained, at):
    number = complained()

    case = accepted(number, at)

    assert due(case, "accept") == date(2026, 7, 15)  # 7 working days from 06/07/2026
    assert due(case, "settle") == date(2026, 8, 6)  # 30 days from 07/07/2026
    assert reports.by_number(number).state == "in_progress"


def test_both_sides_of_the_new_decree_have_their_own_day(complained, at):
    old = complained(date(2026, 6, 30))
    new = complained(date(2026, 7, 1))

    cases = [opened(one, at(on=date(2026, 7, 1))) for one in (old, new)]

    assert [due(case, "accept") for case in cases] == [date(2026, 7, 10), date(2026, 7, 10)]
    rules = [
        next(one for one in queries.days(case, START.date()) if one.step == "accept").deadline
        for case in cases
    ]
    assert [one.trace["rule"] for one in rules] == ["kn.accept1", "kn.accept.2026"]


def test_a_complex_case_has_forty_five_days(complained, at):
    case = accepted(complained(), at, facts=["complex"])

    assert due(case, "settle") == date(2026, 8, 21)


def test_a_complaint_out_of_time_is_not_accepted(complained, at):
    number = complained()
    opened(number, at(0), known_on=date(2026, 3, 2))
    before = record.root()

    with pytest.raises(OutOfTime) as refused:
        services.accept(number=number, document="1/TB", verifier=VHXH, stamp=at(1))

    assert "Điều 9" in str(refused.value.facts["source"])
    after = record.root()
    assert after == before


def test_a_hindrance_is_not_counted_against_who_complains(complained, at):
    number = complained()
    hindered = [{"since": "2026-04-01", "until": "2026-05-15", "document": "Giấy ra viện 7"}]
    opened(number, at(0), known_on=date(2026, 3, 2), hindered=hindered)

    case = services.accept(number=number, document="1/TB", verifier=VHXH, stamp=at(1))

    assert case.state == "accepted"


def test_an_unaccepted_complaint_gets_a_ground_with_its_clause(complained, at):
    number = complained()
    opened(number, at(0), known_on=date(2026, 3, 2))

    services.decline(
        number=number, ground="out_of_time", text="Quá 90 ngày", document="1/TB", stamp=at(1)
    )

    step = queries.steps(queries.cases(number)[0])[-1]
    assert (step.facts["clause"], reports.by_number(number).state) == ("6", "refused")


def test_a_minor_needs_a_guardian(complained, at):
    child = services.NewComplainant(Contact(name="Em Thử", address="tổ 1"), birth_year=2012)
    number = complained()
    opened(number, at(0), complainants=[child])

    with pytest.raises(NeedsGuardian):
        services.accept(number=number, document="1/TB", verifier=VHXH, stamp=at(1))


def test_several_need_somebody_who_speaks_for_them(complained, at):
    people = [
        services.NewComplainant(Contact(name=f"Người Thử {n}", address="tổ 1")) for n in range(3)
    ]
    number = complained()
    opened(number, at(0), complainants=people)
    with pytest.raises(NeedsRepresentative):
        services.accept(number=number, document="1/TB", verifier=VHXH, stamp=at(1))

    services.ask_missing(number=number, text="Cử người đại diện", document="2/TB", stamp=at(1))
    services.complete(number=number, text="Đã cử người số 2", speakers=[2], stamp=at(2))
    case = services.accept(number=number, document="3/TB", verifier=VHXH, stamp=at(3))

    assert case.state == "accepted"


def test_half_of_a_joint_complaint_withdrawn_goes_on_for_the_others(complained, at):
    people = [
        services.NewComplainant(Contact(name="Người Thử A", address="tổ 1"), speaks=True),
        services.NewComplainant(Contact(name="Người Thử B", address="tổ 2"), speaks=True),
    ]
    number = complained()
    accepted(number, at, complainants=people)

    case = services.withdraw(number=number, places=[1], document="Đơn rút 1", stamp=at(3))
    assert case.state == "accepted"
    with pytest.raises(NotWithdrawn):
        services.stop(number=number, text="Rút", document="2/QĐ", stamp=at(3))

    case = services.withdraw(number=number, places=[2], document="Đơn rút 2", stamp=at(4))
    assert (case.state, reports.by_number(number).state) == ("stopped", "withdrawn")


def test_a_pause_adds_the_days_it_stood(complained, at):
    number = complained()
    accepted(number, at)

    services.suspend(number=number, text="Chờ giám định", document="6/QĐ", stamp=at(5))
    case = services.resume(number=number, text="Có kết quả", document="7/QĐ", stamp=at(15))

    assert due(case, "settle") == date(2026, 8, 17)  # ten days on from 06/08, then off Sunday
    assert due(case, "suspension_notice") == date(2026, 7, 15)  # 3 working days from Saturday


def test_before_the_new_decree_nothing_is_suspended(complained, at):
    number = complained(date(2026, 3, 2))
    opened(number, at(on=date(2026, 3, 2)), known_on=date(2026, 2, 2))
    services.accept(number=number, document="1/TB", verifier=VHXH, stamp=at(on=date(2026, 3, 4)))

    with pytest.raises(NotYetLaw):
        services.suspend(number=number, text="Chờ", document="2/QĐ", stamp=at(on=date(2026, 3, 9)))


def test_the_notice_of_a_dialogue_leaves_five_days(complained, at):
    number = complained()
    accepted(number, at)

    with pytest.raises(NoticeTooShort):
        services.call_dialogue(
            number=number,
            at=START + timedelta(days=6),
            place="Phòng họp",
            document="2/TB",
            stamp=at(2),
        )


def test_a_case_of_the_old_law_talks_by_the_new_one(complained, at):
    number = complained(date(2026, 6, 24))
    opened(number, at(on=date(2026, 6, 24)), known_on=date(2026, 6, 1))
    services.accept(number=number, document="1/TB", verifier=VHXH, stamp=at(on=date(2026, 6, 26)))

    with pytest.raises(NoticeTooShort):
        services.call_dialogue(
            number=number,
            at=datetime(2026, 7, 5, 2, tzinfo=UTC),
            place="Phòng họp",
            document="2/TB",
            stamp=at(on=date(2026, 7, 2)),
        )


def test_nothing_is_decided_without_a_dialogue(complained, at):
    number = complained()
    accepted(number, at)
    services.verify(number=number, text="Đã xác minh", document="4/BC", stamp=at(5))

    with pytest.raises(NeedsDialogue):
        services.decide(
            number=number, document="5/QĐ", finding=Finding.WRONG, parts=PARTS, stamp=at(6)
        )


def test_a_decision_without_one_of_its_parts_is_refused(complained, at):
    number = complained()
    accepted(number, at)
    talked(number, at)
    services.verify(number=number, text="Đã xác minh", document="4/BC", stamp=at(12))

    with pytest.raises(Unacceptable, match="grounds"):
        services.decide(
            number=number,
            document="5/QĐ",
            finding=Finding.WRONG,
            parts={**PARTS, "grounds": ""},
            stamp=at(12),
        )


def decided_twice(number, at):
    decided(number, at)
    services.send(number=number, document="Sổ đi 9", stamp=at(14))
    assert reports.by_number(number).state == "answered"
    services.go_on(
        number=number, resolver=CITY, received_on=at(20).on, document="Đơn lần hai", stamp=at(20)
    )
    assert reports.by_number(number).state == "disputed"

    def city(days=0, **more):
        return at(days, office=CITY, **more)

    services.accept(number=number, document="11/TB", verifier=CITY, stamp=city(22), stage=2)
    decided(number, city, stage=2, days=34)
    return services.send(number=number, document="Sổ đi 99", stamp=city(36), stage=2)


def test_a_complaint_goes_through_both_instances(complained, at):
    number = complained()
    accepted(number, at)

    case = decided_twice(number, at)

    assert due(queries.cases(number)[0], "send") == date(2026, 7, 22)  # 3 working days
    assert (case.stage, case.finding) == (2, "wrong")
    assert due(case, "settle") == date(2026, 9, 11)  # 45 days from 28/07/2026
    assert reports.by_number(number).state == "answered"


def test_going_on_waits_for_the_first_decision_or_for_its_silence(complained, at):
    number = complained()
    accepted(number, at)

    with pytest.raises(TooEarly):
        services.go_on(
            number=number, resolver=CITY, received_on=at(9).on, document="Đơn", stamp=at(9)
        )
    case = services.go_on(
        number=number, resolver=CITY, received_on=at(40).on, document="Đơn", stamp=at(40)
    )

    assert case.state == "received"
    first = queries.cases(number)[0]
    assert duties.by_number(first.duties["settle"]).state == "open"  # not met, and shown so


def test_a_second_complaint_out_of_time_is_refused(complained, at):
    number = complained()
    accepted(number, at)
    decided(number, at)
    services.send(number=number, document="Sổ đi 9", stamp=at(14))

    with pytest.raises(OutOfTime):
        services.go_on(
            number=number, resolver=CITY, received_on=at(60).on, document="Đơn", stamp=at(60)
        )


def test_a_decision_takes_effect_when_its_days_are_over(complained, at):
    number = complained()
    accepted(number, at)
    case = decided(number, at)
    services.send(number=number, document="Sổ đi 9", stamp=at(14))
    assert case.effect_on == date(2026, 8, 17)  # 30 days from its issue; sent two days later

    assert services.expire(today=date(2026, 8, 19), stamp=system(at(on=date(2026, 8, 19)))) == 0
    assert services.expire(today=date(2026, 8, 20), stamp=system(at(on=date(2026, 8, 20)))) == 1
    assert reports.by_number(number).state == "done_silent"


def test_a_second_decision_takes_effect_thirty_days_after_it(complained, at):
    number = complained()
    accepted(number, at)
    case = decided_twice(number, at)
    assert case.effect_on == due(case, "effect") == date(2026, 9, 8)  # 30 days from 09/08/2026
    assert due(queries.cases(number)[0], "effect") is None

    counts = [services.expire(today=at(n).on, stamp=system(at(n))) for n in (64, 65)]

    line = queries.days(queries.cases(number)[1], at(65).on)[-1]
    assert (counts, line.done_on, line.late(at(65).on)) == ([0, 1], at(65).on, False)


def test_steps_out_of_their_order_are_refused(complained, at):
    number = complained()
    opened(number, at(0))

    with pytest.raises(NotNow):
        services.send(number=number, document="9", stamp=at(1))


def test_fourteen_days_of_silence_do_not_close_a_complaint(complained, at):
    number = complained()
    accepted(number, at)
    decided(number, at)
    services.send(number=number, document="Sổ đi 9", stamp=at(14))

    report_services.expire(today=at(40).on, stamp=at(40))

    assert reports.by_number(number).state == "answered"


def test_what_the_front_passed_on_it_hears_of_within_seven_days(complained, at):
    number = complained()
    accepted(number, at, front="mttq-phuong-mau")
    case = decided(number, at)

    assert due(case, "front") == date(2026, 7, 27)
    services.tell_front(number=number, document="8/TB", stamp=at(15))
    assert duties.by_number(queries.cases(number)[0].duties["front"]).state == "reported"


def test_an_office_owes_papers_within_seven_days(complained, at):
    number = complained()
    accepted(number, at)

    case = services.ask_info(
        number=number, holder=VHXH, text="Hồ sơ thửa đất", document="3/CV", stamp=at(2)
    )
    assert due(case, "info") == date(2026, 7, 15)
    case = services.take_info(number=number, key="info-1", document="4/CV", stamp=at(4))

    assert duties.by_number(case.duties["info-1"]).state == "reported"


def test_no_row_of_a_step_names_who_complains(complained, at):
    number = complained()
    accepted(number, at)

    case = queries.cases(number)[0]
    told = [f"{one.text} {one.facts} {one.document}" for one in queries.steps(case)]
    assert not any("Thử" in one for one in told)
    assert case.resolver == UBND
