"""Visits: who visited whom, and what came of it."""

from django.db.models import F, Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.cooperation.models import Cooperation, CooperationParty, Visit
from guildhall.cooperation.permissions import may_keep, may_note_visit
from guildhall.cooperation.sight import own_organizations, sees_all
from guildhall.exchange.models import Listing
from guildhall.exchange.sight import visible_listings
from guildhall.registry.models import Organization, Person


def visible_visits(user: User, association: Association) -> QuerySet[Visit]:
    """All for those who see all; else those of the own organizations: made, received, or in a cooperation of theirs."""
    visits = Visit.objects.filter(association=association)
    if sees_all(user, association):
        return visits
    own = own_organizations(user, association)
    made = Visit.visitors.through.objects.filter(organization__in=own).values("visit")
    received = Visit.hosts.through.objects.filter(organization__in=own).values("visit")
    parties = CooperationParty.objects.filter(organization__in=own).order_by().values("cooperation")
    theirs = Q(pk__in=made) | Q(pk__in=received) | Q(cooperation__in=parties)
    return visits.filter(theirs | Q(cooperation__keeper__user=user))


def with_names(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """With everything a line of a list says. Four queries."""
    return rows.select_related("association", "cooperation", "noted_by").prefetch_related(
        "visitors", "hosts", Prefetch("people", Person.objects.order_by("name_key"))
    )


def visit_list(
    user: User,
    association: Association,
    *,
    q: str = "",
    year: int | None = None,
    cooperation: Cooperation | None = None,
) -> QuerySet[Visit]:
    """Those that the person sees, the latest first; a stated year stands before its days, no date at the end."""
    found = visible_visits(user, association)
    if cooperation is not None:
        found = found.filter(cooperation=cooperation)
    if year is not None:
        found = found.filter(stated_date__startswith=f"{year:04}")
    for word in q.split():
        found = found.filter(_says(word))
    return with_names(found).order_by(F("stated_date").desc(), "-id")


def visits_of_record(association: Association) -> list[Visit]:
    """What the source of a read-only record states of visits; elsewhere visits are nobody else's business."""
    if not association.is_record:
        return []
    return list(with_names(Visit.objects.filter(association=association)).order_by("stated_date", "id"))


def _says(word: str) -> Q:
    said = Q()
    for column in ("place_zh", "place_en", "purpose_zh", "purpose_en", "outcome_zh", "outcome_en"):
        said |= Q(**{f"{column}__icontains": word})
    named = Q(name_zh__icontains=word) | Q(name_en__icontains=word)
    firms = Organization.objects.filter(named).order_by().values("pk")
    visitors = Visit.visitors.through.objects.filter(organization__in=firms).values("visit")
    hosts = Visit.hosts.through.objects.filter(organization__in=firms).values("visit")
    return said | Q(pk__in=visitors) | Q(pk__in=hosts)


def may_note_any(user: User, association: Association) -> bool:
    """Whether there is a visit that the person could note."""
    if association.is_record:
        return False
    return may_keep(user, association) or bool(own_organizations(user, association))


def visit_acts(user: User, visit: Visit) -> set[str]:
    """The names of the actions that the person may do to it."""
    involved = [*visit.visitors.all(), *visit.hosts.all()]
    return {"amend_visit", "draft_from_visit"} if may_note_visit(user, visit.association, involved) else set()


def listings_from(visit: Visit, viewer: User) -> QuerySet[Listing]:
    """The offers and needs that were drafted from the visit and that the reader may see."""
    seen = visible_listings(viewer, visit.association)
    return seen.filter(origin_type=Visit._meta.label_lower, origin_id=visit.pk).order_by("id")
