"""Releases of a firm's data to a bank, and who looked. That a release exists is seen by three: the firm, the bank, the
secretariat. What is in it is given by ``actions.look_at_item`` alone."""

from django.db.models import Count, Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.funding.models import (
    DataItem,
    FirmRecord,
    FundingRules,
    Look,
    Release,
    ReleasedItem,
)
from guildhall.funding.permissions import bank_of, firms_of, is_of_bank, is_of_firm, may_look_after
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

BESIDES = ("association", "organization__association", "bank__association", "created_by", "revoked_by")
USUAL_DAYS = 180


def longest_days(association: Association) -> int:
    """For how many days a release holds at most."""
    rules = FundingRules.objects.filter(association=association).values_list("longest_days", flat=True)
    return rules.first() or USUAL_DAYS


def releases_visible_to(user: User, association: Association) -> QuerySet[Release]:
    """The own firm's, those to the own bank, for the secretariat all; with their items and how often they were looked
    at; the latest first."""
    found = Release.objects.filter(association=association).select_related(*BESIDES)
    if not may_look_after(user, association):
        seen = Q(organization__in=firms_of(user, association))
        if (bank := bank_of(user, association)) is not None:
            seen |= Q(bank=bank)
        found = found.filter(seen)
    counted = found.annotate(
        looks_shown=Count("looks", filter=Q(looks__outcome=Look.Outcome.SHOWN)),
        looks_refused=Count("looks", filter=~Q(looks__outcome=Look.Outcome.SHOWN) & Q(looks__isnull=False)),
    )
    items = ReleasedItem.objects.order_by("pk")
    return counted.prefetch_related(Prefetch("items", items)).order_by("-created_at", "-pk")


def refusal_of(release: Release, item: DataItem) -> Look.Outcome | None:
    """Why the item is not shown now; nothing where it is."""
    if release.revoked_at is not None:
        return Look.Outcome.REVOKED
    if release.until_on < today_in(release.association):
        return Look.Outcome.ENDED
    if not ReleasedItem.objects.filter(release=release, item=item).exists():
        return Look.Outcome.NOT_RELEASED
    return None


def release_acts(user: User, release: Release) -> frozenset[str]:
    """What the user can do with the release: the firm revokes, the bank looks, both see who looked."""
    acts = set()
    if is_of_firm(user, release.organization):
        acts.add("see_looks")
        if release.is_open_on(today_in(release.association)):
            acts.add("revoke_release")
    if is_of_bank(user, release.bank):
        acts |= {"look_at_item", "see_looks"}
    return frozenset(acts)


def looks_at(release: Release) -> QuerySet[Look]:
    """Who looked at what and when, the latest first; also what was refused."""
    return Look.objects.filter(release=release).select_related("person", "file").order_by("-at", "-pk")


def firm_records(user: User, association: Association) -> QuerySet[FirmRecord]:
    """What the user's own firms keep for banks. For nobody else, the secretariat neither."""
    found = FirmRecord.objects.filter(association=association, organization__in=firms_of(user, association))
    return found.select_related("association", "organization__association", "file").order_by(
        "organization", "item", "-year", "-pk"
    )


def banks_of(association: Association) -> QuerySet[Organization]:
    """The banks that the association knows."""
    found = Organization.objects.filter(association=association, kind=Organization.Kind.BANK, is_active=True)
    return found.order_by("name_key", "pk")
