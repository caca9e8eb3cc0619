"""An assembly elects a council of 15 from 18 by secret ballot: four phones at once, the screen in the hall beside them."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from guildhall.accounts.powers import Power
from guildhall.meetings.tests.make import make_charter_profile, make_user_with_powers
from guildhall.registry.models import Body
from guildhall.registry.queries import holders
from guildhall.registry.tests.make import make_association, make_top_body
from guildhall.votes import actions
from guildhall.votes.models import Election
from guildhall.votes.tests.make import VOTING_RULES, make_assembled, voters_of
from guildhall.votes.tests.make_election import ELECTING, FIRST_DAY, make_listed, make_round
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = [
    "丁一",
    "马丽",
    "王芳",
    "王建国",
    "方远",
    "田野",
    "冯刚",
    "吕燕",
    "刘洋",
    "孙立",
    "李敏",
    "杨柳",
    "吴昊",
    "张伟",
    "陈静",
    "赵磊",
    "高翔",
    "魏强",
]
PHONES, VOTERS, SEATS = 4, 7, 15
POWERS = (Power.CONVENE, Power.READ, Power.MANAGE)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def make_assembly() -> Body:
    """An assembly whose charter asks for a secret ballot, and for more than half of those present."""
    association = make_association()
    rules = {"key": "own", "name": {"zh": "本会章程", "en": "Own charter"}, "rules": VOTING_RULES | ELECTING}
    make_charter_profile(association, rules=rules)
    return make_top_body(association)


def fill_in(page, *, skip: tuple[int, ...]) -> None:
    """Marks everyone for but those, tries one too many, and goes on to look it over."""
    marks = page.locator(".ballot-mark-F")
    for place in [place for place in range(len(NAMES)) if place not in skip]:
        marks.nth(place).click()
    expect(page.locator("[data-count]")).to_contain_text(re.compile(r"15.*15"))
    marks.nth(skip[0]).click()
    expect(page.get_by_role("button", name="核对选票")).to_be_disabled()
    page.locator(".ballot-mark-A").nth(skip[0]).click()
    page.get_by_role("button", name="核对选票").click()
    page.get_by_role("button", name="投出选票").wait_for()


def cast_on_phones(visit, vote, voters) -> None:
    """Each fills in a ballot on a phone; then all of them cast at the same moment, none waiting for the other."""
    url = reverse("votes:cast_ballot", args=(vote.association.slug, vote.pk))
    phones = [visit(url, screen=PHONE, client=signed_in(user)) for user in voters]
    assert axe_findings(phones[0]) == []
    assert not is_wider_than_screen(phones[0])
    for page in phones:
        fill_in(page, skip=(0, 1, 17))
    for page in phones:
        page.evaluate("document.querySelector('button[value=cast]').click()")
    assert len({page.locator(".phrases code").inner_text() for page in phones}) == len(voters)


def close_on_page(desk, vote) -> None:
    """The clerk closes the vote; the tellers sign; the clerk declares the result."""
    desk.goto(reverse("votes:vote", args=(vote.association.slug, vote.pk)))
    confirm(desk, "结束投票")
    desk.get_by_role("button", name="宣布结果").wait_for()
    sign(vote)
    confirm(desk, "宣布结果")
    expect(desk.locator("#content")).to_contain_text("已宣布结果")


def confirm(desk, name) -> None:
    desk.get_by_role("button", name=name).click()
    desk.get_by_role("dialog").locator(".btn-primary").click()


def sign(vote) -> None:
    for teller in vote.tellers.select_related("person__user", "vote", "association"):
        actions.sign_result(teller, actor=teller.person.user)


def take_office_and_file(desk, election) -> None:
    desk.goto(reverse("votes:take_office", args=(election.association.slug, election.pk)))
    desk.get_by_role("button", name="确认就任").click()
    desk.get_by_text("新一届已就任").wait_for()
    desk.get_by_role("link", name="出具备案材料").click()
    desk.get_by_role("button", name="出具备案材料").click()
    desk.get_by_role("link", name=re.compile("选备.*pdf")).wait_for()


def test_an_assembly_elects_its_council_on_several_phones_at_once(visit) -> None:
    meeting = make_assembled(make_assembly(), in_room=VOTERS, online=0, mode="on_site")
    election = make_listed(meeting, names=NAMES, seats=SEATS, contest="more")
    vote, clerk = make_round(election, online=""), make_user_with_powers(meeting.association, *POWERS)
    slug, voters = meeting.association.slug, voters_of(vote)
    hall = visit(reverse("live:screen", args=(slug, meeting.pk)), client=signed_in(clerk))
    cast_on_phones(visit, vote, voters[:PHONES])
    for user in voters[PHONES:]:
        actions.cast_ballot(vote, marks="F" * SEATS + "AAA", actor=user)
    expect(hall.locator(".scene-count")).to_contain_text(str(VOTERS))

    desk = visit(reverse("votes:election", args=(slug, election.pk)), client=signed_in(clerk))
    close_on_page(desk, vote)
    # The phones left out the first two and the last; of seven, three are less than half and four are more.
    elected = {one.person.name_zh for one in election.candidates.filter(state="elected")}
    assert elected == set(NAMES[2:17])
    expect(hall.locator(".standing-elected")).to_have_count(SEATS)
    take_office_and_file(desk, election)

    assert len(holders(election.post, FIRST_DAY)) == SEATS
    assert Election.objects.get(pk=election.pk).pack is not None
