from datetime import date, timedelta

import pytest

from soi.core.lives import NotNow
from soi.core.mandates import NotPermitted
from soi.core.oversight import Act, Conflicted, Kind, NotOnTeam, Unsigned, Vote
from soi.core.refusals import Refusal, Unacceptable
from soi.counter.registers import Unknown
from soi.counter.services import ChangedMeanwhile
from soi.duties import queries as duties
from soi.duties import services as duty_services
from soi.duties.services import NewEvidence
from soi.oversight import services
from soi.oversight.services import Member
from soi.oversight.services.advising import StillOwed
from soi.oversight.services.planning import MayNotLead, NoticeTooShort
from soi.record import queries as record
from tests.oversight.conftest import (
    ALL,
    BOARD,
    FRONT,
    KT,
    START,
    UBND,
    WOMEN,
    adopted,
    at,
    head,
    new_visit,
    received,
    row,
    team,
    theirs,
)


def refused(refusal, act, **words):
    """Do an act that is refused, and see that it left no trace."""
    before = record.root()
    with pytest.raises(refusal) as found:
        act(**words)
    assert record.root() == before
    return found.value


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"leading": KT, "subject": UBND}, "not_an_overseer"),
        ({"subject": FRONT}, "own_superior"),
        ({"leading": BOARD, "subject": FRONT}, "own_superior"),
        ({"leading": WOMEN}, "front_agreement"),
        ({"kind": Kind.BOARD}, "board_only"),
    ],
)
def test_the_law_says_who_may_lead(ward, changed, rule):
    new = new_visit(**changed)

    refusal = refused(MayNotLead, services.plan, new=new, stamp=at(0, office=new.leading))

    assert refusal.facts["rule"] == rule


def test_an_organisation_leads_with_the_paper_of_the_front(ward):
    new = new_visit(leading=WOMEN, agreed="5/MTTQ")

    visit = services.plan(new=new, stamp=at(0, "office_head", WOMEN))

    assert visit.state == "planned"


def test_nobody_plans_for_another_body(ward):
    refused(NotPermitted, services.plan, new=new_visit(), stamp=at(0, office=WOMEN))


@pytest.mark.parametrize(
    ("kind", "days", "allowed"),
    [
        (Kind.DELEGATION, 14, False),
        (Kind.DELEGATION, 19, True),
        (Kind.BOARD, 6, False),
        (Kind.BOARD, 7, True),
        (Kind.PROJECT, 44, False),
        (Kind.PROJECT, 45, True),
    ],
)
def test_the_plan_arrives_as_long_before_as_the_law_asks(ward, kind, days, allowed):
    starts_on = (START + timedelta(days=days)).date()
    if allowed:
        services.planning.demand_notice(kind, starts_on, START.date())
        return
    with pytest.raises(NoticeTooShort):
        services.planning.demand_notice(kind, starts_on, START.date())


@pytest.mark.parametrize(
    ("members", "refusal"),
    [([], Unacceptable), ([Member("user:1", "Một")], Unacceptable)],
)
def test_a_team_has_one_lead(planned, members, refusal):
    refused(refusal, services.seat, number=planned, members=members, stamp=at(0))


def test_whoever_serves_in_the_subject_does_not_sit(planned, person):
    insider = person("officer", KT).person
    members = [*team(), Member(insider, "Người của phòng")]

    refusal = refused(Conflicted, services.seat, number=planned, members=members, stamp=at(0))

    assert refusal.facts["rule"] == "subject_staff"


def test_kin_sit_on_no_projects_board(ward):
    visit = services.plan(new=new_visit(kind=Kind.PROJECT), stamp=at(0))
    members = [*team(), Member("user:9", "Người thân", kin=True)]

    refusal = refused(Conflicted, services.seat, number=visit.number, members=members, stamp=at(0))

    assert refusal.facts["rule"] == "kin"


def test_no_plan_goes_out_without_a_team(planned):
    words = {"starts_on": date(2026, 10, 25), "document": "12/KH"}

    refused(Unacceptable, services.announce, number=planned, stamp=at(1), **words)


