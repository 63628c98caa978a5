import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duties", "0001_open_the_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=32, primary_key=True, serialize=False, verbose_name="khóa"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="họ tên")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                (
                    "typed_phone",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="điện thoại như đã gõ"
                    ),
                ),
                ("email", models.CharField(blank=True, max_length=254, verbose_name="thư điện tử")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ")),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="số")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Phản ánh"),
                            ("petition", "Kiến nghị"),
                            ("complaint", "Khiếu nại"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("rac_thai", "Rác thải"),
                            ("ha_tang", "Hạ tầng"),
                            ("an_ninh_trat_tu", "An ninh trật tự"),
                            ("moi_truong", "Môi trường"),
                            ("dat_dai", "Đất đai, xây dựng"),
                            ("thu_tuc", "Thủ tục hành chính"),
                            ("thu_chi", "Thu, chi"),
                            ("chinh_sach_xa_hoi", "Chính sách xã hội"),
                            ("thai_do_can_bo", "Thái độ phục vụ"),
                            ("khac", "Việc khác"),
                        ],
                        max_length=30,
                        verbose_name="lĩnh vực",
                    ),
                ),
                ("text", models.TextField(verbose_name="nội dung")),
                ("public_text", models.TextField(blank=True, verbose_name="nội dung công khai")),
                ("search_text", models.TextField(default="", verbose_name="để tìm")),
                ("search_exact", models.TextField(default="", verbose_name="để tìm đúng dấu")),
                ("language", models.CharField(default="vi", max_length=5, verbose_name="ngôn ngữ")),
                ("group", models.CharField(blank=True, max_length=60, verbose_name="tổ dân phố")),
                ("lat", models.FloatField(null=True, verbose_name="vĩ độ")),
                ("long", models.FloatField(null=True, verbose_name="kinh độ")),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="nơi, bằng lời"),
                ),
                ("suggested", models.JSONField(default=dict, verbose_name="gợi ý và từ khớp")),
                ("urgent", models.BooleanField(default=False, verbose_name="khẩn")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "trang web"),
                            ("api", "phần mềm khác"),
                            ("open311", "Open311"),
                            ("desk", "tại quầy"),
                            ("import", "nhập từ tệp"),
                        ],
                        max_length=10,
                        verbose_name="đường gửi",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Đã tiếp nhận"),
                            ("assigned", "Đã giao xử lý"),
                            ("in_progress", "Đang xử lý"),
                            ("answered", "Đã trả lời, chờ người dân xác nhận"),
                            ("done", "Đã xong, người dân đồng ý"),
                            ("done_silent", "Đóng khi hết hạn xác nhận"),
                            ("closed_unfixed", "Đóng, CHƯA khắc phục"),
                            ("refused", "Từ chối"),
                            ("merged", "Gộp vào hồ sơ khác"),
                            ("disputed", "Người dân chưa đồng ý"),
                            ("reopened", "Mở lại"),
                            ("handed_over", "Đã chuyển cơ quan khác"),
                            ("withdrawn", "Người gửi rút"),
                        ],
                        max_length=20,
                        verbose_name="trạng thái",
                    ),
                ),
                ("office", models.CharField(max_length=60, verbose_name="cơ quan chủ trì")),
                (
                    "handed_to",
                    models.CharField(blank=True, max_length=60, verbose_name="đã chuyển cho"),
                ),
                ("route", models.JSONField(default=dict, verbose_name="vì sao đến đây")),
                ("listed", models.BooleanField(verbose_name="hiện số và trạng thái")),
                ("published_at", models.DateTimeField(null=True, verbose_name="công khai lúc")),
                ("received_on", models.DateField(verbose_name="ngày nhận")),
                ("received_at", models.DateTimeField(verbose_name="vào hệ thống lúc")),
                ("answered_on", models.DateField(null=True, verbose_name="ngày trả lời")),
                ("closed_on", models.DateField(null=True, verbose_name="ngày đóng")),
                ("silent", models.BooleanField(default=False, verbose_name="đóng vì im lặng")),
                (
                    "identity_key",
                    models.CharField(blank=True, max_length=32, verbose_name="khóa danh tính"),
                ),
                (
                    "code_hash",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="dấu của mã biên nhận"
                    ),
                ),
                (
                    "form_key",
                    models.CharField(
                        max_length=64, null=True, unique=True, verbose_name="khóa gửi một lần"
                    ),
                ),
                (
                    "form_hash",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="dấu của nội dung gửi"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="lần đổi")),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="reports.report",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.CharField(max_length=60, verbose_name="nơi nhận")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản chuyển")),
                ("sent_on", models.DateField(verbose_name="ngày chuyển")),
                (
                    "taken_over_on",
                    models.DateField(null=True, verbose_name="ngày nơi nhận nhận việc"),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="ngày nơi nhận trả lời")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời của nơi nhận")),
                (
                    "answer_document",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản trả lời"),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=100, verbose_name="tệp")),
                ("width", models.PositiveIntegerField(verbose_name="rộng")),
                ("height", models.PositiveIntegerField(verbose_name="cao")),
                ("hidden", models.BooleanField(default=False, verbose_name="không công khai")),
                ("added_at", models.DateTimeField(verbose_name="lúc")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="dấu")),
                ("since", models.DateField(verbose_name="từ ngày")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="lần")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_satisfied", "chưa thỏa đáng"),
                            ("slow", "xử lý chậm"),
                            ("wrong", "sai nội dung"),
                        ],
                        max_length=20,
                        verbose_name="lý do",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="lời người gửi")),
                ("reviewer", models.CharField(max_length=60, verbose_name="nơi xem lại")),
                ("opened_on", models.DateField(verbose_name="ngày mở")),
                ("decided_on", models.DateField(null=True, verbose_name="ngày quyết")),
                (
                    "decision",
                    models.CharField(blank=True, max_length=20, verbose_name="quyết định"),
                ),
                ("decision_text", models.TextField(blank=True, verbose_name="lời quyết định")),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="trả lời")),
                ("outcome", models.CharField(max_length=20, verbose_name="kết quả")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="văn bản")),
                ("office", models.CharField(max_length=60, verbose_name="cơ quan")),
                ("by", models.CharField(max_length=60, verbose_name="chức vụ")),
                ("person", models.CharField(blank=True, max_length=40, verbose_name="người")),
                ("on", models.DateField(verbose_name="ngày")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("received", "Tiếp nhận"),
                            ("assigned", "Giao xử lý"),
                            ("acknowledged", "Nhận việc"),
                            ("transferred", "Đổi nơi chủ trì"),
                            ("referred", "Chuyển cơ quan khác"),
                            ("taken_over", "Cơ quan khác nhận việc"),
                            ("answered", "Trả lời"),
                            ("accepted", "Người gửi đồng ý"),
                            ("expired", "Hết hạn xác nhận, người gửi không nói gì"),
                            ("disputed", "Người gửi chưa đồng ý"),
                            ("upheld", "Xem lại: người gửi đúng"),
                            ("dismissed", "Xem lại: giữ trả lời"),
                            ("closed_unfixed", "Đóng, chưa khắc phục"),
                            ("refused", "Từ chối"),
                            ("merged", "Gộp hồ sơ"),
                            ("reopened", "Mở lại"),
                            ("withdrawn", "Người gửi rút"),
                            ("published", "Công khai"),
                            ("hidden", "Thôi công khai"),
                            ("added", "Người gửi bổ sung"),
                            ("escalated", "Báo lên trên"),
                            ("identity_read", "Xem danh tính"),
                        ],
                        max_length=20,
                        verbose_name="việc",
                    ),
                ),
                ("on", models.DateField(verbose_name="ngày")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("by", models.CharField(max_length=60, verbose_name="chức vụ")),
                ("office", models.CharField(blank=True, max_length=60, verbose_name="cơ quan")),
                ("text", models.TextField(blank=True, verbose_name="lời công khai")),
                ("note", models.TextField(blank=True, verbose_name="lời riêng")),
                ("facts", models.JSONField(default=dict, verbose_name="dữ kiện")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["listed", "-received_at", "-id"], name="report_listed"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["topic", "-received_at"], name="report_topic"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["office", "state", "-received_at"], name="report_office"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["state", "answered_on"], name="report_state"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("report", "key"), name="report_follow_once"),
        ),
    ]
