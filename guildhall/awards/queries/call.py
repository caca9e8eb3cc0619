"""Calls: who sees which, and what may be done."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.awards.fees import fee_passages
from guildhall.awards.models import Call, Entry
from guildhall.awards.permissions import (
    may_decide_call,
    may_keep_calls,
    may_see_calls,
    reads_all_entries,
)

State = Call.State


def calls_visible_to(user: User, association: Association) -> QuerySet[Call]:
    """What was published, for everyone but guests; drafts for who keeps calls or reads everything."""
    found = Call.objects.filter(association=association)
    if reads_all_entries(user, association):
        return found
    return found.exclude(state=State.DRAFT) if may_see_calls(user, association) else found.none()


def calls_to_show(user: User, association: Association) -> QuerySet[Call]:
    found = calls_visible_to(user, association).select_related("association", "body", "resolution")
    return found.prefetch_related("categories", "criteria", "prizes")


def call_list(user: User, association: Association, *, state: str = "") -> QuerySet[Call]:
    """Calls, the latest deadline first, with the number of entries submitted."""
    found = calls_visible_to(user, association).select_related("body", "association")
    if state:
        found = found.filter(state=state)
    submitted = Count("entries", filter=Q(entries__state=Entry.State.SUBMITTED))
    return found.annotate(submitted=submitted).order_by("-closes_at", "-id")


def public_call_list(association: Association) -> QuerySet[Call]:
    """What stands on the public pages."""
    found = Call.objects.filter(association=association, is_public=True)
    named = found.exclude(state__in=[State.DRAFT, State.CANCELLED]).select_related(
        "association", "body", "resolution"
    )
    return named.prefetch_related("categories", "prizes").order_by("-closes_at", "-id")


def fee_warnings(call: Call) -> list[str]:
    """Passages of the call that speak of money entrants would pay."""
    texts = (call.title_zh, call.rules_zh, call.title_en, call.rules_en)
    return [passage for text in texts for passage in fee_passages(text)]


def call_acts(user: User, call: Call) -> set[str]:
    """The names of the actions that the user may do to the call in its present state."""
    acts: set[str] = set()
    if may_keep_calls(user, call.association):
        acts |= {
            State.DRAFT.value: {"change_call"},
            State.OPEN.value: {"postpone_call"},
            State.REVIEW.value: {"postpone_call"},
        }.get(call.state, set())
    if may_decide_call(user, call) and call.state not in (State.DECIDED, State.CANCELLED):
        acts |= {"cancel_call"} | ({"publish_call"} if call.state == State.DRAFT else set())
    open_now = call.state == State.OPEN and timezone.now() < call.closes_at
    if open_now and not call.association.is_record and may_see_calls(user, call.association):
        acts.add("start_entry")
    return acts
