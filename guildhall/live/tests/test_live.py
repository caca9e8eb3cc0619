"""The live page: what everyone sees, what is one's own, and what guests and strangers do not see."""

import json
import re
import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from guildhall.live import actions, queries
from guildhall.live.http import addresses_of
from guildhall.live.tests.make import make_speaking, make_turn, own_invitation
from guildhall.meetings import actions as meeting_actions
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.tests.make import make_invitation, make_item, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk, make_event, make_motion, make_open, make_sitting
from guildhall.meetings.tests.session_doors import api, page, sign_in
from guildhall.votes.models import RollEntry, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_open(entitled=3, present=3)


@pytest.fixture
def member(client, meeting):
    """The first of the invited, signed in."""
    user = make_user_with_powers(meeting.association)
    own_invitation(meeting, user)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def make_vote(meeting, *, cast=2, **details):
    motion = make_motion(meeting, title_en="Elect the council", state="voting")
    values = {"is_secret": True, "in_room": Vote.Means.DEVICE, "opened_by": make_clerk(meeting)}
    vote = Vote.objects.create(
        association=meeting.association, meeting=meeting, motion=motion, **values | details
    )
    for place, invitation in enumerate(meeting.invitations.select_related("person")):
        RollEntry.objects.create(
            association=meeting.association,
            vote=vote,
            invitation=invitation,
            voter=invitation.person,
            channel=RollEntry.Channel.ROOM,
            state=RollEntry.State.VOTED if place < cast else RollEntry.State.MAY_VOTE,
        )
    return vote


