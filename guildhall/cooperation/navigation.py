from django.utils.translation import pgettext_lazy

from guildhall.core.navigation import Entry, register

register(
    Entry(
        pgettext_lazy("navigation", "Cooperation"),
        "cooperation:cooperation_list",
        icon="link",
        order=52,
        group="chain",
    )
)
