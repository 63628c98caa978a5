from django.db import models
from django.urls import reverse

from soi.core.filings import Kind


class Identity(models.Model):
    """Who sent a filing, under a random key. No list, search or export ever joins it.

    phone: as E.164 where it is a number; typed_phone: what was typed
    """

    key = models.CharField("khóa", max_length=32, primary_key=True)
    name = models.CharField("họ tên", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    typed_phone = models.CharField("điện thoại như đã gõ", max_length=40, blank=True)
    email = models.CharField("thư điện tử", max_length=254, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)

    def __str__(self) -> str:
        return "…"


class Report(models.Model):
    """A resident's report, petition or complaint (phản ánh, kiến nghị, khiếu nại).

    text: as sent; public_text: as an officer published it, empty until then
    listed: its number and state are public; never so for a complaint
    duty: who owes the answer, and by which day; the day is stored there and nowhere else
    lat, long: as sent; the public sees three decimals
    """

    number = models.CharField("số", max_length=20, unique=True)
    kind = models.CharField("loại", max_length=20)
    topic = models.CharField("lĩnh vực", max_length=30)
    text = models.TextField("nội dung")
    public_text = models.TextField("nội dung công khai", blank=True)
    search_text = models.TextField("để tìm", default="")
    search_exact = models.TextField("để tìm đúng dấu", default="")
    language = models.CharField("ngôn ngữ", max_length=5, default="vi")
    group = models.CharField("tổ dân phố", max_length=60, blank=True)
    lat = models.FloatField("vĩ độ", null=True)
    long = models.FloatField("kinh độ", null=True)
    address = models.CharField("nơi, bằng lời", max_length=300, blank=True)
    suggested = models.JSONField("gợi ý và từ khớp", default=dict)
    urgent = models.BooleanField("khẩn", default=False)
    channel = models.CharField("đường gửi", max_length=10)
    state = models.CharField("trạng thái", max_length=20)
    office = models.CharField("cơ quan chủ trì", max_length=60)
    handed_to = models.CharField("đã chuyển cho", max_length=60, blank=True)
    route = models.JSONField("vì sao đến đây", default=dict)
    duty = models.ForeignKey("duties.Duty", models.PROTECT, related_name="+")
    listed = models.BooleanField("hiện số và trạng thái")
    published_at = models.DateTimeField("công khai lúc", null=True)
    received_on = models.DateField("ngày nhận")
    received_at = models.DateTimeField("vào hệ thống lúc")
    answered_on = models.DateField("ngày trả lời", null=True)
    closed_on = models.DateField("ngày đóng", null=True)
    silent = models.BooleanField("đóng vì im lặng", default=False)
    asks_to_close_on = models.DateField("ngày xin đóng, chưa khắc phục", null=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    identity_key = models.CharField("khóa danh tính", max_length=32, blank=True)
    code_hash = models.CharField("dấu của mã biên nhận", max_length=64, unique=True)
    form_key = models.CharField("khóa gửi một lần", max_length=64, null=True, unique=True)  # noqa: DJ001 - unique only where there is one
    form_hash = models.CharField("dấu của nội dung gửi", max_length=64, blank=True)
    version = models.PositiveIntegerField("lần đổi", default=1)

    class Meta:
        indexes = [
            # Partial, for Django asks `WHERE listed`, which SQLite takes for no comparison.
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(listed=True),
                name="report_public",
            ),
            models.Index(fields=["topic", "-received_at"], name="report_topic"),
            models.Index(fields=["office", "state", "-received_at"], name="report_office"),
            models.Index(fields=["state", "answered_on"], name="report_state"),
            # The piles of a desk, the newest first: what is open, and everything.
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(closed_on=None),
                name="report_open",
            ),
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(closed_on__isnull=False),
                name="report_done",
            ),
            models.Index(
                fields=["listed", "-received_at", "-id"],
                condition=models.Q(closed_on=None, published_at=None),
                name="report_to_publish",
            ),
            models.Index(
                fields=["state", "-received_at", "-id"],
                condition=models.Q(closed_on=None),
                name="report_stands",
            ),
            models.Index(
                fields=["asks_to_close_on", "id"],
                condition=models.Q(closed_on=None),
                name="report_asks",
            ),
            models.Index(
                fields=["office", "-received_at", "-id"],
                condition=models.Q(closed_on=None),
                name="report_held",
            ),
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(closed_on=None, kind=Kind.COMPLAINT),
                name="report_complaint",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.number])

    @property
    def ref(self) -> str:
        """How other rooms name this filing."""
        return f"report:{self.number}"

    @property
    def is_erased(self) -> bool:
        """Its words were destroyed because it was a denunciation: a stub under no office."""
        return not self.office

    @property
    def is_published(self) -> bool:
        """Its text, photos and place may be shown to everybody."""
        return self.listed and self.published_at is not None


