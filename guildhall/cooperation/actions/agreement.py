"""An agreement: drawn up, decided by its body, offered, recalled, published, left, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.cooperation import notices
from guildhall.cooperation.actions.cooperation import changed_meanwhile, require_reason
from guildhall.cooperation.actions.soundness import require_sound, require_whole
from guildhall.cooperation.models import Agreement, AgreementParty, Cooperation, Witness
from guildhall.cooperation.permissions import require_may_keep
from guildhall.cooperation.queries import hash_of
from guildhall.core.errors import RuleError
from guildhall.meetings.models import Resolution
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Body, Organization, Person, Post


@dataclass(frozen=True)
class Signing:
    """One party: who signs for it, and by which post; in words, as what."""

    organization: Organization
    signatory: Person | None = None
    post: Post | None = None
    power_zh: str = ""
    power_en: str = ""


@dataclass(frozen=True)
class Witnessing:
    """One witness, and who that is."""

    person: Person
    role_zh: str = ""
    role_en: str = ""


class AgreementDetails(TypedDict, total=False):
    """What can be said of an agreement; a scope holds one matter per line."""

    title_zh: str
    title_en: str
    scope_zh: str
    scope_en: str
    text_zh: str
    text_en: str
    body: Body | None
    resolution: Resolution | None
    supervisor: Person | None
    lends_no_name: bool
    from_on: date | None
    to_on: date | None
    sign_by: date | None


@transaction.atomic
def draft_agreement(
    association: Association,
    *,
    parties: Sequence[Signing],
    witnesses: Sequence[Witnessing] = (),
    cooperation: Cooperation | None = None,
    actor: User,
    **details: Unpack[AgreementDetails],
) -> Agreement:
    """A draft between two or more parties, from a cooperation or on its own; only the secretariat sees it yet.

    Refused to all but the secretariat; without a title; with fewer than two parties, one twice, or one of elsewhere
    that is no party of the cooperation; with a witness who signs; with an end before its start.
    """
    require_may_keep(actor, association)
    require_sound(association, Agreement(), parties, witnesses, cooperation, details)
    drafted = Agreement.objects.create(association=association, cooperation=cooperation, **details)
    _set_parties(drafted, parties)
    _set_witnesses(drafted, witnesses)
    record("agreement.drafted", actor=actor, subject=drafted, parties=_keys(parties))
    return drafted


@transaction.atomic
def amend_agreement(
    agreement: Agreement,
    *,
    version: int,
    parties: Sequence[Signing],
    witnesses: Sequence[Witnessing],
    actor: User,
    **details: Unpack[AgreementDetails],
) -> Agreement:
    """Change a draft as a whole; authority and check of a party that stays are kept. What was offered is recalled first.

    ``version`` is the one that was read.
    """
    require_may_keep(actor, agreement.association)
    require_sound(agreement.association, agreement, parties, witnesses, agreement.cooperation, details)
    _require_state(
        agreement, Agreement.State.DRAFT, _("Only a draft can be changed. Recall it first."), "not_a_draft"
    )
    drafts = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.DRAFT, version=version)
    if not drafts.update(version=F("version") + 1, **details):
        raise changed_meanwhile()
    _set_parties(agreement, parties)
    _set_witnesses(agreement, witnesses)
    agreement.refresh_from_db()
    record(
        "agreement.amended", actor=actor, subject=agreement, parties=_keys(parties), fields=sorted(details)
    )
    return agreement


@transaction.atomic
def offer_agreement(agreement: Agreement, *, actor: User) -> Agreement:
    """From now on it stands as it is, under a hash, and each signatory is asked to sign.

    Refused while something is missing: see ``require_whole``. Where a body decides, its resolution must be there,
    carried and in force, every partner checked, somebody named who supervises it, and no name lent.
    """
    require_may_keep(actor, agreement.association)
    agreement.refresh_from_db()
    require_whole(agreement)
    drafts = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.DRAFT, version=agreement.version)
    changed = drafts.update(
        state=Agreement.State.OFFERED,
        offered_at=timezone.now(),
        text_hash=hash_of(agreement),
        version=F("version") + 1,
    )
    if not changed:
        raise RuleError(_("This agreement was already offered."), code="not_a_draft")
    agreement.refresh_from_db()
    for association, drafts_of in notices.agreement_offered(agreement):
        give_notices(association, drafts_of)
    record("agreement.offered", actor=actor, subject=agreement, hash=agreement.text_hash)
    return agreement


@transaction.atomic
def recall_agreement(agreement: Agreement, *, reason: str, actor: User) -> Agreement:
    """Take it back to change it: what was signed so far no longer counts, and its signatories are told why."""
    require_may_keep(actor, agreement.association)
    require_reason(reason)
    offered = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.OFFERED)
    if not offered.update(state=Agreement.State.DRAFT, text_hash="", version=F("version") + 1):
        raise RuleError(
            _("Only what is offered and not yet signed by all can be recalled."), code="not_offered"
        )
    for association, drafts_of in notices.agreement_recalled(agreement, reason):
        give_notices(association, drafts_of)
    signed = agreement.parties.filter(signed_at__isnull=False)
    gone = signed.update(signed_at=None, signed_by=None, signed_hash="", scan=None)
    agreement.witnesses.update(attested_at=None, attested_by=None, attested_hash="", scan=None)
    agreement.refresh_from_db()
    record("agreement.recalled", actor=actor, subject=agreement, reason=reason.strip(), signatures=gone)
    return agreement


@transaction.atomic
def discard_agreement(agreement: Agreement, *, actor: User) -> None:
    """Take a draft away. Refused once it was offered, and while joint projects or teams hang on it."""
    require_may_keep(actor, agreement.association)
    if agreement.projects.exists() or agreement.teams.exists():
        raise RuleError(_("Joint projects or teams belong to it. Move them first."), code="in_use")
    _require_state(
        agreement,
        Agreement.State.DRAFT,
        _("Only a draft can be discarded; an agreement is ended."),
        "not_a_draft",
    )
    record("agreement.discarded", actor=actor, subject=agreement)
    deleted, _rows = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.DRAFT).delete()
    if not deleted:
        raise changed_meanwhile()


@transaction.atomic
def publish_agreement(agreement: Agreement, *, is_public: bool, actor: User) -> Agreement:
    """Whether everybody may read of it: who, about what, from when to when; never its text. Needs the power to publish."""
    require_may(actor, Power.PUBLISH, agreement.association)
    over = (Agreement.State.SIGNED, Agreement.State.ENDED)
    if not Agreement.objects.filter(pk=agreement.pk, state__in=over).update(
        is_public=is_public, version=F("version") + 1
    ):
        raise RuleError(_("It can be made public once all have signed."), code="not_signed")
    agreement.refresh_from_db()
    record("agreement.published", actor=actor, subject=agreement, is_public=is_public)
    return agreement


def _require_state(agreement: Agreement, state: str, sentence: str, code: str) -> None:
    if not Agreement.objects.filter(pk=agreement.pk, state=state).exists():
        raise RuleError(sentence, code=code)


def _set_parties(agreement: Agreement, parties: Sequence[Signing]) -> None:
    """The rows of parties that stay keep what was attached to them."""
    stay = [one.organization.pk for one in parties]
    agreement.parties.exclude(organization__in=stay).delete()
    for place, one in enumerate(parties, start=1):
        said = {
            "position": place,
            "signatory": one.signatory,
            "post": one.post,
            "power_zh": one.power_zh.strip(),
            "power_en": one.power_en.strip(),
        }
        row, is_new = AgreementParty.objects.get_or_create(
            agreement=agreement,
            organization=one.organization,
            defaults={"association": agreement.association, **said},
        )
        if not is_new:
            _keep_authority(row, one)
            AgreementParty.objects.filter(pk=row.pk).update(**said)


def _keep_authority(row: AgreementParty, one: Signing) -> None:
    """A written authority is given to a person: it does not pass to another signatory."""
    if row.signatory_id != (one.signatory.pk if one.signatory else None):
        AgreementParty.objects.filter(pk=row.pk).update(authority=None, authority_until=None)


def _set_witnesses(agreement: Agreement, witnesses: Sequence[Witnessing]) -> None:
    agreement.witnesses.all().delete()
    Witness.objects.bulk_create(
        Witness(
            association=agreement.association,
            agreement=agreement,
            person=one.person,
            role_zh=one.role_zh.strip(),
            role_en=one.role_en.strip(),
            position=place,
        )
        for place, one in enumerate(witnesses, start=1)
    )


def _keys(parties: Sequence[Signing]) -> list[str]:
    return [str(one.organization.pk) for one in parties]