def test_a_visit_does_not_begin_before_its_day(announced):
    refused(Unacceptable, services.start, number=announced, questions=[], stamp=at(10))


def test_the_checklist_is_frozen_with_the_first_day(held):
    refused(NotNow, services.start, number=held, questions=[], stamp=at(21))

    assert [one["key"] for one in row(held).checklist] == ["q1", "q2"]


def test_minutes_are_kept_in_versions_and_a_new_one_takes_the_signatures_off(held):
    services.minute(number=held, text="Một", stamp=at(20))
    services.sign(number=held, stamp=at(20))
    services.countersign(number=held, differences="", stamp=theirs(20))

    services.minute(number=held, text="Hai", stamp=at(21))

    visit = row(held)
    assert (visit.signed_on, visit.countersigned_on) == (None, None)
    assert list(visit.versions.values_list("text", flat=True)) == ["Một", "Hai"]
    digests = [line["facts"]["minutes_digest"] for line in record.about(visit.ref)
               if line["kind"] == "visit.minutes_written"]  # fmt: skip
    assert digests == list(visit.versions.values_list("digest", flat=True))


def test_the_other_side_signs_after_the_team_with_what_it_rejects(held):
    services.minute(number=held, text="Một", stamp=at(20))
    refused(Unsigned, services.countersign, number=held, differences="", stamp=theirs(20))
    services.sign(number=held, stamp=at(20))

    services.countersign(number=held, differences="Không nhận", stamp=theirs(20))

    assert row(held).differences == "Không nhận"


def test_the_days_to_report_run_from_the_end_of_the_meeting(held):
    services.minute(number=held, text="Một", stamp=at(20))
    services.sign(number=held, stamp=at(20))

    assert row(held).report_due_on == date(2026, 11, 5)  # 15 days (NQLT 403/2017, Điều 9.1)


@pytest.mark.parametrize("vote", [Vote(1, 2), Vote(0, 0), Vote(4), Vote(-1, 2), Vote(1)])
def test_a_finding_is_carried_by_most_of_the_team(held, vote):
    words = {"fact": "a", "norm": "b", "evidence": "c", "grade": "established", "dissent": ""}
    from soi.core.oversight import Grade

    words["grade"] = Grade.ESTABLISHED
    refused(Refusal, services.find, number=held, vote=vote, stamp=at(20), **words)


def test_whoever_wrote_the_report_does_not_conclude(reported):
    words = {"text": "Kết luận", "document": "15/KL"}

    refusal = refused(NotPermitted, services.conclude, number=reported, stamp=at(28), **words)

    assert refusal.facts["rule"] == "author"


@pytest.mark.parametrize(
    ("stamp", "rule"),
    [(theirs(28), "subject"), (head(28, WOMEN), "stranger")],
)
def test_neither_the_subject_nor_a_stranger_concludes(reported, stamp, rule):
    words = {"text": "Kết luận", "document": "15/KL"}

    refusal = refused(Refusal, services.conclude, number=reported, stamp=stamp, **words)

    if isinstance(refusal, NotPermitted):
        assert refusal.facts["rule"] == rule
    else:
        assert isinstance(refusal, Unknown)


def test_nothing_of_a_visit_is_public_before_its_conclusion(reported):
    entries = record.about(row(reported).ref)

    assert entries
    services.conclude(number=reported, text="x", document="15/KL", stamp=head(28))
    assert row(reported).is_public


def test_a_recommendation_binds_from_its_proven_receipt(concluded):
    number = adopted(concluded)
    from soi.oversight.models import Recommendation

    assert Recommendation.objects.get(number=number).duty == ""
    refused(NotPermitted, services.confirm, number=number, stamp=at(30))
    services.confirm(number=number, stamp=head(30))
    services.send(number=number, document="16/MTTQ", stamp=at(31))
    early = (START + timedelta(days=10)).date()
    words = {"received_on": early, "proof": "ký sổ"}
    refused(Unacceptable, services.receive, number=number, stamp=at(33), **words)

    words["received_on"] = (START + timedelta(days=32)).date()
    found = services.receive(number=number, stamp=at(33), **words)

    duty = duties.by_number(found.duty)
    assert (duty.holder.slug, duty.requester_office, duty.starts_on) == (
        KT,
        FRONT,
        words["received_on"],
    )
    assert duty.due_on is None  # the Front's has no day in law (Luật MTTQ, Điều 29)


