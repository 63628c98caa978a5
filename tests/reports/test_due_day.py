"""No order of events moves the day by which a report was to be answered."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soi.core.mandates import Role
from soi.core.refusals import Refusal
from soi.reports import queries, services
from tests.reports.conftest import KT, UBND, VHXH

VP = "van-phong-phuong-mau"

ACTS = (
    "acknowledge", "transfer", "refer", "take_over", "outside", "answer", "accept", "dispute",
    "uphold", "dismiss", "expire", "ask", "close", "decline", "reopen", "withdraw", "publish",
    "hide", "add",
)  # fmt: skip


@pytest.fixture
def play(ward, filing, resident, officer, system, note):
    def play(acts):
        receipt = services.receive(filing=filing(), stamp=resident())
        for day, act in enumerate(acts, start=1):
            try:
                _act(act, receipt, day, resident, officer, system, note)
            except Refusal:
                continue
        return receipt

    return play


def _act(act, receipt, day, resident, officer, system, note):
    number, code = receipt.number, receipt.code
    ours, leader = officer(KT, days=day), officer(UBND, Role.LEADER, days=day)
    asked = queries.disputes(queries.by_number(number))
    reviewer = officer(asked[-1].reviewer if asked else VP, Role.OFFICE_HEAD, days=day)
    common = {"number": number, "stamp": ours}
    holder = queries.by_number(number).office
    done = {
        "acknowledge": lambda: services.acknowledge(**common),
        "transfer": lambda: services.transfer(
            to=VHXH if holder == KT else KT, reason="đúng việc", **common
        ),
        "refer": lambda: services.refer(to="so-xay-dung-mau", document="1", **common),
        "take_over": lambda: services.take_over(document="2", **common),
        "outside": lambda: services.record_outside_answer(text="Xong", document="3", **common),
        "answer": lambda: services.answer(text="Xong", evidence=[note], outcome="done", **common),
        "accept": lambda: services.accept(code=code, stamp=resident(day)),
        "dispute": lambda: services.dispute(code=code, reason="slow", text="", stamp=resident(day)),
        "uphold": lambda: services.decide_dispute(
            number=number, upheld=services.Decision.UPHELD, text="Đúng", stamp=reviewer
        ),
        "dismiss": lambda: services.decide_dispute(
            number=number, upheld=services.Decision.DISMISSED, text="Giữ", stamp=reviewer
        ),
        "expire": lambda: services.expire(today=system(day + 20).on, stamp=system(day)),
        "ask": lambda: services.ask_to_close(reason="Chưa có vốn", evidence=[note], **common),
        "close": lambda: services.close_unfixed(number=number, stamp=leader),
        "decline": lambda: services.decline_to_close(number=number, text="Làm", stamp=leader),
        "reopen": lambda: services.reopen(code=code, text="Lại hỏng", stamp=resident(day)),
        "withdraw": lambda: services.withdraw(code=code, stamp=resident(day)),
        "publish": lambda: services.publish(**common),
        "hide": lambda: services.hide(reason="Có tên người", **common),
        "add": lambda: services.add(code=code, text="Thêm", stamp=resident(day)),
    }
    done[act]()


@given(st.lists(st.sampled_from(ACTS), max_size=12))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_order_of_events_moves_the_due_day(play, acts):
    receipt = play(acts)

    report = queries.by_number(receipt.number)
    assert report.duty.due_on == receipt.due_on


def test_the_state_kept_is_the_one_that_the_events_lead_to(play):
    from soi.core.filings import Act, state_of

    acts = ["publish", "refer", "answer", "dispute", "uphold", "answer", "accept", "reopen"]
    receipt = play(acts)

    report = queries.by_number(receipt.number)
    acts = [Act(event.act) for event in queries.history(report)]
    assert report.state == state_of(acts) == "reopened"
