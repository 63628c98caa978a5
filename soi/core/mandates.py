"""Who may do what: the one table of permissions.

A mandate gives a person a role in an office from one day until another. Code asks for an
act with an office and a day; it never asks for a role.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from soi.core.refusals import Refusal


class Role(StrEnum):
    """What somebody is trusted with."""

    DESK_OFFICER = "desk_officer"  # cán bộ tiếp nhận
    OFFICER = "officer"  # chuyên viên của nơi giữ
    OFFICE_HEAD = "office_head"  # người đứng đầu cơ quan
    LEADER = "leader"  # lãnh đạo phường
    REVIEWER = "reviewer"  # người xem lại khi người dân chưa đồng ý
    FRONT_OFFICER = "front_officer"  # cán bộ Mặt trận, đoàn thể
    INSPECTION_BOARD = "inspection_board"  # Ban Thanh tra nhân dân
    PARTY_OFFICE = "party_office"  # văn phòng Đảng ủy
    GROUP_HEAD = "group_head"  # tổ trưởng tổ dân phố
    IDENTITY_READER = "identity_reader"  # người được xem danh tính
    LAW_EDITOR = "law_editor"  # người giữ lịch và thời hạn
    OFFICE_EDITOR = "office_editor"  # người giữ tổ chức bộ máy
    ADMINISTRATOR = "administrator"  # quản trị máy


class Standing(StrEnum):
    """Who acts without having been given a role: nobody can be appointed to it."""

    RESIDENT = "resident"  # whoever has the receipt code
    SYSTEM = "system"  # what the law lets happen by itself


RESIDENT_ACT, SYSTEM_ACT = "resident.act", "system.act"
_READ = {"staff.enter", "duties.read_internal"}
# A complaint is prepared by those who work on it, and decided by the head alone.
_PREPARE = {"complaints.read", "complaints.prepare"}
_DECIDE = {"complaints.read", "complaints.decide"}
# Receiving residents in person: a schedule, a queue, minutes (tiếp công dân).
_RECEIVE = {"receptions.run", "desk.take_in"}
_DEPUTISE = {"desk.deputise", "receptions.schedule"}
_HOLD = {
    "duties.acknowledge",
    "duties.progress",
    "duties.add_evidence",
    "duties.report",
    "reports.answer",
    "reports.read_unpublished",
    "directives.answer",
}
# Nobody speaks for an office but those who are in it, be they as high as they will.
OWN_OFFICE_ONLY = frozenset(_HOLD - {"reports.read_unpublished"})
_LEAD = {"duties.delegate", "duties.extend", "duties.pause", "duties.assign"}
# Overseeing others, and answering those who oversee one (giám sát).
_OVERSEE = {"oversight.lead"}
_CONFIRM = {"oversight.confirm"}
_OVERSEEN = {"oversight.answer"}
# Targets: set by a council or a superior, reported by whoever is measured.
_PLAN, _MEASURED = {"targets.plan"}, {"targets.report"}
_DIRECT = {"directives.register", "directives.review", "directives.schedule"}
# The words of a body's own year-end report; its figures are nobody's to word.
_REVIEW = {"reviews.draft"}
# Where it burns (điểm nóng): to look and follow; to decide what it was, or that something is owed.
_FOLLOW = {"insight.follow"}
_WATCH = _FOLLOW | {"insight.decide"}
_DESK = {
    "reports.triage",
    "reports.publish",
    "reports.refer",
    "reports.refuse",
    "reports.read_unpublished",
    "reports.transfer",
}

ROLES: dict[Role, frozenset[str]] = {
    Role.DESK_OFFICER: frozenset(_READ | _DESK | _HOLD | _PREPARE | _RECEIVE | _FOLLOW),
    Role.OFFICER: frozenset(_READ | _HOLD | _PREPARE | _OVERSEEN | _MEASURED),
    Role.OFFICE_HEAD: frozenset(
        _READ
        | _HOLD
        | _LEAD
        | _DIRECT
        | _PREPARE
        | _DECIDE
        | _DEPUTISE
        | _REVIEW
        | _OVERSEE
        | _CONFIRM
        | _OVERSEEN
        | _PLAN
        | _MEASURED
        | _FOLLOW
        | {"duties.transfer", "duties.judge", "reports.transfer"}
    ),
    Role.LEADER: frozenset(
        _READ
        | _LEAD
        | _DESK
        | _DIRECT
        | _PREPARE
        | _DECIDE
        | _RECEIVE
        | _DEPUTISE
        | _REVIEW
        | _OVERSEEN
        | _PLAN
        | _MEASURED
        | _WATCH
        | {"duties.judge", "duties.escalate", "duties.transfer"}
    ),
    Role.REVIEWER: frozenset(_READ | {"duties.judge", "reports.read_unpublished"}),
    Role.FRONT_OFFICER: frozenset(
        _READ
        | _DIRECT
        | _REVIEW
        | _OVERSEE
        | _CONFIRM
        | _WATCH
        | {"duties.judge", "duties.escalate", "duties.assign", "directives.answer"}
    ),
    Role.INSPECTION_BOARD: frozenset(
        _READ | _OVERSEE | _FOLLOW | {"duties.escalate", "duties.judge"}
    ),
    Role.PARTY_OFFICE: frozenset(
        _READ | _DIRECT | _REVIEW | _WATCH | {"duties.assign", "duties.judge", "directives.answer"}
    ),
    Role.GROUP_HEAD: frozenset(_READ | {"duties.add_evidence"}),
    Role.IDENTITY_READER: frozenset({"staff.enter", "reports.read_identity"}),
    Role.LAW_EDITOR: frozenset(_READ | {"law.edit"}),
    Role.OFFICE_EDITOR: frozenset(_READ | {"offices.edit"}),
    # Whoever keeps the machine running reads nobody's name and judges nothing.
    Role.ADMINISTRATOR: frozenset({"staff.enter", "people.edit"}),
}


RIGHTS: dict[str, frozenset[str]] = {
    **{str(role): acts for role, acts in ROLES.items()},
    Standing.RESIDENT: frozenset({RESIDENT_ACT}),
    Standing.SYSTEM: frozenset({SYSTEM_ACT}),
}
# Trust in one person, or in whoever keeps the machine: no office's work, so nobody stands in.
NOT_LENT = frozenset(
    {Role.IDENTITY_READER, Role.LAW_EDITOR, Role.OFFICE_EDITOR, Role.ADMINISTRATOR}
)


# What is worth stealing a password for: these sign in with a second factor as well.
NEEDS_TWO = frozenset(
    {
        "reports.read_identity", "people.edit", "law.edit", "offices.edit",
        "complaints.decide", "duties.judge", "desk.deputise",
    }
)  # fmt: skip


class NotPermitted(Refusal):
    """No mandate of this person covers the act. facts: act, office, rule (which tie bars it)."""

    code = "not_permitted"


@dataclass(frozen=True, slots=True)
class Mandate:
    """What one person is trusted with, for one office, for some time.

    since, until: both included; until None means until further notice
    """

    person: str
    role: Role | Standing
    office: str
    post: str
    since: date
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Test if it holds on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


RESIDENT_MANDATE = Mandate("", Standing.RESIDENT, "", "", date.min)
SYSTEM_MANDATE = Mandate("", Standing.SYSTEM, "", "", date.min)


def holds(
    mandates: Iterable[Mandate],
    act: str,
    office: str,
    day: date,
    *,
    above: Set[str] = frozenset(),
) -> bool:
    """Test if one of `mandates` covers `act` for `office` on `day`.

    office: empty to ask whether it is covered for any office at all
    above: offices above `office`; a mandate there reaches down, except to speak for the office
    """
    reach = {office} if act in OWN_OFFICE_ONLY else {office, *above}
    return any(
        mandate.in_force(day)
        and act in RIGHTS[mandate.role]
        and (not office or mandate.office in reach)
        for mandate in mandates
    )
