"""Each signatory signs once, by a power held that day; then the witnesses attest; with the last of them it is issued."""

from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.cooperation import notices
from guildhall.cooperation.actions.cooperation import require_past
from guildhall.cooperation.actions.soundness import no_power
from guildhall.cooperation.actions.stage import WAY, take_step
from guildhall.cooperation.models import Agreement, AgreementParty, Cooperation, Witness
from guildhall.cooperation.permissions import (
    require_may_keep,
    require_signatory,
    require_witness,
)
from guildhall.cooperation.printing import agreement_data, agreement_facts
from guildhall.cooperation.queries import hash_of, is_too_late, right_of
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import issue_document, store_file
from guildhall.documents.models import File
from guildhall.notices.actions import give_notices
from guildhall.registry.queries import today_in

Upload = tuple[str, BinaryIO | bytes]


@transaction.atomic
def sign_agreement(party: AgreementParty, *, seen: str, confirmed: bool, actor: User) -> AgreementParty:
    """Sign for the party with one's own account. ``seen`` is the hash of what was read, ``confirmed`` the own word.

    Refused: somebody else than the named signatory; without the word; a power that is not held today; what was not
    offered, is signed, ended, past its last day for signing; a text other than the one that was read; a second time.
    """
    require_signatory(actor, party)
    _require_word(confirmed=confirmed)
    _sign(party, seen=seen, actor=actor)
    record(
        "agreement.party_signed",
        actor=actor,
        subject=party.agreement,
        party=str(party.pk),
        hash=party.signed_hash,
        on_paper=False,
    )
    _tell_if_all_signed(party.agreement)
    return party


@transaction.atomic
def record_agreement_signature(party: AgreementParty, *, scan: Upload, actor: User) -> AgreementParty:
    """The signatory signed on paper: the secretariat records it, the scan is kept. Refused as ``sign_agreement``."""
    require_may_keep(actor, party.agreement.association)
    file = _stored(party.agreement, scan, actor)
    _sign(party, seen=party.agreement.text_hash, actor=actor, scan=file)
    record(
        "agreement.party_signed",
        actor=actor,
        subject=party.agreement,
        party=str(party.pk),
        hash=party.signed_hash,
        on_paper=True,
        scan=file.sha256,
    )
    _tell_if_all_signed(party.agreement)
    return party


@transaction.atomic
def attest_agreement(witness: Witness, *, seen: str, confirmed: bool, actor: User) -> Witness:
    """A witness attests that all parties signed. With the last one the agreement is signed, and issued once.

    Refused to all but the named witness, before every party has signed, and for the reasons for which nobody signs.
    """
    require_witness(actor, witness)
    _require_word(confirmed=confirmed)
    _attest(witness, seen=seen, actor=actor)
    record(
        "agreement.attested", actor=actor, subject=witness.agreement, witness=str(witness.pk), on_paper=False
    )
    _issue_if_all_attested(witness.agreement, actor)
    return witness


@transaction.atomic
def record_attestation(witness: Witness, *, scan: Upload, actor: User) -> Witness:
    """The witness signed on paper: the secretariat records it, the scan is kept."""
    require_may_keep(actor, witness.agreement.association)
    file = _stored(witness.agreement, scan, actor)
    _attest(witness, seen=witness.agreement.text_hash, actor=actor, scan=file)
    record(
        "agreement.attested", actor=actor, subject=witness.agreement, witness=str(witness.pk), on_paper=True
    )
    _issue_if_all_attested(witness.agreement, actor)
    return witness


@transaction.atomic
def give_authority(
    party: AgreementParty, *, paper: Upload, until: date | None = None, actor: User
) -> AgreementParty:
    """Keep the written authority by which the named person signs, perhaps until a day. Only while it is a draft."""
    agreement = party.agreement
    require_may_keep(actor, agreement.association)
    if party.signatory_id is None:
        raise RuleError(_("Name first who signs."), code="signatory_missing")
    if until is not None and until < today_in(agreement.association):
        raise InvalidError(
            _("This authority has run out already."), code="ran_out", details={"field": "until"}
        )
    _hold_draft(agreement)
    file = _stored(agreement, paper, actor)
    AgreementParty.objects.filter(pk=party.pk).update(authority=file, authority_until=until)
    party.refresh_from_db()
    record(
        "agreement.authority_given", actor=actor, subject=agreement, party=str(party.pk), paper=file.sha256
    )
    return party


@transaction.atomic
def check_partner(party: AgreementParty, *, note: str, on: date | None = None, actor: User) -> AgreementParty:
    """Who checked the partner, when, and what was looked at. Only while it is a draft."""
    agreement = party.agreement
    require_may_keep(actor, agreement.association)
    day = on or today_in(agreement.association)
    require_past(agreement.association, day)
    if not note.strip():
        raise InvalidError(
            _("Say what was checked: registration, standing, licences."),
            code="note_missing",
            details={"field": "note"},
        )
    _hold_draft(agreement)
    checked = {"checked_on": day, "checked_by": actor, "check_note": note.strip()[:500]}
    AgreementParty.objects.filter(pk=party.pk).update(**checked)
    party.refresh_from_db()
    record(
        "agreement.partner_checked",
        actor=actor,
        subject=agreement,
        party=str(party.pk),
        note=party.check_note,
    )
    return party