class ReportEvent(models.Model):
    """One act in the life of a filing; rows are only ever added.

    text: what everybody may read; note: for the office and the sender alone
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="events")
    act = models.CharField("việc", max_length=20)
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    by = models.CharField("chức vụ", max_length=60)
    office = models.CharField("cơ quan", max_length=60, blank=True)
    text = models.TextField("lời công khai", blank=True)
    note = models.TextField("lời riêng", blank=True)
    facts = models.JSONField("dữ kiện", default=dict)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.on}"


class Photo(models.Model):
    """A photo that the sender added, written anew as JPEG under a random name."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="photos")
    file = models.CharField("tệp", max_length=100)
    width = models.PositiveIntegerField("rộng")
    height = models.PositiveIntegerField("cao")
    hidden = models.BooleanField("không công khai", default=False)
    added_at = models.DateTimeField("lúc")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Moderation(models.Model):
    """One change of what the public may read or see, with what stood there before.

    before, after: public texts; photo: the one that was hidden or blurred
    file_before: the photo's file as it was; kept from the public
    told: what the sender is told about it
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="moderations")
    act = models.CharField("việc", max_length=20)
    reason = models.CharField("lý do", max_length=30)
    before = models.TextField("trước", blank=True)
    after = models.TextField("sau", blank=True)
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    file_before = models.CharField("tệp trước", max_length=100, blank=True)
    told = models.TextField("lời với người gửi", blank=True)
    at = models.DateTimeField("lúc")
    by = models.CharField("chức vụ", max_length=80)
    person = models.CharField("người", max_length=40, blank=True)
    objected_at = models.DateTimeField("người gửi không đồng ý lúc", null=True)
    objection = models.TextField("lời người gửi", blank=True)
    settled_at = models.DateTimeField("đã xem lại lúc", null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["objected_at"],
                condition=models.Q(objected_at__isnull=False, settled_at=None),
                name="moderation_objected",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%d/%m/%Y}"


class Answer(models.Model):
    """What an office answered, and in which form it ended.

    person: who wrote it; asked by the rule that nobody reviews what they wrote themselves
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="answers")
    text = models.TextField("trả lời")
    outcome = models.CharField("kết quả", max_length=20)
    document = models.CharField("văn bản", max_length=200, blank=True)
    office = models.CharField("cơ quan", max_length=60)
    by = models.CharField("chức vụ", max_length=60)
    person = models.CharField("người", max_length=40, blank=True)
    on = models.DateField("ngày")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.office} {self.on}"


class Dispute(models.Model):
    """An answer that the sender does not accept; the duty is to look at it again.

    rank: 1 for the first, 2 for the second, which goes one level up
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="disputes")
    duty = models.ForeignKey("duties.Duty", models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField("lần")
    reason = models.CharField("lý do", max_length=20)
    text = models.TextField("lời người gửi", blank=True)
    reviewer = models.CharField("nơi xem lại", max_length=60)
    opened_on = models.DateField("ngày mở")
    decided_on = models.DateField("ngày quyết", null=True)
    decision = models.CharField("quyết định", max_length=20, blank=True)
    decision_text = models.TextField("lời quyết định", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.reason} {self.opened_on}"


class Referral(models.Model):
    """A filing passed on to an office outside; our own clock goes on (chuyển).

    duty: what the outside office owes us, with the day of its rule or none
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="referrals")
    duty = models.ForeignKey("duties.Duty", models.PROTECT, related_name="+")
    to = models.CharField("nơi nhận", max_length=60)
    document = models.CharField("văn bản chuyển", max_length=200)
    sent_on = models.DateField("ngày chuyển")
    taken_over_on = models.DateField("ngày nơi nhận nhận việc", null=True)
    answered_on = models.DateField("ngày nơi nhận trả lời", null=True)
    answer = models.TextField("trả lời của nơi nhận", blank=True)
    answer_document = models.CharField("văn bản trả lời", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.to} {self.sent_on}"


class Follow(models.Model):
    """Somebody follows a report instead of sending it again; only a digest of who."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="follows")
    key = models.CharField("dấu", max_length=64)
    since = models.DateField("từ ngày")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_follow_once")]

    def __str__(self) -> str:
        return f"{self.since}"
