"""Lists whose questions to the database are counted (tests/test_query_counts.py)."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.meetings.tests.make_session import make_clerk, make_motion
from guildhall.votes.tests.make import make_assembled, make_closed, make_vote
from guildhall.votes.tests.make_election import make_electing_meeting, make_election


def vote_list(rows: int) -> tuple[User, str, str]:
    meeting = make_assembled(in_room=1, online=1)
    for _row in range(rows):
        make_vote(motion=make_motion(meeting))
    slug = meeting.association.slug
    page, twin = reverse("votes:vote_list", args=(slug,)), reverse("api-1:vote_list", args=(slug,))
    return make_clerk(meeting), page, twin


def ballots(rows: int) -> tuple[User, str, str]:
    vote = make_closed(make_vote(make_assembled(in_room=0, online=rows)))
    args = (vote.association.slug, vote.pk)
    page, twin = reverse("votes:ballots", args=args), reverse("api-1:ballots", args=args)
    return make_clerk(vote.meeting), page, twin


def roll(rows: int) -> tuple[User, str, str]:
    vote = make_vote(make_assembled(in_room=0, online=rows))
    args = (vote.association.slug, vote.pk)
    page, twin = reverse("votes:roll", args=args), reverse("api-1:roll", args=args)
    return make_clerk(vote.meeting), page, twin


def election_list(rows: int) -> tuple[User, str, str]:
    meeting = make_electing_meeting(2)
    for row in range(rows):
        make_election(meeting, names=["王芳", "丁一", "高翔"][: row + 1], seats=1)
    slug = meeting.association.slug
    page, twin = reverse("votes:election_list", args=(slug,)), reverse("api-1:election_list", args=(slug,))
    return make_clerk(meeting), page, twin


def election(rows: int) -> tuple[User, str, str]:
    """The candidates of one election, with what the charter says to each."""
    made = make_election(names=["王芳", "丁一", "高翔"][:rows])
    args = (made.association.slug, made.pk)
    page, twin = reverse("votes:election", args=args), reverse("api-1:candidates", args=args)
    return make_clerk(made.motion.meeting), page, twin


LISTS = [vote_list, ballots, roll, election_list, election]
