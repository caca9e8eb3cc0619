"""Secretary-generals who manage and decide for the whole association keep its money too, as the presets say now."""

from django.db import migrations


def give(apps, schema_editor):
    posts = apps.get_model("registry", "Post").objects.filter(
        kind="secretary_general", body__parent__isnull=True
    )
    for post in posts.iterator():
        if {"manage", "decide"} <= set(post.powers) and "keep_money" not in post.powers:
            post.powers = [*post.powers, "keep_money"]
            post.save(update_fields=["powers"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_organization_merged_into")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
