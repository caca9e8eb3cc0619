"""Who keeps which unit's money. A unit is the association itself (its top body) or a branch; what somebody may do in a
branch follows from a post held there or above, and ends at that branch."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.errors import NotAllowedError
from guildhall.finance.limits import Level
from guildhall.registry.models import Body, Post, in_force

SEEING = (Power.READ, Power.KEEP_MONEY, Power.DECIDE)


def may_see_all(user: User, association: Association) -> bool:
    """Whoever may look at every unit's money."""
    return any(may(user, power, association) for power in SEEING)


def require_may_see_all(user: User, association: Association) -> None:
    if not may_see_all(user, association):
        raise NotAllowedError(
            _("The whole association's money is shown to those who keep it and who read everything."),
            code="not_allowed",
        )


def bodies_seen(user: User, association: Association) -> frozenset[UUID]:
    """The bodies whose money the user may look at."""
    powers = powers_of(user, association)
    return frozenset().union(*(powers.bodies_with(power) for power in SEEING))


def may_see_money(user: User, association: Association) -> bool:
    """Whether there is any unit whose money the user may look at; cheap enough for the navigation."""
    return may_see_all(user, association) or bool(bodies_seen(user, association))


def may_prepare(user: User, body: Body) -> bool:
    """Whoever follows up the unit's work or keeps money prepares its budget, vouchers and statements."""
    if body.association.is_record:
        return False
    return any(may(user, power, body.association, body.pk) for power in (Power.FOLLOW_UP, Power.KEEP_MONEY))


def require_may_prepare(user: User, body: Body) -> None:
    require_changeable(body.association)
    if not may_prepare(user, body):
        raise NotAllowedError(
            _("You hold no post that keeps the money of this unit. Ask its secretary."), code="not_allowed"
        )


def may_keep_all(user: User, association: Association) -> bool:
    """The association's treasurer, who alone books."""
    return not association.is_record and may(user, Power.KEEP_MONEY, association)


def require_may_keep_all(user: User, association: Association) -> None:
    require_may(user, Power.KEEP_MONEY, association)


def may_decide_all(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.DECIDE, association)


def require_may_decide_all(user: User, association: Association) -> None:
    require_may(user, Power.DECIDE, association)


def may_issue_rules(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.ISSUE, association)


def require_may_issue_rules(user: User, association: Association) -> None:
    require_may(user, Power.ISSUE, association)


def levels_of(user: User, body: Body) -> frozenset[Level]:
    """At which levels the user approves what the unit spends."""
    held = set()
    if body.kind == Body.Kind.BRANCH and may(user, Power.DECIDE, body.association, body.pk):
        held.add(Level.HEAD)
    if may(user, Power.DECIDE, body.association):
        held.add(Level.ASSOCIATION)
    return frozenset(held)


def require_some_level(user: User, body: Body) -> frozenset[Level]:
    """The user's levels; refused for whoever approves nothing of the unit."""
    require_changeable(body.association)
    held = levels_of(user, body)
    if not held:
        raise NotAllowedError(_("You hold no post that approves spending of this unit."), code="not_allowed")
    return held


def require_second(user: User, first: UUID | None) -> None:
    """What one person asked for, another one decides."""
    if user.pk == first:
        raise NotAllowedError(
            _("Whoever asked for this cannot decide on it. A second person has to."),
            code="second_person_needed",
        )


def holds_post_in(user: User, body: Body) -> bool:
    """Whether the user holds a post in this very body today: a secretary-general above does not speak for it."""
    today = timezone.localdate(timezone=body.association.zone)
    held = Post.objects.filter(in_force(today, "tenures__"), body=body, tenures__person__user=user)
    return held.exists()


def may_confirm(user: User, body: Body) -> bool:
    return not body.association.is_record and body.kind == Body.Kind.BRANCH and holds_post_in(user, body)


def require_may_confirm(user: User, body: Body) -> None:
    require_changeable(body.association)
    if not may_confirm(user, body):
        raise NotAllowedError(
            _("Only somebody who holds a post in the branch confirms for it that the rules were read."),
            code="not_allowed",
        )