def test_a_written_day_binds_where_the_law_gives_none(concluded):
    found = received(concluded, written_due_on=date(2026, 12, 1))

    duty = duties.by_number(found.duty)
    assert duty.due_on == date(2026, 12, 1)
    assert "16/MTTQ" in duty.due_source


def test_an_answer_is_no_remedy_and_the_overseer_judges(concluded):
    found = received(concluded)
    note = (NewEvidence("note", text="đã thu gom"),)
    duty_services.report(number=found.duty, text="Đã làm", evidence=note, stamp=theirs(35))
    refused(StillOwed, services.close, number=concluded, stamp=head(36))
    refused(Refusal, duty_services.judge, number=found.duty, stamp=theirs(36))

    duty_services.judge(number=found.duty, met="partly", text="mới lô C", stamp=head(40))
    services.close(number=concluded, stamp=head(41))

    assert duties.by_number(found.duty).verdict == "partly"
    assert row(concluded).state == "closed"


def test_a_recommendation_may_be_taken_back_before_it_arrives_and_says_why(concluded):
    number = adopted(concluded)
    refused(Unacceptable, services.take_back, number=number, reason=" ", stamp=at(30))

    services.take_back(number=number, reason="trùng", stamp=at(30))

    refused(NotNow, services.confirm, number=number, stamp=head(31))


def test_the_board_has_fifteen_days_in_law(ward, person):
    lead = "user:inspection_board-ban-ttnd-phuong-mau"
    mine = lambda days: at(days, "inspection_board", BOARD)  # noqa: E731
    new = new_visit(kind=Kind.BOARD, leading=BOARD, subject=UBND)
    number = services.plan(new=new, stamp=mine(0)).number
    services.seat(number=number, members=team(lead), stamp=mine(0))
    services.announce(number=number, starts_on=date(2026, 10, 20), document="1", stamp=mine(1))
    services.start(number=number, questions=[], stamp=mine(20))
    services.minute(number=number, text="x", stamp=mine(20))
    services.sign(number=number, stamp=mine(20))
    services.report(number=number, text="x", stamp=mine(21))
    refused(NotPermitted, services.conclude, number=number, text="x", document="1", stamp=mine(22))
    services.conclude(number=number, text="x", document="1", stamp=head(22))
    found = services.adopt(
        visit=number, text="Sửa", addressee=UBND, vote=ALL, stamp=mine(23)
    ).number
    services.confirm(number=found, stamp=head(24))
    services.send(number=found, document="2", stamp=mine(24))
    services.receive(
        number=found, received_on=(START + timedelta(days=25)).date(), proof="x", stamp=mine(25)
    )

    from soi.oversight.models import Recommendation

    duty = duties.by_number(Recommendation.objects.get(number=found).duty)
    assert duty.due_on == date(2026, 11, 10)  # 26/10 + 15 days
    assert "10/2022/QH15" in duty.due_source


def test_only_the_team_writes(held):
    from tests.oversight.conftest import entry

    stranger = at(20, person="user:stranger")

    refused(NotOnTeam, services.note, number=held, new=entry(), stamp=stranger)


def test_whoever_acted_since_is_named(announced):
    refusal = refused(
        ChangedMeanwhile, services.cancel, number=announced, reason="x", stamp=at(2), seen=1
    )

    assert refusal.facts["act"] == Act.ANNOUNCE


def test_a_stranger_is_told_the_same_as_of_an_unknown_number(planned):
    stranger = head(2, WOMEN)
    for number in (planned, "GS-2026-99999"):
        refused(Unknown, services.cancel, number=number, reason="x", stamp=stranger)