def _hold_draft(agreement: Agreement) -> None:
    drafts = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.DRAFT)
    if not drafts.update(version=F("version") + 1):
        raise RuleError(_("Only a draft can be changed. Recall it first."), code="not_a_draft")


def _require_word(*, confirmed: bool) -> None:
    if not confirmed:
        raise InvalidError(
            _("Confirm that you have read the agreement."),
            code="not_confirmed",
            details={"field": "confirmed"},
        )


def _stored(agreement: Agreement, upload: Upload, actor: User) -> File:
    name, content = upload
    return store_file(association=agreement.association, name=name, content=content, actor=actor)


def _hold(agreement: Agreement, seen: str) -> None:
    """It is on offer, in time, and says what was read. Held first: of two at once one sees the other."""
    offered = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.OFFERED)
    held = offered.update(version=F("version") + 1)
    agreement.refresh_from_db()
    if not held:
        raise _not_on_offer(agreement)
    if is_too_late(agreement):
        raise RuleError(_("The last day for signing has passed."), code="sign_by_passed")
    if seen != agreement.text_hash or hash_of(agreement) != agreement.text_hash:
        raise RuleError(
            _("The text is not the one that you read: it was changed. Read it again."), code="text_changed"
        )


def _not_on_offer(agreement: Agreement) -> RuleError:
    if agreement.state == Agreement.State.ENDED:
        return RuleError(_("This agreement has ended."), code="ended")
    if agreement.state == Agreement.State.SIGNED:
        return RuleError(_("This agreement was signed by all already."), code="already_signed")
    return RuleError(_("This agreement is not on offer (any more)."), code="not_offered")


def _sign(party: AgreementParty, *, seen: str, actor: User, scan: File | None = None) -> None:
    agreement = party.agreement
    _hold(agreement, seen)
    if right_of(party, today_in(agreement.association)) is None:
        raise no_power(party)
    unsigned = AgreementParty.objects.filter(pk=party.pk, signed_at__isnull=True)
    signature = {"signed_at": timezone.now(), "signed_by": actor, "signed_hash": agreement.text_hash}
    if not unsigned.update(**signature, scan=scan):
        raise RuleError(_("This party has signed already."), code="already_signed")
    party.refresh_from_db()


def _attest(witness: Witness, *, seen: str, actor: User, scan: File | None = None) -> None:
    agreement = witness.agreement
    _hold(agreement, seen)
    if agreement.parties.filter(signed_at__isnull=True).exists():
        raise RuleError(_("Not all parties have signed yet."), code="not_all_signed")
    waiting = Witness.objects.filter(pk=witness.pk, attested_at__isnull=True)
    word = {"attested_at": timezone.now(), "attested_by": actor, "attested_hash": agreement.text_hash}
    if not waiting.update(**word, scan=scan):
        raise RuleError(_("This witness has attested already."), code="already_attested")
    witness.refresh_from_db()


def _tell_if_all_signed(agreement: Agreement) -> None:
    if not agreement.parties.filter(signed_at__isnull=True).exists():
        give_notices(agreement.association, notices.witnesses_called(agreement))


def _issue_if_all_attested(agreement: Agreement, actor: User) -> None:
    if agreement.witnesses.filter(attested_at__isnull=True).exists():
        return
    today = today_in(agreement.association)
    document = issue_document(
        association=agreement.association,
        kind="agreement",
        title_zh=agreement.title_zh,
        title_en=agreement.title_en,
        facts=agreement_facts(agreement),
        template="agreement",
        data=agreement_data(agreement),
        subject=agreement,
        actor=actor,
    )
    Agreement.objects.filter(pk=agreement.pk).update(
        state=Agreement.State.SIGNED, signed_on=today, document=document
    )
    agreement.refresh_from_db()
    _carry_on(agreement, today, actor)
    for association, drafts in notices.agreement_signed(agreement):
        give_notices(association, drafts)
    record(
        "agreement.signed", actor=actor, subject=agreement, document=document.serial, hash=agreement.text_hash
    )


def _carry_on(agreement: Agreement, today: date, actor: User) -> None:
    """The cooperation has come as far as the agreement, unless it is farther or has ended."""
    cooperation = agreement.cooperation
    if cooperation is None or cooperation.ending:
        return
    agreed = WAY.index(Cooperation.Stage.AGREED)
    if cooperation.stage in WAY[agreed:]:
        return
    take_step(cooperation, stage=Cooperation.Stage.AGREED, on=today, note=agreement.title, actor=actor)
