"""One member: what its page and the member's own page show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.members import standing
from guildhall.members.models import (
    Member,
    MemberEvent,
    MemberQuerySet,
    NamedPerson,
    RepresentativeLetter,
    Tier,
    TierTerm,
)
from guildhall.members.permissions import is_own, sees_whole
from guildhall.registry.models import Representation, Seat
from guildhall.registry.queries import person_of, today_in


@dataclass(frozen=True)
class MemberPage:
    """A member as one reader may see it: ``events`` is empty where the reader sees only the directory."""

    member: Member
    tier: Tier | None
    tier_since: date | None
    terms: Sequence[TierTerm]
    events: Sequence[MemberEvent]
    seats: Sequence[Seat]
    stand_ins: Sequence[NamedPerson]
    sees_whole: bool
    is_own: bool


def members_to_show(association: Association, *, viewer: User) -> MemberQuerySet:
    """The members that the reader may open, with what a page of one needs."""
    return (
        Member.objects.of(association)
        .visible_to(viewer)
        .select_related("association", "organization", "person", "certificate__file")
    )


def member_page(member: Member, *, viewer: User) -> MemberPage:
    """Tier, history, seats and representatives of today. Seven queries at most."""
    today = today_in(member.association)
    terms = list(
        TierTerm.objects.filter(member=member)
        .select_related("tier")
        .order_by(F("from_on").desc(nulls_last=True), "-id")
    )
    now = next((term for term in terms if _holds(term, today)), None)
    whole = sees_whole(viewer, member)
    return MemberPage(
        member=member,
        tier=now.tier if now else None,
        tier_since=now.from_on if now else None,
        terms=terms,
        events=list(events_of(member)) if whole else [],
        seats=list(seats_of_member(member, today)),
        stand_ins=stand_ins_of(member, today) if whole else [],
        sees_whole=whole,
        is_own=is_own(viewer, member),
    )


def _holds(term: TierTerm, day: date) -> bool:
    return (term.from_on is None or term.from_on <= day) and (term.to_on is None or term.to_on >= day)


def events_of(member: Member) -> QuerySet[MemberEvent]:
    """What happened to the membership, the newest first."""
    found = MemberEvent.objects.filter(member=member).select_related("body", "tier", "actor")
    return found.order_by(F("on").desc(nulls_last=True), "-at", "-id")


def happenings_of(member: Member) -> list[standing.Happening]:
    """The events as plain values, for ``standing``."""
    rows = MemberEvent.objects.filter(member=member).values_list("kind", "on", "at", "pk", "tier")
    return [
        standing.Happening(standing.Kind(kind), on, (at.isoformat(), str(pk)), tier)
        for kind, on, at, pk, tier in rows
    ]


def seats_of_member(member: Member, on: date) -> QuerySet[Seat]:
    """The seats that it holds on the day, each with its body and who sits there (``sitting``). Two queries."""
    sitting = Representation.objects.in_force(on).select_related("person").order_by("-id")
    holder = (
        {"organization": member.organization_id} if member.organization_id else {"person": member.person_id}
    )
    return (
        Seat.objects.filter(**holder)
        .in_force(on)
        .select_related("body")
        .prefetch_related(Prefetch("representations", sitting, to_attr="sitting"))
        .order_by("body__rank", "body", "id")
    )


def stand_ins_of(member: Member, on: date) -> list[NamedPerson]:
    """Who stands in for the unit's representative on the day: as the last letter in force by then named them."""
    accepted = RepresentativeLetter.objects.filter(member=member, effective_on__lte=on)
    last = accepted.order_by(F("effective_on").desc(), "-decided_at", "-pk").first()
    if last is None:
        return []
    return list(last.named.filter(role=NamedPerson.Role.STAND_IN).select_related("person").order_by("pk"))


def own_memberships(user: User, association: Association) -> MemberQuerySet:
    """What the user is a member as: the unit that he or she belongs to, or the own person; those of today first."""
    person = person_of(user, association)
    if person is None:
        return Member.objects.none()
    is_own = Q(person=person)
    if person.organization_id:
        is_own |= Q(organization=person.organization_id)
    own = Member.objects.of(association).filter(is_own)
    return own.select_related("association", "organization", "person", "certificate__file").order_by(
        F("ended_on").desc(nulls_first=True), "number"
    )
