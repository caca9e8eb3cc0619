"""The result: made public, objected to, answered, resolved; certificates issued, awards revoked."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.awards import notices
from guildhall.awards.actions.call import said
from guildhall.awards.actions.panel import held
from guildhall.awards.models import Award, Call, Entry, Objection
from guildhall.awards.permissions import (
    may_decide_call,
    may_see_calls,
    require_may_decide_call,
    require_may_keep_calls,
)
from guildhall.awards.queries.result import (
    has_reviewed,
    is_first_person,
    proposed,
    resolutions_for,
    takes_objections,
    ties_to_decide,
)
from guildhall.awards.ranks import rank_entries
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.actions import withdraw_document
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job
from guildhall.meetings.models import Resolution
from guildhall.notices.actions import give_notices
from guildhall.registry.queries import today_in

State = Call.State
ANSWER_DAYS = 7


@transaction.atomic
def begin_publicity(call: Call, *, actor: User) -> Call:
    """Make the proposed result public for the days that the call says (公示); everybody may object until then.

    Refused unless entries are ranked, while equal scores would get different prizes, and with nothing to give.
    """
    require_may_keep_calls(actor, call.association)
    call = held(call)
    if call.state != State.RANKED:
        raise RuleError(_("The result is made public once the entries are ranked."), code="not_ranked")
    if tied := ties_to_decide(call):
        names = "; ".join(f"{one.number} {one}" for one in tied)
        raise RuleError(
            _("Entries of equal score would get different prizes; put them in order first: %(entries)s")
            % {"entries": names},
            code="ties_open",
        )
    winners = proposed(call)
    if not winners:
        raise RuleError(_("There is no entry to give a prize to."), code="no_entries")
    today = today_in(call.association)
    Call.objects.filter(pk=call.pk, state=State.RANKED).update(
        state=State.PUBLICITY,
        publicity_from=today,
        publicity_to=today + timedelta(days=call.publicity_days),
        publicity_by=actor,
        version=F("version") + 1,
    )
    call.refresh_from_db()
    record("call.made_public", actor=actor, subject=call, entries=[str(one.entry.pk) for one in winners])
    return call


@transaction.atomic
def object_to_result(
    call: Call, *, entry: Entry | None = None, name: str, contact: str, text: str, actor: User | None
) -> Objection:
    """An objection with who raises it and how to reach them, from members and, where the call is public, from anybody.

    Refused before and after the publicity period.
    """
    is_open = call.association.is_public and call.is_public
    if not is_open and not (actor and may_see_calls(actor, call.association)):
        raise NotAllowedError(_("Objections are raised by people of the association."), code="not_allowed")
    call = held(call)
    if not takes_objections(call):
        raise RuleError(
            _("Objections are taken during the publicity period only, until its last day."),
            code="period_over",
        )
    given = {"name": name.strip()[:100], "contact": contact.strip()[:200], "text": text.strip()[:5000]}
    for field, value in given.items():
        if not value:
            raise InvalidError(
                _("Say who you are, how to reach you, and what you object to."),
                code="not_said",
                details={"field": field},
            )
    if entry is not None and entry.call_id != call.pk:
        raise InvalidError(
            _("Choose an entry of this call."), code="no_such_entry", details={"field": "entry"}
        )
    due = today_in(call.association) + timedelta(days=ANSWER_DAYS)
    objection = Objection.objects.create(
        association=call.association, call=call, entry=entry, user=actor, due_on=due, **given
    )
    give_notices(call.association, notices.objection_raised(objection))
    record("objection.raised", actor=actor, subject=objection, entry=str(entry.pk) if entry else None)
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, answer: str, is_upheld: bool, actor: User) -> Objection:
    """Answer it, once. Upheld, its entry is excluded and the ranking made anew: the result has to be made public again.

    For whoever keeps calls or decides, and never for who put the result up, reviewed for the call or objects.
    """
    call = objection.call
    if not may_decide_call(actor, call):
        require_may_keep_calls(actor, objection.association)
    call = held(call)
    if is_first_person(actor, objection) or has_reviewed(actor, call):
        raise NotAllowedError(
            _(
                "Whoever put the result up, reviewed for it or objects does not answer. A second person has to."
            ),
            code="second_person_needed",
        )
    answer = answer.strip()[:5000]
    if not answer:
        raise InvalidError(_("Give the answer."), code="answer_missing", details={"field": "answer"})
    waiting = Objection.objects.filter(pk=objection.pk, answered_at__isnull=True)
    if not waiting.update(answer=answer, is_upheld=is_upheld, answered_by=actor, answered_at=timezone.now()):
        raise RuleError(_("This objection was answered already."), code="answered")
    objection.refresh_from_db()
    if is_upheld:
        _take_out(call, objection)
    give_notices(objection.association, notices.objection_answered(objection))
    record("objection.answered", actor=actor, subject=objection, upheld=is_upheld)
    return objection


def _take_out(call: Call, objection: Objection) -> None:
    back = Call.objects.filter(pk=call.pk, state__in=[State.PUBLICITY, State.RANKED])
    if not back.update(state=State.RANKED, publicity_from=None, publicity_to=None, version=F("version") + 1):
        raise RuleError(_("The result is decided already; revoke the award instead."), code="decided")
    call.refresh_from_db()
    if objection.entry_id:
        Entry.objects.filter(pk=objection.entry_id).update(
            state=Entry.State.EXCLUDED,
            ended_reason=objection.answer[:300],
            rank=None,
            version=F("version") + 1,
        )
        rank_entries(call)


@transaction.atomic
def decide_result(call: Call, *, resolution: Resolution, actor: User) -> Call:
    """The prizes are given by a resolution of the body that the call names, adopted since the publicity began.

    Refused before the publicity period is over, while an objection is not answered, and for another body's resolution
    or one that decides another call.
    """
    require_may_decide_call(actor, call)
    call = held(call)
    if call.state != State.PUBLICITY or call.publicity_to is None:
        raise RuleError(_("The result is decided after its publicity period."), code="not_public")
    if today_in(call.association) <= call.publicity_to:
        raise RuleError(
            _("The publicity period lasts until %(day)s.") % {"day": call.publicity_to.isoformat()},
            code="period_lasts",
        )
    if call.objections.filter(answered_at__isnull=True).exists():
        raise RuleError(_("An objection is not answered yet."), code="objections_open")
    if not resolutions_for(call).filter(pk=resolution.pk).exists():
        raise InvalidError(
            _(
                "Choose a resolution of %(body)s, adopted since the publicity began, that decides no other call."
            )
            % {"body": call.body},
            code="no_such_resolution",
            details={"field": "resolution"},
        )
    Call.objects.filter(pk=call.pk, state=State.PUBLICITY).update(
        state=State.DECIDED, resolution=resolution, version=F("version") + 1
    )
    call.refresh_from_db()
    given = Award.objects.bulk_create(
        Award(association=call.association, entry=one.entry, prize=one.prize) for one in proposed(call)
    )
    give_notices(call.association, notices.awards_given(given))
    record("call.decided", actor=actor, subject=call, resolution=resolution.serial, awards=len(given))
    return call


@transaction.atomic
def issue_certificates(call: Call, *, actor: User) -> Job:
    """Issue the certificates that are missing, in the background, numbered and verifiable by QR.

    For whoever issues documents. Refused before the result is decided, and when nothing is missing.
    """
    require_may(actor, Power.ISSUE, call.association)
    call = held(call)
    if call.state != State.DECIDED:
        raise RuleError(_("Certificates are issued once the result is decided."), code="not_decided")
    missing = Award.objects.filter(entry__call=call, document__isnull=True, revoked_at__isnull=True).count()
    if not missing:
        raise RuleError(_("Every award has its certificate."), code="nothing_missing")
    job = start_job(
        "awards.issue_certificates",
        association=call.association,
        arguments={"call": str(call.pk)},
        actor=actor,
        key=f"awards.certificates:{call.pk}:{call.version}",
    )
    Call.objects.filter(pk=call.pk).update(job=job, version=F("version") + 1)
    call.refresh_from_db()
    record("certificates.asked_for", actor=actor, subject=call, count=missing)
    return job


@transaction.atomic
def revoke_award(award: Award, *, reason: str, actor: User) -> Award:
    """Taken back, for a reason; verification of its certificate says so. For whoever issues documents; once."""
    require_may(actor, Power.ISSUE, award.association)
    reason = said(reason)
    standing = Award.objects.filter(pk=award.pk, revoked_at__isnull=True)
    if not standing.update(revoked_at=timezone.now(), revoked_reason=reason):
        raise RuleError(_("This award was revoked already."), code="revoked")
    award.refresh_from_db()
    if award.document is not None:
        withdraw_document(award.document, reason=reason, actor=actor)
    give_notices(award.association, notices.award_revoked(award))
    record("award.revoked", actor=actor, subject=award, reason=reason)
    return award
