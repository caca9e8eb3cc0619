"""What fits is kept, told of - and shown to nobody who should not see it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.exchange import actions, queries
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.tasks import match_listing, send_digests
from guildhall.exchange.tests.make import make_listing, make_need, make_own_person
from guildhall.exchange.tests.make_match import make_match
from guildhall.exchange.words import known_pairs, learn_words
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


def text_of(user: User, path: str, language: str = "zh-hans") -> str:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_new_need_finds_its_offer_at_once_and_a_new_offer_the_need(need, offer, association):
    other = make_listing(association, title_zh="仓库出租", text_zh="冷库")
    [match] = matched(need)

    assert (match.need, match.offer, match.rank) == (need, offer, 1)
    assert match.score == pytest.approx(sum(reason["weight"] for reason in match.reasons))
    late = make_listing(association, title_zh="驾驶式洗地车电机")
    assert {one.offer_id for one in matched(late)} == {offer.pk, late.pk}
    assert other.pk not in {one.offer_id for one in Match.objects.all()}


def test_the_owner_and_the_secretariat_are_told_once(need, offer, buyer, seller, officer):
    for _again in range(2):
        matched(need)

    told = Notice.objects.values_list("user", "subject_zh", "subject_en")
    assert {user for user, _zh, _en in told} == {buyer.pk, officer.pk}
    assert len(told) == 2
    assert set(told)  # in both languages
    assert {(zh, en) for _user, zh, en in told} == {
        ("为需求“洗地车电机”找到1条对接", "1 match for your need “洗地车电机”")
    }
    assert Match.objects.get().told_at is not None


def test_publishing_starts_the_match_and_the_index_follows_the_commit(
    need, officer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        listing = make_listing(need.association, state="submitted", title_zh="洗地车电机")
        actions.publish_listing(listing, version=1, actor=officer)

    [job] = Job.objects.filter(task="exchange.match_listing")
    match_listing(job)
    assert Match.objects.get().offer == listing
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_listing(listing, ending="fulfilled", actor=officer)
    assert queries.matches_for(need, officer) == []


@pytest.mark.parametrize(
    "details",
    [
        {"visibility": "parties"},
        {"state": "draft"},
        {"until_on": "2026-01-01"},
        {
            "from_on": timezone.localdate() + timedelta(days=60),
            "until_on": timezone.localdate() + timedelta(days=99),
        },
        {"side": "need"},
    ],
)
def test_hard_limits_come_before_any_rank(need, buyer, details):
    Listing.objects.filter(pk=need.pk).update(until_on=timezone.localdate() + timedelta(days=30))
    make_listing(need.association, **({"title_zh": "洗地车电机"} | details))
    make_listing(organization=need.organization, title_zh="洗地车电机")
    make_listing(title_zh="洗地车电机")  # of another association

    need.refresh_from_db()
    assert queries.matches_for(need, buyer) == []


def test_who_may_not_see_the_need_is_not_matched_with_it(offer, association):
    party = make_listing(association, title_zh="洗地车电机")
    hidden = make_need(association, title_zh="洗地车电机", visibility="parties", parties=[party.organization])

    assert [match.offer for match in matched(hidden)] == [party]
    assert [match.offer for match in matched(offer)] == [party]


def test_names_stay_hidden_in_lists_reasons_notices_and_endpoints_until_both_were_introduced(
    need, buyer, association
):
    firm = make_organization(association, name_zh="鸿远清洁科技有限公司", short_zh="鸿远清洁")
    offer = make_listing(
        organization=firm, visibility="anonymous", title_zh="洗地车电机", text_zh="鸿远清洁自产洗地车电机"
    )
    [match] = matched(need)
    slug = association.slug
    pages = [
        reverse("exchange:match_list", args=[slug]),
        reverse("exchange:match", args=[slug, match.pk]),
        reverse("exchange:listing_matches", args=[slug, need.pk]),
        reverse("exchange:listing", args=[slug, need.pk]),
        reverse("api-1:match_list", args=[slug]),
        reverse("api-1:listing_fits", args=[slug, need.pk]),
    ]

    texts = [text_of(buyer, page) for page in pages]
    assert all("洗地车电机" in text or "\\u6d17" in text for text in texts)
    assert [text for text in texts if "鸿远" in text] == []
    send_digests(a_monday())
    assert not Notice.objects.filter(user=buyer, text_zh__contains="鸿远").exists()
    actions.note_introduction(match, actor=buyer)
    assert "鸿远清洁科技" in text_of(buyer, pages[1])
    assert queries.fits_for_text("鸿远", side="need", association=association, viewer=buyer) == []
    assert offer.pk == match.offer_id


def a_monday():
    """Ten o'clock in Shanghai on the next Monday."""
    today = timezone.localtime().replace(hour=10, minute=0)
    return today + timedelta(days=7 - today.weekday())


