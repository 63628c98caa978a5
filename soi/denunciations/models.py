"""What the sealed room holds: boxes it cannot open, and names that are random.

No row names an accused, an office of an accused, a sender or a time of day; no row counts.
"""

from django.db import models


class Manifest(models.Model):
    """One version of the signed list of bodies, posts, receivers and their keys."""

    version = models.PositiveIntegerField("phiên bản", primary_key=True)
    body = models.TextField("nội dung")  # canonical JSON, exactly as it was signed
    signature = models.BinaryField("chữ ký", max_length=64)

    def __str__(self) -> str:
        return f"manifest {self.version}"


class Box(models.Model):
    """A sealed box, as it came; only its readers' devices can open it.

    day: of the release, for what came and for the dummies alike; the first of the month for
        what is fetched by its name alone
    batch: the release by which it reaches the reading room; None until then, 0 for what is
        fetched by its name alone (files, identities)
    shut: an identity, handed out only against a recorded reason
    """

    name = models.CharField("tên", max_length=80, primary_key=True)
    digest = models.BinaryField("băm", max_length=32, unique=True)
    day = models.DateField("ngày")
    epoch = models.CharField("kỳ khóa", max_length=7, db_index=True)
    batch = models.PositiveIntegerField("đợt", null=True, db_index=True)
    shut = models.BooleanField("khép", default=False)
    content = models.BinaryField("hộp")

    def __str__(self) -> str:
        return self.name


class Mailbox(models.Model):
    """Where answers to one denouncer lie: a hash of what only the code gives, and a key.

    verify: the Ed25519 key by which the denouncer proves to hold the code
    """

    address = models.CharField("địa chỉ", max_length=64, primary_key=True)
    verify = models.BinaryField("khóa kiểm", max_length=32)
    epoch = models.CharField("kỳ khóa", max_length=7)

    def __str__(self) -> str:
        return self.address[:8]


class Message(models.Model):
    """A sealed answer that waits in a mailbox."""

    name = models.CharField("tên", max_length=80, primary_key=True)
    address = models.CharField("địa chỉ", max_length=64, db_index=True)
    day = models.DateField("ngày")
    content = models.BinaryField("hộp")

    def __str__(self) -> str:
        return self.name


class Locker(models.Model):
    """An officer's key, locked with a passphrase on the officer's device; one for each epoch.

    address: SHA-256 of what only the passphrase gives, so the server knows not whose it is
    """

    name = models.CharField("tên", max_length=80, primary_key=True)
    address = models.CharField("địa chỉ", max_length=64)
    epoch = models.CharField("kỳ khóa", max_length=7)
    content = models.BinaryField("khóa đã khóa")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "epoch"], name="one_locker_an_epoch")
        ]

    def __str__(self) -> str:
        return f"{self.epoch} {self.address[:8]}"


class Duty(models.Model):
    """A step that the law puts a day on: a name of random words, a rule, a day. Nothing else."""

    number = models.CharField("số", max_length=80, primary_key=True)
    rule = models.CharField("quy tắc", max_length=40)
    began_on = models.DateField("ngày bắt đầu")
    due_on = models.DateField("hạn", null=True)
    done_on = models.DateField("ngày xong", null=True)
    trace = models.JSONField("cách tính", default=dict)
    granted = models.JSONField("gia hạn", default=list)
    pauses = models.JSONField("tạm đình chỉ", default=list)
    told = models.JSONField("việc đã làm", default=list)

    def __str__(self) -> str:
        return self.number


class Outbox(models.Model):
    """A commitment on its way to the public record; it goes when it has been carried."""

    commitment = models.BinaryField("cam kết", max_length=32, primary_key=True)
    day = models.DateField("ngày")

    def __str__(self) -> str:
        return bytes(self.commitment).hex()[:16]


class OpenEvent(models.Model):
    """What the room tells the public of itself: a manifest, a shredded epoch, a lost key."""

    name = models.CharField("tên", max_length=80, primary_key=True)
    kind = models.CharField("loại", max_length=60)
    facts = models.JSONField("nội dung")
    day = models.DateField("ngày")
    carried = models.BooleanField("đã chuyển", default=False)

    def __str__(self) -> str:
        return self.kind


class Spent(models.Model):
    """A form that was sent once; kept for two days so that a second press files nothing."""

    digest = models.BinaryField("băm", max_length=32, primary_key=True)
    day = models.DateField("ngày")

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:16]


class Hold(models.Model):
    """A legal hold: an epoch that must not be shredded, and by which document."""

    epoch = models.CharField("kỳ khóa", max_length=7, primary_key=True)
    document = models.CharField("văn bản", max_length=300)

    def __str__(self) -> str:
        return self.epoch
