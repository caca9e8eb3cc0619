"""Pages and the API give the same answers; a ballot is chosen, confirmed and receipted by POST alone."""

import hashlib
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guildhall.meetings.tests.make_session import make_clerk, make_motion
from guildhall.votes import actions
from guildhall.votes.models import Vote
from guildhall.votes.tests.make import cast_all, make_assembled, make_closed, make_guest, make_vote, voters_of

pytestmark = pytest.mark.django_db
JSON = {"page": {}, "api": {"content_type": "application/json"}}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(name, *args):
    return reverse(f"votes:{name}", args=args)


def api(name, *args):
    return reverse(f"api-1:{name}", args=args)


def send(client, name, vote, data=None, *, door, args=()):
    args = (vote.association.slug, vote.pk, *args)
    if door == "page":
        return client.post(page(name, *args), data or {})
    return client.post(api(name, *args), json.dumps(data or {}), content_type="application/json")


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_vote_is_opened_closed_and_declared_by_every_door(door):
    motion = make_motion(make_assembled(in_room=0, online=3))
    slug, meeting = motion.association.slug, motion.meeting
    client = signed_in(make_clerk(meeting))
    if door == "page":
        answer = client.get(page("open_vote", slug, meeting.pk, motion.pk))
        assert answer.status_code == 200
        client.post(
            page("open_vote", slug, meeting.pk, motion.pk), {"in_room": "", "online": "on", "is_secret": "on"}
        )
    else:
        data = {"online": "device", "is_secret": True}
        client.post(api("open_vote", slug, meeting.pk, motion.pk), data, content_type="application/json")
    vote = Vote.objects.get()
    phrases = cast_all(vote)

    send(client, "close_vote", vote, door=door)
    send(client, "declare_result", vote, door=door)

    vote.refresh_from_db()
    assert (vote.state, vote.outcome["code"], vote.is_secret) == ("declared", "carried", True)
    listed = client.get(page("ballots", slug, vote.pk), {"q": phrases[0].upper()}).content.decode()
    assert (phrases[0] in listed, phrases[1] in listed) == (True, False)
    twin = client.get(api("ballots", slug, vote.pk), {"q": phrases[0]}).json()["items"]
    assert twin == [{"name": phrases[0], "marks": "for", "write_ins": []}]
    for address in (page("bundle", slug, vote.pk), api("bundle", slug, vote.pk)):
        assert hashlib.sha256(client.get(address).content).hexdigest() == vote.bundle_hash


def test_a_ballot_is_chosen_confirmed_and_receipted_by_page():
    vote = make_vote(is_secret=True)
    client = signed_in(voters_of(vote)[0])
    address = page("cast_ballot", vote.association.slug, vote.pk)

    asked = client.post(address, {"marks": "against"})
    assert vote.roll.filter(state="voted").count() == 0
    assert 'name="confirmed"' in asked.content.decode()
    receipt = client.post(address, {"marks": "against", "confirmed": "yes"})

    [phrase] = receipt.context["receipt"].phrases
    assert phrase in receipt.content.decode()
    assert "no-store" in receipt["Cache-Control"]
    again = client.post(address, {"marks": "for", "confirmed": "yes"})
    assert again.status_code == 409
    assert "您已投票" in again.content.decode()
    assert client.get(page("vote", vote.association.slug, vote.pk)).status_code == 200


def test_casting_by_the_api_asks_little():
    vote = make_vote(make_assembled(in_room=0, online=3), in_room="", is_secret=True)
    first, second, third = voters_of(vote)
    send(signed_in(third), "cast_ballot", vote, {"marks": "for"}, door="api")  # fills what stays in memory
    client = signed_in(second)

    with CaptureQueriesContext(connection) as asked:
        answer = send(client, "cast_ballot", vote, {"marks": "for"}, door="api")

    assert answer.status_code == 200
    assert len(asked) <= 9, "\n".join(query["sql"] for query in asked)
    assert not [query for query in asked if "votes_vote" in query["sql"] and "FOR UPDATE" in query["sql"]]
    assert send(signed_in(first), "cast_ballot", vote, {"marks": "x"}, door="api").status_code == 422


def test_strangers_find_no_vote_and_members_no_list_before_the_closing():
    vote = make_vote(is_secret=True)
    slug = vote.association.slug
    stranger, member = signed_in(make_guest(make_assembled())), signed_in(voters_of(vote)[0])

    assert stranger.get(page("vote", slug, vote.pk)).status_code == 404
    assert stranger.get(page("cast_ballot", slug, vote.pk)).status_code == 404
    assert member.get(page("ballots", slug, vote.pk)).status_code == 404
    assert member.get(api("ballots", slug, vote.pk)).json()["items"] == []
    assert member.get(page("bundle", slug, vote.pk)).status_code == 404
    assert member.get(api("bundle", slug, vote.pk)).status_code == 409


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_vote_is_entrusted_and_taken_back_by_every_door(door):
    meeting = make_assembled(in_room=2, online=0)
    giver, holder = meeting.invitations.order_by("rank")
    slug, client = meeting.association.slug, signed_in(make_clerk(meeting))
    data, address = {"giver": str(giver.pk), "holder": str(holder.pk)}, page if door == "page" else api

    client.post(address("give_proxy", slug, meeting.pk), data, **JSON[door])
    client.post(address("revoke_proxy", slug, meeting.pk, meeting.proxies.get().pk), **JSON[door])

    assert meeting.proxies.get().revoked_at is not None


@pytest.mark.parametrize("door", ["page", "api"])
def test_roll_and_counts_by_every_door(door):
    meeting = make_assembled(in_room=3, online=1)
    clerk, second = make_clerk(meeting), make_clerk(meeting)
    slug, client = meeting.association.slug, signed_in(clerk)
    vote = make_vote(motion=make_motion(meeting), in_room="paper", is_secret=True)
    entry = vote.roll.filter(channel="room").first()
    send(client, "move_voter", vote, {"channel": "online"}, door=door, args=(entry.pk,))
    for name in ("follow_attendance", "issue_papers"):
        send(client, name, vote, door=door)
    assert list(vote.roll.values_list("state", flat=True)).count("issued") == 3
    send(client, "take_back_paper", vote, door=door, args=(entry.pk,))
    votes = {"for": 2, "against": 0, "abstain": 0}
    sent = {"issued": 2, "returned": 2, "invalid": 0} | (votes if door == "page" else {"figures": votes})
    send(client, "enter_count", vote, sent, door=door)
    send(client, "set_counts_aside", vote, door=door)
    for who in (clerk, second):
        send(signed_in(who), "enter_count", vote, sent, door=door)

    assert sorted(vote.hand_counts.values_list("state", flat=True)) == ["confirmed", "confirmed", "set_aside"]
    for name in ("vote", "roll", "enter_count", "vote_state"):
        assert client.get(page(name, slug, vote.pk)).status_code == 200
    assert client.get(page("meeting_votes", slug, meeting.pk)).status_code == 200
    send(client, "abandon_vote", vote, {"reason": "设备故障"}, door=door)
    vote.refresh_from_db()
    assert (vote.state, vote.reason) == ("abandoned", "设备故障")


def test_a_read_destroys_a_key_that_a_crash_left_behind(settings):
    vote = make_closed(make_vote(is_secret=True))
    [key] = settings.VOTE_KEYS.iterdir()  # the test's transaction never commits, so closing left it

    signed_in(make_clerk(vote.meeting)).get(page("vote", vote.association.slug, vote.pk))

    assert not key.exists()
    assert actions.declare_result(vote, actor=make_clerk(vote.meeting)).bundle_hash
