"""Those elected take office: their tenures begin, those of the term before end, powers follow."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.dates import long_date
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.actions import Term, begin_term
from guildhall.registry.permissions import require_may_manage
from guildhall.votes import notices
from guildhall.votes.actions.election import wrong_state
from guildhall.votes.models import Candidate, Election


@transaction.atomic
def take_office(
    election: Election, *, term_from: date | None = None, exception: str = "", actor: User
) -> Election:
    """The term begins for everyone elected; whoever held the post for the term before leaves the day before.

    ``term_from`` where the election does not lay the first day down. The charter's conditions are asked once more on
    that day, and ``exception`` says who approved what they forbid. Refused before the election is decided, while
    somebody written in has not answered, without a first day, and where the registry refuses one of the tenures.
    """
    require_may_manage(actor, election.post.body)
    begins = term_from or election.term_from
    if begins is None:
        raise InvalidError(
            _("Say on which day the term begins."), code="term_missing", details={"field": "term_from"}
        )
    if election.term_to is not None and begins >= election.term_to:
        raise InvalidError(
            _("The term would begin after its last day."), code="term_missing", details={"field": "term_from"}
        )
    begun = Election.objects.filter(pk=election.pk, state=Election.State.DECIDED)
    if not begun.update(state=Election.State.IN_OFFICE, term_from=begins, version=F("version") + 1):
        election.refresh_from_db(fields=["state"])
        raise wrong_state(election)
    election.refresh_from_db()
    waiting = [one["name"] for one in election.written_in if one["state"] == "to_confirm"]
    if waiting:
        raise RuleError(
            _("Written in and elected, but not yet asked whether they accept: %(names)s.")
            % {"names": ", ".join(waiting)},
            code="write_ins_waiting",
        )
    elected = list(
        election.candidates.filter(state=Candidate.State.ELECTED).select_related(
            "person__user", "association"
        )
    )
    term = Term(
        number=election.term_number,
        from_on=begins,
        to_on=election.term_to,
        reason=_reason(election),
        is_hired=election.is_hired,
    )
    begin_term(election.post, [one.person for one in elected], term=term, exception=exception, actor=actor)
    for one in elected:
        one.election = election
    record("election.taken_office", actor=actor, subject=election, people=len(elected), on=begins.isoformat())
    give_notices(
        election.association, [notices.elected(one) for one in elected if one.person.user_id is not None]
    )
    return election


def _reason(election: Election) -> str:
    """By which decision: the meeting and its day, in the association's words."""
    meeting = election.motion.meeting
    on = meeting.starts_at.astimezone(election.association.zone).date() if meeting.starts_at else None
    day = f"（{long_date(on).zh}）" if on else ""
    return f"{meeting.name_zh or meeting.name_en}{day}选举"[:200]
