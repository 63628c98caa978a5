from dataclasses import replace
from datetime import date, timedelta

import pytest

from soi.core.competence import MayNotJudge
from soi.core.deadlines import ExtensionRefused, Unit
from soi.core.duties import LIFE, Act, ChildrenOpen, MissingEvidence, State
from soi.core.lives import NotNow
from soi.core.refusals import Unacceptable
from soi.duties import queries, services
from soi.duties.services import ChangedMeanwhile, NewEvidence
from soi.duties.services.clockwork import PauseRefused
from soi.law import queries as law
from soi.record import queries as record
from tests.acting import acting
from tests.duties.conftest import LIMIT

NOTE = NewEvidence("note", text="Đã đến nơi ngày 05/03/2026, xe vào được lô C")


@pytest.fixture
def head(person):
    return person("office_head", "phong-kt-phuong-mau")


@pytest.fixture
def judge(person):
    return person("party_office", "dang-uy-phuong-mau")


@pytest.fixture
def reported(duty, head):
    return services.report(number=duty.number, text="Đã làm", evidence=[NOTE], stamp=head)


def refused(refusal, act):
    before = record.root()
    with pytest.raises(refusal):
        act()
    assert record.root() == before


def test_a_duty_gets_its_last_day_and_how_it_was_counted(duty):
    assert duty.due_on == date(2026, 3, 9)
    assert [one["why"] for one in duty.trace["skipped"]] == ["thứ Bảy", "chủ nhật"]


def test_a_duty_without_rule_has_no_last_day_and_says_so(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(limit=None), stamp=stamp)

    assert (duty.due_on, duty.due_kind, duty.measured) == (None, "none", False)


def test_every_act_leaves_one_entry_told_in_the_past_tense(duty, head):
    services.acknowledge(number=duty.number, stamp=head)

    kinds = [entry["kind"] for entry in record.about(duty.ref)]
    assert kinds == ["duty.assigned", "duty.acknowledged"]


def test_a_draft_binds_nobody_until_it_is_confirmed(ward, new_duty, stamp):
    duty = services.draft(new=new_duty(), stamp=stamp)
    assert duty not in queries.public()

    services.confirm(number=duty.number, stamp=acting("party_office", "dang-uy-phuong-mau"))

    assert duty in queries.public()


def test_done_is_not_believed_without_evidence(duty, head):
    refused(
        MissingEvidence,
        lambda: services.report(number=duty.number, text="Xong", stamp=head),
    )


@pytest.mark.parametrize(
    ("role", "office", "rule"),
    [
        ("leader", "phong-kt-phuong-mau", "holder"),
        ("desk_officer", "mot-cua-phuong-mau", "stranger"),
        ("office_head", "tram-y-te-phuong-mau", "stranger"),
    ],
)
def test_neither_holder_nor_stranger_judges(reported, person, role, office, rule):
    somebody = person(role, office)
    before = record.root()

    with pytest.raises(MayNotJudge) as refusal:
        services.judge(number=reported.number, stamp=somebody)

    assert refusal.value.facts["rule"] == rule
    assert record.root() == before


def test_whoever_answered_cannot_judge_under_another_hat(reported, head, judge):
    other_hat = replace(judge, person=head.person)

    refused(MayNotJudge, lambda: services.judge(number=reported.number, stamp=other_hat))


def test_the_requester_judges_and_a_claim_in_time_is_met(reported, judge):
    services.judge(number=reported.number, stamp=judge)

    assert queries.by_number(reported.number).verdict == "met"


def test_a_claim_after_the_last_day_is_met_late(duty, head, judge):
    late = replace(head, at=head.at + timedelta(days=9))
    services.report(number=duty.number, text="Đã làm", evidence=[NOTE], stamp=late)

    services.judge(number=duty.number, stamp=judge)

    assert queries.by_number(duty.number).verdict == "met_late"


def test_an_answer_stops_lateness_and_a_return_resumes_it(duty, head, judge):
    after = duty.due_on + timedelta(days=1)
    assert list(queries.overdue(after)) == [duty]

    services.report(number=duty.number, text="Đã làm", evidence=[NOTE], stamp=head)
    assert list(queries.overdue(after)) == []

    services.return_(number=duty.number, reason="Chưa vào lô D", stamp=judge)
    assert list(queries.overdue(after)) == [duty]


