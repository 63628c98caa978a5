from django.db import migrations


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table whose rows were touched in the same transaction.
    dependencies = [
        ("desk", "0003_tell_each_step_of_a_run"),
    ]

    operations = [
        migrations.RemoveField(model_name="bulkrun", name="done"),
        migrations.RemoveField(model_name="bulkrun", name="failed"),
    ]
