"""A term begins: those elected take the post, and those who held it before leave it the day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.requests import forget
from guildhall.registry.actions.post import require_a_manager_remains
from guildhall.registry.actions.tenure import appoint
from guildhall.registry.models import Person, Post, Tenure
from guildhall.registry.permissions import require_may_manage
from guildhall.registry.queries import tenures_before


@dataclass(frozen=True)
class Term:
    """The term that begins: its number, its first and last day, and by which decision."""

    number: int | None
    from_on: date
    to_on: date | None = None
    reason: str = ""
    is_hired: bool = False


@transaction.atomic
def begin_term(
    post: Post, people: Sequence[Person], *, term: Term, exception: str = "", actor: User
) -> list[Tenure]:
    """Everyone of ``people`` holds the post for this term; whoever held it for an earlier one leaves the day before.

    All of it or nothing. Refused for anyone whom ``appoint`` refuses (age, terms in a row, posts that exclude each
    other) unless ``exception`` says who approved it, and where nobody would be left to manage the association.
    """
    require_may_manage(actor, post.body)
    eve = term.from_on - timedelta(days=1)
    for tenure in tenures_before(post, number=term.number, from_on=term.from_on):
        Tenure.objects.filter(pk=tenure.pk).update(to_on=eve)
        record(
            "tenure.ended",
            actor=actor,
            subject=tenure,
            person=tenure.person.name,
            post=post.name,
            on=eve.isoformat(),
            reason=term.reason,
        )
    begun = [
        appoint(
            post,
            person,
            exception=exception,
            term_number=term.number,
            from_on=term.from_on,
            to_on=term.to_on,
            reason=term.reason,
            is_hired=term.is_hired,
            actor=actor,
        )
        for person in people
    ]
    if Power.MANAGE in post.powers:
        require_a_manager_remains(post, term.from_on)
    record("term.begun", actor=actor, subject=post, term=term.number, people=len(begun))
    forget()
    return begun
