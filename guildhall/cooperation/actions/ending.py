"""A party leaves an agreement, or it ends; its document says so from then on."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.cooperation import notices
from guildhall.cooperation.actions.cooperation import FEWEST, require_past, require_reason
from guildhall.cooperation.models import Agreement, AgreementParty
from guildhall.cooperation.permissions import require_may_keep, require_may_leave_agreement
from guildhall.cooperation.printing import ending_fact, leaving_fact
from guildhall.cooperation.queries import agreements_ending, parties_late_to_sign
from guildhall.core.errors import RuleError
from guildhall.documents.actions import note_document, withdraw_document
from guildhall.notices.actions import give_notices
from guildhall.registry.queries import today_in

WARN_BEFORE = (90, 30)
SIGN_WITHIN = timedelta(days=3)


@transaction.atomic
def leave_agreement(
    party: AgreementParty, *, reason: str, on: date | None = None, actor: User
) -> AgreementParty:
    """A party leaves a signed agreement. It goes on among the others; with fewer than two left it ends.

    For whoever signed for the party, and the secretariat. Refused without a reason, twice, and when it does not stand.
    """
    agreement = party.agreement
    require_may_leave_agreement(actor, party)
    require_reason(reason)
    day = on or today_in(agreement.association)
    require_past(agreement.association, day)
    standing = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.SIGNED)
    if not standing.update(version=F("version") + 1):
        raise RuleError(_("Only a signed agreement can be left or ended."), code="not_standing")
    staying = AgreementParty.objects.filter(pk=party.pk, left_on__isnull=True)
    if not staying.update(left_on=day, left_reason=reason.strip()[:300]):
        raise RuleError(_("This party has left already."), code="already_left")
    party.refresh_from_db()
    agreement.refresh_from_db()
    if agreement.document is not None:
        note_document(agreement.document, facts=[leaving_fact(party)], actor=actor)
    if agreement.parties.filter(left_on__isnull=True).count() < FEWEST:
        _end(agreement, _("Fewer than two parties remain."), day, actor)
    for association, drafts in notices.agreement_left(party):
        give_notices(association, drafts)
    record(
        "agreement.party_left",
        actor=actor,
        subject=agreement,
        party=str(party.organization_id),
        reason=reason.strip(),
        ended=agreement.state == Agreement.State.ENDED,
    )
    return party


@transaction.atomic
def end_agreement(agreement: Agreement, *, reason: str, on: date | None = None, actor: User) -> Agreement:
    """It no longer holds from a day on, for a reason; verification says so, and all parties are told."""
    require_may_keep(actor, agreement.association)
    require_reason(reason)
    day = on or today_in(agreement.association)
    require_past(agreement.association, day)
    _end(agreement, reason, day, actor)
    for association, drafts in notices.agreement_ended(agreement):
        give_notices(association, drafts)
    record("agreement.ended", actor=actor, subject=agreement, reason=reason.strip(), on=day.isoformat())
    return agreement


def _end(agreement: Agreement, reason: str, on: date, actor: User) -> None:
    signed = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.SIGNED)
    values = {"ended_on": on, "ended_reason": reason.strip()[:300]}
    if not signed.update(state=Agreement.State.ENDED, version=F("version") + 1, **values):
        raise RuleError(_("Only a signed agreement can be left or ended."), code="not_standing")
    agreement.refresh_from_db()
    if agreement.document is not None:
        note_document(agreement.document, facts=[ending_fact(agreement)], actor=actor)
        withdraw_document(
            agreement.document, reason=reason, reason_is_public=agreement.is_public, actor=actor
        )


def warn_of_agreements(association: Association, *, on: date) -> int:
    """Tell parties and supervisor 90 and 30 days before an agreement ends; remind who is late to sign. Each once."""
    if association.is_record:
        return 0
    given = 0
    for agreement in agreements_ending(association, on=on, within=timedelta(days=max(WARN_BEFORE))):
        for whose, drafts in notices.agreement_ends(agreement, on=on, steps=WARN_BEFORE):
            given += len(give_notices(whose, drafts))
    for party in parties_late_to_sign(association, on=on, within=SIGN_WITHIN):
        given += len(give_notices(party.organization.association, notices.sign_soon(party)))
    return given
