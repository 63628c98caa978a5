from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0003_pass_duties_on"),
        ("reports", "0003_find_what_is_open"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="report",
            name="report_listed",
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["-received_at", "-id"],
                name="report_public",
            ),
        ),
    ]
