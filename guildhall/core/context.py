"""What every template may use. Nothing here asks the database unless the template prints it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from guildhall.core.navigation import Item, items, shell

OTHER_LANGUAGE = {"zh-hans": ("en", "English"), "en": ("zh-hans", "中文")}


class PageContext:
    """The shell around one page: navigation, unread messages, the other language."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.association = getattr(request, "association", None)

    @property
    def user(self) -> Any:
        return self.request.user

    @cached_property
    def nav(self) -> list[Item]:
        return items("work", self.user, self.association, self.request.path) if self.association else []

    @cached_property
    def home_url(self) -> str:
        """The first page that the reader has in this association."""
        return self.nav[0].url if self.nav else "/"

    @cached_property
    def office(self) -> list[Item]:
        return items("office", self.user, self.association, self.request.path) if self.association else []

    @cached_property
    def person(self) -> list[Item]:
        return items("person", self.user, self.association, self.request.path)

    @cached_property
    def unread(self) -> int:
        return shell.count_unread(self.user) if shell.count_unread and self.user.is_authenticated else 0

    @cached_property
    def inbox_url(self) -> str:
        return reverse(shell.inbox) if shell.inbox else ""

    @cached_property
    def search_url(self) -> str:
        if not (shell.search and self.association):
            return ""
        return reverse(shell.search, kwargs={"slug": self.association.slug})

    @cached_property
    def associations_url(self) -> str:
        return reverse(shell.associations) if shell.associations else ""

    @cached_property
    def verification_url(self) -> str:
        return reverse(shell.verification) if shell.verification else ""

    @cached_property
    def other_language(self) -> tuple[str, str]:
        return OTHER_LANGUAGE.get(get_language() or "", OTHER_LANGUAGE["en"])


def page(request: HttpRequest) -> dict[str, Any]:
    """``shell`` in every template; ``association`` where the page belongs to one."""
    context = PageContext(request)
    return {"shell": context, "association": context.association}
