"""A letter of responsibility, commitment or appointment: drafted, offered, signed, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.progress import require_reason
from guildhall.commitments.models import Commitment, Letter, LetterParty
from guildhall.commitments.permissions import require_may_issue_letters
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import withdraw_document
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Body, Person


@dataclass(frozen=True)
class Party:
    """One who signs, and as what."""

    person: Person
    role_zh: str = ""
    role_en: str = ""


class LetterDetails(TypedDict, total=False):
    """What can be said of a letter."""

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    from_on: date | None
    to_on: date | None


@transaction.atomic
def draft_letter(
    *,
    body: Body,
    kind: Letter.Kind,
    parties: Sequence[Party],
    targets: Sequence[Commitment] = (),
    origin: models.Model | None = None,
    actor: User,
    **details: Unpack[LetterDetails],
) -> Letter:
    """A new draft. Its targets are commitments of the same association; who signs is listed in order.

    Refused without title or parties, with a person twice, and to those who issue nothing for the body.
    """
    require_may_issue_letters(actor, body)
    _require_sensible(body, details.get("title_zh", ""), details.get("title_en", ""), details)
    _require_parties(body, parties)
    _require_targets(body, targets)
    letter = Letter.objects.create(
        association=body.association,
        body=body,
        kind=kind,
        origin_type=origin._meta.label_lower if origin else "",
        origin_id=origin.pk if origin else None,
        **details,
    )
    _set_parties(letter, parties)
    letter.targets.set(targets)
    record("letter.drafted", actor=actor, subject=letter, kind=str(kind), targets=_keys(targets))
    return letter


@transaction.atomic
def change_letter(
    letter: Letter,
    *,
    version: int,
    parties: Sequence[Party],
    targets: Sequence[Commitment],
    actor: User,
    **details: Unpack[LetterDetails],
) -> Letter:
    """Change a draft as a whole. ``version`` is the one that was read."""
    require_may_issue_letters(actor, letter.body)
    title_zh = details.get("title_zh", letter.title_zh)
    _require_sensible(letter.body, title_zh, details.get("title_en", letter.title_en), details)
    _require_parties(letter.body, parties)
    _require_targets(letter.body, targets)
    drafts = Letter.objects.filter(pk=letter.pk, state=Letter.State.DRAFT, version=version)
    if not drafts.update(version=F("version") + 1, **details):
        raise RuleError(
            _("Somebody changed this in the meantime, or it was offered. Load the page again."),
            code="changed_meanwhile",
        )
    letter.parties.all().delete()
    _set_parties(letter, parties)
    letter.targets.set(targets)
    letter.refresh_from_db()
    record("letter.changed", actor=actor, subject=letter, targets=_keys(targets))
    return letter


@transaction.atomic
def offer_letter(letter: Letter, *, actor: User) -> Letter:
    """From now on it stands as it is and the parties sign; they are told.

    Refused without a term for a letter of appointment, without targets for a letter of responsibility,
    and while a target lacks deadline or responsible person.
    """
    require_may_issue_letters(actor, letter.body)
    letter.refresh_from_db()
    _require_whole(letter)
    drafts = Letter.objects.filter(pk=letter.pk, state=Letter.State.DRAFT)
    if not drafts.update(state=Letter.State.OFFERED, offered_at=timezone.now(), version=F("version") + 1):
        raise RuleError(_("This letter was already offered."), code="not_a_draft")
    letter.refresh_from_db()
    give_notices(letter.association, notices.letter_offered(letter))
    record("letter.offered", actor=actor, subject=letter)
    return letter


@transaction.atomic
def revoke_letter(letter: Letter, *, reason: str, actor: User) -> Letter:
    """It no longer holds, for a reason; verification says so. Its targets stay what they are."""
    require_may_issue_letters(actor, letter.body)
    require_reason(reason)
    standing = Letter.objects.filter(pk=letter.pk, state__in=[Letter.State.OFFERED, Letter.State.SIGNED])
    changed = standing.update(
        state=Letter.State.REVOKED,
        revoked_at=timezone.now(),
        revoked_reason=reason.strip(),
        version=F("version") + 1,
    )
    if not changed:
        raise RuleError(_("Only a letter that was offered or signed can be revoked."), code="not_standing")
    letter.refresh_from_db()
    if letter.document is not None:
        withdraw_document(letter.document, reason=reason, actor=actor)
    give_notices(letter.association, notices.letter_revoked(letter))
    record("letter.revoked", actor=actor, subject=letter, reason=reason.strip())
    return letter


@transaction.atomic
def discard_letter(letter: Letter, *, actor: User) -> None:
    """Take a draft away that was never offered."""
    require_may_issue_letters(actor, letter.body)
    deleted, _rows = Letter.objects.filter(pk=letter.pk, state=Letter.State.DRAFT).delete()
    if not deleted:
        raise RuleError(_("Only a draft can be discarded; a letter is revoked."), code="not_a_draft")
    record("letter.discarded", actor=actor, subject=letter)


def _require_sensible(body: Body, title_zh: str, title_en: str, details: LetterDetails) -> None:
    if not (title_zh.strip() or title_en.strip()):
        raise InvalidError(_("Give the letter a title."), code="title_missing", details={"field": "title_zh"})
    start, end = details.get("from_on"), details.get("to_on")
    if start and end and end < start:
        raise InvalidError(
            _("The term would end before it begins."), code="ends_before_start", details={"field": "to_on"}
        )


def _require_parties(body: Body, parties: Sequence[Party]) -> None:
    people = [party.person for party in parties]
    if not people:
        raise InvalidError(_("Say who signs."), code="parties_missing", details={"field": "parties"})
    if len({person.pk for person in people}) < len(people):
        raise InvalidError(_("Somebody would sign twice."), code="party_twice", details={"field": "parties"})
    if any(person.association_id != body.association_id for person in people):
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")


def _require_targets(body: Body, targets: Sequence[Commitment]) -> None:
    if any(target.association_id != body.association_id for target in targets):
        raise InvalidError(_("Targets must be of this association."), code="of_elsewhere")
    if any(target.state == Commitment.State.CANCELLED for target in targets):
        raise InvalidError(
            _("A cancelled commitment cannot be a target."),
            code="target_cancelled",
            details={"field": "targets"},
        )


def _require_whole(letter: Letter) -> None:
    if letter.kind == Letter.Kind.APPOINTMENT and not (letter.from_on and letter.to_on):
        raise RuleError(
            _("A letter of appointment needs its term, from and to."),
            code="term_missing",
            details={"field": "to_on"},
        )
    targets = list(letter.targets.all())
    if letter.kind == Letter.Kind.RESPONSIBILITY and not targets:
        raise RuleError(
            _("A letter of responsibility needs targets."),
            code="targets_missing",
            details={"field": "targets"},
        )
    lacking = [target for target in targets if target.deadline is None or target.responsible_id is None]
    if lacking:
        raise RuleError(
            _("These targets lack deadline or responsible person: %(targets)s")
            % {"targets": "; ".join(str(target) for target in lacking)},
            code="incomplete",
            details={"targets": _keys(lacking)},
        )


def _set_parties(letter: Letter, parties: Sequence[Party]) -> None:
    LetterParty.objects.bulk_create(
        LetterParty(
            association=letter.association,
            letter=letter,
            position=place,
            person=party.person,
            role_zh=party.role_zh,
            role_en=party.role_en,
        )
        for place, party in enumerate(parties, start=1)
    )


def _keys(rows: Sequence[Any]) -> list[str]:
    return [str(row.pk) for row in rows]
