import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.chain.tests.make import make_chain, make_segment
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.exchange import actions
from guildhall.exchange.models import Listing
from guildhall.exchange.tests.make import make_listing, make_own_person
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import make_association, make_organization, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def firm(association):
    return make_organization(association, region="杭州")


@pytest.fixture
def own(firm):
    return make_own_person(firm)


@pytest.fixture
def officer(association):
    return make_user_with_powers(association, Power.MANAGE, Power.PUBLISH)


def drafted(firm, own, **details):
    given = {"side": "need", "title_zh": "求购减速机"} | details
    return actions.draft_listing(firm.association, organization=firm, **given, actor=own)


def last_recorded(listing) -> str:
    return AuditEntry.objects.filter(subject_id=str(listing.pk)).latest("number").action


def test_a_firms_own_person_drafts_hands_in_and_a_second_person_publishes(firm, own, officer):
    listing = drafted(firm, own)
    assert (listing.state, listing.region) == ("draft", "杭州")

    actions.submit_listing(listing, actor=own)
    actions.publish_listing(listing, version=listing.version, actor=officer)

    assert (listing.state, listing.reviewed_by) == ("published", officer)
    assert listing.until_on is not None
    assert last_recorded(listing) == "listing.published"
    told = Notice.objects.filter(association=firm.association).values_list("user", flat=True)
    assert set(told) == {own.pk, officer.pk}


def test_nobody_publishes_what_they_wrote_or_handed_in(firm, own, officer):
    listing = drafted(firm, officer)
    actions.submit_listing(listing, actor=own)
    with pytest.raises(NotAllowedError) as refusal:
        actions.publish_listing(listing, version=listing.version, actor=officer)

    assert refusal.value.code == "second_person_needed"


def test_whoever_changes_what_awaits_review_does_not_review_it(firm, own, officer):
    listing = drafted(firm, own)
    actions.submit_listing(listing, actor=own)
    actions.amend_listing(listing, version=listing.version, title_zh="求购硬齿面减速机", actor=officer)
    with pytest.raises(NotAllowedError):
        actions.publish_listing(listing, version=listing.version, actor=officer)


def test_only_who_publishes_puts_it_on_the_public_pages(firm, own, association):
    keeper = make_user_with_powers(association, Power.MANAGE)
    listing = drafted(firm, own, visibility="public")
    actions.submit_listing(listing, actor=own)
    with pytest.raises(NotAllowedError) as refusal:
        actions.publish_listing(listing, version=listing.version, actor=keeper)

    assert refusal.value.code == "publisher_needed"


def test_what_was_changed_since_it_was_read_is_not_published(firm, own, officer):
    listing = drafted(firm, own)
    actions.submit_listing(listing, actor=own)
    read = listing.version
    actions.amend_listing(listing, version=read, text_zh="另有说明", actor=own)
    with pytest.raises(RuleError) as refusal:
        actions.publish_listing(listing, version=read, actor=officer)

    assert refusal.value.code == "changed_meanwhile"


def test_new_words_of_a_published_one_are_reviewed_again_a_new_quantity_is_not(firm, own):
    listing = make_listing(organization=firm, created_by=own)
    actions.amend_listing(listing, version=listing.version, quantity=12, unit="台", actor=own)
    assert listing.state == "published"

    actions.amend_listing(listing, version=listing.version, title_zh="别的东西", actor=own)
    assert listing.state == "submitted"


