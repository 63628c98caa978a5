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
    body = models.TextField("nội dung")

    class Meta:
        indexes = [models.Index(fields=["subject", "entry"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
