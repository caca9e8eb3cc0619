from types import SimpleNamespace

import pytest
from django.utils import translation

from guildhall.core import navigation
from guildhall.core.navigation import Entry, items, register
from guildhall.core.templatetags.page import side_items

ASSOCIATION = SimpleNamespace(slug="demo")


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation.shell, "entries", [])
    monkeypatch.setattr(navigation, "reverse", lambda name, kwargs: f"/a/{kwargs.get('slug', '-')}/{name}")
    register(Entry("Plans", "plans/", icon="target", order=30))
    register(Entry("Today", "", icon="home", order=10))
    register(
        Entry("Record", "record/", icon="history", place="office", may=lambda user, _: user == "supervisor")
    )


def test_entries_stand_in_their_order() -> None:
    assert [item.label for item in items("work", "member", ASSOCIATION, "/")] == ["Today", "Plans"]


def test_entries_stand_under_the_titles_of_their_groups() -> None:
    register(Entry("Chains", "chains/", icon="target", order=1, group="chain"))
    register(Entry("Meetings", "meetings/", icon="target", order=90, group="govern"))
    with translation.override("en"):
        shown = items("work", "member", ASSOCIATION, "/")
    assert [(item.group, item.label) for item in shown][2:] == [
        ("Governance", "Meetings"),
        ("Industrial chain", "Chains"),
    ]
    assert side_items(shown).count("side-title") == 2


def test_an_entry_registered_twice_stands_there_once() -> None:
    register(Entry("Today", "", icon="home", order=10))
    assert len(items("work", "member", ASSOCIATION, "/")) == 2


@pytest.mark.parametrize(("user", "shown"), [("supervisor", ["Record"]), ("member", [])])
def test_only_those_who_may_see_an_entry(user, shown) -> None:
    assert [item.label for item in items("office", user, ASSOCIATION, "/")] == shown


@pytest.mark.parametrize(
    ("path", "active"), [("/a/demo/", ["Today"]), ("/a/demo/plans/7/", ["Plans"]), ("/elsewhere/", [])]
)
def test_the_entry_nearest_to_the_page_is_the_active_one(path, active) -> None:
    assert [item.label for item in items("work", "member", ASSOCIATION, path) if item.active] == active
