"""Page and API give the same answer to the same act, and show the same."""

from dataclasses import dataclass
from typing import Any

import pytest

from guildhall.accounts.powers import Power
from guildhall.dues.models import BankAccount, DuesNotice, DuesRun, DuesStandard, ReminderStep, Waiver
from guildhall.dues.tests.make import (
    VOTE,
    book_everything,
    make_draft,
    make_member,
    make_notice,
    make_person,
    make_standard,
    make_step,
    make_tier,
    make_treasurer,
    make_user,
    make_user_with_powers,
    make_waiver,
)
from guildhall.registry.tests.make import make_top_body

pytestmark = pytest.mark.django_db


@dataclass
class Door:
    """Posts the same act to the page or to the API and says whether it was done."""

    kind: str
    client: Any
    slug: str

    def act(self, path, data=None, *, method="post", at_api=None, user):
        self.client.force_login(user)
        if self.kind == "page":
            return self.client.post(f"/a/{self.slug}/dues/{path}/", data or {}).status_code == 302
        ask = getattr(self.client, method)
        url = f"/api/v1/a/{self.slug}/dues/{path if at_api is None else at_api}"
        given = {key: value for key, value in (data or {}).items() if not key.startswith("page_")}
        return ask(url, given, content_type="application/json").status_code in (200, 201)


@pytest.fixture(params=["page", "api"])
def door(request, client, association):
    return Door(request.param, client, association.slug)


@pytest.fixture
def chief(association):
    """Keeps the money and decides."""
    return make_treasurer(association, Power.DECIDE)


def test_a_standard_goes_from_draft_to_adoption(door, association, tier, chief, reader):
    body = make_top_body(association)
    drafted = {"name_zh": "会费标准", "from_on": "2026-01-01", "proration": "month"}
    named = drafted | {"body": body.pk} if door.kind == "page" else drafted | {"body_id": str(body.pk)}
    assert not door.act("standards/new", named, at_api="standards", user=reader)
    assert door.act("standards/new", named, at_api="standards", user=chief)
    standard = DuesStandard.objects.get()

    changed = drafted | {"name_zh": "新会费标准", "version": 1}
    assert door.act(
        f"standards/{standard.pk}/change",
        changed,
        method="patch",
        at_api=f"standards/{standard.pk}",
        user=chief,
    )
    rates = (
        {f"tier_{tier.pk}": "1.2万", "version": 2}
        if door.kind == "page"
        else {"version": 2, "rates": [{"tier_id": str(tier.pk), "amount": 1_200_000}]}
    )
    assert door.act(f"standards/{standard.pk}/rates", rates, method="put", user=chief)
    assert standard.rates.get().amount == 1_200_000

    vote = VOTE | {"decided_on": "2025-12-12"}
    assert not door.act(f"standards/{standard.pk}/adopt", vote | {"way": "show_of_hands"}, user=chief)
    assert not door.act(f"standards/{standard.pk}/adopt", vote, user=reader)
    assert door.act(f"standards/{standard.pk}/adopt", vote, user=chief)
    standard.refresh_from_db()
    assert (standard.state, standard.name_zh) == ("adopted", "新会费标准")
    assert not door.act(f"standards/{standard.pk}/rates", rates | {"version": 4}, method="put", user=chief)


def test_a_run_is_prepared_booked_sent_and_added_to(door, association, tier, chief, reader):
    standard = make_standard(association, rates={tier: 500_000})
    make_member(tier=tier)
    given = {"year": 2026, "issued_on": "2026-11-18", "due_on": "2026-11-30"}
    given |= {"standard": standard.pk} if door.kind == "page" else {"standard_id": str(standard.pk)}
    assert not door.act("runs/new", given, at_api="runs", user=reader)
    assert door.act("runs/new", given, at_api="runs", user=chief)
    run = DuesRun.objects.get()

    assert not door.act(f"runs/{run.pk}/book", user=reader)
    assert door.act(f"runs/{run.pk}/book", user=chief)
    assert not door.act(f"runs/{run.pk}/book", user=chief)
    book_everything(run)
    assert door.act(f"runs/{run.pk}/send", user=chief)
    DuesRun.objects.filter(pk=run.pk).update(state="sent")
    late = make_member(tier=tier)
    named = {"number": late.number} if door.kind == "page" else {"member_id": str(late.pk)}
    assert door.act(f"runs/{run.pk}/add", named, user=chief)
    assert DuesNotice.objects.filter(member=late).count() == 1


def test_a_notice_is_waived_and_cancelled(door, association, chief, president, reader):
    notice = make_notice(association)
    asked = {"reason": "受灾", "amount": "1,000元" if door.kind == "page" else 100_000}
    assert not door.act(f"notices/{notice.pk}/waive", asked, user=reader)
    assert door.act(f"notices/{notice.pk}/waive", asked, user=chief)
    waiver = Waiver.objects.get()
    assert waiver.amount == 100_000

    assert not door.act(f"waivers/{waiver.pk}/approve", user=chief)
    assert door.act(f"waivers/{waiver.pk}/approve", user=president)
    assert not door.act(f"notices/{notice.pk}/cancel", {"reason": "错误"}, user=chief)
    assert door.act(f"waivers/{waiver.pk}/undo", {"reason": "有误"}, user=president)
    refused = make_waiver(notice)
    assert door.act(f"waivers/{refused.pk}/refuse", {"reason": "不符"}, user=president)
    assert door.act(f"notices/{notice.pk}/cancel", {"reason": "错误"}, user=chief)
    notice.refresh_from_db()
    assert notice.cancelled_why == "错误"


