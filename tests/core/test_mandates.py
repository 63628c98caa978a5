from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.mandates import NOT_LENT, OWN_OFFICE_ONLY, ROLES, Mandate, Role, holds

DAY = date(2026, 3, 2)
ACTS = sorted(set().union(*ROLES.values()))
HOLDS_DUTIES = {Role.DESK_OFFICER, Role.OFFICER, Role.OFFICE_HEAD}
DIRECTS = {Role.OFFICE_HEAD, Role.LEADER, Role.FRONT_OFFICER, Role.PARTY_OFFICE}

# Permission by permission: which roles have it. Nothing else may.
WHO_MAY = {
    "insight.follow": {
        Role.DESK_OFFICER, Role.OFFICE_HEAD, Role.LEADER, Role.FRONT_OFFICER,
        Role.INSPECTION_BOARD, Role.PARTY_OFFICE,
    },
    "insight.decide": {Role.LEADER, Role.FRONT_OFFICER, Role.PARTY_OFFICE},
    "staff.enter": set(Role),
    "duties.read_internal": set(Role) - {Role.IDENTITY_READER, Role.ADMINISTRATOR},
    "duties.acknowledge": HOLDS_DUTIES,
    "duties.progress": HOLDS_DUTIES,
    "duties.report": HOLDS_DUTIES,
    "reports.answer": HOLDS_DUTIES,
    "duties.add_evidence": HOLDS_DUTIES | {Role.GROUP_HEAD},
    "reports.read_unpublished": HOLDS_DUTIES | {Role.LEADER, Role.REVIEWER},
    "duties.delegate": {Role.OFFICE_HEAD, Role.LEADER},
    "duties.extend": {Role.OFFICE_HEAD, Role.LEADER},
    "duties.pause": {Role.OFFICE_HEAD, Role.LEADER},
    "duties.assign": {Role.OFFICE_HEAD, Role.LEADER, Role.FRONT_OFFICER, Role.PARTY_OFFICE},
    "duties.transfer": {Role.OFFICE_HEAD, Role.LEADER},
    "reports.transfer": {Role.DESK_OFFICER, Role.OFFICE_HEAD, Role.LEADER},
    "duties.judge": {
        Role.OFFICE_HEAD, Role.LEADER, Role.REVIEWER, Role.FRONT_OFFICER, Role.PARTY_OFFICE,
        Role.INSPECTION_BOARD,
    },
    "duties.escalate": {Role.LEADER, Role.FRONT_OFFICER, Role.INSPECTION_BOARD},
    "reports.triage": {Role.DESK_OFFICER, Role.LEADER},
    "reports.publish": {Role.DESK_OFFICER, Role.LEADER},
    "reports.refer": {Role.DESK_OFFICER, Role.LEADER},
    "reports.refuse": {Role.DESK_OFFICER, Role.LEADER},
    "reports.read_identity": {Role.IDENTITY_READER},
    "complaints.read": {Role.DESK_OFFICER, Role.OFFICER, Role.OFFICE_HEAD, Role.LEADER},
    "complaints.prepare": {Role.DESK_OFFICER, Role.OFFICER, Role.OFFICE_HEAD, Role.LEADER},
    "complaints.decide": {Role.OFFICE_HEAD, Role.LEADER},
    "receptions.run": {Role.DESK_OFFICER, Role.LEADER},
    "receptions.schedule": {Role.OFFICE_HEAD, Role.LEADER},
    "desk.take_in": {Role.DESK_OFFICER, Role.LEADER},
    "desk.deputise": {Role.OFFICE_HEAD, Role.LEADER},
    "directives.answer": HOLDS_DUTIES | {Role.FRONT_OFFICER, Role.PARTY_OFFICE},
    "directives.register": DIRECTS,
    "directives.review": DIRECTS,
    "directives.schedule": DIRECTS,
    "oversight.lead": {Role.OFFICE_HEAD, Role.FRONT_OFFICER, Role.INSPECTION_BOARD},
    "oversight.confirm": {Role.OFFICE_HEAD, Role.FRONT_OFFICER},
    "oversight.answer": {Role.OFFICER, Role.OFFICE_HEAD, Role.LEADER},
    "reviews.draft": DIRECTS,
    "targets.plan": {Role.OFFICE_HEAD, Role.LEADER},
    "targets.report": {Role.OFFICER, Role.OFFICE_HEAD, Role.LEADER},
    "law.edit": {Role.LAW_EDITOR},
    "offices.edit": {Role.OFFICE_EDITOR},
    "people.edit": {Role.ADMINISTRATOR},
}  # fmt: skip


def mandate(role, office="phong", since=DAY, until=None):
    return Mandate("user:7", role, office, "", since, until)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_the_table_says_and_nothing_else(role, act):
    assert holds([mandate(role)], act, "phong", DAY) is (role in WHO_MAY[act])


def test_whoever_keeps_the_machine_reads_no_name_and_judges_nothing():
    assert ROLES[Role.ADMINISTRATOR] == {"staff.enter", "people.edit"}


def test_only_what_is_an_offices_own_work_is_lent_to_a_deputy():
    kept = {"people.edit", "law.edit", "offices.edit", "reports.read_identity"}

    assert {role for role in Role if ROLES[role] & kept} == NOT_LENT


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2026, 3, 3), None, False),
        (date(2026, 1, 1), date(2026, 3, 1), False),
    ],
)
def test_a_mandate_holds_from_its_first_to_its_last_day(since, until, held):
    mandates = [mandate(Role.OFFICER, since=since, until=until)]

    assert holds(mandates, "duties.report", "phong", DAY) is held


def test_a_mandate_in_another_office_gives_nothing_here():
    assert not holds([mandate(Role.OFFICE_HEAD)], "duties.extend", "phong-khac", DAY)


def test_a_mandate_reaches_down_to_the_offices_below():
    leader = [mandate(Role.LEADER, "ubnd")]

    assert holds(leader, "duties.extend", "phong", DAY, above=frozenset({"ubnd"}))
    assert not holds(leader, "duties.extend", "phong", DAY)


@given(st.sampled_from(sorted(OWN_OFFICE_ONLY)), st.sampled_from(Role))
def test_nobody_speaks_for_an_office_from_above(act, role):
    assert not holds([mandate(role, "ubnd")], act, "phong", DAY, above=frozenset({"ubnd"}))


def test_without_an_office_any_mandate_counts():
    assert holds([mandate(Role.OFFICER, "anywhere")], "staff.enter", "", DAY)
    assert not holds([], "staff.enter", "", DAY)
