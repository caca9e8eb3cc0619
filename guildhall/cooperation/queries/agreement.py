"""Agreements: lists, one with who signed and who has to, and what the reader may do."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.cooperation.models import Agreement, AgreementParty, Cooperation, Witness
from guildhall.cooperation.permissions import may_keep, may_leave_agreement
from guildhall.cooperation.queries.signing import (
    Right,
    party_to_sign,
    resolution_holds,
    right_of,
    witness_to_attest,
)
from guildhall.cooperation.sight import public_agreements, reads_text, sees_all, visible_agreements
from guildhall.meetings.models import Motion, Resolution
from guildhall.registry.queries import today_in

DRAFT, OFFERED, SIGNED, ENDED = Agreement.State
OVER = "over"
PARTIES = AgreementParty.objects.select_related(
    "organization__association", "signatory__user", "post", "authority", "scan", "checked_by"
)
WITNESSES = Witness.objects.select_related("person__user", "scan")


def agreement_list(
    user: User, association: Association, *, q: str = "", state: str = "", party: UUID | None = None
) -> QuerySet[Agreement]:
    """Those that the person sees, the newest first, with how many of how many signed.

    ``state``: one of the states, or ``over``: signed, and the last day has passed.
    """
    found = visible_agreements(user, association)
    if q := q.strip():
        words = Q(title_zh__icontains=q) | Q(title_en__icontains=q)
        named = Q(parties__organization__name_zh__icontains=q) | Q(
            parties__organization__name_en__icontains=q
        )
        found = found.filter(words | Q(pk__in=Agreement.objects.filter(named).order_by().values("pk")))
    if state == OVER:
        found = found.filter(state=SIGNED, to_on__lt=today_in(association))
    elif state:
        found = found.filter(state=state)
    if party:
        theirs = AgreementParty.objects.filter(organization=party).order_by().values("agreement")
        found = found.filter(pk__in=theirs)
    return _counted(found).order_by("-id")


def _counted(found: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return (
        found.select_related("association", "body", "document")
        .prefetch_related(Prefetch("parties", PARTIES))
        .annotate(
            parties_all=Count("parties"),
            parties_signed=Count("parties", filter=Q(parties__signed_at__isnull=False)),
        )
    )


def agreements_to_show(user: User, association: Association) -> QuerySet[Agreement]:
    """Those that the person sees, with everything a page or answer about one says."""
    return _whole(visible_agreements(user, association))


def published_agreements(association: Association) -> QuerySet[Agreement]:
    """What strangers may read of, the newest first."""
    return _whole(public_agreements(association)).order_by("-signed_on", "-id")


def _whole(found: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return found.select_related(
        "association", "cooperation", "body", "resolution__motion", "supervisor", "document__file"
    ).prefetch_related(Prefetch("parties", PARTIES), Prefetch("witnesses", WITNESSES))


def agreement_parties_to_show(user: User, association: Association) -> QuerySet[AgreementParty]:
    """Parties of the agreements that the person sees."""
    seen = visible_agreements(user, association).order_by().values("pk")
    return AgreementParty.objects.filter(agreement__in=seen).select_related(
        "association", "agreement__association", "agreement__document", "organization", "signatory", "post"
    )


def witnesses_to_show(user: User, association: Association) -> QuerySet[Witness]:
    seen = visible_agreements(user, association).order_by().values("pk")
    return Witness.objects.filter(agreement__in=seen).select_related(
        "association", "agreement__association", "person"
    )


def agreements_of(cooperation: Cooperation, user: User, association: Association) -> QuerySet[Agreement]:
    """The agreements drawn up from a cooperation that this reader sees."""
    return _counted(visible_agreements(user, association).filter(cooperation=cooperation)).order_by("id")


@dataclass(frozen=True)
class AgreementRoles:
    """What one reader may do on an agreement's page."""

    acts: set[str] = field(default_factory=set)
    leave: set[UUID] = field(default_factory=set)
    own_party: AgreementParty | None = None
    own_witness: Witness | None = None
    sees_inside: bool = False
    reads_text: bool = False


def agreement_roles(user: User, agreement: Agreement) -> AgreementRoles:
    acts = agreement_acts(user, agreement)
    staying = [one for one in agreement.parties.all() if one.left_on is None]
    leaves = agreement.state == SIGNED and not agreement.association.is_record
    return AgreementRoles(
        acts,
        {one.pk for one in staying if leaves and _may_leave(user, agreement, one)},
        party_to_sign(user, agreement),
        witness_to_attest(user, agreement),
        sees_all(user, agreement.association),
        reads_text(user, agreement),
    )


def _may_leave(user: User, agreement: Agreement, party: AgreementParty) -> bool:
    party.agreement = agreement
    return may_leave_agreement(user, party)


def agreement_acts(user: User, agreement: Agreement) -> set[str]:
    """The names of the actions that the person may do to the agreement in its present state."""
    acts: set[str] = set()
    if may_keep(user, agreement.association):
        acts |= {
            DRAFT.value: {
                "amend_agreement",
                "offer_agreement",
                "discard_agreement",
                "check_partner",
                "give_authority",
            },
            OFFERED.value: {"recall_agreement", "record_agreement_signature", "record_attestation"},
            SIGNED.value: {"end_agreement"},
        }.get(agreement.state, set())
    publishes = may(user, Power.PUBLISH, agreement.association) and not agreement.association.is_record
    if publishes and agreement.state in (SIGNED, ENDED):
        acts.add("publish_agreement")
    return acts


@dataclass(frozen=True)
class PartyLine:
    """A party as its page shows it: by what right the named person signs today."""

    party: AgreementParty
    right: Right | None


def party_lines(agreement: Agreement) -> list[PartyLine]:
    """Every party; the right is looked up only while it matters."""
    today = today_in(agreement.association)
    waiting = agreement.state in (DRAFT, OFFERED)
    return [
        PartyLine(one, right_of(one, today) if waiting and one.signed_at is None else None)
        for one in agreement.parties.all()
    ]


def is_decided(agreement: Agreement) -> bool:
    return resolution_holds(agreement, today_in(agreement.association))


def resolutions_for(association: Association) -> QuerySet[Resolution]:
    """Resolutions that an agreement may rest on: carried, and in force today."""
    found = Resolution.objects.filter(association=association, motion__state=Motion.State.CARRIED)
    return found.holding_on(today_in(association)).select_related("body").order_by("-adopted_on", "-id")


def agreements_ending(association: Association, *, on: date, within: timedelta) -> QuerySet[Agreement]:
    """Signed, and ending within that time."""
    ending = Agreement.objects.filter(
        association=association, state=SIGNED, to_on__gte=on, to_on__lte=on + within
    )
    return _whole(ending).order_by("to_on", "id")


def parties_late_to_sign(
    association: Association, *, on: date, within: timedelta
) -> QuerySet[AgreementParty]:
    """On offer, not signed, and the last day for signing is near."""
    return AgreementParty.objects.filter(
        agreement__association=association,
        agreement__state=OFFERED,
        agreement__sign_by__gte=on,
        agreement__sign_by__lte=on + within,
        signed_at__isnull=True,
        signatory__isnull=False,
    ).select_related("agreement", "signatory__user", "signatory__association", "organization__association")
