"""Who introduces and keeps cooperations, and who reports what became of them. Powers come from posts."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.cooperation.models import AgreementParty, Cooperation, CooperationParty, Witness
from guildhall.cooperation.sight import own_organizations, sees_all
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Organization


def may_keep(user: User, association: Association) -> bool:
    """The secretariat: introduces, draws up agreements, keeps what is known of a cooperation."""
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_keep(user: User, association: Association) -> None:
    require_may(user, Power.MANAGE, association)


def is_own_party(user: User, party: CooperationParty) -> bool:
    """Whether the user acts for the party's organization, in whichever association that is known."""
    return party.organization_id in own_organizations(user, party.organization.association)


def own_parties(user: User, cooperation: Cooperation) -> list[CooperationParty]:
    """The parties that have not left and for which the user acts."""
    staying = (party for party in cooperation.parties.all() if party.left_on is None)
    return [party for party in staying if is_own_party(user, party)]


def may_report(user: User, cooperation: Cooperation) -> bool:
    """The parties' own people, the secretariat, and whoever looks after it."""
    if cooperation.association.is_record:
        return False
    keeper = cooperation.keeper
    looks_after = keeper is not None and keeper.user_id == user.pk
    return looks_after or may_keep(user, cooperation.association) or bool(own_parties(user, cooperation))


def require_may_report(user: User, cooperation: Cooperation) -> None:
    require_changeable(cooperation.association)
    if not may_report(user, cooperation):
        raise NotAllowedError(
            _("What became of it is reported by the parties' own people and by the secretariat."),
            code="not_allowed",
        )


def require_may_leave(user: User, party: CooperationParty) -> None:
    """The party's own people, or the secretariat for them."""
    require_changeable(party.association)
    if not (may_keep(user, party.cooperation.association) or is_own_party(user, party)):
        raise NotAllowedError(
            _("A party leaves by its own people's word, or the secretariat records it."), code="not_allowed"
        )


def is_signatory(user: User, party: AgreementParty) -> bool:
    return party.signatory is not None and party.signatory.user_id == user.pk


def require_signatory(user: User, party: AgreementParty) -> None:
    """Refuse to everyone but the person who was named to sign for the party."""
    require_changeable(party.association)
    if not is_signatory(user, party):
        raise NotAllowedError(
            _("Only %(name)s can sign for %(party)s. The secretariat may record a signature on paper.")
            % {"name": party.signatory or "?", "party": party.organization.name},
            code="not_signatory",
        )


def require_witness(user: User, witness: Witness) -> None:
    require_changeable(witness.association)
    if witness.person.user_id != user.pk:
        raise NotAllowedError(
            _("Only %(name)s can attest this. The secretariat may record it from paper.")
            % {"name": witness.person},
            code="not_witness",
        )


def may_leave_agreement(user: User, party: AgreementParty) -> bool:
    return may_keep(user, party.agreement.association) or is_signatory(user, party)


def require_may_leave_agreement(user: User, party: AgreementParty) -> None:
    require_changeable(party.association)
    if not may_leave_agreement(user, party):
        raise NotAllowedError(
            _("A party leaves by the word of whoever signs for it, or the secretariat records it."),
            code="not_allowed",
        )


# -- visits --
def may_note_visit(user: User, association: Association, organizations: Iterable[Organization]) -> bool:
    """The secretariat, and the people of an organization that visited or was visited."""
    if association.is_record:
        return False
    own = own_organizations(user, association)
    return may_keep(user, association) or any(one.pk in own for one in organizations)


def require_may_note_visit(
    user: User, association: Association, organizations: Iterable[Organization]
) -> None:
    require_changeable(association)
    if not may_note_visit(user, association, organizations):
        raise NotAllowedError(
            _("A visit is noted by the secretariat, or by the people of who visited or was visited."),
            code="not_allowed",
        )


def require_sees_all(user: User, association: Association) -> None:
    """Refuse figures over all needs to those who see only their own."""
    if not sees_all(user, association):
        raise NotAllowedError(
            _("Figures over all needs are for the secretariat and those who read everything."),
            code="not_allowed",
        )
