from django.db import models
from django.urls import reverse


class Document(models.Model):
    """A document of the registry (văn bản): directives, plans, conclusions, press items.

    key: what makes it one of a kind, as the law has it (directives.md, section 4)
    text: composed plain text; places of drafts and edges are in it
    """

    number = models.CharField("số nội bộ", max_length=20, unique=True)
    key = models.CharField("khóa", max_length=200, unique=True)
    symbol = models.CharField("số, ký hiệu", max_length=80, blank=True, db_index=True)
    type = models.CharField("loại văn bản", max_length=40, blank=True)
    issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    issuer_office = models.CharField("cơ quan", max_length=60, blank=True, db_index=True)
    track = models.CharField("hệ thống", max_length=10, default="state")
    term = models.CharField("nhiệm kỳ", max_length=10, blank=True)
    title = models.CharField("trích yếu", max_length=400)
    issued_on = models.DateField("ngày ban hành", null=True)
    in_force_from = models.DateField("có hiệu lực từ", null=True)
    in_force_until = models.DateField("hết hiệu lực sau", null=True)
    genre = models.CharField("thể loại", max_length=12, default="other")
    visibility = models.CharField("ai thấy", max_length=10, default="public")
    origin = models.CharField("từ đâu", max_length=12, default="registered")
    source = models.CharField("nguồn", max_length=300, blank=True)
    session = models.CharField("buổi làm việc", max_length=20, blank=True, db_index=True)
    text = models.TextField("toàn văn", blank=True)
    text_hash = models.CharField("mã băm", max_length=64, blank=True)
    findings = models.JSONField("điều không khớp", default=list)
    page = models.JSONField("trang báo", default=dict)
    search_text = models.TextField("chữ để tìm", blank=True)
    registered_at = models.DateTimeField("vào sổ lúc")
    registered_by = models.CharField("nơi vào sổ", max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["visibility", "-id"])]

    def __str__(self) -> str:
        return f"{self.type} {self.symbol}".strip() or self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.number])

    @property
    def ref(self) -> str:
        """What others call this document."""
        return f"document:{self.number}"


class Intake(models.Model):
    """A file as it was handed in, kept whatever became of it.

    problem: why nothing was registered from it, or empty
    """

    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="files")
    name = models.CharField("tên tệp", max_length=200)
    file = models.CharField("tệp", max_length=120)
    media = models.CharField("kiểu", max_length=10)
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("mã băm", max_length=64, db_index=True)
    problem = models.CharField("vướng mắc", max_length=40, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    office = models.CharField("nơi nộp", max_length=60, blank=True)
    taken_at = models.DateTimeField("nhận lúc")

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of a document: "NQTW4 khóa XII"; for some time, if it says so."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="aliases")
    name = models.CharField("tên", max_length=200)
    folded = models.CharField("tên gập", max_length=200, db_index=True)
    since = models.DateField("từ ngày", null=True)
    until = models.DateField("đến hết ngày", null=True)

    def __str__(self) -> str:
        return self.name


class Edge(models.Model):
    """One document's relation to another; read by the machine until a person confirms it."""

    source = models.ForeignKey(Document, models.CASCADE, related_name="edges_out")
    target = models.ForeignKey(Document, models.CASCADE, related_name="edges_in")
    kind = models.CharField("quan hệ", max_length=12)
    start = models.PositiveIntegerField("từ chữ", null=True)
    end = models.PositiveIntegerField("đến chữ", null=True)
    printed_on = models.DateField("ngày in", null=True)
    clause = models.CharField("điều khoản", max_length=80, blank=True)
    state = models.CharField("mức tin", max_length=10, default="read")

    class Meta:
        # The first edges in order come from the index alone, however often a law is cited.
        indexes = [
            models.Index(fields=["source", "kind", "id"]),
            models.Index(fields=["target", "kind", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.source_id} → {self.target_id}"


class WorkingSession(models.Model):
    """A working session (buổi làm việc): who met whom, about which documents, what came of it."""

    number = models.CharField("số", max_length=20, unique=True)
    title = models.CharField("nội dung", max_length=300)
    held_on = models.DateField("ngày")
    half = models.CharField("buổi", max_length=10, default="morning")
    place = models.CharField("nơi họp", max_length=200, blank=True)
    visiting = models.CharField("đoàn làm việc", max_length=60)
    subject = models.CharField("nơi được làm việc", max_length=60)
    agenda = models.TextField("chương trình", blank=True)
    minutes = models.TextField("biên bản", blank=True)
    assessment = models.TextField("đánh giá", blank=True)
    state = models.CharField("trạng thái", max_length=10, default="planned")
    visibility = models.CharField("ai thấy", max_length=10, default="public")
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="following")
    concluded_at = models.DateTimeField("kết luận lúc", null=True)
    notice = models.CharField("thông báo kết luận", max_length=80, blank=True)
    kept_by = models.CharField("nơi ghi", max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["visibility", "-held_on"])]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("sessions:detail", args=[self.number])

    @property
    def ref(self) -> str:
        """What others call this session."""
        return f"session:{self.number}"


class SessionText(models.Model):
    """One version of a session's minutes or assessment; its digest is in the record.

    digest: SHA-256 of the text in UTF-8, as hex
    """

    session = models.ForeignKey(WorkingSession, models.CASCADE, related_name="texts")
    field = models.CharField("phần", max_length=12)
    text = models.TextField("nội dung")
    digest = models.CharField("mã băm", max_length=64)
    at = models.DateTimeField("lúc", null=True)
    by = models.CharField("chức vụ", max_length=80, blank=True)
    office = models.CharField("cơ quan", max_length=60, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.field} {self.digest[:8]}"


class Participant(models.Model):
    """Who took part, and in which post they acted: one person may have two."""

    session = models.ForeignKey(WorkingSession, models.CASCADE, related_name="participants")
    office = models.CharField("cơ quan", max_length=60)
    post = models.CharField("chức vụ", max_length=120)
    role = models.CharField("vai", max_length=12)
    acting_for = models.CharField("thay mặt", max_length=60, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.role}: {self.post}"


class Reviewed(models.Model):
    """A document that a session looked at, or that came of it.

    role: reviewed, minutes, conclusion or press
    """

    session = models.ForeignKey(WorkingSession, models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, models.PROTECT, related_name="sessions")
    role = models.CharField("vai", max_length=12)

    def __str__(self) -> str:
        return f"{self.role}: {self.document_id}"


class DraftDuty(models.Model):
    """A duty that a text seems to give, until a person has read it beside its words.

    machine: what the reading proposed, kept so that what was changed can be counted
    """

    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="drafts")
    session = models.ForeignKey(WorkingSession, models.CASCADE, null=True, related_name="requests")
    start = models.PositiveIntegerField("từ chữ", default=0)
    end = models.PositiveIntegerField("đến chữ", default=0)
    text = models.TextField("nguyên văn")
    title = models.CharField("việc", max_length=300)
    holder_printed = models.CharField("nơi giữ, như in", max_length=300, blank=True)
    holder = models.CharField("nơi giữ", max_length=60, blank=True)
    requester_printed = models.CharField("người yêu cầu, như in", max_length=300, blank=True)
    decider_printed = models.CharField("nơi quyết định, như in", max_length=300, blank=True)
    due_printed = models.CharField("hạn, như in", max_length=200, blank=True)
    due_kind = models.CharField("kiểu hạn", max_length=12, default="none")
    due_on = models.DateField("hạn", null=True)
    measure_printed = models.CharField("chỉ số, như in", max_length=120, blank=True)
    measure_unit = models.CharField("đơn vị đo", max_length=40, blank=True)
    measure_target = models.IntegerField("mức cần đạt", null=True)
    vagueness = models.PositiveSmallIntegerField("độ mơ hồ", default=0)
    citations = models.JSONField("dẫn", default=list)
    machine = models.JSONField("máy đọc", default=dict)
    state = models.CharField("trạng thái", max_length=10, default="waiting")
    changes = models.JSONField("đã sửa", default=list)
    split_from = models.ForeignKey("self", models.CASCADE, null=True, related_name="pieces")
    duty = models.CharField("việc", max_length=20, blank=True, db_index=True)
    asked_again = models.BooleanField("chủ trì đã được hỏi", default=False)
    reason = models.CharField("lý do", max_length=300, blank=True)
    decided_at = models.DateTimeField("quyết lúc", null=True)
    decided_by = models.CharField("ai quyết", max_length=80, blank=True)

    class Meta:
        ordering = ["start", "id"]

    def __str__(self) -> str:
        return self.title


