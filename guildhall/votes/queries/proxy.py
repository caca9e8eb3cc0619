"""Votes entrusted to others: what the charter says, and who holds whose."""

from django.db.models import QuerySet

from guildhall.accounts.models import User
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import is_own_invitation, may_prepare
from guildhall.meetings.queries import meeting_profile
from guildhall.registry.rules import Verdict
from guildhall.registry.rules.labels import BODIES, called, capital
from guildhall.registry.rules.verdict import Applied, no_rule
from guildhall.votes.models import Proxy


def proxy_rule(meeting: Meeting) -> Verdict:
    """May votes be entrusted to others in this body? None where the charter is silent, and then they may not."""
    kind = meeting.body.kind
    rule, body = meeting_profile(meeting).body_rule(kind, "proxies"), called(kind, BODIES)
    if rule is None:
        return no_rule(kind, "proxies")
    allowed = rule.value == "written"
    sentence = (
        Sentence(
            f"{body.zh}可以书面委托他人表决。", f"{capital(body.en)}: votes may be entrusted in writing."
        )
        if allowed
        else Sentence(
            f"{body.zh}不得委托他人表决。", f"{capital(body.en)}: votes may not be entrusted to others."
        )
    )
    return Verdict(
        ok=allowed,
        code="proxies_in_writing" if allowed else "no_proxies",
        sentence=sentence,
        applied=Applied(rule),
    )


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
