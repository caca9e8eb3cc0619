"""The yearly disclosure: prepared from the books, looked at by a supervisor, published, corrected by a new edition."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.queries import verify_document
from guildhall.dues import actions, queries
from guildhall.dues.models import Account, Disclosure, Entry, Posting
from guildhall.dues.tests.make import (
    book_everything,
    make_member,
    make_run,
    make_standard,
    make_tier,
    make_treasurer,
    make_user_with_powers,
)
from guildhall.dues.tests.make_payment import make_payment
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import make_top_body

pytestmark = pytest.mark.django_db
YEAR = 2025


def spend(association, amount, name="会议费", on=date(YEAR, 6, 1), code="5301"):
    """As a voucher would write it into the books."""
    account, _new = Account.objects.get_or_create(
        association=association, code=code, defaults={"kind": "expense", "name_zh": name}
    )
    bank, _new = Account.objects.get_or_create(
        association=association, code="1002", body=None, defaults={"kind": "asset", "name_zh": "银行存款"}
    )
    entry = Entry.objects.create(
        association=association,
        on=on,
        event="spent",
        source_type="test",
        source_id=str(Entry.objects.count()),
    )
    for one, part in ((account, amount), (bank, -amount)):
        Posting.objects.create(association=association, entry=entry, account=one, amount=part)


@pytest.fixture
def scene(association):
    """Two tiers, dues of 2024 and 2025; of 2025 one is paid in full, of 2024 one in part, late."""
    association.is_public = True
    association.save()
    make_top_body(association)
    keeper = make_treasurer(association, Power.PUBLISH)
    high, low = make_tier(association, rank=1), make_tier(association, rank=2)
    members = [make_member(tier=high), make_member(tier=low)]
    standard = make_standard(association, rates={high: 500_000, low: 200_000}, from_on=date(2024, 1, 1))
    notices = {}
    for year in (2024, YEAR):
        run = make_run(standard, year=year, issued_on=date(year, 3, 1), due_on=date(year, 3, 31))
        for notice in book_everything(run):
            notices[year, notice.member_id] = notice
    whole = notices[YEAR, members[0].pk]
    make_payment(whole, actor=keeper, received_on=date(YEAR, 4, 1), shares={whole: whole.amount})
    make_payment(notices[2024, members[1].pk], amount=50_000, actor=keeper, received_on=date(YEAR, 5, 1))
    spend(association, 120_000)
    spend(association, 30_000, name="办公费", code="5302")
    spend(association, 99, on=date(2024, 6, 1))
    return SimpleNamespace(
        association=association,
        keeper=keeper,
        supervisor=make_user_with_powers(association, Power.READ, Power.OVERSEE),
        notices=notices,
        members=members,
    )


def prepared(scene, **details):
    return actions.prepare_disclosure(scene.association, **{"year": YEAR} | details, actor=scene.keeper)


def signed(scene, **details):
    disclosure = prepared(scene, **details)
    return actions.sign_disclosure(
        disclosure, version=disclosure.version, remark="无异议", actor=scene.supervisor
    )


def published(scene, **details):
    disclosure = signed(scene, **details)
    return actions.publish_disclosure(disclosure, version=disclosure.version, actor=scene.keeper)


def test_the_figures_are_those_of_the_books_by_tier_year_and_category(scene):
    figures = prepared(scene).figures

    assert [(line["for_year"], line["members"], line["amount"]) for line in figures["income"]] == [
        (2025, 1, 500_000),
        (2024, 1, 50_000),
    ]
    assert [(line["members"], line["amount"], line["paid"]) for line in figures["raised"]] == [
        (1, 500_000, 500_000),
        (1, 200_000, 0),
    ]
    assert [(line["name"]["zh"], line["amount"]) for line in figures["spending"]] == [
        ("会议费", 120_000),
        ("办公费", 30_000),
    ]
    assert (figures["received"], figures["spent"]) == (550_000, 150_000)
    assert queries.received_by_books(scene.association, YEAR, date(YEAR, 12, 31)) == 550_000
    assert Notice.objects.filter(user=scene.supervisor).count() == 1


@pytest.mark.parametrize("way", ["page", "api"])
def test_every_door_leads_from_the_books_to_the_public_page(client, scene, way):
    space = "dues" if way == "page" else "api-1"
    kind = {} if way == "page" else {"content_type": "application/json"}

    def post(name, who, *args, **data):
        client.force_login(who)
        return client.post(reverse(f"{space}:{name}", args=[scene.association.slug, *args]), data, **kind)

    assert post("prepare_disclosure", scene.keeper, year=YEAR).status_code in (200, 302)
    disclosure = Disclosure.objects.get()
    public = f"/p/{scene.association.slug}/dues/{YEAR}/"
    assert post("publish_disclosure", scene.keeper, disclosure.pk, version=1).status_code == 409
    assert post("sign_disclosure", scene.keeper, disclosure.pk, version=1).status_code in (200, 403)
    assert post(
        "sign_disclosure", scene.supervisor, disclosure.pk, version=1, remark="无异议"
    ).status_code in (
        200,
        302,
    )
    assert client.get(public).status_code == 404
    assert post("publish_disclosure", scene.keeper, disclosure.pk, version=2).status_code in (200, 302)

    client.logout()
    page = client.get(public).content.decode()
    told = client.get(f"/api/v1/p/{scene.association.slug}/dues/{YEAR}").json()
    for text in ("5,500.00", "1,500.00", "会议费", "无异议"):
        assert text in page
    assert (told["figures"]["received"], told["edition"], told["corrects"]) == (550_000, 1, None)
    assert verify_document(told["code"]).state == "valid"
    assert public in client.get(f"/p/{scene.association.slug}/").content.decode()
    acts = AuditEntry.objects.filter(action__startswith="disclosure.").order_by("number")
    assert [one.action.split(".")[1] for one in acts] == ["prepared", "signed", "published"]


def test_only_a_supervisor_signs_and_never_whoever_keeps_the_books(scene):
    disclosure = prepared(scene)
    both = make_user_with_powers(scene.association, Power.OVERSEE, Power.KEEP_MONEY)
    secretary = make_user_with_powers(scene.association, Power.OVERSEE, Power.MANAGE)
    reader = make_user_with_powers(scene.association, Power.READ)
    for who in (scene.keeper, both, secretary, reader):
        with pytest.raises(NotAllowedError):
            actions.sign_disclosure(disclosure, version=1, actor=who)
    with pytest.raises(NotAllowedError):
        actions.prepare_disclosure(scene.association, year=YEAR, actor=scene.supervisor)
    with pytest.raises(NotAllowedError):
        actions.publish_disclosure(disclosure, version=1, actor=scene.supervisor)


def test_figures_that_changed_after_the_look_are_not_published(scene):
    disclosure = signed(scene)
    spend(scene.association, 1)

    with pytest.raises(RuleError) as refusal:
        actions.publish_disclosure(disclosure, version=disclosure.version, actor=scene.keeper)
    assert refusal.value.code == "figures_changed"
    again = prepared(scene)
    assert (again.pk, again.state, again.supervisor) == (disclosure.pk, "prepared", None)
    with pytest.raises(RuleError) as refusal:
        actions.publish_disclosure(again, version=again.version, actor=scene.keeper)
    assert refusal.value.code == "not_signed"
    with pytest.raises(RuleError) as refusal:
        actions.sign_disclosure(again, version=1, actor=scene.supervisor)
    assert refusal.value.code == "changed_meanwhile"


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_supervisor_returns_what_is_wrong_and_it_is_prepared_again(client, scene, way):
    disclosure = prepared(scene)
    name = "dues:return_disclosure" if way == "page" else "api-1:return_disclosure"
    url = reverse(name, args=[scene.association.slug, disclosure.pk])
    kind = {} if way == "page" else {"content_type": "application/json"}
    client.force_login(scene.supervisor)
    assert client.post(url, {"version": 1, "remark": " "}, **kind).status_code in (200, 422)

    assert client.post(url, {"version": 1, "remark": "漏记会议费"}, **kind).status_code in (200, 302)

    disclosure.refresh_from_db()
    assert disclosure.state == "returned"
    assert "漏记会议费" in Notice.objects.get(user=scene.keeper).text_zh
    assert AuditEntry.objects.filter(action="disclosure.returned").count() == 1
    with pytest.raises(RuleError) as refusal:
        actions.publish_disclosure(disclosure, version=2, actor=scene.keeper)
    assert refusal.value.code == "not_signed"
    assert (prepared(scene).state, prepared(scene).remark) == ("prepared", "")


def test_a_correction_is_a_new_edition_that_names_the_earlier_which_stays_as_it_was(client, scene):
    first = published(scene)
    spend(scene.association, 50_000)
    with pytest.raises(InvalidError) as refusal:
        prepared(scene)
    assert refusal.value.code == "correction_unexplained"

    second = published(scene, why="补记会议费")

    first.refresh_from_db()
    assert (second.edition, second.corrects, first.figures["spent"]) == (2, first, 150_000)
    assert second.figures["spent"] == 200_000
    assert [verify_document(one.document.code).state for one in (first, second)] == ["revoked", "valid"]
    public = f"/p/{scene.association.slug}/dues/{YEAR}/"
    assert "补记会议费" in client.get(public).content.decode()
    assert "1,500.00" in client.get(f"{public}1/").content.decode()
    assert client.get(f"{public}3/").status_code == 404


def test_a_year_that_is_not_over_is_disclosed_as_interim_only(scene):
    year = queries.today_at(scene.association).year
    with pytest.raises(RuleError) as refusal:
        prepared(scene, year=year)
    assert refusal.value.code == "year_not_over"
    with pytest.raises(InvalidError):
        prepared(scene, year=year + 1, is_interim=True)

    interim = published(scene, year=year, is_interim=True)

    assert interim.is_interim
    assert not prepared(scene, is_interim=True).is_interim


def test_a_payment_taken_back_later_lessens_the_later_year(scene):
    payment = scene.notices[YEAR, scene.members[0].pk].allocations.get().payment
    actions.undo_payment(payment, reason="退票", actor=scene.keeper)
    now = queries.today_at(scene.association)

    before = queries.disclosed_figures(scene.association, YEAR, date(YEAR, 12, 31))
    later = queries.disclosed_figures(scene.association, now.year, now)

    assert before["received"] == 550_000
    assert later["received"] == -500_000
    assert queries.received_by_books(scene.association, now.year, now) == -500_000


def test_strangers_and_members_see_only_what_is_published(client, scene):
    disclosure = prepared(scene)
    client.force_login(make_user_with_powers(scene.association))
    path = f"/a/{scene.association.slug}/dues/disclosures/{disclosure.pk}/"
    assert client.get(path).status_code == 404
    Disclosure.objects.all().delete()
    one = published(scene)
    assert client.get(f"/a/{scene.association.slug}/dues/disclosures/{one.pk}/").status_code == 200
