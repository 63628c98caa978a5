from django.db import models


class Rule(models.Model):
    """One version of one rule on time: a limit in law, or a service level an office set itself.

    code: stable; never used for another rule
    scope: "VN", or the slug of the office (or a place's code) whose own rule it is
    valid_from, valid_to: both included; valid_to None means still in force as far as known
    applies_to: for a service level: {"step", "kinds", "topics", "urgency"}; empty lists: all
    """

    code = models.CharField("mã", max_length=60)
    kind = models.CharField("loại việc", max_length=30)
    role = models.CharField("vai trò", max_length=30)
    scope = models.CharField("phạm vi", max_length=60)
    trigger = models.CharField("sự kiện", max_length=300)
    holder = models.CharField("người phải làm", max_length=300, blank=True)
    amount = models.PositiveIntegerField("số lượng")
    unit = models.CharField("đơn vị tính", max_length=20)
    bound = models.CharField("chặn", max_length=10)
    direction = models.CharField("chiều đếm", max_length=10)
    counted_from = models.CharField("đếm từ", max_length=300)
    act_title = models.CharField("tên văn bản", max_length=300)
    act_number = models.CharField("số văn bản", max_length=60)
    article = models.CharField("điều", max_length=120, blank=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến hết", null=True)
    superseded_by = models.CharField("quy tắc nối tiếp", max_length=60, blank=True)
    alternatives = models.JSONField("mức khác", default=list)
    extensions = models.JSONField("gia hạn", default=list)
    suspension = models.CharField("tạm đình chỉ", max_length=20, default="none")
    confidence = models.CharField("độ chắc", max_length=10)
    review = models.CharField("rà soát", max_length=20, default="not_reviewed")
    note = models.TextField("ghi chú", blank=True)
    source = models.CharField("nguồn đọc", max_length=300)
    applies_to = models.JSONField("áp dụng cho", default=dict)

    class Meta:
        ordering = ["kind", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_version_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class Review(models.Model):
    """A jurist's signature under one version of one rule."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="reviews")
    by = models.CharField("người rà soát", max_length=200)
    on = models.DateField("ngày")
    document = models.CharField("văn bản", max_length=300)

    def __str__(self) -> str:
        return f"{self.rule}: {self.by}"


class Transition(models.Model):
    """A clause on what a new instrument means for cases that were begun before it.

    since: the day from which it holds; cases still open on it follow the new rules
    subject: what of it they follow, in words; kind, rules: which cases and which rules
    """

    instrument = models.CharField("số văn bản", max_length=60)
    title = models.CharField("tên văn bản", max_length=300)
    article = models.CharField("điều", max_length=120)
    subject = models.CharField("nội dung", max_length=300)
    kind = models.CharField("loại việc", max_length=30)
    rules = models.JSONField("quy tắc", default=list)
    since = models.DateField("từ ngày")
    review = models.CharField("rà soát", max_length=20, default="not_reviewed")
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        ordering = ["since", "instrument", "pk"]

    def __str__(self) -> str:
        return f"{self.instrument}, {self.article}"


class CalendarDay(models.Model):
    """A day that the shipped calendar knows to differ from Monday to Friday."""

    on = models.DateField("ngày", unique=True)
    state = models.CharField("trạng thái", max_length=10)
    reason = models.CharField("lý do", max_length=200)
    source = models.CharField("nguồn", max_length=200)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on}: {self.state}"


class CalendarOverride(models.Model):
    """A day entered by staff, with its document; it wins over everything else."""

    on = models.DateField("ngày", db_index=True)
    state = models.CharField("trạng thái", max_length=10)
    ground = models.CharField("loại", max_length=20)
    reason = models.CharField("lý do", max_length=200)
    document = models.CharField("văn bản", max_length=300)
    entered_by = models.CharField("người nhập", max_length=120)
    entered_at = models.DateTimeField("nhập lúc")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.on}: {self.state}"
