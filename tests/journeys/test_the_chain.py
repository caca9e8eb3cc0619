"""The chain: from what is missing on its map to a need, an offer, an agreement, and a result that was measured."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.chain.actions import Place, draw_up_chain, place_organizations
from guildhall.chain.models import Placement
from guildhall.commitments.models import Commitment
from guildhall.cooperation.models import Agreement, Cooperation, JointProject
from guildhall.exchange.models import Listing, Match
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import (
    make_association,
    make_organization,
    make_representation,
    make_seat,
    make_top_body,
    make_user_with_powers,
)
from tests.browser import DESKTOP, PHONE
from tests.journeys.walk import Reader, work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
TITLE, OFFERED = "求购硬齿面减速机", "硬齿面减速机"
POWERS = (Power.MANAGE, Power.PUBLISH, Power.DECIDE, Power.FOLLOW_UP, Power.ISSUE)
EVIDENCE = {"name": "检验记录.txt", "mimeType": "text/plain", "buffer": "交货期统计".encode()}


class People:
    """Two of the secretariat, a firm that needs, a firm that makes; each with somebody at a screen."""

    def __init__(self, visit: Any) -> None:
        self.visit = visit
        self.here = make_association(name_zh="云岭装备制造业协会", name_en="Yunling equipment association")
        self.top = make_top_body(self.here)
        self.officer = make_user_with_powers(self.here, *POWERS, body=self.top)
        self.secretary = make_user_with_powers(self.here, *POWERS, body=self.top)
        self.buyer, self.buyer_user = self.firm("江北起重机械有限公司", "Jiangbei Cranes")
        self.maker, self.maker_user = self.firm("岭南减速机有限公司", "Lingnan Reducers")

    def firm(self, zh: str, en: str) -> tuple[Organization, User]:
        firm = make_organization(self.here, name_zh=zh, name_en=en)
        user = make_user_with_powers(self.here, body=self.top)
        person = user.people.get()
        person.organization = firm
        person.save()
        make_representation(make_seat(self.top, organization=firm), person)
        return firm, user

    def at(self, user: User, path: str = "", *, language: str = "zh-hans", screen: Any = DESKTOP) -> Reader:
        client = Client()
        client.force_login(user)
        where = f"/a/{self.here.slug}/"
        return Reader(
            self.visit(where + path, language=language, screen=screen, client=client), language, where
        )


def test_a_missing_link_becomes_a_measured_result(visit):
    people = People(visit)
    chain = draw_up_chain(people.here, starter_key="equipment", actor=people.officer)
    segment = chain.segments.get(name_zh="减速机与传动")
    place_organizations(
        chain, places=[Place(segment, people.buyer, Placement.Role.NEEDS)], actor=people.officer
    )
    office, second = people.at(people.officer, "chains/"), people.at(people.secretary, "exchange/")
    maker = people.at(people.maker_user, "exchange/mine/", language="en", screen=PHONE)
    buyer = people.at(people.buyer_user, "exchange/mine/", language="en", screen=PHONE)
    missing_link_to_need(office, second)
    offer(maker, second)
    match = matched(office, maker)
    cooperate(second, buyer, match, people)
    agree(office, buyer, maker, second, people)
    measure(office, buyer, maker, people)
    deliver(office)


def missing_link_to_need(office: Reader, second: Reader) -> None:
    office.follow("装备制造产业链").sees("断点").press("Make this a need")
    office.press("Change").fill(
        title_zh=TITLE, text_zh="H系列，配套起重机起升机构。", quantity="300", unit="台/年"
    )
    office.press("Save").press("Hand in for review")
    assert office.named("Review and publish").count() == 0  # whoever handed it in does not review it
    second.go("exchange/").go(office.page.url.removeprefix(office.page.url.partition("/a/")[0]))
    second.press("Review and publish").press("Publish").reads("It is published.")


def offer(maker: Reader, second: Reader) -> None:
    maker.go("exchange/mine/").press("New offer")
    maker.fill(title_zh=OFFERED, title_en="Hardened gear reducers", text_zh="H系列减速机，年产5000台。")
    maker.press("Save the draft" if maker.named("Save the draft").count() else "Save").press(
        "Hand in for review"
    )
    drafted = Listing.objects.get(side=Listing.Side.OFFER)
    second.go(f"exchange/listings/{drafted.pk}/").press("Review and publish").press("Publish")
    work()


def matched(office: Reader, maker: Reader) -> Match:
    match = Match.objects.get()
    maker.go(f"exchange/matches/{match.pk}/").reads("Why they fit").press("Interested")
    office.go(f"exchange/matches/{match.pk}/").sees("减速机")
    return match


def cooperate(second: Reader, buyer: Reader, match: Match, people: People) -> None:
    second.go(f"exchange/matches/{match.pk}/").press("Introduce")
    second.find("organization", "江北起重").press("Introduce")
    cooperation = Cooperation.objects.get()
    for stage in ("contacted", "met", "intention"):
        buyer.go(f"cooperation/{cooperation.pk}/").press("Report progress")
        buyer.fill(stage=stage, on=timezone.localdate().isoformat(), note="电话、来访、样机").press("Report")
    work()


def agree(office: Reader, buyer: Reader, maker: Reader, second: Reader, people: People) -> None:
    cooperation = Cooperation.objects.get()
    office.go(f"cooperation/{cooperation.pk}/").press("Draw up an agreement")
    office.fill(
        title_zh="减速机配套合作协议",
        title_en="Agreement on reducers",
        scope_zh="稳定供应\n缩短交货期",
        text_zh="双方按年度计划供货，交货期逐季缩短。",
    )
    for place, (firm, user) in enumerate(
        ((people.buyer, people.buyer_user), (people.maker, people.maker_user)), start=1
    ):
        office.find(f"party_{place}", firm.name_zh).find(f"party_{place}_signatory", str(user.people.get()))
    office.find("witness_1", str(people.secretary.people.get())).press("Save the draft")
    agreement = Agreement.objects.get()
    office.confirm("Offer to sign")
    for reader in (buyer, maker):
        reader.go(f"agreements/{agreement.pk}/").press("Sign")
        reader.page.locator("main [name=confirmed]").check()
        reader.press("Sign").reads("You have signed.")
    second.go(f"agreements/{agreement.pk}/").press("Attest")
    second.page.locator("main [name=confirmed]").check()
    second.press("Attest").reads("You have attested it.")
    agreement.refresh_from_db()
    assert agreement.state == Agreement.State.SIGNED
    assert agreement.document is not None


def measure(office: Reader, buyer: Reader, maker: Reader, people: People) -> None:
    today = timezone.localdate()
    office.go(f"agreements/{Agreement.objects.get().pk}/").press("Plan a joint project")
    office.fill(
        title_zh="缩短交货期",
        title_en="Shorter delivery",
        indicator_zh="平均交货期",
        indicator_en="Average delivery time",
        unit_zh="天",
        unit_en="days",
        direction="down",
        baseline="45",
        target="30",
        baseline_on=(today - timedelta(days=30)).isoformat(),
        due_on=(today + timedelta(days=120)).isoformat(),
    )
    for firm, user in ((people.buyer, people.buyer_user), (people.maker, people.maker_user)):
        office.find(f"owner_{firm.pk}", str(user.people.get()))
    office.press("Save").confirm("Start")
    project = JointProject.objects.get()
    assert Commitment.objects.filter(origin_id=project.pk, state=Commitment.State.ADOPTED).count() == 2
    maker.go(f"joint-projects/{project.pk}/").press("Report a measurement")
    maker.fill(value="34", measured_on=today.isoformat(), note="31 deliveries")
    maker.page.locator("main [name=evidence]").set_input_files(EVIDENCE)
    maker.press("Report")
    buyer.go(f"joint-projects/{project.pk}/").confirm("Confirm").reads("Confirmed: it counts.")
    office.go(f"joint-projects/{project.pk}/").press("Complete")
    office.fill(conclusion_zh="平均交货期由45天缩短到34天。", conclusion_en="From 45 to 34 days.").press(
        "Complete"
    )
    assert JointProject.objects.get().state == JointProject.State.COMPLETED


def deliver(office: Reader) -> None:
    cooperation = Cooperation.objects.get()
    office.go(f"cooperation/{cooperation.pk}/").press("Report progress")
    office.fill(stage="delivered", on=timezone.localdate().isoformat(), note="首年300台交付").press("Report")
    office.press("Close the need").tick("ending", "fulfilled").press("Close", "act")
    assert Listing.objects.get(side=Listing.Side.NEED).ending == Listing.Ending.FULFILLED
    office.go("cooperation/funnel/").sees("1")
