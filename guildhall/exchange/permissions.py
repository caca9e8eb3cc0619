"""Who offers and needs for whom, who reviews it, and who keeps it all. Powers come from posts; see accounts.powers."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable
from guildhall.accounts.powers import Power
from guildhall.chain.models import Segment
from guildhall.core.errors import NotAllowedError
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.sight import own_organizations
from guildhall.registry.models import Organization
from guildhall.registry.queries import sees_registry


def may_keep_listings(user: User, association: Association) -> bool:
    """The secretariat: reviews what is handed in, drafts for members and for the association itself."""
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_keep_listings(user: User, association: Association) -> None:
    require_changeable(association)
    if not may_keep_listings(user, association):
        raise NotAllowedError(_("Only the secretariat does this."), code="not_allowed")


def may_keep_chain(user: User, segment: Segment | None) -> bool:
    """The office of the segment's chain: it drafts what the chain needs."""
    if segment is None or segment.chain.office_id is None or segment.association.is_record:
        return False
    office = segment.chain.office_id
    return any(may(user, power, segment.association, office) for power in (Power.CONVENE, Power.FOLLOW_UP))


def may_list_for(
    user: User, association: Association, organization: Organization | None, segment: Segment | None = None
) -> bool:
    """Its own people list for an organization; the secretariat for any; the chain's office what the chain needs."""
    if association.is_record:
        return False
    if may_keep_listings(user, association):
        return True
    if organization is None:
        return may_keep_chain(user, segment)
    is_own = organization.pk in own_organizations(user, association)
    return is_own and sees_registry(user, association)


def may_list_at_all(user: User, association: Association) -> bool:
    """Whether a page offers to write one."""
    if association.is_record:
        return False
    if may_keep_listings(user, association):
        return True
    return bool(own_organizations(user, association)) and sees_registry(user, association)


def require_may_list_at_all(user: User, association: Association) -> None:
    require_changeable(association)
    if not may_list_at_all(user, association):
        raise NotAllowedError(
            _("Offers and needs of an organization are written by its own people or by the secretariat."),
            code="not_allowed",
        )


def require_may_list_for(
    user: User, association: Association, organization: Organization | None, segment: Segment | None = None
) -> None:
    require_changeable(association)
    if not may_list_for(user, association, organization, segment):
        raise NotAllowedError(
            _("Offers and needs of an organization are written by its own people or by the secretariat."),
            code="not_allowed",
        )


def may_amend(user: User, listing: Listing) -> bool:
    """Whoever may write it may change, hand in, renew, share and close it."""
    return may_list_for(user, listing.association, listing.organization, listing.segment)


def require_may_amend(user: User, listing: Listing) -> None:
    require_may_list_for(user, listing.association, listing.organization, listing.segment)


def is_first_person(user: User, listing: Listing) -> bool:
    """Whether the user wrote it or handed it in: then somebody else reviews it."""
    return user.pk in (listing.created_by_id, listing.submitted_by_id)


def may_review(user: User, listing: Listing) -> bool:
    return may_keep_listings(user, listing.association) and not is_first_person(user, listing)


def require_may_review(user: User, listing: Listing) -> None:
    """Refuse to whoever does not manage the association, and to whoever wrote it or handed it in."""
    require_may_keep_listings(user, listing.association)
    if is_first_person(user, listing):
        raise NotAllowedError(
            _("Whoever wrote it or handed it in cannot review it. A second person has to."),
            code="second_person_needed",
        )


def may_publish(user: User, listing: Listing) -> bool:
    """A second person of the secretariat; for the public pages one who publishes there."""
    is_public = listing.visibility == Listing.Visibility.PUBLIC
    return may_review(user, listing) and (not is_public or may(user, Power.PUBLISH, listing.association))


def require_may_publish(user: User, listing: Listing) -> None:
    require_may_review(user, listing)
    if not may_publish(user, listing):
        raise NotAllowedError(
            _("It would stand on the public pages. Somebody who may publish there has to review it."),
            code="publisher_needed",
        )


def may_see_all_matches(user: User, association: Association) -> bool:
    """Whoever keeps or oversees the association sees every match of it and what was answered."""
    return any(may(user, power, association) for power in (Power.MANAGE, Power.OVERSEE))


def require_may_see_all_matches(user: User, association: Association) -> None:
    if not may_see_all_matches(user, association):
        raise NotAllowedError(
            _("How matching goes is shown to the secretariat and to supervisors."), code="not_allowed"
        )


def may_see_matches(user: User, listing: Listing) -> bool:
    """Of an offer or need: its own people, and whoever sees all matches."""
    return may_amend(user, listing) or may_see_all_matches(user, listing.association)


def require_may_see_matches(user: User, listing: Listing) -> None:
    if not may_see_matches(user, listing):
        raise NotAllowedError(
            _("What fits an offer or need is shown to its own people and to the secretariat."),
            code="not_allowed",
        )


def may_answer(user: User, match: Match, side: str) -> bool:
    """The people of the listing on that side, or the secretariat of its association on their behalf."""
    return may_amend(user, match.need if side == Listing.Side.NEED else match.offer)


def require_may_answer(user: User, match: Match, side: str) -> None:
    require_may_amend(user, match.need if side == Listing.Side.NEED else match.offer)


def may_submit(user: User, listing: Listing) -> bool:
    """Whoever may change it; what was drafted from a firm's profile only its own people."""
    if not may_amend(user, listing):
        return False
    from_profile = listing.origin_type == Organization._meta.label_lower
    return not from_profile or listing.organization_id in own_organizations(user, listing.association)


def require_may_submit(user: User, listing: Listing) -> None:
    require_may_amend(user, listing)
    if not may_submit(user, listing):
        raise NotAllowedError(
            _("It was drafted from the firm's profile: only the firm's own people hand it in."),
            code="owner_confirms",
        )
