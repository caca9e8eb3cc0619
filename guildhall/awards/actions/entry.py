"""Entries: begun, changed, submitted before the deadline, withdrawn, excluded."""

from collections.abc import Sequence
from typing import IO, Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.awards import notices
from guildhall.awards.actions.call import said
from guildhall.awards.models import Call, Category, Entry, EntryFile
from guildhall.awards.permissions import require_entrant, require_may_keep_calls, require_own_entry
from guildhall.awards.queries.entry import eligibility_of, member_of
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person

State = Entry.State
FILES_MOST = 20
CHANGEABLE = (State.DRAFT, State.SUBMITTED)


class EntryDetails(TypedDict, total=False):
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str


@transaction.atomic
def start_entry(
    category: Category,
    *,
    as_person: bool = False,
    people: Sequence[Person] = (),
    actor: User,
    **details: Unpack[EntryDetails],
) -> Entry:
    """A draft of an entry for the actor's unit; for themselves with ``as_person`` or where no unit of theirs is known.

    Refused once entries are closed, and without a title.
    """
    person = require_entrant(actor, category.association)
    call = _open_call(category.call_id)
    entry = Entry(
        association=category.association,
        call=call,
        category=category,
        organization=None if as_person else person.organization,
        person=person if as_person or person.organization is None else None,
        entered_by=actor,
        **_trimmed(details),
    )
    _require_sound(entry, people)
    entry.save(force_insert=True)
    entry.people.set(people)
    record("entry.started", actor=actor, subject=entry, call=str(call.pk))
    return entry


@transaction.atomic
def change_entry(
    entry: Entry,
    *,
    category: Category,
    people: Sequence[Person],
    version: int,
    actor: User,
    **details: Unpack[EntryDetails],
) -> Entry:
    """Change it as a whole, submitted or not, until entries close. ``version`` is the one that was read: 409 when
    somebody changed it since."""
    require_own_entry(actor, entry)
    _open_call(entry.call_id)
    if category.call_id != entry.call_id:
        raise InvalidError(
            _("Choose a category of this call."), code="no_such_category", details={"field": "category"}
        )
    given = _trimmed(details)
    draft = Entry(association=entry.association, category=category, **given)
    _require_sound(draft, people)
    same = Entry.objects.filter(pk=entry.pk, version=version, state__in=CHANGEABLE)
    if not same.update(version=F("version") + 1, category=category, **given):
        entry.refresh_from_db()
        raise RuleError(
            _("Somebody changed this in the meantime. Look at what stands there now, then save again."),
            code="changed_meanwhile",
            details={
                "version": entry.version,
                "stands": {name: str(getattr(entry, name)) for name in given},
            },
        )
    entry.people.set(people)
    entry.refresh_from_db()
    record("entry.changed", actor=actor, subject=entry)
    return entry


@transaction.atomic
def attach_entry_file(entry: Entry, *, name: str, content: IO[bytes] | bytes, actor: User) -> EntryFile:
    """One more file, until entries close."""
    require_own_entry(actor, entry)
    _open_call(entry.call_id)
    _touch(entry)
    if entry.files.count() >= FILES_MOST:
        raise RuleError(_("At most %(most)d files.") % {"most": FILES_MOST}, code="too_many_files")
    file = store_file(association=entry.association, name=name, content=content, actor=actor)
    attached = EntryFile.objects.create(
        association=entry.association, entry=entry, file=file, position=entry.files.count() + 1
    )
    record("entry.file_attached", actor=actor, subject=entry, name=file.name, sha256=file.sha256)
    return attached


@transaction.atomic
def remove_entry_file(attached: EntryFile, *, actor: User) -> None:
    """Take a file off the entry, until entries close. Refused for the last one of an entry that was submitted."""
    entry = attached.entry
    require_own_entry(actor, entry)
    call = _open_call(entry.call_id)
    _touch(entry)
    if entry.state == State.SUBMITTED and call.needs_file and entry.files.count() <= 1:
        raise RuleError(
            _("The entry is submitted and needs a file: attach the new one first."), code="last_file"
        )
    key = str(attached.pk)
    if not EntryFile.objects.filter(pk=attached.pk).delete()[0]:
        raise RuleError(_("This file was taken off already."), code="file_gone")
    record("entry.file_removed", actor=actor, subject=entry, file=key)


