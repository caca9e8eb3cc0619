"""Each side of a match says whether it is interested; the last word of each counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import actions, queries
from guildhall.exchange.models import Feedback, Listing, Match
from guildhall.exchange.tasks import match_listing
from guildhall.exchange.tests.make import make_listing, make_need, make_own_person
from guildhall.exchange.tests.make_match import make_match
from guildhall.jobs.models import Job
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import make_association, make_organization, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def officer(association):
    return make_user_with_powers(association, Power.MANAGE)


@pytest.fixture
def need(association):
    return make_need(association, title_zh="洗地车电机", text_zh="驾驶式洗地车用")


@pytest.fixture
def offer(association):
    return make_listing(association, title_zh="洗地车电机", text_zh="直流，防水")


@pytest.fixture
def buyer(need):
    return make_own_person(need.organization)


@pytest.fixture
def seller(offer):
    return make_own_person(offer.organization)


def matched(listing: Listing) -> list[Match]:
    """What the background does when the listing is published."""
    match_listing(Job(task="exchange.match_listing", arguments={"listing": str(listing.pk)}))
    return list(Match.objects.order_by("rank"))


def by_action(match: Match, user: User, **given: Any) -> int:
    try:
        actions.answer_match(match, **given, actor=user)
    except RuleError as refusal:
        return refusal.status
    return 200


def by_page(match: Match, user: User, **given: Any) -> int:
    client = Client()
    client.force_login(user)
    answer = client.post(reverse("exchange:answer_match", args=[match.association.slug, match.pk]), given)
    return 200 if answer.status_code == 302 else 422 if answer.status_code == 200 else answer.status_code


def by_api(match: Match, user: User, **given: Any) -> int:
    client = Client()
    client.force_login(user)
    twin = reverse("api-1:answer_match", args=[match.association.slug, match.pk])
    return client.post(twin, given, content_type="application/json").status_code


DOORS = [by_action, by_page, by_api]


@pytest.mark.parametrize("door", DOORS)
def test_each_side_answers_for_itself_and_the_secretariat_for_both(need, offer, buyer, seller, officer, door):
    match = make_match(need, offer)

    assert door(match, seller, side="need", verdict="accepted") in (403, 422)
    assert door(
        match, make_own_person(make_organization(need.association)), side="need", verdict="accepted"
    ) in (
        403,
        404,
    )
    assert door(match, seller, side="offer", verdict="accepted") == 200
    assert door(match, officer, side="need", verdict="accepted") == 200
    match.refresh_from_db()
    assert (match.need_answer, match.offer_answer) == ("accepted", "accepted")
    assert AuditEntry.objects.filter(action="match.answered").count() == 2
    assert Feedback.objects.get(side="need").organization == need.organization


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "given",
    [
        {"side": "need", "verdict": "declined"},
        {"side": "need", "verdict": "perhaps"},
        {"side": "need", "verdict": "declined", "reason": "too_far", "note": "长" * 301},
    ],
)
def test_whoever_declines_says_why_and_nobody_answers_what_is_no_answer(need, offer, buyer, door, given):
    assert door(make_match(need, offer), buyer, **given) == 422
    assert not Feedback.objects.exists()


def test_nothing_is_answered_that_is_over_or_introduced(need, offer, buyer):
    match = make_match(need, offer)
    actions.note_introduction(match, actor=buyer)
    with pytest.raises(RuleError) as refusal:
        actions.answer_match(match, side="need", verdict="accepted", actor=buyer)
    assert refusal.value.code == "already_introduced"
    with pytest.raises(RuleError):
        actions.note_introduction(match, actor=buyer)

    over = make_match(need, make_listing(need.association, until_on=timezone.localdate() - timedelta(days=1)))
    with pytest.raises(RuleError) as refusal:
        actions.answer_match(over, side="need", verdict="accepted", actor=buyer)
    assert refusal.value.code == "not_published"


def test_when_both_are_interested_the_secretariat_is_told_to_introduce_them(
    need, offer, buyer, seller, officer
):
    match = make_match(need, offer)
    actions.answer_match(match, side="need", verdict="accepted", actor=buyer)
    assert list(Notice.objects.values_list("user", "subject_zh")) == [
        (seller.pk, "有单位对您的“洗地车电机”有意")
    ]

    actions.answer_match(match, side="offer", verdict="accepted", actor=seller)
    told = Notice.objects.get(user=officer)
    assert told.subject_zh == "双方均有意，待引荐：洗地车电机"
    actions.answer_match(match, side="offer", verdict="accepted", actor=seller)
    assert Notice.objects.count() == 2


def test_what_a_side_declined_is_never_shown_to_it_again_and_the_last_word_counts(need, offer, buyer, seller):
    match = make_match(need, offer)
    actions.answer_match(match, side="offer", verdict="declined", reason="not_this", actor=seller)

    assert matched(need) == [match]
    assert queries.matches_for(need, buyer) == []
    assert not queries.match_list(need.association, viewer=seller).exists()
    assert queries.match_to_show(need.association, match.pk, viewer=seller) == match
    assert not Notice.objects.filter(user=buyer).exists()
    actions.answer_match(match, side="offer", verdict="accepted", actor=seller)
    match.refresh_from_db()
    assert match.offer_answer == "accepted"
    assert [one.verdict for one in Feedback.objects.filter(match=match)] == ["accepted", "declined"]


def test_firms_that_say_they_compete_are_not_matched_again_with_anything(need, offer, buyer):
    actions.answer_match(
        make_match(need, offer), side="need", verdict="declined", reason="rival", actor=buyer
    )
    for side in ("need", "offer"):
        make_listing(organization=offer.organization, side=side, title_zh="洗地车电机和刷盘")
    another = make_need(organization=need.organization, title_zh="洗地车刷盘")

    assert queries.matches_for(another, buyer) == []


def test_matches_are_shown_to_their_own_sides_and_the_secretariat_only(need, offer, buyer, officer):
    match = make_match(need, offer)
    stranger = make_own_person(make_organization(need.association))
    slug = need.association.slug
    client = Client()
    client.force_login(stranger)

    assert not queries.match_list(need.association, viewer=stranger).exists()
    assert client.get(reverse("exchange:match", args=[slug, match.pk])).status_code == 404
    assert client.get(reverse("exchange:listing_matches", args=[slug, need.pk])).status_code == 403
    assert client.get(reverse("api-1:listing_fits", args=[slug, need.pk])).status_code == 403
    for name in ("exchange:match_overview", "api-1:match_overview"):
        assert client.get(reverse(name, args=[slug])).status_code == 403
    for viewer in (buyer, officer):
        assert list(queries.match_list(need.association, viewer=viewer)) == [match]


def test_an_unknown_side_is_refused(need, offer, buyer):
    with pytest.raises(InvalidError):
        actions.answer_match(make_match(need, offer), side="both", verdict="accepted", actor=buyer)
