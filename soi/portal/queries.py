"""What the portal says about people: by role and office, never by name."""

from django.utils.translation import gettext_lazy as _

from soi.core.mandates import RIGHTS, Mandate, Role
from soi.offices.queries import Chart

ROLE_NAMES = {
    Role.DESK_OFFICER: _("Cán bộ tiếp nhận"),
    Role.OFFICER: _("Chuyên viên"),
    Role.OFFICE_HEAD: _("Người đứng đầu cơ quan"),
    Role.LEADER: _("Lãnh đạo phường"),
    Role.REVIEWER: _("Người xem lại"),
    Role.FRONT_OFFICER: _("Cán bộ Mặt trận, đoàn thể"),
    Role.INSPECTION_BOARD: _("Ban Thanh tra nhân dân"),
    Role.PARTY_OFFICE: _("Văn phòng Đảng ủy"),
    Role.GROUP_HEAD: _("Tổ trưởng tổ dân phố"),
    Role.IDENTITY_READER: _("Người được xem danh tính"),
    Role.LAW_EDITOR: _("Người giữ lịch và thời hạn"),
    Role.OFFICE_EDITOR: _("Người giữ tổ chức bộ máy"),
    Role.ADMINISTRATOR: _("Quản trị máy"),
}


def mandate_key(mandate: Mandate) -> str:
    """Return how a session remembers a chosen mandate."""
    return f"{mandate.role}@{mandate.office}"


def mandate_name(mandate: Mandate, chart: Chart) -> str:
    """Return a mandate in words: the role, and the office it is for."""
    return f"{ROLE_NAMES[Role(mandate.role)]}, {chart.name(mandate.office)}"


def covers(mandate: Mandate | None, *acts: str) -> bool:
    """Test if the role of `mandate` covers one of `acts` at all."""
    if not mandate:  # a lazy object around None is not None itself; only its truth tells
        return False
    return any(act in RIGHTS[mandate.role] for act in acts)
