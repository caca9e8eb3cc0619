"""Every act of an election through its page and through the API; the ballot page; what the public sees."""

import pytest
from django.urls import reverse

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.meetings.models import Meeting
from guildhall.meetings.tests.make import make_person, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk
from guildhall.registry.queries import holders
from guildhall.votes import actions
from guildhall.votes.models import Candidate, Election, Vote
from guildhall.votes.tests.make import voters_of
from guildhall.votes.tests.make_election import (
    BORN,
    FIRST_DAY,
    declare,
    make_candidate,
    make_declared,
    make_director_post,
    make_electing_meeting,
    make_election,
    make_listed,
    make_round,
    refused,
)

pytestmark = pytest.mark.django_db
POWERS = (Power.CONVENE, Power.READ, Power.MANAGE, Power.PUBLISH)


class Door:
    """A page's form, or JSON to the API; ``pages`` are named as their actions."""

    def __init__(self, kind, client):
        self.kind, self.client = kind, client

    def send(self, name, *args, data=None, method="post"):
        if self.kind == "page":
            answer = self.client.post(reverse(f"votes:{name}", args=args), data or {})
        else:
            send = getattr(self.client, method)
            answer = send(reverse(f"api-1:{name}", args=args), data or {}, content_type="application/json")
        assert answer.status_code in (200, 201, 302), answer.content.decode()
        return answer


@pytest.fixture(params=["page", "api"])
def door(request, client):
    return Door(request.param, client)


def sign_in(client, meeting):
    user = make_user_with_powers(meeting.association, *POWERS)
    client.force_login(user)
    return user


def test_an_election_is_prepared_and_its_list_fixed_through_any_door(door, client):
    meeting = make_electing_meeting(2)
    sign_in(client, meeting)
    slug, post = meeting.association.slug, make_director_post(meeting)
    values = {"seats": 2, "contest": "equal", "term_from": FIRST_DAY.isoformat()}

    door.send("prepare_election", slug, meeting.pk, data=values | {"post": str(post.pk), "kind": "election"})
    election = Election.objects.get()
    at = (slug, election.pk)
    door.send("change_election", *at, data=values | {"seats": 1, "version": 1}, method="put")
    person = make_person(meeting.association, name_zh="丁一", born_on=BORN)
    door.send("nominate", *at, data={"person": str(person.pk), "statement_zh": "愿意服务"})
    make_person(meeting.association, name_zh="王芳", born_on=BORN)
    door.send("nominate_names", *at, data={"names": "王芳"})
    first, second = Candidate.objects.order_by("id")
    yes = "yes" if door.kind == "page" else True
    door.send("answer_nomination", *at, first.pk, data={"stands": yes})
    door.send("withdraw_candidate", *at, second.pk, data={"reason": "本人来函"})
    door.send("fix_slate", *at)
    door.send("unfix_slate", *at, data={"reason": "漏列"})
    door.send("fix_slate", *at)

    election.refresh_from_db()
    assert (election.seats, election.state) == (1, Election.State.LISTED)
    states = dict(election.candidates.values_list("person__name_zh", "state"))
    assert states == {"丁一": Candidate.State.STANDING, "王芳": Candidate.State.WITHDRAWN}
    door.send("abandon_election", *at, data={"reason": "改期"})
    election.refresh_from_db()
    assert election.state == Election.State.ABANDONED


def test_an_election_is_voted_on_and_the_elected_take_office_through_any_door(door, client):
    election = make_listed(names=["丁一", "王芳"], seats=2)
    meeting = election.motion.meeting
    sign_in(client, meeting)
    at = (meeting.association.slug, election.pk)
    people = [make_user_with_powers(election.association).people.get() for _role in range(2)]
    named = {"scrutineers": [str(people[0].pk)], "tellers": [str(people[1].pk)]}

    door.send("open_round", *at, data={"in_room": "device", "online": "device"} | named)
    declare(Vote.objects.get(), ["FA+李强"] * 3 + ["FA"])
    answer = door.send(
        "confirm_written_in", *at, data={"name": "李强", "accepts": "no" if door.kind == "page" else False}
    )
    assert answer.status_code in (200, 302)
    Association.objects.filter(pk=meeting.association_id).update(is_public=True)
    door.send("take_office", *at, data={"term_from": FIRST_DAY.isoformat()})
    door.send("issue_pack", *at)
    door.send("show_election", *at, data={"is_public": "on" if door.kind == "page" else True})

    election.refresh_from_db()
    assert (election.state, election.is_public) == (Election.State.IN_OFFICE, True)
    assert [person.name_zh for person in holders(election.post, FIRST_DAY)] == ["丁一"]
    client.logout()
    shown = client.get(reverse("public_votes:election", args=at)).content.decode()
    assert "丁一" in shown
    assert people[0].name in shown
    home = client.get(reverse("public:association", args=[election.association.slug])).content.decode()
    assert reverse("public_votes:election", args=at) in home


