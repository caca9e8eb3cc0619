"""Dues that a branch collects for the association: reported by it, booked as the association's by the treasurer."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.dues.actions import record_payment, undo_payment
from guildhall.dues.models import DuesNotice
from guildhall.finance import books
from guildhall.finance.actions.budget import said
from guildhall.finance.actions.voucher import require_open
from guildhall.finance.ledger import Kind
from guildhall.finance.limits import share_of
from guildhall.finance.models import Collection
from guildhall.finance.permissions import require_may_keep_all, require_may_prepare, require_second
from guildhall.finance.queries.units import rules_on
from guildhall.members.models import Member
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

State = Collection.State


@transaction.atomic
def report_collection(
    body: Body, *, member: Member, amount: int, on: date, way: str, note: str = "", actor: User
) -> Collection:
    """Say that the branch collected dues of a member into the association's account; the treasurer books them.

    Refused: for what is no branch, nothing or less, a day in the future, somebody who is no longer a member.
    """
    require_may_prepare(actor, body)
    if body.kind != Body.Kind.BRANCH:
        raise RuleError(_("Only a branch collects dues for the association."), code="no_branch")
    if amount <= 0:
        raise InvalidError(_("Give an amount above nothing."), code="no_amount", details={"field": "amount"})
    if on > today_in(body.association):
        raise InvalidError(_("This day is in the future."), code="in_the_future", details={"field": "on"})
    if member.state == Member.State.ENDED:
        raise RuleError(
            _("%(member)s is no longer a member.") % {"member": member},
            code="member_ended",
            details={"field": "number"},
        )
    collection = Collection.objects.create(
        association=body.association,
        body=body,
        member=member,
        on=on,
        amount=amount,
        way=way,
        note=note.strip()[:200],
        reporter=actor,
    )
    record("collection.reported", actor=actor, subject=collection, amount=amount, member=str(member.pk))
    return collection


@transaction.atomic
def book_collection(collection: Collection, *, actor: User) -> Collection:
    """Book them as the association's dues, the oldest notices of the member first, with the branch as collector; the
    branch gets only the share that the spending rules grant it.

    For the treasurer, other than who reported them. Refused as ``dues.record_payment`` refuses; in a quarter that is
    closed for the branch, where it gets a share.
    """
    require_may_keep_all(actor, collection.association)
    require_second(actor, collection.reporter_id)
    payment = record_payment(
        collection.member,
        amount=collection.amount,
        received_on=collection.on,
        way=collection.way,
        payer=collection.member.name,
        remark=_collected_by(collection.body),
        keep_rest=True,
        actor=actor,
    )
    # What it paid counts as collected by whoever reported it, unless somebody else was to collect it.
    paid = DuesNotice.objects.filter(allocations__payment=payment, collector__isnull=True)
    paid.update(collector=collection.reporter_id, version=F("version") + 1)
    rules = rules_on(collection.association, collection.on)
    share = share_of(collection.amount, rules.dues_share) if rules else 0
    _move(collection, State.REPORTED, state=State.BOOKED, payment=payment, share=share)
    if share:
        require_open(collection.body, collection.on)
        books.book(collection, Kind.SHARE, share, on=collection.on, actor=actor)
    record("collection.booked", actor=actor, subject=collection, amount=collection.amount, share=share)
    return collection


@transaction.atomic
def refuse_collection(collection: Collection, *, reason: str, actor: User) -> Collection:
    """No such money came; nothing is booked."""
    require_may_keep_all(actor, collection.association)
    reason = said(reason)
    _move(collection, State.REPORTED, state=State.REFUSED, answer=reason)
    record("collection.refused", actor=actor, subject=collection, reason=reason)
    return collection


@transaction.atomic
def undo_collection(collection: Collection, *, reason: str, actor: User) -> Collection:
    """A mistake: the payment is undone, where it was not already, and the share goes back to the association today."""
    require_may_keep_all(actor, collection.association)
    reason = said(reason)
    _move(collection, State.BOOKED, state=State.UNDONE, answer=reason)
    if collection.payment and collection.payment.undone_at is None:
        undo_payment(collection.payment, reason=reason, actor=actor)
    if collection.share:
        today = today_in(collection.association)
        require_open(collection.body, today)
        books.undo(collection, Kind.SHARE, collection.share, on=today, actor=actor)
    record("collection.undone", actor=actor, subject=collection, reason=reason)
    return collection


def _collected_by(body: Body) -> str:
    return in_language(
        f"由{body.name_zh or body.name_en}代收", f"Collected by {body.name_en or body.name_zh}"
    )


def _move(collection: Collection, before: str, **changes: object) -> None:
    if not Collection.objects.filter(pk=collection.pk, state=before).update(**changes):
        state = Collection.objects.get(pk=collection.pk).get_state_display()
        raise RuleError(
            _("These dues are “%(state)s” now; load the page again.") % {"state": state}, code="other_state"
        )
    collection.refresh_from_db()
