"""A complaint on the ordinary desk of reports: what may be done there, and what never."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from soi.core.filings import ON_COMPLAINT, Act, Kind, NotNow, State, in_procedure, is_ordinary
from soi.core.mandates import Mandate, Role
from soi.core.stamps import RESIDENT, Stamp
from soi.duties import queries as duties
from soi.duties.services import NewEvidence
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.services import Contact, Decision, Filing, PartGiven
from tests.complaints.conftest import CITY, DESK, UBND, VHXH
from tests.complaints.test_services import accepted, decided

NOTE = NewEvidence("document", document_number="12/TB", text="Thông báo")
TEXT = "Tôi khiếu nại quyết định xử phạt vì không đúng thửa đất."


@pytest.fixture
def sent(ward, at):
    """A complaint as its sender has it: number and code, received on the first day."""
    filing = Filing(
        kind="complaint",
        text=TEXT,
        topic="dat_dai",
        contact=Contact(name="Trần Thị Thử", address="12 Sen Hồng"),
    )
    return services.receive(filing=filing, stamp=at(0))


def told_its_decision(number, at):
    from soi.complaints import services as complaints

    accepted(number, at)
    decided(number, at)
    complaints.send(number=number, document="Sổ đi 9", stamp=at(14))


ACTS = {
    "publish": lambda a: services.publish(**a),
    "publish_masked": lambda a: services.publish_masked(**a),
    "hide": lambda a: services.hide(reason="x", **a),
    "acknowledge": lambda a: services.acknowledge(**a),
    "transfer": lambda a: services.transfer(to=VHXH, reason="x", **a),
    "answer": lambda a: services.answer(text="x", evidence=[NOTE], outcome="explained", **a),
    "refuse": lambda a: services.refuse(reason="not_competent", destination="Tòa án", **a),
    "ask_to_close": lambda a: services.ask_to_close(reason="x", evidence=[NOTE], **a),
    "close_unfixed": lambda a: services.close_unfixed(**a),
    "decline_to_close": lambda a: services.decline_to_close(text="x", **a),
    "refer": lambda a: services.refer(to=CITY, document="1/CV", **a),
}


@pytest.mark.parametrize("accept_first", [False, True], ids=["received", "accepted"])
@pytest.mark.parametrize("name", ACTS)
def test_the_ordinary_desk_moves_no_complaint(sent, at, name, accept_first):
    if accept_first:
        accepted(sent.number, at)
    before = record.root()

    with pytest.raises(services.ByProcedure):
        ACTS[name]({"number": sent.number, "stamp": at(2, office=DESK)})

    assert record.root() == before


def test_a_dispute_before_the_superior_is_not_decided_on_the_ordinary_desk(sent, at):
    from soi.complaints import services as complaints

    told_its_decision(sent.number, at)
    complaints.go_on(
        number=sent.number, resolver=CITY, received_on=at(20).on, document="Đơn", stamp=at(20)
    )
    before = record.root()

    for upheld in Decision:
        with pytest.raises(services.ByProcedure):
            services.decide_dispute(number=sent.number, upheld=upheld, text="x", stamp=at(21))
    with pytest.raises(services.ByProcedure):  # a yes here would be a withdrawal without signature
        services.accept(code=sent.code, stamp=at(21))

    assert record.root() == before
    assert "accept" not in queries.may(queries.by_number(sent.number), at(21).on)


def test_a_complaint_is_not_taken_back_disputed_or_opened_again_by_code(sent, at):
    told_its_decision(sent.number, at)
    refused = {
        services.SecondInstance: lambda: services.dispute(
            code=sent.code, reason="wrong", text="x", stamp=at(15)
        ),
        services.BySignature: lambda: services.withdraw(code=sent.code, stamp=at(15)),
    }
    for refusal, act in refused.items():
        with pytest.raises(refusal):
            act()
    services.accept(code=sent.code, stamp=Stamp(RESIDENT, at(16).at))
    before = record.root()

    with pytest.raises(services.SecondInstance):
        services.reopen(code=sent.code, text="Mở lại", stamp=at(17))

    report = queries.by_number(sent.number)
    assert (report.state, report.duty.state, record.root()) == ("done", "closed", before)


def test_the_photo_of_a_complaint_is_evidence_as_it_came(sent, at):
    services.add(
        code=sent.code,
        text="Thêm ảnh",
        photos=(services.NewPhoto(b"\xff\xd8jpeg", 10, 10),),
        stamp=at(1),
    )
    (photo,) = queries.photos(queries.by_number(sent.number), hidden=True)

    with pytest.raises(services.NotPublic):
        services.blur(
            number=sent.number,
            photo=photo.pk,
            picture=services.NewPhoto(b"\xff\xd8x", 1, 1),
            areas=1,
            reason="personal_data",
            stamp=at(2),
        )


def test_until_it_is_accepted_a_complaint_is_sorted_like_any_filing(sent, at):
    services.ask_sender(number=sent.number, text="Quyết định số mấy?", stamp=at(1))
    services.reclassify(
        number=sent.number, kind="report", topic="dat_dai", reason="là phản ánh", stamp=at(1)
    )
    services.reclassify(
        number=sent.number, kind="complaint", topic="dat_dai", reason="vẫn là KN", stamp=at(1)
    )
    parts = [
        PartGiven("complaint", "dat_dai", TEXT),
        PartGiven("report", "ha_tang", "Đèn đường Sen Hồng tắt ba đêm liền."),
    ]

    (other,) = services.split(number=sent.number, parts=parts, stamp=at(1))

    assert queries.by_number(other.number).kind == "report"
    assert queries.by_number(sent.number).state == "assigned"


def test_once_it_is_accepted_no_sorting_takes_a_complaint_out_of_its_procedure(sent, at):
    accepted(sent.number, at)
    before = record.root()

    with pytest.raises(services.ByProcedure):
        services.reclassify(
            number=sent.number, kind="report", topic="dat_dai", reason="x", stamp=at(2)
        )
    with pytest.raises(services.ByProcedure):
        services.split(
            number=sent.number,
            parts=[PartGiven("report", "dat_dai", TEXT), PartGiven("report", "khac", TEXT)],
            stamp=at(2),
        )

    assert record.root() == before


def offered(client, number):
    page = client.get(f"/staff/reports/{number}/").content.decode()
    return set(re.findall(rf"/staff/reports/{number}/([a-z-]+)/", page))


PLAYERS = [
    ("desk_officer", DESK),
    ("officer", UBND),
    ("office_head", UBND),
    ("leader", UBND),
    ("reviewer", UBND),
]
FORMS = {
    "refuse": {"reason": "not_competent", "destination": "Tòa án", "text": "không nhận"},
    "transfer": {"to": "van-phong-phuong-mau", "text": "chuyển"},
    "refer": {"to": CITY, "document": "1/CV"},
    "answer": {"text": "Bác", "outcome": "explained", "document": "12/TB"},
    "acknowledge": {},
    "ask-to-close": {"text": "Khó", "document": "12/TB"},
    "close-unfixed": {"text": "Khó"},
    "decide": {"upheld": "dismissed", "text": "giữ"},
    "publish": {},
}


@pytest.mark.parametrize(("role", "office"), PLAYERS)
def test_no_role_is_offered_an_ordinary_act_on_a_complaint(client, user, complained, role, office):
    number = complained(timezone.localdate())
    client.force_login(user(role, office))
    before = record.root()

    statuses = {
        client.post(f"/staff/reports/{number}/{act}/", {"seen": 1, **told}).status_code
        for act, told in FORMS.items()
    }

    assert offered(client, number) <= {"identity"}
    assert statuses <= {403, 404}
    assert record.root() == before


def test_the_desk_is_offered_no_merging_of_a_complaint(client, user, complained):
    number = complained(timezone.localdate())
    client.force_login(user("desk_officer", DESK))

    page = client.get(f"/staff/desk/sort/{number}/").content.decode()

    assert f"/sort/{number}/merge/" not in page
    assert f"/sort/{number}/sort/" in page


@pytest.mark.parametrize("role", ["office_head", "leader"])
def test_the_clock_of_a_complaint_is_stopped_in_its_register_alone(
    client, user, complained, at, role
):
    from soi.complaints import queries as complaints

    number = complained()
    accepted(number, at)
    duty = complaints.cases(number)[0].duties["settle"]
    client.force_login(user(role, UBND))

    page = client.get(f"/staff/complaints/{number}/").content.decode()
    told = {"seen": 1, "ground": "Chờ giám định", "document": "6/QĐ", "text": "Chờ"}
    paused = client.post(f"/staff/duties/{duty}/pause/", told)

    assert f"/{number}/1/suspend/" in page
    assert paused.status_code == 403
    assert not duties.by_number(duty).paused


@pytest.mark.parametrize(
    ("act", "why"),
    [("acknowledge", "by_procedure"), ("transfer", "by_procedure"), ("publish", "not_public")],
)
def test_a_bulk_act_leaves_complaints_where_they_are(complained, at, act, why):
    from soi.desk import services as desk

    number = complained()
    told = {"to": VHXH, "reason": "sai nơi"}
    run = desk.begin(act=act, numbers=[number], params=told, stamp=at(1))

    mandate = Mandate("user:1", Role.OFFICE_HEAD, UBND, "", date(2026, 1, 1))
    if act == "publish":
        mandate = replace(mandate, role=Role.LEADER)
    run = desk.go_on(pk=run.pk, stamp=at(1), mandate=mandate)

    assert (run.done, {one.why for one in run.failed}) == ([], {why})
    assert queries.by_number(number).state == "assigned"


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PETITION])
def test_of_other_kinds_every_act_is_ordinary(kind):
    assert all(is_ordinary(act, kind, state) for act in Act for state in State)


def test_no_ordinary_act_but_the_senders_yes_and_sorting_moves_a_complaint():
    moved = {
        act
        for act, states in ON_COMPLAINT.items()
        for state in states
        if act is not Act.ERASED and leads(state, act) not in {None, state}
    }

    assert moved == {Act.ACCEPTED, Act.RECLASSIFIED}


def leads(state, act):
    try:
        return in_procedure(state, act)
    except NotNow:
        return None


def test_what_is_found_to_be_no_complaint_leaves_the_register(complained, at):
    from soi.complaints import queries as complaints
    from soi.complaints import services as register
    from soi.core.complaints import Against

    number = complained()
    register.open_case(number=number, stamp=at(0), against=Against.DECISION)
    assert complaints.register(offices=[UBND]).exists()

    services.reclassify(
        number=number, kind="report", topic="dat_dai", reason="là phản ánh",
        stamp=at(1, office=DESK),
    )  # fmt: skip

    assert not complaints.register(offices=[UBND]).exists()
