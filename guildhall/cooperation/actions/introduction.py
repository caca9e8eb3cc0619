"""The secretariat introduces the two sides of a match: from now on each knows the other's name and contacts."""

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.cooperation import notices
from guildhall.cooperation.actions.cooperation import Side, set_parties
from guildhall.cooperation.models import Cooperation, Step
from guildhall.cooperation.permissions import require_may_keep
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange.actions import note_introduction
from guildhall.exchange.models import Listing, Match
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Organization
from guildhall.registry.queries import person_of, today_in


@transaction.atomic
def introduce(match: Match, *, organization: Organization | None = None, actor: User) -> Cooperation:
    """Both sides are told each other's names and contacts, each in their language; a cooperation begins.

    ``organization`` stands for the need where the association itself published it (a gap of the chain). Refused to
    all but the secretariat of the need's association, a second time, where a side declined, where a side that hides
    its name has not accepted yet, and where nobody stands for the need.
    """
    require_may_keep(actor, match.association)
    sides = _sides(match, organization)
    _require_willing(match)
    note_introduction(match, actor=actor)
    need, today = match.need, today_in(match.association)
    begun = Cooperation.objects.create(
        association=match.association,
        match=match,
        subject_zh=need.title_zh,
        subject_en=need.title_en,
        keeper=person_of(actor, match.association),
    )
    set_parties(begun, sides)
    Step.objects.create(
        association=match.association, cooperation=begun, stage=begun.stage, on=today, by=actor
    )
    for association, drafts in notices.introduced(begun):
        give_notices(association, drafts)
    parties = [str(side.organization.pk) for side in sides]
    record("cooperation.introduced", actor=actor, subject=begun, match=str(match.pk), parties=parties)
    return begun


def _sides(match: Match, stands: Organization | None) -> list[Side]:
    need, offer = match.need, match.offer
    wants = need.organization or stands
    if wants is None:
        raise InvalidError(
            _("The association published this need: say which organization takes it up."),
            code="party_missing",
            details={"field": "organization"},
        )
    if stands is not None and stands.association_id != match.association_id:
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")
    if offer.organization is None:
        raise RuleError(_("Nobody stands behind this offer."), code="nobody_offers")
    if wants.pk == offer.organization.pk:
        raise RuleError(_("Both sides are the same organization."), code="same_party")
    return [Side(wants, need.contact if need.organization else None), Side(offer.organization, offer.contact)]


def _require_willing(match: Match) -> None:
    answers = ((match.need, match.need_answer), (match.offer, match.offer_answer))
    if any(answer == Match.Answer.DECLINED for _listing, answer in answers):
        raise RuleError(_("One side is not interested: it is not introduced."), code="declined")
    hidden = [answer for listing, answer in answers if listing.visibility == Listing.Visibility.ANONYMOUS]
    if any(answer != Match.Answer.ACCEPTED for answer in hidden):
        raise RuleError(
            _("One side keeps its name to itself until it has accepted. Ask it first."), code="not_accepted"
        )
