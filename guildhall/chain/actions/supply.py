"""Which firm supplies which with what: stated by one of the two or by a keeper, confirmed by the other."""

from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.chain.actions.details import require_goods
from guildhall.chain.models import Flow, Supply
from guildhall.chain.notices import supply_stated
from guildhall.chain.permissions import keeps
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import trimmed
from guildhall.registry.models import Organization
from guildhall.registry.queries import own_organizations

State = Supply.State


class SupplyDetails(TypedDict, total=False):
    flow: Flow | None
    goods_zh: str
    goods_en: str
    since: str


@transaction.atomic
def state_supply(
    association: Association,
    *,
    supplier: Organization,
    customer: Organization,
    actor: User,
    **details: Unpack[SupplyDetails],
) -> Supply:
    """Who supplies whom with what. Stated by a keeper it holds at once; by one of the two, once the other confirms.

    Refused: somebody of neither firm, the same firm twice, a firm of another association, no goods, the same again.
    """
    require_changeable(association)
    is_keeper = _keeps(actor, association, details.get("flow"))
    own = own_organizations(actor, association) & {supplier.pk, customer.pk}
    if not (is_keeper or own):
        raise _not_theirs()
    given = trimmed(details)
    _require_sound(association, supplier, customer, given.get("flow"))
    require_goods(given.get("goods_zh", ""), given.get("goods_en", ""))
    supply = Supply(
        association=association,
        supplier=supplier,
        customer=customer,
        state=State.CONFIRMED if is_keeper else State.PROPOSED,
        stated_by=None if is_keeper else (supplier if supplier.pk in own else customer),
        **given,
    )
    try:
        with transaction.atomic():
            supply.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleError(
            _("This is stated already for the same two firms and goods."),
            code="supply_known",
            details={"field": "goods_zh"},
        ) from taken
    if supply.stated_by is not None:
        give_notices(association, supply_stated(supply, actor=actor))
    record("supply.stated", actor=actor, subject=supply, between=_between(supply))
    return supply


@transaction.atomic
def confirm_supply(supply: Supply, *, actor: User) -> Supply:
    """The other firm, or a keeper, says that it is so. Refused to the side that stated it, and when it is settled."""
    require_changeable(supply.association)
    sides = own_organizations(actor, supply.association) & {supply.supplier_id, supply.customer_id}
    if not (_keeps(actor, supply.association, supply.flow) or sides - {supply.stated_by_id}):
        raise _not_theirs()
    _move(supply, [State.PROPOSED], State.CONFIRMED)
    record("supply.confirmed", actor=actor, subject=supply, between=_between(supply))
    return supply


@transaction.atomic
def end_supply(supply: Supply, *, actor: User) -> Supply:
    """It is no longer so, or never was. For either firm and the keepers."""
    require_changeable(supply.association)
    sides = own_organizations(actor, supply.association) & {supply.supplier_id, supply.customer_id}
    if not (_keeps(actor, supply.association, supply.flow) or sides):
        raise _not_theirs()
    _move(supply, [State.PROPOSED, State.CONFIRMED], State.ENDED)
    record("supply.ended", actor=actor, subject=supply, between=_between(supply))
    return supply


def _keeps(actor: User, association: Association, flow: Flow | None) -> bool:
    """A keeper of the association's chains, or of the one that the flow belongs to."""
    return keeps(actor, association, flow.chain.office_id if flow else None)


def _not_theirs() -> NotAllowedError:
    return NotAllowedError(
        _("Only the two firms and the keepers of the chain say who supplies whom."), code="not_allowed"
    )


def _require_sound(
    association: Association, supplier: Organization, customer: Organization, flow: Flow | None
) -> None:
    if supplier.pk == customer.pk:
        raise InvalidError(
            _("A firm does not supply itself here; choose two firms."),
            code="same_firm",
            details={"field": "customer"},
        )
    for thing, field in ((supplier, "supplier"), (customer, "customer"), (flow, "flow")):
        if thing is not None and thing.association_id != association.pk:
            raise InvalidError(
                _("Choose one of the same association."), code="other_association", details={"field": field}
            )


def _move(supply: Supply, before: list[str], after: str) -> None:
    if not Supply.objects.filter(pk=supply.pk, state__in=before).update(
        state=after, version=F("version") + 1
    ):
        raise RuleError(
            _("This is “%(state)s” now; load the page again.")
            % {"state": Supply.objects.get(pk=supply.pk).get_state_display()},
            code="other_state",
        )
    supply.refresh_from_db(fields=["state", "version"])


def _between(supply: Supply) -> dict[str, str]:
    ids: dict[str, UUID] = {"supplier": supply.supplier_id, "customer": supply.customer_id}
    return {name: str(pk) for name, pk in ids.items()}
