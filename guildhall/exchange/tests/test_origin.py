from decimal import Decimal

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.chain.listeners import tell_placed
from guildhall.chain.models import Placement
from guildhall.chain.tests.make import make_chain, make_placement, make_segment
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.exchange import actions, queries
from guildhall.exchange.models import Listing
from guildhall.exchange.tests.make import make_own_person
from guildhall.meetings.models import AgendaItem
from guildhall.meetings.tests.make import make_meeting
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def officer(association):
    return make_user_with_powers(association, Power.MANAGE, Power.READ)


@pytest.fixture
def firm(association):
    return make_organization(
        association,
        name_zh="明远机械有限公司",
        short_zh="明远机械",
        about_zh="公司主要生产减速机。年底急需焊工20名。",
    )


@pytest.fixture
def meeting(association, firm):
    meeting = make_meeting(make_body(association))
    AgendaItem.objects.create(
        association=association,
        meeting=meeting,
        title_zh="交流供需",
        summary_zh="明远机械提出，急需采购硬齿面减速机200台。会议指出，需要进一步加强自律。",
        summary_en="A bank can provide working capital loans.",
    )
    return meeting


def test_a_meetings_sentences_become_drafts_once_a_person_confirms_them(
    client, association, officer, firm, meeting
):
    client.force_login(officer)
    page = reverse("exchange:draft_from_meeting", args=[association.slug, meeting.pk])
    need, offer = queries.found_in_meeting(meeting, viewer=officer)
    assert (need.organization, offer.organization) == (firm, None)
    assert "急需采购硬齿面减速机200台" in client.get(page).content.decode()

    given = {"take": "on", "side": "need", "kind": "product", "title": "采购减速机", "organization": firm.pk}
    client.post(page, {f"{need.key}-{name}": value for name, value in given.items()})
    draft = Listing.objects.get()

    assert (draft.state, draft.title_zh, draft.organization, draft.quantity) == (
        "draft",
        "采购减速机",
        firm,
        Decimal(200),
    )
    assert draft.origin_label == "交流供需"
    assert [one.key for one in queries.found_in_meeting(meeting, viewer=officer)] == [offer.key]

    api = f"/api/v1/a/{association.slug}/listings/from-meeting/{meeting.pk}"
    answer = client.post(api, {"confirmed": [{"key": offer.key}]}, content_type="application/json")
    assert answer.status_code == 201
    assert client.get(api).json() == []
    again = client.post(api, {"confirmed": [{"key": offer.key}]}, content_type="application/json")
    assert again.json()["code"] == "unknown_key"


def test_drafts_from_a_meeting_are_the_secretariats(client, association, firm, meeting):
    client.force_login(make_user_with_powers(association, Power.READ))

    assert client.get(f"/api/v1/a/{association.slug}/listings/from-meeting/{meeting.pk}").status_code == 403
    with pytest.raises(NotAllowedError):
        actions.draft_from_meeting(meeting, confirmed=[], actor=make_own_person(firm))


def test_a_gap_becomes_one_need_and_is_filled_when_somebody_serves_the_segment(association, officer, firm):
    segment = make_segment(make_chain(association), name_zh="齿轮精锻", name_en="")
    need = actions.draft_from_gap(segment, step="mend", actor=officer)
    assert (need.title_zh, need.step, need.segment) == ("补链：寻找“齿轮精锻”环节的供应单位", "mend", segment)
    with pytest.raises(RuleError) as refusal:
        actions.draft_from_gap(segment, step="mend", actor=officer)
    assert refusal.value.code == "already_drafted"

    needing = make_placement(segment, make_organization(association), role=Placement.Role.NEEDS)
    tell_placed(needing)
    need.refresh_from_db()
    assert need.state == "draft"

    tell_placed(make_placement(segment, firm, confirmed_by=make_own_person(firm)))
    need.refresh_from_db()
    assert (need.state, need.ending, need.ending_note) == ("closed", "filled", "明远机械有限公司")
    assert Notice.objects.filter(user=officer, key__contains="filled").exists()
    assert AuditEntry.objects.filter(subject_id=str(need.pk), action="listing.closed").exists()
    assert actions.draft_from_gap(segment, step="strengthen", actor=officer).pk != need.pk


def test_a_gap_shows_its_need_or_the_button_to_those_who_keep_the_chain(client, association, officer):
    segment = make_segment(make_chain(association))
    client.force_login(make_user_with_powers(association))
    to = reverse("exchange:draft_from_gap", args=[association.slug, segment.pk])
    assert client.post(to, {"step": "mend"}).status_code == 403

    client.force_login(officer)
    assert client.post(to, {"step": "mend"}).status_code == 302
    api = f"/api/v1/a/{association.slug}/listings/from-gap/{segment.pk}"
    assert client.post(api, {"step": "mend"}, content_type="application/json").status_code == 409
    assert list(queries.needs_by_segment(association, [segment.pk], viewer=officer)) == [segment.pk]
    assert (
        queries.needs_by_segment(association, [segment.pk], viewer=make_user_with_powers(association)) == {}
    )


def test_what_a_profile_says_is_published_only_after_its_own_people_handed_it_in(association, officer, firm):
    segment = make_segment(make_chain(association))
    make_placement(segment, firm, products_zh="减速机、联轴器", state="confirmed")
    found = queries.found_in_profile(firm)
    assert [(one.proposal.side, one.proposal.title) for one in found] == [
        ("offer", "减速机"),
        ("offer", "联轴器"),
        ("need", "年底急需焊工20名"),
    ]
    own = make_own_person(firm)
    confirmed = [actions.Confirmed("offer", "product", title_zh="联轴器", organization=firm, segment=segment)]
    [draft] = actions.draft_from_profile(firm, confirmed=confirmed, actor=officer)

    assert Notice.objects.filter(user=own, key__contains="drafted_for_you").exists()
    assert len(queries.found_in_profile(firm)) == 2
    with pytest.raises(NotAllowedError) as refusal:
        actions.submit_listing(draft, actor=officer)
    assert refusal.value.code == "owner_confirms"
    actions.submit_listing(draft, actor=own)
    assert draft.state == "submitted"


def test_a_firms_own_person_confirms_on_the_page(client, association, firm):
    client.force_login(make_own_person(firm))
    page = reverse("exchange:draft_from_profile", args=[association.slug, firm.pk])
    key = queries.found_in_profile(firm)[0].key
    given = {"take": "on", "side": "offer", "kind": "product", "title": "减速机"}
    client.post(page, {f"{key}-{name}": value for name, value in given.items()})
    assert Listing.objects.get().title_zh == "减速机"

    stranger = reverse(
        "exchange:draft_from_profile", args=[association.slug, make_organization(association).pk]
    )
    assert client.get(stranger).status_code == 403
    with pytest.raises(InvalidError):
        actions.draft_from_profile(firm, confirmed=[], actor=make_own_person(firm))
