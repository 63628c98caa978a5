"""A sender who disagrees, and the reviews by others than who answered."""

import pytest

from soi.core.competence import MayNotJudge
from soi.core.filings import NotNow
from soi.core.mandates import Role
from soi.record import queries as record
from soi.reports import queries, services
from tests.reports.conftest import KT, UBND


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
    same_person = officer(UBND, Role.LEADER, days=4, who=f"{KT}-officer")
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
        stamp=officer(UBND, Role.LEADER, days=4),
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
        stamp=officer(UBND, Role.LEADER, days=4),
    )

    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=5))

    first, second = queries.disputes(queries.by_number(answered.number))
    assert (first.rank, second.rank) == (1, 2)
    assert first.reviewer != second.reviewer


def test_two_reviews_that_let_the_answer_stand_close_it_for_all_to_see(answered, resident, officer):
    for days in (3, 5):
        services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=days))
        services.decide_dispute(
            number=answered.number,
            upheld=services.Decision.DISMISSED,
            text="Giữ trả lời.",
            stamp=officer("mttq-phuong-mau" if days == 5 else UBND, Role.LEADER, days=days + 1),
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
