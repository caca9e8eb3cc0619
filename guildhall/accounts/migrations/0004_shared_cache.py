from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "shared_cache"


def make_table(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What ``manage.py createcachetable`` makes; here, so that one command brings a database up to date."""
    call_command("createcachetable", TABLE, database=editor.connection.alias, verbosity=0)


def drop_table(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(f"DROP TABLE {editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_fictional"),
    ]

    operations = [migrations.RunPython(make_table, drop_table)]
