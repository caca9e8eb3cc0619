import pytest
from django.test import Client

from guildhall.accounts.powers import Power
from guildhall.meetings.tests.make_session import make_held
from guildhall.registry.tests.make import make_user_with_powers
from guildhall.site.models import Article
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "button"), [("zh-hans", "起草新闻稿"), ("en", "Draft a news release")])
def test_a_button_of_the_held_meeting_leads_to_a_draft_of_its_news(visit, language, button):
    meeting, client = make_held(), Client()
    powers = (Power.READ, Power.PUBLISH, Power.CONVENE, Power.MANAGE)
    client.force_login(make_user_with_powers(meeting.association, *powers))
    page = visit(
        f"/a/{meeting.association.slug}/meetings/{meeting.pk}/session/",
        language=language,
        screen=PHONE,
        client=client,
    )

    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/news/**")

    article = Article.objects.get(meeting=meeting)
    assert str(article.pk) in page.url
    assert axe_findings(page) == []
    assert not is_wider_than_screen(page)
