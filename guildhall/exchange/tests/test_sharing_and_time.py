"""Sharing across associations, expiry and renewal, duplicates."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import actions, queries
from guildhall.exchange.likeness import Said, likeness
from guildhall.exchange.listeners import _listeners, when_listed
from guildhall.exchange.tasks import remind
from guildhall.exchange.tests.make import make_listing, make_need, make_own_person
from guildhall.notices.models import Notice
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_association, make_organization, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def firm(association):
    return make_organization(association)


@pytest.fixture
def own(firm):
    return make_own_person(firm)


@pytest.fixture
def told():
    heard = []
    when_listed(heard.append)
    yield heard
    _listeners.remove(heard.append)


def test_it_is_shared_and_unshared_on_the_page_and_nothing_else_crosses(client, firm, own, told):
    there = make_association(is_public=True)
    listing, kept = make_listing(organization=firm), make_listing(organization=firm)
    client.force_login(own)
    page = reverse("exchange:share_listing", args=[firm.association.slug, listing.pk])
    client.post(page, {"associations": [there.pk]})

    reader = make_user_with_powers(there, Power.MANAGE)
    client.force_login(reader)
    seen = client.get(f"/a/{there.slug}/exchange/").content.decode()
    assert listing.title in seen
    assert firm.association.name in seen
    assert kept.title not in seen
    for address in (f"/a/{firm.association.slug}/exchange/", f"/a/{there.slug}/exchange/listings/{kept.pk}/"):
        assert client.get(address).status_code == 404
    one = f"/a/{there.slug}/exchange/listings/{listing.pk}/"
    assert client.get(one).status_code == 200
    assert client.post(f"{one}close/", {"ending": "withdrawn"}).status_code == 403

    client.force_login(own)
    client.post(page, {})
    client.force_login(reader)
    assert client.get(one).status_code == 404
    assert told == [listing, listing]


def test_only_what_others_may_see_is_shared_and_only_with_whom_one_can_know(firm, own):
    there = make_association(is_public=True)
    secret = make_listing(organization=firm, visibility="parties")
    with pytest.raises(RuleError) as refusal:
        actions.share_listing(secret, associations=[there], actor=own)
    assert refusal.value.code == "parties_only"
    with pytest.raises(InvalidError):
        actions.share_listing(make_listing(organization=firm), associations=[make_association()], actor=own)


def test_what_is_made_for_invited_parties_only_is_shared_no_more(firm, own):
    there = make_association(is_public=True)
    listing = make_listing(organization=firm, shared_with=[there], is_shared_with_all=True)
    details = {"visibility": "parties", "parties": [make_organization(firm.association)]}
    actions.amend_listing(listing, version=listing.version, **details, actor=own)
    listing.refresh_from_db()

    assert (listing.shared_with.count(), listing.is_shared_with_all) == (0, False)


def test_owners_are_reminded_fourteen_and_three_days_before_once_each(firm, own):
    today = today_in(firm.association)
    make_listing(organization=firm, until_on=today + timedelta(days=20))
    listing = make_listing(organization=firm, until_on=today + timedelta(days=14))

    given = [
        actions.remind_of_expiry(firm.association, on=today + timedelta(days=day)) for day in (-1, 0, 0, 5)
    ]
    assert given == [0, 1, 0, 0]
    assert actions.remind_of_expiry(firm.association, on=today + timedelta(days=11)) == 2
    assert Notice.objects.filter(user=own, key__contains=str(listing.pk)).count() == 2


def test_the_clock_reminds_from_half_past_seven_where_the_association_is(firm, own):
    today = today_in(firm.association)
    make_listing(organization=firm, until_on=today + timedelta(days=3))
    early = datetime.combine(today, time(7, 29), firm.association.zone)

    remind(early)
    assert not Notice.objects.filter(user=own).exists()
    remind(early + timedelta(minutes=1))
    assert Notice.objects.filter(user=own).count() == 1


def test_invited_parties_are_told_when_it_is_published_for_them(association, firm, own):
    party = make_own_person(make_organization(association))
    stranger = make_own_person(make_organization(association))
    parties = [party.people.get().organization]
    listing = make_listing(organization=firm, state="submitted", visibility="parties", parties=parties)
    actions.publish_listing(
        listing, version=listing.version, actor=make_user_with_powers(association, Power.MANAGE)
    )

    assert Notice.objects.filter(user=party, key__contains="invited").count() == 1
    assert not Notice.objects.filter(user=stranger).exists()


def test_an_expired_one_is_renewed_with_one_click_and_told_to_listeners(client, firm, own, told):
    listing = make_listing(organization=firm, until_on=today_in(firm.association) - timedelta(days=3))
    client.force_login(own)
    page = reverse("exchange:listing", args=[firm.association.slug, listing.pk])
    assert "renew/" in client.get(page).content.decode()
    client.post(reverse("exchange:renew_listing", args=[firm.association.slug, listing.pk]))
    listing.refresh_from_db()

    assert listing.until_on == today_in(firm.association) + timedelta(days=180)
    assert told == [listing]
    with pytest.raises(RuleError) as refusal:
        actions.renew_listing(listing, actor=own)
    assert refusal.value.code == "not_renewable"


def test_whoever_reviews_sees_what_was_listed_before_much_like_it(association, firm, own):
    officer = make_user_with_powers(association, Power.MANAGE)
    new = make_need(association, organization=firm, title_zh="求购硬齿面减速机200台", state="submitted")
    same = make_need(association, organization=firm, title_zh="求购硬齿面减速机")
    other = make_need(association, title_zh="长期求购 硬齿面减速机", visibility="anonymous")
    make_need(association, title_zh="求购高效节能电机")
    make_listing(association, title_zh="求购硬齿面减速机200台")

    found = queries.duplicates(new, viewer=officer)
    assert [(one.seen.row, one.is_same_owner) for one in found] == [(same, True), (other, False)]
    assert "硬齿面减速机" in found[0].sentence
    assert not queries.duplicates(new, viewer=own)[1].seen.is_named


def test_likeness_counts_the_language_in_which_they_are_likest():
    one = Said(("减速机", "Gear reducers for cranes"), ("", ""))
    other = Said(("起重机用齿轮箱", "Gear reducer for a crane"), ("", ""))

    assert likeness(one, other).percent == 100
    assert likeness(one, Said(("电机", "Motors"), ("", ""))).percent == 0
