"""From the search to the merge and back, as the secretariat does it."""

import pytest
from django.test import Client

from guildhall.accounts.powers import Power
from guildhall.members import actions
from guildhall.members.models import Merge
from guildhall.members.tasks import find_duplicates
from guildhall.members.tests.make import make_association, make_pair, make_person, make_user_with_powers
from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "zh-hans": ("比较", "合并", "撤销合并"),
    "en": ("Compare", "Merge", "Undo the merge"),
}


def looks_right(page) -> None:
    assert axe_findings(page) == []
    assert not is_wider_than_screen(page)


@pytest.mark.parametrize(
    ("screen", "language"), [(DESKTOP, "en"), (PHONE, "zh-hans")], ids=["desktop", "phone"]
)
def test_two_entries_become_one_and_two_again(visit, screen, language) -> None:
    association, client = make_association(), Client()
    keeper = make_user_with_powers(association, Power.MANAGE)
    kept, gone = make_pair(association, phone="0533-1234567")
    make_person(organization=gone)
    find_duplicates(actions.find_duplicates(association, actor=keeper))
    client.force_login(keeper)
    compare, merge, undo = WORDS[language]

    page = visit(f"/a/{association.slug}/duplicates/", screen=screen, language=language, client=client)
    looks_right(page)
    with page.expect_navigation():
        page.get_by_role("link", name=compare, exact=True).click()
    looks_right(page)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=merge, exact=True).click()
    looks_right(page)
    kept.refresh_from_db()
    assert (kept.phone, kept.people.count()) == ("0533-1234567", 1)

    page.get_by_role("button", name=undo).click()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button").first.click()

    assert Merge.objects.get().undone_at
    assert gone.people.count() == 1