def shown(client, meeting, rest="live/"):
    answer = client.get(page(meeting, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def state_of(meeting, kind="full", **asked):
    answer = Client().get(addresses_of(meeting, kind)["state_url"], asked)
    assert answer.status_code == 200
    return answer


def test_the_page_shows_item_presence_motion_and_what_is_ones_own(client, meeting, member):
    item = make_item(meeting, title_en="The plan of next year")
    meeting_actions.call_item(item, actor=make_clerk(meeting))
    make_motion(meeting, title_en="Adopt the plan")

    text = shown(client, meeting)

    for words in (
        "The plan of next year",
        "To be decided: Adopt the plan",
        "You are checked in.",
        "votes present",
    ):
        assert words in text
    assert reverse("live:ask_for_floor", args=(meeting.association.slug, meeting.pk)) in text
    assert "Give the floor" not in text
    assert "You are checked in." in shown(client, meeting, "live/own/")


def test_of_an_open_vote_the_number_of_ballots_is_all_that_is_shown(client, meeting, member):
    vote = make_vote(meeting, cast=2)

    text, told = shown(client, meeting), json.loads(client.get(api(meeting, "live")).content)

    assert "<strong>2</strong> of 3 have voted" in text
    assert "You have voted" in text
    assert told["votes"] == [
        {
            "id": str(vote.pk),
            "motion_id": str(vote.motion_id),
            "title": told["votes"][0]["title"],
            "state": "open",
            "is_secret": True,
            "uses_device": True,
            "cast": 2,
            "of": 3,
        }
    ]


def test_a_result_stands_large_until_the_meeting_goes_on(meeting):
    clerk, motion = make_clerk(meeting), make_motion(meeting)
    counts = {"for_count": 2, "against_count": 1, "abstain_count": 0}
    meeting_actions.decide_motion(motion, way="show_of_hands", **counts, actor=clerk)

    state = queries.live_state(meeting)
    assert (state.scene, state.result.motion, state.result.total) == ("result", motion, 3)
    meeting_actions.call_item(make_item(meeting), actor=clerk)
    assert queries.live_state(meeting).scene == "item"


def test_an_election_is_shown_with_how_each_candidate_fared(meeting):
    vote = make_vote(meeting, cast=3)
    fared = {"name_zh": "王芳", "name_en": "Wang Fang", "against": 0, "abstain": 0}
    standings = [fared | {"for": 1, "state": "not_carried"}, fared | {"for": 3, "state": "elected"}]
    Vote.objects.filter(pk=vote.pk).update(state=Vote.State.DECLARED, outcome={"standings": standings})
    type(vote.motion).objects.filter(pk=vote.motion_id).update(state="carried", decided_at=vote.opened_at)

    result = queries.live_state(meeting).result

    assert [(one.votes, one.is_elected) for one in result.standings] == [(3, True), (1, False)]


@pytest.mark.parametrize("kind", ["full", "screen", "guest"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_scene_can_be_drawn_for_phones_and_for_the_screen(settings, kind, language):
    meeting = make_sitting(present=3)
    scenes = []
    with translation.override(language):
        for step in (
            lambda: meeting,
            lambda: meeting_actions.open_meeting(meeting, actor=make_clerk(meeting)),
            lambda: make_speaking(meeting.invitations.first(), seconds=60),
            lambda: make_vote(meeting),
            lambda: Meeting.objects.filter(pk=meeting.pk).update(state="closed", closed_at=meeting.opened_at),
        ):
            step()
            scenes.append(state_of(meeting, kind).content.decode())

    seen = [text.split('data-scene="')[1].split('"')[0] for text in scenes]
    fourth = "speaker" if kind == "guest" else "vote"
    assert seen == ["before", "item", "speaker", fourth, "closed"]


def test_a_guest_sees_the_course_and_no_votes(client, meeting, member):
    Invitation.objects.filter(person__user=member).update(role=Invitation.Role.GUEST)
    make_vote(meeting)
    make_speaking(meeting.invitations.last())

    text = shown(client, meeting)

    assert "have voted" not in text.partition('data-part="own"')[0]
    assert "votes present" not in text
    assert "Ask for the floor" not in text
    assert json.loads(client.get(api(meeting, "live")).content)["votes"] == []


def test_strangers_see_nothing_and_a_draft_is_not_live(client, meeting):
    client.force_login(make_user_with_powers(make_open().association))
    for rest in ("live/", "live/own/", "live/events/", "screen/", "floor/"):
        assert client.get(page(meeting, rest)).status_code == 404
    sign_in(client, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.DRAFT)
    assert client.get(page(meeting, "live/")).status_code == 404


def test_the_state_is_shown_to_whom_its_address_was_told_and_for_no_other_kind_or_meeting(meeting):
    address = addresses_of(meeting, "guest")["state_url"]

    assert Client().get(address).status_code == 200
    for wrong in (
        address.replace("/guest/", "/full/"),
        address.replace("/guest/", "/other/"),
        address.replace(str(meeting.pk), str(make_open(meeting.body).pk)),
        address[:-2] + ("0/" if address[-2] != "0" else "1/"),
    ):
        assert Client().get(wrong).status_code == 404


def test_a_version_is_worked_out_once_and_one_of_the_future_is_not_kept(meeting, django_assert_num_queries):
    address = addresses_of(meeting, "full")["state_url"]
    asker, now = Client(headers={"Accept-Encoding": "gzip"}), time.time_ns() // 1_000_000

    first = asker.get(address, {"v": now})
    with django_assert_num_queries(0):
        again = asker.get(address, {"v": now})
    assert (first.content, first["Content-Encoding"]) == (again.content, "gzip")
    meeting_actions.call_item(make_item(meeting), actor=make_clerk(meeting))
    assert asker.get(address, {"v": now + 1}).content != first.content
    early = asker.get(address, {"v": now + 60_000})
    assert "Content-Encoding" not in early


def test_the_version_changes_with_every_change_that_is_shown(client, meeting, member):
    clerk, seen = make_clerk(meeting), []

    def look():
        seen.append(json.loads(client.get(api(meeting, "live/version")).content)["version"])
        open_to_all = json.loads(Client().get(addresses_of(meeting, "full")["version_url"]).content)
        assert open_to_all["version"] == seen[-1]

    look()
    turn = actions.ask_for_floor(own_invitation(meeting, member), actor=member)
    look()
    actions.call_speaker(turn, actor=clerk)
    look()
    make_vote(meeting, cast=1)
    look()
    RollEntry.objects.update(state=RollEntry.State.VOTED)
    look()

    assert len(set(seen)) == len(seen)


def test_without_a_process_for_streams_the_page_is_told_to_ask_by_itself(client, meeting, member):
    assert client.get(page(meeting, "live/events/")).status_code == 204


def test_the_page_asks_the_database_no_more_for_a_fuller_hall(
    client, meeting, member, django_assert_max_num_queries
):
    counts = []
    for _more in range(2):
        for invitation in list(meeting.invitations.all()):
            if not invitation.turns.exists():
                make_turn(invitation)
        client.get(page(meeting, "live/"))
        with django_assert_max_num_queries(45) as asked:
            client.get(page(meeting, "live/"))
        counts.append(len(asked))
        for _number in range(3):
            make_event(make_invitation(meeting))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("door", ["page", "api"])
def test_the_screen_has_an_address_of_its_own_until_another_is_made(client, meeting, door):
    clerk = sign_in(client, meeting)

    def make():
        if door == "api":
            return json.loads(client.post(api(meeting, "screen-link")).content)["url"]
        text = client.post(page(meeting, "screen/link/")).content.decode()
        return re.search(r'value="(http[^"]+)"', text)[1]

    first = make()
    hall = Client()
    assert hall.get(first).status_code == 200
    assert hall.get(f"{first}events/").status_code == 204
    second = make()
    assert (hall.get(first).status_code, hall.get(second).status_code) == (404, 200)
    if door == "api":
        assert client.delete(api(meeting, "screen-link")).status_code == 204
    else:
        assert client.post(page(meeting, "screen/link/end/")).status_code == 302
    assert hall.get(second).status_code == 404
    assert clerk.people.exists()


def test_a_screen_ends_half_a_day_after_the_meeting_and_is_made_for_none_that_is_over(client, meeting):
    clerk = make_clerk(meeting)
    key = actions.make_screen_link(meeting, actor=clerk)
    meeting_actions.close_meeting(meeting, actor=clerk)
    slug = meeting.association.slug

    assert queries.meeting_of_screen(slug, key) == meeting
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=meeting.opened_at - queries.screen.LASTS_AFTER * 2)
    assert queries.meeting_of_screen(slug, key) is None
    sign_in(client, meeting)
    assert client.post(api(meeting, "screen-link")).status_code == 409
    assert client.get(page(meeting, "screen/")).status_code == 200


def test_the_pages_of_a_meeting_lead_to_its_live_page(client, meeting):
    sign_in(client, meeting)

    assert reverse("live:live", args=(meeting.association.slug, meeting.pk)) in shown(client, meeting, "")