def test_the_weeks_digest_tells_each_side_what_is_new_once_and_nothing_where_nothing_is(
    need, offer, buyer, seller
):
    stranger = make_own_person(make_organization(need.association))
    monday = a_monday()
    match = make_match(need, offer)
    Match.objects.filter(pk=match.pk).update(shown_at=monday - timedelta(days=2))
    for _again in range(2):
        send_digests(monday)
    send_digests(monday + timedelta(days=1))

    assert set(Notice.objects.values_list("user", flat=True)) == {buyer.pk, seller.pk}
    assert Notice.objects.count() == 2
    assert not Notice.objects.filter(user=stranger).exists()
    assert Notice.objects.get(user=seller).subject_en == "This week: 1 new match"
    send_digests(monday + timedelta(days=7))
    assert Notice.objects.count() == 2


def test_reasons_are_sentences_in_the_readers_language_and_add_up(need, offer, buyer):
    Listing.objects.filter(pk__in=[need.pk, offer.pk]).update(
        region="淄博", certificates="CCC", quantity=30, unit="台"
    )
    need.refresh_from_db()
    [match] = matched(need)
    page = reverse("exchange:match", args=[need.association.slug, match.pk])

    zh, en = text_of(buyer, page), text_of(buyer, page, "en")
    for sentence in (
        "共同词语“洗地车电机”",
        "写明了对方的产品：洗地车电机",
        "同在淄博",
        "具备所需证书：CCC",
        "数量相合：30 台与30 台",
    ):
        assert sentence in zh
    for sentence in (
        "Both say “洗地车电机”",
        "Both in 淄博",
        "Certificates as wanted: CCC",
        "Both are of the kind",
    ):
        assert sentence in en


def test_a_match_across_languages_says_which_words_correspond(association, buyer, need):
    make_listing(
        association, visibility="public", title_zh="热镀锌", title_en="hot-dip galvanizing", text_zh="加工"
    )
    assert known_pairs() == [("热镀锌", "hot-dip galvanizing")]
    learn_words()
    make_listing(association, title_zh="", title_en="Galvanizing of steel parts")

    with translation.override("en"):
        found = queries.fits_for_text("热镀锌", side="need", association=association, viewer=buyer)
    [across] = [fit for fit in found if fit.is_across_languages]
    assert across.other.row.title_en == "Galvanizing of steel parts"
    assert any("corresponds to" in told.text for told in across.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "轴",
        "。",
        "軸承 ６２０５ 軸承",
        "YE3-160M-4",
        "bearing 轴承 6205 bearings",
        "gerabox",
        "轴承" * 5000,
        "\ud800轴承",
        "% _ \\ ' \"",
    ],
)
def test_any_text_may_be_tried_and_nothing_of_it_is_stored(association, officer, text):
    bearing = make_listing(
        association, title_zh="轴承6205", title_en="Gearbox bearings", text_zh="ＹＥ３-160M-4电机用"
    )
    before = AuditEntry.objects.count(), Match.objects.count(), Listing.objects.count()

    found = queries.fits_for_text(text, side="need", association=association, viewer=officer)
    says_something = re.search(r"[轴軸]|YE3|bearing|gerabox", text) is not None
    assert [fit.pk for fit in found] == ([bearing.pk] if says_something else [])
    assert before == (AuditEntry.objects.count(), Match.objects.count(), Listing.objects.count())


