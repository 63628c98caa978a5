from datetime import date

from django.db import models
from django.urls import reverse

from soi.core.duties import DueKind, State, Verdict, Visibility
from soi.counter.models import Case, Step


def _choices(words: type[State | Verdict | DueKind | Visibility]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in words]


class Duty(Case):
    """One thing that one office owes to somebody (nhiệm vụ).

    `state` and `verdict` follow from its events; they are kept to sort and filter by.
    """

    number = models.CharField("số", max_length=20, unique=True)
    kind = models.CharField("loại", max_length=30)  # one of those that rooms give
    title = models.CharField("nội dung", max_length=300)
    text_verbatim = models.TextField("nguyên văn", blank=True)
    source_ref = models.CharField("từ đâu", max_length=60, blank=True, db_index=True)
    source_span = models.JSONField("đoạn", null=True)
    source_hash = models.CharField("mã băm nguồn", max_length=64, blank=True)
    topic = models.CharField("lĩnh vực", max_length=30, blank=True)

    requester_office = models.CharField("nơi yêu cầu", max_length=60, blank=True)
    requester_post = models.CharField("chức vụ yêu cầu", max_length=80, blank=True)
    deciding_office = models.CharField("nơi quyết định", max_length=60, blank=True)
    holder = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    origin_holder = models.CharField("nơi giữ đầu tiên", max_length=60)
    responsible_post = models.CharField("chức vụ chịu trách nhiệm", max_length=80, blank=True)
    delegate = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+")
    beneficiaries = models.CharField("ai được lợi", max_length=200, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    weight = models.PositiveSmallIntegerField("trọng số", default=1)

    limit = models.JSONField("thời hạn", null=True)
    facts = models.JSONField("tình tiết", default=list)
    granted = models.JSONField("gia hạn", default=list)
    pauses = models.JSONField("tạm dừng", default=list)
    paused_on = models.DateField("tạm dừng từ ngày", null=True)
    starts_on = models.DateField("tính từ ngày")
    due_kind = models.CharField("kiểu hạn", max_length=12, choices=_choices(DueKind))
    due_on = models.DateField("đến hạn", null=True)
    due_source = models.CharField("căn cứ của hạn", max_length=300, blank=True)
    due_statutory = models.BooleanField("hạn luật định", default=False)
    due_review = models.CharField("rà soát", max_length=20, blank=True)
    trace = models.JSONField("cách tính", default=dict)

    measure_unit = models.CharField("đơn vị đo", max_length=40, blank=True)
    measure_baseline = models.IntegerField("mức đầu", null=True)
    measure_target = models.IntegerField("mức cần đạt", null=True)
    measure_actual = models.IntegerField("mức hiện có", null=True)
    evidence_required = models.JSONField("bằng chứng cần có", default=list)
    visibility = models.CharField("ai thấy", max_length=10, choices=_choices(Visibility))
    vagueness = models.PositiveSmallIntegerField("độ mơ hồ", default=0)

    state = models.CharField("trạng thái", max_length=10, choices=_choices(State))
    verdict = models.CharField("kết luận", max_length=10, blank=True, choices=_choices(Verdict))
    percent = models.PositiveSmallIntegerField("tự báo cáo, %", null=True)
    reported_on = models.DateField("báo xong ngày", null=True)
    closed_on = models.DateField("khép ngày", null=True)
    acknowledged_at = models.DateTimeField("báo đã nhận lúc", null=True)
    overdue_noticed_on = models.DateField("báo quá hạn ngày", null=True)
    escalated_on = models.DateField("báo cấp trên ngày", null=True)
    actors = models.JSONField("ai đã trả lời", default=list)
    provisional = models.BooleanField("nơi giữ tạm", default=False)

    class Meta:
        indexes = [
            models.Index(fields=["holder", "state", "due_on"]),
            models.Index(fields=["state", "due_on", "id"]),
            models.Index(fields=["visibility", "id"]),
            models.Index(fields=["due_on", "holder"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("duties:detail", args=[self.number])

    @property
    def ref(self) -> str:
        """What others call this duty."""
        return f"duty:{self.number}"

    @property
    def givers(self) -> frozenset[str]:
        """The offices that asked for it or decided it."""
        return frozenset({self.requester_office, self.deciding_office} - {""})

    @property
    def paused(self) -> bool:
        """Whether the clock stands."""
        return self.paused_on is not None

    @property
    def measured(self) -> bool:
        """Whether anybody can tell when it is done."""
        return self.measure_target is not None

    def is_late(self, today: date) -> bool:
        """Test if it is owed, past its last day, and the clock does not stand."""
        if self.state != State.OPEN or self.paused or self.due_on is None:
            return False
        return self.due_on < today


class SubHolder(models.Model):
    """Another office with a part in a duty: it coordinates or oversees."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="sub_holders")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    role = models.CharField("vai", max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "office", "role"], name="one_role_an_office")
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.office}"


class DutyEvent(Step):
    """One act on a duty. Append-only; the state follows from all of them."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.act} {self.at:%d/%m/%Y}"


class Evidence(models.Model):
    """What shows that something was done: a photo, a document's number or a dated note."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="evidence")
    kind = models.CharField("loại", max_length=10)
    file = models.CharField("tệp", max_length=120, blank=True)
    document_number = models.CharField("số văn bản", max_length=80, blank=True)
    dated_on = models.DateField("đề ngày", null=True)
    text = models.TextField("ghi chú", blank=True)
    alt = models.CharField("thấy gì trong ảnh", max_length=300, blank=True)
    office = models.CharField("nơi nộp", max_length=60, blank=True)
    added_at = models.DateTimeField("nộp lúc")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_number}"


class Handover(models.Model):
    """One duty that passed from an office to the one after it, by an event.

    kind: of the heir, to which kind of duty it belongs
    state: moved, queued (a person decides), settled, undone
    version: the duty's, after it had passed; a later one means that somebody acted since
    """

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="handovers")
    event = models.CharField("sự kiện", max_length=20, db_index=True)
    old = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    new = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=10)
    version = models.PositiveIntegerField("lần sửa")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "event"])]

    def __str__(self) -> str:
        return f"{self.duty}: {self.old} > {self.new}"


class Heir(models.Model):
    """To whom the duties of one old office go by an event; kind empty: all other kinds.

    candidates: slugs among which a person decides, the offered one first
    """

    event = models.CharField("sự kiện", max_length=20, db_index=True)
    old = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    new = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    kind = models.CharField("loại việc", max_length=30, blank=True)
    queued = models.BooleanField("chờ người quyết định", default=False)
    candidates = models.JSONField("chọn trong", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "old", "kind"], name="one_heir_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.old} > {self.new}"


class HandedPart(models.Model):
    """A part beside a duty's holder that passed on with an event; role empty: the delegate."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="+")
    event = models.CharField("sự kiện", max_length=20, db_index=True)
    old = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    new = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    role = models.CharField("vai", max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.duty}: {self.old} > {self.new}"
