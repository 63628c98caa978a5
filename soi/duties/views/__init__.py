"""The pages of the ledger."""

from soi.duties.views.acts import act
from soi.duties.views.lists import index, mine, scoreboard, scoreboard_csv, scoreboard_json
from soi.duties.views.page import detail, evidence

__all__ = [
    "act",
    "detail",
    "evidence",
    "index",
    "mine",
    "scoreboard",
    "scoreboard_csv",
    "scoreboard_json",
]
