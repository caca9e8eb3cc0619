"""Who holds a post from when to when."""

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.requests import forget
from guildhall.registry.actions.details import changed_meanwhile, changes, require_order, shown, told, trimmed
from guildhall.registry.actions.post import require_a_manager_remains
from guildhall.registry.models import Person, Post, Tenure
from guildhall.registry.permissions import require_may_manage
from guildhall.registry.queries import fitness


class TenureDetails(TypedDict, total=False):
    term_number: int | None
    from_on: date | None
    to_on: date | None
    is_hired: bool
    reason: str


@transaction.atomic
def appoint(
    post: Post, person: Person, *, exception: str = "", actor: User, **details: Unpack[TenureDetails]
) -> Tenure:
    """``person`` holds ``post`` from a day, and to a day where the term is known.

    Refused: the same person in the same post twice at a time, and what the charter's rules forbid (age, terms
    in a row, posts that exclude each other) unless ``exception`` says who approved it; the record keeps both.
    """
    require_may_manage(actor, post.body)
    tenure = Tenure(association=post.association, post=post, person=person, **trimmed(details))
    _require_sound(tenure)
    # Two appointments to one post take turns, so that the second sees the first.
    Post.objects.select_for_update().get(pk=post.pk)
    _require_no_overlap(tenure)
    broken = _broken_rules(tenure, exception)
    tenure.save(force_insert=True)
    record(
        "tenure.begun",
        actor=actor,
        subject=tenure,
        person=person.name,
        post=post.name,
        body=post.body.name,
        from_on=str(tenure.from_on or ""),
        to_on=str(tenure.to_on or ""),
        term_number=tenure.term_number,
        reason=tenure.reason,
        exception=exception.strip() if broken else "",
        rules_set_aside=broken,
    )
    forget()
    return tenure


@transaction.atomic
def change_tenure(
    tenure: Tenure, *, exception: str = "", actor: User, **details: Unpack[TenureDetails]
) -> Tenure:
    """Correct what was entered: term, days, hired or elected, reason. Post and person stay.

    Refused: what ``appoint`` refuses, a change that somebody else made meanwhile, and days that leave nobody
    to manage the association today.
    """
    require_may_manage(actor, tenure.post.body)
    changed = changes(tenure, trimmed(details))
    before, shown_on = told(tenure, changed), {"from_on": tenure.from_on, "to_on": tenure.to_on}
    for name, value in changed.items():
        setattr(tenure, name, value)
    _require_sound(tenure)
    Post.objects.select_for_update().get(pk=tenure.post_id)
    _require_no_overlap(tenure)
    broken = _broken_rules(tenure, exception)
    if not Tenure.objects.filter(pk=tenure.pk, **shown_on).update(**changed):
        raise changed_meanwhile(tenure, details)
    if Power.MANAGE in tenure.post.powers:
        require_a_manager_remains(tenure.post)
    record(
        "tenure.changed",
        actor=actor,
        subject=tenure,
        changed=before,
        exception=exception.strip() if broken else "",
        rules_set_aside=broken,
    )
    forget()
    return tenure


@transaction.atomic
def end_tenure(tenure: Tenure, *, on: date, reason: str = "", actor: User) -> Tenure:
    """The holder leaves the post; ``on`` is the last day.

    Refused when it has already ended by then, and when nobody would be left to manage the association.
    """
    require_may_manage(actor, tenure.post.body)
    require_order(tenure.from_on, on)
    still_open = Q(to_on__isnull=True) | Q(to_on__gt=on)
    if not Tenure.objects.filter(still_open, pk=tenure.pk).update(to_on=on):
        raise RuleError(_("This tenure has already ended by that day."), code="already_ended")
    if Power.MANAGE in tenure.post.powers:
        require_a_manager_remains(tenure.post, on + timedelta(days=1))
    tenure.refresh_from_db(fields=["to_on"])
    record(
        "tenure.ended",
        actor=actor,
        subject=tenure,
        person=tenure.person.name,
        post=tenure.post.name,
        on=on.isoformat(),
        reason=reason.strip(),
    )
    forget()
    return tenure


def _require_sound(tenure: Tenure) -> None:
    post, person = tenure.post, tenure.person
    require_order(tenure.from_on, tenure.to_on)
    if person.association_id != post.association_id:
        raise InvalidError(
            _("The person must be known to the same association."),
            code="other_association",
            details={"field": "person"},
        )
    if post.body.to_on and (tenure.from_on is None or tenure.from_on > post.body.to_on):
        raise RuleError(
            _("%(body)s ended on %(day)s; nobody can be appointed there after that day.")
            % {"body": post.body.name, "day": shown(post.body.to_on)},
            code="body_ended",
        )


def _require_no_overlap(tenure: Tenure) -> None:
    same = Tenure.objects.filter(post=tenure.post, person=tenure.person).exclude(pk=tenure.pk)
    begun = same.filter(Q(from_on__isnull=True) | Q(from_on__lte=tenure.to_on)) if tenure.to_on else same
    lasting = begun
    if tenure.from_on:
        lasting = begun.filter(Q(to_on__isnull=True) | Q(to_on__gte=tenure.from_on))
    if other := lasting.first():
        raise RuleError(
            _("%(name)s already holds this post at that time (%(from)s to %(to)s).")
            % {
                "name": tenure.person.name,
                "from": shown(other.from_on) if other.from_on else _("not stated"),
                "to": shown(other.to_on) if other.to_on else _("open"),
            },
            code="overlapping_tenure",
            details={"field": "person"},
        )


def _broken_rules(tenure: Tenure, exception: str) -> list[str]:
    """The codes of the rules that forbid this tenure; refused where there is one and nobody approved it."""
    broken = [verdict for verdict in fitness(tenure) if verdict.ok is False]
    if broken and not exception.strip():
        language = get_language() or ""
        raise RuleError(
            " ".join(verdict.sentence.in_language(language) for verdict in broken)
            + " "
            + _("If an exception was approved, say by whom and under which number."),
            code=broken[0].code,
            details={"field": "exception", "verdicts": [verdict.as_data() for verdict in broken]},
        )
    return [verdict.code for verdict in broken]
