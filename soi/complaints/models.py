from django.db import models

from soi.core.complaints import Act, Against, State
from soi.counter import models as counter


def _choices(words: type[Act | Against | State]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in words]


class Case(counter.Case):
    """One instance (lần) of a complaint (khiếu nại) before one resolver.

    resolver: the office whose head decides; target: the office whose decision or act it is
    known_on: when the decision was received or the act became known; None where nobody said
    facts: what makes another total: "complex", "remote"
    hindered: spans of time not counted against the complainant, each with its document
    front: the Front body that passed it on; empty where none did
    parts: what the decision says, by the names of `core.complaints.DECISION_PARTS`
    duties: number of the duty of each step that somebody owes or owed, by the step's name
    """

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField("lần")
    state = models.CharField("bước", max_length=20, choices=_choices(State))
    resolver = models.CharField("nơi giải quyết", max_length=60)
    target = models.CharField("nơi bị khiếu nại", max_length=60, blank=True)
    against = models.CharField("khiếu nại gì", max_length=20, choices=_choices(Against))
    document = models.CharField("quyết định bị khiếu nại", max_length=200, blank=True)
    known_on = models.DateField("ngày nhận hoặc biết", null=True)
    hindered = models.JSONField("trở ngại", default=list)
    facts = models.JSONField("tình tiết", default=list)
    front = models.CharField("Mặt trận chuyển đến", max_length=60, blank=True)
    verifier = models.CharField("nơi xác minh", max_length=60, blank=True)
    received_on = models.DateField("ngày nhận")
    accepted_on = models.DateField("ngày thụ lý", null=True)
    suspended_on = models.DateField("tạm đình chỉ từ", null=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    decision = models.CharField("số quyết định", max_length=80, blank=True)
    finding = models.CharField("kết luận", max_length=10, blank=True)
    parts = models.JSONField("các phần của quyết định", default=dict)
    sent_on = models.DateField("ngày gửi", null=True)
    effect_on = models.DateField("ngày có hiệu lực", null=True)
    ended_on = models.DateField("ngày kết thúc", null=True)
    duties = models.JSONField("việc theo bước", default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "stage"], name="case_one_a_stage"),
        ]
        indexes = [
            models.Index(fields=["resolver", "state", "-id"], name="case_resolver"),
            models.Index(fields=["-received_on", "-id"], name="case_register"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.stage}"

    @property
    def ref(self) -> str:
        """The filing's: its register tells of it under the filing's own name."""
        return self.report.ref


class Complainant(models.Model):
    """One who complains, or speaks for one who does; who it is stays under a key elsewhere.

    guardian: the lawful representative of a minor, or of somebody without full capacity
    speaks: chosen by all to speak for them
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="complainants")
    place = models.PositiveSmallIntegerField("thứ tự")
    identity_key = models.CharField("khóa danh tính", max_length=32, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True)
    incapable = models.BooleanField("không đủ năng lực hành vi", default=False)
    guardian_key = models.CharField("khóa người đại diện", max_length=32, blank=True)
    speaks = models.BooleanField("đại diện", default=False)
    signed = models.BooleanField("đã ký hoặc điểm chỉ", default=True)
    withdrawn_on = models.DateField("rút ngày", null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="complainant_one_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place}"


class Step(counter.Step):
    """One step that was taken, with the day the law gave it; rows are only ever added.

    duty: number of the duty that the step opened, where somebody owes the next one
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    act = models.CharField("bước", max_length=20, choices=_choices(Act))
    on = models.DateField("ngày")
    duty = models.CharField("việc phải làm", max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.act} {self.on}"


class Dialogue(models.Model):
    """A dialogue (đối thoại) between who complains and who is complained of.

    notice_on: the day on which the notice left; held_on: None while it is only called
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="dialogues")
    on = models.DateTimeField("lúc đối thoại")
    place = models.CharField("nơi", max_length=200)
    notice_on = models.DateField("ngày báo")
    notice_document = models.CharField("văn bản báo", max_length=200)
    held_on = models.DateField("ngày đã đối thoại", null=True)
    chair = models.CharField("chủ trì", max_length=200, blank=True)
    present = models.TextField("thành phần", blank=True)
    minutes = models.TextField("biên bản", blank=True)
    outcome = models.TextField("kết quả", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"
