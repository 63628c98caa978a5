from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_open_the_ledger")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="paused_on",
            field=models.DateField(null=True, verbose_name="tạm dừng từ ngày"),
        ),
    ]
