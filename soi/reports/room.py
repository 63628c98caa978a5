"""What the room of reports says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import DutyKind, Menu, Place, Register, Room, Shown, Task
from soi.reports import queries
from soi.reports.api.operations import OPERATIONS

_ON_THE_FILING = frozenset({"report", "judge", "return", "void", "reopen", "transfer", "withdraw"})
_WORDS = "reports.read_unpublished"

ROOM = Room(
    name="reports",
    doors={"tell": "reports:new"},
    places=(
        Place(menu=Menu.PUBLIC, page="reports:new", order=20, short=_("Gửi phản ánh")),
        Place(menu=Menu.PUBLIC, page="reports:list", order=40, short=_("Các phản ánh")),
        Place(
            menu=Menu.STAFF,
            page="reports:inbox",
            order=10,
            acts=("reports.triage", "reports.answer", "duties.judge"),
            name=_("Tiếp nhận"),
            does=_("Đơn mới, đơn chờ đăng, người dân chưa đồng ý."),
            short=_("Tiếp nhận"),
        ),
    ),
    registers=(
        Register(
            subject="report",
            series=("PA", "KN"),
            page="reports:detail",
            staff_page="reports:staff",
            # Any other sealed entry is of one that no list shows any more.
            sealed=frozenset(
                {
                    "report.received",
                    "report.added",
                    "report.identity_read",
                    "report.withdrawn",
                    "report.split",
                }
            ),
        ),
    ),
    duty_kinds=tuple(
        # Answered, disputed, judged and withdrawn on the filing's page, which moves too.
        DutyKind(kind=kind, acts=_ON_THE_FILING, words=_WORDS)
        for kind in (
            Kind.REPORT_ANSWER,
            Kind.PETITION_REPLY,
            Kind.DISPUTE_REVIEW,
            Kind.REFERRAL,
        )
    ),
    record={
        "report.*": Shown(),
        # It tells how many parts were stored nowhere: those were denunciations.
        "report.split": Shown(never=True),
    },
    tasks=(Task("reports_expire", every=600), Task("staging_clean", every=3600)),
    api=OPERATIONS,
    files=queries.photo_files,
)
