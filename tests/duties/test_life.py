"""Random histories: whatever is tried, in whatever order, the events alone tell the state."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soi.core.deadlines import Unit
from soi.core.duties import LIFE, Act, State
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.duties import queries, services
from soi.duties.services import NewEvidence
from soi.record import queries as record
from tests.acting import acting
from tests.duties.conftest import HOLDER, LIMIT

NOTE = NewEvidence("note", text="Đã đến nơi")
OTHERS = (HOLDER, "tram-y-te-phuong-mau", "van-phong-phuong-mau")
BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _stamp(office, day):
    return Stamp("tester", BEGAN + timedelta(days=day), office, f"user:{office}", case="test:1")


def _try(act, number, office, stamp, version):
    common = {"number": number, "stamp": stamp, "seen": version}
    words = {"reason": "Có lý do", **common}
    acts = {
        Act.ACKNOWLEDGE: lambda: services.acknowledge(**common),
        Act.DELEGATE: lambda: services.delegate(office=office, **words),
        Act.TRANSFER: lambda: services.transfer(office=office, **words),
        Act.EXTEND: lambda: services.extend(
            condition="needed", amount=5, unit=Unit.WORKING_DAY, document="1/QĐ", **words
        ),
        Act.PAUSE: lambda: services.pause(ground="Chờ giám định", document="2/QĐ", **common),
        Act.RESUME: lambda: services.resume(**words),
        Act.ADD_EVIDENCE: lambda: services.add_evidence(evidence=[NOTE], **common),
        Act.PROGRESS: lambda: services.progress(percent=40, text="", **common),
        Act.REPORT: lambda: services.report(text="Đã làm", evidence=[NOTE], **common),
        Act.RETURN: lambda: services.return_(**words),
        Act.JUDGE: lambda: services.judge(met="partly", **common),
        Act.REOPEN: lambda: services.reopen(**words),
        Act.ESCALATE: lambda: services.escalate(to="ubnd-phuong-mau", **words),
        Act.WITHDRAW: lambda: services.withdraw(**words),
    }
    return acts[act]()


UNTRIED = {
    Act.DRAFT, Act.ASSIGN, Act.CONFIRM, Act.NOTICE_OVERDUE, Act.RECOMPUTE, Act.MERGE,
    Act.REASSIGN, Act.REMIND, Act.UNMERGE, Act.KEEP_INSIDE,
}  # fmt: skip
TRIED = st.tuples(
    st.sampled_from([act for act in Act if act not in UNTRIED]),
    st.sampled_from(OTHERS),
    st.sampled_from(["dang-uy-phuong-mau", *OTHERS]),
    st.integers(0, 3),
)


EXAMPLES = 300 if os.environ.get("SOI_LONG") else 8


@pytest.mark.usefixtures("ward")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=st.lists(TRIED, min_size=1, max_size=14))
def test_whatever_was_tried_the_events_alone_give_the_stored_state(new_duty, history):
    limit = replace(LIMIT, suspension="tam_dinh_chi")
    duty = services.assign(
        new=new_duty(limit=limit, source_ref="test:1"), stamp=_stamp("dang-uy-phuong-mau", 0)
    )
    day = 0
    for act, office, actor, later in history:
        day += later
        _step(duty.number, act, office, _stamp(actor, day))

    kept = queries.by_number(duty.number)
    acts = [Act(event.act) for event in queries.events([duty.number])]
    assert LIFE.fold(acts) == State(kept.state)
    assert kept.version == len(acts)
    assert len(record.about(kept.ref)) == len(acts)
    assert (kept.verdict != "") == (kept.state == State.CLOSED)
    assert kept.origin_holder == HOLDER
    assert queries.stays(kept, list(queries.events([duty.number])))[-1].office == kept.holder.slug


def _step(number, act, office, stamp):
    before, root = queries.by_number(number), record.root()
    try:
        after = _try(act, number, office, stamp, before.version)
    except Refusal:
        assert record.root() == root
        assert queries.by_number(number).version == before.version
        return
    assert after.version == before.version + 1
    if act not in {Act.EXTEND, Act.RESUME, Act.REPORT}:
        assert after.due_on == before.due_on


def test_a_transfer_and_a_return_never_start_the_clock_again(duty):
    holder = acting("office_head", HOLDER, BEGAN + timedelta(days=1))
    judge = acting("party_office", "dang-uy-phuong-mau", BEGAN + timedelta(days=2))
    services.report(number=duty.number, text="Đã làm", evidence=[NOTE], stamp=holder)
    services.return_(number=duty.number, reason="Chưa đủ", stamp=judge)
    services.transfer(
        number=duty.number, office="van-phong-phuong-mau", reason="Đúng nơi", stamp=judge
    )

    assert queries.by_number(duty.number).due_on == date(2026, 3, 9)
