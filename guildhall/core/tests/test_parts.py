import html
import json
import re

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from guildhall.core.paging import Page
from guildhall.core.sentences import Sentence

MARKUP = "<script>alert('x')</script>\"&"


def drawn(source: str, address: str = "/list/", **values: object) -> str:
    """What a part looks like on the page with that address."""
    request = RequestFactory().get(address)
    with translation.override("en"):
        return engines["django"].from_string(source).render(values, request)


@pytest.mark.parametrize(
    "part",
    [
        "{% go x x icon='check' %}",
        "{% act x x confirm=x field=x %}",
        "{% light 'green' x %}",
        "{% badge x %}",
        "{% blank 'check' x x x more=x %}",
        "{% fact x x url=x %}",
        "{% figure x x note=x url=x %}",
        "{% figure x x note=x %}",
        "{% tab x x %}",
        "{% person x note=x url=x %}",
        "{% file_link x x 12 note=x %}",
        "{% progress 1 2 x %}",
        "{% qr x x %}",
        "{% sortable x 'name' %}",
        "{% differences x y %}",
        "{% chart 'bar' x labels series unit=x %}",
        "{{ x|stated }}{{ x|browser }}{{ sentence|said }}",
    ],
)
def test_markup_in_a_text_stays_text(part) -> None:
    values = {"x": MARKUP, "y": MARKUP + "!", "labels": [MARKUP], "series": {MARKUP: [1]}}
    shown = drawn(part, sentence=Sentence(MARKUP, MARKUP), **values)
    assert "<script>" not in shown
    assert not re.search(r"=\"[^\"]*<script", shown)


def test_a_button_that_does_something_is_a_form_with_a_token() -> None:
    shown = drawn("{% act '/send/' 'Send' icon='send' confirm='Sure?' state='closed' %}")
    assert 'method="post" action="/send/"' in shown
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', shown)
    assert 'data-confirm="Sure?"' in shown
    assert '<input type="hidden" name="state" value="closed">' in shown


def test_the_links_of_a_list_keep_its_filters() -> None:
    shown = drawn(
        "{% pages page %}", "/list/?state=open&page=2", page=Page([1, 2], 2, 2, has_next=True, total=9)
    )
    assert 'rel="prev" href="?state=open&amp;page=1"' in shown
    assert 'rel="next" href="?state=open&amp;page=3"' in shown
    assert "3–4 of 9" in shown


def test_a_list_on_one_page_has_no_links() -> None:
    assert "<nav" not in drawn("{% pages page %}", page=Page([1], 1, 2, has_next=False))


@pytest.mark.parametrize(
    ("address", "link", "order"),
    [
        ("/list/", "?sort=name", None),
        ("/list/?sort=name&page=4&q=a", "?sort=-name&amp;q=a", "ascending"),
        ("/list/?sort=-name", "?sort=name", "descending"),
    ],
)
def test_a_heading_sorts_up_then_down_from_the_first_page(address, link, order) -> None:
    shown = drawn("{% sortable 'Name' 'name' %}", address)
    assert f'href="{link}"' in shown
    assert (f'aria-sort="{order}"' in shown) if order else ("aria-sort" not in shown)


def test_the_tab_of_the_open_page_is_marked() -> None:
    shown = drawn("{% tab '/list/' 'All' %}{% tab '/other/' 'Other' %}", "/list/?page=2")
    assert shown.count("aria-current") == 1
    assert shown.index("aria-current") < shown.index("All")


def test_a_tab_that_differs_behind_the_question_mark_says_itself_whether_it_is_open() -> None:
    shown = drawn(
        "{% tab '/list/' 'All' active=False %}{% tab '/list/?when=past' 'Past' %}", "/list/?when=past"
    )
    assert shown.count("aria-current") == 1
    assert shown.index("aria-current") > shown.index("All")


def test_a_chart_says_the_same_in_its_picture_and_its_table() -> None:
    shown = drawn(
        "{% chart 'bar' 'Tasks' labels series unit='items' %}",
        labels=["Q1", "Q2"],
        series={"done": [3, None], "late": [1, 2]},
    )
    given = re.search(r'data-chart="([^"]*)"', shown)
    assert given
    assert json.loads(html.unescape(given[1])) == {
        "kind": "bar",
        "title": "Tasks",
        "unit": "items",
        "labels": ["Q1", "Q2"],
        "series": [{"name": "done", "data": [3, None]}, {"name": "late", "data": [1, 2]}],
    }
    rows = re.findall(r"<th scope=\"row\">(\w+)</th>(.*?)</tr>", shown, re.DOTALL)
    assert [(name, re.findall(r">([\w ]+)<", cells)) for name, cells in rows] == [
        ("Q1", ["3", "1"]),
        ("Q2", ["not stated", "2"]),
    ]


def test_every_icon_that_a_template_or_a_room_names_is_in_the_sprite() -> None:
    from tools.vendor import ROOT, STATIC

    drawn_icons = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    asked = set()
    for file in [*ROOT.glob("guildhall/**/*.html"), *ROOT.glob("guildhall/**/*.py")]:
        asked |= set(
            re.findall(
                r"""\bicon=["']([\w-]+)["']|{% icon ["']([\w-]+)["']|{% blank ["']([\w-]+)["']""",
                file.read_text(),
            )
        )
    named = {name for names in asked for name in names if name}
    assert len(named) > 40
    assert named - drawn_icons == set()
