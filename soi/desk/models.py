from django.db import models
from django.utils.functional import cached_property


class Intake(models.Model):
    """How a filing came over the counter: the resident is its author, the clerk its writer.

    received_on: when the paper or call came; the term runs from it, not from the entry
    mark: digest of the folded text and the day, to see when two clerks enter one pile
    """

    report = models.OneToOneField("reports.Report", models.PROTECT, related_name="+")
    way = models.CharField("đường đến", max_length=10)
    received_on = models.DateField("ngày nhận")
    entered_at = models.DateTimeField("nhập lúc")
    entered_by = models.CharField("người viết", max_length=80)
    office = models.CharField("nơi nhập", max_length=60)
    mark = models.CharField("dấu", max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["mark"], name="intake_mark"),
            models.Index(fields=["-entered_at"], name="intake_entered"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.way}"


class Scan(models.Model):
    """A scan of a paper, added after its entry; a file that only staff may fetch."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="scans")
    file = models.CharField("tệp", max_length=120)
    kind = models.CharField("kiểu", max_length=5)
    pages = models.PositiveSmallIntegerField("số trang")
    added_at = models.DateTimeField("lúc")
    added_by = models.CharField("người nộp", max_length=80)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Forwarding(models.Model):
    """A filing that another body passed on to the ward: that body hears what came of it.

    by: slug of the body; document, on: its letter
    told_on: when it was told of the result; passed_on: when it told the citizen
    """

    report = models.OneToOneField("reports.Report", models.PROTECT, related_name="+")
    by = models.CharField("nơi chuyển đến", max_length=60)
    document = models.CharField("văn bản chuyển", max_length=200)
    on = models.DateField("ngày chuyển")
    duty = models.CharField("việc báo kết quả", max_length=20, blank=True)
    told_on = models.DateField("ngày báo kết quả", null=True)
    told_document = models.CharField("văn bản báo", max_length=200, blank=True)
    pass_duty = models.CharField("việc báo người dân", max_length=20, blank=True)
    passed_on = models.DateField("ngày nơi chuyển báo người dân", null=True)

    class Meta:
        indexes = [models.Index(fields=["duty", "id"], name="forwarding_duty")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.by}"


class Reception(models.Model):
    """A reception day (buổi tiếp công dân): announced, then held.

    post: who receives; published_on: when the schedule was put up
    """

    on = models.DateField("ngày")
    starts = models.TimeField("từ giờ")
    ends = models.TimeField("đến giờ")
    place = models.CharField("nơi", max_length=200)
    office = models.CharField("cơ quan", max_length=60)
    post = models.CharField("người tiếp", max_length=80)
    published_on = models.DateField("niêm yết ngày")
    document = models.CharField("văn bản", max_length=200, blank=True)
    cancelled = models.CharField("lý do hoãn", max_length=300, blank=True)
    duty = models.CharField("việc phải làm", max_length=20, blank=True)

    class Meta:
        ordering = ["on", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["office", "on", "starts"], name="reception_once"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.on}"


class Visit(models.Model):
    """One resident at a reception day: their turn, the talk, what came of it.

    identity_key: who it is, kept where identities are kept
    people: how many came together
    """

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="visits")
    turn = models.PositiveSmallIntegerField("số thứ tự")
    identity_key = models.CharField("khóa danh tính", max_length=32, blank=True)
    subject = models.CharField("việc gì", max_length=300)
    people = models.PositiveSmallIntegerField("số người", default=1)
    state = models.CharField("trạng thái", max_length=10, default="waiting")
    came_at = models.DateTimeField("đến lúc")
    called_at = models.DateTimeField("tiếp từ", null=True)
    ended_at = models.DateTimeField("xong lúc", null=True)
    received_by = models.CharField("người tiếp", max_length=80, blank=True)
    minutes = models.TextField("biên bản", blank=True)
    outcome = models.TextField("kết quả", blank=True)
    ground = models.CharField("căn cứ từ chối", max_length=30, blank=True)
    duty = models.CharField("việc phải làm", max_length=20, blank=True)

    class Meta:
        ordering = ["turn"]
        constraints = [
            models.UniqueConstraint(fields=["reception", "turn"], name="visit_one_a_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.turn}"


class VisitFiling(models.Model):
    """A filing that was born at a visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="filings")
    report = models.OneToOneField("reports.Report", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.report_id}"


class SavedFilter(models.Model):
    """A pile with its filter, as one officer likes to find it again."""

    person = models.CharField("người", max_length=40)
    name = models.CharField("tên", max_length=80)
    query = models.CharField("bộ lọc", max_length=400)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="filter_one_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class BulkRun(models.Model):
    """One act on many filings: each in a transaction of its own, with what became of it."""

    act = models.CharField("việc", max_length=20)
    params = models.JSONField("giá trị", default=dict)
    numbers = models.JSONField("các số")
    begun_at = models.DateTimeField("bắt đầu")
    undone_at = models.DateTimeField("hoàn lại lúc", null=True)
    office = models.CharField("cơ quan", max_length=60)
    person = models.CharField("người", max_length=40)

    def __str__(self) -> str:
        return f"{self.act} {self.begun_at:%d/%m/%Y}"

    @cached_property
    def told(self) -> list["BulkStep"]:
        """Return what became of each filing so far, in the order in which they came."""
        return list(self.steps.order_by("pk"))

    @property
    def done(self) -> list["BulkStep"]:
        """Return those that went well."""
        return [one for one in self.told if not one.why]

    @property
    def failed(self) -> list["BulkStep"]:
        """Return those that were refused; once the run was taken back, those that could not be."""
        return [one for one in self.told if (one.stuck if self.undone_at else one.why)]

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return len(self.numbers) - len(self.told)


class BulkStep(models.Model):
    """What became of one filing of a run: a row each, for a list would be written anew each time.

    before: what the act changed, as it was; why: it was refused; stuck: it cannot be taken back
    """

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="steps")
    number = models.CharField("số", max_length=20)
    before = models.JSONField("trước đó", default=dict)
    why = models.TextField("vì sao chưa được", blank=True)
    stuck = models.TextField("vì sao không hoàn lại được", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="desk_step_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Reminder(models.Model):
    """A reminder that went out about a duty: at half its term, at its end, after it."""

    duty = models.ForeignKey("duties.Duty", models.PROTECT, related_name="+")
    rung = models.CharField("bậc", max_length=10)
    on = models.DateField("ngày")
    to = models.CharField("nơi nhận", max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "rung"], name="reminder_once_a_rung"),
        ]

    def __str__(self) -> str:
        return f"{self.rung} {self.on}"


class HandOver(models.Model):
    """A post that changed hands: what was owed on that day, duty by duty."""

    office = models.CharField("cơ quan", max_length=60)
    giver = models.CharField("chức vụ bàn giao", max_length=80)
    taker = models.CharField("chức vụ nhận", max_length=80)
    document = models.CharField("văn bản", max_length=200)
    on = models.DateField("ngày")
    duties = models.JSONField("các việc", default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"
