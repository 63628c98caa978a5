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
from soi.offices.services.events import (
    NewEvent,
    cancel,
    enact,
    event_of,
    heirs_of_event,
    legs_of,
    note_passed,
    propose,
)
from soi.offices.services.nation import (
    LoadedNation,
    found_units,
    load_national,
    tree_digest,
)
from soi.offices.services.sources import Nation, SourceMissing, from_file, from_packages
from soi.offices.services.working import NewWorkingRule, end_working_rule, set_working_rule

__all__ = [
    "LoadedNation",
    "Nation",
    "NewEvent",
    "NewOffice",
    "NewRelation",
    "NewWorkingRule",
    "SourceMissing",
    "appoint",
    "cancel",
    "create",
    "draw",
    "enact",
    "end",
    "end_relation",
    "end_working_rule",
    "event_of",
    "found_units",
    "from_file",
    "from_packages",
    "heirs_of_event",
    "legs_of",
    "load_demo_ward",
    "load_national",
    "merge",
    "move",
    "note_passed",
    "open_post",
    "propose",
    "relate",
    "rename",
    "set_working_rule",
    "tree_digest",
    "vacate",
]
