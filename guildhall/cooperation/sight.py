"""Who sees which cooperations and agreements: the one place where that is decided.

``association`` is the one in which somebody looks. A party may belong to another association than the cooperation:
its people find the cooperation in their own association, and nothing else of the other one.
"""

from django.db.models import Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.registry.queries import own_organizations

__all__ = [
    "own_organizations",
    "public_agreements",
    "public_cooperations",
    "reads_text",
    "sees_all",
    "visible_agreements",
    "visible_cooperations",
]
READING = (Power.MANAGE, Power.READ, Power.OVERSEE)


def sees_all(user: User, association: Association) -> bool:
    """The secretariat, and whoever reads or oversees everything of the association."""
    powers = powers_of(user, association)
    return any(powers.has(power) for power in READING)


def visible_cooperations(user: User, association: Association) -> QuerySet[Cooperation]:
    """The association's own for those who see all of them; everybody the public ones and those of their own organizations."""
    shown = Q(association=association)
    if not sees_all(user, association):
        shown &= Q(is_public=True) | Q(keeper__user=user)
    if own := own_organizations(user, association):
        shown |= Q(pk__in=Cooperation.objects.filter(parties__organization__in=own).order_by().values("pk"))
    return Cooperation.objects.filter(shown)


def public_cooperations(association: Association) -> QuerySet[Cooperation]:
    """What strangers may read."""
    return Cooperation.objects.filter(association=association, is_public=True)


def visible_agreements(user: User, association: Association) -> QuerySet[Agreement]:
    """As with cooperations; besides, whoever signs or witnesses sees what they put their name to. Drafts stay inside."""
    if sees_all(user, association):
        shown = Q(association=association)
    else:
        shown = Q(association=association) & _is_public()
    theirs = Q(parties__signatory__user=user, parties__signatory__association=association)
    theirs |= Q(witnesses__person__user=user, witnesses__person__association=association)
    if own := own_organizations(user, association):
        theirs |= Q(parties__organization__in=own)
    put_to = Agreement.objects.filter(theirs).exclude(state=Agreement.State.DRAFT)
    return Agreement.objects.filter(shown | Q(pk__in=put_to.order_by().values("pk")))


def reads_text(user: User, agreement: Agreement) -> bool:
    """Its text and documents: for parties, signatories, witnesses, and those who see all; not for readers of the rest."""
    if sees_all(user, agreement.association):
        return True
    parties = agreement.parties.all()
    if any(one.signatory and one.signatory.user_id == user.pk for one in parties):
        return True
    if any(one.person.user_id == user.pk for one in agreement.witnesses.all()):
        return True
    homes = {one.organization.association for one in parties}
    own = {pk for home in homes for pk in own_organizations(user, home)}
    return any(one.organization_id in own for one in parties)


def public_agreements(association: Association) -> QuerySet[Agreement]:
    """What strangers may read: made public, and signed or over."""
    return Agreement.objects.filter(_is_public(), association=association)


def _is_public() -> Q:
    return Q(is_public=True, state__in=[Agreement.State.SIGNED, Agreement.State.ENDED])
