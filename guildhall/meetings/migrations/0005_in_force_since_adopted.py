"""Resolutions that were numbered before the register kept from when they hold: from the day they were adopted."""

from django.db import migrations
from django.db.models import F


def begin_when_adopted(apps, _schema):
    apps.get_model("meetings", "Resolution").objects.update(in_force_from=F("adopted_on"))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_amendments_recusals_register")]
    operations = [migrations.RunPython(begin_when_adopted, migrations.RunPython.noop)]
