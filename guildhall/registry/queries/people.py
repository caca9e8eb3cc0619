from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from guildhall.accounts.models import Association, User
from guildhall.registry.models import (
    Person,
    PersonQuerySet,
    Representation,
    RepresentationQuerySet,
    Seat,
    SeatQuerySet,
    SignInInvitation,
    Tenure,
    TenureQuerySet,
    in_force,
)
from guildhall.registry.queries.days import today_in
from guildhall.registry.queries.sight import sight_of
from guildhall.registry.queries.words import plain


@dataclass(frozen=True)
class PersonCard:
    """A person as one reader may see them. The private fields are None where the reader may not."""

    person: Person
    email: str | None = None
    phone: str | None = None
    born_on: date | None = None
    sees_private: bool = False


def people(
    association: Association,
    *,
    viewer: User,
    q: str = "",
    role: str = "",
    organization: UUID | None = None,
) -> PersonQuerySet:
    """The people whom the reader sees, by name, with organization and today's posts (``holding``); no private data.

    ``q`` is looked for in names, pinyin, positions and the organization's name. ``role``: ``posts`` with a post
    today, ``guests``, ``sign_in`` who can sign in, ``no_sign_in`` who cannot.
    """
    today = today_in(association)
    found = Person.objects.of(association).visible_to(viewer)
    if q := plain(q):
        words = Q(name_zh__icontains=q) | Q(name_en__icontains=q) | Q(name_key__contains=q.casefold())
        words |= Q(title_zh__icontains=q) | Q(title_en__icontains=q)
        words |= Q(organization__name_zh__icontains=q) | Q(organization__name_en__icontains=q)
        found = found.filter(words)
    if organization:
        found = found.filter(organization=organization)
    held = Tenure.objects.in_force(today).select_related("post__body").order_by("post__rank", "id")
    return (
        _in_role(found, role, today)
        .select_related("organization")
        .prefetch_related(Prefetch("tenures", held, to_attr="holding"))
        .defer("email", "phone", "born_on")
        .order_by("name_key", "id")
    )


def _in_role(found: PersonQuerySet, role: str, today: date) -> PersonQuerySet:
    if role == "posts":
        return found.filter(Exists(Tenure.objects.filter(in_force(today), person=OuterRef("pk"))))
    if role == "guests":
        return found.filter(is_guest=True)
    if role in ("sign_in", "no_sign_in"):
        return found.filter(user__isnull=role == "no_sign_in")
    return found


def person_card(person: Person, *, viewer: User) -> PersonCard:
    if not sight_of(viewer, person.association).of_person(person):
        return PersonCard(person)
    return PersonCard(person, person.email, person.phone, person.born_on, sees_private=True)


def tenures_of(person: Person) -> TenureQuerySet:
    """Every post that the person held or holds, newest first, each with its body."""
    tenures = Tenure.objects.filter(person=person).select_related("post__body", "person")
    return tenures.order_by(F("from_on").desc(nulls_last=True), "-id")


def representations_of(person: Person) -> RepresentationQuerySet:
    """The units' seats that the person held or holds, newest first."""
    found = Representation.objects.filter(person=person)
    return found.select_related("seat__body", "seat__organization").order_by(
        F("from_on").desc(nulls_last=True), "-id"
    )


def own_seats_of(person: Person) -> SeatQuerySet:
    return (
        Seat.objects.filter(person=person)
        .select_related("body")
        .order_by(F("from_on").desc(nulls_last=True), "-id")
    )


def open_invitation_of(person: Person) -> SignInInvitation | None:
    """The sign-in link that was mailed to the person and is still waiting."""
    return person.sign_in_invitations.filter(accepted_at__isnull=True).order_by("-created_at").first()


def representatives_of(seat: Seat) -> RepresentationQuerySet:
    """Who sat on a unit's seat, the newest first. One query."""
    found = Representation.objects.filter(seat=seat).select_related("person")
    return found.order_by(F("from_on").desc(nulls_last=True), "-id")
