from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from guildhall.core.text_index import install_after_migration


class CoreConfig(AppConfig):
    name = "guildhall.core"

    def ready(self) -> None:
        autodiscover_modules("navigation", "slots")
        post_migrate.connect(install_after_migration, sender=self)
