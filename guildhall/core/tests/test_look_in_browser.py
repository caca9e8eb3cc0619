import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("guildhall.core.tests.style_urls"),
]


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["phone", "desktop"]
)
@pytest.mark.parametrize("path", ["/style/", "/account/login/"])
def test_the_parts_are_usable_by_everyone_on_every_screen(visit, path, language, screen) -> None:
    page = visit(path, language=language, screen=screen)
    assert axe_findings(page) == []
    assert not is_wider_than_screen(page)


def test_a_lookup_is_used_by_keyboard(visit) -> None:
    page = visit("/style/", language="en")
    field = page.get_by_role("combobox", name="Lead unit").and_(page.locator("input"))
    field.fill("减速")
    page.get_by_role("option", name="烟台减速机厂").wait_for()
    field.press("Enter")
    assert page.eval_on_selector("select[name=lead]", "select => select.value") == "2"
    assert field.input_value() == "烟台减速机厂"


def test_a_dangerous_button_asks_first(visit) -> None:
    page = visit("/style/", language="en")
    page.get_by_role("button", name="Send the notice").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.locator(".form-errors").count() == 0
    page.get_by_role("button", name="Send the notice").click()
    page.get_by_role("dialog").get_by_role("button", name="Yes, go on").click()
    expect(page.locator(".form-errors")).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes(visit) -> None:
    page = visit("/style/", language="en", screen=PHONE)
    side = page.locator("#side")
    assert not side.is_visible()
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(side).to_be_visible()
    page.keyboard.press("Escape")
    expect(side).to_be_hidden()
