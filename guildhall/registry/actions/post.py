"""Posts of a body."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.requests import forget
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed
from guildhall.registry.models import Body, Post, in_force
from guildhall.registry.permissions import managers_of, require_may_manage
from guildhall.registry.queries import today_in


class PostDetails(TypedDict, total=False):
    kind: str
    name_zh: str
    name_en: str
    powers: list[str]
    rank: int


@transaction.atomic
def create_post(
    body: Body, *, sits_in: Collection[Body] = (), actor: User, **details: Unpack[PostDetails]
) -> Post:
    """A post of the body; its ``powers`` reach the body and all below it.

    ``sits_in`` are the bodies in which its holder sits by office; each must be managed by the actor too.
    """
    require_may_manage(actor, body)
    _require_may_seat(actor, body, sits_in)
    post = Post(association=body.association, body=body, **_sorted(trimmed(details)))
    _require_sound(post)
    post.save(force_insert=True)
    post.sits_in.set(sits_in)
    record(
        "post.created",
        actor=actor,
        subject=post,
        body=body.name,
        powers=post.powers,
        sits_in=_names(sits_in),
    )
    forget()
    return post


@transaction.atomic
def change_post(
    post: Post,
    *,
    version: int,
    sits_in: Collection[Body] | None = None,
    actor: User,
    **details: Unpack[PostDetails],
) -> Post:
    """Change a post; ``sits_in`` None leaves the bodies as they are. ``version`` is the one shown to the actor.

    Refused when somebody else changed it since (the refusal says who, when and what stands now), and when nobody who can sign in would be left to manage the association.
    """
    require_may_manage(actor, post.body)
    changed = changes(post, _sorted(trimmed(details)))
    before = told(post, changed)
    for name, value in changed.items():
        setattr(post, name, value)
    _require_sound(post)
    if sits_in is not None:
        _require_may_seat(actor, post.body, [*sits_in, *post.sits_in.all()])
    store_version(post, version, changed)
    if sits_in is not None:
        post.sits_in.set(sits_in)
        before["sits_in"] = ["", ", ".join(_names(sits_in))]
    require_a_manager_remains(post)
    record("post.changed", actor=actor, subject=post, changed=before)
    forget()
    return post


def require_a_manager_remains(post: Post, on: date | None = None) -> None:
    """Refuse what was just stored when it took away the last one who manages the association.

    Counted are people who can sign in and hold such a post of the top body today, and on ``on`` where it is later.
    """
    if post.body.parent_id is not None:
        return
    # Two managers who take leave at once take turns here, so that the second sees the first gone.
    Body.objects.select_for_update().get(pk=post.body_id)
    today = today_in(post.association)
    days = {today, max(on, today) if on else today}
    if not all(managers_of(post.body).filter(in_force(day)).exists() for day in days):
        raise RuleError(
            _(
                "Nobody who can sign in would be left to keep the registry. "
                "First give somebody else a post that manages the association."
            ),
            code="last_manager",
        )


def _require_sound(post: Post) -> None:
    require_name(post.name_zh, post.name_en)
    if post.kind not in Post.Kind.values:
        raise InvalidError(
            _("There is no such kind of post."), code="unknown_kind", details={"field": "kind"}
        )
    if unknown := set(post.powers) - set(Power.values):
        raise InvalidError(
            _("There is no such power: %(power)s.") % {"power": ", ".join(sorted(unknown))},
            code="unknown_power",
            details={"field": "powers"},
        )


def _sorted(details: dict[str, Any]) -> dict[str, Any]:
    """The details with the powers once each, in their own order; unknown ones last, to be refused."""
    if "powers" not in details:
        return details
    order = {power: place for place, power in enumerate(Power.values)}
    return details | {
        "powers": sorted(set(details["powers"]), key=lambda power: order.get(power, len(order)))
    }


def _require_may_seat(actor: User, body: Body, sits_in: Collection[Body]) -> None:
    for seated in sits_in:
        if seated.association_id != body.association_id:
            raise InvalidError(_("Choose bodies of the same association."), code="other_association")
        if seated.pk != body.pk:
            require_may_manage(actor, seated)


def _names(bodies: Collection[Body]) -> list[str]:
    return [body.name for body in bodies]
