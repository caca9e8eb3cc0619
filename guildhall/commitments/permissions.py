"""Who may prepare, decide, report and accept. Powers come from posts; see accounts.powers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.commitments.models import Commitment, LetterParty
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Body, Person, Representation, in_force
from guildhall.registry.queries import person_of

PREPARING = (Power.DECIDE, Power.FOLLOW_UP, Power.CONVENE)
WATCHING = (Power.DECIDE, Power.FOLLOW_UP)


def _may_any(user: User, powers: tuple[Power, ...], body: Body) -> bool:
    return any(may(user, power, body.association, body.pk) for power in powers)


def _require(allowed: bool, body: Body, sentence: str, code: str = "not_allowed") -> None:  # noqa: FBT001 - the one thing it asks
    if not allowed:
        raise NotAllowedError(sentence, code=code, details={"body": str(body.pk)})


def may_prepare(user: User, body: Body) -> bool:
    """Who may draft plans and commitments of the body: whoever decides, follows up or convenes there."""
    return _may_any(user, PREPARING, body)


def require_may_prepare(user: User, body: Body) -> None:
    require_changeable(body.association)
    _require(
        may_prepare(user, body),
        body,
        _("Plans and commitments of this body are kept by those who decide, follow up or convene there."),
    )


def may_decide(user: User, body: Body) -> bool:
    """Who may adopt, amend, postpone, hand over and cancel for the body."""
    return may(user, Power.DECIDE, body.association, body.pk)


def require_may_decide(user: User, body: Body) -> None:
    require_changeable(body.association)
    _require(may_decide(user, body), body, _("This is for whoever decides for the body. Ask its head."))


def may_adopt(user: User, commitment: Commitment) -> bool:
    """Whoever decides for the body; for what the body already decided (it has an origin), whoever prepares it."""
    return may_decide(user, commitment.body) or (
        commitment.origin_id is not None and may_prepare(user, commitment.body)
    )


def require_may_adopt(user: User, commitment: Commitment) -> None:
    require_changeable(commitment.association)
    _require(
        may_adopt(user, commitment),
        commitment.body,
        _("Adopting is for whoever decides for the body. Ask its head."),
    )


def may_report(user: User, commitment: Commitment) -> bool:
    """The responsible person, who represents their unit or the lead unit today, or whoever follows up."""
    person = person_of(user, commitment.association)
    if person is not None and person.pk == commitment.responsible_id:
        return True
    if may(user, Power.FOLLOW_UP, commitment.association, commitment.body_id):
        return True
    return person is not None and represents_unit(person, commitment)


def represents_unit(person: Person, commitment: Commitment) -> bool:
    """Whether the person sits today on a seat of the responsible person's unit or of the lead unit."""
    responsible = commitment.responsible
    units = {commitment.lead_id, responsible.organization_id if responsible else None} - {None}
    if not units:
        return False
    today = timezone.localdate(timezone=commitment.association.zone)
    sits = Representation.objects.filter(in_force(today), in_force(today, "seat__"), person=person)
    return sits.filter(seat__organization__in=units).exists()


def require_may_report(user: User, commitment: Commitment) -> None:
    require_changeable(commitment.association)
    _require(
        may_report(user, commitment),
        commitment.body,
        _(
            "Progress is reported by the responsible person, their unit's representative or whoever follows up."
        ),
    )


def may_keep_milestones(user: User, commitment: Commitment) -> bool:
    """Whoever prepares for the body, and whoever reports."""
    return may_prepare(user, commitment.body) or may_report(user, commitment)


def require_may_keep_milestones(user: User, commitment: Commitment) -> None:
    require_changeable(commitment.association)
    _require(
        may_keep_milestones(user, commitment),
        commitment.body,
        _(
            "Milestones are kept by the responsible person, their unit's representative or whoever follows up."
        ),
    )


def is_first_person(user: User, commitment: Commitment) -> bool:
    """Whether the user reported it done or is responsible for it: then a second person accepts."""
    responsible = commitment.responsible
    return user.pk in (commitment.reported_by_id, responsible.user_id if responsible else None)


def watches(user: User, commitment: Commitment) -> bool:
    """Whoever follows up or decides in the body, and the superior."""
    person = person_of(user, commitment.association)
    is_superior = person is not None and person.pk == commitment.superior_id
    return is_superior or _may_any(user, WATCHING, commitment.body)


def may_accept(user: User, commitment: Commitment) -> bool:
    """A second person who watches it: not who reported it, not who is responsible."""
    return watches(user, commitment) and not is_first_person(user, commitment)


def require_may_accept(user: User, commitment: Commitment) -> None:
    require_changeable(commitment.association)
    _require(
        not is_first_person(user, commitment),
        commitment.body,
        _("Whoever reported this or is responsible for it cannot judge it. A second person has to."),
        "second_person_needed",
    )
    _require(
        watches(user, commitment),
        commitment.body,
        _("Only whoever follows up or decides in the body, or the superior, may judge this."),
    )


def may_issue_letters(user: User, body: Body) -> bool:
    return may(user, Power.ISSUE, body.association, body.pk)


def require_may_issue_letters(user: User, body: Body) -> None:
    """ISSUE over the body; refused in a read-only record."""
    require_may(user, Power.ISSUE, body.association, body.pk)


def is_own_party(user: User, party: LetterParty) -> bool:
    return party.person.user_id is not None and party.person.user_id == user.pk


def require_own_party(user: User, party: LetterParty) -> None:
    require_changeable(party.association)
    _require(
        is_own_party(user, party),
        party.letter.body,
        _("Only %(name)s can sign here. Whoever issues letters may record a signature on paper.")
        % {"name": party.person},
    )
