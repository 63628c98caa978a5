"""What the ledger of duties says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import Check, DutyKind, Menu, Place, Register, Room, Shown, Task
from soi.duties import queries
from soi.duties.api import OPERATIONS


def _unlike() -> str:
    found = queries.unlike_record()
    return f"{len(found)} duties differ, such as: {found[0]}" if found else ""


ROOM = Room(
    name="duties",
    places=(
        Place(menu=Menu.PUBLIC, page="duties:scoreboard", order=30, short=_("Phường đang nợ gì")),
        Place(
            menu=Menu.STAFF,
            page="duties:mine",
            order=50,
            acts=("duties.report", "duties.judge", "duties.assign", "duties.add_evidence"),
            name=_("Việc của tôi"),
            does=_("Việc đang giữ và việc chờ kết luận, theo ngày đến hạn."),
            short=_("Việc của tôi"),
        ),
        Place(
            menu=Menu.STAFF,
            page="duties:scoreboard",
            order=80,
            acts=("staff.enter",),
            name=_("Theo dõi"),
            does=_("Từng cơ quan: đúng hạn bao nhiêu trên bao nhiêu."),
            short=_("Theo dõi"),
        ),
    ),
    registers=(
        Register(
            subject="duty",
            series=("NV",),
            page="duties:detail",
            opened_by=frozenset({"duty.drafted", "duty.assigned"}),
            closed_by=frozenset({"duty.kept_inside"}),
        ),
    ),
    # Those that no room gives yet.
    duty_kinds=(
        DutyKind(kind=Kind.COMMITMENT, measurable=True),
        DutyKind(kind=Kind.PUBLICATION),
        DutyKind(kind=Kind.REPORTING),
        DutyKind(kind=Kind.WELFARE_ENTITLEMENT),
        DutyKind(kind=Kind.STANDING),
    ),
    record={
        "duty.*": Shown(),
    },
    tasks=(Task("duties_overdue", every=600),),
    health=(Check("duties", _unlike),),
    api=OPERATIONS,
    files=queries.files,
)
