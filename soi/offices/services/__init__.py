"""How the offices change, and the fictional ward that `soi demo` shows."""

from soi.offices.services.acts import (
    NewOffice,
    NewRelation,
    appoint,
    create,
    draw,
    end,
    end_relation,
    merge,
    move,
    open_post,
    relate,
    rename,
    vacate,
)
from soi.offices.services.demo import load_demo_ward

__all__ = [
    "NewOffice",
    "NewRelation",
    "appoint",
    "create",
    "draw",
    "end",
    "end_relation",
    "load_demo_ward",
    "merge",
    "move",
    "open_post",
    "relate",
    "rename",
    "vacate",
]