class Share(models.Model):
    """What a part counts for in the duty that it was passed down from."""

    parent = models.CharField("việc trên", max_length=20, db_index=True)
    child = models.CharField("việc dưới", max_length=20, unique=True)
    weight = models.PositiveSmallIntegerField("trọng số", default=1)

    def __str__(self) -> str:
        return f"{self.parent} > {self.child}: {self.weight}"


class MadeKnown(models.Model):
    """A document was made known (quán triệt) in a unit: when, how, to how many of how many."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="made_known")
    office = models.CharField("đơn vị", max_length=60)
    held_on = models.DateField("ngày")
    form = models.CharField("hình thức", max_length=120)
    invited = models.PositiveIntegerField("số được triệu tập", null=True)
    attended = models.PositiveIntegerField("số có mặt", null=True)
    proof = models.CharField("bằng chứng", max_length=200, blank=True)
    told_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return f"{self.office} {self.held_on:%d/%m/%Y}"


class Round(models.Model):
    """A round of reports: every holder is asked the same, by one day."""

    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="rounds")
    session = models.ForeignKey(WorkingSession, models.CASCADE, null=True, related_name="rounds")
    question = models.CharField("câu hỏi", max_length=400)
    asked_on = models.DateField("hỏi ngày")
    due_on = models.DateField("trả lời trước hết ngày")
    by = models.CharField("nơi hỏi", max_length=60)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.question


class Answer(models.Model):
    """What one holder was asked about one duty, and answered."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="answers")
    office = models.CharField("nơi giữ", max_length=60)
    duty = models.CharField("việc", max_length=20)
    text = models.TextField("trả lời", blank=True)
    percent = models.PositiveSmallIntegerField("tự báo cáo, %", null=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    reminded_on = models.DateField("nhắc ngày", null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.office}: {self.duty}"


class StandingBody(models.Model):
    """A body that one document created and another dissolves (tổ, ban, bộ phận thường trực)."""

    office = models.CharField("cơ quan", max_length=60, unique=True)
    created_by = models.ForeignKey(Document, models.PROTECT, related_name="bodies_created")
    dissolved_by = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="bodies_dissolved"
    )

    def __str__(self) -> str:
        return self.office
