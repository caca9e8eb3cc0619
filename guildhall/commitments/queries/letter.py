"""Letters: lists, one with its targets and what the reader may do."""

from django.db.models import Count, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.commitments.models import Commitment, Letter, LetterParty
from guildhall.commitments.permissions import is_own_party, may_issue_letters
from guildhall.commitments.queries.board import lit
from guildhall.commitments.queries.standing import bodies_read, letters_visible_to, reads_everything
from guildhall.registry.models import Body


def letters_to_show(user: User, association: Association) -> QuerySet[Letter]:
    """Those the person may see, with everything a page or answer about one says."""
    letters = letters_visible_to(user, association).select_related("body", "association", "document__file")
    return letters.prefetch_related("parties__person__organization", "parties__signed_by", "parties__scan")


def letter_list(user: User, association: Association, *, kind: str = "", state: str = "") -> QuerySet[Letter]:
    """Letters that the person may see, the latest first, with how many signed of how many."""
    letters = letters_visible_to(user, association).select_related("body", "document")
    if kind:
        letters = letters.filter(kind=kind)
    if state:
        letters = letters.filter(state=state)
    return letters.annotate(
        parties_all=Count("parties"),
        parties_signed=Count("parties", filter=Q(parties__signed_at__isnull=False)),
    ).order_by("-id")


def targets_of(letter: Letter) -> list[Commitment]:
    """The letter's targets with their lights."""
    rows = Commitment.objects.filter(letters=letter)
    return list(lit(rows, letter.association).order_by("position", "deadline", "id"))


def letter_acts(user: User, letter: Letter) -> set[str]:
    """The names of the actions that the person may do to the letter in its present state."""
    if letter.association.is_record or not may_issue_letters(user, letter.body):
        return set()
    return {
        Letter.State.DRAFT.value: {"change_letter", "offer_letter", "discard_letter"},
        Letter.State.OFFERED.value: {"record_signature", "revoke_letter"},
        Letter.State.SIGNED.value: {"revoke_letter"},
    }.get(letter.state, set())


def party_to_sign(user: User, letter: Letter) -> LetterParty | None:
    """The reader's own party of a letter on offer that they have not signed yet."""
    if letter.state != Letter.State.OFFERED:
        return None
    waiting = (party for party in letter.parties.all() if party.signed_at is None)
    return next((party for party in waiting if is_own_party(user, party)), None)


def letters_to_sign(user: User, association: Association) -> QuerySet[LetterParty]:
    """Where the person's signature is awaited."""
    return LetterParty.objects.filter(
        association=association,
        person__user=user,
        signed_at__isnull=True,
        letter__state=Letter.State.OFFERED,
    ).select_related("letter")


def bodies_issued_for(user: User, association: Association) -> QuerySet[Body]:
    """Bodies for which the person may issue letters."""
    bodies = Body.objects.filter(association=association)
    if reads_everything(user, association, (Power.ISSUE,)):
        return bodies
    return bodies.filter(pk__in=bodies_read(user, association, (Power.ISSUE,)))


def issues_any(user: User, association: Association) -> bool:
    """Whether there is a body for which the person may issue letters; asks the database nothing new."""
    if association.is_record:
        return False
    issuing = (Power.ISSUE,)
    return reads_everything(user, association, issuing) or bool(bodies_read(user, association, issuing))


def parties_visible_to(user: User, association: Association) -> QuerySet[LetterParty]:
    """Parties of the letters that the person may see."""
    letters = letters_visible_to(user, association).order_by().values("pk")
    return LetterParty.objects.filter(letter__in=letters).select_related(
        "association", "person", "letter__association", "letter__body__association"
    )
