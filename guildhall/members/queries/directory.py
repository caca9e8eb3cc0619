"""Members as a list: today, or on any day that has passed."""

import re
from datetime import date
from uuid import UUID

from django.db.models import Case, CharField, F, OuterRef, Prefetch, Q, Subquery, Value, When

from guildhall.accounts.models import Association, User
from guildhall.core.text_index import Holds, few_keys
from guildhall.members.models import Member, MemberEvent, MemberQuerySet, TierTerm
from guildhall.registry.models import Organization, Person, in_force
from guildhall.registry.queries import today_in
from guildhall.registry.queries.words import person_is_meant, plain, unit_is_meant

SORTS = {
    "number": ("number",),
    "-number": ("-number",),
    "joined": (F("joined_on").asc(nulls_first=True), "id"),
    "-joined": (F("joined_on").desc(nulls_last=True), "-id"),
}
PERSONS = "person"
WHOLE = re.compile(r"[0-9A-Za-z-]{4,40}")
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
        units = all_units.filter(Holds(q), uscc=q.upper()).values_list("pk", flat=True)
        if found := list(
            all_members.filter(Q(number=q) | Q(organization__in=list(units))).values_list("pk", flat=True)
        ):
            return members.filter(pk__in=found)
    named = few_keys(all_units, q, unit_is_meant(q))
    called = few_keys(Person.objects.of(association), q, person_is_meant(q))
    numbered = few_keys(all_members, q, Q(number__istartswith=q))
    units_meant = unit_is_meant(q, "organization__") if named is None else Q(organization__in=named)
    people_meant = person_is_meant(q, "person__") if called is None else Q(person__in=called)
    numbers_meant = Q(number__istartswith=q) if numbered is None else Q(pk__in=numbered)
    return members.filter(units_meant | people_meant | numbers_meant)


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
