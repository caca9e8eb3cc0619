"""What there is to sign, by what right somebody signs, and who still has to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.cooperation.models import Agreement, AgreementParty, Witness
from guildhall.cooperation.signing import digest
from guildhall.core.dates import long_date
from guildhall.core.models import in_language
from guildhall.meetings.models import Motion
from guildhall.registry.models import Post, Representation, Tenure, in_force
from guildhall.registry.queries import today_in

TEXTS = ("title_zh", "title_en", "scope_zh", "scope_en", "text_zh", "text_en", "from_on", "to_on", "sign_by")


@dataclass(frozen=True)
class Right:
    """By what right somebody signs for a party, in words."""

    zh: str
    en: str

    def __str__(self) -> str:
        return in_language(self.zh, self.en)


def content_of(agreement: Agreement) -> dict[str, object]:
    """Everything that a signature stands for. Two queries unless the rows were read with it."""
    content: dict[str, object] = {name: getattr(agreement, name) for name in TEXTS}
    return content | {
        "lends_no_name": agreement.lends_no_name,
        "resolution": agreement.resolution_id,
        "parties": [
            [one.organization_id, one.signatory_id, one.power_zh, one.power_en]
            for one in agreement.parties.all()
        ],
        "witnesses": [[one.person_id, one.role_zh, one.role_en] for one in agreement.witnesses.all()],
    }


def hash_of(agreement: Agreement) -> str:
    return digest(content_of(agreement))


def right_of(party: AgreementParty, on: date) -> Right | None:
    """By what right the named person signs for the party on the day; None where it has ended or never was.

    A written authority that still holds; the post that was named, if it is held that day - by one of the party's own
    people, or for the association itself by a post that decides for it; else a seat on which the person represents
    the organization that day. At most one query, where the rows were read with it.
    """
    if party.signatory_id is None:
        return None
    if party.authority_id is not None:
        return _authority(party, on)
    if party.post is not None:
        return _office(party, party.post, on)
    represents = Representation.objects.filter(
        in_force(on), person=party.signatory_id, seat__organization=party.organization_id
    )
    return Right("单位代表", "its representative") if represents.exists() else None


def _authority(party: AgreementParty, on: date) -> Right | None:
    until = party.authority_until
    if until is None:
        return Right("书面授权", "written authority")
    if until < on:
        return None
    return Right(f"书面授权，至{long_date(until).zh}", f"written authority until {long_date(until).en}")


def _office(party: AgreementParty, post: Post, on: date) -> Right | None:
    own = party.signatory is not None and party.signatory.organization_id == party.organization_id
    if not own and not (is_itself(party, party.organization.association) and Power.DECIDE in post.powers):
        return None
    held = Tenure.objects.filter(in_force(on), person=party.signatory_id, post=post)
    return Right(post.name_zh or post.name_en, post.name_en or post.name_zh) if held.exists() else None


def is_itself(party: AgreementParty, association: Association) -> bool:
    """Whether the party is the association: it need not check itself as a partner."""
    names = {association.name_zh, association.name_en} - {""}
    return bool(names & {party.organization.name_zh, party.organization.name_en})


def party_to_sign(user: User, agreement: Agreement) -> AgreementParty | None:
    """The party for which the reader is to sign, and has not signed."""
    if agreement.state != Agreement.State.OFFERED:
        return None
    waiting = (one for one in agreement.parties.all() if one.signed_at is None and one.signatory)
    return next((one for one in waiting if one.signatory and one.signatory.user_id == user.pk), None)


def witness_to_attest(user: User, agreement: Agreement) -> Witness | None:
    """The reader as a witness, once every party has signed."""
    if agreement.state != Agreement.State.OFFERED or not all_signed(agreement):
        return None
    waiting = (one for one in agreement.witnesses.all() if one.attested_at is None)
    return next((one for one in waiting if one.person.user_id == user.pk), None)


def all_signed(agreement: Agreement) -> bool:
    return all(one.signed_at is not None for one in agreement.parties.all())


def agreements_awaiting(user: User, association: Association) -> QuerySet[Agreement]:
    """Where the user is to sign, or to attest what all have signed, as a person of this association. One query."""
    here = {"agreement": OuterRef("pk"), "signatory__association": association}
    unsigned = AgreementParty.objects.filter(agreement=OuterRef("pk"), signed_at__isnull=True)
    own = AgreementParty.objects.filter(**here, signatory__user=user, signed_at__isnull=True)
    word = Witness.objects.filter(
        agreement=OuterRef("pk"), person__association=association, person__user=user, attested_at__isnull=True
    )
    return Agreement.objects.filter(
        Exists(own) | (Exists(word) & ~Exists(unsigned)), state=Agreement.State.OFFERED
    ).order_by(F("sign_by").asc(nulls_last=True), "id")


def is_too_late(agreement: Agreement) -> bool:
    """Whether the last day for signing has passed."""
    return agreement.sign_by is not None and agreement.sign_by < today_in(agreement.association)


def resolution_holds(agreement: Agreement, on: date) -> bool:
    """Whether the named resolution is the body's own, carried, and in force on the day."""
    resolution = agreement.resolution
    if resolution is None or resolution.body_id != agreement.body_id:
        return False
    if resolution.motion.state != Motion.State.CARRIED:
        return False
    begun = resolution.in_force_from is None or resolution.in_force_from <= on
    return begun and (resolution.in_force_to is None or resolution.in_force_to >= on)
