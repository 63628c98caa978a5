"""Nothing goes through past the views that a page would not offer, nor the other way round."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from soi.complaints import queries as complaint_queries
from soi.complaints import services as complaints
from soi.core import complaint_life
from soi.core import complaints as complaint
from soi.core import duties as duty
from soi.core.complaints import Against, Finding
from soi.core.deadlines import Extension, Limit, Unit
from soi.core.duties import Act, Kind
from soi.core.permits import ANYBODY
from soi.core.stamps import RESIDENT, Stamp
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.duties.services import NewDuty, NewEvidence
from tests.acting import acting, system, unbound
from tests.counter.matrix import Rule, Sheet, holes

AT = datetime(2026, 7, 6, 1, tzinfo=UTC)
_LATER = datetime(2026, 12, 2, 1, tzinfo=UTC)
NOTE = NewEvidence("note", text="Đã đến nơi")
KT, VH, VP, HEALTH = (
    "phong-kt-phuong-mau", "phong-vhxh-phuong-mau", "van-phong-phuong-mau", "tram-y-te-phuong-mau",
)  # fmt: skip
UB, CITY, DESK = "ubnd-phuong-mau", "ubnd-thanh-pho-mau", "mot-cua-phuong-mau"
PARTY, FRONT, POLICE = "dang-uy-phuong-mau", "mttq-phuong-mau", "cong-an-phuong-mau"
YOUTH = "thanh-nien-phuong-mau"
LIMIT = Limit(
    "demo.five", "2026-01-12", 5, Unit.WORKING_DAY, "QĐ 27", statutory=False,
    suspension="tam_dinh_chi",
    extensions=(Extension("needed", 1, 5, Unit.WORKING_DAY, "quyết định"),),
)  # fmt: skip
SEATS = {
    "holder": KT, "lent": HEALTH, "before": VH, "asked": PARTY, "decided": POLICE, "above": UB,
    "city": CITY, "front": FRONT, "desk": DESK, "reviewer": VP, "youth": YOUTH,
}  # fmt: skip


def a_duty(state, **more):
    """Make a duty that another office held before, and that is lent to one."""
    new = NewDuty(
        kind=Kind.SESSION_REQUEST, title="Thu rác", holder=VH, starts_on=AT.date(), limit=LIMIT,
        requester_office=PARTY, deciding_office=POLICE, **more,
    )  # fmt: skip
    if state == "draft":
        return duty_queries.by_number(
            duties.draft(new=replace(new, holder=KT), stamp=unbound(AT)).number
        )
    number = duties.assign(new=new, stamp=unbound(AT)).number
    duties.transfer(number=number, office=KT, reason="x", stamp=unbound(AT))
    head = acting("office_head", KT, AT, person="")
    duties.delegate(number=number, office=HEALTH, reason="x", stamp=head)
    if state == "paused":
        duties.pause(number=number, ground="x", document="1", stamp=head)
    if state in ("reported", "closed"):
        duties.report(number=number, text="x", evidence=[NOTE], stamp=head)
    if state == "closed":
        asked = acting("party_office", PARTY, AT)
        duties.judge(number=number, met="partly", stamp=asked)
    return duty_queries.by_number(number)


def call(name, **words):
    return lambda case, stamp: getattr(duties, name)(number=case.number, stamp=stamp, **words)


WORDS = {"reason": "Có lý do"}
OWN = "holder lent"
LED = "holder lent above city"
JUDGES = (Rule("duties.judge", "asked above city front reviewer"),)
SHEET = Sheet(
    duty_queries.DUTIES,
    a_duty,
    states={
        Act.CONFIRM: "draft", Act.RETURN: "reported", Act.JUDGE: "reported",
        Act.REOPEN: "closed", Act.RESUME: "paused", Act.UNMERGE: "closed",
        **dict.fromkeys(
            (Act.ACKNOWLEDGE, Act.DELEGATE, Act.EXTEND, Act.PAUSE, Act.ADD_EVIDENCE, Act.PROGRESS,
             Act.TRANSFER, Act.ESCALATE, Act.REPORT, Act.WITHDRAW, Act.REASSIGN, Act.REMIND,
             Act.NOTICE_OVERDUE, Act.MERGE), "open",
        ),
    },
    seats=SEATS,
    at=AT,
    calls={
        Act.CONFIRM: call("confirm"),
        Act.ACKNOWLEDGE: call("acknowledge"),
        Act.DELEGATE: call("delegate", office=YOUTH, **WORDS),
        Act.EXTEND: call("extend", condition="needed", amount=3, unit=Unit.WORKING_DAY,
                         document="1/QĐ", **WORDS),
        Act.PAUSE: call("pause", ground="x", document="1/QĐ"),
        Act.RESUME: call("resume", **WORDS),
        Act.ADD_EVIDENCE: call("add_evidence", evidence=[NOTE]),
        Act.PROGRESS: call("progress", percent=10, text=""),
        Act.TRANSFER: call("transfer", office=VP, **WORDS),
        Act.ESCALATE: call("escalate", to=UB, **WORDS),
        Act.REPORT: call("report", text="Xong", evidence=[NOTE]),
        Act.RETURN: call("return_", **WORDS),
        Act.JUDGE: call("judge", met="partly"),
        Act.REOPEN: call("reopen", **WORDS),
        Act.WITHDRAW: call("withdraw", **WORDS),
        Act.REASSIGN: call("reassign", post="x", **WORDS),
        Act.REMIND: call("remind", to=KT, rung="half"),
        Act.NOTICE_OVERDUE: call("notice_overdue"),
        Act.MERGE: call("merge", into="NV-0"),
        Act.UNMERGE: call("unmerge", **WORDS),
    },
    may={
        Act.CONFIRM: (Rule("duties.assign", "asked decided asked_from_holder asked_from_before"),),
        Act.ACKNOWLEDGE: (Rule("duties.acknowledge", OWN),),
        Act.DELEGATE: (Rule("duties.delegate", LED),),
        Act.EXTEND: (Rule("duties.extend", LED),),
        Act.PAUSE: (Rule("duties.pause", LED),),
        Act.RESUME: (Rule("duties.pause", LED),),
        Act.ADD_EVIDENCE: (Rule("duties.add_evidence", OWN),),
        Act.PROGRESS: (Rule("duties.progress", OWN),),
        Act.TRANSFER: (
            Rule("duties.transfer", "holder above city"),
            Rule("duties.assign", "asked decided asked_from_holder asked_from_before"),
        ),
        Act.ESCALATE: (
            Rule("duties.escalate", " ".join(SEATS) + " asked_from_holder asked_from_before"),
        ),
        Act.REPORT: (Rule("duties.report", OWN),),
        Act.RETURN: JUDGES,
        Act.JUDGE: JUDGES,
        Act.REOPEN: JUDGES,
        Act.WITHDRAW: (Rule("duties.assign", "asked decided asked_from_before"),),
        Act.REASSIGN: (Rule("duties.report", OWN), Rule("desk.deputise", LED)),
        Act.REMIND: (), Act.NOTICE_OVERDUE: (), Act.MERGE: (), Act.UNMERGE: (),
    },
)  # fmt: skip


@pytest.fixture
def hats(ward):
    """Let somebody work for the holder, and somebody for who held it before."""
    from soi.core.mandates import Role
    from soi.core.stamps import SYSTEM
    from soi.people import services as people

    mark = Stamp(SYSTEM, datetime(2026, 1, 2, tzinfo=UTC))
    found = {}
    for name, office in (("holder", KT), ("before", VH)):
        user = people.create_user(username=name, display_name=name, password=None, stamp=mark)
        people.give_mandate(
            user=user, role=Role.OFFICER, office=office, since=date(2025, 1, 1), document="QĐ",
            stamp=mark,
        )  # fmt: skip
        found[f"asked_from_{name}"] = ("asked", f"user:{user.pk}")
    return replace(SHEET, hats=found)


def test_every_act_that_a_duty_knows_stands_on_the_sheet():
    # These begin a duty, or move many at once by an event or a law.
    apart = {Act.DRAFT, Act.ASSIGN, Act.RECOMPUTE, Act.KEEP_INSIDE}

    assert set(SHEET.calls) == set(SHEET.may) == set(SHEET.states) == set(Act) - apart


def test_on_duties_nothing_goes_through_that_a_page_would_not_offer(hats):
    assert holes(hats) == []


def test_an_office_gives_duties_in_its_own_name_alone(ward):
    new = NewDuty(
        kind=Kind.SESSION_REQUEST, title="x", holder=KT, starts_on=AT.date(), requester_office=PARTY
    )
    for office, goes in ((PARTY, True), (UB, False), (KT, False)):
        try:
            duties.assign(new=new, stamp=acting("office_head", office, AT))
            went = True
        except duty_queries.DUTIES.life.demands[Act.ASSIGN][0].refusal:
            went = False
        assert went is goes


TAKEN_OUT = [
    (Act.WITHDRAW, {"never": ()}),  # the holder as deciding office, or its staff, rids itself of it
    (Act.JUDGE, {"never": ()}),
    (Act.JUDGE, {"of": (ANYBODY,)}),
    (Act.REPORT, {"of": (ANYBODY,)}),
    (Act.EXTEND, {"permission": "staff.enter"}),
    (Act.CONFIRM, {"of": (ANYBODY,)}),
    (Act.ESCALATE, {"permission": "staff.enter"}),
]


@pytest.mark.parametrize(("act", "without"), TAKEN_OUT)
def test_the_matrix_sees_that_a_demand_was_taken_out(hats, monkeypatch, act, without):
    first, *rest = duty.LIFE.demands[act]
    monkeypatch.setitem(duty.LIFE.demands, act, (replace(first, **without), *rest))

    assert holes(hats, act) != []


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.PAUSE, Act.TRANSFER, Act.JUDGE, Act.ACKNOWLEDGE])
def test_the_matrix_sees_a_service_that_forgets_to_ask(hats, monkeypatch, act):
    from soi.core.permits import Permit
    from soi.counter import services as counter

    asks = counter.permit

    def forgetful(register, case, this, stamp, demands=()):
        return Permit(stamp.mandate) if this is act else asks(register, case, this, stamp, demands)

    monkeypatch.setattr(counter, "permit", forgetful)

    assert holes(hats, act) != []


# Complaints: an instance in the ward against an office of the ward; and one before the superior.


def a_complaint(stage, target):
    from soi.reports import services as reports
    from soi.reports.services import Contact, Filing

    filing = Filing(
        kind="complaint", text="Tôi khiếu nại quyết định xử phạt.", topic="dat_dai",
        contact=Contact(name="Trần Thị Thử", address="12 Sen Hồng"),
    )  # fmt: skip
    number = reports.receive(filing=filing, stamp=Stamp(RESIDENT, AT)).number
    head = acting("office_head", UB, AT)
    complaints.open_case(
        number=number, stamp=head, against=Against.DECISION, target=target, front=FRONT
    )
    if stage == 2:
        complaints.accept(number=number, document="1", verifier=VP, stamp=head)
        later = acting("desk_officer", DESK, datetime(2026, 12, 1, tzinfo=UTC))
        complaints.go_on(
            number=number, resolver=CITY, received_on=later.on, document="2", stamp=later,
            hindered=True,
        )  # fmt: skip
    return complaint_queries.cases(number)[stage - 1]


def made(stage, target):
    def make(state):
        case = a_complaint(stage, target)
        if state not in ("received", "incomplete"):
            hand = acting("office_head", UB if stage == 1 else DESK, _LATER)
            complaints.accept(
                number=case.report.number, stage=stage, document="1", verifier=VP, stamp=hand
            )
            case = complaint_queries.cases(case.report.number)[stage - 1]
        # A state that the law reaches in months is set: what is tried is who may go on from it.
        type(case).objects.filter(pk=case.pk).update(
            state=state, duties={**case.duties, "info-1": "", "suspension-1": ""}
        )
        case.dialogues.create(on=AT, place="x", notice_on=AT.date(), notice_document="1")
        if state == "verified":
            case.steps.create(act="execution_stayed", on=AT.date(), at=AT, by="x")
        return complaint_queries.cases(case.report.number)[stage - 1]

    return make


_A = complaint.Act


def do(name, *, stage=True, **words):
    def called(case, stamp):
        more = {"stage": case.stage} if stage else {}
        getattr(complaints, name)(number=case.report.number, stamp=stamp, **more, **words)

    return called


SAID = {"text": "x", "document": "1"}
PARTS = dict.fromkeys(("content", "first_result", "verification", "grounds", "order", "ways"), "x")
STEPS = {
    _A.ASKED: ("received", do("ask_missing", **SAID)),
    _A.COMPLETED: ("incomplete", do("complete", text="x")),
    _A.ACCEPTED: ("received", do("accept", document="1", verifier=VP)),
    _A.DECLINED: ("received", do("decline", ground="internal", **SAID)),
    _A.INFO_ASKED: ("accepted", do("ask_info", holder=VP, **SAID)),
    _A.INFO_GIVEN: ("accepted", do("take_info", key="info-1", document="1")),
    _A.EXECUTION_STAYED: ("accepted", do("stay_execution", **SAID)),
    _A.EXECUTION_RESUMED: ("verified", do("resume_execution", **SAID)),
    _A.VERIFIED: ("accepted", do("verify", **SAID)),
    _A.DIALOGUE_CALLED: ("accepted", do("call_dialogue", at=datetime(2027, 1, 2, tzinfo=UTC),
                                        place="x", document="1")),
    _A.DIALOGUE_HELD: ("accepted", do("hold_dialogue", chair="x", present="x", minutes="x",
                                      outcome="x", document="1")),
    _A.SUSPENDED: ("accepted", do("suspend", **SAID)),
    _A.RESUMED: ("suspended", do("resume", **SAID)),
    _A.NOTIFIED: ("suspended", do("notify", document="1")),
    _A.WITHDRAWN: ("accepted", do("withdraw", places=[1], document="1")),
    _A.STOPPED: ("accepted", do("stop", **SAID)),
    _A.DECIDED: ("verified", do("decide", document="1", finding=Finding.WRONG, parts=PARTS,
                                agreed="x")),
    _A.SENT: ("decided", do("send", document="1")),
    _A.FRONT_TOLD: ("decided", do("tell_front", document="1")),
    _A.TOOK_EFFECT: ("sent", do("take_effect")),
    _A.CONTINUED: ("decided", do("go_on", stage=False, resolver=CITY, received_on=date(2026, 7, 6),
                                 document="1")),
    _A.WENT_TO_COURT: ("decided", do("go_to_court", document="1")),
}  # fmt: skip
HEAD_DECIDES = {
    _A.ACCEPTED, _A.DECLINED, _A.EXECUTION_STAYED, _A.EXECUTION_RESUMED, _A.SUSPENDED, _A.RESUMED,
    _A.STOPPED, _A.DECIDED,
}  # fmt: skip
COMPLAINT_SEATS = {
    "resolver": UB, "target": KT, "desk": DESK, "city": CITY, "front": FRONT, "verifier": VP,
    "party": PARTY,
}  # fmt: skip


def sheet(stage, target, prepare, decide):
    def rules(act):
        if act is _A.TOOK_EFFECT:
            return ()
        seats, permission = prepare, "complaints.prepare"
        if act in HEAD_DECIDES:
            seats, permission = decide, "complaints.prepare" if stage == 2 else "complaints.decide"
        return (Rule(permission, seats),)

    steps = {act: row for act, row in STEPS.items() if not (stage == 2 and act is _A.CONTINUED)}
    return Sheet(
        complaint_queries.COMPLAINTS,
        made(stage, target),
        states={act: state for act, (state, _) in steps.items()},
        seats=COMPLAINT_SEATS,
        calls={act: do for act, (_, do) in steps.items()},
        may={act: rules(act) for act in steps},
        at=_LATER,
    )


FIRST = sheet(1, KT, "resolver desk city", "resolver city")
SECOND = sheet(2, KT, "resolver desk city", "resolver desk city")
AGAINST_US = sheet(2, UB, "desk city", "desk city")


def test_every_step_of_a_complaint_stands_on_the_sheet():
    assert set(FIRST.calls) == set(_A) - {_A.RECEIVED}


@pytest.mark.parametrize("one", [FIRST, SECOND, AGAINST_US], ids=["first", "second", "against_us"])
def test_on_complaints_nothing_goes_through_that_a_page_would_not_offer(ward, one):
    assert holes(one) == []


@pytest.mark.parametrize(
    ("act", "without"),
    [
        (_A.DECIDED, {"permission": "complaints.prepare"}),
        (_A.ACCEPTED, {"of": (ANYBODY,)}),
        (_A.DECLINED, {"permission": "complaints.prepare"}),
    ],
)
def test_the_matrix_sees_that_a_step_lost_a_demand(ward, monkeypatch, act, without):
    first, *rest = complaint_life.LIFE.demands[act]
    monkeypatch.setitem(complaint_life.LIFE.demands, act, (replace(first, **without), *rest))

    assert holes(FIRST, act) != []


def test_the_matrix_sees_that_the_office_complained_of_is_let_in(ward, monkeypatch):
    demands = tuple(replace(one, never=()) for one in complaint_life.LIFE.demands[_A.DECIDED])
    monkeypatch.setitem(complaint_life.LIFE.demands, _A.DECIDED, demands)

    assert holes(AGAINST_US, _A.DECIDED) != []


def test_the_system_alone_lets_a_decision_take_effect(ward):
    case = made(1, KT)("sent")

    complaints.take_effect(number=case.report.number, stamp=system(acting("officer", UB, _LATER)))

    assert complaint_queries.cases(case.report.number)[0].state == "in_force"