def test_an_election_ends_with_vacancies_through_any_door(door, client):
    election = make_listed(names=["丁一", "王芳"], seats=2)
    make_declared(election, ballots=["FA"] * 4)
    sign_in(client, election.motion.meeting)

    door.send("conclude_election", election.association.slug, election.pk, data={"reason": "下次补选"})

    election.refresh_from_db()
    assert election.state == Election.State.DECIDED


def test_what_is_not_public_is_not_found_by_the_public(client):
    election = make_listed()
    Association.objects.filter(pk=election.association_id).update(is_public=True)

    address = reverse("public_votes:election", args=(election.association.slug, election.pk))

    assert client.get(address).status_code == 404
    home = client.get(reverse("public:association", args=[election.association.slug])).content.decode()
    assert address not in home


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_an_election_opens(client, language):
    meeting = make_electing_meeting(5)
    nominating, listed = (
        make_election(meeting),
        make_listed(meeting, names=["丁一", "王芳", "高翔"], seats=2, contest="more"),
    )
    candidate = make_candidate(nominating, stands=False)
    make_declared(listed, ballots=["F-F", "FF-", "F-F", "-FF", "FF-"])
    sign_in(client, meeting)
    at = (meeting.association.slug, nominating.pk)
    pages = [
        reverse("votes:election_list", args=at[:1]),
        reverse("votes:prepare_election", args=(at[0], meeting.pk)),
        reverse("votes:prepare_election", args=(at[0], meeting.pk)) + f"?post={nominating.post_id}",
        *(reverse(f"votes:{name}", args=at) for name in ("election", "change_election", "nominate", "nominate_names", "fix_slate", "abandon_election")),
        reverse("votes:answer_nomination", args=(*at, candidate.pk)),
        reverse("votes:withdraw_candidate", args=(*at, candidate.pk)),
        *(reverse(f"votes:{name}", args=(at[0], listed.pk)) for name in ("election", "open_round", "unfix_slate", "conclude_election", "proclamation", "ballot_papers", "confirm_written_in", "take_office", "issue_pack")),
        reverse("meetings:meeting", args=(at[0], meeting.pk)),
        reverse("meetings:motion", args=(at[0], meeting.pk, listed.motion_id)),
    ]  # fmt: skip

    for page in pages:
        answer = client.get(page, headers={"accept-language": language})
        assert answer.status_code == 200, page


def test_papers_and_sheets_come_through_any_door(door, client):
    election = make_listed(names=["丁一", "=cmd"], seats=2)
    make_declared(election, ballots=["FA"] * 4)
    sign_in(client, election.motion.meeting)
    room = "votes" if door.kind == "page" else "api-1"
    at = (election.association.slug, election.pk)

    papers = client.get(reverse(f"{room}:ballot_papers", args=at), {"copies": 2})
    sheets = [client.get(reverse(f"{room}:{name}", args=at)) for name in ("candidate_sheet", "result_sheet")]

    assert papers.content.startswith(b"%PDF")
    assert all(sheet.content.startswith(b"PK") for sheet in sheets)
    read = client.get(reverse(f"{room}:proclamation", args=at))
    said = read.content.decode() if door.kind == "page" else read.json()[3]["zh"] + read.json()[3]["en"]
    assert "赞成4票" in said
    assert "4 for" in said


def test_an_election_is_no_plain_motion():
    motion = make_listed().motion

    refused(
        "election_without_list",
        actions.open_vote,
        motion=motion,
        in_room="device",
        actor=make_clerk(motion.meeting),
    )


def ballot_page(client, election, **details):
    vote = make_round(election, **details)
    voter = voters_of(vote)[0]
    client.force_login(voter)
    ids = [one["id"] for one in vote.slate]
    return vote, voter, ids, reverse("votes:cast_ballot", args=(vote.association.slug, vote.pk))


