"""What the register of complaints says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import DutyKind, Menu, Place, Room, Task

ROOM = Room(
    name="complaints",
    places=(
        Place(
            menu=Menu.STAFF,
            page="complaints:list",
            order=40,
            acts=("complaints.read",),
            name=_("Sổ khiếu nại"),
            does=_("Từng bước theo luật, từng ngày có căn cứ, bản nháp văn bản."),
            short=_("Khiếu nại"),
        ),
    ),
    duty_kinds=(
        DutyKind(
            kind=Kind.COMPLAINT_STEP,
            # It moves with its case; and the clock of a complaint stands by a decision in its
            # register alone, which all sides are told of (Luật Khiếu nại, Điều 11a): paused
            # elsewhere, the case would go on beside its own clock.
            acts=frozenset(
                {"report", "judge", "return", "reopen", "transfer", "withdraw", "pause", "resume"}
            ),
            reads="complaints.read",
            words="reports.read_unpublished",
        ),
    ),
    tasks=(Task("complaints_expire", every=3600),),
)
