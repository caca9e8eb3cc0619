"""Cases: proposed, accepted by the firm, and on to the money."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.exchange.models import Listing
from guildhall.funding import notices
from guildhall.funding.actions.terms import HIGHEST_RATE, LARGEST_SUM
from guildhall.funding.models import BankProduct, FundingCase, FundingNeed, FundingStep
from guildhall.funding.permissions import (
    is_of_bank,
    is_of_firm,
    may_look_after,
    require_side,
    sides_of,
)
from guildhall.funding.stages import FIRM, MOVES, Side, Stage
from guildhall.notices.actions import give_notices
from guildhall.registry.queries import today_in

State = FundingCase.State


@transaction.atomic
def propose_case(need: FundingNeed, product: BankProduct, *, actor: User) -> FundingCase:
    """Bring a need and a product together. By the bank or the secretariat: the firm is asked, and stays without a name
    until it says yes. By the firm: that is its yes.

    Refused where either is not published now, and the second time.
    """
    by = _proposer(need, product, actor)
    for listing in (need.listing, product.listing):
        _require_live(listing)
    accepted = by == FundingCase.Proposer.FIRM
    case = FundingCase(
        association=need.association,
        need=need,
        product=product,
        proposed_by=by,
        state=State.INTRODUCED if accepted else State.PROPOSED,
        created_by=actor,
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as known:
        raise RuleError(_("These two were brought together before."), code="known_already") from known
    today = today_in(case.association)
    _step(case, State.PROPOSED, actor=actor, on=today)
    if accepted:
        _step(case, State.INTRODUCED, actor=actor, on=today)
        give_notices(case.association, notices.introduced(case))
    else:
        give_notices(case.association, notices.proposed(case))
    record("funding_case.proposed", actor=actor, subject=case, by=str(by))
    return case


def _proposer(need: FundingNeed, product: BankProduct, actor: User) -> FundingCase.Proposer:
    require_changeable(need.association)
    firm, bank = need.listing.organization, product.listing.organization
    if need.association_id != product.association_id or firm is None or bank is None:
        raise InvalidError(_("These two do not belong together."), code="elsewhere")
    if is_of_firm(actor, firm):
        return FundingCase.Proposer.FIRM
    if is_of_bank(actor, bank):
        return FundingCase.Proposer.BANK
    if may_look_after(actor, need.association):
        return FundingCase.Proposer.SECRETARIAT
    raise NotAllowedError(
        _("A need and a product are brought together by the firm, the bank or the secretariat."),
        code="not_allowed",
    )


def _require_live(listing: Listing) -> None:
    if listing.state != Listing.State.PUBLISHED or listing.is_expired_on(today_in(listing.association)):
        raise RuleError(
            _("“%(title)s” is not published now.") % {"title": listing.title}, code="not_published"
        )


@transaction.atomic
def accept_case(case: FundingCase, *, actor: User) -> FundingCase:
    """The firm says yes: from now on the bank knows whose need it is. Nothing else of the firm is released by it."""
    require_side(actor, case, FIRM)
    _move(case, State.PROPOSED, State.INTRODUCED)
    _step(case, State.INTRODUCED, actor=actor, on=today_in(case.association))
    give_notices(case.association, notices.introduced(case))
    record("funding_case.accepted", actor=actor, subject=case)
    return case


@transaction.atomic
def decline_case(case: FundingCase, *, reason: str, actor: User) -> FundingCase:
    """The firm says no; the bank never learns who it was."""
    require_side(actor, case, FIRM)
    _require_reason(reason)
    _move(case, State.PROPOSED, State.DECLINED)
    _step(case, State.DECLINED, actor=actor, on=today_in(case.association), note=reason)
    give_notices(case.association, notices.moved(case, Side.BANK))
    record("funding_case.declined", actor=actor, subject=case)
    return case


@transaction.atomic
def move_case(
    case: FundingCase,
    *,
    to: str,
    on: date | None = None,
    amount: int | None = None,
    rate: int | None = None,
    note: str = "",
    actor: User,
) -> FundingCase:
    """The next step: applied for by the firm, offered, granted or refused by the bank, drawn, withdrawn by the firm.

    Refused: a step that does not follow from where the case stands, the other side's step, without its sum or reason,
    a day to come or before the step before, and drawing more than was granted.
    """
    move = MOVES.get(Stage(case.state), {}).get(Stage(to))
    if move is None:
        require_side(actor, case, frozenset(Side))
        raise _other_state(case)
    require_side(actor, case, move.by)
    day = on or today_in(case.association)
    _require_sum(case, to, amount, needed=move.needs_amount)
    if rate is not None and not 0 <= rate <= HIGHEST_RATE:
        raise InvalidError(_("This rate cannot be right."), code="invalid", details={"field": "rate"})
    if move.needs_reason:
        _require_reason(note, field="note")
    _require_day(case, day)
    _move(case, State(case.state), State(to))
    _step(case, State(to), actor=actor, on=day, amount=amount, rate=rate, note=note)
    for side in sorted(set(Side) - sides_of(actor, case)):
        give_notices(case.association, notices.moved(case, side))
    record("funding_case.moved", actor=actor, subject=case, to=str(to))
    return case


def _require_reason(reason: str, *, field: str = "reason") -> None:
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": field})


def _require_sum(case: FundingCase, to: str, amount: int | None, *, needed: bool) -> None:
    if amount is None:
        if needed:
            raise InvalidError(_("Say how much."), code="amount_missing", details={"field": "amount"})
        return
    if not 0 < amount <= LARGEST_SUM:
        raise InvalidError(_("Say how much."), code="amount_missing", details={"field": "amount"})
    if to == State.DRAWN:
        granted = case.steps.filter(state=State.GRANTED).values_list("amount", flat=True).first()
        if granted is not None and amount > granted:
            raise RuleError(
                _("More cannot be drawn than was granted."), code="over_granted", details={"field": "amount"}
            )


def _require_day(case: FundingCase, day: date) -> None:
    last = case.steps.order_by("-on").values_list("on", flat=True).first()
    if day > today_in(case.association) or (last is not None and day < last):
        raise InvalidError(
            _("The day lies between the step before and today."), code="wrong_day", details={"field": "on"}
        )


def _move(case: FundingCase, state: State, to: State) -> None:
    if not FundingCase.objects.filter(pk=case.pk, state=state).update(state=to):
        raise _other_state(case)
    case.state = to


def _other_state(case: FundingCase) -> RuleError:
    case.refresh_from_db(fields=["state"])
    return RuleError(
        _("The case stands at: %(state)s. This step does not follow from there.")
        % {"state": case.get_state_display()},
        code="other_state",
    )


def _step(
    case: FundingCase,
    state: State,
    *,
    actor: User,
    on: date,
    amount: int | None = None,
    rate: int | None = None,
    note: str = "",
) -> UUID:
    step = FundingStep.objects.create(
        association=case.association,
        case=case,
        state=state,
        on=on,
        amount=amount,
        rate=rate,
        note=note.strip(),
        by=actor,
    )
    return step.pk
