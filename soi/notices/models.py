from django.db import models


class Notice(models.Model):
    """One message to one receiver: a row that waits until it is sent."""

    channel = models.CharField("kênh", max_length=20, default="email")
    # Emptied when the message is sent: an address is kept no longer than it is needed.
    to = models.CharField("nơi nhận", max_length=254, blank=True)
    template = models.CharField("mẫu", max_length=40)
    context = models.JSONField("nội dung", default=dict)
    language = models.CharField("ngôn ngữ", max_length=5, default="vi")
    created_at = models.DateTimeField("lập lúc")
    not_before = models.DateTimeField("gửi từ")
    taken_at = models.DateTimeField("lấy ra lúc", null=True)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    gave_up_at = models.DateTimeField("thôi gửi lúc", null=True)
    last_error = models.CharField("lỗi cuối", max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                name="notice_waiting",
                condition=models.Q(sent_at=None, gave_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} #{self.pk}"