def test_a_ballot_is_filled_in_looked_over_and_cast(client):
    election = make_listed(names=["丁一", "王芳", "高翔"], seats=2, contest="more")
    vote, voter, ids, url = ballot_page(client, election)
    ballot = {f"c-{ids[0]}": "F", f"c-{ids[1]}": "A", f"c-{ids[2]}": "", "write_in": ["李强", ""]}

    page = client.get(url)
    review = client.post(url, ballot | {"step": "review"})
    back = client.post(url, ballot | {"step": "back"})
    receipt = client.post(url, ballot | {"step": "cast"})

    assert page.content.decode().count('type="radio"') == 9
    assert "李强" in review.content.decode()
    assert back.content.decode().count("checked") == 2
    assert all("no-store" in answer["Cache-Control"] for answer in (page, review, receipt))
    assert vote.roll.get(voter__user=voter).state == "voted"
    again = client.post(url, ballot | {"step": "cast"})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("marks", "names", "said"),
    [
        ("FFF", [], "more names marked"),
        ("FF-", ["李强"], "more names marked"),
        ("F--", ["王芳"], "written in once more"),
        ("F--", ["李强", "李 强"], "twice"),
    ],
)
def test_a_ballot_that_would_be_invalid_is_not_cast(client, marks, names, said):
    election = make_listed(names=["丁一", "王芳", "高翔"], seats=2, contest="more")
    vote, voter, ids, url = ballot_page(client, election)
    ballot = {f"c-{one}": mark.strip("-") for one, mark in zip(ids, marks, strict=True)}

    for step in ("review", "cast"):
        answer = client.post(
            url, ballot | {"write_in": names, "step": step}, headers={"accept-language": "en"}
        )
        assert answer.status_code == 422
        assert said in answer.content.decode()
    api = reverse("api-1:cast_ballot", args=(vote.association.slug, vote.pk))
    answer = client.post(api, {"marks": marks, "write_ins": names}, content_type="application/json")
    assert answer.status_code == 422
    assert vote.roll.get(voter__user=voter).state == "may_vote"


def test_a_ballot_with_an_unknown_candidate_is_not_cast(client):
    vote, voter, _ids, url = ballot_page(client, make_listed())

    answer = client.post(url, {"c-nobody": "F", "step": "cast"})

    assert answer.status_code == 422
    assert vote.roll.get(voter__user=voter).state == "may_vote"
    api = reverse("api-1:cast_ballot", args=(vote.association.slug, vote.pk))
    for marks in ("FF", "", "X"):
        assert client.post(api, {"marks": marks}, content_type="application/json").status_code == 422


def test_only_who_prepares_sees_why_somebody_is_fit(client):
    election = make_election(names=["丁一"])
    voter = election.motion.meeting.invitations.first().person.user
    url = reverse("votes:election", args=(election.association.slug, election.pk))
    client.force_login(voter)

    seen = client.get(url, headers={"accept-language": "en"}).content.decode()

    assert "Meets the conditions" in seen
    assert "years old" not in seen
    stranger = make_user_with_powers(election.association)
    client.force_login(stranger)
    Meeting.objects.filter(pk=election.motion.meeting_id).update(state=Meeting.State.DRAFT)
    assert client.get(url).status_code == 404


def test_two_tellers_enter_the_papers_of_an_election_on_their_sheet(client):
    vote = make_round(make_listed(names=["丁一", "王芳"], seats=2), in_room="paper")
    actions.issue_papers(vote, actor=make_clerk(vote.meeting))
    actions.close_vote(vote, actor=make_clerk(vote.meeting))
    url = reverse("votes:enter_count", args=(vote.association.slug, vote.pk))
    first, second = (one["id"] for one in vote.slate)
    figures = {"issued": 2, "returned": 2, "invalid": 0, "written": "李强 1"}
    for pk, votes in ((first, (2, 0, 0)), (second, (1, 1, 0))):
        figures |= {
            f"{pk}_{mark}": number for mark, number in zip(("for", "against", "abstain"), votes, strict=True)
        }

    for teller in vote.tellers.select_related("person__user"):
        client.force_login(teller.person.user)
        assert client.get(url).content.decode().count('type="number"') == 9
        wrong = client.post(url, figures | {f"{second}_against": 9}, headers={"accept-language": "en"})
        assert "make 10" in wrong.content.decode()
        assert client.post(url, figures).status_code == 302

    assert set(vote.hand_counts.values_list("state", flat=True)) == {"confirmed"}
    assert vote.hand_counts.first().figures["write_ins"] == {"李强": 1}
