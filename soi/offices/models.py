from django.db import models


class Office(models.Model):
    """Any body that can owe a duty, or that another body answers to (cơ quan, tổ chức).

    slug: a word that never changes and is never given again
    track: whose line it stands in, so that its successor is sought there
    since, until: both included, as everywhere in this room
    outline: [[latitude, longitude], …] as a ring; empty where nobody drew one
    places: streets and landmarks by which residents know it
    """

    slug = models.SlugField("mã", max_length=60, unique=True)
    kind = models.CharField("loại", max_length=30)
    track = models.CharField("hệ thống", max_length=20)
    level = models.CharField("cấp", max_length=20)
    outside = models.BooleanField("ngoài phường", default=False)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    hours = models.CharField("giờ làm việc", max_length=200, blank=True)
    number = models.PositiveIntegerField("số tổ", null=True)
    outline = models.JSONField("ranh giới", default=list, blank=True)
    places = models.JSONField("địa danh", default=list, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.slug


class OfficeName(models.Model):
    """What an office is called, from one day until another."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="names")
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=80)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["office_id", "since"]

    def __str__(self) -> str:
        return self.name


class OfficeParent(models.Model):
    """Which office stands above another, and in what sense, from one day until another."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Office, models.PROTECT, related_name="children")
    relation = models.CharField("quan hệ", max_length=20)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.office} < {self.parent}"


class Succession(models.Model):
    """Which office took over from one that ended."""

    old = models.ForeignKey(Office, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Office, models.PROTECT, related_name="predecessors")
    since = models.DateField("từ ngày")
    document = models.CharField("văn bản", max_length=300)
    share = models.CharField("phần", max_length=10, default="whole")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.old} > {self.new}"


class Post(models.Model):
    """A post in an office (chức vụ), whoever holds it."""

    slug = models.SlugField("mã", max_length=80, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    title = models.CharField("chức vụ", max_length=200)
    is_head = models.BooleanField("người đứng đầu", default=False)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.slug


class Tenure(models.Model):
    """Who holds a post, from one day until another. person: such as "user:7"."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.CharField("người", max_length=40, db_index=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)
    acting = models.BooleanField("tạm quyền", default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.post}: {self.person}"


class Relation(models.Model):
    """Who leads, coordinates, oversees or reviews in a field, under a cited rule.

    kind, topic, group: the field; empty means any
    over: for "reviews" and "oversees": whose work; None means anyone's
    """

    number = models.CharField("số quy tắc", max_length=40)
    text = models.CharField("lời", max_length=300, blank=True)
    kind = models.CharField("loại đơn", max_length=20, blank=True)
    topic = models.CharField("lĩnh vực", max_length=40, blank=True)
    group = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="relations")
    role = models.CharField("vai trò", max_length=20)
    over = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    source = models.CharField("căn cứ", max_length=300)
    rank = models.PositiveIntegerField("thứ tự", default=100)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return f"{self.number}: {self.office} {self.role}"


class OrgEvent(models.Model):
    """A decision that changes offices: proposed, enacted or cancelled; only an enacted one acts.

    creates: offices that it founds, as plain values; names: {slug: [name, short name]}
    undo: what enacting it wrote, so that it can be taken back before its day
    """

    number = models.CharField("số", max_length=20, unique=True)
    change = models.CharField("loại", max_length=20)
    status = models.CharField("tình trạng", max_length=20)
    effective_on = models.DateField("có hiệu lực từ")
    document = models.CharField("văn bản", max_length=300)
    note = models.TextField("ghi chú", blank=True)
    creates = models.JSONField("lập mới", default=list)
    names = models.JSONField("tên mới", default=dict)
    undo = models.JSONField("để hoàn tác", default=dict)
    entered_at = models.DateTimeField("nhập lúc")
    passed_on = models.DateField("đã chuyển việc ngày", null=True)

    class Meta:
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.number}: {self.change}"


class OrgLeg(models.Model):
    """What goes from one office to another by an event. share: whole or part."""

    event = models.ForeignKey(OrgEvent, models.CASCADE, related_name="legs")
    old = models.CharField("nơi cũ", max_length=60)
    new = models.CharField("nơi mới", max_length=60)
    share = models.CharField("phần", max_length=10)
    area = models.CharField("phần nào", max_length=200, blank=True)
    default = models.BooleanField("đề nghị trước", default=False)
    kinds = models.JSONField("loại việc", default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.old} > {self.new}"


class AdminUnit(models.Model):
    """A province, district or ward of the country, from one day until another.

    Keyed by code and first day: the reform of 2025 gave 3,315 old codes to new units.

    level: province, district or commune; folded: the name for searching
    """

    code = models.CharField("mã", max_length=12)
    level = models.CharField("cấp", max_length=10)
    name = models.CharField("tên", max_length=120)
    folded = models.CharField("tên bỏ dấu", max_length=120, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["level", "code", "since"]
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "since"], name="one_unit_a_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class UnitSuccession(models.Model):
    """Which unit a unit went into, as a whole or in part."""

    old = models.ForeignKey(AdminUnit, models.CASCADE, related_name="heirs")
    new = models.ForeignKey(AdminUnit, models.CASCADE, related_name="forebears")
    share = models.CharField("phần", max_length=10)
    default = models.BooleanField("phần lớn nhất", default=False)
    document = models.CharField("văn bản", max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="one_leg_a_pair")]

    def __str__(self) -> str:
        return f"{self.old} > {self.new}"


class WorkingRule(models.Model):
    """Who signs and who deputises in a body, and what it decides together (quy chế làm việc).

    kind: the kind of duty it is for; empty: all; collective: decided by the body as a whole
    """

    number = models.CharField("số quy tắc", max_length=40)
    office = models.ForeignKey(Office, models.PROTECT, related_name="working_rules")
    kind = models.CharField("loại việc", max_length=30, blank=True)
    matter = models.CharField("việc gì", max_length=200)
    signer = models.ForeignKey(Post, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    collective = models.BooleanField("quyết định tập thể", default=False)
    source = models.CharField("căn cứ", max_length=300)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["office_id", "number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}: {self.matter}"
