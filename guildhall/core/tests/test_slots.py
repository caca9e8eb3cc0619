from types import SimpleNamespace

import pytest
from django.template import Engine, RequestContext
from django.test import RequestFactory

from guildhall.core import slots

ROWS = [SimpleNamespace(pk=1, name="one"), SimpleNamespace(pk=2, name="two")]


@pytest.fixture(autouse=True)
def no_fillings(monkeypatch):
    monkeypatch.setattr(slots, "_fillings", {})


def drawn(template, **context):
    pages = {"page.html": template, "part.html": "{{ text }} of {{ thing.name }}"}
    engine = Engine(
        loaders=[("django.template.loaders.locmem.Loader", pages)],
        builtins=["guildhall.core.templatetags.slots"],
    )
    return engine.get_template("page.html").render(RequestContext(RequestFactory().get("/"), context))


def test_a_place_that_nobody_fills_shows_nothing():
    assert drawn('<p>{% slot "room.place" row %}</p>', row=ROWS[0]) == "<p></p>"


def test_of_a_list_the_room_is_asked_once_and_fills_the_rows_it_knows():
    asked = []

    def known(_request, rows):
        asked.append([row.name for row in rows])
        return {1: {"text": "first"}}

    slots.register("room.row", "part.html", known)
    slots.register("room.row", "part.html", known)
    template = '{% for row in rows %}[{% slot "room.row" row among=rows %}]{% endfor %}{{ text }}'

    shown = drawn(template, rows=ROWS)

    assert asked == [["one", "two"]]
    assert shown == "[first of one][]"


def test_fillings_stand_in_their_order():
    def say(text):
        return lambda _request, rows: {row.pk: {"text": text} for row in rows}

    slots.register("room.place", "part.html", say("late"), order=90)
    slots.register("room.place", "part.html", say("early"), order=10)

    assert drawn('{% slot "room.place" row %}', row=ROWS[0]) == "early of onelate of one"