def test_an_extension_within_the_rule_moves_the_last_day(duty, head):
    extend(duty, head)

    assert queries.by_number(duty.number).due_on == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": 6}, "too_long"),
        ({"document": " "}, "no_document"),
        ({"condition": "other"}, "no_rule"),
    ],
)
def test_an_extension_beyond_the_rule_is_refused_without_trace(duty, head, changes, reason):
    before = record.root()

    with pytest.raises(ExtensionRefused) as refusal:
        extend(duty, head, **changes)

    assert (refusal.value.facts["reason"], record.root()) == (reason, before)


def test_a_second_extension_is_refused_where_the_rule_gives_one(duty, head):
    extend(duty, head)

    refused(ExtensionRefused, lambda: extend(duty, head))


def test_an_extension_after_the_last_day_is_refused(duty, head):
    late = replace(head, at=head.at + timedelta(days=9))

    refused(ExtensionRefused, lambda: extend(duty, late))


def extend(duty, stamp, **changes):
    plain = {
        "condition": "needed",
        "amount": 5,
        "unit": Unit.WORKING_DAY,
        "document": "12/QĐ-UBND",
        "reason": "Chờ vật tư",
    }
    return services.extend(number=duty.number, stamp=stamp, **{**plain, **changes})


def test_a_clock_does_not_stand_without_a_ground_in_law(duty, head):
    refused(
        PauseRefused,
        lambda: services.pause(number=duty.number, ground="bận", document="1", stamp=head),
    )


def test_paused_days_are_added_when_the_clock_runs_again(ward, new_duty, stamp, head):
    limit = replace(LIMIT, suspension="tam_dinh_chi")
    duty = services.assign(new=new_duty(limit=limit), stamp=stamp)
    services.pause(number=duty.number, ground="Chờ giám định", document="3/QĐ", stamp=head)
    later = replace(head, at=head.at + timedelta(days=2))

    services.resume(number=duty.number, reason="Đã có kết quả", stamp=later)

    assert queries.by_number(duty.number).due_on == date(2026, 3, 11)


def test_a_transfer_keeps_the_day_and_the_first_holder(duty, head):
    services.transfer(
        number=duty.number, office="van-phong-phuong-mau", reason="Đúng thẩm quyền", stamp=head
    )

    moved = queries.by_number(duty.number)
    assert (moved.holder.slug, moved.origin_holder) == (
        "van-phong-phuong-mau",
        "phong-kt-phuong-mau",
    )
    assert moved.due_on == duty.due_on


def test_a_duty_does_not_close_over_its_children(duty, new_duty, stamp, head, judge):
    services.assign(new=new_duty(parent=duty), stamp=stamp)
    services.report(number=duty.number, text="Đã làm", evidence=[NOTE], stamp=head)

    refused(ChildrenOpen, lambda: services.judge(number=duty.number, stamp=judge))


def test_the_second_of_two_clerks_is_told_what_changed(duty, head):
    services.acknowledge(number=duty.number, stamp=head, seen=duty.version)

    with pytest.raises(ChangedMeanwhile) as changed:
        services.progress(number=duty.number, percent=5, text="", stamp=head, seen=duty.version)

    assert changed.value.facts["act"] == "acknowledge"


def test_an_act_out_of_order_is_refused_without_trace(duty, judge):
    refused(NotNow, lambda: services.return_(number=duty.number, reason="sớm", stamp=judge))


def test_replaying_the_events_gives_the_state_that_is_kept(reported, judge):
    services.judge(number=reported.number, met="partly", stamp=judge)
    services.reopen(number=reported.number, reason="Làm tiếp", stamp=judge)

    acts = [Act(event.act) for event in queries.events([reported.number])]
    assert LIFE.fold(acts) == State(queries.by_number(reported.number).state)


def test_a_corrected_calendar_moves_open_days_and_leaves_a_line(duty, stamp):
    calendar = law.book().calendar().with_swap(date(2026, 3, 4), date(2026, 3, 14), "hoán đổi")

    moved = services.recompute(calendar=calendar, cause="QĐ 9", stamp=stamp)

    assert moved == 1
    assert queries.by_number(duty.number).due_on == date(2026, 3, 10)
    assert record.about(duty.ref)[-1]["kind"] == "duty.recomputed"


