"""Entries: who sees which, and what the rules of the call say of one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.awards.eligibility import Answer, Facts, Rules, check
from guildhall.awards.models import Call, Entry, Review
from guildhall.awards.permissions import is_own_entry, may_keep_calls, reads_all_entries
from guildhall.members.models import Member
from guildhall.registry.queries import person_of

State = Entry.State


def _own(user: User, association: Association) -> Q:
    person = person_of(user, association)
    if person is None:
        return Q(pk__in=[])
    own = Q(person=person)
    return own | Q(organization=person.organization_id) if person.organization_id else own


def _named(found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.select_related("association", "call__association", "category", "organization", "person")


def entries_visible_to(user: User, association: Association) -> QuerySet[Entry]:
    """One's own and one's unit's; what was submitted, for those who read everything."""
    found = Entry.objects.filter(association=association)
    seen: Any = _own(user, association)
    if reads_all_entries(user, association):
        seen |= ~Q(state=State.DRAFT) & ~Exists(_reviewing_blind(user))
    return _named(found.filter(seen))


def _reviewing_blind(user: User) -> QuerySet[Review]:
    """Reviews of the outer entry by the user, who is not to see who entered while they score."""
    mine = Review.objects.filter(entry=OuterRef("pk"), reviewer__person__user=user)
    return mine.filter(entry__call__is_blind=True, entry__call__state=Call.State.REVIEW).exclude(
        state=Review.State.REPLACED
    )


def entry_list(
    user: User, call: Call, *, category: UUID | None = None, state: str = "", text: str = ""
) -> QuerySet[Entry]:
    """Entries of a call by number; what the reader may see of them."""
    found = entries_visible_to(user, call.association).filter(call=call)
    if category:
        found = found.filter(category=category)
    if state:
        found = found.filter(state=state)
    if text.strip():
        found = found.filter(Q(title_zh__icontains=text.strip()) | Q(title_en__icontains=text.strip()))
    return found.order_by("number", "id")


def my_entry_list(user: User, association: Association) -> QuerySet[Entry]:
    """One's own and one's unit's entries, the latest first."""
    own = Entry.objects.filter(_own(user, association), association=association)
    return _named(own).order_by("-id")


def member_of(entry: Entry) -> Member | None:
    """The entrant's membership today, if there is one."""
    members = Member.objects.filter(association=entry.association).current()
    if entry.organization_id:
        return members.filter(organization=entry.organization_id).first()
    person = entry.person
    own = Q(person=person) | Q(organization=person.organization_id if person else None)
    return members.filter(own).order_by("-joined_on", "id").first()


def eligibility_of(entry: Entry, *, now: datetime) -> Sequence[Answer]:
    """What each rule of the call says of the entry at that moment."""
    call, zone = entry.call, entry.association.zone
    member = member_of(entry)
    others = Entry.objects.filter(
        call=call, organization=entry.organization_id, person=entry.person_id, state=State.SUBMITTED
    )
    rules = Rules(
        closes_at=timezone.localtime(call.closes_at, zone),
        members_only=call.members_only,
        member_months=call.member_months,
        entries_each=call.entries_each,
        needs_file=call.needs_file,
    )
    facts = Facts(
        now=now,
        today=timezone.localdate(now, zone),
        is_member=member is not None,
        joined_on=member.joined_on if member else None,
        submitted_before=others.exclude(pk=entry.pk).count(),
        files=entry.files.count(),
    )
    return check(rules, facts)


def verdicts_of(entry: Entry) -> list[dict[str, object]]:
    """What the rules say now of a draft, and said of what was submitted."""
    if entry.state == State.DRAFT:
        return [answer.as_data() for answer in eligibility_of(entry, now=timezone.now())]
    return list(entry.verdicts)


def entry_acts(user: User, entry: Entry) -> set[str]:
    """The names of the actions that the user may do to the entry now."""
    call = entry.call
    if entry.association.is_record:
        return set()
    acts: set[str] = set()
    under_way = call.state in (Call.State.OPEN, Call.State.REVIEW)
    takes = call.state == Call.State.OPEN and timezone.now() < call.closes_at
    if is_own_entry(user, entry) and entry.state in (State.DRAFT, State.SUBMITTED):
        acts |= {"change_entry", "attach_entry_file"} if takes else set()
        acts |= {"submit_entry"} if takes and entry.state == State.DRAFT else set()
        acts |= {"withdraw_entry"} if under_way else set()
    if entry.state == State.SUBMITTED and under_way and may_keep_calls(user, entry.association):
        acts.add("exclude_entry")
    return acts
