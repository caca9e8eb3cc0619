"""A vote is entrusted to another who votes for it, where the charter allows that."""

from typing import IO

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.documents.actions import store_file
from guildhall.meetings.models import Invitation, Meeting
from guildhall.votes.models import Proxy, Vote
from guildhall.votes.permissions import require_may_give_proxy
from guildhall.votes.queries import proxy_rule

OVER = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


@transaction.atomic
def give_proxy(
    giver: Invitation,
    *,
    holder: Invitation,
    letter: IO[bytes] | None = None,
    letter_name: str = "",
    actor: User,
) -> Proxy:
    """Entrust one's votes in a meeting to another who has a vote there; by whoever prepares it, with the letter.

    Refused where the charter does not allow proxies or no more for one person, while a vote is open, after the meeting, to somebody
    without a vote, to oneself, in a chain, and a second time.
    """
    require_may_give_proxy(actor, giver)
    _require_between_votes(giver.meeting)
    _require_two_voters(giver, holder)
    _require_allowed(holder)
    kept = None
    if letter is not None:
        kept = store_file(association=giver.association, name=letter_name, content=letter, actor=actor)
    try:
        with transaction.atomic():
            proxy = Proxy.objects.create(
                association=giver.association,
                meeting=giver.meeting,
                giver=giver,
                holder=holder,
                letter=kept,
                entered_by=actor,
            )
    except IntegrityError as twice:
        raise RuleError(
            _("%(name)s has entrusted the vote already. Revoke that proxy first.")
            % {"name": giver.person.name},
            code="proxy_given",
        ) from twice
    record("proxy.given", actor=actor, subject=proxy, giver=str(giver.pk), holder=str(holder.pk))
    return proxy


@transaction.atomic
def revoke_proxy(proxy: Proxy, *, actor: User) -> Proxy:
    """Take a proxy back; from the next vote on the giver votes again. Refused while a vote is open, and twice."""
    require_may_give_proxy(actor, proxy.giver)
    _require_between_votes(proxy.meeting)
    standing = Proxy.objects.filter(pk=proxy.pk, revoked_at__isnull=True)
    changed = standing.update(revoked_at=timezone.now())
    proxy.refresh_from_db(fields=["revoked_at"])
    if not changed:
        raise RuleError(_("This proxy was revoked already."), code="proxy_revoked")
    record("proxy.revoked", actor=actor, subject=proxy, giver=str(proxy.giver_id))
    return proxy


def _require_between_votes(meeting: Meeting) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state in OVER:
        raise RuleError(
            _("The meeting is %(state)s; nothing of its votes can be changed.")
            % {"state": meeting.get_state_display()},
            code="meeting_over",
        )
    if Vote.objects.filter(meeting=meeting, state=Vote.State.OPEN).exists():
        raise RuleError(
            _("A vote is open. Proxies are given and revoked before it or after it."), code="vote_open"
        )


def _require_allowed(holder: Invitation) -> None:
    # Taken first, so that of two given to one person at once the second is counted with the first.
    Invitation.objects.select_for_update().only("pk").get(pk=holder.pk)
    held = Proxy.objects.filter(holder=holder, revoked_at__isnull=True).count()
    verdict = proxy_rule(holder.meeting, held=held + 1)
    if not verdict.ok:
        raise RuleError(
            in_language(verdict.sentence.zh, verdict.sentence.en),
            code=verdict.code,
            details={"verdict": verdict.as_data()},
        )


def _require_two_voters(giver: Invitation, holder: Invitation) -> None:
    if holder.meeting_id != giver.meeting_id or giver.pk == holder.pk or not _votes(giver, holder):
        raise InvalidError(
            _("A vote is entrusted by one who has a vote in this meeting to another who has one."),
            code="not_two_voters",
            details={"field": "holder"},
        )
    standing = Proxy.objects.filter(meeting=giver.meeting_id, revoked_at__isnull=True)
    if standing.filter(giver=holder).exists() or standing.filter(holder=giver).exists():
        raise RuleError(
            _(
                "Proxies make no chain: who holds a vote for others keeps the own, and who gave it holds none."
            ),
            code="proxy_chain",
        )


def _votes(*invitations: Invitation) -> bool:
    return all(one.role == Invitation.Role.VOTING and one.withdrawn_at is None for one in invitations)
