from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "guildhall.registry"

    def ready(self) -> None:
        from guildhall.accounts.powers import resolve_powers_with  # noqa: PLC0415 -- models are loaded only now
        from guildhall.registry.queries import powers_from_posts  # noqa: PLC0415 -- models are loaded only now

        resolve_powers_with(powers_from_posts)