def test_it_is_returned_with_a_reason_and_handed_in_again(firm, own, officer):
    listing = drafted(firm, own)
    actions.submit_listing(listing, actor=own)
    with pytest.raises(InvalidError):
        actions.return_listing(listing, reason=" ", actor=officer)

    actions.return_listing(listing, reason="请写明数量", actor=officer)
    assert (listing.state, listing.returned_reason) == ("draft", "请写明数量")

    actions.submit_listing(listing, actor=own)
    assert listing.returned_reason == ""


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"title_zh": "", "title_en": " "}, "title_missing"),
        ({"title_zh": "轴"}, "title_too_short"),
        ({"title_zh": "轴" * 201}, "too_long"),
        ({"text_zh": "需" * 10_001}, "too_long"),
        ({"quantity": 0}, "quantity_not_positive"),
        ({"from_on": "2026-05-02", "until_on": "2026-05-01"}, "ends_before_start"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(firm, own, details, code):
    with pytest.raises(InvalidError) as refusal:
        drafted(firm, own, **details)

    assert refusal.value.code == code
    assert refusal.value.details["field"]


def test_ten_thousand_characters_are_taken(firm, own):
    assert len(drafted(firm, own, text_zh="需" * 10_000).text_zh) == 10_000


def test_nobody_writes_for_another_firm(association, own):
    with pytest.raises(NotAllowedError):
        drafted(make_organization(association), own)
    with pytest.raises(NotAllowedError):
        actions.draft_listing(association, side="need", title_zh="协会自己的需求", actor=own)


def test_contacts_are_the_owners_own_people(association, firm, own):
    stranger = make_own_person(make_organization(association)).people.get()
    with pytest.raises(InvalidError) as refusal:
        drafted(firm, own, contact=stranger)

    assert refusal.value.code == "contact_elsewhere"


def test_a_read_only_record_takes_nothing(firm, own, association):
    association.is_record, association.source = True, "某资料"
    association.save()
    with pytest.raises(RuleError) as refusal:
        drafted(firm, own)

    assert refusal.value.code == "read_only_record"


def test_it_is_closed_with_how_it_ended_and_only_once(firm, own):
    listing = make_listing(organization=firm)
    actions.close_listing(listing, ending="fulfilled", note="已与本地企业签约", actor=own)

    assert (listing.state, listing.ending) == ("closed", "fulfilled")
    with pytest.raises(RuleError) as refusal:
        actions.close_listing(listing, ending="withdrawn", actor=own)
    assert refusal.value.code == "not_open"


def test_a_draft_is_discarded_what_was_published_is_not(firm, own):
    actions.discard_listing(drafted(firm, own), actor=own)
    with pytest.raises(RuleError):
        actions.discard_listing(make_listing(organization=firm), actor=own)

    assert Listing.objects.count() == 1


def test_a_strangers_identifier_leads_nowhere(client, firm, own):
    other = make_listing()
    client.force_login(own)

    for name in ("listing", "amend_listing", "close_listing", "share_listing"):
        assert (
            client.get(reverse(f"exchange:{name}", args=[firm.association.slug, other.pk])).status_code == 404
        )
    assert client.get(f"/api/v1/a/{firm.association.slug}/listings/{other.pk}").status_code == 404


def test_the_page_takes_full_width_digits_and_shows_markup_as_text(client, firm, own):
    client.force_login(own)
    new = reverse("exchange:draft_listing", args=[firm.association.slug])
    given = {
        "organization": firm.pk,
        "kind": "product",
        "title_zh": "<script>alert(1)</script>",
        "text_zh": "<b>粗</b>",
        "unit": "<i>台</i>",
        "certificates": "<u>ISO 9001</u>",
        "quantity": "１，２００．５",
        "visibility": "association",
    }
    answer = client.post(f"{new}?side=need", given)
    listing = Listing.objects.get()
    page = client.get(answer.url).content.decode()

    assert (str(listing.quantity), listing.side) == ("1200.500", "need")
    assert "<script>alert" not in page
    assert "<b>粗" not in page
    assert "<i>台" not in page
    assert "<u>ISO" not in page


def test_the_slower_of_two_is_told_what_stands_now(client, firm, own):
    listing = make_listing(organization=firm, state="draft")
    actions.amend_listing(listing, version=1, region="宁波", actor=own)
    client.force_login(own)
    api = f"/api/v1/a/{firm.association.slug}/listings/{listing.pk}"
    answer = client.patch(api, {"version": 1, "region": "绍兴"}, content_type="application/json")

    assert answer.status_code == 409
    assert answer.json()["stands"] == {"region": "宁波"}

    page = reverse("exchange:amend_listing", args=[firm.association.slug, listing.pk])
    given = {
        "version": 1,
        "kind": "product",
        "title_zh": listing.title_zh,
        "region": "绍兴",
        "visibility": "public",
    }
    shown = client.post(page, given)
    assert shown.status_code == 200
    assert "宁波" in shown.content.decode()
    listing.refresh_from_db()
    assert listing.region == "宁波"


def test_where_it_belongs_is_suggested_with_the_reason_and_confirmed_with_one_click(client, firm, own):
    segment = make_segment(make_chain(firm.association), name_zh="减速机", about_zh="硬齿面减速机 齿轮箱")
    listing = make_listing(organization=firm, title_zh="求购硬齿面减速机")
    client.force_login(own)
    page = reverse("exchange:listing", args=[firm.association.slug, listing.pk])
    found = client.get(f"/api/v1/a/{firm.association.slug}/listings/{listing.pk}/suggestions").json()
    assert found["segments"][0]["thing"]["id"] == str(segment.pk)
    assert "减速机" in found["segments"][0]["sentence"]["zh"]
    assert str(segment.pk) in client.get(page).content.decode()

    classify = reverse("exchange:classify_listing", args=[firm.association.slug, listing.pk])
    client.post(classify, {"segment": segment.pk})
    listing.refresh_from_db()
    assert (listing.segment, listing.state) == (segment, "published")
    assert str(segment.pk) not in client.get(page).content.decode()
