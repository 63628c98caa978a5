"""Acts on documents, drafts, sessions and rounds. Each is one transaction, recorded last."""

from soi.directives.services.cascade import Part, link, pass_down
from soi.directives.services.documents import (
    NewDocument,
    SecretRefused,
    confirm_edge,
    name_alias,
    register,
    relate,
    take_in,
)
from soi.directives.services.drafts import Decision, accept, ask_again, reject, split
from soi.directives.services.followup import (
    answer,
    ask_round,
    create_body,
    dissolve_body,
    make_known,
    remind,
)
from soi.directives.services.reading import MAX_BYTES, Read, Unreadable, read
from soi.directives.services.seed import known, load_known
from soi.directives.services.sessions import (
    NewSession,
    add_paper,
    add_participant,
    conclude,
    hold,
    request,
    schedule,
)

__all__ = [
    "MAX_BYTES",
    "Decision",
    "NewDocument",
    "NewSession",
    "Part",
    "Read",
    "SecretRefused",
    "Unreadable",
    "accept",
    "add_paper",
    "add_participant",
    "answer",
    "ask_again",
    "ask_round",
    "conclude",
    "confirm_edge",
    "create_body",
    "dissolve_body",
    "hold",
    "known",
    "link",
    "load_known",
    "make_known",
    "name_alias",
    "pass_down",
    "read",
    "register",
    "reject",
    "relate",
    "remind",
    "request",
    "schedule",
    "split",
    "take_in",
]
