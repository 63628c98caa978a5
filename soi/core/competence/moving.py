"""Who may give a duty to another office: its holder, who gave it, or a leader over both.

Source: mission.md, principle 3: a duty has one holder, and who changes that can be named.
"""

from collections.abc import Set

from soi.core.competence.judging import Judgement
from soi.core.mandates import NotPermitted


class MayNotTransfer(NotPermitted):
    """Refuse to let this office give the duty to that one. facts: rule."""

    code = "may_not_transfer"


def may_transfer(
    office: str, *, holder: str, givers: Set[str], above: Set[str], reach: Set[str], to: str = ""
) -> Judgement:
    """Test if `office` may give a duty away, and by which rule: holder, giver or leader.

    givers: the offices that asked for it or decided it
    above: the offices above the holder
    reach: `office` and all below it
    to: who is to hold it; empty to ask whether there is anybody to whom it may be given
    """
    if office and office == holder:
        return Judgement(allowed=True, rule="holder")
    if office and office in givers:
        return Judgement(allowed=True, rule="giver")
    if office not in above:
        return Judgement(allowed=False, rule="stranger")
    # A leader moves work among those who are led, and imposes none on anybody else.
    if to and to not in reach:
        return Judgement(allowed=False, rule="beyond_reach")
    return Judgement(allowed=True, rule="leader")