@transaction.atomic
def submit_entry(entry: Entry, *, actor: User) -> Entry:
    """Hand it in; it gets the call's next number. Refused by the rules of the call, with each rule's sentence."""
    require_own_entry(actor, entry)
    call = _held(entry.call_id)
    _require_open(call)
    entry.refresh_from_db()
    answers = eligibility_of(entry, now=timezone.now())
    refused = [answer for answer in answers if not answer.ok]
    if refused:
        sentences = [answer.sentence.in_language(get_language() or "en") for answer in refused]
        raise RuleError(
            " ".join(sentences),
            code="not_eligible",
            details={"verdicts": [answer.as_data() for answer in refused]},
        )
    last = call.entries.aggregate(last=Max("number"))["last"] or 0
    changed = Entry.objects.filter(pk=entry.pk, state=State.DRAFT).update(
        state=State.SUBMITTED,
        submitted_at=timezone.now(),
        number=entry.number or last + 1,
        member=member_of(entry),
        verdicts=[answer.as_data() for answer in answers],
        version=F("version") + 1,
    )
    if not changed:
        raise RuleError(_("Only a draft can be submitted."), code="not_a_draft")
    entry.refresh_from_db()
    give_notices(entry.association, notices.entry_submitted(entry, actor))
    record("entry.submitted", actor=actor, subject=entry, number=entry.number)
    return entry


@transaction.atomic
def withdraw_entry(entry: Entry, *, reason: str = "", actor: User) -> Entry:
    """Taken back by the entrant, before it is ranked. Its number stays with it."""
    require_own_entry(actor, entry)
    call = _held(entry.call_id)
    if call.state not in (Call.State.OPEN, Call.State.REVIEW):
        raise RuleError(_("Entries are ranked already; ask the secretariat."), code="ranked")
    standing = Entry.objects.filter(pk=entry.pk, state__in=CHANGEABLE)
    if not standing.update(
        state=State.WITHDRAWN, ended_reason=reason.strip()[:300], version=F("version") + 1
    ):
        raise RuleError(_("This entry was withdrawn or excluded already."), code="ended")
    entry.refresh_from_db()
    record("entry.withdrawn", actor=actor, subject=entry)
    return entry


@transaction.atomic
def exclude_entry(entry: Entry, *, reason: str, actor: User) -> Entry:
    """It does not take part, for a reason that the entrant is told: a rule of the call that it does not meet.

    For whoever keeps calls, and not for one's own unit; until entries are ranked.
    """
    require_may_keep_calls(actor, entry.association)
    reason = said(reason)
    call = _held(entry.call_id)
    if call.state not in (Call.State.OPEN, Call.State.REVIEW):
        raise RuleError(_("Entries are ranked already."), code="ranked")
    standing = Entry.objects.filter(pk=entry.pk, state=State.SUBMITTED)
    if not standing.update(state=State.EXCLUDED, ended_reason=reason, version=F("version") + 1):
        raise RuleError(_("Only an entry that was submitted can be excluded."), code="not_submitted")
    entry.refresh_from_db()
    give_notices(entry.association, notices.entry_excluded(entry))
    record("entry.excluded", actor=actor, subject=entry, reason=reason)
    return entry


def _held(call_id: Any) -> Call:
    """The call, which nobody else holds before this transaction ends."""
    return Call.objects.select_for_update(of=("self",)).select_related("association").get(pk=call_id)


def _open_call(call_id: Any) -> Call:
    call = _held(call_id)
    _require_open(call)
    return call


def _require_open(call: Call) -> None:
    if call.state != Call.State.OPEN:
        raise RuleError(_("This call takes no entries now."), code="not_open")
    if timezone.now() >= call.closes_at:
        closes = timezone.localtime(call.closes_at, call.association.zone)
        raise RuleError(
            _("Entries closed on %(moment)s; nothing is changed after that.")
            % {"moment": f"{closes:%Y-%m-%d %H:%M}"},
            code="deadline_passed",
        )


def _touch(entry: Entry) -> None:
    """A file more or less is a change: whoever read the entry before is told."""
    if not Entry.objects.filter(pk=entry.pk, state__in=CHANGEABLE).update(version=F("version") + 1):
        raise RuleError(_("This entry was withdrawn or excluded already."), code="ended")
    entry.refresh_from_db()


def _trimmed(details: EntryDetails) -> dict[str, Any]:
    return {name: str(value).strip() for name, value in details.items()}


def _require_sound(entry: Entry, people: Sequence[Person]) -> None:
    if not (entry.title_zh or entry.title_en):
        raise InvalidError(_("Give the entry a title."), code="title_missing", details={"field": "title_zh"})
    if any(person.association_id != entry.association_id for person in people) or len(people) > 50:
        raise InvalidError(
            _("Name at most 50 people, all known to this association."),
            code="of_elsewhere",
            details={"field": "people"},
        )
