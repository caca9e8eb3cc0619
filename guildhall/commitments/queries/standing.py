"""What of plans, commitments and letters a person may see."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.commitments.models import Commitment, Letter, LetterParty, Plan
from guildhall.core.requests import remembered
from guildhall.registry.models import Body, Person, in_force
from guildhall.registry.queries import person_of

READING = (Power.READ, Power.FOLLOW_UP, Power.DECIDE, Power.CONVENE)
ISSUING = (Power.READ, Power.ISSUE, Power.DECIDE, Power.FOLLOW_UP)


def today_at(association: Association) -> date:
    """Today's date where the association is."""
    return timezone.localdate(timezone=association.zone)


def bodies_sat_in(person: Person, on: date) -> set[UUID]:
    """Bodies in which the person sits on that day: by a seat, for a unit, or by a post. One query."""
    bodies = Body.objects.filter(association=person.association_id).order_by().values_list("id", flat=True)
    seat = Q(seats__person=person) & in_force(on, "seats__")
    unit = Q(seats__representations__person=person) & in_force(on, "seats__")
    unit &= in_force(on, "seats__representations__")
    post = Q(posts__tenures__person=person) & in_force(on, "posts__tenures__")
    by_office = Q(ex_officio_posts__tenures__person=person) & in_force(on, "ex_officio_posts__tenures__")
    ways = [bodies.filter(way) for way in (unit, post, by_office)]
    return remembered(("sat_in", person.pk, on), lambda: set(bodies.filter(seat).union(*ways)))


def reads_everything(user: User, association: Association, powers: tuple[Power, ...] = READING) -> bool:
    """Whether a post at the top lets the person see all of the association."""
    held = powers_of(user, association)
    return any(held.has(power) for power in powers)


def bodies_read(user: User, association: Association, powers: tuple[Power, ...] = READING) -> set[UUID]:
    """Bodies of which a post lets the person see everything, drafts too."""
    held = powers_of(user, association)
    return set().union(*(held.bodies_with(power) for power in powers))


def insider(user: User, association: Association) -> Person | None:
    """The person behind the user, unless a mere guest of the association."""
    person = person_of(user, association)
    return None if person is None or person.is_guest else person


def commitments_visible_to(user: User, association: Association) -> QuerySet[Commitment]:
    """Commitments of this association that the person may see, and nothing of any other.

    All of bodies where a post lets them read, follow up, decide or convene. Of the rest what was put up
    for discussion or adopted: to those who sit in the body, to the responsible person, the superior and
    the people of the lead and supporting units. Guests see what a post gives them and no more.
    """
    commitments = Commitment.objects.filter(association=association)
    if reads_everything(user, association):
        return commitments
    visible = Q(body__in=bodies_read(user, association))
    person = insider(user, association)
    if person is not None:
        sits = Q(body__in=bodies_sat_in(person, today_at(association)))
        visible |= announced() & (sits | concerns(person))
    return commitments.filter(visible)


def announced() -> Q:
    """No longer somebody's draft: adopted once, or in a plan that was put up for discussion."""
    return (
        Q(state__in=["adopted", "reported", "accepted"])
        | Q(state="cancelled", adopted_on__isnull=False)
        | Q(state="draft", plan__state__in=["discussed", "adopted"])
    )


def concerns(person: Person) -> Q:
    """Commitments in which the person, or the unit they belong to, has a part."""
    own = Q(responsible=person) | Q(superior=person)
    if person.organization_id is None:
        return own
    supporting = Commitment.supporting.through.objects.filter(organization=person.organization_id)
    return own | Q(lead=person.organization_id) | Q(pk__in=supporting.values("commitment"))


def plans_visible_to(user: User, association: Association) -> QuerySet[Plan]:
    """Plans that the person may see: of bodies they read or sit in, or with an item that concerns them."""
    plans = Plan.objects.filter(association=association)
    if reads_everything(user, association):
        return plans
    visible = Q(body__in=bodies_read(user, association))
    person = insider(user, association)
    if person is not None:
        items = Commitment.objects.filter(announced(), concerns(person), plan=OuterRef("pk"))
        sits = Q(body__in=bodies_sat_in(person, today_at(association)))
        visible |= ~Q(state=Plan.State.DRAFT) & (sits | Q(Exists(items)))
    return plans.filter(visible)


def reads_whole(user: User, plan: Plan) -> bool:
    """Whether the person sees every item and every version of the plan, not only what concerns them."""
    association = plan.association
    if reads_everything(user, association) or plan.body_id in bodies_read(user, association):
        return True
    person = insider(user, association)
    return person is not None and plan.body_id in bodies_sat_in(person, today_at(association))


def letters_visible_to(user: User, association: Association) -> QuerySet[Letter]:
    """Letters of bodies where a post lets the person read or issue, and those offered to them to sign."""
    letters = Letter.objects.filter(association=association)
    if reads_everything(user, association, ISSUING):
        return letters
    visible = Q(body__in=bodies_read(user, association, ISSUING))
    person = person_of(user, association)
    if person is not None:
        party = LetterParty.objects.filter(letter=OuterRef("pk"), person=person)
        visible |= ~Q(state=Letter.State.DRAFT) & Q(Exists(party))
    return letters.filter(visible)
