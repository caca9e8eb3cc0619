"""Founding an association, and changing what is said of it."""

import re
import zoneinfo
from datetime import date
from itertools import count
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.names import sort_key
from guildhall.core.requests import forget
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed
from guildhall.registry.models import Body, CharterProfile, Person, Post, Tenure
from guildhall.registry.presets.structure import STRUCTURES, PostPlan
from guildhall.registry.queries import DEFAULT_PRESETS, rules_of_preset, today_in

SLUG = re.compile(r"[a-z][a-z0-9-]{1,59}")
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
RESERVED_SLUGS = frozenset({"new", "found", "api", "account", "static", "me"})


class AssociationDetails(TypedDict, total=False):
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    about_zh: str
    about_en: str
    region: str
    state: str
    timezone: str
    is_public: bool


@transaction.atomic
def found_association(
    *,
    kind: str = Association.Kind.ASSOCIATION,
    slug: str = "",
    charter_preset: str = "",
    charter_from: date | None = None,
    actor: User,
    **details: Unpack[AssociationDetails],
) -> Association:
    """A new association with the bodies, posts and charter rules that its kind begins with.

    Whoever is signed in may found one and becomes its secretary-general, who manages it. Without ``slug``
    the address is made from the short name; without ``charter_preset`` the kind's own is taken, in force from
    ``charter_from`` or today. Refused: no name, an address that is taken, an unknown preset or time zone.
    """
    association = Association(kind=kind, slug=slug.strip() or _free_slug(details), **trimmed(details))
    _require_sound(association)
    _store(association)
    today = today_in(association)
    key = charter_preset or DEFAULT_PRESETS[Association.Kind(kind)]
    CharterProfile.objects.create(
        association=association,
        version=1,
        preset=key,
        from_on=charter_from or today,
        rules=rules_of_preset(key),
    )
    _build(association, actor, today)
    record("association.founded", actor=actor, subject=association, kind=kind, preset=key)
    forget()
    return association


@transaction.atomic
def change_association(
    association: Association, *, version: int, actor: User, **details: Unpack[AssociationDetails]
) -> Association:
    """Change names, descriptions, region, time zone, and whether there are public pages.

    ``version`` is the one that was shown to the actor; refused when somebody else changed it since.
    """
    require_may(actor, Power.MANAGE, association)
    changed = changes(association, trimmed(details))
    before = told(association, changed)
    for name, value in changed.items():
        setattr(association, name, value)
    _require_sound(association)
    store_version(association, version, changed)
    record("association.changed", actor=actor, subject=association, changed=before)
    return association


def _require_sound(association: Association) -> None:
    require_name(association.name_zh, association.name_en)
    if association.kind not in Association.Kind.values:
        raise InvalidError(
            _("There is no such kind of association."), code="unknown_kind", details={"field": "kind"}
        )
    if association.state not in Association.State.values:
        raise InvalidError(
            _("There is no such state of an association."), code="unknown_state", details={"field": "state"}
        )
    try:
        zoneinfo.ZoneInfo(association.timezone)
    except (ValueError, zoneinfo.ZoneInfoNotFoundError, OSError) as error:
        raise InvalidError(
            _("There is no time zone %(name)s. An example is Asia/Shanghai.")
            % {"name": association.timezone},
            code="unknown_timezone",
            details={"field": "timezone"},
        ) from error


def _store(association: Association) -> None:
    if not SLUG.fullmatch(association.slug) or association.slug in RESERVED_SLUGS:
        raise InvalidError(
            _(
                "An address has 2 to 60 small letters, digits and hyphens and begins with a letter, for example zibo-machinery."
            ),
            code="wrong_slug",
            details={"field": "slug"},
        )
    try:
        with transaction.atomic():
            association.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(
            _("The address %(slug)s is taken. Choose another one.") % {"slug": association.slug},
            code="slug_taken",
            details={"field": "slug"},
        ) from error


def _free_slug(details: AssociationDetails) -> str:
    names = (
        details.get("short_en", ""),
        details.get("name_en", ""),
        details.get("short_zh", ""),
        details.get("name_zh", ""),
    )
    letters = sort_key(next((name for name in names if name.strip()), ""))
    wanted = "-".join(NOT_IN_SLUG.sub(" ", letters).split())[:50].strip("-")
    if not wanted[:1].isalpha():
        wanted = f"guild-{wanted}".strip("-")
    taken = set(Association.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(slug for slug in tries if slug not in taken and slug not in RESERVED_SLUGS)


def _build(association: Association, founder: User, today: date) -> None:
    structure = STRUCTURES[association.kind]
    bodies: dict[str, Body] = {}
    for rank, body in enumerate(structure.bodies):
        bodies[body.key] = Body.objects.create(
            association=association,
            kind=body.kind,
            parent=bodies.get(body.below),
            name_zh=body.name.zh,
            name_en=body.name.en,
            rank=rank,
        )
    for rank, plan in enumerate(structure.posts):
        post = _create_post(bodies, plan, rank)
        if plan.founder:
            Tenure.objects.create(
                association=association,
                post=post,
                person=_founder(association, founder),
                from_on=today,
                reason=_("Founded the association here"),
            )


def _create_post(bodies: dict[str, Body], plan: PostPlan, rank: int) -> Post:
    body = bodies[plan.body]
    post = Post.objects.create(
        association=body.association,
        body=body,
        kind=plan.kind,
        name_zh=plan.name.zh,
        name_en=plan.name.en,
        powers=list(plan.powers),
        rank=rank,
    )
    post.sits_in.set(bodies[key] for key in plan.sits_in)
    return post


def _founder(association: Association, user: User) -> Person:
    name = user.name or user.email
    field = "name_en" if name.isascii() else "name_zh"
    person = Person(association=association, user=user, email=user.email, **{field: name})
    person.with_keys().save(force_insert=True)
    return person
