"""Who may sit on a board of residents, lead its work, and how many there must be.

The two boards differ where one would not look: whoever heads a residential group may not sit on
the People's Inspection Board, and may sit on a Community Investment Supervision Board; kin of
those who decide or build a project are barred from the second alone.

Source: Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 36-45, read without the amendments of
97/2025/QH15; Nghị định 59/2023/NĐ-CP. Not reviewed by a jurist.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from soi.core.refusals import Refusal

FEWEST_MEMBERS = 5
MOST_DEPUTIES = 2
MOST_RESIDENTS = 5  # of an investment board (Điều 42.1)


class Board(StrEnum):
    """A board of residents."""

    INSPECTION = "inspection"  # Ban Thanh tra nhân dân
    INVESTMENT = "investment"  # Ban Giám sát đầu tư của cộng đồng, for one project


class Standing(StrEnum):
    """What somebody is, as far as eligibility asks."""

    COMMUNE_OFFICIAL = "commune_official"  # cán bộ, công chức cấp xã
    NON_SPECIALISED = "non_specialised"  # người hoạt động không chuyên trách
    GROUP_HEAD = "group_head"  # trưởng thôn, tổ trưởng tổ dân phố
    FRONT = "front"
    INSPECTION_MEMBER = "inspection_member"
    RESIDENT = "resident"


class Post(StrEnum):
    """What somebody does on the board."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


# Điều 37.2 (inspection) and 42.2 (investment): who may not sit.
_BARRED: dict[Board, frozenset[Standing]] = {
    Board.INSPECTION: frozenset(
        {Standing.COMMUNE_OFFICIAL, Standing.NON_SPECIALISED, Standing.GROUP_HEAD}
    ),
    Board.INVESTMENT: frozenset({Standing.COMMUNE_OFFICIAL}),
}
_ARTICLE = {Board.INSPECTION: "Điều 37.2", Board.INVESTMENT: "Điều 42.2"}
_FROM = frozenset({Standing.FRONT, Standing.INSPECTION_MEMBER, Standing.RESIDENT})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who is to sit on a board.

    group: the residential group that elects them (inspection board)
    kin_of_project: kin of one who decides, owns, advises, contracts, supervises or manages the
        project, by their own declaration and the kin list of the law on denunciations
    """

    name: str
    standings: frozenset[Standing]
    group: str = ""
    post: Post = Post.MEMBER
    kin_of_project: bool = False


class MayNotSit(Refusal):
    """The law keeps this person off the board. facts: name, rule, article.

    rule: a standing, or kin, or no_standing
    """

    code = "may_not_sit"


class BoardMisformed(Refusal):
    """The board is not as the law asks. facts: rule, count, most or fewest.

    rule: members, deputies, head, group, residents
    """

    code = "board_misformed"


def demand_may_sit(board: Board, candidate: Candidate) -> None:
    """Refuse a candidate whom the law keeps off this board.

    Raises: MayNotSit.
    """
    told = {"name": candidate.name, "article": _ARTICLE[board]}
    barring = sorted(_BARRED[board] & candidate.standings)
    if barring:
        raise MayNotSit(rule=barring[0].value, **told)
    if board is Board.INVESTMENT and candidate.kin_of_project:
        raise MayNotSit(rule="kin", **told)
    if board is Board.INVESTMENT and not _FROM & candidate.standings:
        raise MayNotSit(rule="no_standing", name=candidate.name, article="Điều 42.1")


def demand_well_formed(board: Board, members: Sequence[Candidate]) -> None:
    """Refuse a board with too few members, too many deputies, or two from one group.

    Source: Luật 10/2022/QH15, Điều 37.1, 42.1.
    Raises: MayNotSit, BoardMisformed.
    """
    for member in members:
        demand_may_sit(board, member)
    if len(members) < FEWEST_MEMBERS:
        raise BoardMisformed(rule="members", count=len(members), fewest=FEWEST_MEMBERS)
    posts = Counter(member.post for member in members)
    if posts[Post.HEAD] != 1:
        raise BoardMisformed(rule="head", count=posts[Post.HEAD], fewest=1)
    if posts[Post.DEPUTY] > MOST_DEPUTIES:
        raise BoardMisformed(rule="deputies", count=posts[Post.DEPUTY], most=MOST_DEPUTIES)
    if board is Board.INSPECTION:
        _demand_one_a_group(members)
    else:
        _demand_few_residents(members)


def _demand_one_a_group(members: Iterable[Candidate]) -> None:
    groups = Counter(member.group for member in members)
    if groups[""]:
        raise BoardMisformed(rule="group", count=groups[""], group="")
    group, count = groups.most_common(1)[0]
    if count > 1:
        raise BoardMisformed(rule="group", count=count, group=group)


def _demand_few_residents(members: Iterable[Candidate]) -> None:
    others = _FROM - {Standing.RESIDENT}
    count = sum(not others & member.standings for member in members)
    if count > MOST_RESIDENTS:
        raise BoardMisformed(rule="residents", count=count, most=MOST_RESIDENTS)
