"""A sender who disagrees, and the reviews by others than who answered."""

import pytest

from soi.core.competence import MayNotJudge
from soi.core.filings import NotNow
from soi.core.mandates import Role
from soi.record import queries as record
from soi.reports import queries, services
from tests.reports.conftest import FRONT, KT, UBND

VP, COUNCIL, CITY = "van-phong-phuong-mau", "hdnd-phuong-mau", "ubnd-thanh-pho-mau"


@pytest.fixture
def disputed(answered, resident):
    """Object to the answer, on the third day unless said otherwise."""

    def disputed(days=3, receipt=answered):
        told = {"reason": "slow", "text": "", "stamp": resident(days=days)}
        services.dispute(code=receipt.code, **told)
        return queries.by_number(receipt.number)

    return disputed


def decided(number, stamp, how=services.Decision.DISMISSED):
    return services.decide_dispute(number=number, upheld=how, text="Đã xem", stamp=stamp)


def test_a_dispute_goes_to_another_office(answered, resident):
    services.dispute(
        code=answered.code, reason="not_satisfied", text="Vẫn tối", stamp=resident(days=3)
    )

    report = queries.by_number(answered.number)
    (dispute,) = queries.disputes(report)
    assert report.state == "disputed"
    assert dispute.reviewer not in {report.office, ""}
    assert dispute.duty.kind == "dispute_review"


def test_the_answerer_may_not_decide_the_dispute_under_another_hat(answered, resident, officer):
    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=3))
    same_person = officer(VP, Role.OFFICE_HEAD, days=4, who=f"{KT}-officer")
    before = record.root()

    with pytest.raises(MayNotJudge):
        services.decide_dispute(
            number=answered.number, upheld=services.Decision.DISMISSED, text="x", stamp=same_person
        )

    assert record.root() == before


def test_an_upheld_dispute_gives_the_duty_back_by_the_same_day(answered, resident, officer, note):
    due_on = queries.by_number(answered.number).duty.due_on
    services.dispute(code=answered.code, reason="wrong", text="Vẫn tối", stamp=resident(days=3))

    services.decide_dispute(
        number=answered.number,
        upheld=services.Decision.UPHELD,
        text="Đã đi xem: đèn vẫn tắt.",
        stamp=officer(VP, Role.OFFICE_HEAD, days=4),
    )

    report = queries.by_number(answered.number)
    assert (report.state, report.duty.state, report.duty.due_on) == ("reopened", "open", due_on)
    services.answer(
        number=answered.number,
        text="Đã nối lại dây.",
        evidence=[note],
        outcome="done",
        stamp=officer(KT, days=6),
    )
    services.accept(code=answered.code, stamp=resident(days=7))
    assert queries.by_number(answered.number).state == "done"


def test_a_second_dispute_goes_one_level_up(answered, resident, officer):
    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=3))
    services.decide_dispute(
        number=answered.number,
        upheld=services.Decision.DISMISSED,
        text="Giữ trả lời.",
        stamp=officer(VP, Role.OFFICE_HEAD, days=4),
    )

    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=5))

    first, second = queries.disputes(queries.by_number(answered.number))
    assert (first.rank, second.rank) == (1, 2)
    assert (first.reviewer, second.reviewer) == (VP, UBND)


def test_two_reviews_that_let_the_answer_stand_close_it_for_all_to_see(answered, resident, officer):
    for days in (3, 5):
        services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=days))
        services.decide_dispute(
            number=answered.number,
            upheld=services.Decision.DISMISSED,
            text="Giữ trả lời.",
            stamp=officer(UBND if days == 5 else VP, Role.LEADER, days=days + 1),
        )

    report = queries.by_number(answered.number)
    assert (report.state, report.duty.state, report.closed_on is None) == (
        "disputed", "closed", False,
    )  # fmt: skip
    assert queries.may(report, report.closed_on) == ["accept"]
    pile = queries.staff_queue("disputed", offices=None, today=report.closed_on)
    assert report.number not in {row.number for row in pile.rows}
    with pytest.raises(NotNow):
        services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=8))
    with pytest.raises(services.TooLate):
        services.withdraw(code=answered.code, stamp=resident(days=8))
    services.accept(code=answered.code, stamp=resident(days=9))
    assert queries.by_number(answered.number).state == "done"


