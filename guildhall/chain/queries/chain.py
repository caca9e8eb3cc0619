from django.db.models import Count, Q

from guildhall.accounts.models import Association, User
from guildhall.chain.models import Chain, ChainQuerySet, Placement
from guildhall.chain.permissions import may_keep
from guildhall.members.models import Member


def chains(association: Association, *, viewer: User) -> ChainQuerySet:
    """The chains that the reader sees, with the number of segments and of firms that serve them (``firms``).

    Those that are no longer kept come last.
    """
    serving = Q(
        segments__placements__state=Placement.State.CONFIRMED,
        segments__placements__role=Placement.Role.SERVES,
        segments__placements__organization__is_active=True,
    )
    return (
        Chain.objects.of(association)
        .visible_to(viewer)
        .select_related("association", "office")
        .annotate(
            segment_count=Count("segments", distinct=True),
            firms=Count("segments__placements__organization", filter=serving, distinct=True),
        )
        .order_by("-is_active", "name_zh", "name_en", "id")
    )


def public_chains(association: Association) -> ChainQuerySet:
    """What everybody may see: the chains that were made public, of an association with public pages."""
    found = Chain.objects.of(association).active().filter(is_public=True, association__is_public=True)
    return (
        found.select_related("association")
        .annotate(segment_count=Count("segments"))
        .order_by("name_zh", "name_en", "id")
    )


def public_organizations(association: Association) -> set[object]:
    """Whose names the public list of members gives: the units that are members today."""
    members = Member.objects.of(association).current().filter(organization__isnull=False)
    return set(members.values_list("organization", flat=True))


def chain_acts(user: User, chain: Chain) -> set[str]:
    """What the reader may do to the chain and what hangs on it."""
    if not may_keep(user, chain):
        return set()
    acts = {"change_chain", "remove_chain", "add_segment", "add_flow", "place_organizations"}
    return acts | {"import_placements", "withdraw_chain" if chain.is_public else "publish_chain"}
