from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.cooperation import actions
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.sight import visible_cooperations
from guildhall.cooperation.tests.make import (
    make_association,
    make_cooperation,
    make_keeper,
    make_listing,
    make_match,
    make_organization,
    make_own_user,
    make_person,
)
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


@pytest.fixture
def day():
    return timezone.localdate()


def test_both_sides_of_a_match_learn_each_other_s_name_and_contact(association, keeper, lines):
    elsewhere = make_organization(make_association(), name_zh="远方轴承", name_en="Far bearings")
    here = make_organization(association, name_zh="本会机械", name_en="Own works")
    asks = make_person(association, organization=here, name_en="Ann", email="ann@example.org", phone="0531 1")
    told = make_own_user(elsewhere)
    need = make_listing(here, "need", contact=asks)
    match = make_match(association, need=need, offers=elsewhere)

    begun = actions.introduce(match, actor=keeper)

    notices = {notice.user: notice for notice in Notice.objects.filter(kind="cooperation")}
    assert set(notices) == {asks.user, told}
    assert "远方轴承" in notices[asks.user].text_zh
    assert "Far bearings" in notices[asks.user].text_en
    assert all(part in notices[told].text_en for part in ("Own works", "Ann", "ann@example.org", "0531 1"))
    assert notices[told].link.startswith(f"/a/{elsewhere.association.slug}/")
    match.refresh_from_db()
    assert (begun.stage, begun.match, match.introduced_at is None) == ("introduced", match, False)
    assert lines()[-1] == "cooperation.introduced"
    assert refused(lambda: actions.introduce(match, actor=keeper)) == "already_introduced"


def test_nobody_is_introduced_who_declined_or_hides_the_name_or_is_not_there(association, keeper):
    hidden = make_listing(make_organization(association), "offer", visibility="anonymous")
    of_all = make_listing(None, "need", association=association)

    assert (
        refused(lambda: actions.introduce(make_match(association, offer_answer="declined"), actor=keeper))
        == "declined"
    )
    assert (
        refused(lambda: actions.introduce(make_match(association, offer=hidden), actor=keeper))
        == "not_accepted"
    )
    gap = make_match(association, need=of_all)
    assert refused(lambda: actions.introduce(gap, actor=keeper)) == "party_missing"
    assert (
        refused(lambda: actions.introduce(gap, organization=gap.offer.organization, actor=keeper))
        == "same_party"
    )
    stands = make_organization(association)
    assert actions.introduce(gap, organization=stands, actor=keeper).parties.first().organization == stands


def test_it_goes_forwards_only_with_days_in_order_and_ends_with_the_delivery(association, keeper, day, lines):
    own = make_organization(association)
    user = make_own_user(own)
    made = make_cooperation(association, own, make_organization(association))

    actions.reach_stage(made, stage="met", note="At the works", actor=user)

    assert refused(lambda: actions.reach_stage(made, stage="contacted", actor=user)) == "not_forwards"
    assert refused(lambda: actions.reach_stage(made, stage="met", actor=keeper)) == "not_forwards"
    early, late = day - timedelta(days=2), day + timedelta(days=2)
    assert (
        refused(lambda: actions.reach_stage(made, stage="agreed", on=early, actor=user)) == "before_the_last"
    )
    assert refused(lambda: actions.reach_stage(made, stage="agreed", on=late, actor=user)) == "not_yet"
    assert refused(lambda: actions.reach_stage(made, stage="not_stated", actor=user)) == "stage_unknown"
    actions.reach_stage(made, stage="delivered", actor=user)
    made.refresh_from_db()
    assert (made.stage, made.ending, made.ended_on) == ("delivered", "delivered", day)
    assert refused(lambda: actions.end_cooperation(made, ending="price", actor=user)) == "ended"
    assert refused(lambda: actions.reach_stage(made, stage="delivered", actor=user)) == "ended"
    assert lines().count("cooperation.stage_reached") == 2


def test_a_step_is_corrected_with_a_reason_and_stays_in_order(association, keeper, day):
    made = make_cooperation(association)
    first = made.steps.get()
    actions.reach_stage(made, stage="met", actor=keeper)

    assert (
        refused(lambda: actions.amend_step(first, on=day, note="", reason=" ", actor=keeper))
        == "reason_missing"
    )
    made.refresh_from_db()
    met = made.steps.get(stage="met")
    wrong = first.on - timedelta(days=1)
    assert (
        refused(lambda: actions.amend_step(met, on=wrong, note="", reason="Typo", actor=keeper))
        == "out_of_order"
    )
    actions.amend_step(met, on=first.on, note="Online", reason="Wrong day", actor=keeper)
    met.refresh_from_db()
    assert (met.on, met.note, met.amended_reason, met.amended_by) == (first.on, "Online", "Wrong day", keeper)


