"""Experts: the pool with filters, one with its history, who is appointed on a day, terms that end."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may
from guildhall.commitments.models import Letter
from guildhall.experts import reviews
from guildhall.experts.models import Appointment, Expert, ExpertClass
from guildhall.experts.permissions import (
    READERS,
    may_appoint,
    may_keep_experts,
    may_see_experts,
    sees_whole,
)
from guildhall.experts.reviews import NO_LOAD, Load
from guildhall.registry.models import Body, Person
from guildhall.registry.queries import today_in, top_body
from guildhall.registry.queries.words import person_is_meant

__all__ = [
    "LoadedExperts",
    "appointed_on",
    "appointment_acts",
    "appointments_visible_to",
    "body_of",
    "class_list",
    "expert_acts",
    "expert_list",
    "expert_of",
    "experts_to_show",
    "history_of",
    "in_term",
    "loads_of_experts",
    "next_term",
    "public_expert_list",
    "sees_loads",
    "sees_whole",
    "terms_ending",
    "today_in",
]


def in_term(on: date, prefix: str = "") -> Q:
    """Appointments that hold on the day: within the term, not ended, the letter signed (or none, in a record)."""
    return Q(
        **{f"{prefix}from_on__lte": on, f"{prefix}to_on__gte": on, f"{prefix}ended_on__isnull": True}
    ) & (Q(**{f"{prefix}letter__isnull": True}) | Q(**{f"{prefix}letter__state": Letter.State.SIGNED}))


def class_list(association: Association, *, in_use: bool = False) -> QuerySet[ExpertClass]:
    found = ExpertClass.objects.filter(association=association)
    return found.filter(is_active=True) if in_use else found


def _with_terms(found: QuerySet[Expert], on: date) -> QuerySet[Expert]:
    """Each with ``terms_now``: the appointments that hold on the day, the highest class first."""
    now = Appointment.objects.filter(in_term(on)).select_related("expert_class")
    held = Prefetch("appointments", now.order_by("expert_class__position", "to_on"), to_attr="terms_now")
    return found.select_related("association", "person__organization", "person__user").prefetch_related(held)


def experts_to_show(user: User, association: Association) -> QuerySet[Expert]:
    """Everyone of the pool, for whoever sees it; with their terms of today."""
    found = Expert.objects.filter(association=association)
    if not may_see_experts(user, association):
        found = found.none()
    return _with_terms(found, today_in(association))


def expert_list(
    user: User,
    association: Association,
    *,
    text: str = "",
    field: str = "",
    expert_class: UUID | None = None,
    state: str = "",
) -> QuerySet[Expert]:
    """The pool by name. ``state``: empty for who is in it, appointed, free (in it without a term), retired."""
    today = today_in(association)
    found = experts_to_show(user, association).filter(retired_on__isnull=state != "retired")
    held = Appointment.objects.filter(in_term(today), expert=OuterRef("pk"))
    if text.strip():
        words = person_is_meant(text, "person__") | Q(person__organization__name_zh__icontains=text.strip())
        found = found.filter(words | Q(person__organization__name_en__icontains=text.strip()))
    if field.strip():
        found = found.filter(Q(fields_zh__icontains=field.strip()) | Q(fields_en__icontains=field.strip()))
    if expert_class:
        found = found.filter(Exists(held.filter(expert_class=expert_class)))
    if state in ("appointed", "free"):
        found = found.filter(Exists(held) if state == "appointed" else ~Exists(held))
    return found.order_by("person__name_key", "id")


def public_expert_list(association: Association) -> QuerySet[Expert]:
    """Who is named on the public pages: in the pool, willing, and appointed today."""
    today = today_in(association)
    held = Appointment.objects.filter(in_term(today), expert=OuterRef("pk"))
    found = Expert.objects.filter(association=association, is_public=True, retired_on__isnull=True)
    return _with_terms(found.filter(Exists(held)), today).order_by("person__name_key", "id")


def expert_of(user: User, association: Association) -> Expert | None:
    """The user's own entry in the pool."""
    return _with_terms(
        Expert.objects.filter(association=association, person__user=user), today_in(association)
    ).first()


