"""Each party signs a letter once; with the last signature it is issued."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.progress import Upload
from guildhall.commitments.models import Commitment, Letter, LetterParty
from guildhall.commitments.permissions import require_may_issue_letters, require_own_party
from guildhall.commitments.printing import letter_data, letter_facts
from guildhall.commitments.queries import today_at
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import issue_document, store_file
from guildhall.notices.actions import give_notices


@transaction.atomic
def sign_letter(party: LetterParty, *, confirmed: bool, actor: User) -> LetterParty:
    """Sign for oneself. ``confirmed`` is the party's own word that they have read it and agree.

    Refused to everybody else, without that word, a second time, and when the letter is not on offer. With
    the last signature the letter is issued and its drafts of targets become commitments under way.
    """
    require_own_party(actor, party)
    if not confirmed:
        raise InvalidError(
            _("Confirm that you have read the letter and agree."),
            code="not_confirmed",
            details={"field": "confirmed"},
        )
    _sign(party, actor)
    record("letter.party_signed", actor=actor, subject=party.letter, party=str(party.pk), on_paper=False)
    return party


@transaction.atomic
def record_signature(party: LetterParty, *, scan: Upload, actor: User) -> LetterParty:
    """Record that somebody signed on paper; the scan is kept. For whoever issues letters for the body."""
    require_may_issue_letters(actor, party.letter.body)
    _sign(party, actor, scan=scan)
    record(
        "letter.party_signed",
        actor=actor,
        subject=party.letter,
        party=str(party.pk),
        on_paper=True,
        scan=party.scan.sha256 if party.scan else None,
    )
    return party


def _sign(party: LetterParty, actor: User, *, scan: Upload | None = None) -> None:
    # The letter is held first, so that of two last signatures one sees the other and issues it.
    letter = party.letter
    on_offer = Letter.objects.filter(pk=letter.pk, state=Letter.State.OFFERED)
    if not on_offer.update(version=F("version") + 1):
        raise RuleError(_("This letter is not on offer (any more)."), code="not_offered")
    unsigned = LetterParty.objects.filter(pk=party.pk, signed_at__isnull=True)
    if not unsigned.update(signed_at=timezone.now(), signed_by=actor):
        raise RuleError(_("This party has signed already."), code="already_signed")
    if scan is not None:
        name, content = scan
        file = store_file(association=party.association, name=name, content=content, actor=actor)
        LetterParty.objects.filter(pk=party.pk).update(scan=file)
    party.refresh_from_db()
    letter.refresh_from_db()
    if not letter.parties.filter(signed_at__isnull=True).exists():
        _issue(letter, actor)


def _issue(letter: Letter, actor: User) -> None:
    today = today_at(letter.association)
    drafts = letter.targets.filter(state=Commitment.State.DRAFT)
    keys = list(drafts.values_list("pk", flat=True))
    complete = Commitment.objects.filter(
        pk__in=keys, state=Commitment.State.DRAFT, deadline__isnull=False, responsible__isnull=False
    )
    adopted = complete.update(state=Commitment.State.ADOPTED, adopted_on=today, version=F("version") + 1)
    if adopted < len(keys):
        raise RuleError(
            _(
                "A target lost its deadline or responsible person since the letter was offered. Complete it first."
            ),
            code="incomplete",
        )
    document = issue_document(
        association=letter.association,
        kind=letter.kind,
        title_zh=letter.title_zh,
        title_en=letter.title_en,
        facts=letter_facts(letter),
        template="letter",
        data=letter_data(letter, signed_on=today),
        subject=letter,
        actor=actor,
    )
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SIGNED, signed_on=today, document=document)
    letter.refresh_from_db()
    told = [draft for target in letter.targets.filter(pk__in=keys) for draft in notices.adopted(target)]
    give_notices(letter.association, [*notices.letter_signed(letter), *told])
    record("letter.signed", actor=actor, subject=letter, document=document.serial, adopted=len(keys))
