"""What the shell around every page offers. Rooms say it in their own ``navigation.py``, read once at start::

register(Entry(_("Meetings"), "meetings:meeting_list", icon="calendar", order=20, may=may_see_meetings))
unread_is_counted_by(unread_count)
search_is_at("site:search")
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Place = Literal["work", "office", "person", "public"]
Group = Literal["", "govern", "members", "who", "chain", "honours", "public"]
# In the order of the side bar; what is in no group stands first and has no title.
GROUPS: dict[Group, "str | Promise"] = {
    "": "",
    "govern": _("Governance"),
    "members": _("Members and money"),
    "who": _("Who is who"),
    "chain": pgettext_lazy("navigation", "Industrial chain"),
    "honours": _("Recognition"),
    "public": _("Publishing"),
}
RANKS = {group: rank for rank, group in enumerate(GROUPS)}


def everyone(_user: Any, _association: Any) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """One line of navigation.

    ``place``: ``work`` is the upper part of the side bar, ``office`` its lower part (settings, records),
    ``person`` the menu below the user's name, ``public`` the top of the public pages. In all but the third the
    page's URL has the association's ``slug``; there it has none. ``group`` is the title under which it stands in
    the upper part. ``may(user, association)`` must be cheap: it is asked on every page.
    """

    label: "str | Promise"
    url_name: str
    icon: str
    order: int = 50
    place: Place = "work"
    group: Group = ""
    may: Callable[[Any, Any], bool] = everyone

    def url(self, association: Any) -> str:
        return reverse(self.url_name, kwargs={} if self.place == "person" else {"slug": association.slug})


@dataclass(frozen=True)
class Item:
    """An entry as one reader sees it on one page."""

    label: str
    url: str
    icon: str
    active: bool
    group: str = ""


class Shell:
    """What the rooms registered."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.count_unread: Callable[[Any], int] | None = None
        self.inbox: str = ""
        self.search: str = ""
        self.associations: str = ""
        self.verification: str = ""
        self.open_data: str = ""

    def first(self, place: Place) -> Entry | None:
        """The entry that stands first in a place."""
        return next((entry for entry in self.entries if entry.place == place), None)


shell = Shell()


def register(entry: Entry) -> None:
    """Adds an entry, once, in the place that its group and its order give it."""
    if entry not in shell.entries:
        shell.entries.append(entry)
        shell.entries.sort(key=lambda one: (RANKS[one.group], one.order))


def unread_is_counted_by(count: Callable[[Any], int], *, inbox: str) -> None:
    """``count(user)`` is asked once per page, by one cheap query; ``inbox`` is the name of the inbox's URL."""
    shell.count_unread, shell.inbox = count, inbox


def search_is_at(url_name: str) -> None:
    """The URL (with ``slug``) that answers ``?q=``: the search box of the top bar sends there."""
    shell.search = url_name


def associations_are_at(url_name: str) -> None:
    """The URL (without ``slug``) where a reader chooses among associations."""
    shell.associations = url_name


def documents_are_verified_at(url_name: str) -> None:
    """The URL (without ``slug``) where anybody verifies a document: the foot of every public page leads there."""
    shell.verification = url_name


def open_data_is_at(url_name: str) -> None:
    """The URL (with ``slug``) of an association's open data: the foot of every public page leads there."""
    shell.open_data = url_name


def items(place: Place, user: Any, association: Any, path: str) -> list[Item]:
    """The entries of a place that this reader may open; the one whose URL is the longest start of ``path`` is active."""
    shown = [
        (entry, entry.url(association))
        for entry in shell.entries
        if entry.place == place and entry.may(user, association)
    ]
    here = max((url for _, url in shown if path.startswith(url)), key=len, default="")
    return [
        Item(str(entry.label), url, entry.icon, url == here, str(GROUPS[entry.group])) for entry, url in shown
    ]