def history_of(expert: Expert) -> list[tuple[Appointment, str, str]]:
    """Every appointment, the latest first, with how it stands today and the colour of its light."""
    today = today_in(expert.association)
    rows = expert.appointments.select_related("expert_class", "letter__document__file", "expert__association")
    colours = {"offered": "amber", "coming": "blue", "in_term": "green", "over": "grey", "ended": "grey"}
    return [(row, standing := row.standing_on(today), colours[standing]) for row in rows]


def appointments_visible_to(user: User, association: Association) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(association=association)
    if not may_see_experts(user, association):
        found = found.none()
    return found.select_related(
        "association", "expert__association", "expert__person", "expert_class", "letter__body", "renewed_by"
    )


def sees_loads(user: User, association: Association) -> bool:
    """Whether the list says what each has in hand."""
    return any(may(user, power, association) for power in READERS)


def loads_of_experts(experts: Iterable[Expert]) -> Mapping[UUID, Load]:
    """By expert: reviews in hand and done, conflicts; the same queries however many there are."""
    listed = list(experts)
    loads = reviews.loads_of([one.person_id for one in listed])
    return {one.pk: loads.get(one.person_id, NO_LOAD) for one in listed}


class LoadedExperts(Sequence[Expert]):
    """Experts of a list as one pages through it, each with ``load``: nothing where the viewer does not see loads."""

    def __init__(self, found: QuerySet[Expert], *, sees_loads: bool) -> None:
        self.found, self.sees_loads = found, sees_loads

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, place: Any) -> Any:
        rows = list(self.found[place])
        loads = loads_of_experts(rows) if self.sees_loads else {}
        for row in rows:
            row.load = loads.get(row.pk, NO_LOAD)
        return rows


def expert_acts(user: User, expert: Expert) -> set[str]:
    """The names of the actions that the user may do to the expert."""
    acts: set[str] = set()
    if expert.retired_on is None:
        if may_keep_experts(user, expert.association):
            acts |= {"change_expert", "retire_expert"}
        if may_appoint(user, expert.association):
            acts.add("appoint_expert")
    elif may_keep_experts(user, expert.association):
        acts.add("add_expert")
    return acts


def appointment_acts(user: User, appointment: Appointment) -> set[str]:
    if not may_appoint(user, appointment.association):
        return set()
    standing = appointment.standing_on(today_in(appointment.association))
    acts = set() if standing in ("ended", "over") else {"end_appointment"}
    renewed = getattr(appointment, "renewed_by", None)
    if standing in ("in_term", "over") and renewed is None and appointment.expert.retired_on is None:
        acts.add("renew_appointment")
    return acts


def next_term(appointment: Appointment) -> dict[str, Any]:
    """The term that would follow: the same class, as long, from the day after the last."""
    begins = appointment.to_on + timedelta(days=1)
    length = appointment.to_on - appointment.from_on
    return {"expert_class": appointment.expert_class_id, "from_on": begins, "to_on": begins + length}


def appointed_on(association: Association, on: date) -> QuerySet[Person]:
    """People with a term on the day."""
    held = Appointment.objects.filter(in_term(on), association=association, expert__retired_on__isnull=True)
    return Person.objects.filter(pk__in=held.values("expert__person"))


def terms_ending(association: Association, *, on: date, within: int) -> QuerySet[Appointment]:
    """Signed terms whose last day is at most so many days away and that nobody renewed."""
    rows: QuerySet[Appointment, Any] = Appointment.objects.filter(
        in_term(on), association=association, to_on__lte=on + timedelta(days=within), renewed_by__isnull=True
    )
    named = rows.select_related("association", "expert__person__user", "expert_class")
    return named.filter(expert__retired_on__isnull=True).order_by("to_on", "id")


def body_of(association: Association) -> Body:
    """The body for which letters of appointment are issued: the association's top body."""
    return top_body(association)
