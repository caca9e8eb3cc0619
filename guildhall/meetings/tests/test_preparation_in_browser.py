"""Preparing a meeting in a real browser: by keyboard, on a phone, without a mouse."""

import pytest
from django.test import Client

from guildhall.meetings import actions, queries, tasks
from guildhall.meetings.models import Meeting, Speaker, Sponsor
from guildhall.meetings.tests.make import (
    make_body,
    make_invitation,
    make_item,
    make_meeting,
    make_member,
    make_person,
    make_secretary,
    make_user,
)
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def body():
    return make_body(name_zh="会长办公会", name_en="Presidents' meeting")


@pytest.fixture
def secretary(body):
    client, user = Client(), make_secretary(body.association)
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]  # who the other fixtures act as
    return client


@pytest.fixture
def meeting(body, secretary):
    """A meeting with something of everything, its notice sent."""
    found = make_meeting(body, remarks_zh="请携带胸牌。", remarks_en="Bring your badge.")
    for number in range(4):
        item = make_item(found, minutes_planned=15 + number)
        person = make_person(body.association, organization=make_member(body).organization)
        Speaker.objects.create(association=body.association, item=item, person=person)
        Speaker.objects.create(association=body.association, item=item, words_zh="企业代表", count=7)
        actions.add_paper(
            found, item=item, name=f"报告{number}.txt", content="内容".encode(), actor=secretary.user
        )
    Sponsor.objects.create(association=body.association, meeting=found, name_zh="酩悦居酒店")
    actions.fill_invitations(found, actor=secretary.user)
    make_invitation(found, make_person(body.association), role="guest", capacity_zh="市工业和信息化局副局长")
    make_invitation(found, secretary.user.people.get(), role="staff")
    tasks.send_notice(actions.send_notice(found, actor=secretary.user))
    found.invitations.filter(rank=1).update(reply="excused", reason="出差")
    found.refresh_from_db()
    return found


def convene(page):
    page.get_by_role("link", name="Convene a meeting").first.click()
    page.get_by_role("link", name="Presidents' meeting").click()
    assert page.get_by_label("Name in Chinese").input_value().endswith("会长办公会")
    page.get_by_label("Starts").fill("2030-03-05T09:00")
    page.get_by_label("Ends").fill("2030-03-05T11:30")
    page.get_by_label("Place in Chinese").fill("张店")
    # Until the page has turned the list into a field, the list has the role.
    page.get_by_role("combobox", name="Chair").and_(page.locator("input")).fill("Zhang")
    page.get_by_role("option", name="Chair Zhang").click()
    page.get_by_role("button", name="Convene").click()
    page.get_by_text("Nobody was told yet").wait_for()


def write_agenda(page, *titles):
    for title in titles:
        page.get_by_role("link", name="Agenda", exact=True).click()
        page.get_by_role("link", name="Add an item").first.click()
        page.get_by_label("Title in Chinese").fill(title)
        page.get_by_label("Minutes planned").fill("20")
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name=f"Move up: {titles[-1]}").press("Enter")
    page.get_by_role("heading", name=f"{len(titles) - 1}. {titles[-1]}").wait_for()


def invite(page):
    page.get_by_role("link", name="Invitations").click()
    page.get_by_role("link", name="Fill from the roster").first.click()
    page.get_by_role("button", name="Fill the list").click()
    page.get_by_text("3 people added").wait_for()


def notify(page):
    page.get_by_role("link", name="Notice", exact=True).click()
    page.get_by_text("In time").wait_for()
    page.get_by_role("button", name="Send the notice").click()
    page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    page.get_by_text("Last run").wait_for()


def test_a_meeting_is_prepared_by_pages_alone(visit, secretary, body):
    for _number in range(3):
        make_member(body, label_zh="副会长单位", label_en="Vice-president unit")
    chair = make_person(body.association, name_zh="张主持", name_en="Chair Zhang")
    page = visit(f"/a/{body.association.slug}/meetings/", language="en", client=secretary)

    convene(page)
    write_agenda(page, "学习公报", "会长讲话")
    invite(page)
    notify(page)

    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.chair, meeting.invitations.count()) == ("notified", chair, 3)
    assert [item.title_zh for item in meeting.agenda.all()] == ["会长讲话", "学习公报"]


def test_the_invited_answers_on_a_phone_from_the_link_of_the_mail(visit, meeting):
    row = make_invitation(meeting, make_person(meeting.association, name_zh="李受邀"), role="guest")
    path = f"/p/{meeting.association.slug}/reply/{queries.reply_token(row)}/"
    page = visit(path, language="zh-hans", screen=PHONE)
    assert axe_findings(page) == []
    assert not is_wider_than_screen(page)

    page.get_by_label("请假").check()
    page.get_by_label("原因").fill("出差")
    page.get_by_role("button", name="提交回执").click()
    page.get_by_text("您的回执已保存").wait_for()

    row.refresh_from_db()
    assert (row.reply, row.reason) == ("excused", "出差")


def test_a_member_finds_the_own_invitation_and_answers(visit, meeting):
    member = make_member(meeting.body, user=make_user())
    row = make_invitation(meeting, member)
    client = Client()
    client.force_login(member.user)
    page = visit(f"/a/{meeting.association.slug}/invitations/", language="en", client=client)

    page.get_by_role("link", name="Reply").click()
    page.get_by_label("Coming").check()
    page.get_by_role("button", name="Send the reply").click()
    page.get_by_text("Your reply: Coming").wait_for()

    row.refresh_from_db()
    assert row.reply == "coming"