@pytest.mark.parametrize("text", ["", "长" * 10_001])
def test_the_page_says_what_is_wrong_with_a_text_that_cannot_be_tried(association, officer, text):
    client = Client()
    client.force_login(officer)
    path = reverse("exchange:try_text", args=[association.slug])

    assert client.get(path).status_code == 200
    assert "field-error" in client.post(path, {"side": "need", "text": text}).content.decode()
    twin = reverse("api-1:try_text", args=[association.slug])
    answer = client.post(twin, {"text": text}, content_type="application/json")
    assert answer.status_code == (422 if text else 200)


def test_the_figures_have_their_denominators(need, offer, officer, buyer):
    make_need(need.association, title_zh="无人能供")
    match = make_match(need, offer)
    make_match(need, make_listing(organization=offer.organization))
    actions.answer_match(match, side="need", verdict="accepted", actor=buyer)

    path = reverse("exchange:match_overview", args=[need.association.slug])
    text = text_of(officer, path)
    assert "2条需求中，1条有对接" in text
    assert "2条对接中，1条已有一方答复" in text
    assert "100.0%（2次中的2次）" in text
    twin = Client()
    twin.force_login(officer)
    figures = twin.get(reverse("api-1:match_overview", args=[need.association.slug])).json()
    assert (figures["needs"], figures["answered"], figures["mutual"], figures["gini"]) == (2, 1, 0, None)


def test_what_no_longer_fits_goes_unless_somebody_was_told_or_answered(need, offer, officer, association):
    told, quiet = make_match(need, offer, told_at=timezone.now()), make_match(need, make_listing(association))
    actions.keep_fits(need, [])

    told.refresh_from_db()
    assert told.rank == 0
    assert not Match.objects.filter(pk=quiet.pk).exists()
    assert not queries.match_list(association, viewer=officer).exists()


def test_a_draft_shows_what_would_fit_and_tells_nobody(offer, association):
    draft = make_need(association, title_zh="洗地车电机", state="draft")
    own = make_own_person(draft.organization)

    page = text_of(own, reverse("exchange:listing_matches", args=[association.slug, draft.pk]))
    assert "洗地车电机" in page
    assert not Match.objects.exists()
    assert not Notice.objects.exists()
    with pytest.raises(RuleError) as refusal:
        actions.ask_for_match(draft, actor=own)
    assert refusal.value.code == "not_published"


def test_a_listing_is_matched_again_when_its_own_people_ask(need, buyer, offer, seller):
    client = Client()
    client.force_login(buyer)
    client.post(reverse("exchange:ask_for_match", args=[need.association.slug, need.pk]))

    match_listing(Job.objects.get(task="exchange.match_listing"))
    assert Match.objects.get().offer == offer
    with pytest.raises(NotAllowedError):
        actions.ask_for_match(need, actor=seller)


def test_a_match_asks_the_database_the_same_for_few_offers_and_many(need, officer):
    counts = []
    for more in (1, 12):
        for _number in range(more):
            make_listing(need.association, title_zh="洗地车电机")
        queries.matches_for(need, officer)
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        assert len(queries.matches_for(need, officer)) in (1, 10)
        counts.append(len(connection.queries_log))
        connection.force_debug_cursor = False

    assert counts[0] == counts[1]


def test_how_often_a_firm_was_shown_does_not_tell_whose_an_anonymous_offer_is(
    need, offer, buyer, association
):
    for _time in range(5):
        make_match(make_need(association), offer)
    hidden = make_listing(organization=offer.organization, title_zh="洗地车电机", visibility="anonymous")

    found = {fit.pk: {told.kind for told in fit.reasons} for fit in queries.matches_for(need, buyer)}
    assert "exposure" in found[offer.pk]
    assert "exposure" not in found[hidden.pk]
