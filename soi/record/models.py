from django.db import models


class Counter(models.Model):
    """The last number of a series, or the edition of law and offices that is in force."""

    name = models.CharField("tên", max_length=40, primary_key=True)
    value = models.BigIntegerField("giá trị", default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class Entry(models.Model):
    """One line of the public record. Written once; never changed, never taken out.

    It holds no foreign key: what it tells of may go, the telling stays.
    """

    entry_class = models.PositiveSmallIntegerField("lớp")
    unit = models.PositiveIntegerField("đơn vị")
    day = models.DateField("ngày")
    commitment = models.BinaryField("cam kết", max_length=32, unique=True)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}: {bytes(self.commitment).hex()[:16]}"


class Payload(models.Model):
    """What an entry commits to, with its salt. Lawful erasure may empty this table."""

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="payload"
    )
    subject = models.CharField("đối tượng", max_length=60)
    kind = models.CharField("loại", max_length=60)
    salt = models.BinaryField("muối", max_length=32)
    salts = models.JSONField("muối của từng phần", default=dict)
    body = models.TextField("nội dung")

    class Meta:
        indexes = [models.Index(fields=["subject", "entry"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Outbox(models.Model):
    """An entry that waits for its place in the log. Written by the database itself.

    A trigger adds the row, so that no way into the record can forget it.
    """

    # On SQLite only an automatic key is the row's own place, without an index beside it.
    entry_id = models.BigAutoField("dòng", primary_key=True)
    sealed = models.BooleanField("kín")

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Log(models.Model):
    """One published log: a year of one ward or province, under one key.

    first: the id of its first leaf; size: how many leaves have their place
    edge: the unfinished tiles of its tree
    """

    name = models.CharField("tên", max_length=40, unique=True)
    origin = models.CharField("gốc", max_length=200, unique=True)
    first = models.BigIntegerField("lá đầu")
    size = models.BigIntegerField("số dòng", default=0)
    edge = models.BinaryField("mép cây", default=b"")
    opened_at = models.DateTimeField("mở lúc")
    sealed_at = models.DateTimeField("lô kín gần nhất", null=True)
    closed_at = models.DateTimeField("khép lúc", null=True)
    frozen_at = models.DateTimeField("đóng băng lúc", null=True)
    frozen_why = models.TextField("vì sao đóng băng", blank=True)

    def __str__(self) -> str:
        return self.origin


class Leaf(models.Model):
    """An entry in its place, as 42 bytes. id: the log's first leaf plus the index.

    entry_id: empty for a filler of a sealed batch, and for what a lost database held
    """

    id = models.BigAutoField("chỗ", primary_key=True)
    data = models.BinaryField("dữ liệu", max_length=42)
    entry_id = models.BigIntegerField("dòng", null=True, unique=True)

    def __str__(self) -> str:
        return f"{self.pk}"


class Root(models.Model):
    """What the log hashed to at one size; never another for the same size."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="roots")
    size = models.BigIntegerField("số dòng")
    root = models.BinaryField("gốc cây", max_length=32)
    at = models.DateTimeField("lúc")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="one_root_a_size")]

    def __str__(self) -> str:
        return f"{self.size}"


class Cosignature(models.Model):
    """A witness's line under a checkpoint."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="cosignatures")
    size = models.BigIntegerField("số dòng")
    witness = models.CharField("người làm chứng", max_length=100)
    at = models.DateTimeField("lúc")
    line = models.TextField("chữ ký")

    class Meta:
        indexes = [models.Index(fields=["log", "witness", "-size"], name="record_cosigned")]

    def __str__(self) -> str:
        return f"{self.witness} {self.size}"
