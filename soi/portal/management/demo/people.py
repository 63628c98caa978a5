"""Twenty-two accounts of people who do not exist, one password for all, by role."""

from dataclasses import dataclass, field
from datetime import date, datetime

from soi.core.mandates import RIGHTS, Mandate, Role
from soi.core.stamps import Stamp
from soi.people import services as people

PASSWORD = "soi-mau-2026"  # noqa: S105 - printed on purpose; `soi doctor` warns about it
DOCUMENT = "Quyết định phân công 09/QĐ-UBND của phường Mẫu (hư cấu)"
DESK, COMMITTEE = "mot-cua-phuong-mau", "ubnd-phuong-mau"
INFRASTRUCTURE, CULTURE = "phong-kt-phuong-mau", "phong-vhxh-phuong-mau"
OFFICE, POLICE, HEALTH = "van-phong-phuong-mau", "cong-an-phuong-mau", "tram-y-te-phuong-mau"
FRONT, PARTY, BOARD = "mttq-phuong-mau", "dang-uy-phuong-mau", "ban-ttnd-phuong-mau"
COUNCIL = "hdnd-phuong-mau"
HEAD, DEPUTY, STAFF = "truong", "pho", "chuyen-vien"


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its log-in, a plainly made-up name, a post, and its roles there."""

    login: str
    name: str
    office: str
    post: str
    roles: tuple[Role, ...]
    what: str

    @property
    def post_slug(self) -> str:
        """The slug of the post, named after its office."""
        return f"{self.office}-{self.post}"


ACCOUNTS = (
    Account("mot-cua", "Nguyễn Thử Một", DESK, STAFF, (Role.DESK_OFFICER,), "tiếp nhận, đăng"),
    Account("mot-cua-2", "Trần Thử Hai", DESK, DEPUTY, (Role.DESK_OFFICER,), "tiếp nhận, đăng"),
    Account(
        "truong-mot-cua", "Lê Mẫu Ba", DESK, HEAD, (Role.OFFICE_HEAD, Role.IDENTITY_READER),
        "đứng đầu một cửa; xem danh tính có lý do",
    ),
    Account(
        "van-phong", "Phạm Ví Dụ", OFFICE, STAFF,
        (Role.OFFICER, Role.LAW_EDITOR, Role.OFFICE_EDITOR), "ba vai: chuyên viên, lịch, bộ máy",
    ),
    Account(
        "chanh-van-phong", "Hoàng Giả Định", OFFICE, HEAD, (Role.OFFICE_HEAD, Role.REVIEWER),
        "xem lại khi người dân chưa đồng ý",
    ),
    Account("phong-kt", "Vũ Thử Sáu", INFRASTRUCTURE, STAFF, (Role.OFFICER,), "giữ việc hạ tầng"),
    Account("phong-kt-2", "Đặng Mẫu Bảy", INFRASTRUCTURE, DEPUTY, (Role.OFFICER,), "giữ việc rác"),
    Account(
        "truong-kt", "Bùi Ví Dụ Tám", INFRASTRUCTURE, HEAD, (Role.OFFICE_HEAD,),
        "gia hạn, giao lại",
    ),
    Account("phong-vhxh", "Đỗ Thử Chín", CULTURE, STAFF, (Role.OFFICER,), "giữ việc chính sách"),
    Account("truong-vhxh", "Hồ Mẫu Mười", CULTURE, HEAD, (Role.OFFICE_HEAD,), "đứng đầu phòng"),
    Account("cong-an", "Ngô Giả Danh", POLICE, STAFF, (Role.OFFICER,), "giữ việc trật tự"),
    Account("truong-cong-an", "Dương Ví Dụ", POLICE, HEAD, (Role.OFFICE_HEAD,), "đứng đầu"),
    Account("y-te", "Lý Thử Mười Ba", HEALTH, STAFF, (Role.OFFICER,), "phối hợp"),
    Account("lanh-dao", "Võ Mẫu Chủ Tịch", COMMITTEE, HEAD, (Role.LEADER,), "kết luận, giao việc"),
    Account(
        "pho-chu-tich", "Đinh Mẫu Phó", COMMITTEE, DEPUTY, (Role.LEADER, Role.OFFICER), "kết luận"
    ),
    Account("mat-tran", "Mai Thử Mặt Trận", FRONT, STAFF, (Role.FRONT_OFFICER,), "giám sát"),
    Account(
        "chu-tich-mttq", "Phan Thử Chủ Tịch", FRONT, HEAD, (Role.OFFICE_HEAD,),
        "kết luận giám sát, xác nhận kiến nghị",
    ),
    Account(
        "hdnd", "Kiều Mẫu Hội Đồng", COUNCIL, HEAD, (Role.OFFICE_HEAD,),
        "giao chỉ tiêu, đổi kế hoạch",
    ),
    Account(
        "ban-thanh-tra", "Trịnh Ví Dụ", BOARD, HEAD, (Role.INSPECTION_BOARD,), "giám sát thu chi"
    ),
    Account("dang-uy", "Cao Mẫu Đảng Ủy", PARTY, STAFF, (Role.PARTY_OFFICE,), "giao, kết luận"),
    Account("to-truong-12", "Tạ Thử Tổ Trưởng", "to-12", HEAD, (Role.GROUP_HEAD,), "bằng chứng"),
    Account("quan-tri", "Lâm Giả Quản Trị", OFFICE, DEPUTY, (Role.ADMINISTRATOR,), "máy"),
)  # fmt: skip


@dataclass(slots=True)
class Cast:
    """Who acts for which office in the demo."""

    mandates: dict[str, list[Mandate]] = field(default_factory=dict)

    def desk(self, at: datetime) -> Stamp:
        """Return the mark of the reception desk's officer."""
        return self._stamp(DESK, STAFF, at)

    def officer(self, office: str, at: datetime) -> Stamp:
        """Return the mark of whoever answers for an office; for the committee its vice chair."""
        post = DEPUTY if office == COMMITTEE else STAFF
        return self._stamp(office, post, at, "duties.report")

    def head(self, office: str, at: datetime) -> Stamp:
        """Return the mark of the head of an office."""
        staff = {FRONT, PARTY}
        return self._stamp(office, STAFF if office in staff else HEAD, at)

    def chair(self, office: str, at: datetime) -> Stamp:
        """Return the mark of the head of an office, where its officer acts in `head`."""
        return self._stamp(office, HEAD, at)

    def board(self, at: datetime) -> Stamp:
        """Return the mark of the head of the People's Inspection Board."""
        return self._stamp(BOARD, HEAD, at, "oversight.lead")

    def council(self, at: datetime) -> Stamp:
        """Return the mark of the council's chair."""
        return self._stamp(COUNCIL, HEAD, at, "targets.plan")

    def superior(self, office: str, at: datetime) -> Stamp:
        """Return the mark of somebody above or beside an office, who may judge its claims."""
        return self.head(FRONT if office == COMMITTEE else COMMITTEE, at)

    def _stamp(self, office: str, post: str, at: datetime, act: str = "duties.assign") -> Stamp:
        """Return the mark of a post, under that of its mandates which covers `act`."""
        slug = f"{office}-{post}"
        held = self.mandates.get(slug, [])
        fitting = [one for one in held if act in RIGHTS[one.role]]
        mandate = next(iter(fitting or held), None)
        return Stamp(slug, at, office, mandate.person if mandate else "", mandate)


def enlist(*, since: date, stamp: Stamp) -> Cast:
    """Open the accounts with their mandates, and return who acts for whom."""
    cast = Cast()
    for one in ACCOUNTS:
        user = people.create_user(
            username=one.login,
            display_name=one.name,
            password=PASSWORD,
            email=f"{one.login}@phuong-mau.example",
            demo=True,
            stamp=stamp,
        )
        cast.mandates[one.post_slug] = [
            Mandate(f"user:{user.pk}", role, one.office, one.post_slug, since) for role in one.roles
        ]
        for role in one.roles:
            people.give_mandate(
                user=user,
                role=role,
                office=one.office,
                post=one.post_slug,
                since=since,
                document=DOCUMENT,
                stamp=stamp,
            )
    return cast
