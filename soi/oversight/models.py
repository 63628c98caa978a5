from django.db import models
from django.urls import reverse

from soi.core.oversight import Grade, Kind, Role, Standing, State
from soi.counter.models import Case, Step, Version


def _choices(words: type[Grade | Kind | Role | Standing | State]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Programme(models.Model):
    """The oversight programme of one body for one year (chương trình giám sát).

    agreed_with: the paper by which council and committee agreed to it
    """

    office = models.CharField("cơ quan", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    document = models.CharField("văn bản", max_length=200)
    agreed_with = models.CharField("văn bản thống nhất", max_length=200, blank=True)
    adopted_on = models.DateField("ban hành ngày")
    by = models.CharField("chức vụ", max_length=80)

    class Meta:
        ordering = ["-year", "office"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="programme_one_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.year}"


class Visit(Case):
    """One piece of oversight of one body (cuộc giám sát, kiểm tra).

    leading: the office that oversees; subject: the office that is overseen
    basis: why, by whose proposal; scope: what is looked at and over which time
    agreed: the Front's paper where an organisation leads
    checklist: frozen on the first day; later versions go to later visits
    differences: what the subject rejects in the minutes, in its own words
    author: the person who wrote the report, who therefore does not conclude
    """

    number = models.CharField("số", max_length=20, unique=True)
    kind = models.CharField("hình thức", max_length=12, choices=_choices(Kind))
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, related_name="visits", verbose_name="chương trình"
    )
    leading = models.CharField("nơi giám sát", max_length=60)
    subject = models.CharField("nơi được giám sát", max_length=60)
    title = models.CharField("nội dung", max_length=300)
    basis = models.TextField("căn cứ", blank=True)
    scope = models.TextField("phạm vi", blank=True)
    agreed = models.CharField("văn bản của Mặt trận", max_length=200, blank=True)
    month = models.DateField("tháng dự kiến")
    starts_on = models.DateField("ngày đến", null=True)
    announced_on = models.DateField("báo ngày", null=True)
    plan_document = models.CharField("kế hoạch", max_length=200, blank=True)
    checklist = models.JSONField("câu hỏi", default=list)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    minutes = models.TextField("biên bản", blank=True)
    signed_on = models.DateField("đoàn ký ngày", null=True)
    countersigned_on = models.DateField("nơi được giám sát ký ngày", null=True)
    differences = models.TextField("ý kiến khác của nơi được giám sát", blank=True)
    report = models.TextField("báo cáo", blank=True)
    author = models.CharField("người viết báo cáo", max_length=40, blank=True)
    report_due_on = models.DateField("hạn báo cáo", null=True)
    reported_on = models.DateField("báo cáo ngày", null=True)
    reply = models.TextField("giải trình", blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    document = models.CharField("văn bản kết luận", max_length=200, blank=True)
    concluded_on = models.DateField("kết luận ngày", null=True)
    state = models.CharField("trạng thái", max_length=12, choices=_choices(State))

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="visit_state"),
            models.Index(fields=["leading", "-id"], name="visit_leading"),
            models.Index(fields=["subject", "-id"], name="visit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("oversight:visit", args=[self.number])

    @property
    def ref(self) -> str:
        """How other rooms name this visit."""
        return f"visit:{self.number}"

    @property
    def is_public(self) -> bool:
        """Whether a cited decision published it: findings stay inside until then."""
        return self.state in (State.CONCLUDED, State.CLOSED)


class VisitStep(Step):
    """One act on a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="steps")


class VisitVersion(Version):
    """One version of a visit's minutes, report or conclusion."""

    case = models.ForeignKey(Visit, models.CASCADE, related_name="versions")


class TeamMember(models.Model):
    """One who oversees, with the interests that they declared."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="team")
    person = models.CharField("người", max_length=40)
    name = models.CharField("tên hiển thị", max_length=120)
    role = models.CharField("vai", max_length=10, choices=_choices(Role))
    interests = models.CharField("lợi ích liên quan đã khai", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="member_once_a_visit")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class Entry(models.Model):
    """One version of what was written down in the field; rows are only ever added.

    uuid: made by the phone; base: the version it was written over; see `core.fieldwork`
    beside: number of another version over the same base, until a person has read both
    written_at: by the server's clock; device_at: what the phone said
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="entries")
    uuid = models.UUIDField("mã do máy ghi tạo")
    number = models.PositiveSmallIntegerField("lần")
    base = models.PositiveSmallIntegerField("viết trên lần", default=0)
    digest = models.CharField("mã băm", max_length=64)
    question = models.CharField("câu hỏi", max_length=40, blank=True)
    answer = models.CharField("trả lời", max_length=10, blank=True)
    text = models.TextField("ghi nhận")
    photos = models.JSONField("ảnh", default=list)
    beside = models.PositiveSmallIntegerField("song song với lần", null=True)
    settled_at = models.DateTimeField("đã đọc cả hai lúc", null=True)
    written_at = models.DateTimeField("ghi lúc")
    device_at = models.DateTimeField("giờ của máy")
    received_at = models.DateTimeField("nhận lúc")
    by = models.CharField("chức vụ", max_length=80)
    person = models.CharField("người", max_length=40)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "uuid", "number"], name="entry_version"),
            models.UniqueConstraint(fields=["visit", "uuid", "digest"], name="entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uuid}/{self.number}"


class EntryPhoto(models.Model):
    """A photo from the field, found by the digest of what the phone sent."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    digest = models.CharField("mã băm khi gửi", max_length=64)
    file = models.CharField("tệp", max_length=120)
    added_at = models.DateTimeField("lúc")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "digest"], name="entry_photo_once")]

    def __str__(self) -> str:
        return self.digest


class Finding(models.Model):
    """What was found: a fact, the norm that it is held against, the evidence, the vote."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    fact = models.TextField("sự việc")
    norm = models.CharField("căn cứ", max_length=300)
    evidence = models.TextField("bằng chứng", blank=True)
    grade = models.CharField("mức", max_length=12, choices=_choices(Grade))
    votes = models.PositiveSmallIntegerField("tán thành")
    against = models.PositiveSmallIntegerField("không tán thành", default=0)
    dissent = models.TextField("ý kiến bảo lưu", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.fact[:60]


class Recommendation(Case):
    """What the overseer recommends (kiến nghị giám sát); its duty begins with proven receipt.

    written_due_on: the day that the text itself names, where the law gives none
    duty: number of the duty that the addressee owes from receipt on
    """

    number = models.CharField("số", max_length=20, unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="recommendations")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="recommendations")
    text = models.TextField("kiến nghị")
    addressee = models.CharField("nơi nhận", max_length=60)
    written_due_on = models.DateField("ngày ghi trong kiến nghị", null=True)
    author = models.CharField("người viết", max_length=40)
    document = models.CharField("văn bản", max_length=200, blank=True)
    sent_on = models.DateField("gửi ngày", null=True)
    received_on = models.DateField("nhận ngày", null=True)
    proof = models.CharField("chứng cứ đã nhận", max_length=200, blank=True)
    duty = models.CharField("nhiệm vụ", max_length=20, blank=True, db_index=True)
    state = models.CharField("trạng thái", max_length=12, choices=_choices(Standing))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"

    @property
    def ref(self) -> str:
        """How other rooms name this recommendation."""
        return f"recommendation:{self.number}"


class RecommendationStep(Step):
    """One act on a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="steps")
