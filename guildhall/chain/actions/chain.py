"""Chains: drawn up from a starter map or from nothing, changed, made public, removed."""

from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.chain.actions.classification import shipped_classes
from guildhall.chain.actions.details import require_same_association
from guildhall.chain.models import Chain, Flow, Placement, Segment
from guildhall.chain.permissions import require_may_keep, require_may_keep_all, require_may_publish
from guildhall.chain.starters import Starter, starter
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed
from guildhall.registry.models import Body


class ChainDetails(TypedDict, total=False):
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    office: Body | None
    is_active: bool


@transaction.atomic
def draw_up_chain(
    association: Association, *, starter_key: str = "", actor: User, **details: Unpack[ChainDetails]
) -> Chain:
    """A new chain: with the segments and flows of a starter map, or empty. Names given go before the map's.

    The shipped classification is there afterwards, so that every segment of a starter map has its class.
    Refused: no name, an unknown map, an office of another association.
    """
    require_may_keep_all(actor, association)
    drawn = _starter(starter_key) if starter_key else None
    given = {name: value for name, value in trimmed(details).items() if value not in ("", None)}
    if drawn:
        own = {name: getattr(drawn, name) for name in ("name_zh", "name_en", "about_zh", "about_en")}
        if given.get("name_zh") or given.get("name_en"):
            own |= {"name_zh": "", "name_en": ""}
        given = own | given
    chain = Chain(association=association, starter=starter_key, **given)
    _require_sound(chain)
    chain.save(force_insert=True)
    if drawn:
        _draw(chain, drawn)
    record("chain.drawn_up", actor=actor, subject=chain, starter=starter_key)
    return chain


@transaction.atomic
def change_chain(chain: Chain, *, version: int, actor: User, **details: Unpack[ChainDetails]) -> Chain:
    """Change names, text, office, and whether it is still kept. Refused to the slower of two (``version``)."""
    require_may_keep(actor, chain)
    changed = changes(chain, trimmed(details))
    if "office" in changed:
        require_may_keep_all(actor, chain.association)
    draft = Chain(association_id=chain.association_id)
    for field in ChainDetails.__annotations__:
        setattr(draft, field, changed.get(field, getattr(chain, field)))
    _require_sound(draft)
    before = told(chain, changed)
    store_version(chain, version, changed)
    record("chain.changed", actor=actor, subject=chain, changed=before)
    return chain


@transaction.atomic
def publish_chain(chain: Chain, *, actor: User) -> Chain:
    """Show the chain on the public pages: its segments and the members on them, no figures. For who may publish."""
    require_may_publish(actor, chain)
    return _show(chain, actor, is_public=True)


@transaction.atomic
def withdraw_chain(chain: Chain, *, actor: User) -> Chain:
    """Take the chain off the public pages."""
    require_may_keep(actor, chain)
    return _show(chain, actor, is_public=False)


@transaction.atomic
def remove_chain(chain: Chain, *, actor: User) -> None:
    """Remove the chain with its segments and flows. Refused while any firm has a place on it."""
    require_may_keep(actor, chain)
    count = Placement.objects.filter(segment__chain=chain).count()
    if count:
        message = ngettext(
            "%(count)d place of a firm is on this chain. Remove it first, or mark the chain as no longer kept.",
            "%(count)d places of firms are on this chain. Remove them first, or mark the chain as no longer kept.",
            count,
        )
        raise RuleError(message % {"count": count}, code="chain_used")
    pk = chain.pk
    Chain.objects.filter(pk=pk).delete()
    chain.pk = pk  # the record names what is gone
    record("chain.removed", actor=actor, subject=chain, name=chain.name)


def _show(chain: Chain, actor: User, *, is_public: bool) -> Chain:
    if not Chain.objects.filter(pk=chain.pk, is_public=not is_public).update(is_public=is_public):
        raise RuleError(
            _("The chain is on the public pages already.")
            if is_public
            else _("The chain is not on the public pages."),
            code="already_public" if is_public else "not_public",
        )
    chain.is_public = is_public
    record("chain.published" if is_public else "chain.withdrawn", actor=actor, subject=chain)
    return chain


def _starter(key: str) -> Starter:
    try:
        return starter(key)
    except KeyError as unknown:
        raise InvalidError(
            _("There is no such map to start from."), code="no_such_starter", details={"field": "starter_key"}
        ) from unknown


def _require_sound(chain: Chain) -> None:
    require_name(chain.name_zh, chain.name_en)
    require_same_association(chain.office, chain, "office")


def _draw(chain: Chain, drawn: Starter) -> None:
    classes = shipped_classes(chain.association)
    made: dict[str, Segment] = {
        one.key: Segment(
            association_id=chain.association_id,
            chain=chain,
            stage=one.stage,
            name_zh=one.name_zh,
            name_en=one.name_en,
            about_zh=one.about_zh,
            about_en=one.about_en,
            industry_class_id=_pk(classes, one.code),
            position=position,
        )
        for position, one in enumerate(drawn.segments)
    }
    Segment.objects.bulk_create(made.values())
    Flow.objects.bulk_create(
        Flow(
            association_id=chain.association_id,
            chain=chain,
            source=made[one.source],
            target=made[one.target],
            goods_zh=one.goods_zh,
            goods_en=one.goods_en,
        )
        for one in drawn.flows
    )


def _pk(classes: dict[str, UUID], code: str) -> UUID | None:
    return classes.get(code)