def test_the_same_person_does_not_look_twice_under_another_hat(disputed, officer):
    number = disputed().number
    decided(number, officer(VP, Role.OFFICE_HEAD, days=4, who="chanh"))
    disputed(days=5)
    same = officer(UBND, Role.LEADER, days=6, who="chanh")
    before = record.root()

    with pytest.raises(MayNotJudge) as refusal:
        decided(number, same)

    assert (refusal.value.facts["rule"], record.root()) == ("same_reviewer", before)


@pytest.mark.parametrize("office", [VP, FRONT, CITY])
def test_no_office_decides_what_another_was_asked_to_look_at(disputed, officer, office):
    number = disputed().number
    decided(number, officer(VP, Role.OFFICE_HEAD, days=4))
    disputed(days=5)
    other = officer(office, Role.LEADER, days=6, who=f"other-{office}")
    before = record.root()

    with pytest.raises(services.NotOurs):
        decided(number, other)

    assert record.root() == before


def test_the_office_that_was_asked_decides_and_its_review_is_its_own(disputed, officer):
    number = disputed().number
    decided(number, officer(VP, Role.OFFICE_HEAD, days=4))
    disputed(days=5)

    decided(number, officer(UBND, Role.LEADER, days=6))

    report = queries.by_number(number)
    assert [one.duty.holder.slug for one in queries.disputes(report)] == [VP, UBND]
    assert len({tuple(one.duty.actors) for one in queries.disputes(report)}) == 2
    assert (report.state, report.duty.state) == ("disputed", "closed")


def test_whoever_judged_the_last_answer_is_not_the_first_to_judge_a_new_one(
    disputed, officer, note
):
    number = disputed().number
    decided(number, officer(VP, Role.OFFICE_HEAD, days=4), services.Decision.UPHELD)
    services.answer(
        number=number, text="Đã nối lại.", evidence=[note], outcome="done",
        stamp=officer(KT, days=5),
    )  # fmt: skip

    assert queries.disputes(disputed(days=6))[-1].reviewer == UBND


def test_an_earlier_holder_is_not_asked_to_look_again(ward, filing, resident, officer, note):
    receipt = services.receive(filing=filing(topic="thai_do_can_bo"), stamp=resident())
    services.transfer(
        number=receipt.number, to=KT, reason="Đúng việc", stamp=officer(UBND, Role.LEADER, days=1)
    )
    services.answer(
        number=receipt.number, text="Xong.", evidence=[note], outcome="done",
        stamp=officer(KT, days=2),
    )  # fmt: skip

    services.dispute(code=receipt.code, reason="slow", text="", stamp=resident(days=3))

    (only,) = queries.disputes(queries.by_number(receipt.number))
    assert only.reviewer == FRONT  # the committee had it, its office stands below it


def test_the_committees_answer_is_looked_at_by_two_bodies_of_the_ward(
    ward, filing, resident, officer, note
):
    receipt = services.receive(filing=filing(topic="thai_do_can_bo"), stamp=resident())
    services.answer(
        number=receipt.number, text="Xong.", evidence=[note], outcome="done",
        stamp=officer(UBND, days=2),
    )  # fmt: skip
    for days, office in ((3, FRONT), (5, COUNCIL)):
        services.dispute(code=receipt.code, reason="slow", text="", stamp=resident(days=days))
        decided(receipt.number, officer(office, Role.REVIEWER, days=days + 1))

    report = queries.by_number(receipt.number)
    assert [one.reviewer for one in queries.disputes(report)] == [FRONT, COUNCIL]
    assert report.duty.state == "closed"


def test_where_nobody_else_is_there_the_sender_is_told_so(received, resident, officer, note):
    city_front, number = "mttq-thanh-pho-mau", received.number
    services.transfer(
        number=number, to=FRONT, reason="Đúng việc", stamp=officer(UBND, Role.LEADER, days=1)
    )
    services.answer(
        number=number, text="Xong.", evidence=[note], outcome="done",
        stamp=officer(FRONT, days=2),
    )  # fmt: skip
    told = {"code": received.code, "reason": "slow", "text": ""}
    services.dispute(stamp=resident(days=3), **told)
    decided(number, officer(city_front, Role.REVIEWER, days=4))

    with pytest.raises(services.NoReviewer):
        services.dispute(stamp=resident(days=5), **told)
