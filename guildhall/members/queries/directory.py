"""Members as a list: today, or on any day that has passed."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from guildhall.accounts.models import Association, User
from guildhall.members.models import Member, MemberEvent, MemberQuerySet, TierTerm
from guildhall.registry.models import Organization, Person, in_force
from guildhall.registry.queries import today_in
from guildhall.registry.queries.words import plain

SORTS = {
    "number": ("number",),
    "-number": ("-number",),
    "joined": (F("joined_on").asc(nulls_first=True), "id"),
    "-joined": (F("joined_on").desc(nulls_last=True), "-id"),
}
PERSONS = "person"
WHOLE = re.compile(r"[0-9A-Za-z-]{4,40}")
FEW = 300
HALTED = [MemberEvent.Kind.SUSPENDED, MemberEvent.Kind.RESUMED]


def directory(  # noqa: PLR0913 -- each is one filter of the page
    association: Association,
    *,
    viewer: User,
    on: date | None = None,
    q: str = "",
    tier: UUID | None = None,
    state: str = "",
    region: str = "",
    kind: str = "",
    sort: str = "number",
) -> MemberQuerySet:
    """The members whom the reader sees, today or on the day ``on``, by number.

    Each with ``state_then`` and its terms in force on the day (``terms_then``, one or none, with tier). Two queries.
    ``q`` is looked for in names, pinyin, credit codes and at the beginning of numbers; ``state`` empty means all who
    belong, ``ended`` those who left; ``kind`` is a kind of organization or ``person``.
    """
    today = today_in(association)
    day = on or today
    found = _as_of(Member.objects.of(association).visible_to(viewer), day, today)
    wanted = Q(state_then=state) if state else ~Q(state_then="ended")
    found = found.filter(wanted)
    if q := plain(q):
        found = _named(found, association, q)
    if tier:
        found = found.filter(pk__in=TierTerm.objects.filter(in_force(day), tier=tier).values("member"))
    if region := plain(region):
        found = found.filter(organization__region__icontains=region)
    if kind:
        found = found.filter(_of_kind(kind))
    terms = TierTerm.objects.in_force(day).select_related("tier")
    return (
        found.select_related("organization", "person")
        .prefetch_related(Prefetch("tier_terms", terms, to_attr="terms_then"))
        .order_by(*SORTS.get(sort, SORTS["number"]))
    )


def _as_of(members: MemberQuerySet, day: date, today: date) -> MemberQuerySet:
    """With the state of the day: the stored one today, for other days read from what happened."""
    if day == today:
        return members.annotate(state_then=F("state"))
    last = MemberEvent.objects.filter(member=OuterRef("pk"), kind__in=HALTED, on__lte=day)
    last_kind = Subquery(last.order_by("-on", "-at", "-id").values("kind")[:1])
    then = Case(
        When(ended_on__lt=day, then=Value("ended")),
        When(halted="suspended", then=Value("suspended")),
        default=Value("active"),
        output_field=CharField(),
    )
    begun = members.filter(Q(joined_on__isnull=True) | Q(joined_on__lte=day))
    return begun.annotate(halted=last_kind).annotate(state_then=then)


def _named(members: MemberQuerySet, association: Association, q: str) -> MemberQuerySet:
    """Those whom the words mean: of a whole number or credit code that one, else whatever holds the words."""
    all_members, all_units = Member.objects.of(association), Organization.objects.of(association)
    if WHOLE.fullmatch(q):
        same = Q(number=q) | Q(organization__in=list(all_units.filter(uscc=q).values_list("pk", flat=True)))
        if found := list(all_members.filter(same).values_list("pk", flat=True)):
            return members.filter(pk__in=found)
    units = _few(all_units.filter(_words(q, short=True)))
    people = _few(Person.objects.of(association).filter(_words(q)))
    numbered = _few(all_members.filter(number__istartswith=q))
    return members.filter(Q(organization__in=units) | Q(person__in=people) | Q(pk__in=numbered))


def _words(q: str, *, short: bool = False) -> Q:
    """Chinese is looked for in Chinese names only, so that a hundred thousand of them are read through once."""
    columns = ["name_zh", "short_zh"] if short else ["name_zh"]
    if not q.isascii():
        return _any_of(columns, q)
    columns += ["name_en", "short_en"] if short else ["name_en"]
    words = _any_of(columns, q) | Q(name_key__contains=q.casefold())
    return words | Q(uscc__istartswith=q) if short else words


def _any_of(columns: Iterable[str], q: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__icontains": q}) for column in columns))


def _few(rows: QuerySet[Any]) -> Collection[UUID] | QuerySet[Any]:
    """Their keys where they are few, which an index then finds; else the question itself."""
    keys = rows.order_by().values_list("pk", flat=True)
    found = list(keys[: FEW + 1])
    return found if len(found) <= FEW else keys


def _of_kind(kind: str) -> Q:
    return Q(person__isnull=False) if kind == PERSONS else Q(organization__kind=kind)


def public_directory(association: Association, *, q: str = "") -> MemberQuerySet:
    """Who is a member today, for everybody: by number, with name, tier and region only."""
    found = Member.objects.of(association).current()
    if q := plain(q):
        found = _named(found, association, q)
    terms = TierTerm.objects.in_force(today_in(association)).select_related("tier")
    return (
        found.select_related("organization", "person")
        .prefetch_related(Prefetch("tier_terms", terms, to_attr="terms_then"))
        .order_by("number")
    )