def test_steps_and_the_account_are_set(door, association, chief, reader):
    step = {"days": 10, "text_zh": "请缴费", "is_active": True}
    assert not door.act("reminders/new", step, at_api="reminders", user=reader)
    assert door.act("reminders/new", step, at_api="reminders", user=chief)
    made = ReminderStep.objects.get()
    changed = step | {"days": 20, "version": 1}
    path = f"reminders/{made.pk}"
    assert door.act(f"{path}/change", changed, method="patch", at_api=path, user=chief)
    assert not door.act(f"{path}/change", changed, method="patch", at_api=path, user=chief)
    made.refresh_from_db()
    assert made.days == 20

    account = {"holder": "范例协会", "bank": "范例银行", "number": "3700 0001"}
    assert not door.act("account", account, method="put", user=reader)
    assert door.act("account", account, method="put", user=chief)
    assert BankAccount.objects.get().number == "3700 0001"


@pytest.fixture
def shown(association, chief):
    """One of everything there is to look at."""
    tier = make_tier(association)
    member = make_member(tier=tier, person=make_person(association, user=make_user()))
    notice = make_notice(member=member)
    BankAccount.objects.create(association=association, holder="协会", bank="银行", number="1")
    waiver = make_waiver(notice)
    return {
        "notice": notice,
        "member": member.person.user,
        "pages": [
            f"notices/{notice.pk}",
            "notices",
            f"runs/{notice.run_id}",
            f"runs/{notice.run_id}?outcome=has_one",
            f"standards/{notice.run.standard_id}",
            f"standards/{make_draft(association, from_on='2027-01-01').pk}",
        ],
        "forms": [
            f"notices/{notice.pk}/waive/",
            f"notices/{notice.pk}/cancel/",
            f"waivers/{waiver.pk}/approve/",
            f"waivers/{waiver.pk}/refuse/",
            f"runs/{notice.run_id}/add/",
            "runs/new/",
            "standards/new/",
            f"reminders/{make_step(association).pk}/change/",
            "account/",
        ],
    }


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_and_its_twin_open(client, association, chief, shown, language):
    client.force_login(chief)
    for path in shown["pages"]:
        place, _mark, asked = path.partition("?")
        page = client.get(
            f"/a/{association.slug}/dues/{place}/?{asked}", headers={"accept-language": language}
        )
        twin = client.get(f"/api/v1/a/{association.slug}/dues/{path}")
        assert (page.status_code, twin.status_code) == (200, 200), path
    for path in shown["forms"]:
        assert client.get(f"/a/{association.slug}/dues/{path}").status_code == 200, path
    for key in ("lines", "lines?outcome=has_one&q=M"):
        answer = client.get(f"/api/v1/a/{association.slug}/dues/runs/{shown['notice'].run_id}/{key}")
        assert answer.status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_notice_is_printed_for_its_member(client, association, shown, language):
    client.force_login(shown["member"])
    for start in ("/a", "/api/v1/a"):
        end = "/" if start == "/a" else ""
        url = f"{start}/{association.slug}/dues/notices/{shown['notice'].pk}/pdf{end}"
        answer = client.get(url, headers={"accept-language": language})
        assert answer.content.startswith(b"%PDF")


def test_a_member_sees_the_own_notice_and_nothing_else_of_the_money(client, association, shown):
    other = make_notice(association)
    client.force_login(shown["member"])
    work, twin = f"/a/{association.slug}/dues", f"/api/v1/a/{association.slug}/dues"

    assert shown["notice"].number in client.get(f"{work}/notices/").content.decode()
    assert other.number not in client.get(f"{work}/notices/").content.decode()
    assert [row["number"] for row in client.get(f"{twin}/notices").json()["items"]] == [
        shown["notice"].number
    ]
    for path in (f"notices/{other.pk}", "runs", f"runs/{other.run_id}", "reminders"):
        assert client.get(f"{work}/{path}/").status_code == 404, path
        assert client.get(f"{twin}/{path}").status_code == 404, path


def test_notices_are_found_by_number_name_state_and_tier(client, association, chief, shown):
    client.force_login(chief)
    twin = f"/api/v1/a/{association.slug}/dues/notices"
    member, tier = shown["notice"].member, shown["notice"].tier_id

    def found(asked):
        return len(client.get(f"{twin}?{asked}").json()["items"])

    assert (
        found(f"q={member.number}") == found(f"tier={tier}") == found("year=2026") == found("state=open") == 1
    )
    assert found("q=nobody") == found("year=2025") == found("state=settled") == found("state=cancelled") == 0
    page = client.get(f"/a/{association.slug}/dues/notices/?year=abc&tier=x&state=zzz&q={member.number}")
    assert page.status_code == 200


def test_a_guest_reads_nothing(client, association, shown):
    guest = make_user_with_powers(association)
    client.force_login(guest)

    assert client.get(f"/api/v1/a/{association.slug}/dues/notices").json()["items"] == []