def test_it_ends_with_a_reason_and_never_by_a_stranger(association, keeper):
    made = make_cooperation(association)
    stranger = make_own_user(make_organization(association))

    with pytest.raises(NotAllowedError):
        actions.reach_stage(made, stage="met", actor=stranger)
    assert (
        refused(lambda: actions.end_cooperation(made, ending="delivered", actor=keeper)) == "ending_unknown"
    )
    assert refused(lambda: actions.end_cooperation(made, ending="other", actor=keeper)) == "reason_missing"
    actions.end_cooperation(made, ending="price", note="Too dear", actor=keeper)
    made.refresh_from_db()
    assert (made.ending, made.ending_note) == ("price", "Too dear")


def test_a_party_leaves_and_with_fewer_than_two_left_it_ends(association, keeper):
    firms = [make_organization(association) for _ in range(3)]
    made = make_cooperation(association, *firms)
    first, second, _third = made.parties.all()

    actions.leave_cooperation(first, reason="Sold", actor=make_own_user(firms[0]))
    made.refresh_from_db()
    assert made.ending == ""
    assert refused(lambda: actions.leave_cooperation(first, reason="Sold", actor=keeper)) == "already_left"
    with pytest.raises(NotAllowedError):
        actions.leave_cooperation(second, reason="Sold", actor=make_own_user(firms[2]))
    actions.leave_cooperation(second, reason="Moved", actor=keeper)

    made.refresh_from_db()
    assert made.ending == Cooperation.Ending.PARTY_LEFT


def test_a_party_of_another_association_sees_this_cooperation_and_nothing_else(association, client):
    other = make_association()
    firm = make_organization(other)
    guest = make_own_user(firm)
    made = make_cooperation(association, make_organization(association), firm)
    make_cooperation(association)
    own = make_cooperation(other)
    client.force_login(guest)

    assert list(visible_cooperations(guest, other)) == [made]
    assert list(visible_cooperations(guest, association)) == []
    assert client.get(f"/a/{other.slug}/cooperation/{made.pk}/").status_code == 200
    assert client.get(f"/a/{association.slug}/cooperation/{made.pk}/").status_code == 404
    assert client.get(f"/a/{other.slug}/cooperation/{own.pk}/").status_code == 404
    assert client.get(f"/api/v1/a/{other.slug}/cooperation/{made.pk}").json()["acts"] == [
        "amend_step",
        "end_cooperation",
        "reach_stage",
    ]


def test_contacts_are_shown_to_the_parties_and_not_to_readers_of_what_is_public(association, client):
    firm = make_organization(association)
    contact = make_person(association, organization=firm, email="secret@example.org")
    made = make_cooperation(association, firm, make_organization(association), is_public=True)
    made.parties.filter(organization=firm).update(contact=contact)
    page = f"/a/{association.slug}/cooperation/{made.pk}/"

    for viewer, shown in ((contact.user, True), (make_own_user(make_organization(association)), False)):
        client.force_login(viewer)
        assert ("secret@example.org" in client.get(page).content.decode()) is shown
        answer = client.get(f"/api/v1{page.rstrip('/')}").json()
        assert bool(answer["contacts"]) is shown


def test_whoever_looks_after_it_is_reminded_once_when_nothing_is_heard(association, keeper, day):
    made = make_cooperation(association, keeper=keeper.people.get())
    make_cooperation(association, keeper=keeper.people.get(), ending="price", ended_on=day)
    make_cooperation(association)
    later = day + timedelta(days=20)

    assert [actions.remind_of_silence(association, on=on) for on in (day, later, later)] == [0, 1, 0]
    assert Notice.objects.get().link.endswith(f"/cooperation/{made.pk}/")


def test_the_slower_of_two_who_change_it_is_told(association, keeper):
    made = make_cooperation(association)
    actions.amend_cooperation(made, version=1, result_en="A line", actor=keeper)

    assert (
        refused(lambda: actions.amend_cooperation(made, version=1, result_en="B", actor=keeper))
        == "changed_meanwhile"
    )
    assert (
        refused(lambda: actions.amend_cooperation(made, version=2, since="soon", actor=keeper))
        == "not_a_date"
    )
    with pytest.raises(NotAllowedError):
        actions.amend_cooperation(made, version=2, is_public=True, actor=make_keeper(make_association()))


def test_with_the_delivery_whoever_keeps_the_need_is_led_to_close_it(association, keeper, client):
    match = make_match(association)
    made = actions.introduce(match, actor=keeper)
    actions.reach_stage(made, stage="delivered", actor=keeper)
    client.force_login(keeper)

    shown = client.get(f"/a/{association.slug}/cooperation/{made.pk}/").content.decode()

    assert f"/exchange/listings/{match.need_id}/close/" in shown
