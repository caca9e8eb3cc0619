"""What commitments of meetings follow from is called in both languages, as far as its title is in both."""

from django.db import migrations

ORIGINS = {"meetings.motion": "Motion", "meetings.agendaitem": "AgendaItem"}


def name_origins(apps, _schema):
    commitments = apps.get_model("commitments", "Commitment").objects
    for origin_type, model in ORIGINS.items():
        origins = apps.get_model("meetings", model).objects
        rows = commitments.filter(origin_type=origin_type, origin_id__isnull=False)
        for commitment in rows.iterator():
            origin = origins.filter(pk=commitment.origin_id).first()
            label = commitment.origin_label_zh or commitment.origin_label_en
            # Only where it is still called what it was called then.
            if origin is not None and label in (origin.title_zh[:200], origin.title_en[:200]):
                commitment.origin_label_zh = origin.title_zh[:200]
                commitment.origin_label_en = origin.title_en[:200]
                commitment.save(update_fields=["origin_label_zh", "origin_label_en"])


class Migration(migrations.Migration):
    dependencies = [("commitments", "0007_told_apart"), ("meetings", "0001_initial")]
    operations = [migrations.RunPython(name_origins, migrations.RunPython.noop)]