def test_a_paused_duty_is_not_overdue(ward, new_duty, stamp, head):
    duty = paused(new_duty, stamp, head)

    assert list(queries.overdue(duty.due_on + timedelta(days=30))) == []
    assert not queries.by_number(duty.number).is_late(duty.due_on + timedelta(days=30))


def test_a_claim_ends_a_pause_so_that_the_days_it_stood_are_not_late(
    ward, new_duty, stamp, head, judge
):
    duty = paused(new_duty, stamp, head)
    services.report(number=duty.number, text="Đã làm", evidence=[NOTE], stamp=later(head, 20))

    services.judge(number=duty.number, stamp=judge)

    assert queries.by_number(duty.number).verdict == "met"


def test_a_day_that_a_decision_named_is_not_lost_when_the_calendar_changes(ward, new_duty, stamp):
    named = date(2026, 4, 30)
    duty = services.assign(
        new=new_duty(limit=None, due_on=named, due_source="TB 12-TB/ĐU"), stamp=stamp
    )

    services.recompute(calendar=law.book().calendar(), cause="QĐ 9", stamp=stamp)

    assert queries.by_number(duty.number).due_on == named


@pytest.mark.parametrize("act", ["withdraw", "merge", "void"])
def test_no_way_of_closing_passes_over_a_child_that_is_owed(duty, new_duty, stamp, judge, act):
    other = services.assign(new=new_duty(), stamp=stamp)
    services.assign(new=new_duty(parent=duty), stamp=stamp)
    words = {"into": other.number} if act == "merge" else {"reason": "Trùng"}
    by = stamp if act == "merge" else judge

    refused(
        ChildrenOpen,
        lambda: getattr(services, act)(number=duty.number, stamp=by, **words),
    )


def test_a_duty_merges_only_into_another_that_is_there(duty, stamp):
    for into in (duty.number, "NV-2026-99999"):
        refused(
            Unacceptable,
            lambda into=into: services.merge(number=duty.number, into=into, stamp=stamp),
        )


def test_a_stranger_does_not_reopen(reported, person, judge):
    services.judge(number=reported.number, stamp=judge)
    stranger = person("office_head", "tram-y-te-phuong-mau")

    refused(
        MayNotJudge,
        lambda: services.reopen(number=reported.number, reason="Làm lại", stamp=stranger),
    )


def test_a_verdict_is_one_of_three(reported, judge):
    refused(
        Unacceptable,
        lambda: services.judge(number=reported.number, met="merged", stamp=judge),
    )


def test_an_office_that_has_it_already_is_given_nothing(duty, head):
    for act in (services.delegate, services.transfer):
        refused(
            Unacceptable,
            lambda act=act: act(
                number=duty.number, office=duty.holder.slug, reason="x", stamp=head
            ),
        )


def test_a_new_holder_is_told_again_that_it_is_late(duty, head):
    from django.core.management import call_command

    call_command("duties_overdue")
    services.transfer(
        number=duty.number, office="van-phong-phuong-mau", reason="Đúng nơi", stamp=head
    )
    call_command("duties_overdue")

    acts = [event.act for event in queries.events([duty.number])]
    assert acts.count("notice_overdue") == 2


def test_the_chain_says_who_held_it_and_how_long(duty, head):
    services.transfer(
        number=duty.number,
        office="van-phong-phuong-mau",
        reason="Đúng nơi",
        stamp=later(head, 3),
    )

    told = list(queries.events([duty.number]))
    assert [(stay.office, stay.since, stay.until) for stay in queries.stays(duty, told)] == [
        ("phong-kt-phuong-mau", date(2026, 3, 2), date(2026, 3, 5)),
        ("van-phong-phuong-mau", date(2026, 3, 5), None),
    ]


def later(stamp, days):
    return replace(stamp, at=stamp.at + timedelta(days=days))


def paused(new_duty, stamp, head):
    limit = replace(LIMIT, suspension="tam_dinh_chi")
    duty = services.assign(new=new_duty(limit=limit), stamp=stamp)
    services.pause(number=duty.number, ground="Chờ giám định", document="3/QĐ", stamp=head)
    return duty
