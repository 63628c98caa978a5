"""Who may decide (thẩm quyền): never the holder, the accused, their subordinates or kin.

`eligible` says who may receive, list, verify and settle a denunciation or a complaint.
`may_judge` says who may give a verdict on a duty, `may_transfer` who may give it away.
"""

from soi.core.competence.article12 import Accused, Named, named
from soi.core.competence.barred import LOOK_BACK, Barred, barred
from soi.core.competence.bodies import Office, Organisation, Post, Rank, Tie, unnamed
from soi.core.competence.deciding import (
    AUTHOR_DECIDES,
    FEWEST,
    HIGHEST,
    Eligible,
    Matter,
    NobodyCompetent,
    Task,
    Terms,
    decide,
    eligible,
)
from soi.core.competence.judging import Held, Judgement, MayNotJudge, demand_judge, may_judge
from soi.core.competence.moving import MayNotTransfer, may_transfer

__all__ = [
    "AUTHOR_DECIDES",
    "FEWEST",
    "HIGHEST",
    "LOOK_BACK",
    "Accused",
    "Barred",
    "Eligible",
    "Held",
    "Judgement",
    "Matter",
    "MayNotJudge",
    "MayNotTransfer",
    "Named",
    "NobodyCompetent",
    "Office",
    "Organisation",
    "Post",
    "Rank",
    "Task",
    "Terms",
    "Tie",
    "barred",
    "decide",
    "demand_judge",
    "eligible",
    "may_judge",
    "may_transfer",
    "named",
    "unnamed",
]
