"""Votes entrusted to others: what the charter says, and who holds whose."""

from django.db.models import QuerySet

from guildhall.accounts.models import User
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import is_own_invitation, may_prepare
from guildhall.meetings.queries import meeting_profile
from guildhall.registry.rules import Verdict, may_vote_by_proxy
from guildhall.votes.models import Proxy


def proxy_rule(meeting: Meeting, *, held: int = 1) -> Verdict:
    """May somebody hold so many votes of others in this body? None where the charter is silent, and then they may not.

    What it says of a kind of motion by itself is asked when that motion is voted on.
    """
    return may_vote_by_proxy(meeting_profile(meeting), meeting.body.kind, "ordinary", held=held)


def proxy_list(meeting: Meeting) -> QuerySet[Proxy]:
    """The proxies given in a meeting and not revoked, in the order of the roster. One query."""
    return (
        Proxy.objects.filter(meeting=meeting, revoked_at__isnull=True)
        .select_related("giver__person", "giver__organization", "holder__person", "letter", "meeting")
        .order_by("giver__rank", "id")
    )


def may_entrust(meeting: Meeting, user: User) -> list[Invitation]:
    """The invitations with a vote that this person may entrust: their own, or all for whoever prepares the meeting."""
    voting = list(Invitation.objects.entitled().filter(meeting=meeting).select_related("person"))
    if may_prepare(user, meeting):
        return voting
    return [one for one in voting if is_own_invitation(user, one)]
